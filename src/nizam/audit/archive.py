"""Packs and lists under the hashes that records name, so that an old answer can be given again years later.

<home>/archive/packs/<sha256>/       the YAML files of a pack as they were
<home>/archive/lists/<sha256>/       a version of a list, linked: its shelf may drop it without its going
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from nizam import settings
from nizam.durable import sync


def place(kind: str, sha256: str) -> Path:
    """Where something of a hash is, or would be. `kind` is packs or lists."""
    return settings.home() / "archive" / kind / sha256


def has(kind: str, sha256: str) -> bool:
    """Whether it is kept."""
    return place(kind, sha256).is_dir()


def keep(kind: str, sha256: str, folder: Path, pattern: str = "*") -> None:
    """Keep the files of a folder, whole or not at all; what is kept already stays. Raises OSError."""
    target = place(kind, sha256)
    if target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{sha256[:16]}-{os.getpid()}-{secrets.token_hex(4)}")
    fresh.mkdir()
    try:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                _put(path, fresh / path.name, link=kind == "lists")
        sync(fresh)
        try:
            os.rename(fresh, target)
        except OSError:
            # another process was first
            if not target.is_dir():
                raise
        sync(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(source: Path, target: Path, *, link: bool) -> None:
    """Versions of lists never change once they have their name, so a second name for the file is enough."""
    if link:
        try:
            os.link(source, target)
            return
        except OSError:
            pass
    shutil.copyfile(source, target)
    with target.open("rb+") as handle:
        os.fsync(handle.fileno())
