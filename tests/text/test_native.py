"""Countries in Korean and Chinese: names, capitals, runs of signs, sides."""

from __future__ import annotations

import pytest

from nizam.text.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("中朝贸易额上升，北京没有回应。", ["cn", "kp", "cn"]),
        ("美日韩三国外长在首尔会晤。", ["us", "jp", "kr", "kr"]),
        ("俄方和中方均未回应。", ["ru", "cn"]),
        ("북러 정상이 만났고 한미일 3국은 규탄했다.", ["kp", "ru", "kr", "us", "jp"]),
        ("평양과 모스크바는 답하지 않았다.", ["kp", "ru"]),
        ("한·미·일은 반대했다.", ["kr", "us", "jp"]),
        ("阿聯酋與沙特簽約。", ["ae", "sa"]),
        # Words that only hold a sign or a name.
        ("中心城市的美术馆。", []),
        ("日本海附近的越南語學校。", []),
        ("한강 공원에서 미술 전시가 열렸다.", []),
    ],
)
def test_countries(text: str, codes: list[str]) -> None:
    found = gazetteer().find_native(text, 0, len(text))
    assert [named.country for _, _, named in found] == codes
    assert all(0 <= low < high <= len(text) for low, high, _ in found)
