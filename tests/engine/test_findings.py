"""What a verdict cites: no more than can be read, what bears first; and which of several clauses decides."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.engine.findings import MOST_CITED, within_bounds
from nizam.engine.verdict import judge_deal
from nizam.model.deal import Deal, Fact, Goods
from nizam.model.law import Regime
from nizam.model.verdict import Door, Finding, Outcome
from nizam.record import replace
from nizam.regime.load import load_regime
from tests.engine.pack import toy_regime
from tests.engine.test_verdict import deal, fact

DAY = date(2016, 6, 1)


@pytest.fixture(scope="module")
def regime(tmp_path_factory: pytest.TempPathFactory) -> Regime:
    return toy_regime(tmp_path_factory.mktemp("toy"))


def _finding(number: int) -> Finding:
    return Finding(
        provision=f"toy/{number}/1",
        citation=f"para {number}",
        outcome=Outcome.PROHIBITED,
        binding="decides",
        exception=None,
        start=DAY,
        until=None,
        says={},
        title={},
        verified=True,
    )


def _door(number: int) -> Door:
    return Door(f"toy/{number}/1", f"para {number}", "committee", {}, False, True)


@pytest.mark.parametrize(("findings", "doors"), [(3, 2), (12, 0), (12, 6), (20, 1), (30, 6), (1, 30)])
def test_findings_and_doors_together_stay_within_bounds(findings: int, doors: int) -> None:
    cited, ways = within_bounds(
        tuple(_finding(n) for n in range(findings)), tuple(_door(100 + n) for n in range(doors))
    )
    assert len({f.citation for f in cited} | {d.citation for d in ways}) <= MOST_CITED
    assert cited[0].citation == "para 0"
    assert bool(ways) == bool(doors)


def test_a_door_in_a_cited_paragraph_takes_no_room() -> None:
    cited, ways = within_bounds(tuple(_finding(n) for n in range(12)), tuple(_door(n) for n in range(6)))
    assert (len(cited), len(ways)) == (12, 6)


def test_twenty_lines_of_goods_and_unknown_deeds_cite_twelve_at_most() -> None:
    flow = Fact(frozenset(("from-target", "to-target", "with-target")), complete=True)
    lines = tuple(Goods(hs=(f"{n:02}",), hs_given=True, known=True) for n in range(1, 98))
    for deed in (Fact(), Fact(frozenset(("supply",)), complete=True)):
        verdict = judge_deal(Deal(facts={"activity": deed, "flow": flow}, goods=lines), load_regime(), date(2024, 1, 1))
        assert len({x.citation for x in (*verdict.findings, *verdict.doors)}) <= MOST_CITED


def test_what_the_deal_gives_no_reason_to_think_of_comes_last() -> None:
    verdict = judge_deal(Deal(facts={"flow": fact("to-target", "with-target")}), load_regime(), date(2024, 1, 1))
    assert verdict.outcome is Outcome.UNDETERMINED
    # A nuclear test asks only for the deed; a paragraph on goods to the target has its direction met already.
    assert verdict.findings[0].provision != "un-dprk/2397/2"
    assert "un-dprk/2397/7" in {f.provision for f in verdict.findings}


def test_a_project_in_two_fields_meets_the_stricter_gate(regime: Regime) -> None:
    both = deal(activity=fact("science-cooperation"), flow=fact("with-target"), field=fact("nuclear", "other-science"))
    verdict = judge_deal(both, regime, DAY)
    assert verdict.outcome is Outcome.NEEDS_COMMITTEE_APPROVAL
    assert verdict.findings[0].exception == "a"


def test_a_gate_that_the_words_leave_open_is_asked_for(regime: Regime) -> None:
    perhaps = deal(
        activity=fact("science-cooperation"),
        flow=fact("with-target"),
        field=Fact(frozenset(("other-science",)), maybe=frozenset(("nuclear",))),
    )
    verdict = judge_deal(perhaps, regime, DAY)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.at_least is Outcome.NEEDS_NOTIFICATION
    assert [q.fact for q in verdict.questions] == ["field"]


def test_nobody_approves_what_the_target_itself_must_not_do() -> None:
    launch = deal(activity=fact("missile-test"), approval=fact("granted"))
    assert judge_deal(launch, load_regime(), date(2019, 5, 5)).outcome is Outcome.PROHIBITED


def test_the_day_of_a_deal_alone_brings_no_exception_into_play() -> None:
    """`relief-as-expense` compares the day; a payment of which no purpose is told does not make one think of it."""
    paid = deal(activity=fact("payment"), flow=fact("with-target"), parties__designated=fact("true"))
    verdict = judge_deal(paid, load_regime(), date(2015, 1, 1))
    assert verdict.outcome is Outcome.PROHIBITED
    assert verdict.questions == ()


def test_the_days_of_a_deal_still_do() -> None:
    fish = deal(activity=fact("supply"), flow=fact("from-target", "with-target"), goods__list=fact("seafood"))
    verdict = judge_deal(replace(fish, delivery_date=date(2017, 8, 20)), load_regime(), date(2017, 8, 20))
    assert [q.fact for q in verdict.questions] == ["contract_date"]
