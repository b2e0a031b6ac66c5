"""Lines for a terminal: wrapped by what a screen shows, right-to-left words kept apart, nothing that could steer it."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable

from nizam.model.verdict import Outcome
from nizam.text.scripts import FSI, PDI

WIDTH = 100
_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_QUOTE = re.compile("«[^«»]*»")
# Days and numbered paragraphs: after Arabic letters their parts would change places (2017-09-11, 1718/8(d)).
_RUN = re.compile(r"\d{4}-\d\d-\d\d(?: – (?:\d{4}-\d\d-\d\d|…))?|\b\d{4}/\d+(?:\([a-z]+\))*")
_STYLES = {"bold": "1", "soft": "2", "warn": "33"}
_COLOURS = {
    Outcome.PROHIBITED: "1;31",
    Outcome.UNDETERMINED: "1;33",
    Outcome.NEEDS_COMMITTEE_APPROVAL: "1;35",
    Outcome.NEEDS_NOTIFICATION: "1;34",
    Outcome.CAPPED: "1;36",
    Outcome.PERMITTED_WITH_CONDITIONS: "1;32",
    Outcome.ADVISED_AGAINST: "33",
    Outcome.NOT_RESTRICTED: "1",
}


def clean(text: str) -> str:
    """Text from outside on one line, without control characters and without direction marks of its own."""
    flat = " ".join(text.translate(_BIDI).split())
    return "".join(char for char in flat if unicodedata.category(char) != "Cc")


def apart(text: str, base: str) -> str:
    """Cleaned text, wrapped so that it does not reorder a line that runs in `base` direction (`ltr` or `rtl`)."""
    text = clean(text)
    foreign = ("R", "AL") if base == "ltr" else ("L",)
    return f"{FSI}{text}{PDI}" if any(unicodedata.bidirectional(char) in foreign for char in text) else text


def mixed(text: str, base: str) -> str:
    """A sentence of ours with the article's words in guillemets, each of which stands apart, as do days and numbers."""
    return runs(_QUOTE.sub(lambda found: apart(found[0], base), clean(text)), base)


def runs(text: str, base: str) -> str:
    """A sentence in which days and paragraph numbers keep their order where the line runs right to left."""
    return _RUN.sub(lambda found: f"{FSI}{found[0]}{PDI}", text) if base == "rtl" else text


def quoted(text: str, base: str, most: int = 240) -> str:
    """Words of the article in guillemets; long ones end at a whole word."""
    text = clean(text)
    if width(text) > most:
        kept: list[str] = []
        for word in text.split(" "):
            if width(" ".join((*kept, word))) > most - 2:
                break
            kept.append(word)
        text = " ".join(kept) + " …"
    return apart(f"«{text}»", base)


def width(text: str) -> int:
    """Columns a text takes on a screen: marks and direction controls none, wide characters two."""
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` where words permit: no word is cut. What is kept apart stays so on every line."""
    rows: list[list[str]] = [[]]
    used = 0
    for word in text.split():
        cells = width(word)
        if rows[-1] and used + 1 + cells > columns:
            rows.append([])
            used = 0
        used += cells + (1 if rows[-1] else 0)
        rows[-1].append(word)
    out, open_ = [], 0
    for row in rows:
        line = FSI * open_ + " ".join(row)
        open_ = max(0, line.count(FSI) - line.count(PDI))
        out.append(line + PDI * open_)
    return out


def screen_columns() -> int:
    """How wide a line may be: the terminal's width or what COLUMNS says, at most WIDTH; else WIDTH."""
    sized = bool(os.environ.get("COLUMNS")) or _on_terminal()
    return max(40, min(WIDTH, shutil.get_terminal_size((80, 24)).columns if sized else WIDTH))


def _on_terminal() -> bool:
    try:
        return os.isatty(1)
    except OSError:
        return False


class Sheet:
    """Lines as they are written, coloured only where asked."""

    def __init__(self, *, color: bool, columns: int = 0) -> None:
        self._color, self._columns = color, columns or screen_columns()
        self._lines: list[str] = []

    def line(self, text: str, indent: int = 0, *, first: str = "", style: str | Outcome = "") -> None:
        """A paragraph, wrapped; `first` is written before its first line and the others hang under it."""
        hang = indent + width(first)
        for at, row in enumerate(wrapped(text, max(20, self._columns - hang))):
            lead = " " * indent + first if at == 0 else " " * hang
            self._lines.append(lead + self._styled(row, style))

    def lines(self, texts: Iterable[str], indent: int = 0, *, first: str = "· ") -> None:
        """A list."""
        for text in texts:
            self.line(text, indent, first=first)

    def gap(self) -> None:
        """One empty line, never two."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, text: str, outcome: Outcome | None = None) -> None:
        """A heading with a rule under the whole width."""
        self.gap()
        rule = "─" * max(3, self._columns - width(text) - 1)
        self._lines.append(self._styled(text, outcome or "bold") + " " + self._styled(rule, "soft"))

    def text(self) -> str:
        return "\n".join(self._lines).rstrip() + "\n"

    def _styled(self, text: str, style: str | Outcome) -> str:
        if not self._color or not style or not text:
            return text
        code = _COLOURS[style] if isinstance(style, Outcome) else _STYLES[style]
        return f"\x1b[{code}m{text}\x1b[0m"
