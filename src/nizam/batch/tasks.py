"""What a process does with a chunk of rows. Every task is made once per process, and asked chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec

from nizam import goodguys
from nizam.batch.job import Done
from nizam.errors import BadDeal, BadInput, NizamError
from nizam.model.entity import Match
from nizam.record import Record
from nizam.report.json import error_json
from nizam.screenfile.mapping import Columns
from nizam.screenfile.query import Query, Unusable, query_of
from nizam.screenfile.run import ADDED, Options, ask, candidate
from nizam.tabular import Line, as_text

_MOST_ERROR = 300
_ENCODER = msgspec.json.Encoder()


class Task(Protocol):
    """Answers a chunk."""

    def __call__(self, lines: Sequence[Line]) -> Done: ...


class Screen(Record, frozen=True):
    """Screen rows of a table over a dataset; see `nizam.screenfile`."""

    dataset: str
    columns: Columns
    options: Options

    def begin(self) -> Task:
        """Open the lists. Every row of every run is compared in the same way, by the kernel where there is one."""
        from nizam import athand
        from nizam.screening.quick import KERNEL

        KERNEL.wait()
        screener = athand.screener_of(self.dataset)
        return lambda lines: _screened(lines, self, screener)


class Check(Record, frozen=True):
    """Judge deals: each row is a deal's fields by the names of their columns."""

    names: tuple[str, ...]
    as_of: date | None = None

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

        return verdict_json(casework.check(given, as_of=self.as_of))


class Read(Record, frozen=True):
    """Read articles: each row has `id` and `text`, or the `path` of a file."""

    names: tuple[str, ...]
    as_of: date | None = None

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
        return {"id": given.get("id"), **article_json(casework.read(page, as_of=self.as_of))}


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


def _screened(lines: Sequence[Line], task: Screen, screener: Any) -> Done:
    queries: list[Query | None] = []
    bad: list[tuple[str, str, Any]] = []
    errors: dict[int, str] = {}
    for at, line in enumerate(lines):
        try:
            queries.append(query_of(line, task.columns, task.options.schema))
        except (Unusable, NizamError) as error:
            queries.append(None)
            errors[at] = str(error)[:_MOST_ERROR]
    answers = _answered(queries, task.options, screener, errors)
    blank: list[Any] = [None] * (len(ADDED) - 1)
    rows: list[list[Any]] = []
    found = 0
    for at, line in enumerate(lines):
        if at in errors:
            bad.append((line.place, errors[at], _shown(line)))
            rows.append([*line.cells, *blank, errors[at]])
        elif answers[at]:
            found += 1
            rows += [[*line.cells, *candidate(match)] for match in answers[at]]
        elif task.options.include_empty:
            rows.append([*line.cells, *blank, None])
    return Done(len(lines), found, rows, bad)


def _answered(
    queries: Sequence[Query | None], options: Options, screener: Any, errors: dict[int, str]
) -> Sequence[list[Match]]:
    """Candidates of every row. All names of a chunk are asked at once; row by row where some were dismissed before."""
    if goodguys.current().by_key:
        out: list[list[Match]] = []
        for at, query in enumerate(queries):
            try:
                out.append(ask(query, screener, options).matches if query else [])
            except Exception as error:  # as in a single run: the row says so, the others are answered
                errors[at] = f"{type(error).__name__}: {error}"[:_MOST_ERROR]
                out.append([])
        return out
    from nizam.screening.asked import Question

    places, questions = [], []
    for at, query in enumerate(queries):
        for name in (query.names or [""]) if query else ():
            places.append(at)
            questions.append(
                Question(
                    name,
                    query.schema if query else None,
                    tuple(query.countries) if query else (),
                    query.birth_date if query else None,
                    query.identifiers if query else None,
                    options.as_of,
                    options.limit,
                    options.threshold,
                )
            )
    best: list[dict[str, Match]] = [{} for _ in queries]
    for at, matches in zip(places, screener.screen_many(questions), strict=True):
        for match in matches:
            held = best[at].get(match.entity.id)
            if match.decided != "ruled_out" and (held is None or match.score > held.score):
                best[at][match.entity.id] = match
    return [sorted(found.values(), key=lambda match: match.score, reverse=True)[: options.limit] for found in best]


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
