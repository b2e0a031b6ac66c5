"""Retention: what was asked is erased after its time, or when a person asks for it; the chain stays whole.

A record says in the chain which records were erased, when, by whom and why. Nothing else of them goes: what was
decided, by which law and lists, stands as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nizam.audit import entry, store
from nizam.audit.read import Filter, each
from nizam.audit.write import append_within
from nizam.errors import BadRequest
from nizam.record import Record

_AT_ONCE = 5000


class Erased(Record, frozen=True):
    """How many records lost their personal part, in which ranges of numbers."""

    count: int
    ranges: tuple[tuple[int, int], ...]


def erase(
    *,
    before: date | None = None,
    text: str = "",
    seqs: Sequence[int] = (),
    reason: str,
    author: str,
    dry_run: bool = False,
) -> Erased:
    """Erase what was asked in records older than a day, in those that hold a text, or by number: one of the three.

    On disk when this returns, in the file's free pages and its log, too. Raises BadRequest.
    """
    if not reason.strip():
        raise BadRequest("say why with --reason: the erasure itself is recorded.")
    if sum((before is not None, bool(text.strip()), bool(seqs))) != 1:
        raise BadRequest("give one of: a day, a text, or numbers of records.")
    chosen = sorted(set(_chosen(before, text.strip(), seqs)))
    ranges = tuple(_ranges(chosen))
    if dry_run or not chosen:
        return Erased(len(chosen), ranges)
    said = {
        "asked_by": author,
        "reason": reason.strip(),
        "policy": "older than a day" if before else "text" if text else "records",
        "before": before.isoformat() if before else None,
        "records": [list(one) for one in ranges],
    }
    with store.writing() as connection:
        from sqlalchemy import delete, update

        from nizam.audit.tables import CASES, DECISIONS

        for at in range(0, len(chosen), _AT_ONCE):
            some = chosen[at : at + _AT_ONCE]
            connection.execute(update(DECISIONS).where(DECISIONS.c.seq.in_(some)).values(personal=None, salt=None))
            # a case's row repeats what its records say
            connection.execute(delete(CASES).where(CASES.c.seq.in_(some)))
        made = entry.make("erasure", "", "erased", "", said, None)
        append_within(connection, [made])
    _sweep()
    return Erased(len(chosen), ranges)


def _chosen(before: date | None, text: str, seqs: Sequence[int]) -> Iterator[int]:
    if seqs:
        wanted = set(seqs)
        yield from (one.seq for one in each() if one.seq in wanted and one.kept.personal is not None)
        return
    which = Filter(text=text)
    for one in each(which):
        if one.kept.personal is None:
            continue
        if before is not None and one.kept.at >= before.isoformat():
            continue
        yield one.seq


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for one in numbers:
        if one == last + 1 and last:
            last = one
            continue
        if last:
            yield first, last
        first = last = one
    if last:
        yield first, last


def _sweep() -> None:
    """Of SQLite, also the write-ahead log, which holds pages as they were."""
    path = store.file_of(store.url())
    if path is not None:
        raw = store.open_sqlite(path)
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
