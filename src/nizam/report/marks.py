"""What to highlight in the article, and how overlapping stretches nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from nizam.model.text import Document, Reading, Span
from nizam.record import Record, replace
from nizam.report.labels import Labels
from nizam.report.people import People
from nizam.report.shape import Block, Card, Mark

_DEEPEST = 24
"""Marks nested deeper than this are left out: nobody could tell them apart."""

_OUTERMOST = ("statement", "item", "reference", "cue", "entity")


class Piece(Record, frozen=True):
    """A stretch of text (`mark` None) or a mark with what stands in it. `first`: its first piece, if it was split."""

    start: int
    end: int
    mark: Mark | None = None
    first: bool = True
    inside: tuple[Piece, ...] = ()


def blocks(document: Document) -> tuple[Block, ...]:
    """Title, paragraphs and clutter as they stand; what is none of them and not blank is `rest`."""
    known = [Block("clutter", c.start, c.end) for c in document.clutter]
    known += [Block("paragraph", p.start, p.end) for p in document.paragraphs]
    if document.title is not None:
        known.append(Block("title", document.title.start, document.title.end))
    out: list[Block] = []
    at = 0
    for block in sorted(known, key=lambda b: (b.start, b.end)):
        if block.end <= at:
            continue
        if block.start < at:
            block = replace(block, start=at)
        out.extend(_rest(document.text, at, block.start))
        out.append(block)
        at = block.end
    out.extend(_rest(document.text, at, len(document.text)))
    return tuple(out)


def _rest(text: str, start: int, end: int) -> list[Block]:
    stretch = text[start:end]
    if not stretch.strip():
        return []
    return [Block("rest", start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))]


def marks(reading: Reading, cards: Sequence[Card], people: People, words: Labels) -> tuple[Mark, ...]:
    """Every finding as a stretch of the text with the card it belongs to and what to say on hovering."""
    out: list[Mark] = []
    for number, s in enumerate(sorted(reading.statements, key=lambda s: s.span), 1):
        speaker = people.name(s.speaker) or words.ui("author")
        title = f"{speaker} · {words.title('modes', s.mode)} · {words.title('polarities', s.polarity)}"
        out.append(Mark(s.span.start, s.span.end, "statement", f"statement-{number}", title))
    items = {item.id: item for item in reading.items}
    cues: set[Span] = set()
    for card in cards:
        item = items[card.id]
        title = f"{words.ui('show_card', n=card.number, headline=card.verdict.headline)} ({card.status})"
        span, target = item.span, f"item-{card.number}"
        out.append(Mark(span.start, span.end, "item", target, title, card.verdict.outcome, card.number))
        if item.status_cue is not None and item.status_cue not in cues:
            cue = item.status_cue
            cues.add(cue)
            out.append(Mark(cue.start, cue.end, "cue", target, f"{card.status}: {card.means}"))
    for r in reading.references:
        title = f"{words.title('reference_kinds', r.kind)} · {r.id}"
        out.append(Mark(r.span.start, r.span.end, "reference", "references", title))
    for e in reading.entities:
        about = [people.entity(e), people.office(e.id) or people.country(e)]
        title = " · ".join(part for part in about if part)
        named = [m for m in e.mentions if m.kind in ("name", "role")]
        out.extend(Mark(m.span.start, m.span.end, "entity", f"entity-{e.id}", title) for m in named)
    return tuple(dict.fromkeys(mark for mark in out if mark.start < mark.end))


def nested(start: int, end: int, found: Iterable[Mark]) -> tuple[Piece, ...]:
    """The stretch `start:end` as pieces that nest. A mark that crosses another's end is split there."""
    rows = [
        _Row(max(mark.start, start), -min(mark.end, end), _OUTERMOST.index(mark.kind), at, mark, mark.start >= start)
        for at, mark in enumerate(found)
        if mark.start < end and start < mark.end
    ]
    return _pieces(start, end, rows, _DEEPEST)


class _Row(NamedTuple):
    """A mark on its way into the tree, ordered by start, longest first, outermost kind first."""

    start: int
    minus_end: int
    rank: int
    at: int
    mark: Mark
    first: bool


def _pieces(start: int, end: int, rows: list[_Row], depth: int) -> tuple[Piece, ...]:
    heapify(rows)
    out: list[Piece] = []
    at = start
    while rows:
        row = heappop(rows)
        last = -row.minus_end
        inner: list[_Row] = []
        while rows and rows[0].start < last:
            other = heappop(rows)
            if -other.minus_end > last:
                heappush(rows, other._replace(start=last, first=False))
                other = other._replace(minus_end=-last)
            inner.append(other)
        if at < row.start:
            out.append(Piece(at, row.start))
        inside = _pieces(row.start, last, inner, depth - 1) if depth else (Piece(row.start, last),)
        out.append(Piece(row.start, last, row.mark, row.first, inside))
        at = last
    if at < end:
        out.append(Piece(at, end))
    return tuple(out)
