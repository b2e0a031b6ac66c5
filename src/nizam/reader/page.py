"""A page, however it comes, to a Document: text, language, title, body, clutter and date.

Offsets are code points of the input as given; for HTML they are those of the page's visible text (see `html.py`).
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
from nizam.text.dates import find_dates
from nizam.text.language import require_supported
from nizam.text.tokens import tokenise

# A dateline opens the first paragraph: place, perhaps agency and date, then a dash.
_DATELINE = re.compile(r"^[^.!?؟\n]{2,90}?\s?[-–—:]\s")
_MIN_WORDS = 4


def read_page(data: bytes | str, *, kind: Literal["html", "text"] | None = None, source: str = "") -> Document:
    """Read bytes or text as a page. `kind` None looks for itself whether it is HTML.

    Raises BadInput (binary, empty, longer than 5 million characters, no article) and UnsupportedLanguage.
    """
    text = decode(data, source)
    published: date | None = None
    if kind == "html" or (kind is None and looks_like_html(text)):
        page = read_html(text)
        text, layout, published = page.text, page.layout, page.published
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
    )


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
