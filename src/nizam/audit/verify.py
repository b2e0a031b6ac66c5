"""Is the log what it was? Every record's hash is worked out anew from the one before; a long log by all cores."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from nizam.audit.entry import START, Kept
from nizam.audit.read import Filter, hash_before, head, pages
from nizam.record import Record

MOST_PROBLEMS = 20
ALONE = 200_000
"""Records from which it pays to start further processes."""
_SHARE = 100_000


class Verified(Record, frozen=True):
    """What was found. `records` were looked at, `erased` of them have no personal part any more, `clock_back` stand
    after a record of a later time. `head` is the last number and hash: kept elsewhere, it shows a log that was cut.
    `problems`: the number of a record and what is wrong with it, the first of them; none where the log is sound."""

    records: int
    erased: int
    clock_back: int
    head: tuple[int, str]
    problems: tuple[tuple[int, str], ...]

    @property
    def sound(self) -> bool:
        return not self.problems


class _Part(Record, frozen=True):
    """What was found in a stretch. `gone`: those without a personal part, `told`: those that erasures name."""

    records: int
    clock_back: int
    first_at: str
    last_at: str
    gone: tuple[int, ...]
    told: frozenset[int]
    bases: frozenset[str]
    head: tuple[int, bytes]
    problems: tuple[tuple[int, str], ...]


def verify(expect: tuple[int, str] | None = None) -> Verified:
    """Check the whole chain. `expect` is a number and a hash noted earlier: the record must still be there."""
    last = head()[0]
    parts = list(_parts(last))
    problems = [problem for part in parts for problem in part.problems]
    gone = sorted(seq for part in parts for seq in part.gone)
    told = frozenset().union(*(part.told for part in parts))
    problems += [(seq, "what was asked is gone, and no erasure in the log says so") for seq in gone if seq not in told]
    bases = frozenset().union(*(part.bases for part in parts))
    problems += [(0, f"what answers rest on is missing or altered: {name}") for name in _bad_bases(bases)]
    if expect is not None and expect[0] and _hash_of(expect[0]) != expect[1].lower():
        problems.append((expect[0], "the record noted earlier is gone or is another one: the log was cut or replaced"))
    clock_back, latest = 0, ""
    for part in parts:
        clock_back += part.clock_back + (part.first_at < latest)
        latest = max(latest, part.last_at)
    seq, value = parts[-1].head
    records = sum(part.records for part in parts)
    return Verified(records, len(gone), clock_back, (seq, value.hex()), tuple(problems[:MOST_PROBLEMS]))


def _parts(last: int) -> Iterator[_Part]:
    if last < ALONE or (os.cpu_count() or 1) < 2:
        yield _part((0, None))
        return
    bounds: list[tuple[int, int | None]] = [(at, at + _SHARE) for at in range(0, last, _SHARE)]
    # what is appended meanwhile belongs to the last stretch
    bounds[-1] = (bounds[-1][0], None)
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_part, bounds)


def _part(bounds: tuple[int, int | None]) -> _Part:
    """Check the records after the first number, up to the second."""
    last, until = bounds
    before = hash_before(last + 1) if last else START
    problems: list[tuple[int, str]] = []
    records = clock_back = 0
    first_at = latest = ""
    gone, told, bases = list[int](), set[int](), set[str]()
    for _, some in pages(Filter(after=last, before=until + 1 if until else None)):
        for one in some:
            records += 1
            wrong = _wrong(one, before, last)
            if wrong and len(problems) < MOST_PROBLEMS:
                problems.append((one.seq, wrong))
            if one.personal is None and b'"personal":' in one.line:
                gone.append(one.seq)
            if one.kind == "erasure":
                told |= _told(one)
            if one.basis:
                bases.add(one.basis)
            first_at = first_at or one.at
            if one.at < latest:
                clock_back += 1
            else:
                latest = one.at
            before, last = one.hash, one.seq
    if until is not None and last != until and len(problems) < MOST_PROBLEMS:
        problems.append((until, f"expected record {until}: it is missing"))
    found = (tuple(gone), frozenset(told), frozenset(bases))
    return _Part(records, clock_back, first_at, latest, *found, (last, bytes(before)), tuple(problems))


def _wrong(one: Kept, before: bytes, last: int) -> str:
    """What is wrong with a record; "" where nothing is."""
    if one.seq != last + 1:
        return f"expected record {last + 1}: {one.seq - last - 1} are missing before this one"
    if hashlib.sha256(before + one.seq.to_bytes(8, "big") + one.line).digest() != one.hash:
        return "its hash does not fit: this record or the one before was altered"
    begins = _columns(one)
    if one.personal is not None and one.salt is not None:
        begins += f',"personal":"{hashlib.sha256(one.salt + one.personal).hexdigest()}"'
    if not one.line.startswith(begins.encode()):
        if one.line.startswith(_columns(one).encode()):
            return "what was asked was altered"
        return "its columns say something else than its line"
    return ""


def _columns(one: Kept) -> str:
    """How a line begins, as `entry.opening` writes it."""
    return (
        f'{{"decision_id":"{one.id}","kind":"{one.kind}","asked_at":"{one.at}","outcome":"{one.outcome}",'
        f'"basis":"{one.basis}"'
    )


def _told(one: Kept) -> set[int]:
    """The records that an erasure names."""
    ranges = json.loads(one.line).get("records", [])
    return {seq for first, final in ranges for seq in range(first, final + 1)}


def _hash_of(seq: int) -> str:
    """The hash of a record, zeros where there is none."""
    return hash_before(seq + 1).hex()


def _bad_bases(wanted: frozenset[str]) -> list[str]:
    from sqlalchemy import select

    from nizam.audit import store
    from nizam.audit.tables import BASES

    with store.reading() as connection:
        rows = connection.execute(select(BASES))
        held = {row.hash: hashlib.sha256(bytes(row.content)).hexdigest() for row in rows}
    return sorted(name for name in wanted if held.get(name) != name)
