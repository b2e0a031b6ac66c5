"""The folder of a run, beside its output: what the run is of, and the chunks that are done.

    OUT.job/job.json          the day it began, the input, the options and what the answers rest on
    OUT.job/lock              held by the run that is at work
    OUT.job/000042.done       the answers to chunk 42, whole

A chunk gets its name when it is on disk, so a run that was killed goes on with the first chunk that has none, and
with the day on which it began. The folder goes away when the output is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from nizam import durable
from nizam.errors import BadInput, BadRequest
from nizam.record import Record

_SAMPLE = 1 << 20
_JOB, _LOCK = "job.json", "lock"
_OWN = re.compile(r"job\.json|lock|\.job\.json-\d+|changed\.(?:idx|bin)|\d{6,}\.(?:done|\d+)")


class Done(Record, frozen=True):
    """The answers to a chunk. `rows` go to the output, in order; `bad` are (place, why, row) that had no answer.

    `carried` rows were known to be clear and not asked; `clear` holds the numbers of those that are clear now.
    """

    asked: int
    found: int
    rows: list[list[Any]]
    bad: list[tuple[str, str, Any]]
    carried: int = 0
    clear: bytes = b""


class Job:
    """A run of one input into one output."""

    def __init__(self, out: Path, of: Mapping[str, Any], today: date | None = None) -> None:
        """Take up the run of the same input and options where one was broken off; begin anew for any other.

        Raises BadRequest where the folder is somebody else's, cannot be written, or another run is at work in it.
        """
        self.folder = out.with_name(f"{out.name}.job")
        held = self.folder / _JOB
        try:
            if self.folder.exists() and not held.is_file() and not self._own_only():
                raise BadRequest(f"{self.folder} is there already and is no batch's; move it, or name another output.")
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
            if not durable.locked(self._lock, 0):
                os.close(self._lock)
                raise BadRequest(f"another run is writing {out}; wait for it, or name another output.")
            wanted = json.loads(json.dumps(of, sort_keys=True, default=str))
            before = _held(held)
            self.resumed = before is not None and before["of"] == wanted
            self.today, self.key = today or date.today(), secrets.token_hex(16)
            if self.resumed and before is not None:
                self.today, self.key = date.fromisoformat(before["today"]), before["key"]
            else:
                self._clear()
                begun = {"today": self.today.isoformat(), "key": self.key, "of": wanted}
                durable.write_whole(held, json.dumps(begun))
        except OSError as error:
            raise BadRequest(f"{self.folder} cannot be written: {error.strerror}.") from None

    def path(self, number: int) -> Path:
        """Where a chunk's answers are."""
        return self.folder / f"{number:06}.done"

    def has(self, number: int) -> bool:
        """Whether a chunk is done."""
        return self.path(number).is_file()

    def done(self, number: int) -> Done:
        """The answers to a chunk. Raises BadInput where they are damaged."""
        try:
            return msgspec.msgpack.decode(self.path(number).read_bytes(), type=Done)
        except (OSError, msgspec.MsgspecError) as error:
            raise BadInput(f"{self.path(number)} is damaged ({error}); delete {self.folder} and run again.") from None

    def every(self, count: int) -> Iterator[Done]:
        """All chunks in order."""
        return (self.done(number) for number in range(count))

    def close(self) -> None:
        """The output is complete: nothing has to be taken up any more."""
        with suppress(OSError):
            self._clear()
            (self.folder / _LOCK).unlink()
            self.folder.rmdir()
        self.leave()

    def leave(self) -> None:
        """Let others at the folder, as it is."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _own_only(self) -> bool:
        return all(_OWN.fullmatch(path.name) for path in self.folder.iterdir())

    def _clear(self) -> None:
        for path in sorted(self.folder.iterdir(), key=lambda path: path.name == _JOB):
            # whoever put another file here keeps it
            if path.name != _LOCK and _OWN.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _held(path: Path) -> dict[str, Any] | None:
    """What a run before wrote of itself, or None where it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        date.fromisoformat(found["today"])
        bytes.fromhex(found["key"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, dict) and "of" in found else None


def keep(path: Path, done: Done) -> None:
    """Put a chunk's answers on disk, whole, under their name."""
    put(path, (msgspec.msgpack.encode(done),))


def put(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, whole or not at all."""
    beside = path.with_suffix(f".{os.getpid()}")
    with beside.open("wb") as handle:
        for piece in pieces:
            handle.write(piece)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(beside, path)


def identity_of(path: Path) -> dict[str, Any]:
    """What an input is, without reading all of it: its size, its last change, and the hash of its two ends; of a folder
    the names, sizes and last changes of its files."""
    where = {"path": str(path.resolve())}
    if path.is_dir():
        inside = [(one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in sorted(path.iterdir())]
        return {**where, "files": hashlib.sha256(json.dumps(inside).encode()).hexdigest()}
    stat = path.stat()
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        digest.update(handle.read(_SAMPLE))
        handle.seek(max(0, stat.st_size - _SAMPLE))
        digest.update(handle.read(_SAMPLE))
    return {**where, "bytes": stat.st_size, "changed": stat.st_mtime_ns, "ends": digest.hexdigest()}


def content_of(path: Path) -> str:
    """The hash of a small file's content; "" where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
