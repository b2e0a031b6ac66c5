"""What changed on the lists since a run: entries added, changed or removed, and those whose listing began or ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from nizam import lists
from nizam.index import store
from nizam.index.snapshot import Shelf
from nizam.index.store import Records
from nizam.model.entity import Entity
from nizam.record import Record, replace
from nizam.screening import matcher
from nizam.screening.explain import in_force
from nizam.screening.matcher import Matcher

SHIFT = 0.05
"""Share of a list's names that may change, all runs since the first together, before all its names count as changed:
how telling a word is hangs on the list."""
MOST = 0.25
"""Share of all names beyond which a whole run is no slower."""


class Rest(Record, frozen=True):
    """A list that a run rested on: its version, the names it had at first, and how many changed since."""

    sha256: str
    names: int
    moved: int = 0


class Changes(Record, frozen=True):
    """The entries in question, old versions of them too, and what the lists are now."""

    entities: list[Entity]
    rest: dict[str, Rest]

    def indexed(self, folder: Path) -> Path | None:
        """Write them where every process can open them; None where nothing changed."""
        if not self.entities:
            return None
        path = folder / "changed.idx"
        store.write(path.with_suffix(".bin"), _each_once(self.entities))
        matcher.build(self.entities, path)
        return path

    @staticmethod
    def opened(path: Path) -> Matcher:
        """The matcher over them."""
        return Matcher(path, Records(path.with_suffix(".bin")))


def resting_on(dataset: str) -> dict[str, Rest]:
    """The lists of a dataset as they are."""
    return {one.name: Rest(one.sha256, one.manifest.names) for one in lists.datasets(dataset)}


def changes(before: Mapping[str, Rest], now: Mapping[str, Rest], then: date, day: date) -> Changes | None:
    """Compare lists then and now; None where so much changed that everything had better be asked."""
    entities: list[Entity] = []
    rest: dict[str, Rest] = {}
    for name, one in now.items():
        held = before.get(name)
        found = _of_list(name, held, one, then, day)
        moved = held.moved + _names(found or ()) if held else 0
        if found is None or held is None or moved > SHIFT * held.names:
            found, rest[name] = list(lists.dataset(name)), one
        else:
            rest[name] = Rest(one.sha256, held.names, moved)
        entities += found
    if _names(entities) > MOST * sum(one.names for one in now.values()):
        return None
    return Changes(entities, rest)


def _of_list(name: str, held: Rest | None, now: Rest, then: date, day: date) -> list[Entity] | None:
    """The entries of a list that are not what they were; None where that cannot be told."""
    if held is None:
        return None
    current = lists.dataset(name).entities
    if held.sha256 == now.sha256:
        return [] if then == day else [one for one in current if in_force(one, then) != in_force(one, day)]
    snapshot = None if name == lists.BUILT_IN else Shelf(name).at(held.sha256)
    if snapshot is None:
        return None
    old = {one.id: one for one in snapshot.records()}
    out = []
    for one in current:
        was = old.pop(one.id, None)
        if was is None or was != one:
            out += [one] if was is None else [one, was]
        elif in_force(one, then) != in_force(one, day):
            out.append(one)
    return [*out, *old.values()]


def _names(entities: Iterable[Entity]) -> int:
    return sum(len(one.names) for one in entities)


def _each_once(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The old and the new version of an entry, and entries of several lists, under ids of their own."""
    return (replace(one, id=f"{number} {one.id}") for number, one in enumerate(entities))
