"""Chunks of rows to processes, and nothing but their numbers back: each process puts its answers on disk itself."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from nizam import recorded, settings
from nizam.audit.who import ASKED_BY
from nizam.batch import job
from nizam.batch.tasks import Task, Tasks
from nizam.errors import SourceError
from nizam.record import Record
from nizam.tabular import Line

Chunk = tuple[int, Path, Sequence[Line]]
_AHEAD = 3
"""Chunks per process that are read ahead: memory stays flat however long the input."""
_task: Task | None = None


class Tally(Record, frozen=True):
    """Of a chunk: rows asked, rows answered, rows set apart, rows known to be clear."""

    asked: int
    found: int
    failed: int
    carried: int


def tally(done: job.Done) -> Tally:
    """What is counted of a chunk's answers."""
    return Tally(done.asked, done.found, len(done.bad), done.carried)


def answered(task: Tasks, chunks: Iterable[Chunk], workers: int) -> Iterator[tuple[int, Tally]]:
    """The number and the tally of each chunk as it is done, in any order.

    Raises SourceError where a process died: what was done until then stays done.
    """
    if workers == 1:
        _begin(task, _Around.here())
        for number, path, lines in chunks:
            yield number, _work(path, lines)
        return
    # a fresh start: locks and threads of this process are nobody else's
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (task, _Around.here())) as pool:
        waiting: dict[Future[Tally], int] = {}
        try:
            for number, path, lines in chunks:
                while len(waiting) >= workers * _AHEAD:
                    yield from _finished(waiting)
                waiting[pool.submit(_work, path, lines)] = number
            while waiting:
                yield from _finished(waiting)
        except BrokenProcessPool:
            raise SourceError(
                "a working process was killed (out of memory?); run the same command again: it goes on from there."
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _finished(waiting: dict[Future[Tally], int]) -> Iterator[tuple[int, Tally]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()


class _Around(Record, frozen=True):
    """What a command said around its work, that other processes must be told: who asks, and which ledger counts."""

    who: str
    ledger: Path | None

    @staticmethod
    def here() -> _Around:
        return _Around(ASKED_BY.get(), settings.LEDGER.get())


def _begin(task: Tasks, around: _Around) -> None:
    global _task
    ASKED_BY.set(around.who)
    settings.LEDGER.set(around.ledger)
    _task = task.begin()


def _work(path: Path, lines: Sequence[Line]) -> Tally:
    if _task is None:
        raise RuntimeError("asked before it began")
    done = _task(lines)
    # no answer is kept before its record is on disk
    recorded.settle()
    job.keep(path, done)
    return tally(done)
