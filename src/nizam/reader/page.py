"""A page, however it comes, to a Document: text, language, title, body, clutter and date.

Offsets are code points of the input as given; for HTML they are those of the page's visible text (see `html.py`), for
PDF and Word files those of the text taken out of them (see `pdf.py`, `docx.py`), with the offset of each page.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from nizam.errors import BadInput
from nizam.model.text import Document, Span
from nizam.reader.pages import events, plain
from nizam.reader.pages.decode import decode
from nizam.reader.pages.html import looks_like_html, read_html
from nizam.reader.pages.sheets import Extracted
from nizam.text.dates import find_dates
from nizam.text.language import require_supported
from nizam.text.tokens import tokenise

# A dateline opens the first paragraph: place, perhaps agency and date, then a dash.
_DATELINE = re.compile(r"^[^.!?؟\n]{2,90}?\s?[-–—:]\s")
_MIN_WORDS = 4


def read_page(
    data: bytes | str,
    *,
    kind: Literal["html", "text"] | None = None,
    source: str = "",
    published: date | None = None,
) -> Document:
    """Read bytes or text as a page. `kind` None looks for itself whether it is HTML, a PDF or a Word document.

    `published` is the day a feed gives for it: the page's own metadata go before it, dates in its text after it.
    Raises BadInput (binary, empty, longer than 5 million characters, no article) and UnsupportedLanguage.
    """
    taken = _taken(data, source)
    text = decode(taken.text if taken else data, source)
    if kind == "html" or (kind is None and not taken and looks_like_html(text)):
        page = read_html(text)
        text, layout, published = page.text, page.layout, page.published or published
    else:
        layout = plain.lay_out(text)
    words = sum(len(span.of(text).split()) for span in layout.paragraphs)
    if not layout.paragraphs or (words < _MIN_WORDS and not _native(text)):
        raise BadInput(
            f"{source or 'The input'} holds no article: no running text was found beside menus and links. "
            "Give the page of one article, or its text."
        )
    language = require_supported("\n".join(span.of(text) for span in layout.paragraphs))
    body = _body(layout)
    page_date = published or _page_date(text, layout)
    event = events.find_event(text, [*([layout.title] if layout.title else []), *layout.paragraphs], page_date)
    return Document(
        text=text,
        language=language,
        title=layout.title,
        body=body,
        paragraphs=layout.paragraphs,
        clutter=layout.clutter,
        page_date=page_date,
        event_date=event.day if event else None,
        source=source,
        pages=taken.pages if taken else (),
        notes=taken.notes if taken else (),
    )


def _taken(data: bytes | str, source: str) -> Extracted | None:
    """The text of a file that is no text itself; None for all others."""
    if isinstance(data, str):
        return None
    # Some makers write a line or two before the mark.
    if data[:1024].find(b"%PDF-") >= 0 and not data[:200].lstrip().startswith(b"<"):
        from nizam.reader.pages.pdf import read_pdf

        return read_pdf(data, source or "The input")
    if data[:4] == b"PK\x03\x04":
        from nizam.reader.pages.docx import is_docx, read_docx

        return read_docx(data, source or "The input") if is_docx(data) else None
    return None


def _native(text: str) -> bool:
    """Korean, Chinese and Japanese need fewer blanks for as many words."""
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text[:2000])


def _body(layout: plain.Layout) -> Span:
    """From the first paragraph to the end of the last; a title right above the first one belongs to it."""
    start, end = layout.paragraphs[0].start, layout.paragraphs[-1].end
    title = layout.title
    if title is not None and title.end <= start and not any(title.end <= c.start < start for c in layout.clutter):
        start = title.start
    return Span(start, end)


def _page_date(text: str, layout: plain.Layout) -> date | None:
    """The page's own date: in the lines around the title, in the dateline, or below the article."""
    first = layout.paragraphs[0]
    for span in layout.dated:
        if span.start < first.start and (found := _day_in(text, span)):
            return found
    for paragraph in layout.paragraphs[:2]:
        opening = _DATELINE.match(text[paragraph.start : min(paragraph.end, paragraph.start + 140)])
        if opening and (found := _day_in(text, Span(paragraph.start, paragraph.start + opening.end()))):
            return found
    for span in layout.dated:
        if span.start > first.start and span.end - span.start < 120 and (found := _day_in(text, span)):
            return found
    return None


def _day_in(text: str, span: Span) -> date | None:
    found = find_dates(text, tokenise(text, span.start, min(span.end, span.start + 400)))
    return next((d.first for d in found if d.precision == "day" and not d.relative), None)
