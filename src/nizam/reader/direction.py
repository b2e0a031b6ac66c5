"""Who gives and who takes: the named sides of a deed by subject, object, preposition and nationality.

Each side's part in the words (`case`) is read first; which case gives and which takes depends on the kind of deed
(`_PARTS`). What the words leave out is looked for in what was said before (`context.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nizam import yamltext
from nizam.reader.deedframes import LANGUAGES, RESOURCES
from nizam.reader.fragments import Deed, Layout, Named
from nizam.text.normalise import fold

_WALK = 5
_SUBJECT_REACH = 4
_NO_PREPOSITION = frozenset(fold(w) for w in "لجنة لحوم لواء ليبيا لبنان لقاء لندن لغة ليلة بنك بناء برنامج بلد بيان بعد بحر بحث بيع بضائع بنزين بترول بعثة بدون بين بلاده بيونغ بكين باريس برلين بولندا بيلاروس لاوس".split())


@dataclass(frozen=True, slots=True)
class Part:
    """A named side and its part: src, dst, loc, agent, with, of, via, subj, obj; `on` is what its nationality marks.

    `on`: goods, people, or "" for a side of its own.
    """

    named: Named
    case: str
    on: str = ""
    before: bool = False

    @property
    def country(self) -> str | None:
        return self.named.entity.country


@dataclass(frozen=True, slots=True)
class _Words:
    cases: dict[str, str]
    heads: frozenset[str]
    leaving: frozenset[str]
    country_words: frozenset[str]
    pronouns: frozenset[str]


@lru_cache(maxsize=4)
def side_words(language: str) -> _Words:
    """The reviewed little words of a language."""
    code = language if language in LANGUAGES else "en"
    raw = yamltext.load(RESOURCES / "sides.yml")
    cases = {fold(form): case for case, by in raw["prepositions"].items() for form in by[code]}
    return _Words(
        cases,
        frozenset(fold(w) for w in raw["heads"][code]),
        frozenset(fold(w) for w in raw["leaving"][code]),
        frozenset(fold(w) for w in raw["country_words"][code]),
        frozenset(fold(w) for w in raw["pronouns"][code]),
    )


# For each kind of deed: the cases that give and the cases that take, the likeliest first.
# "goods" and "people" are nationalities on the thing; "subj" and "obj" stand without a preposition.
_PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "give": (("subj", "agent", "src", "goods", "people", "of"), ("dst", "with", "obj", "loc", "via")),
    "get": (("src", "goods", "with", "agent2", "loc", "obj", "of", "via"), ("subj", "agent", "dst", "loc")),
    "carry": (("src", "goods", "subj", "agent", "of", "people"), ("dst", "with", "obj", "loc", "via")),
    "move": (("src", "goods", "leaving", "people", "of", "subj"), ("dst", "loc", "obj", "with", "via")),
    "work": (("people", "goods", "src", "agent", "of", "subj", "obj"), ("loc", "dst", "with", "agent", "obj", "subj", "via")),
    "hire": (("people", "goods", "src", "obj", "of", "dst", "with"), ("subj", "agent", "loc", "dst")),
    "permit": (("people", "dst", "goods", "of", "src", "obj"), ("subj", "agent", "loc", "of", "obj")),
    "return": (("subj", "agent", "src", "loc"), ("people", "dst", "goods", "obj", "of")),
    "serve": (("subj", "agent", "people", "src", "of"), ("dst", "with", "obj", "agent2", "goods", "loc", "of", "via")),
    "call": (("goods", "people", "subj", "src", "of", "agent"), ("loc", "dst", "obj", "via", "subj")),
    "fly": (("src", "subj", "goods", "agent", "people", "of", "loc"), ("dst", "with", "loc", "obj", "via", "subj")),
    "own": (("subj", "goods", "agent", "of", "people", "src"), ()),
    "joint": (("subj", "goods", "people", "of", "agent", "src", "with", "obj"), ("with", "dst", "loc", "obj", "of", "goods", "people", "subj", "via")),
    "with": (("subj", "agent", "loc", "src", "dst"), ("with", "dst", "of", "goods", "people", "obj", "loc", "via")),
}  # fmt: skip


def parts(layout: Layout, ranges: Sequence[tuple[int, int]], main: Deed) -> list[Part]:
    """Every named side in these token ranges with its part in the deed, in order."""
    words = side_words(layout.words.language)
    out: list[Part] = []
    for named in layout.named:
        if any(low <= named.first < high for low, high in ranges):
            out.append(_part(layout, named, out, words, ranges, main))
    return out


def sides(roles: str, found: Sequence[Part]) -> tuple[Part | None, Part | None]:
    """The giving and the taking side among the parts; the two are never of one country."""
    giving, taking = _PARTS.get(roles, _PARTS["joint"])
    usable = [p for p in found if p.country or p.named.entity.type in ("org", "person", "vessel")]
    actor = _first(usable, giving, None)
    taker = _first(usable, taking, actor)
    if taker is None and actor is not None and roles in ("joint", "with"):
        taker = next((p for p in usable if p.country and p.country != actor.country), None)
    if actor is None and taker is not None:
        actor = _first(usable, giving, taker)
    return actor, taker


def _first(found: Iterable[Part], cases: Sequence[str], other: Part | None) -> Part | None:
    candidates = list(found)
    for case in cases:
        for p in candidates:
            if p is other or (other is not None and p.country and p.country == other.country):
                continue
            if (p.on or p.case) == case:
                return p
    return None


def _part(
    layout: Layout, named: Named, done: Sequence[Part], words: _Words, ranges: Sequence[tuple[int, int]], main: Deed
) -> Part:
    on = _marks(layout, named)
    case, from_joined = _case(layout, named, done, words, ranges)
    before = named.first < main.first
    if case == "with" and from_joined:
        return Part(named, case, on, before)
    if case:
        # "from Russia" of coal and "from North Korean workers": the preposition says more than the adjective.
        return Part(named, case, on if case not in ("src", "dst", "agent") or on == "people" else "", before)
    if on:
        return Part(named, "adj", on, before)
    return Part(named, _bare(layout, named, done, words, main), "", before)


def _marks(layout: Layout, named: Named) -> str:
    """What a nationality (or a country right beside a thing) marks: goods, people or nothing."""
    arabic = layout.words.language == "ar"
    near = range(named.first - 3, named.first) if arabic else range(named.last, named.last + 3)
    if named.mention.kind != "nationality" and not (arabic and named.mention.kind == "name" and named.entity.type == "country"):
        return "goods" if named.entity.type == "vessel" else ""
    for hit in layout.kinds:
        if hit.value in ("people", "vessel") and any(hit.first <= i < hit.last for i in near) and _touching(layout, hit.first, hit.last, named):
            return "people" if hit.value == "people" else "goods"
    if named.mention.kind == "nationality" or arabic:
        for goods in layout.goods:
            if any(goods.first <= i < goods.last for i in near) and _touching(layout, goods.first, goods.last, named):
                return "goods"
    return ""


def _touching(layout: Layout, first: int, last: int, named: Named) -> bool:
    """Whether only adjectives lie between a thing and a name: no punctuation, preposition or second name."""
    low, high = (last, named.first) if last <= named.first else (named.last, first)
    cases = side_words(layout.words.language).cases
    for at in range(low, high + 1):
        if 0 < at < len(layout.tokens) and layout.gap(at).strip(" \u00a0\"'«»“”-"):
            return False
    inner = layout.tokens[low:high]
    if layout.words.language == "ar" and layout.tokens[named.first].folded[:1] in "لب" and named.prefix:
        return False
    return not any(t.folded in cases for t in inner)


def _case(
    layout: Layout, named: Named, done: Sequence[Part], words: _Words, ranges: Sequence[tuple[int, int]]
) -> tuple[str, bool]:
    """The case a preposition gives a name, walking left over its noun phrase; and whether it came by "and"."""
    if layout.words.language == "ar":
        attached = _attached(layout.tokens[named.first].folded, named.prefix)
        if attached:
            return attached, False
    at = named.first
    # The name joins one before it: "in Kuwait and Qatar".
    if done and done[-1].named.last <= at and at - done[-1].named.last <= 1:
        joined = named.prefix.startswith("و") or any(
            t.folded in layout.words.coordinators for t in layout.tokens[done[-1].named.last : at]
        ) or "," in layout.gap(at) or "،" in layout.gap(at)
        if joined and done[-1].case in ("src", "dst", "loc", "with", "of", "agent"):
            return done[-1].case, True
    verbs = {i for d in layout.deeds if d.verbal for i in range(d.first, d.last)}
    for step in range(1, _WALK + 1):
        left = at - step
        if left < 0 or layout.gap(left + 1).strip(" \u00a0\"'«»“”-–"):
            return "", False
        if not any(low <= left < high for low, high in ranges):
            return "", False
        token = layout.tokens[left]
        if token.folded in words.cases and not (token.folded == "and" or token.folded in layout.words.coordinators):
            return words.cases[token.folded], False
        if layout.words.language == "ar" and left not in verbs:
            attached = _attached(token.folded, "")
            if attached:
                return attached, False
        if left in verbs:
            return "", False
        passable = token.folded in words.heads or token.folded.removeprefix("ال") in words.heads or token.capital
        if step > 1 and not passable:
            return "", False
        if step == 1 and not passable and any(n.first <= left < n.last for n in layout.named):
            return "", False
    return "", False


def _attached(folded: str, prefix: str) -> str:
    """The case of an Arabic one-letter preposition written with a noun: للصين، لمواطني، بالكويت."""
    if prefix:
        bare = prefix.lstrip("وف")
        return {"ل": "dst", "ب": "loc"}.get(bare[:1], "")
    word = folded[1:] if folded[:1] in "وف" and folded[1:2] in ("ل", "ب") else folded
    if word in _NO_PREPOSITION or len(word) < 4:
        return ""
    if word.startswith("لل"):
        return "dst"
    if word.startswith("بال"):
        return "loc"
    if word.startswith("ل") and not word.startswith("لا"):
        return "dst"
    return ""


def _bare(layout: Layout, named: Named, done: Sequence[Part], words: _Words, main: Deed) -> str:
    """Subject, object, or possessor of a name without preposition."""
    language = layout.words.language
    verb = _verb_before(layout, named)
    if verb is not None and layout.tokens[verb.first].folded.lstrip("وف") in words.leaving and language != "ar":
        return "leaving"
    if language == "ar":
        first_verb = next((d for d in layout.deeds if d.verbal and d.first <= main.first and d.last > named.first - _SUBJECT_REACH - 3), None)
        anchor = verb or first_verb
        if anchor is not None and named.first >= anchor.last:
            taken = any(p.case == "subj" and p.named.first >= anchor.last and not p.on for p in done)
            if not taken and named.first - anchor.last <= _SUBJECT_REACH:
                return "subj"
            return "of" if _after_noun(layout, named) else "obj"
        if named.first < main.first:
            # Before the verb it is the topic; right after a noun it is that noun's possessor.
            return "subj"
        return "of"
    if language == "ru" and layout.tokens[named.last - 1].folded.endswith(("ой", "ей", "ом", "ем", "ою", "ею")) and verb is not None:
        return "agent" if main.form in ("passive", "noun") else "with"
    if named.first < main.first:
        return "subj" if not _possessive(layout, named) else "subj"
    if main.form == "noun":
        return "of"
    return "obj"


def _possessive(layout: Layout, named: Named) -> bool:
    end = named.mention.span.end
    return layout.text[end : end + 2] in ("'s", "’s")


def _after_noun(layout: Layout, named: Named) -> bool:
    return named.first > 0 and not layout.gap(named.first).strip()


def _verb_before(layout: Layout, named: Named) -> Deed | None:
    """The nearest deed verb before a name."""
    best = None
    for deed in layout.deeds:
        if deed.first >= named.first:
            break
        if deed.verbal:
            best = deed
    return best


def both_sides(layout: Layout, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether words like "both countries" stand in the ranges."""
    both = _both(layout.words.language)
    for low, high in ranges:
        for at in range(low, high):
            if any(
                tuple(layout.tokens[i].folded.removeprefix("و") if i == at else layout.tokens[i].folded for i in range(at, min(at + size, high))) in both
                for size in (1, 2, 3)
            ):
                return True
    return False


@lru_cache(maxsize=4)
def _both(language: str) -> frozenset[tuple[str, ...]]:
    raw = yamltext.load(RESOURCES / "sides.yml")["both"]
    return frozenset(tuple(fold(w) for w in phrase.split()) for phrase in raw[language])
