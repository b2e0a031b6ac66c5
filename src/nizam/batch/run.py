"""A file, or a folder of parts, from beginning to end: read, answered on all cores, written whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from nizam import __version__, durable, lists, settings, tabular
from nizam.batch import pool, ready, since
from nizam.batch.job import Done, Job, content_of, identity_of
from nizam.batch.tasks import Check, Read, Screen, Tasks
from nizam.errors import BadInput, BadRequest
from nizam.goodguys import book
from nizam.record import Record, asdict, replace
from nizam.regime.load import load_regime, regimes
from nizam.screenfile.mapping import mapping_of
from nizam.screenfile.run import ADDED, Options
from nizam.tabular import Table

VERBS = ("screen", "check", "read")
_ROWS = {"screen": 2000, "check": 100, "read": 20}
"""Rows of a chunk: a second's work or so."""
_PLENTY = 2
"""Chunks a process from which deals and articles are worth waiting until screening is compiled."""
_FORMS = ("csv", "tsv", "jsonl", "parquet")
_ENDINGS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"})
_DOCUMENTS = frozenset({".txt", ".html", ".htm", ".md", ".pdf", ".docx"})


class Asked(Record, frozen=True):
    """What to do: `verb`, and the options of the single command. `delta` is the state of the run before (see `since`),
    of a folder of parts a folder of states."""

    verb: str
    columns: tuple[str, ...] = ()
    schema_column: str | None = None
    dataset: str = lists.DEFAULT
    options: Options = Options()
    as_of: date | None = None
    workers: int = 0
    delta: Path | None = None


@dataclass(slots=True)
class Counts:
    """What was done: rows, those with an answer (a candidate, a verdict), set apart; taken up from before a crash;
    known to be clear from the run before. `why` everything was asked though there might be such (see `since.Plan`)."""

    rows: int = 0
    found: int = 0
    failed: int = 0
    resumed: int = 0
    carried: int = 0
    parts: int = 0
    why: str = ""


Progress = Callable[[Counts, float | None], None]


def run(
    source: Path, out: Path, asked: Asked, progress: Progress | None = None, told: ready.Told = ready.nobody
) -> Counts:
    """Answer every row of a table, or of each table of a folder, which gives a folder of the same names.

    `out` is whole or not there; rows that could not be answered also stand in `OUT.quarantine.jsonl`, with the reason.
    A run that was broken off goes on where it was when the same is asked again. `told` hears of steps that keep the
    work waiting. Raises BadInput, BadRequest.
    """
    counts = Counts()
    if source.is_dir() and not (asked.verb == "read" and _documents(source)):
        parts = sorted(path for path in source.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file())
        if not parts:
            raise BadInput(f"{source} holds no table (csv, tsv, jsonl, parquet); name a folder of such files.")
        if out.exists() and not out.is_dir():
            raise BadRequest(f"{out} is a file; parts go to a folder.")
        for part in parts:
            one = replace(asked, delta=asked.delta / f"{part.name}.clear") if asked.delta else asked
            _one(part, out / _named(part, asked.verb), one, counts, progress, told)
        return counts
    if out.is_dir():
        raise BadRequest(f"{out} is a folder; name the file to write.")
    _one(source, out, asked, counts, progress, told)
    return counts


def _named(part: Path, verb: str) -> str:
    return part.name if verb == "screen" else f"{part.name.split('.')[0]}.jsonl"


