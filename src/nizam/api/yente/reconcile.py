"""`/reconcile/{dataset}`: the Reconciliation Service API 0.2, which OpenRefine speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery, QueryParameter

from nizam.api.config import Config
from nizam.api.live import Lists
from nizam.api.replies import reply
from nizam.api.yente import wire
from nizam.api.yente.catalog import checked_algorithm
from nizam.api.yente.match import matches
from nizam.ftm.graph import Found
from nizam.ftm.query import full_text
from nizam.ftm.schemata import Property, Schema, properties, schemata
from nizam.ftm.search import Asked, search

_SPACE = "https://www.opensanctions.org/reference/#schema"
_TYPES = ("Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Address")
_MOST_LIMIT = 100
_SUGGESTED = 10


@get("/reconcile/{dataset:str}", tags=["reconciliation"])
async def manifest(request: Request[Any, Any, Any], dataset: FromPath[str]) -> Response[bytes]:
    """What the service can do, for OpenRefine."""
    wire.dataset_of(wire.lists_of(request), dataset)
    base = str(request.base_url).rstrip("/") + f"/reconcile/{quote(dataset)}"
    root = str(request.base_url).rstrip("/")

    def suggest(kind: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/suggest/{kind}"}

    return reply(
        {
            "versions": ["0.2"],
            "name": f"Nizam: {dataset}",
            "identifierSpace": _SPACE,
            "schemaSpace": _SPACE,
            "documentation": f"{root}/schema",
            "batchSize": 3,
            "view": {"url": f"{root}/entities/{{{{id}}}}"},
            "defaultTypes": [_type(schemata()[name]) for name in _TYPES],
            "suggest": {"entity": suggest("entity"), "type": suggest("type"), "property": suggest("property")},
            "extend": {"propose_properties": {"service_url": base, "service_path": "/extend/property"}},
        }
    )


@post("/reconcile/{dataset:str}", status_code=200, tags=["reconciliation"])
async def reconcile(
    request: Request[Any, Any, Any],
    dataset: FromPath[str],
    algorithm: FromQuery[str] = "best",
    changed_since: FromQuery[str | None] = None,
) -> Response[bytes]:
    """Form fields: `queries` (JSON of queries by key) or `extend` (JSON of ids and properties)."""
    lists = wire.lists_of(request)
    wire.dataset_of(lists, dataset)
    checked_algorithm(algorithm)
    filters = wire.Filters(changed_since=wire.since_of(changed_since))
    form = await request.form()
    if form.get("extend"):
        return reply(_extended(lists, dataset, _json(form["extend"], "extend")))
    if not form.get("queries"):
        raise HTTPException(status_code=400, detail="Give the form field `queries` or `extend`.")
    queries = _json(form["queries"], "queries")
    config: Config = request.app.state.config
    if len(queries) > config.most_batch:
        raise HTTPException(status_code=400, detail=f"Give at most {config.most_batch} queries; got {len(queries)}.")
    answers = {}
    for key, query in queries.items():
        answers[key] = {"result": _reconciled(lists, dataset, query, filters)}
        # others are answered between the queries of a long batch
        await asyncio.sleep(0)
    return reply(answers)


@get("/reconcile/{dataset:str}/suggest/entity", tags=["reconciliation"])
async def suggest_entity(
    request: Request[Any, Any, Any], dataset: FromPath[str], prefix: FromQuery[str] = "", limit: FromQuery[int] = 10
) -> Response[bytes]:
    """Entities whose words begin as typed."""
    wire.within("limit", limit, 0, wire.MOST_RESULTS)
    lists = wire.lists_of(request)
    wire.dataset_of(lists, dataset)
    words = prefix.split()
    found: Iterable[Found] = ()
    if words:
        # the last word may not be finished yet
        typed = full_text(" ".join(words), simple=True)
        begun = f"{typed}*" if typed and typed.endswith('"') and typed != '""' else typed
        asked = Asked(match=begun, schema="Thing", without_schemata=("Address",))
        found = search(lists.scope(dataset), asked, min(limit, _MOST_LIMIT), 0, ()).found
    return _suggested(prefix, [_described(one) for one in found])


@get("/reconcile/{dataset:str}/suggest/property", tags=["reconciliation"])
async def suggest_property(
    request: Request[Any, Any, Any], dataset: FromPath[str], prefix: FromQuery[str] = ""
) -> Response[bytes]:
    """Properties that hold what was typed."""
    wire.dataset_of(wire.lists_of(request), dataset)
    typed = prefix.strip().casefold()
    found = [one for one in properties() if typed and typed in f"{one.name} {one.label}".casefold()]
    return _suggested(prefix, [_property(one) for one in found])


@get("/reconcile/{dataset:str}/suggest/type", tags=["reconciliation"])
async def suggest_type(
    request: Request[Any, Any, Any], dataset: FromPath[str], prefix: FromQuery[str] = ""
) -> Response[bytes]:
    """Schemata that hold what was typed."""
    wire.dataset_of(wire.lists_of(request), dataset)
    typed = prefix.strip().casefold()
    found = [
        one for one in schemata().values() if typed and one.matchable and typed in f"{one.name} {one.label}".casefold()
    ]
    return _suggested(prefix, [_type(one) for one in found])


@get("/reconcile/{dataset:str}/extend/property", tags=["reconciliation"])
async def extend_property(
    request: Request[Any, Any, Any],
    dataset: FromPath[str],
    kind: Annotated[str, QueryParameter(name="type")] = "Thing",
    limit: FromQuery[int] = 50,
) -> Response[bytes]:
    """Properties a table can be extended by. `type` is the schema."""
    wire.within("limit", limit, 0, wire.MOST_RESULTS)
    wire.dataset_of(wire.lists_of(request), dataset)
    schema = wire.schema_of(kind)
    found = [one for one in schema.properties.values() if one.type != "entity"]
    return reply(
        {
            "limit": limit,
            "type": schema.name,
            "properties": [{"id": one.name, "name": one.label} for one in found[:limit]],
        }
    )


def _reconciled(lists: Lists, dataset: str, query: Any, filters: wire.Filters) -> list[dict[str, Any]]:
    if not isinstance(query, Mapping):
        raise HTTPException(status_code=400, detail="A query is an object with `query`, `type`, `limit`, `properties`.")
    kind = query.get("type") or "Thing"
    schema = wire.schema_of(str(kind[0] if isinstance(kind, list) and kind else kind))
    given: dict[str, list[Any]] = {"name": [str(query.get("query", ""))]}
    for row in query.get("properties") or ():
        if not isinstance(row, Mapping):
            raise HTTPException(status_code=400, detail="properties: each is an object with `pid` and `v`.")
        name, value = str(row.get("pid", "")).rpartition(":")[2], row.get("v")
        given.setdefault(name, []).extend(_plain(value))
    known, _ = wire.properties_of(schemata()["LegalEntity"] if schema.name == "Thing" else schema, given)
    limit = query.get("limit") or 5
    if not isinstance(limit, int) or limit < 1:
        raise HTTPException(status_code=400, detail=f"limit: {limit!r} is no number of results.")
    limit = min(limit, _MOST_LIMIT)
    found = matches(lists, dataset, schema, known, limit=limit, threshold=0.7, floor=0.5, filters=filters)
    return [
        {**_described(stored), "score": round(match.score * 100, 2), "match": match.score >= 0.7}
        for stored, match in found[:limit]
    ]


def _extended(lists: Lists, dataset: str, asked: Any) -> dict[str, Any]:
    if not isinstance(asked, Mapping) or not isinstance(asked.get("ids"), list):
        raise HTTPException(status_code=400, detail="extend: give `ids` and `properties`.")
    names = [
        str(row.get("id", "")).rpartition(":")[2] for row in asked.get("properties") or () if isinstance(row, Mapping)
    ]
    rows: dict[str, Any] = {}
    for key in asked["ids"]:
        placed = lists.get(str(key), dataset)
        held = placed[1].data()["properties"] if placed else {}
        rows[str(key)] = {name: [{"str": value} for value in held.get(name, ())] for name in names}
    return {"meta": [{"id": name, "name": name} for name in names], "rows": rows}


def _json(text: Any, field: str) -> Any:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise HTTPException(status_code=400, detail=f"{field}: not JSON ({error}).") from None
    if not isinstance(found, dict):
        raise HTTPException(status_code=400, detail=f"{field}: a JSON object is wanted.")
    return found


def _plain(value: Any) -> Iterable[Any]:
    for one in value if isinstance(value, list) else [value]:
        yield one.get("name") or one.get("id") if isinstance(one, Mapping) else one


def _described(found: Found) -> dict[str, Any]:
    data = found.data()
    countries = sorted(
        {code for name in ("country", "nationality", "jurisdiction") for code in data["properties"].get(name, ())}
    )
    return {
        "id": found.id,
        "name": data["caption"],
        "description": ", ".join([schemata()[found.schema].label, *(code.upper() for code in countries)]),
        "type": [_type(schemata()[found.schema])],
    }


def _type(schema: Schema) -> dict[str, str]:
    return {"id": schema.name, "name": schema.label, "description": schema.label}


def _property(prop: Property) -> dict[str, str]:
    return {"id": f"{prop.schema}:{prop.name}", "name": prop.label, "description": f"{prop.label} of {prop.schema}"}


def _suggested(prefix: str, result: list[dict[str, Any]]) -> Response[bytes]:
    return reply({"code": "/api/status/ok", "status": "200 OK", "prefix": prefix, "result": result})
