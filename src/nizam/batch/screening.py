"""Rows of a table over the lists, a chunk at a time; where a state is given, only what changed is asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from nizam import recorded
from nizam.batch import ready
from nizam.batch.job import Done
from nizam.batch.since import Known, Since, Wide
from nizam.record import Record, replace
from nizam.screenfile.mapping import Columns
from nizam.screenfile.query import Query
from nizam.screenfile.run import ADDED, AT_ONCE, Options, ahead, answer, candidate, question
from nizam.screening.recall import Many, Recalling
from nizam.tabular import Line, as_text

_BLANK: list[Any] = [None] * (len(ADDED) - 1)


class Screen(Record, frozen=True):
    """Screen rows of a table over a dataset; see `nizam.screenfile`."""

    dataset: str
    columns: Columns
    options: Options
    today: date | None = None
    since: Since | None = None

    def begin(self) -> Rows:
        """Open the lists. Every row of every run is compared in the same way, by the kernel where there is one."""
        from nizam import athand
        from nizam.screening.quick import KERNEL

        ready.kernel()
        ready.indexes(self.dataset)
        KERNEL.wait()
        return Rows(self, athand.screener_of(self.dataset))


class Rows:
    """The lists open, and who was clear: called with a chunk, it answers."""

    def __init__(self, task: Screen, asks: Many) -> None:
        chosen = task.options
        self._columns, self._asks, self._today = task.columns, asks, task.today
        self._options = chosen if chosen.as_of else replace(chosen, as_of=task.today)
        self._known: Known | None = task.since.open(task.columns) if task.since else None
        self._records = recorded.Screening(
            task.dataset, limit=chosen.limit, threshold=chosen.threshold, scope=chosen.scope
        )

    def __call__(self, lines: Sequence[Line]) -> Done:
        rows: list[list[Any]] = []
        bad: list[tuple[str, str, Any]] = []
        clear: list[bytes] = []
        found = carried = 0
        for start in range(0, len(lines), AT_ONCE):
            part = lines[start : start + AT_ONCE]
            numbers = self._known.numbers(part) if self._known else ()
            passed = self._passed(part, self._known, numbers) if self._known else [False] * len(part)
            carried += sum(passed)
            for at, row in enumerate(self._answered(part, passed)):
                rows += row.cells
                found += row.found
                if row.error:
                    bad.append((part[at].place, row.error, [as_text(cell) for cell in part[at].cells]))
                if row.clear:
                    clear.append(numbers[at].tobytes())
        return Done(len(lines), found, rows, bad, carried, b"".join(clear))

    def _passed(self, lines: Sequence[Line], known: Known, numbers: Any) -> list[bool]:
        """Which rows were clear and are still."""
        # of a row that cannot be used, the cells are what could be saved of it
        passed = [one and not line.problem for line, one in zip(lines, known.clear(numbers), strict=True)]
        if not known.looks:
            return passed
        were = [at for at, one in enumerate(passed) if one]
        asked = [question(lines[at], self._columns, self._options) for at in were]
        sound = [(at, one) for at, one in zip(were, asked, strict=True) if isinstance(one, Query)]
        touched = known.touched([one for _, one in sound])
        still = {at for (at, _), met in zip(sound, touched, strict=True) if not met}
        return [at in still for at in range(len(lines))]

    def _answered(self, lines: Sequence[Line], passed: Sequence[bool]) -> Iterator[_Row]:
        """What becomes of each row."""
        wide = Wide(self._asks) if self._known else None
        # a memory for each round: what is worked out ahead for many rows must not crowd itself out
        asks = Recalling(wide or self._asks)
        asked = [
            None if done else question(line, self._columns, self._options)
            for line, done in zip(lines, passed, strict=True)
        ]
        ahead([one for one in asked if isinstance(one, Query)], asks, self._options)
        for line, query in zip(lines, asked, strict=True):
            if query is None:
                yield _Row(self._empty(line), clear=True)
                continue
            sifted, error = answer(line, query, asks, self._options, self._records, today=self._today)
            if error:
                yield _Row([[*line.cells, *_BLANK, error]], error=error)
                continue
            clear = False
            if wide is not None and isinstance(query, Query) and not (sifted.matches or sifted.dismissed):
                clear = wide.near.isdisjoint(query.names or [""])
            cells = [[*line.cells, *candidate(match)] for match in sifted.matches]
            yield _Row(cells or self._empty(line), found=bool(cells), clear=clear)

    def _empty(self, line: Line) -> list[list[Any]]:
        """The row of one without a candidate."""
        return [[*line.cells, *_BLANK, None]] if self._options.include_empty else []


class _Row(NamedTuple):
    """The rows that a row becomes, whether it has candidates, and whether none is anywhere near."""

    cells: list[list[Any]]
    found: bool = False
    clear: bool = False
    error: str = ""
