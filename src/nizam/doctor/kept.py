"""What answers rest on, and what they leave: packs, lists, the data folder, the decision log, ledger, good-guy list."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from nizam import settings
from nizam.doctor.finding import Finding
from nizam.errors import NizamError

_LEAST_FREE = 500_000_000
"""Bytes below which a refresh of the lists, or the decision log, soon has no room."""


def packs() -> Iterator[Finding]:
    """Every pack: whether it loads, how old the day is until which it was kept up."""
    from nizam.regime.load import load_regime, regimes

    for name in regimes():
        try:
            regime = load_regime(name)
        except NizamError as error:
            yield Finding("packs", name, "broken", "damaged", {"why": str(error)})
            continue
        last = max(regime.instruments, key=lambda one: one.adopted)
        values = {
            "provisions": len(regime.provisions),
            "instruments": len(regime.instruments),
            "last": last.number,
            "adopted": last.adopted.isoformat(),
            "sha256": regime.sha256,
            "hash": regime.sha256[:12],
        }
        yield Finding("packs", name, "good", "there", values)


def lists_at_hand() -> Iterator[Finding]:
    """Every list here with its age, and the official ones that are not."""
    from nizam.lists import show
    from nizam.sources.addresses import addresses

    try:
        rows, known = show.rows(), addresses()
    except NizamError as error:
        yield Finding("lists", "lists", "broken", "damaged", {"why": str(error)})
        return
    for row in rows:
        values = {name: row[name] for name in ("published", "fetched", "age_days", "entries", "sha256")}
        values["hash"] = str(row["sha256"])[:12]
        said = "old" if row["stale"] else "fetched" if row["age_days"] is not None else "built_in"
        yield Finding("lists", row["name"], "old" if row["stale"] else "good", said, values)
    missing = sorted(name for name, one in known.items() if not one.optional and name not in {r["name"] for r in rows})
    if missing:
        yield Finding("lists", "missing", "note", "missing", {"names": ", ".join(missing)})


def home() -> Iterator[Finding]:
    """The data folder: whether it can be written, and how much room there is."""
    folder = settings.home()
    why = _unwritable(folder)
    if why:
        yield Finding("home", str(folder), "broken", "unwritable", {"why": why})
        return
    free = shutil.disk_usage(_existing(folder)).free
    state, says = ("good", "writable") if free > _LEAST_FREE else ("old", "full")
    yield Finding("home", str(folder), state, says, {"free_mb": free // 1_000_000})


def decisions() -> Iterator[Finding]:
    """The decision log: on or off, where, how many records, and whether it can be opened."""
    from nizam.audit import read, store

    mode = settings.audit()
    if mode == "0":
        yield Finding("decisions", "log", "note", "off")
        return
    path = store.file_of(store.url())
    where = str(path) if path is not None else "PostgreSQL"
    if path is not None and not path.exists():
        yield Finding("decisions", where, "good", "empty")
        return
    try:
        count, _ = read.head()
    except NizamError as error:
        yield Finding("decisions", where, "broken", "damaged", {"why": str(error)})
        return
    yield Finding("decisions", where, "good", "kept", {"records": count})


def ledger() -> Iterator[Finding]:
    """The ledger of caps: without one, deals under a cap are answered with the balance unknown."""
    path, named = settings.ledger()
    if not path.exists():
        yield Finding("ledger", str(path), "broken" if named else "note", "gone" if named else "none")
        return
    from nizam.engine.caps import CapTable
    from nizam.ledger.balances import balances_of
    from nizam.regime.load import load_regime, regimes

    try:
        found = balances_of(path, CapTable((load_regime(),), others=regimes()))
    except NizamError as error:
        yield Finding("ledger", str(path), "broken", "damaged", {"why": str(error)})
        return
    yield Finding("ledger", str(path), "good", "there", {"periods": len(found)})


def good_guys() -> Iterator[Finding]:
    """Matches somebody dismissed: whether the file can be read, and how many stand."""
    from nizam.goodguys import book

    if not book.path().exists():
        yield Finding("goodguys", str(book.path()), "good", "none")
        return
    try:
        standing = book.current().standing
    except NizamError as error:
        yield Finding("goodguys", str(book.path()), "broken", "damaged", {"why": str(error)})
        return
    today = datetime.now(UTC).date()
    expired = sum(one.expired(today) for one in standing.values())
    yield Finding("goodguys", str(book.path()), "good", "there", {"standing": len(standing), "expired": expired})


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _unwritable(folder: Path) -> str:
    """Why nothing can be written there; "" where something can. A folder that is not there is not made."""
    trial = _existing(folder) / f".nizam-{uuid.uuid4().hex}"
    try:
        os.close(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        trial.unlink()
    except OSError as error:
        return error.strerror or str(error)
    return ""
