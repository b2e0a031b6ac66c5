"""Scraped plain text: which lines are the article, which its title, which the page around it.

The rules look at lines: prose has many words or ends like a sentence; menus are short words between separators;
related links, comments and share buttons follow headings listed in `resources/page.yml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nizam import yamltext
from nizam.model.text import Span
from nizam.record import Record
from nizam.text.dates import find_dates
from nizam.text.normalise import fold, squeeze
from nizam.text.tokens import tokenise

_RESOURCE = Path(__file__).parent.parent / "resources" / "page.yml"
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SEPARATOR = re.compile(r"\s*[|·•›>]\s*|\s+[»«/]\s+|\s{2,}|\t+")
_TERMINAL = re.compile(r"[.!?؟…。！？۔][\"”“»’')\]]*\s*$")
_BULLET = re.compile(r"^\s*(?:[•·▪■●○►▶‣*–—-]|\d{1,2}[.)])\s+")
_LONG = 2000
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_DATELINE_LINE = re.compile(r"^[^\d.!?؟]{2,40}\s[-–—/|]\s[^\d.!?؟]{2,40}$")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_CAPTION = re.compile(r"^[\[(].{0,200}[\])]$")


class Line(Record, frozen=True):
    """A line of the page, trimmed; `key` is its comparable form; `blank` tells an empty line before it."""

    start: int
    end: int
    text: str
    key: str
    words: int
    blank: bool


class Layout(NamedTuple):
    """The parts of a page. `dated` are lines of clutter around the title that may carry the page's date."""

    title: Span | None
    paragraphs: tuple[Span, ...]
    clutter: tuple[Span, ...]
    dated: tuple[Span, ...]


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = yamltext.load(_RESOURCE)
    return {name: frozenset(_key(form) or form for forms in by.values() for form in forms) for name, by in data.items()}


def _key(text: str) -> str:
    return squeeze(" ".join(_EDGES.sub("", part) for part in fold(_EDGES.sub("", squeeze(text))).split()))


def lay_out(text: str) -> Layout:
    """Find title, paragraphs and clutter of a scraped page; no paragraphs where there is no article."""
    lines = _joined(_lines(text), text)
    if not lines:
        return Layout(None, (), (), ())
    counts = Counter(line.key for line in lines)
    kinds = [_kind(line) for line in lines]
    first = _first_prose(kinds)
    if first is None:
        return _without_prose(lines, kinds)
    title = _title(lines, kinds, first, counts)
    if title is not None and title == first:
        first = next((i for i in range(first + 1, len(lines)) if kinds[i] == "prose"), first)
    last = _last(lines, kinds, first)
    title_key = lines[title].key if title is not None else ""
    body: list[Span] = []
    clutter: list[Span] = []
    dated: list[Span] = []
    for index, line in enumerate(lines):
        span = Span(line.start, line.end)
        if index == title:
            continue
        inside = first <= index <= last or (title is not None and title < index < first)
        if inside and _belongs(line, kinds[index], index, first, title_key):
            body.append(span)
        else:
            clutter.append(span)
            if index < first + 1 or index > last:
                dated.append(span)
    return Layout(
        Span(lines[title].start, lines[title].end) if title is not None else None,
        tuple(body),
        tuple(clutter),
        tuple(dated),
    )


def _lines(text: str) -> list[Line]:
    out: list[Line] = []
    previous = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip(" \t\u00a0\u200b\u200e\u200f\ufeff\u202a\u202b\u202c")
        if not stripped:
            continue
        start = match.start() + raw.index(stripped[0])
        end = start + len(stripped)
        gap = text[previous:start]
        # Keys are compared with headings and menus: of a very long line the beginning tells enough.
        out.append(Line(start, end, stripped, _key(stripped[:_LONG]), _count(stripped), gap.count("\n") > 1))
        previous = end
    return out


