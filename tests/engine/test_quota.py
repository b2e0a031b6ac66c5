"""A deal against what is left of a cap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.engine.verdict import judge_deal
from nizam.model.deal import Amount, Deal, Fact, Goods, Party
from nizam.model.verdict import Outcome, Verdict
from nizam.regime.load import load_regime

REFINED = "cap:un-dprk/2397/5:2018-01-01"
CRUDE = "cap:un-dprk/2397/4:2017-12-22"
COAL = "cap:un-dprk/2321/26:2017-01-01"
DAY = date(2018, 5, 20)


def fact(*values: str, said: str = "test") -> Fact:
    return Fact(frozenset(values), complete=True, said=said)


def oil(
    *amounts: tuple[float, str],
    ledger: Mapping[str, float] | None = None,
    used: str = "",
    state: str = "",
    concept: str = "diesel",
    hs: str = "271019",
    key: str = REFINED,
    on: str = "refined-petroleum",
) -> Verdict:
    facts = {"activity": fact("supply"), "flow": fact("to-target", "with-target"), "purpose": fact("livelihood")}
    if used:
        facts["quota.used"] = fact(used)
    if state:
        facts["quota.state"] = fact(state, said="so it says")
    line = Goods("oil", (hs,), (), frozenset((on,)), known=True, concepts=(concept,),
                 amounts=tuple(Amount(*a) for a in amounts))  # fmt: skip
    deal = Deal("d", DAY, goods=(line,), facts=facts, parties=(Party("A", "supplier", designated=False),))
    if ledger is not None:
        deal = Deal("d", DAY, goods=(line,), facts=facts, parties=deal.parties, outside={key: ledger})
    return judge_deal(deal, load_regime(), DAY)


def coal(*amounts: tuple[float, str], ledger: Mapping[str, float]) -> Verdict:
    facts = {"activity": fact("supply"), "flow": fact("from-target", "with-target"), "purpose": fact("livelihood")}
    line = Goods("coal", ("2701",), known=True, amounts=tuple(Amount(*a) for a in amounts))
    day = date(2017, 3, 1)
    deal = Deal("d", day, goods=(line,), facts=facts, outside={COAL: ledger})
    return judge_deal(deal, load_regime(), day)


def note(verdict: Verdict, lang: str = "en") -> str:
    return next(f.note[lang] for f in verdict.findings if f.note)


def test_without_a_balance_it_says_so() -> None:
    verdict = oil((20_000, "barrel"))
    assert verdict.outcome is Outcome.CAPPED
    assert "not known" in note(verdict)
    assert "غير معروف" in note(verdict, "ar")
    assert next(s.result for s in verdict.steps if s.asked == "over the cap") == "not known"


def test_inside_it_says_what_is_left() -> None:
    verdict = oil((20_000, "barrel"), ledger={"barrel": 80_000.0})
    assert verdict.outcome is Outcome.CAPPED
    assert "80,000 barrels of 500,000 barrels used" in note(verdict)
    assert "400,000 barrels left after this deal" in note(verdict)
    assert "400,000 برميل" in note(verdict, "ar")


def test_over_what_is_left_the_ban_stands_and_the_note_with_it() -> None:
    verdict = oil((20_000, "barrel"), ledger={"barrel": 480_001.0})
    assert verdict.outcome is Outcome.PROHIBITED
    assert "over the limit" in note(verdict)
    assert "يتجاوز الحد" in note(verdict, "ar")


@pytest.mark.parametrize("amounts", [(), ((1, "barrel"),), ((3, "wagon"),)])
def test_where_nothing_is_left_any_delivery_is_too_much(amounts: tuple[tuple[float, str], ...]) -> None:
    verdict = oil(*amounts, ledger={"barrel": 500_000.0})
    assert verdict.outcome is Outcome.PROHIBITED
    assert "nothing is left" in note(verdict)


def test_an_amount_that_cannot_be_counted_is_named() -> None:
    assert "3 railway wagons cannot be counted" in note(oil((3, "wagon"), ledger={"barrel": 10.0}))


def test_the_balance_of_another_period_does_not_count() -> None:
    verdict = oil((20_000, "barrel"), ledger={"barrel": 500_000.0}, key="cap:un-dprk/2397/5:2017-01-01")
    assert verdict.outcome is Outcome.CAPPED
    assert "not known" in note(verdict)


def test_what_the_deal_says_goes_before_the_ledger_and_the_stricter_counts() -> None:
    low = oil((20_000, "barrel"), used="80000 barrel", ledger={"barrel": 490_000.0})
    high = oil((20_000, "barrel"), used="490000 barrel", ledger={"barrel": 80_000.0})
    assert low.outcome is high.outcome is Outcome.PROHIBITED
    assert "the stricter counts" in note(low)
    same = oil((20_000, "barrel"), used="80000 barrel", ledger={"barrel": 80_000.0})
    assert "by the deal's own words" in note(same)
    assert "stricter" not in note(same)


@pytest.mark.parametrize(("state", "ledger"), [("within", 500_000.0), ("exhausted", 10.0), ("above", 10.0)])
def test_words_and_ledger_that_differ(state: str, ledger: float) -> None:
    verdict = oil((20_000, "barrel"), state=state, ledger={"barrel": ledger})
    assert verdict.outcome is Outcome.PROHIBITED
    assert "the stricter counts" in note(verdict)


def test_a_figure_that_was_converted_says_so() -> None:
    verdict = oil((1000, "tonne"), ledger={"barrel": 1.0})
    assert "1,000 t counted as 7,227 barrels (diesel" in note(verdict)
    assert "حُسب على أنه" in note(verdict, "ar")
    open_ = oil((1000, "tonne"), ledger={"tonne": 10.0}, concept="refined-petroleum", hs="2710")
    assert "the product is not told, counted as naphtha" in note(open_)
    assert "counted" not in note(oil((1000, "barrel"), ledger={"barrel": 1.0}))


def test_from_the_last_alert_on_sales_are_to_stop() -> None:
    assert "to stop" not in note(oil((1, "barrel"), ledger={"barrel": 474_998.0}))
    verdict = oil((1, "barrel"), ledger={"barrel": 474_999.0})
    assert verdict.outcome is Outcome.CAPPED
    assert "at 95 % of the limit (475,000 barrels) all States are to stop" in note(verdict)
    assert "أن تتوقف" in note(verdict, "ar")


def test_crude_oil_is_counted_in_the_unit_it_is_told_in() -> None:
    def crude(amount: tuple[float, str], ledger: Mapping[str, float]) -> Verdict:
        return oil(amount, ledger=ledger, concept="crude-oil", hs="2709", key=CRUDE, on="crude-oil")

    inside = crude((50_000, "tonne"), {"barrel": 400_000.0})
    assert inside.outcome is Outcome.CAPPED
    assert "52,500 t of 525,000 t used" in note(inside)
    assert crude((500_000, "tonne"), {"barrel": 400_000.0}).outcome is Outcome.PROHIBITED
    exact = crude((3_600_000, "barrel"), {"tonne": 52_500.0})
    assert exact.outcome is Outcome.CAPPED
    assert crude((3_600_001, "barrel"), {"tonne": 52_500.0}).outcome is Outcome.PROHIBITED


def test_of_two_limits_the_one_reached_first_counts() -> None:
    inside = coal((50_000, "tonne"), (4e6, "usd"), ledger={"tonne": 1e6, "usd": 1e8})
    assert inside.outcome is Outcome.CAPPED
    assert note(inside).count("left after this deal") == 2
    assert coal((50_000, "tonne"), (4e6, "usd"), ledger={"tonne": 1e6, "usd": 399e6}).outcome is Outcome.PROHIBITED
    half = coal((50_000, "tonne"), (4e6, "usd"), ledger={"tonne": 1e6})
    assert "how much of 400,870,018 USD is used is not known" in note(half)


_LEDGERS = st.dictionaries(
    st.sampled_from(["barrel", "tonne", "tonne diesel", "litre", "tonne petrol"]), st.floats(0, 6e5), max_size=3
)
_ASKED = st.lists(
    st.tuples(st.floats(0, 6e5), st.sampled_from(["barrel", "tonne", "litre", "wagon", "usd"])), max_size=2
)


@settings(max_examples=120, deadline=None)
@given(ledger=_LEDGERS, more=_LEDGERS, asked=_ASKED)
def test_adding_to_the_ledger_never_makes_a_verdict_laxer(
    ledger: dict[str, float], more: dict[str, float], asked: list[tuple[float, str]]
) -> None:
    together = {unit: ledger.get(unit, 0.0) + more.get(unit, 0.0) for unit in {*ledger, *more}}
    before, after = oil(*asked, ledger=ledger), oil(*asked, ledger=together)
    assert after.outcome.value >= before.outcome.value


@settings(max_examples=120, deadline=None)
@given(ledger=_LEDGERS, asked=_ASKED, used=st.integers(0, 600_000), state=st.sampled_from(["", "within"]))
def test_knowing_the_balance_never_makes_a_verdict_laxer(
    ledger: dict[str, float], asked: list[tuple[float, str]], used: int, state: str
) -> None:
    without = oil(*asked, used=f"{used} barrel", state=state)
    known = oil(*asked, used=f"{used} barrel", state=state, ledger=ledger)
    assert known.outcome.value >= without.outcome.value


@settings(max_examples=60, deadline=None)
@given(ledger=_LEDGERS, asked=_ASKED)
def test_a_note_is_there_in_both_languages(ledger: dict[str, float], asked: list[tuple[float, str]]) -> None:
    verdict = oil(*asked, ledger=ledger)
    assert note(verdict)
    assert not re.search(r"[A-Za-z]{4}", note(verdict, "ar"))
    assert "allowed" not in note(verdict)
