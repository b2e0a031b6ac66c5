"""Which facts a verdict turns on: each asked once, of somebody who could know it."""

from __future__ import annotations

from nizam.engine.resolve import Judged
from nizam.engine.view import DATED
from nizam.model.verdict import Outcome, Question
from nizam.regime.terms import fact_kinds

MOST_QUESTIONS = 5
_LINE = "goods[{}]"
_GOODS = {"goods.list": "description", "goods.origin": "origin"}
_FLOW = "supplier, recipient"


def questions(bearing: list[Judged], low: Outcome) -> tuple[Question, ...]:
    """The facts on which a stricter answer than `low` turns, the one that bears on most paragraphs first."""
    asked: dict[str, list[str]] = {}
    facts: dict[str, str] = {}
    for j in bearing:
        if j.high.value > low.value:
            for fact in j.missing:
                name = field(fact, j.view.line)
                facts[name] = fact
                asked.setdefault(name, []).append(j.provision.id)
    kinds = fact_kinds()
    order = sorted(asked, key=lambda name: -len(asked[name]))
    return tuple(
        Question(name, kinds[facts[name]].ask, tuple(dict.fromkeys(asked[name]))[:4], kinds[facts[name]].known_by)
        for name in order[:MOST_QUESTIONS]
    )


def field(fact: str, line: int | None) -> str:
    """The deal's own field where a fact is told, as the one who fills it in would look for it."""
    if fact in _GOODS:
        return f"{_LINE.format(line or 0)}.{_GOODS[fact]}"
    if fact == "flow":
        return _FLOW
    return fact.replace(".", "_") if fact in DATED else fact


def fact_of(name: str) -> tuple[str, int | None]:
    """The fact behind a field, and its line of goods."""
    if name.startswith("goods["):
        number, _, part = name.removeprefix("goods[").partition("].")
        return next(fact for fact, own in _GOODS.items() if own == part), int(number)
    if name == _FLOW:
        return "flow", None
    dated = name.replace("_", ".")
    return (dated if dated in DATED else name), None
