"""Time in the law: last days derived from what ended a provision, and the days on which the answer can change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from nizam.model.law import Provision, Regime
from nizam.record import replace
from nizam.regime.events import cap_years

ENDING = ("replaces", "ends", "suspends")
_DAY = timedelta(days=1)


def with_ends(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Give every provision and exception the last day that later provisions leave it.

    `replaces`, `ends` and `suspends` name a provision, or `provision#exception`. The earliest one that reaches a
    target ends it, on the day before its own first day; a target replaced before it began is never in force.
    """
    ends: dict[str, tuple[date, str]] = {}
    for provision in provisions:
        for relation in provision.relations:
            if relation.kind in ENDING:
                known = ends.get(relation.target)
                if known is None or provision.start < known[0]:
                    ends[relation.target] = (provision.start, provision.id)
    out = []
    for provision in provisions:
        exceptions = tuple(
            replace(e, until=_earlier(e.until, ends[f"{provision.id}#{e.id}"][0] - _DAY))
            if f"{provision.id}#{e.id}" in ends
            else e
            for e in provision.exceptions
        )
        if provision.id in ends:
            day, by = ends[provision.id]
            provision = replace(provision, until=_earlier(provision.until, day - _DAY), ended_by=by)
        out.append(replace(provision, exceptions=exceptions))
    return tuple(out)


def _earlier(first: date | None, second: date) -> date:
    return second if first is None or second < first else first


def law_days(regime: Regime) -> tuple[date, ...]:
    """Every first day of a new state of the encoded law, ascending: starts, days after ends, deadlines."""
    days: set[date] = {regime.began}
    for provision in regime.provisions:
        if provision.until is not None and provision.until < provision.start:
            continue
        days |= set(_edges(provision.start, provision.until))
        days |= {duty.by + _DAY for duty in provision.duties}
        days |= set(_condition_days(c.values for c in provision.applies_to))
        for exception in provision.exceptions:
            days |= set(_edges(exception.start, exception.until))
            days |= set(_condition_days(c.values for c in exception.when))
            if exception.cap:
                for amount in exception.cap.amounts:
                    days |= set(_edges(amount.start, amount.until))
    for exemption in regime.exemptions:
        days |= set(_edges(exemption.start, exemption.until))
    return tuple(sorted(day for day in days if day >= regime.began))


def answer_days(regime: Regime, today: date) -> tuple[date, ...]:
    """The days of the law, and those on which a yearly cap began anew up to today: a balance may be another one."""
    days = set(law_days(regime))
    for provision in regime.provisions:
        for exception in provision.exceptions:
            for amount in exception.cap.amounts if exception.cap else ():
                days |= {start for start, _ in cap_years(amount, provision.until, today)}
    return tuple(sorted(days))


def _edges(start: date | None, until: date | None) -> Iterable[date]:
    if start is not None:
        yield start
    if until is not None:
        yield until + _DAY


def _condition_days(groups: Iterable[Sequence[str]]) -> Iterable[date]:
    """Dates that conditions compare with, and the day after each: an answer may change on either."""
    for values in groups:
        for value in values:
            if len(value) == 10 and value[4] == value[7] == "-":
                yield date.fromisoformat(value)
                yield date.fromisoformat(value) + _DAY
