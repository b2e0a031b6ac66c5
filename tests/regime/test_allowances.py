"""A cap in a pack: what is wrong is named with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam.errors import PackError
from nizam.regime.allowances import cap
from nizam.regime.values import At

AT = At(Path("pack.yml"))


def test_an_amount_says_how_its_year_is_counted() -> None:
    found = cap({"year_starts": "12-22", "amounts": {"2018-01-01": {"per": "year", "barrel": "5"}}}, AT)
    assert found.amounts[0].year_starts == "12-22"
    assert found.shared_by == "all-states"


def test_amounts_come_in_the_order_of_their_days() -> None:
    found = cap({"amounts": {"2018-01-01": {"barrel": "2"}, "2017-10-01": {"until": "2017-12-31", "barrel": "1"}}}, AT)
    assert [a.limits["barrel"] for a in found.amounts] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"amounts": {"2018-01-01": {"barrel": "-1"}}}, "less than nothing"),
        ({"amounts": {"2018-01-01": {"per": "year"}}}, "no limit"),
        ({"amounts": {"2018-01-01": {"barrel": "1", "per": "month"}}}, "year"),
        ({"amounts": {"2018-01-01": {"barrel": "1", "whichever": "higher"}}}, "lower"),
        ({"amounts": {"2018-01-01": {"barrel": "1", "until": "2017-01-01"}}}, "before it begins"),
        ({"amounts": {"2018-01-01": {"barrel": "1", "year_starts": "22-12"}}}, "month and day"),
        ({"amounts": {"2018-01-01": {"barrel": "1", "year_starts": "02-29"}}}, "month and day"),
        ({"amounts": {"2018-01-01": {"barrels": "1"}}}, "unknown field"),
        ({"shared_by": "some", "amounts": {"2018-01-01": {"barrel": "1"}}}, "each-state"),
        ({"alerts": ["75"], "amounts": {"2018-01-01": {"barrel": "1"}}}, "share of the limit"),
        (
            {"amounts": {"2018-01-01": {"barrel": "1", "until": "2018-06-30"}, "2018-06-30": {"barrel": "1"}}},
            "part them by a day",
        ),
    ],
)
def test_a_mistake_is_named(raw: dict[str, object], words: str) -> None:
    with pytest.raises(PackError, match=words):
        cap(raw, AT)
