"""A list that was read → a version on the shelf, unless it is empty or suspiciously small."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nizam import __version__
from nizam.errors import BadRequest, SourceError
from nizam.index import store
from nizam.index.snapshot import Manifest, Shelf, Snapshot
from nizam.sources.base import Reading

READER = "1"
"""Raised when the readers come to take more from a file: a version read by older ones is fetched anew."""
SMALLEST = 0.6
"""A refresh with fewer than this share of the entries or names in use is refused."""
RESERVED = frozenset({"default", "un-dprk"})
WHOLE = "whole.jsonl"
"""Where a version keeps the list's own records, if its form is FollowTheMoney's."""
_CHUNK = 1 << 20


def keep(
    name: str, reading: Reading, files: Sequence[dict[str, Any]] = (), *, force: bool = False
) -> tuple[Snapshot, Snapshot | None]:
    """Write a list to its shelf and put it to use; also the version that was in use before.

    Raises SourceError for an empty list, a suspiciously small one without `force`, or whatever the reading raises;
    the version in use stays in use then.
    """
    if name in RESERVED:
        raise BadRequest(f"the name {name!r} is taken: it comes with Nizam; choose another.")
    shelf = Shelf(name)
    with shelf.writing():
        before = shelf.current()
        incoming = shelf.incoming()
        try:
            written = store.write(incoming / "records.bin", reading.entities)
            _check(name, written, before, force)
            if reading.whole is not None:
                _write_whole(incoming / WHOLE, reading.whole())
            manifest = _manifest(name, reading, written, files)
            return shelf.publish(incoming, manifest), before
        finally:
            shutil.rmtree(incoming, ignore_errors=True)


def touch(name: str, snapshot: Snapshot) -> Snapshot:
    """Note that the version in use was found unchanged at its source."""
    from nizam.durable import write_whole
    from nizam.record import asdict, replace

    manifest = replace(snapshot.manifest, fetched=now())
    with Shelf(name).writing():
        write_whole(snapshot.folder / "manifest.json", json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return Snapshot(snapshot.folder, manifest)


def file_entry(path: Path, name: str = "") -> dict[str, Any]:
    """What a manifest says of a file: its name, size and hash."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return {"name": name or path.name, "bytes": path.stat().st_size, "sha256": digest.hexdigest()}


def now() -> str:
    """This moment, UTC; fine enough to tell two versions of one second apart."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _write_whole(path: Path, records: Iterator[dict[str, Any]]) -> None:
    """Keep the list's own records beside the entities made of them: ties and papers that join those are among them."""
    with path.open("w", encoding="utf-8", errors="surrogatepass") as handle:
        for record in records:
            handle.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def _check(name: str, written: store.Written, before: Snapshot | None, force: bool) -> None:
    if not written.entries:
        raise SourceError(f"{name}: the list holds no entry at all; what is in use stays. Check what was downloaded.")
    if before is None or force:
        return
    for what, new, old in (
        ("entries", written.entries, before.manifest.entries),
        ("names", written.names, before.manifest.names),
    ):
        if new < old * SMALLEST:
            raise SourceError(
                f"{name}: {new} {what} where the version in use has {old}; too few to trust, what is in use stays. "
                "If the list really shrank so much, say --force."
            )


def _manifest(name: str, reading: Reading, written: store.Written, files: Sequence[dict[str, Any]]) -> Manifest:
    published = reading.published.isoformat() if reading.published else ""
    identity = json.dumps([reading.form, published, written.sha256]).encode()
    return Manifest(
        name=name,
        sha256=hashlib.sha256(identity).hexdigest(),
        form=reading.form,
        list_id=reading.list_id,
        published=published,
        fetched=now(),
        entries=written.entries,
        names=written.names,
        schemas=written.schemas,
        records=written.sha256,
        reader=READER,
        nizam=__version__,
        notices=reading.notices.count,
        notice_lines=reading.notices.lines,
        files=list(files),
    )
