"""Asking again only what changed: a run puts down who was clear, and the next one leaves them alone.

    state file:  one line of JSON (what the run rested on)  ·  a number of 8 bytes for each clear row, sorted

A row is clear where no listed name came within `MARGIN` of the threshold. It stays clear while it says the same and
none of the entries that were added, changed or removed since has anything in common with it; every other row is asked
as if it were the first time, so the answers are those of a whole run. A clear row's number is a keyed hash of what
it says. Another program, other options or another day's lists that are no longer kept make a whole run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import __version__
from nizam.batch.changes import Changes, Rest, changes, resting_on
from nizam.batch.job import put
from nizam.errors import BadRequest
from nizam.model.entity import Match
from nizam.record import Record, replace
from nizam.recorded import basis
from nizam.screenfile.mapping import Columns
from nizam.screenfile.query import Query
from nizam.screening.asked import Question
from nizam.screening.recall import Many
from nizam.tabular import Line

if TYPE_CHECKING:
    from nizam.batch.screening import Screen

MARGIN = 0.15
"""How far below the threshold every listed name must stay for a row to be clear: far more than the words of a few new
names can move the scores of others (docs/batch.md)."""
_TOUCHED = 0.02
"""Score from which a changed entry has something in common with a row; the kernel gives no lower ones."""
_FORM = "nizam-clear-1"


class Since(Record, frozen=True):
    """What the processes of a run need. `state` is None where everything is asked, `changed` where nothing changed."""

    key: str
    state: Path | None = None
    changed: Path | None = None

    def open(self, columns: Columns) -> Known:
        """In a process."""
        return Known(self, columns)


class Head(Record, frozen=True):
    """What a state rests on."""

    form: str
    program: str
    dataset: str
    asked: str
    key: str
    day: str
    rows: int
    lists: dict[str, Rest]


class Plan(Record, frozen=True):
    """How a run goes about it: `why` everything is asked (`first`, `other`, `much`) or "", and what it will rest on."""

    since: Since
    head: Head
    why: str = ""


def plan(path: Path, task: Screen, folder: Path, key: str) -> Plan:
    """Compare what a state rested on with what a task has at hand; the entries that changed are indexed in `folder`.
    `key` is for the numbers of rows where there is no state yet."""
    dataset, options, columns = task.dataset, task.options, task.columns
    day = options.as_of or task.today or date.today()
    asked = json.dumps([options.schema, options.threshold, MARGIN, str(options.as_of or ""), properties(columns)])
    now = resting_on(dataset)
    head = Head(_FORM, f"{__version__} {basis.code()}", dataset, asked, key, day.isoformat(), 0, now)
    held = read(path)
    if held is None:
        return Plan(Since(key), head, "first")
    if (held.program, held.dataset, held.asked) != (head.program, dataset, asked):
        return Plan(Since(key), head, "other")
    found = changes(held.lists, now, date.fromisoformat(held.day), day)
    if found is None:
        return Plan(Since(key), head, "much")
    return Plan(Since(held.key, path, found.indexed(folder)), replace(head, key=held.key, lists=found.rest))


def properties(columns: Columns) -> list[str]:
    """What the columns that matter are, in the order in which a row's number takes them."""
    return [name for name, _ in _places(columns)]


def _places(columns: Columns) -> list[tuple[str, int]]:
    held = (*columns.names, *columns.parts, *columns.births, *columns.countries, *columns.identifiers)
    more = (("schema", columns.schema), ("scope", columns.scope))
    return [*held, *((name, at) for name, at in more if at is not None)]


def read(path: Path) -> Head | None:
    """The head of a state; None where there is none, or it is damaged or of another version."""
    import msgspec

    try:
        with path.open("rb") as handle:
            line = handle.readline()
        head = msgspec.json.decode(line, type=Head)
        whole = path.stat().st_size == len(line) + 8 * head.rows
    except (OSError, msgspec.MsgspecError):
        return None
    return head if whole and head.form == _FORM and not len(line) % 8 else None


