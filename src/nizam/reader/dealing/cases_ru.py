"""The case of a Russian adjective by its ending, as far as the ending tells it."""

from __future__ import annotations

_ENDINGS = (
    (("ому", "ему"), "dative"),
    (("ыми", "ими"), "instrumental"),
    (("ого", "его", "ых", "их"), "genitive"),
    (("ым", "им"), "oblique"),
    (("ой", "ей"), "oblique"),
    (("ий", "ый", "ая", "яя", "ую", "юю", "ое", "ее", "ие", "ые"), "plain"),
)


def case_of(folded: str) -> str:
    """`dative`, `instrumental`, `genitive`, `plain` (nominative or accusative), `oblique` where an ending serves several
    of them (-ой, -ым), "" for a word that is no Russian adjective.

    >>> case_of("северокорейскому"), case_of("китайской"), case_of("китайский"), case_of("chinese")
    ('dative', 'oblique', 'plain', '')
    """
    if not "\u0430" <= folded[:1] <= "\u044f":
        return ""
    return next((case for endings, case in _ENDINGS if folded.endswith(endings)), "")
