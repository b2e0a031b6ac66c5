"""Things that are slow to build and cheap to rebuild, kept between runs: built beside the code at install, else
under NIZAM_HOME.

Entries are keyed by the content they were built from, carry their own checksum, and are written whole or not at all:
the folder can be deleted at any time, and a damaged or foreign entry only costs a rebuild.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nizam import settings

BUILT = Path(__file__).parent / "_built"
"""What `scripts/prebuild.py` made at install, so that even the first run is quick. Not in version control."""

FORMAT = f"1-{sys.implementation.cache_tag}-{marshal.version}"
"""marshal's format belongs to a Python version; another version has its own folder."""


def key(*parts: bytes) -> str:
    """A name for content: the same parts give the same key on every machine."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def get(kind: str, name: str) -> Any:
    """What was kept, or None. Only plain data: dicts, lists, tuples, strings, numbers."""
    if not settings.caching():
        return None
    for folder in folders():
        path = _path(folder, kind, name)
        try:
            raw = path.read_bytes()
            if hashlib.sha256(raw[32:]).digest() == raw[:32]:
                return marshal.loads(raw[32:])
        except (OSError, ValueError, EOFError, TypeError):
            continue
    return None


def put(kind: str, name: str, data: Any) -> None:
    """Keep plain data, under NIZAM_HOME where no folder is given; what cannot be written only costs the cache."""
    if not settings.caching():
        return
    import tempfile

    raw = marshal.dumps(data)
    path = _path(target(), kind, name)
    written = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            written = handle.name
            handle.write(hashlib.sha256(raw).digest() + raw)
        os.replace(written, path)
    except OSError:
        if written:
            with contextlib.suppress(OSError):
                os.unlink(written)


def folders() -> tuple[Path, ...]:
    """Where kept things may lie: beside the code, and under NIZAM_HOME; while an installation is prepared, there."""
    return (_TARGET,) if _TARGET else (BUILT, settings.home() / "cache")


def target() -> Path:
    """Where things are kept now."""
    return _TARGET or settings.home() / "cache"


@contextlib.contextmanager
def building_into(folder: Path) -> Iterator[None]:
    """Everything put meanwhile goes to this folder: how an installation is prepared."""
    global _TARGET
    before, _TARGET = _TARGET, folder
    try:
        yield
    finally:
        _TARGET = before


_TARGET: Path | None = None


def _path(folder: Path, kind: str, name: str) -> Path:
    return folder / f"{kind}-{FORMAT}" / name
