"""Two versions of a list side by side: who was added, who was delisted, and of whom what changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nizam.errors import BadRequest
from nizam.index import store
from nizam.index.snapshot import Shelf, Snapshot, shelves
from nizam.index.store import Records
from nizam.lists import BUILT_IN, built_in, names
from nizam.model.entity import Entity
from nizam.record import Record, fields

_SHORTEST_HASH = 6
Values = tuple[str, ...]


class Change(Record, frozen=True):
    """One field of an entity that differs: the values only the old version has, and those only the new one has."""

    field: str
    removed: Values
    added: Values


class Diff(Record, frozen=True):
    """`old` and `new` say what was compared; entities are in the order of their list."""

    old: str
    new: str
    added: tuple[Entity, ...]
    delisted: tuple[Entity, ...]
    changed: tuple[tuple[Entity, tuple[Change, ...]], ...]


def diff(old: str, new: str = "") -> Diff:
    """Compare two versions, each a list's name, a hash (or its first six digits or more), or a file or folder.

    With one name only: its version in use with the one before. Raises BadRequest where there is nothing of the name.
    """
    if not new:
        old, new = _last_two(old)
    with tempfile.TemporaryDirectory(prefix="nizam-") as folder:
        first, first_label = _side(old, Path(folder) / "old")
        second, second_label = _side(new, Path(folder) / "new")
        return compare(first, second, first_label, second_label)


def compare(old: Sequence[Entity] | Records, new: Sequence[Entity] | Records, old_label: str, new_label: str) -> Diff:
    """Compare entities by id."""
    olds = {key: (number, blob) for number, (key, blob) in enumerate(_blobs(old))}
    added, changed, kept = [], [], set()
    for number, (key, blob) in enumerate(_blobs(new)):
        held = olds.get(key)
        if held is None:
            added.append(new[number])
            continue
        kept.add(key)
        if held[1] != blob:
            entity = new[number]
            changed.append((entity, _changes(old[held[0]], entity)))
    delisted = [old[number] for key, (number, _) in olds.items() if key not in kept]
    return Diff(old_label, new_label, tuple(added), tuple(delisted), tuple(changed))


def _blobs(entities: Sequence[Entity] | Records) -> Iterator[tuple[str, int]]:
    """Each id with a hash of its record: small enough to hold for a whole list."""
    for number in range(len(entities)):
        blob = entities.blob(number) if isinstance(entities, Records) else store.encode(entities[number])
        yield store.decode(blob).id, hash(blob)


def _changes(old: Entity, new: Entity) -> tuple[Change, ...]:
    out = []
    for field in fields(Entity):
        before, after = _values(getattr(old, field.name)), _values(getattr(new, field.name))
        if before != after:
            gone = tuple(value for value in before if value not in after)
            come = tuple(value for value in after if value not in before)
            if gone or come:
                out.append(Change(field.name, gone, come))
    # the same values in another order are no change of substance, but the record did change
    return tuple(out) or (Change("order", (), ()),)


def _values(value: Any) -> Values:
    """A field as texts that can be compared and shown."""
    if isinstance(value, str):
        return (value,) if value else ()
    if hasattr(value, "items"):
        return tuple(f"{key} {text}" for key, texts in sorted(value.items()) for text in texts)
    return tuple(_text(one) for one in value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    parts = [getattr(value, field.name) for field in fields(value)]
    texts = [", ".join(part) if isinstance(part, tuple) else str(part) for part in parts if part]
    return " · ".join(texts)


def _side(given: str, scratch: Path) -> tuple[Sequence[Entity] | Records, str]:
    """The entities that a word on the command line stands for, and what to call them."""
    if given == BUILT_IN:
        own = built_in()
        return own.entities, BUILT_IN
    if given in names():
        snapshot = Shelf(given).current()
        if snapshot is not None:
            return snapshot.records(), _label(snapshot)
    found = _by_hash(given)
    if found is not None:
        return found.records(), _label(found)
    path = Path(given)
    if path.exists():
        from nizam.sources import detect

        store.write(scratch, detect.stream(path).entities)
        return Records(scratch), path.name
    raise BadRequest(f"{given!r} is no list, no hash of a version and no file; lists are {', '.join(names())}.")


def _by_hash(given: str) -> Snapshot | None:
    text = given.removeprefix("sha256:").lower()
    if len(text) < _SHORTEST_HASH or not set(text) <= set("0123456789abcdef"):
        return None
    found = [one for shelf in shelves() for one in shelf.history() if one.manifest.sha256.startswith(text)]
    if len({one.manifest.sha256 for one in found}) > 1:
        raise BadRequest(f"{given!r} begins the hashes of {len(found)} versions; give more of it.")
    return found[0] if found else None


def _last_two(name: str) -> tuple[str, str]:
    if name not in names() or name == BUILT_IN:
        raise BadRequest(
            f"give two lists, hashes or files to compare, or the name of one list; there is no list {name!r}."
        )
    current = Shelf(name).current()
    others = [one for one in Shelf(name).history() if current and one.manifest.sha256 != current.manifest.sha256]
    if current is None or not others:
        raise BadRequest(f"the list {name} has only one version so far; there is nothing to compare it with.")
    return others[0].manifest.sha256, current.manifest.sha256


def _label(snapshot: Snapshot) -> str:
    manifest = snapshot.manifest
    return f"{manifest.name} {manifest.published or manifest.fetched[:10]} {manifest.sha256[:12]}"
