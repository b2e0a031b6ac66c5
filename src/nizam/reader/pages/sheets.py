"""Lines on printed pages → one text of paragraphs, with the offset at which each page begins.

A line of print ends where the paper does. Lines that go on are joined with a blank, a word cut by a hyphen at the
line's end is put together, and a paragraph goes on over the page's end. What stands on most pages alike, numbers apart
(running heads, page numbers), is left out, so that no sentence is cut by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_ENDS = re.compile(r"[.!?؟…:;؛。！？][\"”“»’')\]]*$")
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"^(?:[•·▪■●○►▶‣*–—-]|\(?\d{1,3}[.)])\s")
_HEADS = 2
_LETTERS = re.compile(r"[^\W\d_]")
# Lines further apart than this many usual distances belong to different paragraphs.
_APART = 1.25


class Line(NamedTuple):
    """A printed line: its text, left and right edge, base line from the foot and letter size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Extracted(NamedTuple):
    """The text of a document of pages. `pages` are the offsets at which they begin; `notes` tell what was not read."""

    text: str
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """One paragraph a line, an empty line between them, and the offset of each page's first character."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    last: Line | None = None

    def put(text: str) -> None:
        nonlocal length
        pieces.append(text)
        length += len(text)

    for page in _without_heads(pages):
        pitch = _pitch(page)
        left, right = _edges(page)
        opened = False
        for line in page:
            if last is not None:
                follows = _goes_on(last, line, pitch if opened else 0.0, (left, right))
                if follows and _cut(pieces[-1], line.text):
                    # before a capital the hyphen is the name's own
                    own = "-" if line.text[:1].isupper() else ""
                    pieces[-1] = pieces[-1][:-1] + own
                    length += len(own) - 1
                else:
                    put(" " if follows else "\n\n")
            if not opened:
                starts.append(length)
                opened = True
            put(line.text[:-1].replace("\u00ad", "") + line.text[-1:])
            last = line
        if not opened:
            starts.append(length)
    return "".join(pieces) + ("\n" if pieces else ""), tuple(starts)


def _without_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet."""

    def key(line: Line) -> str:
        return _DIGITS.sub("#", line.text)

    counts = Counter(k for page in pages for k in {key(line) for line in [*page[:_HEADS], *page[-_HEADS:]]})
    often = {k for k, count in counts.items() if count >= 3 and count > 0.4 * len(pages)}
    out = []
    for page in pages:
        kept = [
            line
            for number, line in enumerate(page)
            if not ((number < _HEADS or number >= len(page) - _HEADS) and (key(line) in often or _number(line, pages)))
        ]
        out.append(kept)
    return out


def _number(line: Line, pages: Sequence[Sequence[Line]]) -> bool:
    """A page number: no letter, and no more digits than pages may have."""
    return len(pages) > 1 and len(line.text) <= 9 and not _LETTERS.search(line.text)


def _pitch(page: Sequence[Line]) -> float:
    """The distance of two lines of a paragraph: a small one, for gaps between paragraphs must not count."""
    steps = sorted(a.base - b.base for a, b in pairwise(page) if 0.9 * b.size < a.base - b.base < 4 * a.size)
    return steps[len(steps) // 6] if steps else 0.0


def _edges(page: Sequence[Line]) -> tuple[float, float]:
    return (min((line.left for line in page), default=0.0), max((line.right for line in page), default=0.0))


def _goes_on(last: Line, line: Line, pitch: float, edges: tuple[float, float]) -> bool:
    """Whether a line belongs to the paragraph of the one before. `pitch` is 0 where it is the first of a page."""
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size) or _BULLET.match(line.text):
        return False
    ended = bool(_ENDS.search(last.text))
    if not pitch:
        return not ended and not _short(last, line, edges)
    step = last.base - line.base
    if step <= 0:
        # the next column begins
        return not ended
    if step > _APART * pitch:
        return False
    return not (_short(last, line, edges) and (ended or _width(last) < 0.6 * (edges[1] - edges[0])))


def _short(last: Line, line: Line, edges: tuple[float, float]) -> bool:
    """Whether the line before had room for the next one's first word: then it ended on purpose."""
    words = line.text.split(" ", 1)
    per_letter = _width(line) / max(len(line.text), 1)
    column = max(_width(last), _width(line))
    room = min(edges[1] - edges[0], column * 1.05) - _width(last)
    return room > (len(words[0]) + 2) * per_letter + 0.04 * column


def _cut(before: str, after: str) -> bool:
    """Whether a word was cut at the line's end."""
    return before.endswith("\u00ad") or (before.endswith("-") and after[:1].islower())


def _width(line: Line) -> float:
    return line.right - line.left
