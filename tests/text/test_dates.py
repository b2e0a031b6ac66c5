from __future__ import annotations

from datetime import date

import pytest

from nizam.text.dates import find_dates, parse_date
from nizam.text.tokens import tokenise

BASE = date(2022, 12, 14)


def found(text: str, base: date | None = BASE) -> list[tuple[str, str, str, str]]:
    return [
        (text[d.start : d.end], str(d.first), str(d.last), d.precision) for d in find_dates(text, tokenise(text), base)
    ]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("22 November 2019", "2019-11-22", "2019-11-22", "day"),
        ("November 22, 2019", "2019-11-22", "2019-11-22", "day"),
        ("the 3rd of May 2021", "2021-05-03", "2021-05-03", "day"),
        ("13–17 сентября 2023 года", "2023-09-13", "2023-09-17", "day"),
        ("02.05.2019", "2019-05-02", "2019-05-02", "day"),
        ("2019-05-02", "2019-05-02", "2019-05-02", "day"),
        ("5 نوفمبر، 2024", "2024-11-05", "2024-11-05", "day"),
        ("١٢ آذار ٢٠٢٣", "2023-03-12", "2023-03-12", "day"),
        ("14 كانون الأول/ديسمبر 2022", "2022-12-14", "2022-12-14", "day"),
        ("7 تشرين الثاني 2020", "2020-11-07", "2020-11-07", "day"),
        ("3 جويلية 2021", "2021-07-03", "2021-07-03", "day"),
        ("May 2022", "2022-05-01", "2022-05-31", "month"),
        ("مايو 2022", "2022-05-01", "2022-05-31", "month"),
        ("в феврале 2020 года", "2020-02-01", "2020-02-29", "month"),
        ("عام 2017", "2017-01-01", "2017-12-31", "year"),
        ("в 2016 году", "2016-01-01", "2016-12-31", "year"),
        ("yesterday", "2022-12-13", "2022-12-13", "day"),
        ("أمس", "2022-12-13", "2022-12-13", "day"),
        ("на прошлой неделе", "2022-12-05", "2022-12-11", "week"),
        ("الأسبوع الماضي", "2022-12-05", "2022-12-11", "week"),
        ("last month", "2022-11-01", "2022-11-30", "month"),
        ("العام المقبل", "2023-01-01", "2023-12-31", "year"),
        ("في نوفمبر", "2022-11-01", "2022-11-30", "month"),
        ("три года назад", "2019-01-01", "2019-12-31", "year"),
        ("قبل سنتين", "2020-01-01", "2020-12-31", "year"),
    ],
)
def test_one_date(text: str, first: str, last: str, precision: str) -> None:
    assert [row[1:] for row in found(text)] == [(first, last, precision)]


def test_a_month_without_base_is_left_out_rather_than_guessed() -> None:
    assert found("in November", None) == []
    assert found("вчера", None) == []


@pytest.mark.parametrize("text", ["he may go", "they march on", "1500 men", "page 2017", "31.02.2020", "call 020 7946"])
def test_no_date(text: str) -> None:
    assert found(text) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "SEOUL, 22 November 2019 - left in June 2018 for good"
    assert [row[0] for row in found(text)] == ["22 November 2019", "June 2018"]


def test_parse_date_wants_a_day() -> None:
    assert parse_date("10 July 2017") == date(2017, 7, 10)
    assert parse_date("July 2017") is None
