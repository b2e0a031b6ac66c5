from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nizam.errors import BadInput, UnsupportedLanguage
from nizam.reader.page import read_page
from nizam.reader.pages.html import visible_text

AR = """الرئيسية > اقتصاد | رياضة
12 أيار 2021 - 14:30
بحث
مصنع نسيج ينهي عقود عاملاته

مصنع نسيج ينهي عقود عاملاته

أولان باتور - خاص
قال مدير مصنع للصوف إن آخر سبعين عاملة غادرن المدينة صباح السبت على متن رحلة خاصة.
وأضاف أن تأشيراتهن انتهت ولم تجددها الوزارة رغم طلب المصنع.
اقرأ أيضاً: أسعار الصوف ترتفع
ولم ترد السفارة على الاتصالات الهاتفية طوال اليوم.

مقالات ذات صلة
• حالة الطقس اليوم
التعليقات
شكراً على هذا المقال المفيد جداً، لقد قرأته مرتين.
"""
EN = """From: desk@example.org
Home | World | Trade
Wool mill lets its seamstresses go

ULAANBAATAR, March 3, 2021 (Agency) - The last seventy seamstresses of a wool mill
left the city on Saturday, the director of the mill said. He said that their visas
had ended and that the ministry did not extend them.

The embassy did not answer calls.

Share: Facebook  X  Email
© 2021 The Agency. All rights reserved.
"""
HTML = """<!doctype html><html><head><title>Wool</title><script>var x = "<p>no</p>";</script>
<meta property="article:published_time" content="2020-02-03T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<h1>Wool mill lets its seamstresses go</h1>
<article><p>The last seventy seamstresses of a wool mill left the city on Saturday&nbsp;&mdash; the director of the mill
said so to reporters who had come to see them &amp; their bags at the airport.</p>
<p>He said that their <b>visas</b> had ended, and that the ministry did not extend them although
the mill had asked.</p></article>
<aside><h2>Related articles</h2><ul><li><a>Ten beaches</a></li></ul></aside><footer>© 2020</footer></body></html>"""


def test_scraped_arabic_page() -> None:
    page = read_page(AR)
    text = page.text
    assert page.language == "ar"
    assert page.title is not None
    assert page.title.of(text) == "مصنع نسيج ينهي عقود عاملاته"
    assert page.page_date == date(2021, 5, 12)
    bodies = [p.of(text) for p in page.paragraphs]
    assert bodies[0].startswith("أولان باتور")
    assert bodies[-1].startswith("ولم ترد السفارة")
    clutter = [c.of(text) for c in page.clutter]
    assert "اقرأ أيضاً: أسعار الصوف ترتفع" in clutter
    assert "مصنع نسيج ينهي عقود عاملاته" in clutter
    assert any("شكراً" in c for c in clutter)
    assert page.body.start <= page.paragraphs[0].start
    assert page.body.end == page.paragraphs[-1].end


def test_wrapped_lines_are_joined_and_the_dateline_read() -> None:
    page = read_page(EN)
    assert page.title is not None
    assert page.title.of(page.text) == "Wool mill lets its seamstresses go"
    assert page.page_date == date(2021, 3, 3)
    assert [p.of(page.text).split()[0] for p in page.paragraphs] == ["ULAANBAATAR,", "The"]
    assert page.body.start == page.title.start


def test_html_offsets_point_into_the_visible_text() -> None:
    page = read_page(HTML.encode())
    assert page.text == visible_text(HTML)
    assert page.title is not None
    assert page.title.of(page.text) == "Wool mill lets its seamstresses go"
    assert page.page_date == date(2020, 2, 3)
    first, last = (p.of(page.text) for p in page.paragraphs)
    assert "Saturday — the director" in first
    assert "& their bags" in first
    assert "their visas had" in last
    assert {"Home", "World", "Ten beaches"} <= {c.of(page.text) for c in page.clutter}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(codec: str) -> None:
    text = "Министр сообщил, что поставки муки будут продолжены до конца года. Об этом говорится в письме ведомства."
    assert text in read_page(text.encode(codec)).text


def test_arabic_code_page() -> None:
    text = "قال الوزير إن الشركة لن تبيع النفط هذا العام وإن العقود القديمة انتهت في الربيع الماضي"
    assert read_page(text.encode("cp1256")).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n", "picture"),
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x01\x02\x00\x03 abc", "binary"),
        ("x" * 5_000_001, "5,000,000"),
        ("Home | World | Sport\nSearch\nLog in\n", "no article"),
        ("<html><body><nav><a>Home</a></nav></body></html>", "no article"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes | str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_page(data)


def test_other_languages_are_named() -> None:
    with pytest.raises(UnsupportedLanguage, match="Spanish"):
        read_page(
            "El ministro dijo que los barcos no van a volver al puerto hasta que se firme el acuerdo con el país."
        )


def test_one_sentence_is_enough() -> None:
    assert len(read_page("A mill sold wool to Pyongyang.").paragraphs) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Trump and Kim Jong Un shook hands at their Singapore summit, and signed a short statement there.",
            date(2018, 6, 12),
        ),
        ("Путин и Ким Чен Ын провели переговоры на космодроме Восточный, сообщило агентство.", date(2023, 9, 13)),
        ("Putin will meet Xi in Beijing next week, the Kremlin said, for talks about gas.", None),
        ("The mill in Darkhan was visited on 3 May 2019 by inspectors, who talked with the workers.", date(2019, 5, 3)),
    ],
)
def test_event_date(text: str, day: date | None) -> None:
    assert read_page(text).event_date == day


def test_old_meeting_in_new_news_is_background() -> None:
    lead = "Five years after Trump met Kim Jong Un in Hanoi, the talks are dead, he said yesterday."
    text = f"Published 3 March 2024\n\n{lead}"
    assert read_page(text).event_date is None


def test_deep_nesting_and_long_lines_do_not_blow_up() -> None:
    with pytest.raises(BadInput):
        read_page("<div>" * 50_000 + "x" + "</div>" * 50_000)
    assert read_page("word " * 40_000).language == "en"


@pytest.mark.parametrize(
    ("name", "body"),
    [("a02_gulf_workers.txt", (0, 929)), ("a08_khasan.txt", (100, 1238)), ("a10_rotterdam.txt", (104, 1230))],
)
def test_bodies_of_the_annotated_articles(real_data: Path, name: str, body: tuple[int, int]) -> None:
    page = read_page((real_data / "articles" / name).read_bytes())
    assert (page.body.start, page.body.end) == body


def test_the_founding_article_without_its_clutter(real_data: Path) -> None:
    page = read_page((real_data / "articles" / "vostochny-2023.ar.txt").read_bytes())
    assert page.title is not None
    assert (page.title.start, page.title.end) == (53, 83)
    assert len(page.paragraphs) == 12
    assert len(page.clutter) == 6
    assert page.page_date == date(2024, 11, 5)
    assert page.event_date == date(2023, 9, 13)