def _one(source: Path, out: Path, asked: Asked, counts: Counts, progress: Progress | None, told: ready.Told) -> None:
    form = tabular.form_of(out.name)
    if form not in (_FORMS if asked.verb == "screen" else ("jsonl",)):
        wanted = ", ".join(_FORMS) if asked.verb == "screen" else "jsonl: a verdict or a report on each line"
        raise BadRequest(f"{out} has another ending; a batch writes {wanted}.")
    if asked.delta and asked.verb != "screen":
        raise BadRequest("only screening can leave out what did not change; leave --delta away.")
    counts.parts += 1
    with ExitStack() as stack:
        table: Table = _Documents(source) if source.is_dir() else stack.enter_context(tabular.opened(str(source)))
        task = _task(asked, table)
        of = {**identity_of(source), "task": asdict(task), **_rests_on(asked), "rows": _ROWS[asked.verb]}
        job = Job(out, of)
        stack.callback(job.leave)
        task, plan = replace(task, today=job.today), None
        if isinstance(task, Screen) and asked.delta:
            plan = since.plan(asked.delta, task, job.folder, job.key)
            task, counts.why = replace(task, since=plan.since), plan.why or counts.why
        numbers = _answer(table, task, job, asked, counts, progress, told)
        if asked.verb == "screen":
            with tabular.created(str(out), str(form), table.columns, ADDED, table) as writer:
                for done in job.every(numbers):
                    for row in done.rows:
                        writer.write(row)
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            durable.write_lines(out, (row[0] for done in job.every(numbers) for row in done.rows))
        _set_apart(out, job.every(numbers))
        if plan and asked.delta:
            since.keep(asked.delta, plan.head, (done.clear for done in job.every(numbers)))
        job.close()


def _answer(
    table: Table, task: Tasks, job: Job, asked: Asked, counts: Counts, progress: Progress | None, told: ready.Told
) -> int:
    """Have every chunk answered that is not yet; how many there are."""
    number = 0
    size, workers = _ROWS[asked.verb], asked.workers or pool.cores()

    def missing() -> Iterator[pool.Chunk]:
        nonlocal number
        lines = table.lines()
        while chunk := list(islice(lines, size)):
            if job.resumed and job.has(number):
                held = pool.tally(job.done(number))
                _count(counts, held)
                counts.resumed += held.asked
            else:
                yield number, job.path(number), chunk
            number += 1

    chunks = missing()
    first = list(islice(chunks, workers * _PLENTY))
    if isinstance(task, Screen):
        ready.indexes(task.dataset, told)
    if first and (isinstance(task, Screen) or len(first) == workers * _PLENTY):
        ready.kernel(told)
    for _, one in pool.answered(task, chain(first, chunks), workers):
        _count(counts, one)
        if progress is not None:
            progress(counts, table.share())
    return number


def _count(counts: Counts, one: pool.Tally) -> None:
    counts.rows += one.asked
    counts.found += one.found
    counts.failed += one.failed
    counts.carried += one.carried


def _task(asked: Asked, table: Table) -> Tasks:
    if asked.verb == "screen":
        return Screen(asked.dataset, mapping_of(table, asked.columns, asked.schema_column, None), asked.options)
    kind = Check if asked.verb == "check" else Read
    return kind(tuple(table.columns), asked.as_of)


def _rests_on(asked: Asked) -> dict[str, Any]:
    """The program, the lists, the packs and what the user keeps beside them: with others of them, a run begins anew."""
    found: dict[str, Any] = {"nizam": __version__, "lists": lists.content_hash(), "dismissed": content_of(book.path())}
    if asked.verb != "screen":
        found["packs"] = {name: load_regime(name).sha256 for name in regimes()}
        found["ledger"] = content_of(settings.ledger()[0])
        found["model"] = settings.model()[:2]
    if asked.delta:
        found["delta"] = since.identity(asked.delta)
    return found


def _set_apart(out: Path, every: Iterator[Done]) -> None:
    path = out.with_name(f"{out.name}.quarantine.jsonl")
    bad = [one for done in every for one in done.bad]
    if not bad:
        path.unlink(missing_ok=True)
        return
    lines = (
        json.dumps({"place": place, "error": why, "row": row}, ensure_ascii=False, default=str)
        for place, why, row in bad
    )
    durable.write_lines(path, lines)


def _documents(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _DOCUMENTS)


class _Documents(Table):
    """A folder of articles as a table: one row a file, in the order of their names."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "folder", ("id", "path"))
        self._paths, self._read = _documents(folder), 0

    def lines(self) -> Iterator[tabular.Line]:
        for path in self._paths:
            self._read += 1
            yield tabular.Line(path.name, [path.name, str(path)])

    def share(self) -> float | None:
        return self._read / len(self._paths)

    def close(self) -> None:
        """Nothing is held open."""
