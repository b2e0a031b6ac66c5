"""Which deed a fragment tells: the reading of its word that has most of what it needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.doing.context import TARGET, Context
from nizam.reader.doing.deedframes import Frame, roles_of
from nizam.reader.doing.domains import carrier, telling
from nizam.reader.doing.fragments import FINITE, Deed, Layout
from nizam.reader.doing.parts import Part, parts
from nizam.reader.doing.sidewords import abstract_object, both_sides, listed_among, says_there, side_words
from nizam.record import Record
from nizam.text.numbers import find_amounts

if TYPE_CHECKING:
    from nizam.reader.termhits import TermHit


_PHRASE = 4
_NEAR = 20
"""Tokens around a deed in which its ends are looked for: a sentence without end must not cost its square."""


_PEOPLE_ENDINGS = ("ans", "цы", "цев", "цами", "цам", "ون", "ين")
_TOLD = frozenset(("agreed", "denied", "negated", "planned", "proposed"))
_ASKING = frozenset(("proposed", "planned"))
_PLACES_OF_WORK = frozenset(("build", "work"))
_PASSING = frozenset(("arrive", "bound"))
"""Deeds in which a ship or a train that is named only moves: nobody is given it."""
_PRESENT = Frame("present", "work", "employment", "workers", frozenset(("people",)))


class Found(Record, frozen=True):
    """A deed in a fragment, before its sides and status are read."""

    deed: Deed
    frame: Frame
    form: str
    score: float


def best_deed(
    layout: Layout, index: int, ranges: Sequence[tuple[int, int]], terms: Sequence[TermHit], context: Context
) -> Found | None:
    """The deed a fragment tells, with the reading of its word that has most beside it."""
    fragment = layout.fragments[index]
    best: Found | None = None
    asking = {h.first for h in layout.cues if h.value.scope == "governs" and h.value.status in _ASKING}
    for deed in layout.deeds:
        if not (fragment.first <= deed.first and deed.last <= fragment.last):
            continue
        if deed.first in asking and _to_do(layout, deed.last):
            continue  # "offered to send": what is offered is the deed
        if best is not None and best.deed.first in asking and deed.first >= best.deed.last:
            best = _asked_for(layout, deed, ranges, context) or best
        for frame, form in deed.heavy:
            score = _score(layout, deed, frame, form, ranges, context)
            if score > 0 and (best is None or score > best.score):
                best = Found(deed, frame, form, score)
    told = _told(layout, fragment.first, fragment.last, terms, best)
    found = told or best
    if found is None or (found.form == "noun" and found.frame.name in _PLACES_OF_WORK):
        return _people_there(layout, index, ranges) or found  # "forty workers on building sites"
    return found


def _people_there(layout: Layout, index: int, ranges: Sequence[tuple[int, int]]) -> Found | None:
    """Workers of one country said to be in another, without a verb of work: "there are …", «на стройках нет …»."""
    own = layout.fragments[index]
    for hit in layout.kinds:
        if hit.value != "people" or not own.first <= hit.first < own.last or listed_among(layout, hit.first, "guests"):
            continue
        start = layout.tokens[hit.first].start
        if any(s.span.start <= start < s.span.end and not s.content.start <= start for s in layout.statements):
            continue  # "…, a North Korean worker said"
        deed = Deed(hit.first, hit.last, ((_PRESENT, "present"),))
        found = parts(layout, ranges, deed)
        whose = next((p for p in found if p.country and (p.on == "people" or _follows(p, hit.last))), None)
        if whose is None:
            continue
        host = any(p.country and p.country != whose.country and p.case in ("loc", "with", "subj") for p in found)
        if host or says_there(layout, own.first, own.last):
            return Found(deed, _PRESENT, "present", 1)
    return None


def _follows(part: Part, last: int) -> bool:
    return part.case == "src" and 0 <= part.start - last <= 1


def _to_do(layout: Layout, at: int) -> bool:
    """Whether an infinitive begins at a token: "to send", «отправить», «أن ترسل»."""
    if at >= len(layout.tokens):
        return False
    folded = layout.tokens[at].folded
    if layout.words.language == "ru":
        return folded.endswith(("ть", "ти", "чь", "ться", "тись"))
    if folded == "to":
        return at + 1 < len(layout.tokens) and not layout.tokens[at + 1].capital  # "offered to Pyongyang"
    return folded in ("ان", "بان")


def _asked_for(layout: Layout, deed: Deed, ranges: Sequence[tuple[int, int]], context: Context) -> Found | None:
    asked = ("infinitive", "noun", "past") if layout.words.language == "en" else ("infinitive", "noun")
    for frame, form in deed.heavy:
        if form in asked and not frame.weak:
            score = _score(layout, deed, frame, form, ranges, context)
            if score > 0:
                return Found(deed, frame, form, score)
    return None


def shared_deed(layout: Layout, index: int, before: Deed) -> Found | None:
    """Goods that follow a deed after "as well as" or a comma: the same deed once more."""
    fragment = layout.fragments[index]
    inside = [g for g in layout.goods if fragment.first <= g.first < fragment.last]
    own_verb = any(d.verbal and fragment.first <= d.first < fragment.last for d in layout.deeds) or any(
        h.value.scope in ("governs", "verb") and fragment.first <= h.first < fragment.last for h in layout.cues
    )
    if not inside or own_verb or inside[0].first - fragment.first > 6:
        return None
    start = layout.tokens[fragment.first].start
    if any(
        s.span.start <= start < s.span.end and not s.content.start <= start < s.content.end for s in layout.statements
    ):
        return None  # "…, said the owner of the dairy"
    frame, form = next(((f, form) for f, form in before.heavy if "goods" in f.needs), (None, ""))
    return Found(before, frame, form, 1) if frame is not None else None


def _told(layout: Layout, first: int, last: int, terms: Sequence[TermHit], best: Found | None) -> Found | None:
    """An activity the vocabulary names where no deed's word does."""
    if best is not None and not best.frame.weak:
        return None
    hit = next(
        (
            t
            for t in terms
            if t.fact == "activity"
            and t.term in telling()
            and first <= t.first
            and t.last <= last
            and not any(n.first <= t.first and t.last <= n.last and n.mention.kind == "name" for n in layout.named)
        ),
        None,
    )
    if hit is None:
        return None
    frame = Frame("told", roles_of(hit.term), hit.term, "", frozenset())
    verb = next((d for d in layout.deeds if d.verbal and hit.first <= d.first < hit.last), None)
    return Found(
        Deed(hit.first, hit.last, ((frame, verb.form if verb else "noun"),)), frame, verb.form if verb else "noun", 1
    )


