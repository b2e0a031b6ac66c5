"""The case of a Russian adjective by its ending, as far as the ending tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nizam.text.normalise import fold

_ENDINGS = (
    (("ому", "ему"), "dative"),
    (("ыми", "ими"), "instrumental"),
    (("ого", "его", "ых", "их"), "genitive"),
    (("ым", "им"), "oblique"),
    (("ой", "ей"), "oblique"),
    (("ий", "ый", "ая", "яя", "ую", "юю", "ое", "ее", "ие", "ые"), "plain"),
)


def case_of(folded: str) -> str:
    """`dative`, `instrumental`, `genitive`, `plain` (nominative or accusative); `oblique` where an ending is several
    of them (-ой, -ым), "" for a word that is no Russian adjective.

    >>> case_of("северокорейскому"), case_of("китайской"), case_of("китайский"), case_of("chinese")
    ('dative', 'oblique', 'plain', '')
    """
    if not "\u0430" <= folded[:1] <= "\u044f":
        return ""
    return next((case for endings, case in _ENDINGS if folded.endswith(endings)), "")


# Names of countries and cities that end like these take -е or -и for "where" and -у, -ю or no ending for "whither".
_WHERE = ("е", "и", "ях", "ах")
_STIFF = frozenset(("е", "и", "о", "у", "ю", "э"))


def whither(word: str, label: str) -> str:
    """After в and на: `to` where a name stands in the accusative, `in` in the locative, "" where the name does not tell
    (КНДР, Токио). `word`: the name as written, folded; `label`: its nominative, folded.

    >>> whither("японию", "япония"), whither("японии", "япония"), whither("китай", "китай"), whither("кндр", "кндр")
    ('to', 'in', 'to', '')
    """
    if not "\u0430" <= word[:1] <= "\u044f" or " " in label:
        return ""
    vowels = sum(letter in "аеиоуыэюя" for letter in label)
    if not vowels or label[-1:] in _STIFF:
        return ""
    if label.endswith(("а", "я")):
        return "to" if word.endswith(("у", "ю")) else "in" if word.endswith(_WHERE) else ""
    if word == label and not word.endswith(("ах", "ях")):
        return "to"
    return "in" if word.endswith(_WHERE) else ""


_NOT_GENITIVE = ("у", "ю", "ь", "о", "ое", "ый", "ий", "ая", "яя", "ые", "ие", "ое", "ее")


def may_be_genitive(word: str, labels: Iterable[str]) -> bool:
    """Whether a folded word may be a genitive («фирма лимузинов») and is not surely an object («у фирмы лимузины»).
    `labels`: the words under which the thing is known.

    >>> may_be_genitive("лимузины", ["лимузин"]), may_be_genitive("обуви", ["обувь"])
    (False, True)
    """
    if word.endswith(_NOT_GENITIVE):
        return False
    if word.endswith(("ы", "и")):
        singulars = {word[:-1] + ending for ending in ("а", "я", "ь")}
        return not singulars.isdisjoint(fold(label.split()[0]) for label in labels)
    return True


_WITH = ("ом", "ем", "ём", "ой", "ей", "ью", "ами", "ями", "ым", "им", "ыми", "ими", "ах", "ях")


def comes_from(words: Sequence[str]) -> bool:
    """Whether «с» and the word after it mean "from" (genitive) and not "with" (instrumental).

    >>> comes_from(["с", "траулеров"]), comes_from(["с", "фирмой"]), comes_from(["с", "кндр"])
    (True, False, False)
    """
    if len(words) < 2 or words[0] not in ("с", "со"):
        return False
    genitive = ("ов", "ев", "ы", "и", "а", "я", "ого", "его", "ых", "их")
    return words[1].endswith(genitive) and not words[1].endswith(_WITH)
