"""A copy of the log while it is being written, and the log put back from one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from nizam.audit import store
from nizam.audit.store import LogError
from nizam.audit.verify import Verified, verify
from nizam.durable import sync
from nizam.errors import BadRequest


def backup(out: Path) -> int:
    """Copy the log to a new file, as it stands at one moment; its size in bytes. Raises BadRequest, LogError."""
    path = _own()
    if out.exists():
        raise BadRequest(f"{out} is there already; name a new file.")
    store.ready(path)
    beside = out.with_name(f".{out.name}-{os.getpid()}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        source, target = store.open_sqlite(path), sqlite3.connect(beside)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
        with beside.open("rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(beside, out)
        sync(out.parent)
    except (OSError, sqlite3.Error) as error:
        raise LogError(f"the decision log cannot be copied to {out}: {error}.") from None
    finally:
        beside.unlink(missing_ok=True)
    return out.stat().st_size


def restore(copy: Path, *, force: bool = False) -> Verified:
    """Put a copy in the place of the log. The log that is there is kept beside it, and only replaced with `force`.

    The copy is checked first. Raises BadRequest, LogError.
    """
    path = _own()
    if not copy.is_file():
        raise BadRequest(f"there is no file {copy}.")
    if path.exists() and path.stat().st_size and not force:
        raise BadRequest(f"{path} is there; --force puts the copy in its place and keeps it beside.")
    store.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}.part")
    try:
        os.close(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        source, target = sqlite3.connect(f"file:{copy.absolute()}?mode=ro", uri=True), sqlite3.connect(beside)
        try:
            source.backup(target)
            found = target.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            source.close()
            target.close()
        if found != "ok":
            raise LogError(f"{copy} is damaged: {found}.")
        if path.exists():
            _set_aside(path)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        os.replace(beside, path)
        sync(path.parent)
    except (OSError, sqlite3.Error) as error:
        raise LogError(f"{copy} cannot be put in the place of the log: {error}.") from None
    finally:
        beside.unlink(missing_ok=True)
    return verify()


def _set_aside(path: Path) -> None:
    """Keep the log that is replaced, with everything in its write-ahead log."""
    try:
        raw = store.open_sqlite(path)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
    except sqlite3.Error:
        # damaged beyond opening: it is kept as it is
        pass
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    os.replace(path, kept)


def _own() -> Path:
    path = store.file_of(store.url())
    if path is None:
        raise BadRequest("the log is in PostgreSQL; use pg_dump and pg_restore, then `nizam audit verify`.")
    return path
