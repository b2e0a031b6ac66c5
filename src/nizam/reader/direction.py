"""Who gives and who takes: the named sides of a deed by subject, object, preposition and nationality.

Each side's part in the words (`case`) is read first; which case gives and which takes depends on the kind of deed
(`_PARTS`). What the words leave out is looked for in what was said before (`context.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nizam import yamltext
from nizam.model.text import Entity
from nizam.reader.deedframes import LANGUAGES, RESOURCES, Frame
from nizam.reader.fragments import Deed, Layout, Named
from nizam.text.normalise import fold
from nizam.text.tokens import stem_keys

_WALK = 5
_SUBJECT_REACH = 4
_NO_PREPOSITION = frozenset(fold(w) for w in "لجنة لحوم لواء ليبيا لبنان لقاء لندن لغة ليلة بنك بناء برنامج بلد بيان بعد بحر بحث بيع بضائع بنزين بترول بعثة بدون بين بلاده بيونغ بكين باريس برلين بولندا بيلاروس لاوس".split())


@dataclass(frozen=True, slots=True)
class Part:
    """A named side and its part: src, dst, loc, agent, with, of, via, subj, obj; `on` is what its nationality marks.

    `on`: goods, people, or "" for a side of its own. `start` is the token its preposition stands at.
    """

    named: Named
    case: str
    on: str = ""
    before: bool = False
    start: int = 0

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
    "give": (("subj", "agent", "src", "goods", "people", "of", "stopper"), ("dst", "with", "obj", "loc", "locb", "via", "stopper")),
    "get": (("src", "goods", "with", "agent2", "loc", "obj", "of", "via", "stopper"), ("subj", "agent", "dst", "locb", "stopper")),
    "carry": (("src", "goods", "subj", "agent", "of", "people", "stopper"), ("dst", "with", "obj", "loc", "locb", "via", "stopper")),
    "move": (("src", "goods", "leaving", "people", "of", "subj", "stopper"), ("dst", "loc", "locb", "obj", "with", "via", "stopper")),
    "work": (("people", "goods", "src", "agent", "of", "subj", "obj", "stopper"), ("loc", "locb", "dst", "with", "agent", "obj", "subj", "via", "stopper")),
    "hire": (("people", "goods", "src", "obj", "of", "dst", "with", "stopper"), ("subj", "agent", "loc", "locb", "dst", "stopper")),
    "permit": (("people", "dst", "goods", "of", "src", "obj", "stopper"), ("subj", "agent", "loc", "locb", "of", "obj", "stopper")),
    "admit": (("people", "goods", "of", "obj", "src", "dst", "subj"), ("subj", "agent", "loc", "locb", "dst")),
    "return": (("subj", "agent", "src", "loc", "locb"), ("people", "dst", "goods", "obj", "of")),
    "serve": (("subj", "agent", "people", "src", "of", "stopper"), ("dst", "with", "obj", "agent2", "goods", "loc", "locb", "of", "via", "stopper")),
    "call": (("goods", "people", "subj", "src", "of", "agent", "stopper"), ("loc", "locb", "dst", "obj", "via", "subj", "stopper")),
    "fly": (("src", "subj", "goods", "agent", "people", "of", "loc", "locb", "stopper"), ("dst", "with", "loc", "locb", "obj", "via", "subj", "stopper")),
    "own": (("subj", "goods", "agent", "of", "people", "src"), ()),
    "joint": (("subj", "goods", "people", "of", "agent", "src", "with", "obj", "stopper"), ("with", "dst", "loc", "locb", "obj", "of", "goods", "people", "subj", "via", "stopper")),
    "with": (("subj", "agent", "loc", "locb", "src", "dst", "stopper"), ("with", "dst", "of", "goods", "people", "obj", "loc", "locb", "via", "stopper")),
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
    """The giving and the taking side among the parts: the likeliest pair, never of one country."""
    giving, taking = _PARTS.get(roles, _PARTS["joint"])
    found = [_settled(p, roles) for p in found]
    usable = [p for p in found if not watches(p.named.entity)]
    best: tuple[int, Part | None, Part | None] = (2 * _ABSENT, None, None)
    for actor in [None, *usable]:
        for taker in [None, *usable]:
            if actor is not None and (actor is taker or (taker is not None and _same(actor, taker))):
                continue
            rank = _rank(actor, giving) + _rank(taker, taking)
            if rank < best[0]:
                best = (rank, actor, taker)
    return best[1], best[2]


_ABSENT = 12
_HOME_ROLES = frozenset(("hire", "admit", "get", "serve", "permit", "joint", "with", "return"))


def _settled(part: Part, roles: str) -> Part:
    """Cases that mean another part in some deeds: "a firm from Artyom hires" is the subject, "trains Kenyan engineers" no actor."""
    if part.case == "src" and part.before and not part.on and roles in _HOME_ROLES:
        return replace(part, case="subj")
    if part.on == "people" and roles in ("serve", "give") and not part.before and part.case not in ("agent", "src"):
        return replace(part, on="", case="obj") if roles == "serve" else part
    return part


def _rank(part: Part | None, cases: Sequence[str]) -> int:
    """How likely a part stands at this end; one that cannot counts as worse than none."""
    if part is None:
        return _ABSENT
    name = part.on or ("locb" if part.case == "loc" and part.before else part.case)
    if name not in cases:
        return 3 * _ABSENT
    return cases.index(name) + (0 if part.country else 3)


def _same(one: Part, other: Part) -> bool:
    return one.named.entity.id == other.named.entity.id or (one.country is not None and one.country == other.country)


def watches(entity: Entity) -> bool:
    """The bodies that make and watch the measures are no side of a deed."""
    return entity.type == "org" and any(w in entity.name for w in _WATCHERS)


_WATCHERS = ("Committee", "Security Council", "Panel of Experts", "Sanctions Monitoring", "General Assembly")


def _part(
    layout: Layout, named: Named, done: Sequence[Part], words: _Words, ranges: Sequence[tuple[int, int]], main: Deed
) -> Part:
    on = _marks(layout, named)
    case, start = _case(layout, named, done, words, ranges)
    before = named.first < main.first
    if case == "agent" and main.form not in ("passive", "noun", "participle") and not before:
        case = "obj"  # "ships run by Pyongyang": whose they are, not who acts
    if case:
        # "from Russian companies": the preposition says more than the adjective does.
        return Part(named, case, on if case not in ("src", "dst", "agent") or on == "people" else "", before, start)
    if on:
        return Part(named, "adj", on, before, named.first)
    return Part(named, _bare(layout, named, done, words, main), "", before, named.first)


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
    verbs = {i for d in layout.deeds if d.verbal for i in range(d.first, d.last)}
    if any(i in verbs for i in range(low, high)) or (layout.words.language != "ar" and high - low > 1):
        return False
    if layout.words.language == "ar" and layout.tokens[named.first].folded[:1] in "لب" and named.prefix:
        return False
    return not any(t.folded in cases for t in inner)


def _case(
    layout: Layout, named: Named, done: Sequence[Part], words: _Words, ranges: Sequence[tuple[int, int]]
) -> tuple[str, int]:
    """The case a preposition gives a name, walking left over its noun phrase, and where it stands; "" for none."""
    if layout.words.language == "ar":
        attached = _attached(layout.tokens[named.first].folded, named.prefix)
        if attached == "dst" and any(
            h.last == named.first and h.value.status in ("possible", "proposed") and h.value.scope == "governs" for h in layout.cues
        ):
            return "subj", named.first  # «يمكن لروسيا»: who can
        if attached:
            return attached, named.first
    at = named.first
    # The name joins one before it: "in Kuwait and Qatar".
    if done and done[-1].named.last <= at and at - done[-1].named.last <= 1:
        joined = named.prefix.startswith("و") or any(
            t.folded in layout.words.coordinators for t in layout.tokens[done[-1].named.last : at]
        ) or "," in layout.gap(at) or "،" in layout.gap(at)
        if joined and done[-1].case in ("src", "dst", "loc", "with", "of", "agent"):
            return done[-1].case, done[-1].start
    verbs = {i for d in layout.deeds if d.verbal for i in range(d.first, d.last)}
    for step in range(1, _WALK + 1):
        left = at - step
        if left < 0 or layout.gap(left + 1).strip(" \u00a0\"'«»“”-–"):
            return "", 0
        if not any(low <= left < high for low, high in ranges):
            return "", 0
        token = layout.tokens[left]
        if token.folded in words.cases and not (token.folded == "and" or token.folded in layout.words.coordinators):
            return words.cases[token.folded], left
        if layout.words.language == "ar" and left not in verbs:
            attached = _attached(token.folded, "")
            if attached:
                return attached, left
        if left in verbs:
            return "", 0
        passable = token.folded in words.heads or token.folded.removeprefix("ال") in words.heads or token.capital
        if step > 1 and not passable:
            return "", 0
        if step == 1 and not passable and any(n.first <= left < n.last for n in layout.named):
            return "", 0
    return "", 0


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
    if verb is not None and verb.light == "stop" and not verb.heavy:
        return "stopper"
    if verb is not None and layout.tokens[verb.first].folded in words.leaving:
        return "leaving"
    if language == "ar":
        if verb is None:
            return "subj" if named.first < main.first else "of"
        taken = any(p.case == "subj" and p.named.first > verb.first and not p.on for p in done)
        near = named.first - verb.first <= _SUBJECT_REACH
        if _topic_first(layout, verb) or taken:
            return "obj" if near or layout.gap(named.first).strip() else "of"
        return "subj" if near else "of"
    if language == "ru" and layout.tokens[named.last - 1].folded.endswith(("ой", "ей", "ом", "ем", "ою", "ею")) and verb is not None:
        return "agent" if main.form in ("passive", "noun") else "with"
    if named.first < main.first:
        return "subj"
    return "of" if main.form == "noun" else "obj"


def _topic_first(layout: Layout, verb: Deed) -> bool:
    """Whether an Arabic clause names its subject before its verb: «إن الشركة سلّمت»."""
    fragment = next((f for f in layout.fragments if f.first <= verb.first < f.last), None)
    if fragment is None or fragment.opener != "complement":
        return False
    inside = [t for t in layout.tokens[fragment.first : verb.first] if t.folded not in layout.words.auxiliaries]
    return any(t.folded not in layout.words.complementisers for t in inside) or (
        bool(inside) and inside[-1].folded.endswith(("ها", "نه", "هم", "هما"))
    )


def _verb_before(layout: Layout, named: Named) -> Deed | None:
    """The nearest verb of a deed before a name in its fragment."""
    fragment = next((f for f in layout.fragments if f.first <= named.first < f.last), None)
    low = fragment.first if fragment else 0
    return next((d for d in reversed(layout.deeds) if d.verbal and low <= d.first < named.first), None)


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
    return any(key.text in words for low, high in ranges for t in layout.tokens[low:high] for key in stem_keys(t.folded))


@lru_cache(maxsize=4)
def _allowing(language: str) -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["allowing"]
    return frozenset(key.text for word in raw[language] for key in stem_keys(fold(word)))
