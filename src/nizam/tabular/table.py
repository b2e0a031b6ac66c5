"""What a table is here, whatever file it came from: named columns, and rows that each know their place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from nizam.errors import BadInput
from nizam.record import Record

MOST_COLUMNS = 10_000
MOST_RECORD = 32 * 1024 * 1024
"""Longest row of a text form, in characters: a longer one is a quotation mark that was never closed, or no table."""


class Line(Record, frozen=True):
    """One row. `place` is as people find it, `line 7` or `row 7`; `cells` are as many as the columns.

    `problem` says why the row cannot be used; its cells then hold what could be saved of it.
    """

    place: str
    cells: Sequence[Any]
    problem: str = ""


class Table(ABC):
    """An open table. `columns` are the names as the file gives them, an empty one replaced by `column_3`."""

    def __init__(self, name: str, form: str, columns: Sequence[str]) -> None:
        self.name, self.form, self.columns = name, form, tuple(columns)
        self.short_rows = 0

    @abstractmethod
    def lines(self) -> Iterator[Line]:
        """Every row in order, read as it is asked for. Raises BadInput naming file and place."""

    @abstractmethod
    def share(self) -> float | None:
        """How much was read, 0 to 1; None where that is not known."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""


def column_names(cells: Sequence[Any], name: str, place: str) -> list[str]:
    """Names of columns from a header row. Raises BadInput where two columns have one name, or there is none."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        text = "" if cell is None else str(cell).strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
        text = text or f"column_{number}"
        if text in seen:
            raise BadInput(f"{name}, {place}: columns {seen[text]} and {number} are both called {text!r}; rename one.")
        seen[text] = number
        found.append(text)
    if not found:
        raise BadInput(f"{name} is empty; the first row names the columns.")
    if len(found) > MOST_COLUMNS:
        raise BadInput(f"{name}, {place}: {len(found)} columns; there may be {MOST_COLUMNS}.")
    return found


def fitted(cells: Sequence[Any], width: int) -> list[Any]:
    """Cells cut or filled up to a width."""
    return [*cells[:width], *([None] * (width - len(cells)))]


def column_at(columns: Sequence[str], wanted: str, name: str) -> int:
    """Where a column is. Case and blanks at the ends need not agree where that is clear. Raises BadInput."""
    if wanted in columns:
        return columns.index(wanted)
    loose = [at for at, column in enumerate(columns) if column.strip().casefold() == wanted.strip().casefold()]
    if len(loose) == 1:
        return loose[0]
    folded = {column.casefold(): column for column in columns}
    near = get_close_matches(wanted.casefold(), folded, n=1, cutoff=0.6)
    hint = f" Did you mean {folded[near[0]]!r}?" if near else ""
    shown = ", ".join(columns[:20]) + (" …" if len(columns) > 20 else "")
    raise BadInput(f"{name} has no column {wanted!r}; it has: {shown}.{hint}")
