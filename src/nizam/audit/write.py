"""Appending to the log: records are gathered while a commit is under way, and all that came are committed as one.

Who waits for its ticket has its record on disk. One writer at a time holds the database: the next number and the hash
before are read inside its transaction, so any number of programs make one chain.
"""

from __future__ import annotations

import atexit
import os
import queue
import sqlite3
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nizam.audit import store
from nizam.audit.entry import START, Entry, chained
from nizam.audit.store import LogError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class Ticket:
    """What a record was handed in for. Lighter than a future: there is one for every record."""

    __slots__ = ("_lock", "_number", "_problem")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()
        self._number = 0
        self._problem: BaseException | None = None

    def result(self, timeout: float = -1) -> int:
        """The number of the record, once it is on disk. Raises LogError where it could not be written."""
        if not self._lock.acquire(timeout=timeout):
            raise LogError("the decision log did not answer in time; whether the record was kept is not known.")
        self._lock.release()
        if self._problem is not None:
            raise self._problem
        return self._number

    def done(self, number: int, problem: BaseException | None = None) -> None:
        """Let those go who wait; once."""
        self._number, self._problem = number, problem
        self._lock.release()


Basis = tuple[str, bytes]
"""A hash and the content that goes with it, kept once."""
GATHER_SECONDS = 0.003
"""How long a commit waits for further records while many come."""
_MOST_AT_ONCE = 5000
_HEAD = "SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1"
_COLUMNS = "seq, id, kind, at, outcome, basis, line, personal, salt, hash"
_INSERT = f"INSERT INTO decisions ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"
_BASIS = "INSERT OR IGNORE INTO bases (hash, content) VALUES (?,?)"


def rows(entries: Sequence[Entry], seq: int, before: bytes) -> list[tuple[Any, ...]]:
    """What goes into the table for entries after record `seq` with the hash `before`."""
    out = []
    for one in entries:
        seq += 1
        before = chained(before, seq, one.line)
        out.append((seq, one.id, one.kind, one.at, one.outcome, one.basis, one.line, one.personal, one.salt, before))
    return out


def append_within(connection: Connection, entries: Sequence[Entry], bases: Sequence[Basis] = ()) -> list[int]:
    """Append inside a transaction of `store.writing`, with whatever else belongs to it; the numbers given."""
    from sqlalchemy import insert, select

    from nizam.audit.tables import BASES, DECISIONS

    for name, content in dict(bases).items():
        if connection.execute(select(BASES.c.hash).where(BASES.c.hash == name)).first() is None:
            connection.execute(insert(BASES), [{"hash": name, "content": content}])
    head = connection.exec_driver_sql(_HEAD).first()
    made = rows(entries, *((head[0], bytes(head[1])) if head else (0, START)))
    if made:
        names = [column.name for column in DECISIONS.columns]
        connection.execute(insert(DECISIONS), [dict(zip(names, row, strict=True)) for row in made])
    return [row[0] for row in made]


class Writer:
    """The appender of one process to one database."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._path = store.file_of(address)
        self._raw: sqlite3.Connection | None = None
        self._waiting: queue.SimpleQueue[tuple[Entry, Basis, Ticket] | None] = queue.SimpleQueue()
        self._known: set[str] = set()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def submit(self, entry: Entry, basis: Basis) -> Ticket:
        """Hand in a record. Whoever hands in many waits for those in front now and then."""
        ticket = Ticket()
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="nizam-audit", daemon=True)
                    self._thread.start()
        self._waiting.put((entry, basis, ticket))
        return ticket

    def close(self) -> None:
        """Commit what is waiting, and give the database back."""
        if self._thread is not None and self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join(store.WAIT_SECONDS * 2)
        self._thread = None

    def _work(self) -> None:
        many = False
        while (first := self._waiting.get()) is not None:
            batch, last = [first], False
            while len(batch) < _MOST_AT_ONCE:
                try:
                    more = self._waiting.get(timeout=GATHER_SECONDS) if many else self._waiting.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    last = True
                    break
                batch.append(more)
            many = len(batch) > 1
            self._commit(batch)
            if last:
                break
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def _commit(self, batch: Sequence[tuple[Entry, Basis, Ticket]]) -> None:
        try:
            numbers = self.append([entry for entry, _, _ in batch], [basis for _, basis, _ in batch])
        except BaseException as problem:  # whoever waits must hear of it, whatever it is
            for _, _, ticket in batch:
                ticket.done(0, problem)
            return
        for (_, _, ticket), number in zip(batch, numbers, strict=True):
            ticket.done(number)

    def append(self, entries: Sequence[Entry], bases: Sequence[Basis]) -> list[int]:
        """Append in one transaction; on disk when this returns. Raises LogError, and nothing was appended then."""
        fresh = [one for one in dict(bases).items() if one[0] not in self._known]
        if self._path is None:
            with store.writing() as connection:
                numbers = append_within(connection, entries, fresh)
        else:
            numbers = self._append_sqlite(entries, fresh)
        self._known.update(name for name, _ in fresh)
        return numbers

    def _append_sqlite(self, entries: Sequence[Entry], bases: Sequence[Basis]) -> list[int]:
        """Without SQLAlchemy, which takes longer to load than a command may take."""
        assert self._path is not None
        try:
            if self._raw is None:
                store.ready(self._path)
                self._raw = store.open_sqlite(self._path)
            raw = self._raw
            raw.execute("BEGIN IMMEDIATE")
            try:
                raw.executemany(_BASIS, bases)
                head = raw.execute(_HEAD).fetchone()
                made = rows(entries, *(head or (0, START)))
                raw.executemany(_INSERT, made)
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            self._drop()
            raise LogError(f"the decision log {self._path} cannot be written: {error}. Nothing was recorded.") from None
        return [row[0] for row in made]

    def _drop(self) -> None:
        """After an error the file is opened anew: it may have been replaced by a copy."""
        if self._raw is not None:
            raw, self._raw = self._raw, None
            try:
                raw.close()
            except sqlite3.Error:
                return


_writers: dict[tuple[int, str], Writer] = {}
_lock = threading.Lock()


def writer() -> Writer:
    """The appender of this process to the log in use."""
    key = (os.getpid(), store.url())
    with _lock:
        found = _writers.get(key)
        if found is None:
            found = _writers[key] = Writer(key[1])
    return found


def close() -> None:
    """Commit what is waiting, in every log of this process."""
    with _lock:
        own = [key for key in _writers if key[0] == os.getpid()]
        gone = [_writers.pop(key) for key in own]
    for one in gone:
        one.close()


atexit.register(close)
