"""The little words around the sides of a deed, from sides.yml: prepositions, heads, "both countries", "allow"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nizam import yamltext
from nizam.reader.doing.deedframes import LANGUAGES, RESOURCES, Frame
from nizam.reader.doing.fragments import Deed, Layout, Named
from nizam.record import Record
from nizam.text.normalise import fold
from nizam.text.tokens import stem_keys

_BESIDE = 3


class SideWords(Record, frozen=True):
    cases: dict[str, str]
    heads: frozenset[str]
    leaving: frozenset[str]
    country_words: frozenset[str]
    pronouns: frozenset[str]


@lru_cache(maxsize=4)
def side_words(language: str) -> SideWords:
    """The reviewed little words of a language."""
    code = language if language in LANGUAGES else "en"
    raw = yamltext.load(RESOURCES / "sides.yml")
    cases = {fold(form): case for case, by in raw["prepositions"].items() for form in by[code]}
    return SideWords(
        cases,
        frozenset(fold(w) for w in raw["heads"][code]),
        frozenset(fold(w) for w in raw["leaving"][code]),
        frozenset(fold(w) for w in raw["country_words"][code]),
        frozenset(fold(w) for w in raw["pronouns"][code]),
    )


# For each kind of deed: the cases that give and the cases that take, the likeliest first.
# "goods" and "people" are nationalities on the thing; "subj" and "obj" stand without a preposition.


def both_sides(layout: Layout, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether words like "both countries" stand in the ranges."""
    both = _both(layout.words.language)
    openers = {phrase[0] for phrase in both}
    for low, high in ranges:
        for at, token in enumerate(layout.tokens[low:high], low):
            first = token.folded.removeprefix("و")
            if first not in openers:
                continue
            following = tuple(t.folded for t in layout.tokens[at + 1 : min(at + 3, high)])
            if any((first, *following[:more]) in both for more in range(3)):
                return True
    return False


@lru_cache(maxsize=4)
def _both(language: str) -> frozenset[tuple[str, ...]]:
    raw = yamltext.load(RESOURCES / "sides.yml")["both"]
    return frozenset(tuple(fold(w) for w in phrase.split()) for phrase in raw[language])


def abstract_object(layout: Layout, deed: Deed, frame: Frame) -> bool:
    """Whether what is built, given or imposed is no thing: relations, sanctions, a resolution, an answer."""
    if frame.weak or frame.roles in ("joint", "with"):
        return False
    nothing = _nothing(layout.words.language)
    for at in range(deed.last, min(deed.last + 3, len(layout.tokens))):
        if layout.gap(at).strip(" \u00a0\"'«»“”"):
            return False
        if any(key.text in nothing for key in stem_keys(layout.tokens[at].folded)):
            return True
    return False


