"""What happened to the law, and when: one event for each thing that began, ended, was tightened or ran out.

An event is dated by the first day on which the law is another one. What runs out (a duty, a wind-down window, a time
to give notice) is dated by its last day, as a resolution writes it. Votes stand beside the law they made, or did not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from nizam.model.law import CapAmount, Exception_, Provision, Regime, Text
from nizam.record import Record, field

KINDS = (
    "adopted", "vetoed", "never_voted", "mandate_lapsed",
    "begins", "tightened", "replaced", "ended", "suspended", "never_began",
    "exception_opened", "exception_closed", "exemption_opened", "exemption_replaced", "exemption_closed",
    "cap_begins", "cap_period", "cap_never_began",
    "window_closes", "notice_due", "deadline",
)  # fmt: skip
"""Every kind, in the order in which those of one day are told."""

VOTES = KINDS[:4]
LAST_DAYS = ("window_closes", "notice_due", "deadline")
"""Kinds dated by the last day of something, not by the first day without it."""

_DAY = timedelta(days=1)
_LINKS = {"replaces": "replaced", "suspends": "suspended", "ends": "ended"}


class Event(Record, frozen=True):
    """One thing that happened on one day.

    `subject` is the id of a provision, `provision#exception`, exemption or vote. `others` are the provisions it met,
    by id: what was replaced or tightened, or what ended it. `effect` is False for a vote that made no law.
    """

    day: date
    kind: str
    subject: str
    citation: str
    title: Text
    says: Text = field(default_factory=dict)
    others: tuple[str, ...] = ()
    binding: str = ""
    cap: CapAmount | None = None
    until: date | None = None
    result: str = ""
    effect: bool = True


def events(regime: Regime, first: date | None = None, last: date | None = None) -> tuple[Event, ...]:
    """Every event from `first` to `last`, both inclusive; yearly caps begin anew until `last`, or today."""
    horizon = last or date.today()
    by_id = {p.id: p for p in regime.provisions}
    found = [*_votes(regime), *_exemptions(regime)]
    for provision in regime.provisions:
        found += _provision(provision, by_id)
        for exception in provision.exceptions:
            found += _exception(provision, exception, by_id, horizon)
    kept = [e for e in found if (first is None or e.day >= first) and (last is None or e.day <= last)]
    return tuple(sorted(kept, key=lambda e: (e.day, KINDS.index(e.kind))))


def _provision(p: Provision, by_id: Mapping[str, Provision]) -> Iterator[Event]:
    ever = p.until is None or p.start <= p.until
    reached: dict[str, list[str]] = {"replaces": [], "tightens": []}
    for relation in p.relations:
        target = by_id.get(relation.target)
        if target is None or relation.kind not in reached:
            continue
        if target.until is not None and target.until < target.start:
            yield Event(p.start, "never_began", target.id, target.citation, target.title, others=(p.id,))
        elif relation.kind == "tightens" or target.ended_by == p.id:
            reached[relation.kind].append(target.id)
    if ever:
        for relation_kind, kind in (("replaces", "replaced"), ("tightens", "tightened")):
            if reached[relation_kind]:
                others = tuple(reached[relation_kind])
                yield Event(p.start, kind, p.id, p.citation, p.title, p.says, others, p.binding)
        if not any(reached.values()):
            yield Event(p.start, "begins", p.id, p.citation, p.title, p.says, binding=p.binding)
    if ever and p.until is not None and link(by_id.get(p.ended_by), p.id) != "replaced":
        kind = link(by_id.get(p.ended_by), p.id) or "ended"
        yield Event(p.until + _DAY, kind, p.id, p.citation, p.title, others=tuple(filter(None, (p.ended_by,))))
    for duty in p.duties:
        if p.in_force(duty.by):
            yield Event(duty.by, "deadline", p.id, p.citation, p.title, duty.do, binding=p.binding)
    for asked in p.applies_to:
        if asked.fact == "date" and asked.op == "until":
            yield Event(date.fromisoformat(asked.values[0]), "window_closes", p.id, p.citation, p.title)


def link(ending: Provision | None, target: str) -> str:
    """How one provision brought another to its end: replaced, suspended or ended; "" where it did not."""
    for relation in ending.relations if ending else ():
        if relation.target == target and relation.kind in _LINKS:
            return _LINKS[relation.kind]
    return ""


def _exception(p: Provision, e: Exception_, by_id: Mapping[str, Provision], horizon: date) -> Iterator[Event]:
    own = f"{p.id}#{e.id}"
    start, until = max(p.start, e.start or p.start), _earliest(p.until, e.until)
    if until is not None and until < start:
        return
    if start > p.start:
        yield Event(start, "exception_opened", own, e.citation, p.title, e.says)
    if until is not None and until != p.until:
        closers = [other.id for other in by_id.values() if link(other, own) and other.start == until + _DAY]
        yield Event(until + _DAY, "exception_closed", own, e.citation, p.title, e.says, tuple(closers))
    for asked in e.when:
        if asked.fact in ("delivery.date", "date") and asked.op in ("until", "before"):
            day = date.fromisoformat(asked.values[0]) - (_DAY if asked.op == "before" else timedelta())
            if until is None or day <= until:
                yield Event(day, "window_closes", own, e.citation, p.title, e.says)
    by = e.procedure.get("by", "")
    if by:
        yield Event(date.fromisoformat(by), "notice_due", own, e.citation, p.title, e.says)
    for amount in e.cap.amounts if e.cap else ():
        yield from _periods(p, e, amount, until, horizon)


def _periods(p: Provision, e: Exception_, amount: CapAmount, until: date | None, horizon: date) -> Iterator[Event]:
    """A cap's periods as far as they ran; an amount whose first day the cap did not live to see never began."""
    own = f"{p.id}#{e.id}"
    if until is not None and amount.start > until:
        yield Event(amount.start, "cap_never_began", own, e.citation, p.title,
                    others=tuple(filter(None, (p.ended_by,))), cap=amount)  # fmt: skip
        return
    end = _earliest(amount.until, until)
    kind = "cap_begins"
    for start, last in cap_years(amount, end, horizon):
        yield Event(start, kind, own, e.citation, p.title, cap=amount, until=last)
        kind = "cap_period"


