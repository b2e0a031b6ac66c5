"""What a process does with a chunk of rows. Every task is made once per process, and asked chunk by chunk.

Names are screened in `screening.py`; deals are judged and articles read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec

from nizam.batch.job import Done
from nizam.batch.screening import Screen
from nizam.errors import BadDeal, BadInput, NizamError
from nizam.record import Record
from nizam.report.json import error_json
from nizam.tabular import Line, as_text

_MOST_ERROR = 300
_ENCODER = msgspec.json.Encoder()


class Task(Protocol):
    """Answers a chunk."""

    def __call__(self, lines: Sequence[Line]) -> Done: ...


class Check(Record, frozen=True):
    """Judge deals: each row is a deal's fields by the names of their columns."""

    names: tuple[str, ...]
    as_of: date | None = None
    today: date | None = None

    def begin(self) -> Task:
        """Load the law and the words."""
        from nizam.reader.vocabulary import load_vocabulary
        from nizam.regime.load import load_regime

        load_regime()
        load_vocabulary()
        return lambda lines: _each(lines, self.names, self._one)

    def _one(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        from nizam import casework
        from nizam.report.json import verdict_json

        return verdict_json(casework.check(given, as_of=self.as_of, today=self.today))


class Read(Record, frozen=True):
    """Read articles: each row has `id` and `text`, or the `path` of a file."""

    names: tuple[str, ...]
    as_of: date | None = None
    today: date | None = None

    def begin(self) -> Task:
        """Load the law and the words."""
        Check(self.names).begin()
        return lambda lines: _each(lines, self.names, self._one)

    def _one(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        from nizam import casework
        from nizam.reader.page import read_page
        from nizam.report.json import article_json

        if not (given.get("text") or given.get("path")):
            raise BadDeal("text", "each row is one article as `text`, or a file as `path`.")
        path = given.get("path")
        data = Path(path).read_bytes() if path else str(given["text"]).encode("utf-8", "replace")
        page = read_page(data, source=str(path or given.get("id") or "-"))
        return {"id": given.get("id"), **article_json(casework.read(page, as_of=self.as_of, today=self.today))}


Tasks = Screen | Check | Read


def _each(lines: Sequence[Line], names: Sequence[str], work: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Done:
    """A line of JSON for every row; one that fails has its error in its place, and is set apart as well."""
    rows, bad, found = [], list[tuple[str, str, Any]](), 0
    for line in lines:
        given: Mapping[str, Any] = {}
        try:
            if line.problem:
                raise BadInput(line.problem)
            given = _object(names, line.cells)
            answer = work(given)
            found += 1
        except NizamError as error:
            answer = error_json(str(given.get("id", "")), error.code, getattr(error, "field", ""), str(error))
            bad.append((line.place, str(error)[:_MOST_ERROR], _shown(line)))
        except Exception as error:  # one row's trouble must not cost the others
            said = f"{type(error).__name__}: {error}"[:_MOST_ERROR]
            answer = error_json(str(given.get("id", "")), "internal", "", said)
            bad.append((line.place, said, _shown(line)))
        rows.append([_ENCODER.encode(answer).decode()])
    return Done(len(lines), found, rows, bad)


def _shown(line: Line) -> list[str]:
    return [as_text(cell) for cell in line.cells]


def _object(names: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """A row as an object: empty cells say nothing, `supplier.name` is the name inside the supplier."""
    out: dict[str, Any] = {}
    for name, value in zip(names, cells, strict=False):
        if value is None or value == "":
            continue
        *path, last = name.split(".")
        place = out
        for part in path:
            inner = place.setdefault(part, {})
            if not isinstance(inner, dict):
                raise BadDeal(name, f"{part} is a value of its own already; name the column otherwise.")
            place = inner
        place[last] = value
    return out


__all__ = ["Check", "Read", "Screen", "Task", "Tasks"]
