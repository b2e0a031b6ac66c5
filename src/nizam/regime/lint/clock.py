"""Time: cycles of relations, last days typed by hand, clauses and caps that leave days uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from nizam.model.law import Cap, Provision, Regime
from nizam.regime.lint.problem import WARNING, Places, Problem
from nizam.regime.timeline import ENDING

_DAY = timedelta(days=1)


def _cycles(regime: Regime, places: Places) -> Iterator[Problem]:
    """No provision ends itself, directly or in a round."""
    after = {p.id: [r.target for r in p.relations if r.kind in ENDING] for p in regime.provisions}
    for start in after:
        seen, todo = set(), list(after[start])
        while todo:
            current = todo.pop()
            if current == start:
                yield Problem(
                    places.of(start, "relations"),
                    f"the relations of {start} lead back to itself; take one of them out.",
                )
                break
            if current not in seen:
                seen.add(current)
                todo.extend(after.get(current, ()))


def _order(regime: Regime, places: Places) -> Iterator[Problem]:
    """A later paragraph touches an earlier one, not the other way round; and not the same one twice."""
    starts = {p.id: p.start for p in regime.provisions}
    for provision in regime.provisions:
        seen: set[str] = set()
        for relation in provision.relations:
            target = relation.target.partition("#")[0]
            if relation.kind != "alongside" and target in starts and starts[target] > provision.start:
                yield Problem(
                    places.of(provision.id, "relations"),
                    f"{provision.id} of {provision.start} {relation.kind} {relation.target}, which begins only on "
                    f"{starts[target]}; write the relation in the later one.",
                )
            if relation.target in seen:
                yield Problem(
                    places.of(provision.id, "relations"),
                    f"{provision.id} names {relation.target} in two relations; keep one.",
                )
            seen.add(relation.target)


def _never(regime: Regime, places: Places) -> Iterator[Problem]:
    """A paragraph replaced before it began is lawful, and worth a look."""
    for provision in regime.provisions:
        if provision.until is not None and provision.until < provision.start:
            yield Problem(
                places.of(provision.id, "from"),
                f"{provision.id} begins on {provision.start} and is ended by {provision.ended_by} on "
                f"{provision.until}: it is never in force. Check both dates.",
                WARNING,
            )


def _exceptions(regime: Regime, places: Places) -> Iterator[Problem]:
    """An exception lives within its provision; a last day typed by hand is one that something begins after."""
    starts = {p.start for p in regime.provisions} | {e.start for e in regime.exemptions if e.start}
    for provision in regime.provisions:
        for exception in provision.exceptions:
            at = f"{provision.id}#{exception.id}"
            if exception.start is not None and provision.until is not None and exception.start > provision.until:
                yield Problem(
                    places.of(at, "from"),
                    f"{at} begins on {exception.start}, after its provision ended on {provision.until}.",
                )
            if exception.until is not None and exception.until < (exception.start or provision.start):
                yield Problem(places.of(at, "until"), f"{at} ends on {exception.until}, before it begins.")
            if exception.until is not None and places.typed(at, "until"):
                yield Problem(
                    places.of(at, "until"),
                    f"{at} has an `until` typed by hand; take it out and write `{{ends: {at}}}` in the paragraph that "
                    "ended it, or compare the deal's date in `when`.",
                )
            if exception.cap is not None:
                yield from _cap(exception.cap, provision, at, places)
    for exemption in regime.exemptions:
        at = f"exemption {exemption.id}"
        if exemption.start is None:
            yield Problem(places.of(at), f"{exemption.id} has no `from`; say since when the clause stands.")
        if exemption.until is not None and exemption.until + _DAY not in starts:
            yield Problem(
                places.of(at, "until"),
                f"{exemption.id} ends on {exemption.until}, typed by hand, and nothing begins on the day after; "
                "name the clause that follows it, with its `from`.",
            )


def _cap(cap: Cap, provision: Provision, at: str, places: Places) -> Iterator[Problem]:
    """The periods of a cap follow one another from the provision's first day on, without a hole or an overlap."""
    if not cap.amounts:
        yield Problem(places.of(at, "cap"), f"{at} has a cap without amounts.")
        return
    if cap.amounts[0].start > provision.start:
        yield Problem(
            places.of(at, "cap"),
            f"the cap of {at} begins on {cap.amounts[0].start}, {provision.id} on {provision.start}: nothing is "
            "allowed between; say so in a note or mend a date.",
            WARNING,
        )
    for earlier, later in zip(cap.amounts, cap.amounts[1:], strict=False):
        if earlier.until is not None and earlier.until + _DAY != later.start:
            yield Problem(
                places.of(at, "cap"),
                f"the cap of {at} runs until {earlier.until} and again from {later.start}; the periods must meet.",
            )
    for amount in cap.amounts:
        if any(limit <= 0 for limit in amount.limits.values()):
            yield Problem(places.of(at, "cap"), f"the cap of {at} from {amount.start} has a limit of nothing.")


def _duties(regime: Regime, places: Places) -> Iterator[Problem]:
    """What is to be done by a day can be done on the first."""
    for provision in regime.provisions:
        for duty in provision.duties:
            if duty.by < provision.start:
                yield Problem(
                    places.of(provision.id, "duties"),
                    f"{provision.id} asks for something by {duty.by}, before it begins on {provision.start}.",
                )


CHECKS = (_cycles, _order, _never, _exceptions, _duties)
