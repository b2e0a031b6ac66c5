"""Past decisions that a change of a list may touch; a long log is shared out among the cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import msgspec

from nizam import lists
from nizam.audit.entry import Kept, plain
from nizam.audit.read import Bases, Decision, Filter, head, pages, picked
from nizam.record import replace
from nizam.replay.delta import Asked, Delta, ids_in
from nizam.screening import quick

Progress = Callable[[int], None]
ALONE = 100_000
"""Records from which it pays to start further processes."""
_SHARE = 50_000


class Counted:
    """Counts while past answers go by."""

    def __init__(self, progress: Progress | None) -> None:
        self.looked = self.again = self.erased = 0
        self._progress = progress

    def page(self, size: int) -> None:
        """So many more were looked at."""
        self.looked += size
        if self._progress is not None:
            self._progress(self.looked)

    def each(self, decisions: Iterable[Decision]) -> Iterator[Decision]:
        """The same decisions, counted."""
        for one in decisions:
            self.page(1)
            yield one


class _Names(msgspec.Struct):
    """Of what was asked, the names put to the lists, and what helps them."""

    name: str = ""
    names: list[str] = []
    schema: str | None = None
    countries: list[str] = []
    birth_date: str | None = None
    identifiers: dict[str, Any] = {}


class _Personal(msgspec.Struct):
    input: _Names
    names: list[Asked] = []
    identifiers: dict[str, Any] = {}


class _Result(msgspec.Struct):
    result: dict[str, Any]


_PERSONAL = msgspec.json.Decoder(_Personal, strict=False).decode
_RESULT = msgspec.json.Decoder(_Result).decode


def touched(delta: Delta, name: str, which: Filter, kinds: Sequence[str], counted: Counted) -> Iterator[Decision]:
    """The decisions that a change of the list `name` may touch, oldest first."""
    last = head()[0]
    first = which.after or 0
    if last - first < ALONE or (os.cpu_count() or 1) < 2:
        for connection, rows, chosen, erased in _pages(delta, name, which, kinds):
            counted.page(len(rows))
            counted.erased += erased
            yield from picked(connection, [rows[at] for at in chosen])
        return
    shares = [(start, min(start + _SHARE, last)) for start in range(first, last, _SHARE)]
    # compiled once, here, and read by the others; without it they take the plain way
    quick.KERNEL.wait()
    # a fresh interpreter each: threads and connections of this one do not go along
    with ProcessPoolExecutor(
        os.cpu_count(), multiprocessing.get_context("spawn"), initializer=_ready, initargs=(delta, name, which, kinds)
    ) as pool:
        for looked, erased, seqs in pool.map(_share, shares):
            counted.page(looked)
            counted.erased += erased
            for start in range(0, len(seqs), 500):
                yield from _by_number(seqs[start : start + 500])


_TASK: tuple[Delta, str, Filter, Sequence[str]] | None = None


def _ready(delta: Delta, name: str, which: Filter, kinds: Sequence[str]) -> None:
    global _TASK
    _TASK = (delta, name, which, kinds)
    quick.KERNEL.wait()


def _share(bounds: tuple[int, int]) -> tuple[int, int, list[int]]:
    """In a process of its own: how many records after the first number up to the second, how many of them cannot be
    asked, and the numbers of those touched."""
    assert _TASK is not None
    delta, name, which, kinds = _TASK
    before = bounds[1] + 1 if which.before is None else min(which.before, bounds[1] + 1)
    looked, gone, seqs = 0, 0, list[int]()
    for _, rows, chosen, erased in _pages(delta, name, replace(which, after=bounds[0], before=before), kinds):
        looked += len(rows)
        gone += erased
        seqs += [rows[at].seq for at in chosen]
    return looked, gone, seqs


def _by_number(seqs: Sequence[int]) -> list[Decision]:
    from sqlalchemy import select

    from nizam.audit import store
    from nizam.audit.read import kept_of
    from nizam.audit.tables import DECISIONS

    with store.reading() as connection:
        rows = connection.execute(select(DECISIONS).where(DECISIONS.c.seq.in_(seqs)).order_by(DECISIONS.c.seq))
        return picked(connection, [kept_of(row) for row in rows])


def _pages(
    delta: Delta, name: str, which: Filter, kinds: Sequence[str]
) -> Iterator[tuple[Any, list[Kept], list[int], int]]:
    """Each page of records with the places of those touched, and how many cannot be asked any more."""
    bases: Bases | None = None
    over: dict[str, bool] = {}
    for connection, rows in pages(which, kinds):
        bases = bases or Bases(connection)
        bases.connection = connection
        asked: list[Asked] = []
        owners: list[int] = []
        chosen: set[int] = set()
        erased = 0
        for at, kept in enumerate(rows):
            if kept.kind == "screen":
                if kept.basis not in over:
                    over[kept.basis] = bases[kept.basis].get("settings", {}).get("dataset") in (name, lists.DEFAULT)
                if not over[kept.basis]:
                    continue
            if kept.personal is None:
                erased += 1
                continue
            names = _asked(kept, delta)
            if names is None:
                chosen.add(at)
                continue
            asked += names
            owners += [at] * len(names)
        chosen.update(at for at, near in zip(owners, delta.near(asked), strict=True) if near)
        yield connection, rows, sorted(chosen), erased


def _asked(kept: Kept, delta: Delta) -> Sequence[Asked] | None:
    """The names of a record; None where it is touched whatever they are."""
    assert kept.personal is not None
    if b'"masked":["' in kept.line:
        return None
    try:
        held = _PERSONAL(plain(kept.personal))
    except msgspec.MsgspecError:
        return None
    if (b'"entity":"' in kept.line or b'"entry":"' in kept.line) and not delta.ids.isdisjoint(
        ids_in(_result(kept.line))
    ):
        return None
    if delta.shares_number(held.input.identifiers or held.identifiers):
        return None
    if kept.kind != "screen":
        return held.names
    query = held.input
    more = bool(query.birth_date or query.countries)
    return [(one, query.schema, more) for one in query.names or [query.name] if one]


def _result(line: bytes) -> Mapping[str, Any]:
    return _RESULT(line).result
