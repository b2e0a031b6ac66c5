"""The engine on an invented regime: three values, exceptions in play, caps, duties, dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.engine.verdict import judge_deal
from nizam.engine.view import View
from nizam.errors import BadRequest
from nizam.model.deal import Amount, Deal, Fact, Goods, Party
from nizam.model.law import Regime
from nizam.model.verdict import Outcome, Verdict
from nizam.record import replace
from tests.engine.pack import toy_regime


@pytest.fixture(scope="module")
def regime(tmp_path_factory: pytest.TempPathFactory) -> Regime:
    return toy_regime(tmp_path_factory.mktemp("toy"))


def fact(*values: str) -> Fact:
    return Fact(frozenset(values), complete=True, said="test")


def deal(**facts: Fact) -> Deal:
    return Deal(id="d", facts={name.replace("__", "."): value for name, value in facts.items()})


FROM, TO = fact("from-target", "with-target"), fact("to-target", "with-target")
DAY = date(2016, 6, 1)


def coal(**more: Fact) -> Deal:
    return deal(activity=fact("supply"), flow=FROM, goods__list=fact("coal"), **more)


def test_a_ban_without_exception_is_prohibited(regime: Regime) -> None:
    verdict = judge_deal(coal(), regime, DAY)
    assert verdict.outcome is Outcome.PROHIBITED
    assert [f.citation for f in verdict.findings] == ["UNSCR 200 (2015) para 1"]


def test_the_law_of_the_day_applies(regime: Regime) -> None:
    verdict = judge_deal(coal(purpose=fact("livelihood")), regime, date(2012, 1, 1))
    assert verdict.outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert verdict.findings[0].exception == "livelihood"
    assert verdict.findings[0].until == date(2014, 12, 31)


def test_the_other_direction_is_not_covered(regime: Regime) -> None:
    verdict = judge_deal(deal(activity=fact("supply"), flow=TO, goods__list=fact("coal")), regime, DAY)
    assert verdict.outcome is Outcome.NOT_RESTRICTED
    assert verdict.findings == ()


def test_silence_about_an_exception_leaves_the_ban(regime: Regime) -> None:
    assert judge_deal(coal(), regime, date(2015, 3, 1)).outcome is Outcome.PROHIBITED


def test_an_exception_in_play_but_incomplete_asks(regime: Regime) -> None:
    verdict = judge_deal(coal(), regime, date(2015, 1, 20))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.at_least is Outcome.NEEDS_NOTIFICATION
    assert [q.fact for q in verdict.questions] == ["contract_date"]


def test_an_older_contract_opens_the_wind_down(regime: Regime) -> None:
    older = Deal(id="d", contract_date=date(2014, 12, 1), facts=coal().facts)
    assert judge_deal(older, regime, date(2015, 1, 20)).outcome is Outcome.NEEDS_NOTIFICATION
    assert judge_deal(older, regime, date(2015, 2, 1)).outcome is Outcome.PROHIBITED


def test_calls_upon_only_advises(regime: Regime) -> None:
    verdict = judge_deal(deal(activity=fact("grant-or-loan"), flow=TO), regime, DAY)
    assert verdict.outcome is Outcome.ADVISED_AGAINST
    assert not verdict.findings[0].verified


def test_an_absent_finding_is_not_a_question_but_is_named(regime: Regime) -> None:
    verdict = judge_deal(deal(activity=fact("supply"), flow=TO, goods__list=fact()), regime, DAY)
    assert verdict.outcome is Outcome.NOT_RESTRICTED
    assert verdict.questions == ()
    assert any("100/3" in words["en"] for words in verdict.not_checked)


def test_a_stated_finding_bites(regime: Regime) -> None:
    found = deal(activity=fact("supply"), flow=TO, goods__list=fact(), finding=fact("contributes-wmd"))
    assert judge_deal(found, regime, DAY).outcome is Outcome.PROHIBITED


def oil(barrels: float, used: str | None = None, purpose: str = "livelihood") -> Deal:
    facts = {"activity": fact("supply"), "flow": TO, "purpose": fact(purpose)}
    if used:
        facts["quota.used"] = fact(used)
    goods = (Goods("oil", hs=("2710",), known=True, amounts=(Amount(barrels, "barrel"),)),)
    return Deal(id="d", goods=goods, facts=facts, parties=(Party("A", "supplier", designated=False),))


@pytest.mark.parametrize(
    ("barrels", "used", "outcome"),
    [
        (10, None, Outcome.CAPPED),
        (10, "980 barrel", Outcome.CAPPED),
        (30, "980 barrel", Outcome.PROHIBITED),
        (1001, None, Outcome.PROHIBITED),
        (1000, None, Outcome.CAPPED),
    ],
)
def test_the_cap_counts_what_was_used(regime: Regime, barrels: float, used: str | None, outcome: Outcome) -> None:
    assert judge_deal(oil(barrels, used), regime, DAY).outcome is outcome


def test_a_contradicted_condition_closes_the_cap(regime: Regime) -> None:
    assert judge_deal(oil(10, purpose="military"), regime, DAY).outcome is Outcome.PROHIBITED


@pytest.mark.parametrize(
    ("field", "outcome", "cite"),
    [
        ("medicine", Outcome.NOT_RESTRICTED, None),
        ("nuclear", Outcome.NEEDS_COMMITTEE_APPROVAL, "UNSCR 200 (2015) para 3(a)"),
        ("other-science", Outcome.NEEDS_NOTIFICATION, "UNSCR 200 (2015) para 3(b)"),
    ],
)
def test_an_exhaustive_paragraph_divides_by_field(
    regime: Regime, field: str, outcome: Outcome, cite: str | None
) -> None:
    verdict = judge_deal(deal(activity=fact("science-cooperation"), flow=TO, field=fact(field)), regime, DAY)
    assert verdict.outcome is outcome
    assert [f.citation for f in verdict.findings] == ([cite] if cite else [])


def test_the_field_is_asked_for(regime: Regime) -> None:
    verdict = judge_deal(deal(activity=fact("science-cooperation"), flow=TO), regime, DAY)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [q.fact for q in verdict.questions] == ["field"]


def test_a_duty_is_a_condition_until_its_day_and_a_ban_after(regime: Regime) -> None:
    work = deal(activity=fact("employment"), flow=FROM)
    assert judge_deal(work, regime, date(2016, 12, 31)).outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert judge_deal(work, regime, date(2017, 1, 1)).outcome is Outcome.PROHIBITED


def test_the_general_clause_is_a_door_and_for_relief_a_route(regime: Regime) -> None:
    barred = judge_deal(coal(), regime, DAY)
    assert [(d.citation, d.decided_by, d.general) for d in barred.doors] == [
        ("UNSCR 200 (2015) para 9", "committee", True)
    ]
    relief = judge_deal(coal(purpose=fact("relief")), regime, DAY)
    assert relief.outcome is Outcome.NEEDS_COMMITTEE_APPROVAL
    assert "UNSCR 200 (2015) para 9" in [f.citation for f in relief.findings]


def test_an_approval_on_record_is_a_condition(regime: Regime) -> None:
    approved = judge_deal(coal(approval=fact("granted")), regime, DAY)
    assert approved.outcome is Outcome.PERMITTED_WITH_CONDITIONS
    refused = judge_deal(coal(approval=fact("refused")), regime, DAY)
    assert refused.outcome is Outcome.PROHIBITED


def test_no_date_asks_for_it_where_the_law_changed(regime: Regime) -> None:
    verdict = judge_deal(coal(purpose=fact("livelihood")), regime, None, today=DAY)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.today is Outcome.PROHIBITED
    assert verdict.questions[0].fact == "date"


def test_before_the_regime_nothing_and_before_the_encoded_law_a_refusal(tmp_path: Path) -> None:
    late = toy_regime(
        tmp_path,
        **{
            "regime.yml": 'regime: {id: toy, title: {en: Toy}, target: kp, began: "2010-01-01", '
            'encoded_from: "2011-01-01"}\n'
        },
    )
    assert judge_deal(coal(), late, date(2009, 12, 31)).outcome is Outcome.NOT_RESTRICTED
    with pytest.raises(BadRequest, match="before the encoded law"):
        judge_deal(coal(), late, date(2010, 6, 1))


_TERMS = {
    "activity": ["supply", "science-cooperation", "employment", "grant-or-loan", "tourism"],
    "flow": ["from-target", "to-target", "with-target"],
    "goods.list": ["coal", "machines", "oil"],
    "purpose": ["livelihood", "relief", "military", "commercial"],
    "field": ["medicine", "nuclear", "other-science"],
    "finding": ["contributes-wmd"],
}
_deals = st.fixed_dictionaries(
    {}, optional={name: st.sets(st.sampled_from(terms), max_size=2) for name, terms in _TERMS.items()}
)
_days = st.dates(date(2010, 1, 1), date(2020, 1, 1))


def _range(verdict: Verdict) -> tuple[int, int]:
    """Between which outcomes an answer lies."""
    if verdict.outcome is Outcome.UNDETERMINED and verdict.at_least is not None:
        return verdict.at_least.value, Outcome.PROHIBITED.value
    return verdict.outcome.value, verdict.outcome.value


@settings(max_examples=300, deadline=None)
@given(known=_deals, day=_days, hidden=st.sampled_from(sorted(_TERMS)))
def test_hiding_a_fact_never_makes_an_answer_surer(
    known: dict[str, set[str]], day: date, hidden: str, regime: Regime
) -> None:
    """An answer that is certain with less knowledge is not laxer than any answer with more.

    The one thing silence settles is a fact marked silent, and an exception nobody brought into play: both leave the
    stricter or the named answer, so they are left out of what is hidden here.
    """
    if hidden in ("purpose", "finding"):
        return
    more = judge_deal(Deal(id="d", facts={k: fact(*v) for k, v in known.items()}), regime, day)
    less = judge_deal(Deal(id="d", facts={k: fact(*v) for k, v in known.items() if k != hidden}), regime, day)
    low, high = _range(less)
    assert low <= _range(more)[0] or less.outcome is Outcome.UNDETERMINED
    assert high >= _range(more)[1] or less.outcome is Outcome.UNDETERMINED


@settings(max_examples=200, deadline=None)
@given(known=_deals, day=_days)
def test_every_answer_is_cited_or_names_what_it_did_not_check(
    known: dict[str, set[str]], day: date, regime: Regime
) -> None:
    verdict = judge_deal(Deal(id="d", facts={k: fact(*v) for k, v in known.items()}), regime, day)
    if verdict.outcome is Outcome.NOT_RESTRICTED:
        assert verdict.not_checked
    else:
        assert verdict.findings
    if verdict.outcome is Outcome.UNDETERMINED:
        assert verdict.questions
        assert verdict.at_least is not None


def test_somebody_called_listed_counts_as_a_listed_person(regime: Regime) -> None:
    who = Party("a visitor under the travel ban", "other", designated=True, stated_designated=True)
    view = View(Deal(id="d", parties=(who,)), regime, DAY, None)
    assert view.fact("persons.designated").values == {"true"}
    company = replace(who, schema="Organization")
    assert not View(Deal(id="d", parties=(company,)), regime, DAY, None).fact("persons.designated").values


def test_a_stretch_of_days_is_judged_on_each_state_of_the_law_in_it(regime: Regime) -> None:
    """Coal without a day between two: one outcome throughout is the answer, else the day is asked for."""
    within = replace(coal(), between=(date(2015, 6, 1), date(2015, 12, 31)))
    assert judge_deal(within, regime).outcome is Outcome.PROHIBITED
    across = replace(coal(), between=(date(2012, 1, 1), date(2015, 12, 31)))
    verdict = judge_deal(across, regime)
    assert verdict.outcome is Outcome.UNDETERMINED
    assert verdict.questions[0].fact == "date"
    assert list(verdict.questions[0].if_answered)[-1].endswith("2015-12-31")
