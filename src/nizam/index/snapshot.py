"""Which lists there are, in which versions: a folder per list, one per version, and a pointer to the one in use.

    <home>/lists/<name>/current                      the hash of the version in use
    <home>/lists/<name>/snapshots/<hash>/            records.bin, manifest.json; never changed once it has this name
    <home>/lists/<name>/incoming-…/                  a version being written; whoever holds the lock sweeps leftovers
    <home>/lists/<name>/lock                         held by the one writer

A version is complete and on disk before it gets its name, and has its name before the pointer moves: whenever a
writer is killed, readers find the old version or the new one, never half of one.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nizam import settings
from nizam.durable import locked, sync, write_whole
from nizam.errors import BadRequest, IndexStale, SourceError
from nizam.index.store import Records
from nizam.record import Record, asdict, field

KEPT = 10
"""Versions of a list that are kept, the one in use among them."""
WAIT = 10.0
"""Seconds that a writer waits for another one."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")


class Manifest(Record, frozen=True):
    """What a version of a list is and where it came from. `sha256` names it; days and times are ISO text."""

    name: str
    sha256: str
    form: str
    list_id: str
    published: str
    fetched: str
    entries: int
    names: int
    schemas: dict[str, int]
    records: str
    reader: str
    nizam: str
    notices: int = 0
    notice_lines: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)

    def day(self) -> date | None:
        """The day the list was published, where it says so."""
        return date.fromisoformat(self.published) if self.published else None


class Snapshot(Record, frozen=True):
    """A version of a list on disk."""

    folder: Path
    manifest: Manifest

    def records(self) -> Records:
        """Its entities, mapped."""
        return Records(self.folder / "records.bin")


class Shelf:
    """All versions of one list."""

    def __init__(self, name: str) -> None:
        """Raises BadRequest for a name that is no file name."""
        if not _NAME.fullmatch(name) or name.endswith("."):
            raise BadRequest(f"{name!r} is no name for a list; use a-z, 0-9, - and _, as in us-ofac-sdn.")
        self.name = name
        self.folder = settings.home() / "lists" / name
        self.snapshots = self.folder / "snapshots"

    def current(self) -> Snapshot | None:
        """The version in use; None where the list is not there. Raises IndexStale where it is damaged."""
        for _ in range(3):
            try:
                key = (self.folder / "current").read_text(encoding="ascii").strip()
            except FileNotFoundError:
                return None
            except (OSError, UnicodeDecodeError) as error:
                raise IndexStale(f"the list {self.name} cannot be read ({error}); add it again.") from error
            if _HASH.fullmatch(key) and (self.snapshots / key / "manifest.json").is_file():
                return self._read(key)
            # a writer may have swept the version between the two looks; look again
            time.sleep(0.01)
        raise IndexStale(f"the list {self.name} points to a version that is not there; add or update it again.")

    def at(self, key: str) -> Snapshot | None:
        """A version by its hash; None where it is not kept."""
        kept = _HASH.fullmatch(key) and (self.snapshots / key / "manifest.json").is_file()
        return self._read(key) if kept else None

    def history(self) -> list[Snapshot]:
        """All versions kept, latest fetched first."""
        found = []
        for folder in self.snapshots.iterdir() if self.snapshots.is_dir() else ():
            if _HASH.fullmatch(folder.name) and (folder / "manifest.json").is_file():
                found.append(self._read(folder.name))
        return sorted(found, key=lambda snapshot: (snapshot.manifest.fetched, snapshot.manifest.sha256), reverse=True)

    @contextlib.contextmanager
    def writing(self, wait: float = WAIT) -> Iterator[None]:
        """Hold the list's lock; leftovers of writers that died are swept. Raises SourceError where another holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not locked(handle, wait):
                raise SourceError(f"the list {self.name} is being written by another process; try again later.")
            for left in self.folder.glob("incoming-*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
        finally:
            # closing the file gives the lock back, as the death of the process does
            os.close(handle)

    def incoming(self) -> Path:
        """A new folder to write a version in; under the lock only."""
        folder = self.folder / f"incoming-{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir()
        return folder

    def publish(self, incoming: Path, manifest: Manifest) -> Snapshot:
        """Make a written version the one in use. Its records are on disk already; under the lock only."""
        write_whole(incoming / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        target = self.snapshots / manifest.sha256
        self.snapshots.mkdir(exist_ok=True)
        if target.is_dir():
            # the same content again: only when it was fetched is new
            write_whole(target / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            shutil.rmtree(incoming)
        else:
            sync(incoming)
            os.rename(incoming, target)
            sync(self.snapshots)
        write_whole(self.folder / "current", manifest.sha256 + "\n")
        self._prune(manifest.sha256)
        return Snapshot(target, manifest)

    def remove(self) -> None:
        """Forget the list with all its versions; the pointer goes first."""
        with self.writing():
            with contextlib.suppress(FileNotFoundError):
                (self.folder / "current").unlink()
            shutil.rmtree(self.snapshots, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _prune(self, current: str) -> None:
        others = [one for one in self.history() if one.manifest.sha256 != current]
        for old in others[KEPT - 1 :]:
            # renamed first, so that no reader meets half a version
            gone = self.folder / f"incoming-old-{old.manifest.sha256[:12]}"
            with contextlib.suppress(OSError):
                os.rename(old.folder, gone)
            shutil.rmtree(gone, ignore_errors=True)

    def _read(self, key: str) -> Snapshot:
        path = self.snapshots / key / "manifest.json"
        try:
            return Snapshot(path.parent, Manifest(**json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError) as error:
            raise IndexStale(f"{path}: the manifest cannot be read ({error}); add or update the list again.") from error


def shelves() -> list[Shelf]:
    """Every list that has a version in use, by name."""
    root = settings.home() / "lists"
    if not root.is_dir():
        return []
    return [
        Shelf(path.name)
        for path in sorted(root.iterdir())
        if _NAME.fullmatch(path.name) and (path / "current").is_file()
    ]
