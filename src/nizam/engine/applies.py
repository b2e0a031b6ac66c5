"""Does a provision cover a deal? Every test is kept as a step of the trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nizam.engine.view import Answer, View
from nizam.model.deal import Tri
from nizam.model.law import Condition, Provision
from nizam.model.verdict import Step

_WORDS = {Tri.YES: "yes", Tri.NO: "no", Tri.UNKNOWN: "not known"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a provision covers the view, what is missing, and what silence was taken for."""

    result: Tri
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    steps: tuple[Step, ...]


OUTSIDE = Scope(Tri.NO, (), (), ())


def scope(provision: Provision, view: View) -> Scope:
    """Test every condition of the provision's scope. Silent facts count as not so, and are named in `assumed`."""
    if any(view.in_scope(asked).result is Tri.NO for asked in provision.applies_to):
        return OUTSIDE
    steps: list[Step] = []
    missing: list[str] = []
    assumed: list[str] = []

    def test(asked: Condition) -> Tri:
        answer = view.in_scope(asked)
        steps.append(step(provision.id, asked, answer))
        if answer.result is Tri.UNKNOWN:
            missing.append(asked.fact)
        if answer.assumed:
            assumed.append(asked.fact)
        return answer.result

    result = _all(provision.applies_to, test)
    if result is not Tri.NO and provision.any_of:
        found = [_all(option, test) for option in provision.any_of]
        either = Tri.any_of(found)
        if either is Tri.YES:
            missing = []
        result = Tri.all_of((result, either))
    return Scope(result, tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(assumed)), tuple(steps))


def _all(conditions: Iterable[Condition], test: Callable[[Condition], Tri]) -> Tri:
    """Conjunction that stops at the first no."""
    result = Tri.YES
    for asked in conditions:
        found = test(asked)
        if found is Tri.NO:
            return Tri.NO
        if found is Tri.UNKNOWN:
            result = Tri.UNKNOWN
    return result


def step(provision: str, asked: Condition, answer: Answer, test: str = "scope") -> Step:
    """The trace line of one condition."""
    op = "" if asked.op == "in" else f"{asked.op} "
    return Step(
        provision,
        test,
        f"{asked.fact} is {op}{' or '.join(asked.values)}",
        answer.found,
        answer.source,
        _WORDS[answer.result],
    )
