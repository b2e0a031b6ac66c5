"""`POST /match/{dataset}`: examples in, entities of the lists that may be meant out, scored and explained."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery, JSONBody

from nizam import recorded, traces
from nizam.api.config import Config
from nizam.api.live import Lists
from nizam.api.replies import reply
from nizam.api.yente import wire
from nizam.api.yente.catalog import checked_algorithm, checked_config
from nizam.ftm.graph import Found
from nizam.ftm.schemata import Schema
from nizam.goodguys import Sifted
from nizam.model.entity import Match
from nizam.record import asdict
from nizam.web.waits import waiting

_THRESHOLD = 0.7
_MORE = 30
"""Matches asked for beyond the limit: the total counts them, and a filter may take some away."""
_MOST_NAMES = 20
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
"""Parts of a person's name, in the order a name has them."""
_ANY = frozenset({"Thing", "Asset", "LegalEntity"})
"""Schemata under which everybody is looked for."""
_FEATURES = {"name": "name_match"}


class Example(msgspec.Struct):
    """Somebody to look for, as an entity: a schema and what is known."""

    schema: str
    properties: dict[str, Any] = {}
    id: str | None = None


class Batch(msgspec.Struct):
    """Examples by keys of the caller's own. `weights` and `config` are checked; Nizam's scores have no dials."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}
    params: dict[str, Any] = {}


@post("/match/{dataset:str}", status_code=200, tags=["matching"])
async def match(
    request: Request[Any, Any, Any],
    dataset: FromPath[str],
    data: JSONBody[Batch],
    limit: FromQuery[int] = 5,
    threshold: FromQuery[float] = _THRESHOLD,
    cutoff: FromQuery[float | None] = None,
    algorithm: FromQuery[str] = "best",
    include_dataset: FromQuery[list[str] | None] = None,
    exclude_schema: FromQuery[list[str] | None] = None,
    exclude_dataset: FromQuery[list[str] | None] = None,
    topics: FromQuery[list[str] | None] = None,
    changed_since: FromQuery[str | None] = None,
    exclude_entity_ids: FromQuery[list[str] | None] = None,
) -> Response[bytes]:
    """Find entities that match examples. A score equal to `threshold` is a match and is returned; properties that the
    schema does not have are named in `unknown_properties`."""
    config: Config = request.app.state.config
    lists = wire.lists_of(request)
    wire.dataset_of(lists, dataset)
    checked_algorithm(algorithm)
    checked_config(data.config)
    if not 1 <= len(data.queries) <= config.most_batch:
        raise HTTPException(status_code=400, detail=f"Give 1 to {config.most_batch} queries; got {len(data.queries)}.")
    for name, value in (("threshold", threshold), ("cutoff", cutoff)):
        if value is not None and not 0 <= value <= 1:
            raise HTTPException(status_code=422, detail=f"{name}: {value} is not from 0 to 1.")
    wire.within("limit", limit, 0, wire.MOST_RESULTS)
    filters = wire.filters(
        include_dataset=include_dataset,
        exclude_dataset=exclude_dataset,
        exclude_schema=exclude_schema,
        topics=topics,
        changed_since=changed_since,
        exclude_entity_ids=exclude_entity_ids,
    )
    schemas = {key: _matchable(example.schema) for key, example in data.queries.items()}
    responses = {}
    more = {} if filters.none() else {"filters": json.dumps(asdict(filters), default=sorted, sort_keys=True)}
    records = recorded.Screening(dataset, limit=limit, threshold=threshold, **more)
    for number, (key, example) in enumerate(data.queries.items()):
        if number:
            # others are answered between the queries of a long batch
            await asyncio.sleep(0)
        properties, unknown = wire.properties_of(schemas[key], example.properties)
        with traces.span("match") as tell:
            found = matches(
                lists,
                dataset,
                schemas[key],
                properties,
                limit=limit,
                threshold=threshold,
                floor=cutoff if cutoff is not None else min(_THRESHOLD, threshold),
                filters=filters,
            )
            tell("candidates", len(found))
        told = [one for _, one in found[:limit] if one.score >= threshold]
        decision = records.add(asked_of(schemas[key], properties), Sifted(told), as_of=None)
        responses[key] = {
            "status": 200,
            "results": [msgspec.Raw(_result(stored.row, one, threshold)) for stored, one in found[:limit]],
            "total": {"value": sum(one.score >= threshold for _, one in found), "relation": "eq"},
            "query": {"id": example.id, "schema": example.schema, "properties": properties},
            **({"unknown_properties": unknown} if unknown else {}),
            **({"decision_id": decision} if decision else {}),
        }
    await waiting(recorded.settle)
    return reply({"responses": responses, "limit": limit}, headers={"x-batch-size": str(len(responses))})


def _matchable(name: str) -> Schema:
    schema = wire.schema_of(name)
    if not schema.matchable and name not in _ANY:
        raise HTTPException(status_code=400, detail=f"Schema {name} cannot be matched; use Person or LegalEntity.")
    return schema


def matches(
    lists: Lists,
    dataset: str,
    schema: Schema,
    properties: Mapping[str, Sequence[str]],
    *,
    limit: int,
    threshold: float,
    floor: float,
    filters: wire.Filters,
) -> list[tuple[Found, Match]]:
    """Stored entities that an example may mean, best first, with scores from `floor` on; some more than `limit`."""
    best: dict[str, Match] = {}
    for one in _candidates(lists, dataset, schema, properties, limit + _MORE, min(floor, threshold)):
        held = best.get(one.entity.id)
        if held is None or held.score < one.score:
            best[one.entity.id] = one
    out = []
    for one in sorted(best.values(), key=lambda one: (-one.score, one.entity.id)):
        if one.score < floor:
            # its name alone would have met the threshold, and something else about it speaks against
            continue
        placed = lists.get(one.entity.id, dataset)
        if placed is not None and (filters.none() or filters.passes(placed[0], placed[1].data())):
            out.append((placed[1], one))
    return out


def _candidates(
    lists: Lists, dataset: str, schema: Schema, properties: Mapping[str, Sequence[str]], limit: int, floor: float
) -> Iterable[Match]:
    screener = lists.screeners[dataset]
    asked = asked_of(schema, properties)
    # without any name, a number may still tell who is meant
    for name in asked.pop("names") or ([""] if asked["identifiers"] else []):
        yield from screener.screen(name, limit=limit, threshold=floor, **asked)


def asked_of(schema: Schema, properties: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What an example asks the lists: its names, and what else is known."""
    names = [value for name in _NAMES for value in properties.get(name, ())]
    if not names:
        parts = [values[0] for name in _PARTS if (values := properties.get(name))]
        names = [" ".join(parts)] if parts else []
    countries = dict.fromkeys(value for value in _valued(schema, properties, "country") if len(value) == 2)
    identifiers = {
        name: tuple(values)
        for name, values in properties.items()
        if name in schema.properties and schema.properties[name].type == "identifier"
    }
    return {
        "names": list(dict.fromkeys(names[:_MOST_NAMES])),
        "schema": None if schema.name in _ANY else schema.name,
        "countries": tuple(countries),
        "birth_date": next(iter(properties.get("birthDate", ())), None),
        "identifiers": identifiers,
    }


def _valued(schema: Schema, properties: Mapping[str, Sequence[str]], kind: str) -> Iterable[str]:
    for name, values in properties.items():
        if name in schema.properties and schema.properties[name].type == kind:
            yield from values


def _result(row: bytes, match: Match, threshold: float) -> bytes:
    """The stored entity with what makes it a result."""
    explained = {
        _FEATURES.get(one.name, one.name): {
            "score": one.score,
            "detail": one.detail or None,
            "query": one.query,
            "candidate": one.candidate,
        }
        for one in match.features
    }
    more = {"score": match.score, "match": match.score >= threshold, "explanations": explained}
    return row[:-1] + b"," + msgspec.json.encode(more)[1:]
