"""Does a provision cover a deal? Every test is noted for the trace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nizam.engine.trace import Noted
from nizam.engine.view import View
from nizam.model.deal import Tri
from nizam.model.law import Condition, Provision


class Scope(NamedTuple):
    """Whether a provision covers the view, and what is missing to know."""

    result: Tri
    missing: tuple[str, ...]
    noted: tuple[Noted, ...]


OUTSIDE = Scope(Tri.NO, (), ())


def scope(provision: Provision, view: View) -> Scope:
    """Test every condition of the provision's scope. Silent facts that nobody stated count as not so."""
    noted: list[Noted] = []
    missing: list[str] = []
    result = _all(provision.id, provision.applies_to, view, noted, missing)
    if result is Tri.NO:
        return OUTSIDE
    if provision.any_of:
        either = Tri.NO
        for option in provision.any_of:
            found = _all(provision.id, option, view, noted, missing)
            either = found if found.value > either.value else either
        if either is Tri.YES:
            missing = []
        result = either if either.value < result.value else result
    return Scope(result, tuple(dict.fromkeys(missing)), tuple(noted))


def _all(provision: str, conditions: Iterable[Condition], view: View, noted: list[Noted], missing: list[str]) -> Tri:
    """Conjunction that stops at the first no."""
    result = Tri.YES
    for asked in conditions:
        found = view.in_scope(asked).result
        noted.append(Noted(provision, "scope", asked, view, found))
        if found is Tri.NO:
            return Tri.NO
        if found is Tri.UNKNOWN:
            missing.append(asked.fact)
            result = Tri.UNKNOWN
    return result
