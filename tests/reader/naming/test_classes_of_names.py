"""Names by class, in invented sentences: compounds, homographs, short forms, named things, towns of two words."""

from __future__ import annotations

import pytest

from tests.reader.test_naming_classes import _found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Two words that make one given name, and a family name nobody knows.
        ("وقال مدير المحطة، عبد الودود زغلامي، إن العمل مستمر.", {("عبد الودود زغلامي", "person")}),
        ("وصرّحت بذلك الباحثة نور الهدى بوشارب، ثم غادرت بوشارب القاعة.", {("بوشارب", "person")}),
        ("وأكد كمال بن عاشور ذلك. ويرى بن عاشور أن الوقت مبكر.", {("بن عاشور", "person")}),
        # After a title and a verb of saying the surname needs no boundary.
        ("ورفض المدير العام جهاد الطنوبي الاقتراح.", {("جهاد الطنوبي", "person")}),
        # The first name of a patronymic, a double name, a bare name behind Mr.
        ("Hafiz bin Karimov signed. Later Hafiz denied it.", {("Hafiz bin Karimov", "person"), ("Hafiz", "person")}),
        ("The envoy, Clara Stone-Abele, spoke. Then Stone-Abele left.", {("Stone-Abele", "person")}),
        ("A certain Mr. Okwuosa paid in cash. Okwuosa has left.", {("Okwuosa", "person")}),
        # Between commas, by its class.
        ("They leased a barge to a Laotian carrier, Lotus Wing, in May.", {("Lotus Wing", "org")}),
        ("رفضت شركة الألبان، واسمها «بياض الريف»، التعليق.", {("بياض الريف", "org")}),
        ("ولم ترد الشركة الصانعة، «خطوط المد»، على السؤال.", {("خطوط المد", "org")}),
        # Towns of two words, wherever they stand once one place has told them.
        ("رست السفينة في ميناء بني غالب. ولا أحد في بني غالب يعرف السبب.", {("بني غالب", "place")}),
        ("وعاش الرجل في سيدي مرزوق عشرين عاماً.", {("سيدي مرزوق", "place")}),
    ],
)
def test_named(text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= _found(text), _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "وكان انتصار الفريق كبيراً، وهو أكبر فوز له.",
        "وورد في بيان وزعته الجهة أن الأمر انتهى.",
        "وباع العام الماضي شراء جديداً.",
    ],
)
def test_common_words_are_nobody(text: str) -> None:
    assert not any(kind == "person" for _, kind in _found(text)), _found(text)


def test_what_a_government_does_in_quotation_marks_is_no_name() -> None:
    found = _found("وقال إن الحكومة «تبيع الرمل مرتين» كل عام.")
    assert not any("تبيع" in words for words, _ in found), found


def test_a_lawmaker_is_no_maker() -> None:
    assert ("Yun Ha-rim", "person") in _found("In the hall, lawmaker Yun Ha-rim objected to the plan.")
