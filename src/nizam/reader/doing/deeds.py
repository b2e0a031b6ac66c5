"""Which deed a fragment tells: the reading of its word that has most of what it needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.doing.context import Context
from nizam.reader.doing.deedframes import Frame, roles_of
from nizam.reader.doing.domains import telling
from nizam.reader.doing.fragments import FINITE, Deed, Layout
from nizam.reader.doing.parts import Part, parts
from nizam.reader.doing.sidewords import abstract_object, both_sides
from nizam.record import Record
from nizam.text.numbers import find_amounts

if TYPE_CHECKING:
    from nizam.reader.termhits import TermHit


_NEAR = 20
"""Tokens around a deed in which its ends are looked for: a sentence without end must not cost its square."""


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
    for deed in layout.deeds:
        if not (fragment.first <= deed.first and deed.last <= fragment.last):
            continue
        for frame, form in deed.heavy:
            score = _score(layout, deed, frame, form, ranges, context)
            if score > 0 and (best is None or score > best.score):
                best = Found(deed, frame, form, score)
    told = _told(layout, fragment.first, fragment.last, terms, best)
    return told or best


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
        met = [need for need in frame.needs if _met(layout, deed, frame, need, ranges, context)]
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
    return any(low <= h.first < high and h.value.status in ("agreed", "denied", "negated") for h in layout.cues)


def _met(
    layout: Layout, deed: Deed, frame: Frame, need: str, ranges: Sequence[tuple[int, int]], context: Context
) -> bool:
    def inside(first: int) -> bool:
        return any(low <= first < high for low, high in ranges)

    if need == "goods":
        return any(
            inside(g.first) and not (deed.first <= g.first and g.last <= deed.last) for g in layout.goods
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
        return deed.verbal and (ended or _counted(layout, deed, found))
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
    if (
        need == "people"
        and layout.words.language != "ar"
        and any(
            inside(n.first)
            and n.mention.kind == "nationality"
            and n.mention.span.of(layout.text).endswith(("ans", "цы", "цев", "ون", "ين"))
            for n in layout.named
        )
    ):
        return True
    return any(inside(k.first) and k.value == need and k.first != deed.first for k in layout.kinds)
