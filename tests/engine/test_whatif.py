"""What each answer to an open question would give, on the law that ships with Nizam."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.engine.questions import fact_of, field
from nizam.engine.verdict import judge_deal
from nizam.engine.whatif import OTHER, settled
from nizam.model.deal import Deal, Fact, Goods
from nizam.model.law import Regime
from nizam.model.verdict import Outcome, Verdict
from nizam.regime.load import load_regime


@pytest.fixture(scope="module")
def regime() -> Regime:
    return load_regime("un-dprk")


def fact(*values: str) -> Fact:
    return Fact(frozenset(values), complete=True, said="test")


def open_(*values: str) -> Fact:
    return Fact(maybe=frozenset(values), said="test")


FROM, TO = fact("from-target", "with-target"), fact("to-target", "with-target")
RAJIN = {"activity": fact("supply"), "flow": FROM, "route.port": fact("rajin"), "goods.list": fact("coal")}
VAGUE_OIL = {"activity": fact("supply"), "flow": TO, "goods.list": open_("crude-oil", "condensates-ngl", "food")}
RESEARCH = {"activity": fact("science-cooperation"), "flow": fact("with-target")}
UNCLEAR = {"flow": TO, "goods.list": open_("arms", "luxury", "food")}


def asked(deal: Deal, regime: Regime, day: str) -> Verdict:
    return settled(judge_deal(deal, regime, date.fromisoformat(day)), deal, regime)


@pytest.mark.parametrize(
    ("facts", "day", "question", "answers"),
    [
        (RAJIN, "2024-09-01", "goods[0].origin", {"kp": "prohibited", OTHER: "needs_notification"}),
        (
            VAGUE_OIL,
            "2018-08-08",
            "goods[0].description",
            {"crude-oil": "capped", "condensates-ngl": "prohibited", OTHER: "not_restricted"},
        ),
        (
            RESEARCH,
            "2018-01-01",
            "field",
            {
                "aerospace": "needs_committee_approval",
                "medicine": "not_restricted",
                "other-science": "needs_notification",
            },
        ),
    ],
)
def test_each_answer_says_what_it_would_give(
    regime: Regime, facts: dict[str, Fact], day: str, question: str, answers: dict[str, str]
) -> None:
    verdict = asked(Deal(facts=facts), regime, day)
    found = {q.fact: q.if_answered for q in verdict.questions}
    assert answers.items() <= found[question].items()


def test_a_day_stands_for_each_side_of_the_law(regime: Regime) -> None:
    facts = {"activity": fact("supply"), "flow": FROM, "goods.list": fact("iron-ore")}
    verdict = asked(Deal(facts=facts), regime, "2017-08-25")
    assert [q.fact for q in verdict.questions] == ["contract_date"]
    assert verdict.questions[0].if_answered == {"2017-08-04": "needs_notification", "2017-08-05": "prohibited"}


def test_a_deal_without_a_day_gets_the_periods(regime: Regime) -> None:
    facts = {"activity": fact("supply"), "flow": FROM, "goods.list": fact("coal"), "purpose": fact("livelihood")}
    (question, *_) = judge_deal(Deal(facts=facts), regime, today=date(2026, 1, 1)).questions
    assert question.fact == "date"
    assert question.if_answered["2006-10-14 – 2016-03-01"] == "not_restricted"
    assert question.if_answered["2017-08-05 – …"] == "prohibited"


@pytest.mark.parametrize("facts", [RAJIN, VAGUE_OIL, RESEARCH, UNCLEAR])
@pytest.mark.parametrize("day", ["2008-01-01", "2016-06-01", "2018-08-08", "2024-09-01"])
def test_no_answer_is_milder_than_the_least_that_was_said(regime: Regime, facts: dict[str, Fact], day: str) -> None:
    verdict = asked(Deal(facts=facts), regime, day)
    for question in verdict.questions:
        assert len(question.if_answered) >= 2
        for word in question.if_answered.values():
            assert verdict.at_least is not None
            assert Outcome.of(word).value >= verdict.at_least.value


def test_a_question_that_the_others_answer_is_not_asked(regime: Regime) -> None:
    """Where the deed is not known, the facts that only some deeds turn on wait for it."""
    plain = judge_deal(Deal(facts=UNCLEAR), regime, date(2021, 3, 1))
    short = settled(plain, Deal(facts=UNCLEAR), regime)
    assert {q.fact for q in short.questions} < {q.fact for q in plain.questions}
    assert "activity" in {q.fact for q in short.questions}


def test_the_line_of_goods_is_named(regime: Regime) -> None:
    lines = (Goods("rice", lists=frozenset(("food",)), known=True), Goods("thing"))
    verdict = asked(Deal(goods=lines, facts={"activity": fact("supply"), "flow": TO}), regime, "2019-01-01")
    assert [q.fact for q in verdict.questions] == ["goods[1].description"]


@pytest.mark.parametrize(
    ("name", "line"),
    [("goods.origin", 2), ("goods.list", 0), ("flow", None), ("contract.date", None), ("vessel.flag", None)],
)
def test_a_field_leads_back_to_its_fact(name: str, line: int | None) -> None:
    assert fact_of(field(name, line)) == (name, line)
