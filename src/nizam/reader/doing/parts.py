"""The named sides of a deed and the part each has in the words: subject, object, preposition, nationality."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.doing.fragments import Deed, Layout, Named
from nizam.reader.doing.prepositions import about_a_number, attached, bound_for
from nizam.reader.doing.sidewords import SideWords, reaching_words, requests, side_words, time_words
from nizam.record import Record, replace

_WALK = 5
_PERMITTING = frozenset(
    ("разрешить", "разрешения", "разрешение", "позволить", "permission", "leave", "السماح", "اذن", "اذنا")
)
_DATIVE = ("цам", "ьцам", "анам", "янам")
_OF_A_PHRASE = frozenset(("return", "response", "turn", "exchange", "ответ", "обмен", "المقابل"))
_BARE = frozenset(("of", "obj"))
_SUBJECT_REACH = 4
_LONG_PHRASE = 3


class Part(Record, frozen=True):
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


def parts(layout: Layout, ranges: Sequence[tuple[int, int]], main: Deed) -> list[Part]:
    """Every named side in these token ranges with its part in the deed, in order."""
    words = side_words(layout.words.language)
    out: list[Part] = []
    for named in layout.named:
        if any(low <= named.first < high for low, high in ranges):
            out.append(_part(layout, named, out, words, ranges, main))
            if len(out) > 1 and _is_route(layout, out[-2], out[-1]):
                # «рейсы Хабаровск – Пхеньян»: from the one to the other
                out[-2:] = [replace(out[-2], case="src", on=""), replace(out[-1], case="dst", on="")]
    return out


def _is_route(layout: Layout, one: Part, other: Part) -> bool:
    gap = layout.gap(other.named.first).strip()
    return one.named.last == other.named.first and gap in ("–", "—", "-") and bool(one.country and other.country)


def _part(
    layout: Layout, named: Named, done: Sequence[Part], words: SideWords, ranges: Sequence[tuple[int, int]], main: Deed
) -> Part:
    on = _marks(layout, named)
    if named.entity.type == "org" and layout.words.language != "ar" and _brand(layout, named):
        return Part(named, "brand", "", named.first < main.first, named.first)  # "two Lexus cars"
    case, start = _case(layout, named, done, words, ranges)
    if on == "vessel":
        on = "" if case else "goods"  # "onto a North Korean ship": the ship is the other side
    asked = _asked(layout, named, main, ranges, case)
    if asked:
        return Part(named, asked, "", named.first < main.first, named.first)
    before = named.first < main.first and not (case and layout.tokens[start].folded == "у")
    if case == "agent" and main.form not in ("passive", "noun", "participle") and not before:
        case = "obj"  # "ships run by Pyongyang": whose they are, not who acts
    if case:
        # "from Russian companies": the preposition says more than the adjective does.
        return Part(named, case, on if case not in ("src", "dst", "agent") or on == "people" else "", before, start)
    if on:
        return Part(named, "adj", on, before, named.first)
    if done and not done[-1].on and done[-1].case in _BARE and _joins(layout, done[-1], named):
        return replace(done[-1], named=named)
    case = _bare(layout, named, done, words, main)
    if case == "obj" and _after_comma(layout, main, named):
        case = "aside"  # "gave his host a car, a second Aurus"
    if case == "obj" and layout.tokens[main.first].folded in reaching_words(layout.words.language):
        case = "dst"
    if case == "of" and main.verbal and not before:
        case = "obj"  # whose the thing is that is sold or sent: never who acts
    return Part(named, case, "", before, named.first)


def _asked(layout: Layout, named: Named, main: Deed, ranges: Sequence[tuple[int, int]], case: str) -> str:
    """In "X asked Y to send": Y acts, X is to get it; "" where nobody else is asked."""
    asking = requests(layout.words.language)
    low = min(a for a, _ in ranges)
    at = next((i for i in range(low, main.first) if layout.tokens[i].folded.removeprefix("و") in asking), None)
    if at is None:
        return ""
    if any(layout.tokens[i].folded in _PERMITTING for i in range(at, main.first)):
        return ""  # "asks to be let send": he is to act himself
    between = [n for n in layout.named if at < n.first < main.first]
    if layout.words.language == "ar":
        if len(between) < 2:
            return ""
        return "subj" if named is between[1] and case in ("src", "") else "asker" if named is between[0] else ""
    if not between:
        bare = main.form == "infinitive" and layout.words.language == "ru" and not case
        return "asker" if bare and low <= named.first < at else ""
    return "subj" if named is between[0] and not case else "asker" if low <= named.first < at else ""


def _marks(layout: Layout, named: Named) -> str:
    """What a nationality (or a country right beside a thing) marks: goods, people or nothing."""
    arabic = layout.words.language == "ar"
    near = range(named.first - 3, named.first) if arabic else range(named.last, named.last + 3)
    if named.mention.kind != "nationality" and not (
        arabic and named.mention.kind == "name" and named.entity.type == "country"
    ):
        people = {k.last for k in layout.kinds if k.value == "people"}
        if layout.words.language == "ru" and named.entity.type == "country" and named.first in people:
            return "people"  # «граждане Перу»
        return "goods" if named.entity.type == "vessel" else ""
    for hit in layout.kinds:
        if (
            hit.value in ("people", "vessel")
            and any(hit.first <= i < hit.last for i in near)
            and _touching(layout, hit.first, hit.last, named)
        ):
            return hit.value
    if named.mention.kind == "nationality" or arabic:
        for goods in layout.goods:
            if any(goods.first <= i < goods.last for i in near) and _touching(layout, goods.first, goods.last, named):
                return "goods"
    return ""


def _brand(layout: Layout, named: Named) -> bool:
    return named.last - named.first == 1 and any(
        g.first in (named.last, named.first) and not layout.gap(named.last).strip() for g in layout.goods
    )


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
    layout: Layout, named: Named, done: Sequence[Part], words: SideWords, ranges: Sequence[tuple[int, int]]
) -> tuple[str, int]:
    """The case a preposition gives a name, walking left over its noun phrase, and where it stands; "" for none."""
    if layout.words.language == "ar":
        own = attached(layout.tokens[named.first].folded, named.prefix)
        if own == "dst" and any(
            h.last == named.first and h.value.status in ("possible", "proposed") and h.value.scope == "governs"
            for h in layout.cues
        ):
            return "subj", named.first  # «يمكن لروسيا»: who can
        if own:
            return own, named.first
    at = named.first
    # The name joins one before it: "in Kuwait and Qatar".
    if done and done[-1].case in ("src", "dst", "loc", "with", "of", "agent") and _joins(layout, done[-1], named):
        return done[-1].case, done[-1].start
    verbs = {i for d in layout.deeds if d.verbal for i in range(d.first, d.last)}
    for step in range(1, _WALK + 1):
        left = at - step
        if left < 0 or layout.gap(left + 1).strip(" \u00a0\"'«»“”-–"):
            return "", 0
        if not any(low <= left < high for low, high in ranges):
            return "", 0
        token = layout.tokens[left]
        if layout.words.language != "ar" and token.folded in time_words(layout.words.language):
            return "", 0  # "On Wednesday afternoon the minister sent"
        if about_a_number(layout, left):
            continue  # «نحو أربعمئة عاملة من»
        if token.folded in words.cases and not (token.folded == "and" or token.folded in layout.words.coordinators):
            case = words.cases[token.folded]
            if case == "src" and bound_for(layout, left, words, verbs):
                return "dst", left  # "sold to a broker from Macao"
            if case == "src" and left and _to_people(layout, left - 1):
                return "dst", left  # «передать коллегам из …»
            return ("dst", left) if case == "loc" and bound_for(layout, left, words, verbs) else (case, left)
        if layout.words.language == "ar" and left not in verbs:
            own = attached(token.folded, "")
            if own:
                return own, left
        if left in verbs:
            return "", 0
        passable = token.folded in words.heads or token.folded.removeprefix("ال") in words.heads or token.capital
        # An Arabic adjective follows all the nouns of its phrase: «إلى منطقة الصراع الروسي».
        long_phrase = layout.words.language == "ar" and named.mention.kind == "nationality" and step <= _LONG_PHRASE
        if (step > 1 and not passable and not long_phrase) or token.folded in _OF_A_PHRASE:
            return "", 0
        if (
            step == 1
            and not passable
            and layout.words.language == "en"
            and (
                any(h.first <= left < h.last for h in layout.cues)
                or any(d.first <= left < d.last for d in layout.deeds)
            )
        ):
            return "", 0  # "under the arrangement Sudanese traders": a phrase of its own
        if step == 1 and not passable and any(n.first <= left < n.last for n in layout.named):
            return "", 0
    return "", 0


def _to_people(layout: Layout, at: int) -> bool:
    """Whether a word is Russian for those to whom something goes: «коллегам»."""
    return layout.words.language == "ru" and layout.tokens[at].folded.endswith(("ам", "ям"))


def _joins(layout: Layout, before: Part, named: Named) -> bool:
    """Whether a name is joined to the one right before it by "and" or a comma."""
    at, last = named.first, before.named.last
    if not 0 <= at - last <= 1:
        return False
    return (
        named.prefix.startswith("و")
        or any(t.folded in layout.words.coordinators for t in layout.tokens[last:at])
        or any(mark in layout.gap(at) for mark in ",،")
    )


def _bare(layout: Layout, named: Named, done: Sequence[Part], words: SideWords, main: Deed) -> str:
    """Subject, object, or possessor of a name without preposition."""
    language = layout.words.language
    verb = _verb_before(layout, named)
    if verb is not None and verb.light == "stop" and not verb.heavy:
        return "stopper"
    if verb is not None and layout.tokens[verb.first].folded in words.leaving:
        return "leaving"
    if language == "ar":
        if main.form == "noun" and 0 <= named.first - main.last <= 1:
            return "of"  # «تزويد إير كوريو بقطع غيار»
        if verb is None:
            return "subj" if named.first < main.first else "of"
        taken = any(p.case == "subj" and p.named.first > verb.first and not p.on for p in done)
        near = named.first - verb.first <= _SUBJECT_REACH
        if _topic_first(layout, verb) or taken:
            return "obj" if near or layout.gap(named.first).strip() else "of"
        return "subj" if near else "of"
    if (
        language == "ru"
        and layout.tokens[named.last - 1].folded.endswith(("ой", "ей", "ом", "ем", "ою", "ею"))
        and verb is not None
    ):
        return "agent" if main.form in ("passive", "noun") else "with"
    if (
        language == "ru"
        and named.mention.kind == "nationality"
        and layout.tokens[named.last - 1].folded.endswith(_DATIVE)
    ):
        return "dst"  # «помогает корейцам»
    if named.first < main.first:
        return "subj"
    return "of" if main.form == "noun" else "obj"


def _after_comma(layout: Layout, main: Deed, named: Named) -> bool:
    """Whether a comma stands between a deed and a name after it, in languages that set no object apart so."""
    if layout.words.language == "ar" or named.first <= main.last:
        return False
    return any("," in layout.gap(at) for at in range(main.last, named.first + 1))


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
