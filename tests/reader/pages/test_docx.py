"""Word documents: paragraphs, pages, and everything that is wrong with a zip."""

from __future__ import annotations

import pytest

from nizam.errors import BadInput
from nizam.reader.page import read_page
from nizam.reader.pages import docx as reading
from nizam.reader.pages.docx import read_docx
from tests.reader.pages.made import docx, paragraph

TEXT = "A firm in Dandong bought 500 tonnes of coal from North Korea in May 2019."


def test_paragraphs_breaks_and_what_is_not_there_for_a_reader() -> None:
    body = (
        paragraph("One ", "line.")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Two</w:t><w:tab/><w:t>parts</w:t></w:r></w:p>"
        + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>"
        + "<w:tbl><w:tr><w:tc>" + paragraph("cell") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert read_docx(docx(body), "x").text.split("\n\n") == ["One line.", "Two\tparts", "seen", "cell", ""]


def test_pages_as_word_laid_them_out() -> None:
    body = paragraph(TEXT) + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second page.</w:t></w:r></w:p>"
    document = read_page(docx(body))
    assert document.pages == (0, document.text.index("Second"))
    assert document.page_of(document.text.index("page.")) == 2
    assert read_page(docx(paragraph(TEXT))).page_of(5) is None


def test_an_entity_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(BadInput, match="document type"):
        read_docx(docx(paragraph("x"), prologue=bomb), "x")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1 << 20)
    with pytest.raises(BadInput, match="unpacks to more than 1 MB"):
        read_docx(docx(paragraph("x" * (4 << 20))), "x")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(paragraph(TEXT))[:-60], "damaged"),
        (docx(paragraph("")), "without running text"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "nests"),
        (docx("<w:p><w:r>"), "broken XML"),
        (docx(paragraph(TEXT), name="xl/workbook.xml"), "other than .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_page(data, source="paper.docx")
