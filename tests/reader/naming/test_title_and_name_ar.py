"""A name behind a title that says for whom its bearer speaks; a place behind a noun without the article."""

from __future__ import annotations

import pytest

from nizam.reader.read import read


def _persons(text: str) -> list[str]:
    return [m.span.of(text) for e in read(text).entities if e.type == "person" for m in e.mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ونفى المتحدث باسم الميناء بافل روماننكو أن تكون السفينة قد وصلت.", "بافل روماننكو"),
        ("وقال المتحدث باسم المطار سيرغي كوفالينكو إن الرحلة ألغيت.", "سيرغي كوفالينكو"),
        ("وأكد الناطق باسم المصنع إيغور سوكولوف أن العمل توقف.", "إيغور سوكولوف"),
        ("وقال مدير المستشفى فلاح العبيدي إن الأدوية وصلت.", "فلاح العبيدي"),
    ],
)
def test_spokesmen_of_a_place_have_their_names(text: str, name: str) -> None:
    assert any(name in found for found in _persons(text))


@pytest.mark.parametrize("text", ["عبرت الشاحنات معبر مهران أمس.", "وصلت السفينة إلى ميناء سلطان أمس."])
def test_a_town_behind_its_noun_is_nobody(text: str) -> None:
    assert _persons(text) == []
