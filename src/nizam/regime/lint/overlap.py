"""Two provisions of one day over the same deal say how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nizam.model.law import Condition, Provision, Regime
from nizam.record import Record
from nizam.regime.goods import expanded
from nizam.regime.lint.problem import Places, Problem
from nizam.regime.terms import fact_kinds

_CORE = ("activity", "flow", "goods.list")


class _Reach(Record, frozen=True):
    """One way into a provision: what is done, which way, with which goods; and what else must hold."""

    activities: frozenset[str]
    flows: frozenset[str]
    goods: frozenset[str]
    rest: frozenset[Condition]


def _overlaps(regime: Regime, places: Places) -> Iterator[Problem]:
    bans = [p for p in regime.provisions if p.binding != "clarifies" and (p.until is None or p.until >= p.start)]
    reaches = {p.id: _reaches(p, regime) for p in bans}
    related = {frozenset((p.id, r.target.partition("#")[0])) for p in bans for r in p.relations}
    for first, second in combinations(bans, 2):
        if first.measure != second.measure or frozenset((first.id, second.id)) in related:
            continue
        if (first.until and first.until < second.start) or (second.until and second.until < first.start):
            continue
        shared = next((m for a in reaches[first.id] for b in reaches[second.id] if (m := _meet(a, b))), "")
        if shared:
            days = max(first.start, second.start)
            yield Problem(
                places.of(second.id),
                f"{first.id} ({places.of(first.id)}) and {second.id} ({places.of(second.id)}) cover the same activity, "
                f"flow and goods ({shared}) from {days} on; say how they relate (replaces, tightens, alongside).",
            )


def _reaches(provision: Provision, regime: Regime) -> list[_Reach]:
    return [_reach((*provision.applies_to, *option), regime) for option in provision.any_of or ((),)]


def _reach(conditions: tuple[Condition, ...], regime: Regime) -> _Reach:
    def values(fact: str) -> set[str]:
        named = [set(c.values) for c in conditions if c.fact == fact and c.op == "in"]
        return set.intersection(*named) or set().union(*named) if named else {"*"}

    kinds = fact_kinds()["activity"]
    return _Reach(
        frozenset(a for v in values("activity") for a in (kinds.widened((v,)) if v != "*" else {"*"})),
        frozenset(values("flow")),
        frozenset(g for v in values("goods.list") for g in (expanded(regime.goods, v) if v != "*" else {"*"})),
        frozenset(c for c in conditions if c.fact not in _CORE or c.op != "in"),
    )


def _meet(first: _Reach, second: _Reach) -> str:
    """What two ways have in common, in words; "" where they part or something else tells them apart."""
    if first.rest != second.rest:
        return ""
    shared = [a & b for a, b in zip(_core(first), _core(second), strict=True)]
    if not all(shared):
        return ""
    return ", ".join(sorted(values)[0] for values in shared if values != {"*"}) or "anything"


def _core(reach: _Reach) -> tuple[frozenset[str], ...]:
    return reach.activities, reach.flows, reach.goods


CHECKS = (_overlaps,)
