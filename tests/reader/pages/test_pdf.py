"""PDF files: text in reading order with its pages, and clear words about those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam import casework
from nizam.errors import BadInput
from nizam.reader.page import read_page
from nizam.reader.pages import pdf as reading
from nizam.reader.pages.pdf import backwards, read_pdf
from nizam.report.json import article_json
from tests.reader.pages.made import pdf

ARABIC = Path(__file__).parent / "wheat-ar.pdf"
PAGE = [
    "A grain firm said on Monday that it had sold five hundred tonnes of wheat to",
    "a mill in Pyongyang, and that the ship would sail from Vladivostok in May.",
]


def test_right_to_left_text_is_put_in_order() -> None:
    found = read_pdf(ARABIC.read_bytes(), "wheat")
    assert found.text.startswith("شحنة قمح تصل إلى ميناء نامبو\n")
    for words in (
        "طشقند - 18 حزيران 2024 - وصلت إلى ميناء نامبو",
        "في كوريا الشمالية سفينة «نور البحر» وعلى متنها 5,200 طن من القمح",
        "ما أعلنته شركة Samarkand Grain 7",
        "(ومقرها طشقند) صباح اليوم.",
        "نسبة 40% من الشحنة هبة",
        "2024/05/02 عند الساعة 10:15 بعد مفاوضات",
    ):
        assert words in found.text
    assert found.text[found.pages[1] :].startswith("وأضاف كريموف أن شركته لن تشتري الفحم")
    assert "right-to-left" in found.notes[0]


def test_every_span_of_a_report_has_its_page() -> None:
    case = casework.read(read_page(ARABIC.read_bytes()))
    report = article_json(case)
    text, second = case.reading.document.text, report["document"]["pages"][1]
    assert report["document"]["title"]["page"] == 1
    spans = [mention for entity in report["entities"] for mention in entity["mentions"]]
    assert spans
    assert all(text[one["start"] : one["end"]] == one["text"] for one in spans)
    assert all(one["page"] == (2 if one["start"] >= second else 1) for one in spans)
    assert any("right-to-left" in note for note in report["notes"])


def test_other_documents_have_no_pages() -> None:
    report = article_json(casework.read(read_page("A mill sold wool to Pyongyang in 2019.")))
    assert "pages" not in report["document"]
    assert "page" not in report["document"]["body"]


def test_lines_are_joined_and_running_heads_left_out() -> None:
    names = ("A grain", "A coal", "An iron", "A wool", "A fish")
    pages = [
        [
            "The Daily Grain",
            "",
            PAGE[0].replace("A grain", name),
            PAGE[1].replace("a mill", f"{name} mill"),
            "",
            "- 1 -",
        ]
        for name in names
    ]
    found = read_pdf(pdf(pages), "x")
    assert "tonnes of wheat to A coal mill in Pyongyang, and that the ship" in found.text
    assert "Daily Grain" not in found.text
    assert len(found.pages) == 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n\0\1\2", "damaged"),
        (pdf([PAGE])[:200], "damaged"),
        (pdf([[], []]), "a scan"),
        (pdf([PAGE], extra=b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"28" * 32 + b">/U<" + b"41" * 32
             + b">>>/ID[<00><00>]"), "password"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_page(data, source="paper.pdf")


def test_pages_that_are_pictures_are_told() -> None:
    assert "1 of the 2 pages" in read_pdf(pdf([PAGE, []]), "x").notes[0]


def test_a_reader_that_dies_or_hangs_is_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(BadInput, match="could not be read within"):
        read_pdf(pdf([PAGE]), "x")


def test_text_that_came_out_backwards_is_noticed() -> None:
    right = "وصلت السفينة إلى الميناء وأعلنت الشركة المصدرة نهاية الرحلة البحرية الطويلة"
    assert not backwards(right)
    assert backwards(right[::-1])
