"""Who is watched: names with what is known of them, and deals, each under an id of the caller's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nizam.audit import entry, store
from nizam.errors import BadRequest, NizamError
from nizam.record import Record

KINDS = ("customer", "vessel", "deal")
_NAMED = ("name", "schema", "birth_date", "countries", "identifiers", "scope")
_LONGEST = 200
_AT_ONCE = 400


class Watched(Record, frozen=True):
    """One that is watched. `content` is what is asked: of a name `name` and what else is known, of a deal `deal`.
    `answer` is the last one (`outcome`, `result`, `decision_id`), None before the first; `basis` what it rests on."""

    id: str
    kind: str
    content: Mapping[str, Any]
    answer: Mapping[str, Any] | None = None
    basis: Mapping[str, Any] | None = None
    changed: str = ""

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "id": self.id,
            "kind": self.kind,
            **self.content,
            "outcome": self.answer["outcome"] if self.answer else None,
            "decision_id": self.answer.get("decision_id") if self.answer else None,
            "changed": self.changed,
        }


class Registered(Record, frozen=True):
    """What a registration did. `bad`: place and reason of each row that could not be used."""

    added: int
    replaced: int
    bad: tuple[tuple[str, str], ...] = ()


def register(rows: Iterable[Mapping[str, Any]]) -> Registered:
    """Watch names and deals: `{"id", "kind", "name", "schema", "birth_date", "countries", "identifiers", "scope"}` or
    `{"id", "kind": "deal", "deal": {…}}`. One of an id that is there takes its place. Raises BadRequest."""
    return _put([watched(row) for row in rows])


def watched(row: Mapping[str, Any]) -> Watched:
    """A row, checked. Raises BadRequest."""
    deal, name = row.get("deal"), row.get("name")
    kind = str(row.get("kind") or ("deal" if deal else "vessel" if row.get("schema") == "Vessel" else "customer"))
    if kind not in KINDS:
        raise BadRequest(f"there is no kind {kind!r} to watch; there are {', '.join(KINDS)}.")
    if kind == "deal":
        if not isinstance(deal, Mapping) or not deal:
            raise BadRequest("a deal that is watched needs `deal`, its fields.")
        content: dict[str, Any] = {"deal": dict(deal)}
        given = row.get("id") or deal.get("id")
    else:
        if not isinstance(name, str) or not name.strip():
            raise BadRequest("whoever is watched needs a `name`.")
        content = {key: row[key] for key in _NAMED if row.get(key)}
        if kind == "vessel":
            content.setdefault("schema", "Vessel")
        given = row.get("id")
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    own = str(given).strip() if given else f"w-{hashlib.sha256(raw.encode('utf-8', 'replace')).hexdigest()[:12]}"
    if len(own) > 64:
        raise BadRequest(f"the id {own[:20]}… is longer than 64 characters.")
    return Watched(own, kind, json.loads(raw))


def register_file(
    source: str, *, kind: str = "", columns: tuple[str, ...] = (), schema: str | None = None
) -> Registered:
    """Watch the rows of a table (csv, xlsx, parquet …: columns as `nizam screen` takes them, and `id`), or of a file of
    deals (.json, .yml; .jsonl with --kind deal). Raises BadInput, BadRequest where the whole cannot be used."""
    if kind == "deal" or Path(source).suffix in (".json", ".yml", ".yaml"):
        return _deals(source)
    from nizam import tabular
    from nizam.screenfile.mapping import mapping_of
    from nizam.screenfile.query import Unusable, query_of

    good: list[Watched] = []
    bad: list[tuple[str, str]] = []
    with tabular.opened(source) as table:
        own = table.columns.index("id") if "id" in table.columns else None
        kinds = table.columns.index("kind") if "kind" in table.columns else None
        mapping = mapping_of(table, columns, None, "scope" if "scope" in table.columns else None)
        for line in table.lines():
            try:
                query = query_of(line, mapping, schema)
                row = {
                    "id": tabular.as_text(line.cells[own]) if own is not None else "",
                    "kind": kind or (tabular.as_text(line.cells[kinds]) if kinds is not None else ""),
                    "name": query.names[0] if query.names else "",
                    "schema": query.schema, "birth_date": query.birth_date, "countries": query.countries,
                    "identifiers": query.identifiers, "scope": list(query.scope),
                }  # fmt: skip
                good.append(watched(row))
            except (Unusable, NizamError) as problem:
                bad.append((line.place, str(problem)))
    done = _put(good)
    return Registered(done.added, done.replaced, tuple(bad))


def _deals(source: str) -> Registered:
    from nizam.dealfile import read_deals

    good: list[Watched] = []
    bad: list[tuple[str, str]] = []
    for number, row in enumerate(read_deals(source)[1], 1):
        if isinstance(row.given, NizamError):
            bad.append((f"deal {number}", str(row.given)))
        else:
            good.append(watched({"kind": "deal", "deal": row.given, "id": row.id}))
    done = _put(good)
    return Registered(done.added, done.replaced, tuple(bad))


def _put(rows: Sequence[Watched]) -> Registered:
    from sqlalchemy import delete, insert, select

    from nizam.audit.tables import WATCHED

    fresh = {one.id: one for one in rows}
    if not fresh:
        return Registered(0, 0)
    replaced = 0
    with store.writing() as connection:
        for at in range(0, len(fresh), _AT_ONCE):
            some = list(fresh.values())[at : at + _AT_ONCE]
            ids = [one.id for one in some]
            replaced += len(connection.execute(select(WATCHED.c.id).where(WATCHED.c.id.in_(ids))).all())
            connection.execute(delete(WATCHED).where(WATCHED.c.id.in_(ids)))
            connection.execute(insert(WATCHED), [stored(one) for one in some])
    return Registered(len(fresh) - replaced, replaced)


def stored(one: Watched) -> dict[str, Any]:
    """One as its table holds it."""
    return {
        "id": one.id, "kind": one.kind, "content": _text(one.content), "answer": _text(one.answer),
        "basis": _text(one.basis), "changed": one.changed or entry.now(),
    }  # fmt: skip


def _text(data: Any) -> str | None:
    return None if data is None else json.dumps(data, ensure_ascii=False, sort_keys=True)


def _data(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def find(*, kind: str = "", limit: int = 1_000_000) -> list[Watched]:
    """Those watched, by id."""
    from sqlalchemy import select

    from nizam.audit.tables import WATCHED

    query = select(WATCHED).order_by(WATCHED.c.id).limit(limit)
    if kind:
        query = query.where(WATCHED.c.kind == kind)
    with store.reading() as connection:
        return [
            Watched(row.id, row.kind, json.loads(row.content), _data(row.answer), _data(row.basis), row.changed)
            for row in connection.execute(query)
        ]


def remove(ids: Sequence[str]) -> int:
    """Watch these no more; how many were watched. Their decisions stay in the log."""
    from sqlalchemy import delete

    from nizam.audit.tables import WATCHED

    with store.writing() as connection:
        return int(connection.execute(delete(WATCHED).where(WATCHED.c.id.in_(list(ids)))).rowcount)
