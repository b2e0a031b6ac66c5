"""Which way a deal goes, seen from the target: from it, to it, with it, inside it, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nizam.model.deal import Fact
from nizam.record import Record

TARGET = "kp"


class Ends(Record, frozen=True):
    """Countries at each end. `open` ends belong to somebody whose country is not told or not sure."""

    supplier: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    origin: frozenset[str] = frozenset()
    route: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    maybe_supplier: bool = False
    maybe_recipient: bool = False
    supplier_missing: bool = False
    recipient_missing: bool = False
    linked: bool = False


def flow_of(ends: Ends, implied: Iterable[str], *, presumed: bool = False) -> Fact:
    """The flow as a fact. `implied`: directions the deed has by its nature; `presumed`: no country is named at all.

    Rules: goods supplied by, made in, loaded in or crossing the target come from it; goods for it go to it; any tie
    at all is `with-target`. Two foreign ends and no tie: none, and that is certain.
    """
    values: set[str] = set()
    if TARGET in ends.supplier or TARGET in ends.origin:
        values.add("from-target")
    if TARGET in ends.recipient:
        values.add("to-target")
    if TARGET in ends.route and "to-target" not in values:
        values.add("from-target")
    if TARGET in ends.supplier and TARGET in ends.recipient:
        values.add("inside-target")
    linked = bool(values) or TARGET in ends.other or TARGET in ends.route or ends.linked or presumed
    if linked:
        values.add("with-target")
        if not values - {"with-target"} or presumed:
            values |= set(implied)
    if TARGET in ends.supplier and not ends.recipient:
        # What the target does at home, nobody gets: a test, a launch.
        values |= {"inside-target"} & set(implied)
    sided = bool(values - {"with-target"})
    maybe: set[str] = set()
    if ends.maybe_supplier and "from-target" not in values:
        maybe |= {"from-target", "with-target"}
    if ends.maybe_recipient and "to-target" not in values:
        maybe |= {"to-target", "with-target"}
    if linked and not sided:
        # The tie is sure, its direction is not: each end that is not told may be the target.
        if ends.supplier_missing or not ends.supplier:
            maybe.add("from-target")
        if ends.recipient_missing or not ends.recipient:
            maybe.add("to-target")
    if not linked and not maybe:
        if ends.supplier and ends.recipient:
            return Fact(complete=True, said="no party, origin or route ties it to the target")
        known = ends.supplier | ends.recipient | ends.other | ends.origin
        if known and not (ends.supplier_missing or ends.recipient_missing):
            return Fact(complete=True, said="nothing ties it to the target")
        maybe |= {"from-target"} if ends.supplier_missing or not ends.supplier else set()
        maybe |= {"to-target"} if ends.recipient_missing or not ends.recipient else set()
        maybe.add("with-target")
    if maybe - values:
        return Fact(frozenset(values), maybe=frozenset(maybe - values), said="parties and route")
    return Fact(frozenset(values), complete=True, said="parties and route")


def merged(facts: Sequence[Fact]) -> Fact:
    """Several readings of one fact as one: what any says holds; open where one is open."""
    values = frozenset().union(*(f.values for f in facts))
    maybe = frozenset().union(*(f.maybe for f in facts)) - values
    return Fact(
        values,
        frozenset().union(*(f.excluded for f in facts)) - values,
        maybe,
        complete=any(f.complete for f in facts) and not maybe,
        said="; ".join(dict.fromkeys(f.said for f in facts if f.said)),
    )
