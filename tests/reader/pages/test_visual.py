"""Letters at places → text in reading order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.reader.pages.visual import Glyph, in_reading_order, plain


def drawn(visual: str, width: float = 5.0) -> list[Glyph]:
    """A line as it looks from left to right; letters of one width, blanks not drawn."""
    return [
        Glyph(letter, at * width, (at + 1) * width, 10.0, at, visual[:at].count(" "))
        for at, letter in enumerate(visual)
        if letter != " "
    ]


@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("باتك", "كتاب"),
        ("2024 ناريزح 18", "18 حزيران 2024"),
        ("10:15 ةعاسلا", "الساعة 10:15"),
        ("ةصاخ Boeing 737 ةرئاط", "طائرة Boeing 737 خاصة"),
        ("13-09-2023 يف", "في 2023-09-13"),
        ("»رحبلا رون« ةنيفس", "سفينة «نور البحر»"),
        ("«رحبلا رون» ةنيفس", "سفينة «نور البحر»"),
        (")لاثم( ةملك", "كلمة (مثال)"),
    ],
)
def test_a_right_to_left_line(visual: str, text: str) -> None:
    assert in_reading_order(drawn(visual), rightwards=False) == text


def test_right_to_left_words_in_a_left_to_right_line() -> None:
    assert in_reading_order(drawn("the word باتك ديدج means"), rightwards=True) == "the word جديد كتاب means"


def test_the_order_of_the_file_does_not_matter() -> None:
    line = drawn("2024 ناريزح 18")
    assert in_reading_order(line[::-1], rightwards=False) == "18 حزيران 2024"


def test_marks_stand_after_their_letters() -> None:
    line = [*drawn("ملس"), Glyph("\u0651", 6.5, 8.5, 10.0, 9)]
    assert in_reading_order(line, rightwards=False) == "سلّم"


def test_shapes_are_taken_apart() -> None:
    assert plain("\ufefb") == "لا"
    assert plain("\ufb01") == "fi"
    assert plain("\u200f") == ""


@settings(deadline=None)
@given(st.text(alphabet="ابتث abc123.,:-()«»ّ", max_size=40))
def test_no_letter_is_lost(visual: str) -> None:
    found = in_reading_order(drawn(visual), rightwards=False)
    same = str.maketrans("«»()", "»»((")
    assert sorted(found.replace(" ", "").translate(same)) == sorted(visual.replace(" ", "").translate(same))
