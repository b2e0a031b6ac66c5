"""Files that survive a crash: lines appended whole or not at all by one writer at a time, small ones replaced whole."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nizam.errors import BadRequest

WAIT_SECONDS = 10.0
"""How long a writer waits for another one."""


@contextmanager
def appending(path: Path, what: str, mode: int) -> Iterator[int]:
    """A file opened for `append` and locked against other writers, made with `mode` where there is none. `what` is its
    name in messages ("the ledger"). Raises BadRequest where it cannot be written or another program holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), mode)
    except IsADirectoryError:
        raise BadRequest(f"{path} is a folder; {what} is one file.") from None
    except OSError as error:
        raise BadRequest(f"{what} {path} cannot be written: {error.strerror}.") from None
    try:
        if not locked(handle, WAIT_SECONDS):
            raise BadRequest(f"another program holds {what} {path}; try again when it is done.")
        yield handle
    finally:
        # The lock falls with the closing, so a crash leaves none behind.
        os.close(handle)


def append(handle: int, path: Path, what: str, data: bytes, at: int) -> None:
    """Whole lines from byte `at` on, in one write, flushed to disk; what was written of them is taken back where it
    could not be finished. Raises BadRequest."""
    try:
        os.ftruncate(handle, at)
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    except OSError as error:
        with suppress(OSError):
            os.ftruncate(handle, at)
        raise BadRequest(f"{what} {path} cannot be written: {error.strerror}. Nothing was added.") from None
    if not at:
        sync(path.parent)


def write_whole(path: Path, text: str) -> None:
    """Replace a small file: the old content or the new one is there, whatever happens."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    with beside.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(beside, path)
    sync(path.parent)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Replace a file by lines of text, however many: the old content or all of the new is there. Raises BadRequest."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as handle:
            for line in lines:
                handle.write(line + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(beside, path)
    except OSError as error:
        raise BadRequest(f"{path} cannot be written: {error.strerror}. Nothing was kept.") from None
    finally:
        with suppress(OSError):
            os.unlink(beside)


def sync(folder: Path) -> None:
    """Flush a folder's own entries, where the system knows such a thing: that a new file is there survives, too."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def locked(handle: int, wait: float) -> bool:
    """Lock an open file for this process, waiting `wait` seconds for others; True also where there are no locks."""
    until = time.monotonic() + wait
    while not _lock(handle):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _lock(handle: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        # Anything else is a file system without locks: an append is still a single write.
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True
