"""The schemata of FollowTheMoney: who descends from whom, which properties each has, and what their values are."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.record import Record

_TABLE = Path(__file__).parent / "model.yml"
ENTITY = "entity"


class Property(Record, frozen=True):
    """A property as its schema declares it. `range` and `reverse` are those of a property that points to an entity."""

    schema: str
    name: str
    type: str
    range: str = ""
    reverse: str = ""

    @property
    def label(self) -> str:
        """Its name in words: "mainCountry" is "Main country"."""
        return _words(self.name)


class Schema(Record, frozen=True):
    """A schema with everything it inherits. `line` holds its own name and those of all it descends from."""

    name: str
    line: frozenset[str]
    matchable: bool
    properties: dict[str, Property]

    @property
    def label(self) -> str:
        """Its name in words: "LegalEntity" is "Legal entity"."""
        return _words(self.name)


@lru_cache(maxsize=1)
def schemata() -> dict[str, Schema]:
    """Every schema by name."""
    table = yamltext.load(_TABLE)
    made: dict[str, Schema] = {}

    def make(name: str) -> Schema:
        if name in made:
            return made[name]
        row = table[name]
        parents = [make(parent) for parent in row.get("extends", ())]
        properties = {key: one for parent in parents for key, one in parent.properties.items()}
        for key, kind in row.get("properties", {}).items():
            if isinstance(kind, list):
                properties[key] = Property(name, key, ENTITY, kind[0], kind[1] if len(kind) > 1 else "")
            else:
                properties[key] = Property(name, key, kind)
        line = frozenset((name,)).union(*(parent.line for parent in parents))
        made[name] = Schema(name, line, row.get("matchable") == "true", properties)
        return made[name]

    for name in table:
        make(name)
    return made


@lru_cache(maxsize=1)
def properties() -> tuple[Property, ...]:
    """Every property once, by schema and name."""
    found = {(p.schema, p.name): p for schema in schemata().values() for p in schema.properties.values()}
    return tuple(found[key] for key in sorted(found))


def is_a(name: str, wanted: str) -> bool:
    """Whether a schema is another one, or descends from it."""
    schema = schemata().get(name)
    return schema is not None and wanted in schema.line


def _words(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return spaced[:1].upper() + spaced[1:].lower()
