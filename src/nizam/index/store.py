"""Entities in one file that opens in milliseconds: any of them can be had by number or id without reading the rest.

    magic · entity, entity, … (JSON) · offsets · id hashes, sorted · numbers in their order · footer

The file is memory-mapped, so processes share it. It is written once and never changed; numbers are in the byte order
of the machine that wrote it, and another machine builds its own.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nizam.errors import IndexStale, SourceError
from nizam.model.entity import Address, Designation, Entity, Name
from nizam.record import Record

_MAGIC = b"NIZREC1" + sys.byteorder[:1].encode()
_FOOTER = struct.Struct("=QQQ8s")


class Written(Record, frozen=True):
    """What went into a records file. `sha256` is of the entities, in order: the same content gives the same hash."""

    sha256: str
    entries: int
    names: int
    schemas: dict[str, int]


def write(path: Path, entities: Iterable[Entity]) -> Written:
    """Write entities as they come and flush them to disk. Raises SourceError where an id stands twice."""
    digest = hashlib.sha256()
    offsets, hashes = array("Q", [len(_MAGIC)]), array("Q")
    names, schemas = 0, dict[str, int]()
    with path.open("wb") as handle:
        handle.write(_MAGIC)
        for entity in entities:
            blob = encode(entity)
            handle.write(blob)
            digest.update(len(blob).to_bytes(8, "big") + blob)
            offsets.append(offsets[-1] + len(blob))
            hashes.append(_hash(entity.id))
            names += len(entity.names)
            schemas[entity.schema] = schemas.get(entity.schema, 0) + 1
        order = array("Q", sorted(range(len(hashes)), key=hashes.__getitem__))
        hashes = array("Q", [hashes[number] for number in order])
        at = offsets[-1]
        start = -(-at // 8) * 8
        handle.write(b"\0" * (start - at))
        for table in (offsets, hashes, order):
            handle.write(table.tobytes())
        handle.write(_FOOTER.pack(start, len(order), at, _MAGIC))
        handle.flush()
        os.fsync(handle.fileno())
    _no_id_twice(path, hashes, order)
    return Written(digest.hexdigest(), len(order), names, dict(sorted(schemas.items())))


class Records:
    """A records file, open. Behaves as a sequence of entities; iterating decodes one at a time."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises IndexStale where it is damaged or of another machine."""
        self.path = path
        try:
            with path.open("rb") as handle:
                self._map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
            view = memoryview(self._map)
            start, count, end, magic = _FOOTER.unpack(view[-_FOOTER.size :])
            if magic != _MAGIC or bytes(view[:8]) != _MAGIC or start + (3 * count + 1) * 8 + _FOOTER.size != len(view):
                raise ValueError("wrong frame")
        except (ValueError, struct.error) as error:
            raise IndexStale(f"{path}: the records are damaged; add or update the list again.") from error
        except OSError as error:
            raise IndexStale(f"{path}: the records cannot be read ({error.strerror}); add the list again.") from error
        self._view, self._end = view, end
        self._offsets = view[start : start + (count + 1) * 8].cast("Q")
        self._hashes = view[start + (count + 1) * 8 : start + (2 * count + 1) * 8].cast("Q")
        self._numbers = view[start + (2 * count + 1) * 8 : start + (3 * count + 1) * 8].cast("Q")

    def __len__(self) -> int:
        return len(self._hashes)

    def __getitem__(self, number: int) -> Entity:
        return decode(self.blob(number))

    def __iter__(self) -> Iterator[Entity]:
        return (self[number] for number in range(len(self)))

    def blob(self, number: int) -> bytes:
        """An entity as stored."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return bytes(self._view[self._offsets[number] : self._offsets[number + 1]])

    def number(self, key: str) -> int | None:
        """The number of the entity with an id; None where there is none."""
        wanted = _hash(key)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            number = self._numbers[at]
            if self[number].id == key:
                return number
            at += 1
        return None

    def get(self, key: str) -> Entity | None:
        """The entity with an id; None where there is none."""
        number = self.number(key)
        return None if number is None else self[number]

    def ids(self) -> Iterator[tuple[str, int]]:
        """Every id with its number, in order."""
        for number in range(len(self)):
            yield json.loads(self.blob(number))["id"], number


def fingerprint(entity: Entity) -> str:
    """A short hash of everything a list says of an entity: it changes when the record does."""
    return hashlib.sha256(encode(entity)).hexdigest()[:16]


def encode(entity: Entity) -> bytes:
    """An entity as JSON without its empty fields, always the same for the same content."""
    row: dict[str, Any] = {"id": entity.id, "schema": entity.schema, "caption": entity.caption}
    row["names"] = [[name.text, name.kind, name.lang] for name in entity.names]
    row["designations"] = [_listing(listing) for listing in entity.designations]
    row["addresses"] = [[address.text, address.country] for address in entity.addresses]
    for key in _PLAIN:
        row[key] = getattr(entity, key)
    for key in _MAPS:
        row[key] = {name: list(values) for name, values in sorted(getattr(entity, key).items())}
    kept = {key: value for key, value in row.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(blob: bytes) -> Entity:
    """The entity that `encode` wrote."""
    row = json.loads(blob.decode("utf-8", "surrogatepass"))
    names = tuple(Name(*name) for name in row.pop("names", ()))
    listings = tuple(_designation(listing) for listing in row.pop("designations", ()))
    addresses = tuple(Address(*address) for address in row.pop("addresses", ()))
    for key in _MAPS:
        if key in row:
            row[key] = {name: tuple(values) for name, values in row[key].items()}
    for key in _TUPLES:
        if key in row:
            row[key] = tuple(row[key])
    if "links" in row:
        row["links"] = tuple((kind, target) for kind, target in row["links"])
    row.setdefault("caption", "")
    return Entity(names=names, designations=listings, addresses=addresses, **row)


_TUPLES = ("countries", "birth_dates", "roles", "nationalities", "birth_places", "topics", "datasets")
_PLAIN = (*_TUPLES, "links", "gender")
_MAPS = ("identifiers", "properties")
_LISTING = ("list_id", "reference", "provisions", "instrument", "confidence", "authority", "programmes", "measures")
_DAYS = ("listed_on", "until", "amended")


def _listing(listing: Designation) -> dict[str, Any]:
    row = {key: getattr(listing, key) for key in _LISTING}
    row.update({key: day.isoformat() for key in _DAYS if (day := getattr(listing, key))})
    return {key: value for key, value in row.items() if value}


def _designation(row: dict[str, Any]) -> Designation:
    found: dict[str, Any] = {"list_id": "", "reference": "", **row}
    found.update({key: date.fromisoformat(row[key]) for key in _DAYS if key in row})
    found.update({key: tuple(row[key]) for key in ("provisions", "programmes", "measures") if key in row})
    return Designation(**found)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _no_id_twice(path: Path, hashes: array[int], order: array[int]) -> None:
    doubled = [at for at in range(1, len(hashes)) if hashes[at] == hashes[at - 1]]
    if not doubled:
        return
    records = Records(path)
    for at in doubled:
        one, other = records[order[at - 1]], records[order[at]]
        if one.id == other.id:
            raise SourceError(
                f"the id {one.id} stands twice in the list ({one.caption}, {other.caption}); it is damaged."
            )
