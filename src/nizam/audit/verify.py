"""Is the log what it was? Every record's hash is worked out anew from the one before."""

from __future__ import annotations

import hashlib
import json

from nizam.audit.entry import START, Kept, plain
from nizam.audit.read import pages
from nizam.record import Record

MOST_PROBLEMS = 20


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


def verify(expect: tuple[int, str] | None = None) -> Verified:
    """Check the whole chain. `expect` is a number and a hash noted earlier: the record must still be there."""
    problems: list[tuple[int, str]] = []
    records = erased = clock_back = 0
    before, last, latest, bases = START, 0, "", set[str]()
    gone: set[int] = set()
    told: set[int] = set()
    met = expect is None or expect[0] == 0
    for _, some in pages():
        for one in some:
            records += 1
            wrong = _wrong(one, before, last)
            if wrong and len(problems) < MOST_PROBLEMS:
                problems.append((one.seq, wrong))
            if one.personal is None and b'"personal":' in one.line:
                gone.add(one.seq)
            if one.kind == "erasure":
                told |= _told(one)
            if one.basis:
                bases.add(one.basis)
            clock_back += one.at < latest
            latest = max(latest, one.at)
            before, last = one.hash, one.seq
            if expect is not None and one.seq == expect[0]:
                met = one.hash.hex() == expect[1].lower()
    erased = len(gone)
    for seq in sorted(gone - told)[:MOST_PROBLEMS]:
        problems.append((seq, "what was asked is gone, and no erasure in the log says so"))
    problems += [(0, f"what answers rest on is missing or altered: {name}") for name in _bad_bases(bases)]
    if not met and expect is not None:
        problems.append((expect[0], "the record noted earlier is gone or is another one: the log was cut or replaced"))
    return Verified(records, erased, clock_back, (last, before.hex()), tuple(problems[:MOST_PROBLEMS]))


def _wrong(one: Kept, before: bytes, last: int) -> str:
    """What is wrong with a record; "" where nothing is."""
    if one.seq != last + 1:
        return f"expected record {last + 1}: {one.seq - last - 1} are missing before this one"
    if hashlib.sha256(before + one.seq.to_bytes(8, "big") + one.line).digest() != one.hash:
        return "its hash does not fit: this record or the one before was altered"
    if one.personal is not None and one.salt is not None:
        seal = hashlib.sha256(one.salt + one.personal).hexdigest()
        begins = f'{_columns(one)},"personal":"{seal}"'
    else:
        begins = _columns(one)
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


def _bad_bases(wanted: set[str]) -> list[str]:
    from sqlalchemy import select

    from nizam.audit import store
    from nizam.audit.tables import BASES

    with store.reading() as connection:
        held = {
            row.hash: hashlib.sha256(plain(bytes(row.content))).hexdigest() for row in connection.execute(select(BASES))
        }
    return sorted(name for name in wanted if held.get(name) != name)