@lru_cache(maxsize=4)
def _nothing(language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["abstract"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


def admits(layout: Layout, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the deed is let happen by somebody: allow, permit, ban, turn away."""
    words = _allowing(layout.words.language)
    return any(
        key.text in words for low, high in ranges for t in layout.tokens[low:high] for key in stem_keys(t.folded)
    )


@lru_cache(maxsize=4)
def _allowing(language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["allowing"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


@lru_cache(maxsize=4)
def requests(language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["requests"]
    return frozenset(fold(word) for word in raw[language])


@lru_cache(maxsize=32)
def role_parts(roles: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts that give and the parts that take in a kind of deed, the likeliest first."""
    table = yamltext.load(RESOURCES / "sides.yml")["roles"]
    row = table.get(roles, table["joint"])
    return tuple(row["from"]), tuple(row["to"])


@lru_cache(maxsize=4)
def contract_words(language: str) -> frozenset[str]:
    """Words beside which a date is that of the contract."""
    return frozenset(fold(word) for word in yamltext.load(RESOURCES / "sides.yml")["contracts"][language])


@lru_cache(maxsize=4)
def pact_words(language: str) -> frozenset[str]:
    """Nouns for an agreement."""
    return frozenset(fold(word) for word in yamltext.load(RESOURCES / "sides.yml")["pacts"][language])


@lru_cache(maxsize=4)
def barter_words(language: str) -> frozenset[tuple[str, ...]]:
    """Words between what one side gives and what it gets for it."""
    return frozenset(
        tuple(fold(word) for word in phrase.split())
        for phrase in yamltext.load(RESOURCES / "sides.yml")["barter"][language]
    )


@lru_cache(maxsize=4)
def asking_nouns(language: str) -> frozenset[str]:
    """Stems of words for what is asked for."""
    raw = yamltext.load(RESOURCES / "sides.yml")["asking"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


def observing(layout: Layout) -> set[str]:
    """The bodies and people that only watch and explain: researchers, analysts, institutes, the press."""
    words = _observing(layout.words.language)
    return {
        n.entity.id
        for n in layout.named
        if n.entity.type in ("org", "person")
        and n.mention.kind == "name"
        and any(
            key.text in words for t in layout.tokens[max(0, n.first - _BESIDE) : n.last] for key in stem_keys(t.folded)
        )
    }


@lru_cache(maxsize=4)
def _observing(language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["observing"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


def beside_name(layout: Layout, named: Named, other: Named, arabic: bool) -> bool:
    """Whether a nationality touches a name, or a place is tied to it by "in", "of" or "from"."""
    if other.mention.kind == "nationality":
        distance = other.first - named.last if arabic else named.first - other.last
        return 0 <= distance <= 3 and not _parted(layout, named, other)
    cases = side_words(layout.words.language).cases
    between = layout.tokens[named.last : other.first]
    return (
        1 <= len(between) <= 2
        and cases.get(between[0].folded) in ("loc", "of", "src")
        and not _parted(layout, named, other)
    )


def _parted(layout: Layout, one: Named, other: Named) -> bool:
    low, high = sorted(((one.first, one.last), (other.first, other.last)))
    return any(layout.gap(at).strip(" \u00a0\"'«»“”") for at in range(low[1], high[0] + 1))


@lru_cache(maxsize=4)
def teaching_words(language: str) -> frozenset[str]:
    """Stems of words for those who train others."""
    raw = yamltext.load(RESOURCES / "sides.yml")["teachers"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


def passed_through(layout: Layout, named: Named) -> bool:
    """Whether a name is only a way ("by rail through China"): no side of the deed."""
    before = layout.tokens[named.first - 1].folded if named.first else ""
    return side_words(layout.words.language).cases.get(before) == "via"


@lru_cache(maxsize=4)
def future_words(language: str) -> frozenset[str]:
    """Words for a time to come: "next", «المقبل»."""
    return _folded_list("coming", language)


@lru_cache(maxsize=4)
def time_words(language: str) -> frozenset[str]:
    """Weekdays, months, parts of the day and the year."""
    return _folded_list("times", language)


@lru_cache(maxsize=4)
def material_words(language: str) -> frozenset[str]:
    """What things are made of or go by: "copper", "rail"."""
    return _folded_list("materials", language)


@lru_cache(maxsize=4)
def reaching_words(language: str) -> frozenset[str]:
    """Verbs whose object is where somebody or something comes to: "reached Pyongyang"."""
    return _folded_list("reaching", language)


@lru_cache(maxsize=4)
def signing_words(language: str) -> frozenset[str]:
    """Verbs by which a deal is closed, not carried out: "signed for", «تعاقد»."""
    return _folded_list("signing", language)


@lru_cache(maxsize=4)
def loading_words(language: str) -> frozenset[str]:
    """Verbs of taking aboard: the place is where the cargo comes from."""
    return _folded_list("loading", language)


def numbers_something(layout: Layout, start: int) -> bool:
    """Whether the number at a place of the text is the name of a paper or a place: "resolutions 1874 and 2397"."""
    words = _folded_list("numbered", layout.words.language)
    at = next((i for i, t in enumerate(layout.tokens) if t.end > start), 0)
    while at > 0:
        before = layout.tokens[at - 1]
        bare = before.folded
        if any(form in words for form in (bare, bare[1:], "ال" + bare[2:] if bare.startswith("لل") else bare)):
            return layout.gap(at).strip(" (№#.") == ""
        listed = before.text.isdigit() or bare in layout.words.coordinators
        joined = bare[:1] == "و" and bare[1:].isdigit()
        if not (listed or joined):
            return "№" in layout.text[before.end : layout.tokens[at].start]
        at -= 1
    return False


def of_old_states(layout: Layout, low: int, high: int) -> bool:
    """Whether a State that is no more is named in a stretch of tokens: "the Soviet Union sent …"."""
    folded = [t.folded for t in layout.tokens[low:high]]
    formerly = _folded_list("formerly", layout.words.language)
    for phrase in _phrases("gone", layout.words.language):
        for at in range(len(folded) - len(phrase) + 1):
            if tuple(folded[at : at + len(phrase)]) == phrase:
                around = {*folded[max(0, at - 1) : at], *folded[at + len(phrase) : at + len(phrase) + 1]}
                return not around & formerly
    return False


def listed_among(layout: Layout, at: int, name: str) -> bool:
    """Whether a token is one of a reviewed list of people: `performers`, `guests`."""
    stems = _stems_of(name, layout.words.language)
    return any(key.text in stems for key in stem_keys(layout.tokens[at].folded))


def says_there(layout: Layout, low: int, high: int) -> bool:
    """Whether a stretch of tokens says that somebody is there: "there are", «нет», «يوجد»."""
    folded = [t.folded for t in layout.tokens[low:high]]
    phrases = _phrases("being_there", layout.words.language)
    return any(
        tuple(folded[at : at + len(phrase)]) == phrase
        for phrase in phrases
        for at in range(len(folded) - len(phrase) + 1)
    )


@lru_cache(maxsize=16)
def _stems_of(name: str, language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")[name]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))


@lru_cache(maxsize=16)
def _phrases(name: str, language: str) -> tuple[tuple[str, ...], ...]:
    raw = yamltext.load(RESOURCES / "sides.yml")[name][language]
    return tuple(tuple(fold(word) for word in phrase.split()) for phrase in raw)


@lru_cache(maxsize=1)
def un_seats() -> frozenset[str]:
    """Cities in which bodies of the United Nations sit."""
    return frozenset(yamltext.load(RESOURCES / "sides.yml")["seats"])


def _folded_list(name: str, language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in yamltext.load(RESOURCES / "sides.yml")[name][language])


def turned_round(layout: Layout, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a deed goes the other way than the one before: "missiles went the other way", «обратно повезут»."""
    phrases = _phrases("turning", layout.words.language)
    folded = [t.folded for low, high in ranges for t in layout.tokens[low:high]]
    return any(
        tuple(folded[at : at + len(phrase)]) == phrase
        for phrase in phrases
        for at in range(len(folded) - len(phrase) + 1)
    )
