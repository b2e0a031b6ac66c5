"""An item as a deal: what the engine is told, and the JSON that users could send themselves."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.model.deal import Deal
from nizam.reader.deals import to_deal, to_json
from nizam.reader.facts import read_deal
from tests.reader.test_items import one_with, reading_of


def deal_of(text: str, words: str, language: str = "en", as_of: date = date(2019, 6, 15)) -> Deal:
    reading = reading_of(text, language, as_of)
    return to_deal(one_with(reading, words), reading)


def test_flow_follows_the_sides() -> None:
    assert "from-target" in deal_of("China bought coal from North Korea.", "coal").fact("flow").values
    assert "to-target" in deal_of("China sold diesel to North Korea.", "diesel").fact("flow").values


def test_a_deal_between_others_has_no_flow_and_says_so() -> None:
    flow = deal_of("North Korea was absent.\nVietnam exported rice to Cuba.", "rice").fact("flow")
    assert flow.complete
    assert not flow.values


def test_which_korea_is_an_open_question() -> None:
    flow = deal_of('A Swiss dealer shipped watches to Dandong for "a Korean friend".', "watches").fact("flow")
    assert flow.maybe
    assert not flow.complete


@pytest.mark.parametrize(
    ("text", "words", "language", "activity"),
    [
        ("Poland employs 30 North Korean welders.", "welders", "en", "employment"),
        ("Air Koryo resumed flights to Vladivostok.", "flights", "en", "flight"),
        ("Россия и КНДР создали совместное предприятие.", "совместное", "ru", "joint-venture"),
        ("ستورد روسيا إلى كوريا الشمالية ستين ألف برميل من البنزين.", "البنزين", "ar", "supply"),
    ],
)
def test_activity_is_a_certain_fact(text: str, words: str, language: str, activity: str) -> None:
    fact = deal_of(text, words, language).fact("activity")
    assert activity in fact.values
    assert fact.complete


def test_goods_keep_the_words_that_change_them() -> None:
    deal = deal_of("Россия отправила в КНДР запасные части к трамваям.", "трамваям", "ru")
    assert any(code.startswith("86") for line in deal.goods for code in line.hs)


def test_origin_comes_from_the_nationality_of_the_goods() -> None:
    deal = deal_of("A Chinese firm sold North Korean coal to Vietnam.", "coal")
    assert {line.origin for line in deal.goods} == {"kp"}


def test_the_deeds_own_past_day_counts_a_future_one_does_not() -> None:
    assert deal_of("China bought coal from North Korea in May 2016.", "coal").date == date(2016, 5, 31)
    assert deal_of("China will buy coal from North Korea in 2025.", "coal").date == date(2019, 6, 15)


def test_json_can_be_sent_back() -> None:
    reading = reading_of("The firm Hansol Metals sold 200 tonnes of steel pipes to North Korea.", "en")
    raw = {k: v for k, v in to_json(reading.items[0], reading).items() if v not in (None, [], {})}
    again = read_deal(raw)
    assert "to-target" in again.fact("flow").values
    assert again.goods[0].hs
    assert set(raw) <= {
        "id",
        "date",
        "contract_date",
        "supplier",
        "recipient",
        "parties",
        "goods",
        "activity",
        "vessel",
    }


def test_space_deeds_are_aerospace() -> None:
    deal = deal_of("وستطلق روسيا أقمارا صناعية لكوريا الشمالية.", "أقمارا", "ar")
    assert "aerospace" in deal.fact("field").values


def test_a_contracts_day_is_not_the_deeds() -> None:
    deal = deal_of("North Korean builders work in Oman under contracts signed before 2017.", "builders")
    assert deal.contract_date == date(2016, 12, 31)
    assert deal.date == date(2019, 6, 15)


def test_an_origin_told_later_in_the_paragraph_counts() -> None:
    text = "The firm ships coal through Rajin to China. It exports only Russian coal to China, its director said."
    assert {line.origin for line in deal_of(text, "Rajin").goods} == {"ru"}
