"""What changed on a list, as something that names can be held against: only whom it touches is screened again.

The entries that were added, changed or delisted, as they were and as they are, are a small list of their own. A name
that comes nowhere near it has the same answer before and after.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nizam.index.store import Records
from nizam.lists.diff import compare
from nizam.model.entity import Entity
from nizam.screening import matcher
from nizam.screening.asked import identifiers
from nizam.screening.matcher import Matcher

ALONE, HELPED = 0.2, 0.02
"""Score of a name from which it is screened again: where nothing else is known, and where a birth date or a country
may lift it over a threshold. Far below what is needed, as a small list weighs words a little otherwise."""
_NUMBER = re.compile(r"\d{7}")
Entities = Sequence[Entity] | Records
Some = tuple[Entity, ...]
Asked = tuple[str, str | None, bool]
"""A name, its schema where known, and whether more is known of the party."""


class Delta:
    """The entries of two versions that differ. `ids` are their ids; `before` are the changed ones as they were."""

    def __init__(self, added: Some, delisted: Some, changed: Some, before: Some) -> None:
        self.added, self.delisted, self.changed, self.before = added, delisted, changed, before
        entities = [*added, *delisted, *changed, *before]
        self.ids = frozenset(one.id for one in entities)
        self._numbers = {
            (kind, value)
            for one in entities
            for kind, values in identifiers(one.identifiers).items()
            for value in values
        }
        self._matcher: Matcher | None = None
        if entities:
            # the index is read through a map that outlives the folder
            with tempfile.TemporaryDirectory(prefix="nizam-delta-") as folder:
                path = Path(folder) / "names.idx"
                matcher.build(iter(entities), path)
                self._matcher = Matcher(path, entities)

    @staticmethod
    def between(old: Entities, new: Entities) -> Delta:
        """What differs between two versions."""
        found = compare(old, new, "", "")
        changed = {entity.id for entity, _ in found.changed}
        before = tuple(one for one in old if one.id in changed) if changed else ()
        return Delta(found.added, found.delisted, tuple(entity for entity, _ in found.changed), before)

    def __reduce__(self) -> tuple[Any, ...]:
        return Delta, (self.added, self.delisted, self.changed, self.before)

    def __bool__(self) -> bool:
        return bool(self.ids)

    def near(self, asked: Sequence[Asked]) -> list[bool]:
        """Of each name, whether it comes near an entry that changed."""
        if self._matcher is None:
            return [False] * len(asked)
        scored = self._matcher.batch([(name, schema) for name, schema, _ in asked])
        return [
            (bool(found) and any(row.score >= (HELPED if more else ALONE) for row in found.values()))
            or self._written(name)
            for (name, _, more), found in zip(asked, scored, strict=True)
        ]

    def _written(self, name: str) -> bool:
        """Whether a number stands in the name that an entry has: a ship may be asked for by it."""
        return any(("imoNumber", number) in self._numbers for number in _NUMBER.findall(name))

    def shares_number(self, given: Mapping[str, Any]) -> bool:
        """Whether identifiers meet those of an entry that changed."""
        if not given or not self._numbers:
            return False
        held = {kind: [values] if isinstance(values, str) else list(values) for kind, values in given.items()}
        return any((kind, value) in self._numbers for kind, values in identifiers(held).items() for value in values)


def ids_in(result: Mapping[str, Any]) -> Iterable[str]:
    """The list entries that a recorded result names."""
    for row in result.get("matches", ()):
        yield row["entity"]
    for row in result.get("dismissed", ()):
        yield row["entity"]
    for row in result.get("listed", ()):
        yield row["entity"]
    for row in (*result.get("parties", ()), *(p for item in result.get("items", ()) for p in item["parties"])):
        if row.get("entry"):
            yield row["entry"]
