"""Countries and places of a deal's sentence: what the gazetteer finds, and Russian adjectives of cities beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nizam.text.gazetteer import Named, gazetteer
from nizam.text.phrases import Found
from nizam.text.tokens import Token, tokenise

# «Саривонский» is of Sariwon: the ending goes, and what the adjective took from the name comes back.
_ADJECTIVE = tuple(
    sorted((stem + case for stem in ("ск",) for case in (
        "ий", "ая", "ое", "ие", "ого", "ому", "им", "ом", "ой", "ую", "их", "ими")), key=len, reverse=True)
)  # fmt: skip
_BACK = ("", "а", "ь", "о", "я", "и", "к", "ск")
_SHORTEST = 4


def named_in(text: str, tokens: Sequence[Token]) -> list[Found[Named]]:
    """All names of countries, places and bodies in a text, in order; a city's adjective counts as a nationality."""
    found = gazetteer().find(text, tokens)
    taken = {i for f in found for i in range(f.first, f.last)}
    extra = []
    for at, token in enumerate(tokens):
        if at in taken or not token.folded.endswith(_ADJECTIVE):
            continue
        named = _city_of(token.folded)
        if named is not None:
            extra.append(Found(named, token.start, token.end, at, at + 1, token.text))
    return sorted([*found, *extra], key=lambda f: (f.first, f.last)) if extra else found


@lru_cache(maxsize=4096)
def _city_of(folded: str) -> Named | None:
    """The place an adjective is made of, as a nationality of its country.

    >>> _city_of("минский").country, _city_of("далянской").country, _city_of("тракторский")
    ('by', 'cn', None)
    """
    ending = next(e for e in _ADJECTIVE if folded.endswith(e))
    base = folded[: -len(ending)]
    if len(base) < _SHORTEST - 1:
        return None
    for trial in [base + "ск", *(base.removesuffix("ь") + back for back in _BACK)]:
        word = trial.capitalize()
        for hit in gazetteer().find(word, tokenise(word)):
            if hit.value.kind in ("place", "capital") and hit.value.country and len(trial) >= _SHORTEST:
                return Named(
                    kind="adjective", key=hit.value.key, name=hit.value.name, country=hit.value.country,
                    sort=hit.value.sort, ambiguous=False,
                )  # fmt: skip
    return None
