"""Shared allowances: the limit of the period a day falls in, and whether a deal goes over it."""

from __future__ import annotations

from datetime import date

from nizam.engine.view import View
from nizam.model.deal import Tri
from nizam.model.law import Cap, CapAmount


def period(cap: Cap, on: date) -> CapAmount | None:
    """The amount in force on a day; None before the first period, or in a gap."""
    current = None
    for amount in cap.amounts:
        if amount.start <= on and (amount.until is None or on <= amount.until):
            current = amount
    return current


def over(cap: Cap, view: View) -> tuple[Tri, str]:
    """Whether the deal passes the cap: YES (over, or used up), NO (inside), UNKNOWN (balance not known)."""
    state = view.fact("quota.state")
    if state.values & {"exhausted", "above"}:
        return Tri.YES, f"the deal says the allowance is used up: «{state.said}»"
    amount = period(cap, view.as_of)
    if amount is None:
        return Tri.YES, f"no allowance runs on {view.as_of}"
    if not amount.limits:
        return Tri.UNKNOWN, "the amount is set for each State and is not in the pack"
    used = _amounts(view.fact("quota.used").values)
    asked = {a.unit: a.value for a in view.goods.amounts} if view.goods is not None else {}
    known = False
    for unit, limit in amount.limits.items():
        total = asked.get(unit, 0.0) + used.get(unit, 0.0)
        if total > limit:
            return Tri.YES, f"{total:,.0f} {unit} is over the limit of {limit:,.0f} {unit}"
        known = known or unit in used
    if known:
        return (
            Tri.NO,
            f"inside the limit of {_limits(amount)}; {_limits_of(used)} used so far by the deal's own words",
        )
    if state.values & {"within"}:
        return Tri.NO, f"inside the limit of {_limits(amount)} by the deal's own words: «{state.said}»"
    return Tri.UNKNOWN, f"the limit is {_limits(amount)}; how much of it is used is not known"


def _amounts(values: frozenset[str]) -> dict[str, float]:
    """`{"80000 barrel"}` as a number by unit."""
    out: dict[str, float] = {}
    for value in values:
        number, _, unit = value.partition(" ")
        try:
            out[unit] = float(number)
        except ValueError:
            continue
    return out


def _limits(amount: CapAmount) -> str:
    joiner = " or, if lower, " if amount.whichever == "lower" else " or "
    return joiner.join(f"{value:,.0f} {unit}" for unit, value in amount.limits.items()) + (
        " a year" if amount.per else ""
    )


def _limits_of(values: dict[str, float]) -> str:
    return ", ".join(f"{value:,.0f} {unit}" for unit, value in values.items())
