"""Which cases a Russian form may be."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.declension_ru import ANY, adjective_cases, guessed_cases, name_cases, noun_cases, noun_forms


@pytest.mark.parametrize(
    ("form", "nominative", "cases"),
    [
        ("фирмой", "фирма", "i"),
        ("фирме", "фирма", "dp"),
        ("корпорации", "корпорация", "ngdap"),
        ("предприятию", "предприятие", "d"),
        ("покупателем", "покупатель", "i"),
        ("продавцу", "продавец", "d"),
        ("владельца", "владелец", "ga"),
        ("лавок", "лавка", "ga"),
        ("россиянам", "россиянин", "d"),
        ("музею", "музей", "d"),
        ("верфи", "верфь", "ngdap"),
        ("фирмой", "завод", ""),
    ],
)
def test_nouns(form: str, nominative: str, cases: str) -> None:
    assert noun_cases(form, nominative) == cases


def test_what_declines_like_an_adjective_or_not_at_all() -> None:
    assert noun_forms("прачечная")["прачечной"] == "gdip"
    assert noun_forms("НПЗ") == {"нпз": ANY}
    assert noun_forms("=ателье") == {"ателье": ANY}


@pytest.mark.parametrize(
    ("form", "nominative", "cases"),
    [
        ("россии", "россия", "gdp"),
        ("кореи", "корея", "g"),
        ("вьетнамом", "вьетнам", "i"),
        ("нампхо", "нампхо", ANY),
        ("оаэ", "оаэ", ANY),
    ],
)
def test_names(form: str, nominative: str, cases: str) -> None:
    assert name_cases(form, nominative) == cases


def test_adjectives_and_guesses() -> None:
    assert adjective_cases("северокорейским") == "di"
    assert adjective_cases("угля") == ""
    assert guessed_cases("мукомолам") == "d"
