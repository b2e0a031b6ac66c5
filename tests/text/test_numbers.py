from __future__ import annotations

import pytest

from nizam.text.numbers import figure, find_amounts
from nizam.text.tokens import tokenise


def amounts(text: str) -> list[tuple[str, float, str | None]]:
    return [(text[a.start : a.end], a.value, a.unit) for a in find_amounts(text, tokenise(text))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("50,000 t", 50_000, "tonne"),
        ("USD 2.4m", 2_400_000, "usd"),
        ("$3 million", 3_000_000, "usd"),
        ("€ 1.200.000", 1_200_000, "eur"),
        ("two hundred and fifty thousand barrels", 250_000, "barrel"),
        ("twenty-two tonnes", 22, "tonne"),
        ("500 000 тонн", 500_000, "tonne"),
        ("четырёх тысяч баррелей", 4_000, "barrel"),
        ("2,5 млн долларов", 2_500_000, "usd"),
        ("сто двадцать пять вагонов", 125, "wagon"),
        ("ستة آلاف عامل", 6_000, "person"),
        ("ألفين وخمسمئة برميل", 2_500, "barrel"),
        ("ثلاثة عشر ألف طن", 13_000, "tonne"),
        ("٣٬٥٠٠ طن", 3_500, "tonne"),
        ("خمسة وعشرون مليون دولار", 25_000_000, "usd"),
        ("بمليوني دولار", 2_000_000, "usd"),
        ("12 per cent", 12, "percent"),
    ],
)
def test_amount(text: str, value: float, unit: str) -> None:
    assert [(v, u) for _, v, u in amounts(text)] == [(value, unit)]


def test_years_and_pronouns_are_no_amounts() -> None:
    assert amounts("in 2017 one said so") == []
    assert amounts("عام 2017 قال واحد منهم") == []


@pytest.mark.parametrize(
    ("text", "value"), [("50,000", 50_000), ("2.4", 2.4), ("0.125", 0.125), ("1,200.5", 1200.5), ("1.200,5", 1200.5)]
)
def test_figure(text: str, value: float) -> None:
    assert figure(text) == value
