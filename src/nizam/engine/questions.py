"""Which facts a verdict turns on: each asked once, of somebody who could know it."""

from __future__ import annotations

from nizam.engine.resolve import Judged
from nizam.model.verdict import Outcome, Question
from nizam.regime.terms import fact_kinds


def questions(bearing: list[Judged], low: Outcome) -> tuple[Question, ...]:
    """The facts on which a stricter answer than `low` turns, each asked once."""
    asked: dict[str, list[str]] = {}
    for j in bearing:
        if j.high.value > low.value:
            for fact in j.missing:
                asked.setdefault(fact, []).append(j.provision.id)
    kinds = fact_kinds()
    order = sorted(asked, key=lambda fact: -len(asked[fact]))
    return tuple(
        Question(_field(fact), kinds[fact].ask, tuple(asked[fact][:4]), kinds[fact].known_by) for fact in order[:5]
    )


_FIELDS = {
    "goods.list": "goods[0].description",
    "goods.origin": "goods[0].origin",
    "flow": "supplier, recipient",
}


def _field(fact: str) -> str:
    """The deal's own field where a fact is told, as the one who fills it in would look for it."""
    return _FIELDS.get(fact, fact.replace("contract.date", "contract_date").replace("delivery.date", "delivery_date"))
