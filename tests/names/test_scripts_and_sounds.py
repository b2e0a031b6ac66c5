"""Folding, sounds and countries: the small steps below a comparison."""

from __future__ import annotations

import pytest

from nizam.names.countries import country_code
from nizam.names.latinise import inflections, sound
from nizam.names.scripts import fold, script_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Ch’ŏe  SON-HUI ", "choe son hui"),
        ("O'Brien", "obrien"),
        ("D.P.R.K.", "dprk"),
        ("Кim Jоng", "kim jong"),
        ("КИМ ЧЕН ЫН", "ким чен ын"),
        ("كـيم جُونغ", "كيم جونغ"),
        ("علی", "علي"),
        ("ＫＯＭＩＤ", "komid"),
        ("a\u200bb", "ab"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Kim", "latin"),
        ("Ким", "cyrillic"),
        ("كيم", "arabic"),
        ("김", "hangul"),
        ("金", "han"),
        ("39", "digit"),
        ("39호실", "hangul"),
        ("--", ""),
        ("", ""),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ryong", "ryoN"),
        ("ريونغ", "ryuN"),
        ("рён", "ryon"),
        ("룡", "ryoN"),
        ("chun", "Cun"),
        ("تشون", "Cun"),
        ("чхун", "Cun"),
        ("춘", "Cun"),
        ("جونج", "juN"),
        ("أون", "un"),
        ("إيل", "il"),
        ("عبد", "abd"),
        ("hwang", "hwaN"),
        ("خالد", "xald"),
        ("khalid", "xalid"),
        ("oh", "o"),
        ("woo", "u"),
        ("muhammad", "muhamad"),
    ],
)
def test_sound(word: str, expected: str) -> None:
    assert sound(word) == expected


def test_inflections_keep_the_word_first() -> None:
    assert inflections("рёна") == ("рёна", "рён")
    assert inflections("للتجارة")[0] == "للتجارة"
    assert "تجارة" in inflections("للتجارة")
    assert inflections("kim") == ("kim",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DPRK", "kp"),
        ("North Korea", "kp"),
        ("كوريا الشمالية", "kp"),
        ("КНДР", "kp"),
        ("KP", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Republic of Korea", "kr"),
        ("Russian", "ru"),
        ("روسيا", "ru"),
        ("United Kingdom of Great Britain and Northern Ireland", "gb"),
        ("no", "no"),
        ("na", "na"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_country_code(text: str, code: str | None) -> None:
    assert country_code(text) == code