def cap_years(amount: CapAmount, end: date | None, horizon: date) -> Iterator[tuple[date, date | None]]:
    """First and last day of each period of an amount, from its first day on, begun no later than the horizon.

    A yearly amount begins anew on its `year_starts`, else on the day of the year on which it first began.
    """
    start = amount.start
    while start <= horizon and (end is None or start <= end):
        following = _next_start(amount, start) if amount.per == "year" else None
        yield start, _earliest(end, following - _DAY if following else None)
        if following is None:
            return
        start = following


def _next_start(amount: CapAmount, after: date) -> date:
    """The next day of the year on which a yearly amount begins anew; 29 February counts as the 28th."""
    month, day = (int(part) for part in (amount.year_starts or f"{amount.start:%m-%d}").split("-"))
    day = 28 if (month, day) == (2, 29) else day
    this_year = date(after.year, month, day)
    return this_year if this_year > after else date(after.year + 1, month, day)


def _exemptions(regime: Regime) -> Iterator[Event]:
    """Clauses over the whole regime; one that takes over from another of its kind on the next day replaces it."""
    taken: set[str] = set()
    for e in regime.exemptions:
        if e.start is None:
            continue
        before = predecessor(e, regime)
        if before is not None:
            taken.add(before.id)
        kind = "exemption_replaced" if before else "exemption_opened"
        others = (before.id,) if before else ()
        yield Event(e.start, kind, e.id, e.citation, e.says, e.says, others)
    for e in regime.exemptions:
        if e.until is not None and e.id not in taken:
            yield Event(e.until + _DAY, "exemption_closed", e.id, e.citation, e.says, e.says)


def predecessor(exemption: Exception_, regime: Regime) -> Exception_ | None:
    """The exemption this one carries on: of the same name but for its number, ended the day before this began."""
    stem = exemption.id.rpartition("-")[0]
    for other in regime.exemptions:
        if (
            other.until is not None
            and other.until + _DAY == exemption.start
            and other.id.rpartition("-")[0] == stem
            and other.kind == exemption.kind
        ):
            return other
    return None


def _votes(regime: Regime) -> Iterator[Event]:
    made = {i.id for i in regime.instruments}
    told = {v.id for v in regime.votes}
    for v in regime.votes:
        effect = v.kind == "adopted" and v.id in made
        yield Event(
            date.fromisoformat(v.date), v.kind, v.id, v.id, v.says, v.effect, result=v.result, effect=effect
        )  # fmt: skip
    for i in regime.instruments:
        if i.id not in told:
            yield Event(i.adopted, "adopted", i.id, i.id, i.did, result=i.vote)


def _earliest(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return min(known) if known else None
