"""The folder of a run, beside its output: what the run is of, and the chunks that are done.

    OUT.job/job.json          the input, the options and what the answers rest on
    OUT.job/000042.done       the answers to chunk 42, whole

A chunk gets its name when it is on disk, so a run that was killed goes on with the first chunk that has none. The
folder goes away when the output is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from nizam import durable
from nizam.errors import BadInput, BadRequest
from nizam.record import Record

_SAMPLE = 1 << 20


class Done(Record, frozen=True):
    """The answers to a chunk. `rows` go to the output, in order; `bad` are (place, why, row) that had no answer."""

    asked: int
    found: int
    rows: list[list[Any]]
    bad: list[tuple[str, str, Any]]


class Job:
    """A run of one input into one output."""

    def __init__(self, out: Path, of: Mapping[str, Any]) -> None:
        """Take up the run of the same input and options where one was broken off; begin anew for any other."""
        self.folder = out.with_name(f"{out.name}.job")
        identity = json.dumps(of, sort_keys=True, default=str)
        held = self.folder / "job.json"
        try:
            if held.is_file() and held.read_text(encoding="utf-8") != identity:
                shutil.rmtree(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True)
            self.resumed = held.is_file()
            if not self.resumed:
                durable.write_whole(held, identity)
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
        shutil.rmtree(self.folder, ignore_errors=True)


def keep(path: Path, done: Done) -> None:
    """Put a chunk's answers on disk, whole, under their name."""
    beside = path.with_suffix(f".{os.getpid()}")
    with beside.open("wb") as handle:
        handle.write(msgspec.msgpack.encode(done))
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(beside, path)


def identity_of(path: Path) -> dict[str, Any]:
    """What an input is, without reading all of it: its size, its last change, and the hash of its two ends."""
    stat = path.stat()
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        digest.update(handle.read(_SAMPLE))
        handle.seek(max(0, stat.st_size - _SAMPLE))
        digest.update(handle.read(_SAMPLE))
    return {"path": str(path.resolve()), "bytes": stat.st_size, "changed": stat.st_mtime_ns, "ends": digest.hexdigest()}
