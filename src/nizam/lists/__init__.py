"""The lists at hand: what is listed, in which version, and everything done with them.

lists.names()                     every dataset, `un-dprk` first: it comes with Nizam
lists.dataset("us-ofac-sdn")      its entities by number or id, its hash and its dates; opens in milliseconds
lists.load("un-sc")               all its entities at once
lists.datasets("default")         every dataset there is
lists.content_hash()              one hash over the names and versions of them all
lists.HELD                        versions to answer from instead of those in use, as a service does

lists.add(path, "my-list") · lists.remove("my-list")          local files
lists.update.update(["un-sc"])                               official addresses
lists.diff.diff("un-sc", "8f3a…")                            two versions side by side
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from nizam import settings
from nizam.errors import BadRequest, SourceError
from nizam.index.snapshot import Manifest, Shelf, Snapshot, shelves
from nizam.index.store import Records, fingerprint
from nizam.model.entity import Entity
from nizam.record import Record

BUILT_IN = "un-dprk"
DEFAULT = "default"
_DESIGNATIONS = settings.packs() / "un_dprk" / "designations.yml"
HELD: ContextVar[Mapping[str, str] | None] = ContextVar("held_lists", default=None)
"""Hashes by list: what is asked within is answered from these versions, whichever are in use by now."""


class Dataset(Record, frozen=True):
    """One list in the version in use. `entities` is a sequence; of a stored list, each is decoded when asked for."""

    name: str
    sha256: str
    manifest: Manifest
    entities: Records | Sequence[Entity]

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __getitem__(self, number: int) -> Entity:
        return self.entities[number]

    def get(self, key: str) -> Entity | None:
        """The entity with an id; None where there is none."""
        if isinstance(self.entities, Records):
            return self.entities.get(key)
        return next((entity for entity in self.entities if entity.id == key), None)


def names() -> tuple[str, ...]:
    """Every dataset there is, the one that comes with Nizam first."""
    held = HELD.get()
    return (BUILT_IN, *(held if held is not None else (shelf.name for shelf in shelves())))


def dataset(name: str) -> Dataset:
    """A dataset in the version in use. Raises BadRequest where there is none of the name."""
    if name == BUILT_IN:
        return built_in()
    held = HELD.get()
    snapshot = Shelf(name).current() if held is None else _held(Shelf(name), held.get(name, ""))
    if snapshot is None:
        raise BadRequest(f"there is no list {name!r}; there are {', '.join(names())}. `nizam lists add` brings more.")
    return opened(snapshot)


def _held(shelf: Shelf, sha256: str) -> Snapshot | None:
    """A version by its hash, or what is in use where that was swept away meanwhile."""
    return (shelf.at(sha256) or shelf.current()) if sha256 else None


def datasets(name: str = DEFAULT) -> tuple[Dataset, ...]:
    """The datasets that a name stands for: itself, or all there are for `default`."""
    return tuple(dataset(one) for one in names()) if name == DEFAULT else (dataset(name),)


def load(name: str) -> tuple[Entity, ...]:
    """All entities of a dataset, or of all datasets for `default`."""
    return tuple(entity for one in datasets(name) for entity in one)


def content_hash(name: str = DEFAULT) -> str:
    """One hash over the names and versions that a name stands for: what an index built from them must carry."""
    digest = hashlib.sha256()
    for one in names() if name == DEFAULT else (name,):
        digest.update(f"{one} {version(one)}\n".encode())
    return digest.hexdigest()


def version(name: str) -> str:
    """The hash of a dataset's version in use, without opening it."""
    if name == BUILT_IN:
        return _own_version()
    held = HELD.get()
    if held is not None and name in held:
        return held[name]
    try:
        # asked for with every answer: the pointer says it, the manifest need not be read
        return (Shelf(name).folder / "current").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        raise BadRequest(f"there is no list {name!r}; there are {', '.join(names())}.") from None


@lru_cache(maxsize=1)
def _own_version() -> str:
    return hashlib.sha256(_DESIGNATIONS.read_bytes()).hexdigest()


def add(path: Path, name: str, *, force: bool = False) -> tuple[Snapshot, Snapshot | None]:
    """Take a local file or folder as a list; also the version that was in use before, where there was one."""
    from nizam.lists.keep import file_entry, keep
    from nizam.sources import detect

    if not path.exists():
        raise SourceError(f"there is no file or folder {str(path)!r}; give the list's file.")
    reading = detect.stream(path)
    files = [path] if path.is_file() else [file for file in sorted(path.iterdir()) if file.is_file()]
    return keep(name, reading, [file_entry(file) for file in files], force=force)


def remove(name: str) -> None:
    """Forget a list with all its versions."""
    if name == BUILT_IN:
        raise BadRequest(f"{BUILT_IN} comes with Nizam and cannot be removed.")
    shelf = Shelf(name)
    if shelf.current() is None:
        raise BadRequest(f"there is no list {name!r}; there are {', '.join(names())}.")
    shelf.remove()


def opened(snapshot: Snapshot) -> Dataset:
    """A version of a list as a dataset."""
    return Dataset(snapshot.manifest.name, snapshot.manifest.sha256, snapshot.manifest, snapshot.records())


@lru_cache(maxsize=1)
def built_in() -> Dataset:
    """The regime pack's own designations, there from the first run."""
    from nizam import __version__, yamltext
    from nizam.index.designated import load_designations

    entities = load_designations(_DESIGNATIONS)
    schemas: dict[str, int] = {}
    for entity in entities:
        schemas[entity.schema] = schemas.get(entity.schema, 0) + 1
    data = yamltext.load(_DESIGNATIONS)
    manifest = Manifest(
        name=BUILT_IN,
        sha256=version(BUILT_IN),
        form="pack",
        list_id=data["list"],
        published=data.get("published", ""),
        fetched="",
        entries=len(entities),
        names=sum(len(entity.names) for entity in entities),
        schemas=dict(sorted(schemas.items())),
        records="",
        reader="",
        nizam=__version__,
    )
    return Dataset(BUILT_IN, manifest.sha256, manifest, entities)


__all__ = [
    "BUILT_IN", "DEFAULT", "Dataset", "add", "built_in", "content_hash", "dataset", "datasets", "fingerprint", "load",
    "names", "opened", "remove", "version",
]  # fmt: skip
