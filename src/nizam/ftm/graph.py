"""A version of a list as one file of SQLite: whole entities by id, the ties between them both ways, and full text.

    entity(number, id, schema, caption, first_seen, last_seen, last_change, target, row)
    value(kind, value, number)      what is filtered and counted by: countries, topics, datasets, properties
    referent(id, number)            ids that were joined into another
    tie(source, property, target)   ids, as the source's property names the target
    words                           full text: names, addresses, numbers; other scripts also in Latin letters

It is made once per version beside the other caches, and opened read-only by every process.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nizam import settings
from nizam.ftm.convert import converted, moment
from nizam.ftm.schemata import ENTITY, schemata
from nizam.index.store import Records
from nizam.lists import Dataset
from nizam.lists.keep import WHOLE
from nizam.record import Record
from nizam.text.romanise import romanise

_VERSION = "1"
_KINDS = {"country": "countries", "topic": "topics"}
_SPOKEN = frozenset({"name", "address", "identifier", "string"})
_TABLES = """
CREATE TABLE entity(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, schema TEXT, caption TEXT, first_seen TEXT,
  last_seen TEXT, last_change TEXT, target INTEGER, row BLOB);
CREATE TABLE value(kind TEXT, value TEXT, number INTEGER, PRIMARY KEY(kind, value, number)) WITHOUT ROWID;
CREATE TABLE referent(id TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE tie(source TEXT, property TEXT, target TEXT, PRIMARY KEY(source, property, target)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");
"""
Rows = Callable[[], Iterable[Mapping[str, Any]]]
"""Gives the rows from the first each time it is called."""
_LATER = "CREATE INDEX tied ON tie(target); CREATE INDEX of_schema ON entity(schema);"


class Found(Record, frozen=True):
    """An entity as stored: `row` is its JSON."""

    id: str
    schema: str
    row: bytes

    def data(self) -> dict[str, Any]:
        """Its JSON, read."""
        found: dict[str, Any] = json.loads(self.row)
        return found


class Graph:
    """A graph file, open. Not for use by several threads at once."""

    def __init__(self, path: Path) -> None:
        # immutable: nobody writes a finished file, so a folder without write access will do
        self.connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)

    def get(self, key: str) -> Found | None:
        """The entity with an id; None where there is none."""
        row = self.connection.execute("SELECT id, schema, row FROM entity WHERE id = ?", (key,)).fetchone()
        return Found(*row) if row else None

    def canonical(self, key: str) -> str | None:
        """The id that another one was joined into."""
        row = self.connection.execute(
            "SELECT entity.id FROM referent JOIN entity USING(number) WHERE referent.id = ?", (key,)
        ).fetchone()
        return row[0] if row else None

    def ties(self, key: str) -> Iterator[tuple[str, str, bool]]:
        """(property as its schema declares it, the other's id, whether the entity itself holds it)."""
        for name, other in self.connection.execute("SELECT property, target FROM tie WHERE source = ?", (key,)):
            yield name, other, True
        for name, other in self.connection.execute("SELECT property, source FROM tie WHERE target = ?", (key,)):
            yield name, other, False

    def with_number(self, values: Iterable[str]) -> list[str]:
        """Ids of entities that have one of these identifiers."""
        asked = list(dict.fromkeys(_plain(value) for value in values if value))[:50]
        marks = ",".join("?" * len(asked))
        rows = self.connection.execute(
            f"SELECT DISTINCT id FROM value JOIN entity USING(number) WHERE kind = '#' AND value IN ({marks})", asked
        )
        return [row[0] for row in rows]


def path_of(sha256: str) -> Path:
    """Where the graph of a version of a list is kept."""
    return settings.home() / "cache" / "graph" / f"{sha256[:32]}-{_VERSION}.db"


def opened(dataset: Dataset) -> Graph:
    """The graph of a list in the version in use; made where it is not there yet."""
    path = path_of(dataset.sha256)
    if not path.is_file():
        build(lambda: _whole(dataset), path)
    return Graph(path)


def _whole(dataset: Dataset) -> Iterator[Mapping[str, Any]]:
    raw = whole_path(dataset)
    if raw is not None:
        with raw.open("rb") as lines:
            for line in lines:
                yield json.loads(line)
        return
    seen = dataset.manifest.fetched
    for entity in dataset:
        yield converted(entity, dataset.name, seen)


def whole_path(dataset: Dataset) -> Path | None:
    """The list's own lines, kept of lists in FollowTheMoney's form."""
    if not isinstance(dataset.entities, Records):
        return None
    path = dataset.entities.path.with_name(WHOLE)
    return path if path.is_file() else None


def build(rows: Rows, path: Path) -> None:
    """Write a graph file, whole or not at all. Lines with the same id are joined."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    database = sqlite3.connect(fresh)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        for number, row in enumerate(_joined(rows)):
            _write(database, number, row)
        database.executescript(_LATER)
        database.execute("INSERT INTO words(words) VALUES('optimize')")
        database.commit()
    finally:
        database.close()
    os.replace(fresh, path)


def _joined(rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Each id once. Only those that come again are held, so a list of millions does not fill the memory."""
    seen, again = set[str](), dict[str, int]()
    for row in rows():
        if row["id"] in seen:
            again[row["id"]] = again.get(row["id"], 1) + 1
        seen.add(row["id"])
    held: dict[str, dict[str, Any]] = {}
    for row in rows():
        left = again.get(row["id"])
        if left is None:
            yield row
            continue
        whole = held.setdefault(row["id"], {**row, "properties": {}})
        for name, values in row.get("properties", {}).items():
            place = whole["properties"].setdefault(name, [])
            place += [value for value in values if value not in place]
        again[row["id"]] = left - 1
        if left == 1:
            yield held.pop(row["id"])


def _write(database: sqlite3.Connection, number: int, given: Mapping[str, Any]) -> None:
    row = _shaped(given)
    schema = schemata()[row["schema"]]
    database.execute(
        "INSERT INTO entity VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            row["id"],
            row["schema"],
            row["caption"],
            row["first_seen"],
            row["last_seen"],
            row["last_change"],
            row["target"],
            json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
        ),
    )
    spoken = [row["caption"]]
    values = {("datasets", name) for name in row["datasets"]}
    ties = set[tuple[str, str, str]]()
    for name, given_values in row["properties"].items():
        prop = schema.properties.get(name)
        kind = prop.type if prop else "string"
        if kind == ENTITY:
            ties |= {(row["id"], name, value) for value in given_values}
            continue
        values |= {(f"properties.{name}", value) for value in given_values if len(value) < 200}
        if kind in _KINDS:
            values |= {(_KINDS[kind], value) for value in given_values}
        if kind == "identifier":
            values |= {("#", _plain(value)) for value in given_values}
        if kind in _SPOKEN:
            spoken += given_values
    database.executemany("INSERT OR IGNORE INTO value VALUES(?, ?, ?)", [(*value, number) for value in values])
    database.executemany("INSERT OR IGNORE INTO referent VALUES(?, ?)", [(one, number) for one in row["referents"]])
    database.executemany("INSERT OR IGNORE INTO tie VALUES(?, ?, ?)", ties)
    said = dict.fromkeys(spoken)
    said |= dict.fromkeys(romanise(text) for text in spoken if not text.isascii())
    database.execute("INSERT INTO words(rowid, text) VALUES(?, ?)", (number, "\n".join(said)))


def _shaped(given: Mapping[str, Any]) -> dict[str, Any]:
    """An entity with every key the wire has, and values that are lists of text."""
    schema = given["schema"] if given["schema"] in schemata() else "Thing"
    properties = {
        name: [str(value) for value in (values if isinstance(values, list) else [values])]
        for name, values in given.get("properties", {}).items()
    }
    names = properties.get("name") or [given["id"]]
    return {
        "id": given["id"],
        "caption": given.get("caption") or names[0],
        "schema": schema,
        "properties": properties,
        "datasets": list(given.get("datasets", ())),
        "referents": list(given.get("referents", ())),
        "target": bool(given.get("target", False)),
        "first_seen": moment(given.get("first_seen")),
        "last_seen": moment(given.get("last_seen")),
        "last_change": moment(given.get("last_change")),
    }


def _plain(value: str) -> str:
    """A number as it is compared: letters and digits, in capitals, without what says whose number it is."""
    return re.sub(r"^IMO", "", re.sub(r"[^0-9A-Z]", "", value.upper()))
