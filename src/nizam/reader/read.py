"""The whole reading of a document: entities, statements, items and references, joined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nizam.model.law import Vote
from nizam.model.text import Document, Reading, Span
from nizam.reader.items import find_items
from nizam.reader.page import read_page
from nizam.reader.parties import find_entities
from nizam.reader.references import find_references
from nizam.reader.segment import sentences
from nizam.reader.statements import find_statements
from nizam.reader.vocabulary import load_vocabulary
from nizam.record import replace
from nizam.text.language import PARTIAL, name_of

# Some fifteen thousand words: ten times a long report. What comes after is not read, and the notes say so.
MAX_READ = 100_000


def read(
    data: bytes | str,
    *,
    source: str = "",
    as_of: date | None = None,
    votes: Sequence[Vote] = (),
    today: date | None = None,
) -> Reading:
    """Read an article as it comes (bytes or text, HTML or plain); see `read_document`."""
    return read_document(read_page(data, source=source), as_of=as_of, votes=votes, today=today)


def dated(document: Document, as_of: date | None = None, today: date | None = None) -> Document:
    """The document with the day whose law applies, and where that day comes from.

    The reader's own choice first, then the day of the event, then the page's date, then today.
    """
    if as_of is not None:
        return replace(document, as_of=as_of, as_of_from="option")
    if document.event_date is not None:
        return replace(document, as_of=document.event_date, as_of_from="event")
    if document.page_date is not None:
        return replace(document, as_of=document.page_date, as_of_from="page")
    return replace(document, as_of=today or date.today(), as_of_from="today")


def read_document(
    document: Document, *, as_of: date | None = None, votes: Sequence[Vote] = (), today: date | None = None
) -> Reading:
    """Everything the reader finds in a document. `votes` are the regime's, to recognise drafts that were blocked.

    Korean and Chinese texts yield countries only, and the notes say so.
    """
    document = dated(document, as_of, today)
    notes = _notes(document)
    read, left = _within(document)
    if left:
        notes = (*notes, f"The article is very long: its first {MAX_READ:,} characters were read, {left:,} were not.")
    lines = sentences(read)
    entities = find_entities(document, lines)
    if document.language in PARTIAL:
        return Reading(document, entities.all, (), (), (), notes)
    statements = find_statements(document, lines, entities)
    items = find_items(document, lines, entities, statements, load_vocabulary())
    references = find_references(document, lines, entities, votes)
    return Reading(document, entities.all, statements, items, references, notes)


def _within(document: Document) -> tuple[Document, int]:
    """The document with no more paragraphs than are read, the last cut at a space, and how many characters are left."""
    room, kept = MAX_READ, []
    total = sum(span.end - span.start for span in document.paragraphs)
    for span in document.paragraphs:
        if span.end - span.start > room:
            cut = document.text.rfind(" ", span.start, span.start + room)
            if cut > span.start:
                kept.append(Span(span.start, cut))
                room -= cut - span.start
            elif not kept:
                kept.append(Span(span.start, span.start + room))
                room = 0
            break
        kept.append(span)
        room -= span.end - span.start
    left = total - (MAX_READ - room)
    return (replace(document, paragraphs=tuple(kept)), left) if left else (document, 0)


def _notes(document: Document) -> tuple[str, ...]:
    out = list(document.notes)
    if document.as_of_from == "today":
        out.append("The page gives no date and none was asked for: it is judged by today's law.")
    if document.as_of_from == "event" and document.page_date is not None and document.page_date != document.event_date:
        out.append(
            f"The page is dated {document.page_date}; what it describes took place on {document.event_date} (from the"
            " text or the table of known events), and is judged by the law of that day."
        )
    if document.language in PARTIAL:
        out.append(f"The text is in {name_of(document.language)}: only countries and listed parties are looked for.")
    return tuple(out)
