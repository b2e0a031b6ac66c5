"""Rows of a ledger as people write them, and as they must not be guessed at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nizam.engine.caps import CapTable
from nizam.ledger.rows import Row, RowProblem, number, plain, quantity, row_of
from nizam.regime.load import load_regime

TABLE = CapTable([load_regime()])
GOOD = {"cap": "2397/5", "date": "2018-05-20", "amount": "20,000", "unit": "bbl", "state": "CN", "reference": "N-17"}


def test_a_row_is_read() -> None:
    row = row_of(GOOD, TABLE)
    assert row == Row("un-dprk/2397/5", date(2018, 5, 20), 20000.0, "barrel", "", "CN", "N-17", "")
    assert row_of(row.fields(), TABLE) == row


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"cap": "2397/6"}, "no cap '2397/6'; there are: un-dprk/2321/26"),
        ({"cap": ""}, "the column cap is empty"),
        ({"date": "20.05.2018"}, "write it as 2018-05-20"),
        ({"date": "2018-02-30"}, "is not a date"),
        ({"date": "2017-05-20"}, "no allowance of un-dprk/2397/5 runs"),
        ({"amount": "1.200"}, "read in two ways; write 1200 or 1.2000"),
        ({"amount": "12,5"}, "is not an amount"),
        ({"amount": "nan"}, "is not an amount"),
        ({"amount": "1e5"}, "is not an amount"),
        ({"amount": "9" * 20}, "larger than any delivery"),
        ({"amount": "-5", "reference": ""}, "names what it corrects"),
        ({"unit": "firkin"}, "no unit 'firkin' known; there are: barrel"),
        ({"unit": "t cheese"}, "no product 'cheese' known"),
        ({"unit": "usd"}, "cannot be counted against a limit in barrel"),
        ({"unit": "wagon"}, "cannot be counted"),
        ({"reference": "=HYPERLINK()"}, "formula"),
        ({"note": "a\nb"}, "line break"),
        ({"note": "a\u202eb"}, "control character"),
        ({"note": "x" * 2000}, "longer than"),
        ({"volume": "5"}, "unknown column 'volume'"),
        ({"amount": True}, "write it as text"),
        ({"amount": [1]}, "write it as text"),
        ({"amount": float("nan")}, "is not an amount"),
    ],
)
def test_a_bad_row_says_what_was_read_and_what_to_do(changed: dict[str, object], words: str) -> None:
    with pytest.raises(RowProblem) as caught:
        row_of({**GOOD, **changed}, TABLE)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_correction_names_what_it_corrects() -> None:
    assert row_of({**GOOD, "amount": "-500", "reference": "corrects N-17"}, TABLE).amount == -500


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("20000 bbl", (20000.0, "barrel")),
        ("20,000 barrels", (20000.0, "barrel")),
        ("1.5 thousand barrels", (1500.0, "barrel")),
        ("2 million barrels", (2e6, "barrel")),
        ("500 t diesel", (500.0, "tonne diesel")),
        ("500 metric tons of petrol", (500.0, "tonne petrol")),
        ("عشرون ألف برميل", (20000.0, "barrel")),
        ("٢٠٬٠٠٠ برميل", (20000.0, "barrel")),
        ("20 тысяч баррелей", (20000.0, "barrel")),
        ("$5,000", (5000.0, "usd")),
        ("-500 bbl", (-500.0, "barrel")),
    ],
)
def test_an_amount_with_its_unit(said: str, found: tuple[float, str]) -> None:
    assert quantity(said) == found


@pytest.mark.parametrize("said", ["", "bbl", "20000", "1.200 bbl", "5 furlongs", "3 bbl 4 t", "3 t cheese", "= 3 bbl"])
def test_what_is_no_amount_is_refused(said: str) -> None:
    with pytest.raises(RowProblem):
        quantity(said)


@given(st.floats(-1e11, 1e11).map(lambda value: round(value, 6)))
def test_an_amount_is_written_so_that_it_is_read_back(value: float) -> None:
    assert number(plain(value)) == pytest.approx(value, abs=1e-6)


def test_the_note_does_not_make_a_row_another_delivery() -> None:
    assert row_of({**GOOD, "note": "x"}, TABLE).identity == row_of(GOOD, TABLE).identity
    assert row_of({**GOOD, "reference": "N-18"}, TABLE).identity != row_of(GOOD, TABLE).identity
