"""Han characters as they are said: in pinyin, and as Koreans read them."""

from __future__ import annotations

import pytest

from nizam.names import han, tokens
from nizam.screening.wording import readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张成泽", ("zhang chengze", "장성택")),
        ("張成澤", ("zhang chengze", "장성택")),
        ("欧阳明", ("ouyang ming", "구양명")),
        ("金正恩", ("jin zhengen", "김정은")),
        ("Kim", ()),
        ("金", ()),
        ("丹东鸿祥实业发展有限公司", ()),
    ],
)
def test_a_name_is_said_two_ways(text: str, expected: tuple[str, ...]) -> None:
    assert han.spoken(text) == expected


def test_a_name_asked_in_han_is_looked_up_as_it_is_said() -> None:
    assert readings("陈全国", asked=True) == ["陈全国", "chen quanguo", "진전국"]
    assert readings("陈全国") == ["陈全国"]


def test_known_words_are_found_inside_a_body_written_without_spaces() -> None:
    said = [token.text for token in tokens.body("丹东鸿祥贸易有限公司")]
    assert said == ["#dandong", "鸿祥", "#trade"]
