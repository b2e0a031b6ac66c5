"""Lists from their official addresses: fetched only if they changed, put to use only if they are sound."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nizam.errors import BadRequest, NizamError, SourceError
from nizam.index.snapshot import Shelf, Snapshot
from nizam.lists.keep import READER, keep, touch
from nizam.record import Record
from nizam.sources import detect
from nizam.sources.addresses import Address, addresses
from nizam.sources.download import Downloaded, Progress, download


class Updated(Record, frozen=True):
    """What became of one list: `outcome` is new, updated, unchanged or failed; `error` says why it failed."""

    name: str
    outcome: str
    now: Snapshot | None = None
    before: Snapshot | None = None
    error: NizamError | None = None


def update(
    names: Sequence[str] = (),
    *,
    force: bool = False,
    progress: Callable[[str, str], Progress] = lambda _name, _file: lambda _read, _of: None,
) -> Iterator[Updated]:
    """Update lists one by one; without names, all that have an address and are not optional, and those at hand.

    One list that fails does not keep the others from being updated. Raises BadRequest for an unknown name at once.
    """
    known = addresses()
    for name in names:
        if name not in known:
            raise BadRequest(f"no address is known for the list {name!r}; known are {', '.join(known)}.")
    chosen = names or [name for name, one in known.items() if not one.optional or Shelf(name).current() is not None]
    return _each([known[name] for name in dict.fromkeys(chosen)], force, progress)


def _each(chosen: list[Address], force: bool, progress: Callable[[str, str], Progress]) -> Iterator[Updated]:
    for address in chosen:
        try:
            yield _one(address, force, progress)
        except NizamError as error:
            yield Updated(address.name, "failed", error=error)


def _one(address: Address, force: bool, progress: Callable[[str, str], Progress]) -> Updated:
    before = Shelf(address.name).current()
    with tempfile.TemporaryDirectory(prefix="nizam-") as folder:
        got = _fetch(address, Path(folder), _held(before) if not force else {}, progress)
        if before is not None and not any(one.changed for one in got.values()):
            return Updated(address.name, "unchanged", touch(address.name, before), before)
        if not all(one.changed for one in got.values()):
            # one of several files is new: the others are needed as well
            got = _fetch(address, Path(folder), {}, progress)
        files = {name: Path(folder) / name for name, _ in address.files}
        reading = detect.stream_files(dict(files))
        if address.list_id and reading.list_id != address.list_id:
            raise SourceError(f"{address.name}: the address gives the list {reading.list_id}; what is in use stays.")
        if reading.published is None and (days := [one.day() for one in got.values() if one.day()]):
            reading.published = date.fromisoformat(max(days))
        entries = [_entry(name, url, got[name]) for name, url in address.files]
        now, before = keep(address.name, reading, entries, force=force)
    if before is None:
        return Updated(address.name, "new", now)
    same = before.manifest.sha256 == now.manifest.sha256
    return Updated(address.name, "unchanged" if same else "updated", now, before)


def _fetch(
    address: Address, folder: Path, held: dict[str, dict[str, Any]], progress: Callable[[str, str], Progress]
) -> dict[str, Downloaded]:
    got = {}
    for name, url in address.files:
        marks = held.get(url, {})
        got[name] = download(
            url,
            folder / name,
            etag=marks.get("etag", ""),
            modified=marks.get("modified", ""),
            most_bytes=address.most_bytes,
            progress=progress(address.name, name),
        )
    return got


def _held(before: Snapshot | None) -> dict[str, dict[str, Any]]:
    """What is at hand of each address; nothing where older readers took less from it."""
    if before is None or before.manifest.reader != READER:
        return {}
    return {file["url"]: file for file in before.manifest.files if "url" in file}


def _entry(name: str, url: str, got: Downloaded) -> dict[str, Any]:
    return {
        "name": name,
        "url": url,
        "bytes": got.bytes,
        "sha256": got.sha256,
        "etag": got.etag,
        "modified": got.modified,
    }
