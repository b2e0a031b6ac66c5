"""Russian declension by endings: which cases a form of a known noun, of a name or of any adjective may be.

Cases are letters: n(ominative), g(enitive), d(ative), a(ccusative), i(nstrumental), p(repositional). A form that may be
several is their string in this order; `ANY` is a word that does not decline (КНДР, НПЗ) or that nothing is known of.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from nizam.text.normalise import fold

ANY = "ngdaip"

# Adjectives and participles, by ending.
_ADJECTIVE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ыми", "ими"), "i"),
    (("ого", "его"), "ga"),
    (("ому", "ему"), "d"),
    (("ых", "их"), "gap"),
    (("ая", "яя"), "n"),
    (("ую", "юю"), "a"),
    (("ые", "ие", "ое", "ее", "ый", "ий"), "na"),
    (("ой", "ей"), "ngdaip"),
    (("ою", "ею"), "i"),
    (("ым", "им"), "di"),
    (("ом", "ем"), "p"),
)
_FEMININE_OBLIQUE = "gdip"
# «гарантией», «партией»: a noun, though it ends like an adjective.
_NOUN_LIKE = ("ией", "аей", "уей", "телем", "истом", "ением", "анием", "ством")

# Endings of nouns by class: ending of the nominative, then endings with the cases they stand for.
_CLASSES: Mapping[str, Mapping[str, str]] = {
    "hard": {"": "na", "а": "ga", "у": "d", "ом": "i", "е": "p", "ы": "na", "ов": "ga", "ам": "d", "ами": "i",
             "ах": "p", "и": "na", "ем": "i", "ей": "ga", "ев": "ga"},
    "ь": {"ь": "na", "я": "ga", "ю": "d", "ем": "i", "е": "p", "и": "na", "ей": "ga", "ям": "d", "ями": "i",
          "ях": "p"},
    "ь-f": {"ь": "na", "и": "gdpna", "ью": "i", "ей": "ga", "ям": "d", "ями": "i", "ях": "p"},
    "й": {"й": "na", "я": "ga", "ю": "d", "ем": "i", "е": "p", "и": "na", "ев": "ga", "ям": "d", "ями": "i",
          "ях": "p"},
    "а": {"а": "n", "ы": "gna", "и": "gna", "е": "dp", "у": "a", "ой": "i", "ою": "i", "ей": "i", "": "ga", "ам": "d",
          "ами": "i", "ах": "p"},
    "я": {"я": "n", "и": "gna", "е": "dp", "ю": "a", "ей": "i", "ь": "ga", "й": "ga", "ям": "d", "ями": "i",
          "ях": "p"},
    "ия": {"ия": "n", "ии": "gdpna", "ию": "a", "ией": "i", "ий": "ga", "иям": "d", "иями": "i", "иях": "p"},
    "о": {"о": "na", "а": "gna", "у": "d", "ом": "i", "е": "p", "": "g", "ам": "d", "ами": "i", "ах": "p"},
    "ие": {"ие": "na", "ия": "gna", "ию": "d", "ием": "i", "ии": "p", "ий": "g", "иям": "d", "иями": "i",
           "иях": "p"},
    "ье": {"ье": "na", "ья": "gna", "ью": "d", "ьем": "i", "ий": "g", "ьям": "d", "ьями": "i", "ьях": "p"},
}  # fmt: skip
_VOWELS = "аеиоуыэюя"
_HUSHED = "жшщчц"


def adjective_cases(folded: str) -> str:
    """The cases an adjective's ending may be, "" for no adjective.

    >>> [adjective_cases(word) for word in ("китайскому", "китайской", "китайский", "уголь")]
    ['d', 'gdip', 'na', '']
    """
    if not "а" <= folded[:1] <= "я" or len(folded) < 4 or folded.endswith(_NOUN_LIKE):
        return ""
    for endings, cases in _ADJECTIVE:
        if folded.endswith(endings):
            # «портовой» is feminine; «Морской завод» in the nominative ends so too, but hardly ever begins a party.
            return _FEMININE_OBLIQUE if cases == ANY else cases
    return ""


def noun_cases(folded: str, nominative: str) -> str:
    """The cases a form of a noun may be, by its nominative; "" where it is no form of it.

    >>> noun_cases("заводу", "завод"), noun_cases("компании", "компания"), noun_cases("торговцем", "торговец")
    ('d', 'ngdap', 'i')
    """
    for base, endings in _paradigms(nominative):
        if folded.startswith(base) and folded[len(base) :] in endings:
            return _sorted(endings[folded[len(base) :]])
    return ""


def noun_forms(nominative: str) -> dict[str, str]:
    """Every form of a noun with the cases it may be; a noun that declines like an adjective («мастерская») as well. An
    abbreviation, and what is written with "=", does not decline.

    >>> noun_forms("завод")["заводом"], noun_forms("мастерская")["мастерскую"], noun_forms("=бюро")
    ('i', 'a', {'бюро': 'ngdaip'})
    """
    word = fold(nominative.removeprefix("="))
    if nominative.isupper() or nominative.startswith("="):
        return {word: ANY}
    if len(word) > 4 and word.endswith(("ая", "ый")):
        return {word[:-2] + e: _adjectival(e) for endings, _ in _ADJECTIVE for e in endings}
    out: dict[str, str] = {}
    for base, endings in _paradigms(word):
        for ending, cases in endings.items():
            out[base + ending] = _sorted(out.get(base + ending, "") + cases)
    return out


def _adjectival(ending: str) -> str:
    return adjective_cases("ххх" + ending)


_GUESSES = (
    ("ами", "i"), ("ями", "i"), ("ам", "d"), ("ям", "d"), ("ах", "p"), ("ях", "p"), ("ов", "ga"), ("ев", "ga"),
    ("ом", "i"), ("ем", "i"), ("ой", "i"), ("ью", "i"), ("у", "da"), ("ю", "da"), ("е", "dp"), ("ы", "nga"),
    ("и", "ngda"), ("а", "nga"), ("я", "nga"),
)  # fmt: skip


def guessed_cases(folded: str) -> str:
    """The cases a noun that nothing is known of may be, by its ending alone.

    >>> guessed_cases("пчеловодам"), guessed_cases("пчеловодом"), guessed_cases("пчеловод")
    ('d', 'i', 'na')
    """
    return next((cases for ending, cases in _GUESSES if folded.endswith(ending)), "na")


def name_cases(folded: str, nominative: str) -> str:
    """The cases of a country's or a city's name as written, `ANY` for one that does not decline.

    >>> name_cases("китаем", "китай"), name_cases("кндр", "кндр"), name_cases("кореи", "корея")
    ('i', 'ngdaip', 'g')
    """
    if not "а" <= folded[:1] <= "я":
        return ANY
    if nominative[-1:] in "оеиую" or not any(c in _VOWELS for c in nominative):
        return ANY
    if nominative.endswith(("ая", "ий", "ый", "ое")):
        return adjective_cases(folded) or ANY
    found = noun_cases(folded, nominative)
    if not found:
        return ANY
    if nominative.endswith(("а", "я")) and folded.endswith(("ы", "и")):
        # A name has no plural: «Кореи» is the genitive, «России» the dative as well.
        return "gdp" if nominative.endswith("ия") else "g"
    return found


@lru_cache(maxsize=4096)
def _paradigms(nominative: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Stems of a noun with the endings each takes."""
    word = fold(nominative)
    for ending in ("ия", "ие", "ье"):
        if word.endswith(ending):
            return ((word[:-2], _CLASSES[ending]),)
    last = word[-1:]
    if last in ("о", "а", "я"):
        return ((word[:-1], _CLASSES[last]), *_fleeting_plural(word))
    if last == "ь":
        feminine = word.endswith(("сть", "верфь", "артель", "сеть", "корь", "область", "дочь"))
        return ((word[:-1], _CLASSES["ь-f" if feminine else "ь"]),)
    if last == "й":
        return ((word[:-1], _CLASSES["й"]),)
    if last in _VOWELS:
        return ((word, {"": ANY}),)
    stems: list[tuple[str, Mapping[str, str]]] = []
    if word.endswith(("ец", "ок")) and len(word) > 4:
        # торговец → торговца, рынок → рынка; the full stem only as it stands. «владелец» → «владельца».
        before = word[-3]
        soft = "ь" if word.endswith("лец") else "й" if before in _VOWELS else ""
        short = word[:-2] + soft + word[-1]
        stems.append((short, {e: c for e, c in _CLASSES["hard"].items() if e}))
        stems.append((word, {"": "n"}))
    else:
        stems.append((word, _CLASSES["hard"]))
        if word.endswith(("анин", "янин")):
            stems.append((word[:-2], {"е": "n", "": "ga", "ам": "d", "ами": "i", "ах": "p"}))
    return tuple(stems)


def _fleeting_plural(word: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """фабрика → фабрик, but лавка → лавок: the genitive plural with its vowel."""
    stem = word[:-1]
    if word.endswith("ка") and len(stem) > 2 and stem[-2] not in _VOWELS:
        return ((stem[:-1].removesuffix("ь") + ("е" if stem[-2] in _HUSHED + "ь" else "о") + "к", {"": "ga"}),)
    return ()


def _sorted(cases: str) -> str:
    return "".join(c for c in ANY if c in cases)