def _score(
    layout: Layout, deed: Deed, frame: Frame, form: str, ranges: Sequence[tuple[int, int]], context: Context
) -> float:
    """How well a reading of a deed's word is borne out by what stands beside it; 0 where it is not."""
    if abstract_object(layout, deed, frame):
        return 0.0
    score = (
        1.0 + 1.5 * min(deed.last - deed.first - 1, 1) + (0.5 if form != "noun" else 0.0) - (1.5 if frame.weak else 0.0)
    )
    if frame.needs:
        needs = frame.verbs_need if frame.verbs_need and form != "noun" else frame.needs
        met = [need for need in needs if _met(layout, deed, frame, need, ranges, context)]
        if not met:
            return 0.0
        score += 2.0 if not {"two", "end"} & set(met) else 0.5
        if "people" in met and frame.roles in ("work", "hire", "return"):
            score += 1.0
    else:
        score += 2.0
    if frame.low:
        score -= 3.0
    elif form in FINITE:
        score += 0.35 if form == "past" else 0.25  # before a gerund or an infinitive of the same clause
    return max(score, 0.1) - 0.0001 * deed.first


def _counted(layout: Layout, deed: Deed, found: Sequence[Part]) -> bool:
    """Whether a country gives or takes a number of something: "Pyongyang sent two hunting dogs"."""
    if not any(p.country and p.case in ("subj", "agent") for p in found):
        return False
    ahead = layout.tokens[deed.last : deed.last + 2]
    start, end = layout.tokens[deed.first].end, ahead[-1].end if ahead else 0
    return any(start <= a.start < end for a in find_amounts(layout.text, layout.tokens[deed.last : deed.last + 4]))


def _spoken_of(layout: Layout, deed: Deed, ranges: Sequence[tuple[int, int]]) -> bool:
    low, high = min(a for a, _ in ranges), max(b for _, b in ranges)
    start, end = layout.tokens[deed.first].start, layout.tokens[deed.last - 1].end
    statement = layout.statement_at(start, end)
    if statement is not None and statement.polarity == "denies":
        return True
    return any(low <= h.first < high and h.value.status in _TOLD for h in layout.cues)


