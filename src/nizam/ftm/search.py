"""Search over the full text of graphs: a query and filters in, a page of entities, a total and facets out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from nizam.ftm.graph import Found, Graph
from nizam.ftm.schemata import schemata
from nizam.record import Record

FACETS = ("countries", "topics", "datasets")
MORE_FACETS = ("schema", "identifiers", "genders")
_FACET_KIND = {"identifiers": "#", "genders": "properties.gender"}
_MOST_FACETS = 100
_ORDERS = frozenset({"first_seen", "last_seen", "last_change", "caption", "id", "schema"})


class Asked(Record, frozen=True):
    """What is searched: `match` is a full-text expression or None, `schema` the one wanted with its descendants.

    `wanted` are groups of (kind, values): an entity has one of the values of each group, or every one where `every`.
    `inside` are lists or datasets of which one has it. `unwanted` are (kind, value) that it must not have. `sort` are
    (field, descending).
    """

    match: str | None = None
    schema: str = "Thing"
    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unwanted: tuple[tuple[str, str], ...] = ()
    without_schemata: tuple[str, ...] = ()
    every: bool = False
    inside: tuple[str, ...] = ()
    changed_since: str = ""
    sort: tuple[tuple[str, bool], ...] = ()


class Page(Record, frozen=True):
    """A page of entities. `facets` are counts by facet and value, the most frequent first."""

    total: int
    found: Sequence[Found]
    facets: Mapping[str, Sequence[tuple[str, int]]]


def sortable(name: str) -> bool:
    """Whether entities can be put in order by a field."""
    return name in _ORDERS


def search(graphs: Mapping[str, Graph], asked: Asked, limit: int, offset: int, facets: Iterable[str]) -> Page:
    """Entities of several lists, each list's own first-ranked before; an entity of two lists comes once."""
    wanted_facets = tuple(facets)
    counted: dict[str, dict[str, int]] = {name: {} for name in wanted_facets}
    rows: list[tuple[tuple[object, ...], Found]] = []
    total = 0
    seen = set[str]()
    for name, graph in graphs.items():
        where, values = _where(asked, name)
        if where is None:
            continue
        ids, more = _some(graph.connection, asked, where, values, limit + offset)
        fresh = [(key, found) for key, found in ids if found.id not in seen]
        seen |= {found.id for _, found in fresh}
        rows += fresh
        total += more
        for facet in wanted_facets:
            for value, count in _facet(graph.connection, facet, name, where, values, more):
                counted[facet][value] = counted[facet].get(value, 0) + count
    rows.sort(key=lambda row: row[0])
    for field, descending in reversed(asked.sort):
        at = [one for one, _ in asked.sort].index(field) + 1
        rows.sort(key=lambda row: str(row[0][at] or ""), reverse=descending)
    return Page(
        total,
        [found for _, found in rows[offset : offset + limit]],
        {
            name: sorted(found.items(), key=lambda one: (-one[1], one[0]))[:_MOST_FACETS]
            for name, found in counted.items()
        },
    )


def _where(asked: Asked, dataset: str) -> tuple[str | None, list[object]]:
    """The condition on `entity`, and its values; None where the list cannot have any."""
    clauses, values = list[str](), list[object]()
    if asked.match is not None:
        clauses.append("number IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(asked.match)
    fitting = [name for name, one in schemata().items() if asked.schema in one.line]
    fitting = [name for name in fitting if not schemata()[name].line.intersection(asked.without_schemata)]
    clauses.append(f"schema IN ({_marks(fitting)})")
    values += fitting
    groups = [(kind, wanted, asked.every) for kind, wanted in asked.wanted]
    groups += [("datasets", asked.inside, False)] if asked.inside else []
    for kind, wanted, every in groups:
        if kind == "datasets" and dataset in wanted and (not every or len(wanted) == 1):
            continue
        parts = [[one] for one in wanted] if every else [list(wanted)]
        for part in parts:
            clauses.append(f"number IN (SELECT number FROM value WHERE kind = ? AND value IN ({_marks(part)}))")
            values += [kind, *part]
    for kind, value in asked.unwanted:
        if (kind, value) == ("datasets", dataset):
            return None, []
        clauses.append("number NOT IN (SELECT number FROM value WHERE kind = ? AND value = ?)")
        values += [kind, value]
    if asked.changed_since:
        clauses.append("last_change >= ?")
        values.append(asked.changed_since)
    return " AND ".join(clauses), values


def _some(
    connection: sqlite3.Connection, asked: Asked, where: str, values: list[object], most: int
) -> tuple[list[tuple[tuple[object, ...], Found]], int]:
    total = connection.execute(f"SELECT count(*) FROM entity WHERE {where}", values).fetchone()[0]
    fields = [field for field, _ in asked.sort]
    order = [f"{field} {'DESC' if descending else 'ASC'}" for field, descending in asked.sort]
    rank = "0"
    if asked.match is not None and not asked.sort:
        # a target before what is merely tied to one, then by how well and how wholly the words fit
        rank = "(SELECT bm25(words) FROM words WHERE words MATCH ? AND rowid = number)"
        values = [asked.match, *values]
    columns = ", ".join(["id, schema, row", f"{rank} AS rank", *fields])
    order = order or ["target DESC", "rank", "number"]
    rows = connection.execute(
        f"SELECT {columns} FROM entity WHERE {where} ORDER BY {', '.join(order)} LIMIT ?", [*values, most]
    )
    return [((row[3], *row[4:]), Found(*row[:3])) for row in rows], total


def _facet(
    connection: sqlite3.Connection, facet: str, dataset: str, where: str, values: list[object], total: int
) -> Iterable[tuple[str, int]]:
    if facet == "schema":
        yield from connection.execute(f"SELECT schema, count(*) FROM entity WHERE {where} GROUP BY schema", values)
        return
    rows = connection.execute(
        f"SELECT value, count(*) AS n FROM value WHERE kind = ? AND number IN (SELECT number FROM entity WHERE {where})"
        " GROUP BY value ORDER BY n DESC LIMIT ?",
        [_FACET_KIND.get(facet, facet), *values, _MOST_FACETS],
    )
    own = False
    for value, count in rows:
        own |= value == dataset
        yield value, count
    if facet == "datasets" and not own and total:
        yield dataset, total


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