def identity(path: Path) -> str:
    """What a state is, so that a run that was broken off goes on only with the same."""
    try:
        with path.open("rb") as handle:
            return hashlib.sha256(handle.readline()).hexdigest()
    except OSError:
        return ""


def keep(path: Path, head: Head, clear: Iterable[bytes]) -> None:
    """Write who was clear: whole, or the old state stays. Raises BadRequest."""
    import msgspec
    import numpy as np

    pieces = [np.frombuffer(one, "<u8") for one in clear]
    numbers = np.unique(np.concatenate(pieces)) if pieces else np.zeros(0, "<u8")
    line = msgspec.json.encode(replace(head, rows=len(numbers)))
    # the numbers are mapped: they begin at a multiple of eight
    line += b" " * (-(len(line) + 1) % 8) + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, (line, numbers.tobytes()))
    except OSError as error:
        raise BadRequest(f"{path} cannot be written: {error.strerror}; name another file for --delta.") from None


class Known:
    """Who was clear, in a process."""

    def __init__(self, since: Since, columns: Columns) -> None:
        import numpy as np

        self._key = bytes.fromhex(since.key)
        self._at = [at for _, at in _places(columns)]
        self._clear = np.zeros(0, "<u8")
        self._changed = Changes.opened(since.changed) if since.changed else None
        head = read(since.state) if since.state else None
        if since.state and head and head.rows:
            start = since.state.stat().st_size - 8 * head.rows
            self._clear = np.memmap(since.state, "<u8", "r", start, (head.rows,))

    @property
    def looks(self) -> bool:
        """Whether a clear row has to be held against entries that changed."""
        return self._changed is not None

    def numbers(self, lines: Sequence[Line]) -> Any:
        """The number of each row."""
        import numpy as np

        made = b"".join(
            hashlib.blake2b(
                repr([line.cells[at] for at in self._at]).encode("utf-8", "surrogatepass"),
                digest_size=8,
                key=self._key,
            ).digest()
            for line in lines
        )
        return np.frombuffer(made, "<u8")

    def clear(self, numbers: Any) -> list[bool]:
        """Which of the rows were clear."""
        import numpy as np

        if not self._clear.size:
            return [False] * len(numbers)
        at = np.minimum(np.searchsorted(self._clear, numbers), self._clear.size - 1)
        found: list[bool] = (self._clear[at] == numbers).tolist()
        return found

    def touched(self, queries: Sequence[Query]) -> list[bool]:
        """Which queries have something in common with an entry that changed."""
        if self._changed is None:
            return [False] * len(queries)
        asked = [
            Question(name, one.schema, one.countries, one.birth_date, one.identifiers, None, 1, _TOUCHED, True)
            for one in queries
            for name in (one.names or [""])
        ]
        met, out, at = self._changed.screen_many(asked), [], 0
        for one in queries:
            end = at + max(len(one.names), 1)
            out.append(any(met[at:end]))
            at = end
        return out


class Wide:
    """Answers as a screener does, and notes the names that came near the threshold without reaching it."""

    def __init__(self, asks: Many) -> None:
        self._asks = asks
        self.near: set[str] = set()

    def screen_many(self, questions: Sequence[Question]) -> list[list[Match]]:
        """What the screener says. Where that is nothing, a lower threshold is asked for as well, for the note alone."""
        out = self._asks.screen_many(questions)
        empty = [one for one, found in zip(questions, out, strict=True) if not _open(found)]
        lower = [one._replace(threshold=max(one.threshold - MARGIN, 0.0)) for one in empty]
        for question, found in zip(empty, self._asks.screen_many(lower), strict=True):
            if _open(found):
                self.near.add(question.name)
        return out


def _open(found: Sequence[Match]) -> bool:
    return any(match.decided != "ruled_out" for match in found)


__all__ = ["MARGIN", "Head", "Known", "Plan", "Since", "Wide", "identity", "keep", "plan", "read"]