def _count(text: str) -> int:
    """Words of a line; Chinese and Japanese write none, so two of their characters make one."""
    return max(len(text.split()), len(_HAN.findall(text)) // 2)


def _joined(lines: list[Line], text: str) -> list[Line]:
    """Put hard-wrapped lines (mail, terminals, PDF text) together again, block by block between empty lines."""
    out: list[Line] = []
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not (line.blank and block):
            block.append(line)
            continue
        if _wrapped(block):
            start, end = block[0].start, block[-1].end
            whole = text[start:end]
            out.append(Line(start, end, whole, _key(whole), len(whole.split()), block[0].blank))
        else:
            out.extend(block)
        block = [line] if line is not None else []
    return out


def _wrapped(block: Sequence[Line]) -> bool:
    """Lines of much the same length that mostly end in mid-sentence."""
    if len(block) < 2:
        return False
    inner = block[:-1]
    widest = max(len(line.text) for line in block)
    if not 50 <= widest <= 132:
        return False
    open_ended = sum(1 for line in inner if not _TERMINAL.search(line.text))
    full = sum(1 for line in inner if len(line.text) >= widest - 24)
    bullets = sum(1 for line in block[1:] if _BULLET.match(line.text))
    return not bullets and open_ended >= 0.6 * len(inner) and full >= 0.8 * len(inner)


def _kind(line: Line) -> str:
    """prose, short, ui, date, tail or inline."""
    words = _words()
    if line.key in words["ui"] or not line.key:
        return "tail" if line.key in words["tail"] else "ui"
    if _opens(line, words["tail"]):
        return "tail"
    if _opens(line, words["inline"]):
        return "inline"
    if line.words <= 12 and _is_dated(line):
        return "date"
    if _is_menu(line):
        return "ui"
    if line.words >= 12 or (line.words >= 5 and _TERMINAL.search(line.text)):
        return "prose"
    return "short"


def _opens(line: Line, phrases: frozenset[str]) -> bool:
    """Whether a line is a heading of the list: the phrase alone, with a colon after it, or with very little more."""
    if line.key in phrases:
        return True
    head, sign, _ = line.text.partition(":")
    if sign and len(head) < 40 and (_key(head) in phrases or fold(squeeze(head)) + ":" in phrases):
        return not (line.words > 25 and _TERMINAL.search(line.text))
    parts = line.key.split()
    if line.words <= 8 and not _TERMINAL.search(line.text):
        return any(" ".join(parts[:size]) in phrases for size in (2, 3, 4) if len(parts) > size)
    return line.words <= 30 and any(
        line.key.startswith(phrase + " ") for phrase in ("read also", "اقرا ايضا", "читаите также", "читайте также")
    )


def _is_dated(line: Line) -> bool:
    """A line that is a date and hardly more: time, weekday, "published"."""
    tokens = tokenise(line.text)
    found = [d for d in find_dates(line.text, tokens) if d.precision == "day"]
    if not found:
        return False
    rest = [
        t for t in tokens
        if not any(d.start <= t.start < d.end for d in found) and not t.folded[:1].isdigit() and len(t.folded) > 2
    ]  # fmt: skip
    return len(rest) <= 4


def _is_menu(line: Line) -> bool:
    if len(line.text) > _LONG:
        return False
    parts = [part for part in _SEPARATOR.split(line.text) if part.strip(" .,:-")]
    if len(parts) < 2 or (_TERMINAL.search(line.text) and not line.text.rstrip().endswith("...")):
        return False
    longest = max(len(part.split()) for part in parts)
    if len(parts) >= 3:
        return longest <= 6
    return longest <= 3 and any(_key(part) in _words()["ui"] for part in parts)


def _first_prose(kinds: Sequence[str]) -> int | None:
    return next((i for i, kind in enumerate(kinds) if kind == "prose"), None)


def _title(lines: Sequence[Line], kinds: Sequence[str], first: int, counts: Counter[str]) -> int | None:
    """The title's line: one that is repeated, else the first heading-like line above the prose."""
    above = [i for i in range(first) if kinds[i] == "short" and lines[i].words >= 2]
    repeated = [i for i in above if counts[lines[i].key] > 1 and lines[i].words >= 3]
    if repeated:
        return repeated[0]
    long_enough = [i for i in above if lines[i].words >= 4 and not _DATELINE_LINE.match(lines[i].text)]
    if long_enough:
        return long_enough[0]
    # A headline long enough to look like prose: no full stop, and real prose after it.
    line = lines[first]
    if not _TERMINAL.search(line.text) and line.words <= 28 and any(k == "prose" for k in kinds[first + 1 :]):
        return first
    if above:
        return max(above, key=lambda i: lines[i].words)
    return None


def _last(lines: Sequence[Line], kinds: Sequence[str], first: int) -> int:
    """The last line of the body: prose before the related links, comments and buttons begin."""
    prose = [i for i in range(first, len(lines)) if kinds[i] == "prose"]
    whole = sum(lines[i].words for i in prose)
    before = lines[first].words if kinds[first] == "prose" else 0
    stop = len(lines)
    for index in range(first + 1, len(lines)):
        if kinds[index] != "tail":
            before += lines[index].words if kinds[index] == "prose" else 0
            continue
        after = whole - before
        certain = any(lines[index].key == w or lines[index].key.startswith(w + " ") for w in _words()["end"])
        if after <= 0.34 * before or (certain and after <= 3 * before):
            stop = index
            break
    last = max((i for i in prose if i < stop), default=first)
    # A closing line too short for prose still ends like a sentence.
    while (
        last + 1 < stop
        and kinds[last + 1] == "short"
        and _TERMINAL.search(lines[last + 1].text)
        and lines[last + 1].words >= 2
    ):
        last += 1
    return last


def _belongs(line: Line, kind: str, index: int, first: int, title_key: str) -> bool:
    if line.key == title_key or kind in ("ui", "date", "tail", "inline") or _CAPTION.match(line.text):
        return False
    if index < first and not _DATELINE_LINE.match(line.text) and line.words < 4:
        return False
    return not (kind == "short" and line.words < 2 and not _TERMINAL.search(line.text))


def _without_prose(lines: Sequence[Line], kinds: Sequence[str]) -> Layout:
    """A note of a line or two: the lines that are words and no menu; nothing where there are none."""
    body = [i for i, kind in enumerate(kinds) if kind == "short" and lines[i].words >= 3]
    if len(lines) > 6 and len(body) > 3:
        body = []  # a list of links
    spans = tuple(Span(lines[i].start, lines[i].end) for i in body)
    rest = tuple(Span(x.start, x.end) for i, x in enumerate(lines) if i not in body)
    return Layout(None, spans, rest, rest)