def _met(
    layout: Layout, deed: Deed, frame: Frame, need: str, ranges: Sequence[tuple[int, int]], context: Context
) -> bool:
    def inside(first: int) -> bool:
        return any(low <= first < high for low, high in ranges)

    if need == "goods":
        return any(
            inside(g.first)
            and not (frame.name in _PASSING and carrier(g.concept))
            and not (deed.first <= g.first and g.last <= deed.last)
            for g in layout.goods
        ) or any(
            inside(k.first) and k.value == "measure" and not deed.first <= k.first < deed.last for k in layout.kinds
        )
    if need == "end":
        # Russian says "to a country" with the same word as "in".
        flies = frame.roles == "fly"
        ends = ("src", "dst", "loc") if layout.words.language == "ru" or flies else ("src", "dst")
        close = [(max(low, deed.first - _NEAR), min(high, deed.last + _NEAR)) for low, high in ranges]
        found = parts(layout, [(low, high) for low, high in close if low < high], deed)
        ended = any(p.country and p.case in ends and (flies or not p.before) for p in found)
        return ended or (deed.verbal and _counted(layout, deed, found))
    if need == "object":
        return deed.verbal and context.about_target() and _object_follows(layout, deed)
    if need == "vessel":
        return any(inside(n.first) and n.entity.type == "vessel" for n in layout.named) or any(
            inside(k.first) and k.value == "vessel" for k in layout.kinds
        )
    if need == "two":
        countries = {n.entity.country for n in layout.named if inside(n.first) and n.entity.country}
        if both_sides(layout, ranges):
            return True
        if not countries or (countries == {"kp"} and len(context.totals) > 1 and _spoken_of(layout, deed, ranges)):
            # Of an agreement, or in a denial, the sides are those the article is about.
            return context.main_target() and len(context.totals) > 1 and _spoken_of(layout, deed, ranges)
        around = {n.entity.country for n in layout.named if n.entity.country}
        return len(countries) > 1 or len(around) > 1 or (context.main_target() and countries != {"kp"})
    if need == "people" and any(
        inside(n.first)
        and n.mention.kind == "nationality"
        and n.mention.span.of(layout.text).endswith(_PEOPLE_ENDINGS)
        and not (layout.words.language == "ar" and n.prefix.endswith("ال"))
        for n in layout.named
    ):
        return True
    if need == "people" and frame.name == "hire" and _counted_people(layout, deed):
        return True
    return any(
        inside(k.first) and k.value == need and k.first != deed.first and not _does_it(layout, deed, frame, k.first)
        for k in layout.kinds
    )


def _counted_people(layout: Layout, deed: Deed) -> bool:
    """Whether a number of the target's people follows a verb of hiring, whatever they are called."""
    ahead = next((n for n in layout.named if deed.last <= n.first <= deed.last + _PHRASE), None)
    if ahead is None or ahead.mention.kind != "nationality" or ahead.entity.country != TARGET:
        return False
    low, high = (ahead.last, ahead.last + 2) if layout.words.language != "ar" else (ahead.first - 1, ahead.first)
    things = [g.first for g in layout.goods] + [k.first for k in layout.kinds]
    if any(low <= at < high for at in things):
        return False
    return bool(find_amounts(layout.text, layout.tokens[deed.last : ahead.last + 2]))


def _object_follows(layout: Layout, deed: Deed) -> bool:
    """Whether a thing follows a verb at once: no preposition, comma or joiner."""
    words, at = layout.words, deed.last
    if layout.tokens[at - 1].folded.endswith(("ся", "сь")):
        return False
    if at >= len(layout.tokens) or layout.gap(at).strip(" \u00a0\"'«»“”"):
        return False
    folded = layout.tokens[at].folded
    parting = words.coordinators | words.complementisers | words.relatives | words.auxiliaries
    return folded not in parting and folded not in side_words(words.language).cases


def _does_it(layout: Layout, deed: Deed, frame: Frame, at: int) -> bool:
    """Whether people before a verb of hiring are who acts, not who is hired: "athletes took bronze"."""
    if frame.roles != "hire" or at > deed.first or layout.words.language != "en":
        return False
    form = next((form for f, form in deed.frames if f is frame), "")
    own = next((f for f in layout.fragments if f.first <= deed.first < f.last), None)
    return form in ("past", "present") and own is not None and own.first <= at and own.opener != "relative"
