"""Periods of shared allowances, and which deliveries can be counted under them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nizam.engine.caps import CapTable, capped, key, period, periods, used
from nizam.model.law import Cap, CapAmount
from nizam.regime.load import load_regime
from nizam.regime.units import products

CAPS = {item.id: item for item in capped(load_regime())}


def _span(cap: str, day: str) -> tuple[str, str] | None:
    item = CAPS[cap]
    found = period(item.cap, date.fromisoformat(day), item.provision.until)
    return (str(found.first), str(found.last)) if found else None


@pytest.mark.parametrize(
    ("cap", "day", "span"),
    [
        ("un-dprk/2397/4", "2017-12-21", None),
        ("un-dprk/2397/4", "2017-12-22", ("2017-12-22", "2018-12-21")),
        ("un-dprk/2397/4", "2018-12-21", ("2017-12-22", "2018-12-21")),
        ("un-dprk/2397/4", "2018-12-22", ("2018-12-22", "2019-12-21")),
        ("un-dprk/2397/4", "2024-02-29", ("2023-12-22", "2024-12-21")),
        ("un-dprk/2397/5", "2017-12-31", None),
        ("un-dprk/2397/5", "2018-12-31", ("2018-01-01", "2018-12-31")),
        ("un-dprk/2397/5", "2026-07-01", ("2026-01-01", "2026-12-31")),
        ("un-dprk/2375/14", "2017-11-01", ("2017-10-01", "2017-12-31")),
        ("un-dprk/2375/14", "2018-01-01", None),
        ("un-dprk/2375/15", "2017-12-21", ("2017-09-11", "2017-12-21")),
        ("un-dprk/2321/26", "2016-12-31", ("2016-11-30", "2016-12-31")),
        ("un-dprk/2321/26", "2017-01-01", ("2017-01-01", "2017-08-04")),
        ("un-dprk/2321/26", "2017-08-05", None),
    ],
)
def test_the_period_a_day_falls_in(cap: str, day: str, span: tuple[str, str] | None) -> None:
    assert _span(cap, day) == span


def _amount(start: str, until: str | None = None, per: str = "year", year_starts: str = "") -> CapAmount:
    last = date.fromisoformat(until) if until else None
    return CapAmount(date.fromisoformat(start), last, per, {"barrel": 1.0}, year_starts=year_starts)


def test_a_year_may_start_on_another_day_than_the_cap() -> None:
    cap = Cap("all-states", (_amount("2018-06-15", year_starts="01-01"),))
    first, second = list(periods(cap, None, date(2019, 5, 1)))
    assert (first.first, first.last) == (date(2018, 6, 15), date(2018, 12, 31))
    assert (second.first, second.last) == (date(2019, 1, 1), date(2019, 12, 31))


def test_a_later_amount_ends_the_one_before() -> None:
    cap = Cap("all-states", (_amount("2018-01-01"), _amount("2018-07-01", per="")))
    found = period(cap, date(2018, 3, 1))
    assert found is not None
    assert found.last == date(2018, 6, 30)
    later = period(cap, date(2030, 1, 1))
    assert later is not None
    assert later.last is None


def test_an_amount_replaced_before_it_began_is_named() -> None:
    item = CAPS["un-dprk/2375/14"]
    found = list(periods(item.cap, item.provision.until, date(2020, 1, 1)))
    assert [p.first for p in found] == [date(2017, 10, 1), date(2018, 1, 1)]


@given(
    day=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    start=st.dates(date(2015, 1, 1), date(2020, 1, 1)),
    month=st.integers(1, 12),
    of=st.integers(1, 28),
)
def test_periods_follow_one_another_without_gap(day: date, start: date, month: int, of: int) -> None:
    cap = Cap("all-states", (_amount(str(start), year_starts=f"{month:02}-{of:02}"),))
    found = period(cap, day)
    if day < start:
        assert found is None
        return
    assert found is not None
    assert found.last is not None
    assert found.first <= day <= found.last
    following = period(cap, found.last + timedelta(days=1))
    assert following is not None
    assert following.first == found.last + timedelta(days=1)
    assert period(cap, found.first) == found


def test_deliveries_in_several_units_are_one_sum() -> None:
    found = used(("barrel",), {"barrel": 100.0, "litre": 158.987294928, "tonne diesel": 1.0, "usd": 5.0}, ())
    assert found["barrel"] == pytest.approx(101 + 1149 / 158.987294928)
    assert used(("usd",), {"barrel": 5.0}, tuple(products().values())) == {}


def test_a_table_knows_caps_by_several_names() -> None:
    table = CapTable([load_regime()], others=("eu-dprk",))
    for name in ("un-dprk/2397/5", "2397/5", "cap:un-dprk/2397/5", "UNSCR 2397 (2017) para 5"):
        assert table.id_of(name) == "un-dprk/2397/5"
    assert table.id_of("eu-dprk/1/1") == "eu-dprk/1/1"
    assert table.id_of("2397/6") is None
    day = date(2018, 5, 1)
    assert table.problem("un-dprk/2397/5", day, "tonne", "") == ""
    assert "no allowance" in table.problem("un-dprk/2397/5", date(2017, 5, 1), "barrel", "")
    assert "cannot be counted" in table.problem("un-dprk/2397/5", day, "usd", "")
    assert table.problem("un-dprk/2321/26", date(2017, 2, 1), "usd", "") == ""
    assert key("un-dprk/2397/5", date(2018, 1, 1)) == "cap:un-dprk/2397/5:2018-01-01"
