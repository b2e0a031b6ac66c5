"""`GET /entities/{id}`: one entity, and what is tied to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath, FromQuery

from nizam.api.live import Lists
from nizam.api.replies import reply
from nizam.api.yente import wire
from nizam.ftm.graph import Found, Graph
from nizam.ftm.schemata import ENTITY, schemata
from nizam.ftm.search import sortable

_MOST_NESTED = 200


@get("/entities/{key:str}", tags=["entities"])
async def fetch(request: Request[Any, Any, Any], key: FromPath[str], nested: FromQuery[bool] = True) -> Response[bytes]:
    """An entity by its id; an id that was joined into another one leads there. `nested`: with what it is tied to."""
    lists = wire.lists_of(request)
    placed = _placed(lists, key)
    if isinstance(placed, str):
        return _moved(placed, "", request)
    graph, found = placed
    return reply(_nested(graph, found) if nested else found.data())


@get("/entities/{key:str}/adjacent", tags=["entities"])
async def adjacent(
    request: Request[Any, Any, Any],
    key: FromPath[str],
    sort: FromQuery[list[str] | None] = None,
    limit: FromQuery[int] = 10,
    offset: FromQuery[int] = 0,
) -> Response[bytes]:
    """An entity, and a page of what is tied to it, by property."""
    _within(limit, offset)
    lists = wire.lists_of(request)
    placed = _placed(lists, key)
    if isinstance(placed, str):
        return _moved(placed, "/adjacent", request)
    graph, found = placed
    ties = _ties(graph, found)
    return reply(
        {
            "entity": found.data(),
            "adjacent": {name: _page(graph, found, others, sort, limit, offset) for name, others in ties.items()},
        }
    )


@get("/entities/{key:str}/adjacent/{prop:str}", tags=["entities"])
async def adjacent_by(
    request: Request[Any, Any, Any],
    key: FromPath[str],
    prop: FromPath[str],
    sort: FromQuery[list[str] | None] = None,
    limit: FromQuery[int] = 10,
    offset: FromQuery[int] = 0,
) -> Response[bytes]:
    """A page of what is tied to an entity by one property."""
    _within(limit, offset)
    lists = wire.lists_of(request)
    placed = _placed(lists, key)
    if isinstance(placed, str):
        return _moved(placed, f"/adjacent/{quote(prop)}", request)
    graph, found = placed
    if prop not in _names(found.schema):
        raise NotFoundException(detail=f"{found.schema} has no property {prop} that ties it to another entity.")
    return reply(_page(graph, found, _ties(graph, found).get(prop, []), sort, limit, offset))


def _within(limit: int, offset: int) -> None:
    wire.within("limit", limit, 0, wire.MOST_RESULTS)
    wire.within("offset", offset, 0, 9499)


def _placed(lists: Lists, key: str) -> tuple[Graph, Found] | str:
    """The entity with the graph it is in, or the id it was joined into. 404 where there is neither."""
    for graph in lists.graphs.values():
        found = graph.get(key)
        if found is not None:
            return graph, found
    for graph in lists.graphs.values():
        canonical = graph.canonical(key)
        if canonical is not None:
            return canonical
    raise NotFoundException(detail="No such entity!")


def _moved(key: str, rest: str, request: Request[Any, Any, Any]) -> Response[bytes]:
    asked = request.scope.get("query_string", b"").decode("latin-1")
    where = f"/entities/{quote(key, safe='')}{rest}" + (f"?{asked}" if asked else "")
    return Response(b"", status_code=308, headers={"Location": where})


def _names(schema: str) -> dict[str, str]:
    """Every property that ties a schema to others, its own and those it has from the other side."""
    line = schemata()[schema].line
    own = {name: name for name, prop in schemata()[schema].properties.items() if prop.type == ENTITY}
    back = {
        prop.reverse: prop.name
        for other in schemata().values()
        for prop in other.properties.values()
        if prop.type == ENTITY and prop.reverse and prop.range in line
    }
    return {**own, **back}


def _ties(graph: Graph, found: Found) -> dict[str, list[Found]]:
    """What is tied to an entity, by the name the tie has from its side."""
    out: dict[str, list[Found]] = {}
    for name, key, own in graph.ties(found.id):
        other = graph.get(key)
        if other is None:
            continue
        if not own:
            prop = schemata()[other.schema].properties.get(name)
            name = prop.reverse if prop else ""
        if name:
            out.setdefault(name, []).append(other)
    return {name: out[name] for name in sorted(out)}


def _nested(graph: Graph, found: Found, left: int = 2, seen: frozenset[str] = frozenset()) -> dict[str, Any]:
    """An entity with those tied to it in place of their ids. A tie of two shows its other end, and goes no further."""
    data = found.data()
    path = seen | {found.id}
    for name, others in _ties(graph, found).items():
        shown = [one for one in others if one.id not in path][:_MOST_NESTED]
        if not shown:
            # only the way back
            data["properties"].setdefault(name, [one.id for one in others])
            continue
        data["properties"][name] = list(_inner(graph, shown, left - 1, path))
    return data


def _inner(graph: Graph, others: list[Found], left: int, path: frozenset[str]) -> Iterator[dict[str, Any]]:
    for other in others:
        # a tie (Ownership, Family ...) is nothing without its other end; whoever stands there is shown without theirs
        edge = not schemata()[other.schema].line & {"Thing"}
        yield _nested(graph, other, left, path) if left and edge else other.data()


def _page(
    graph: Graph, found: Found, others: list[Found], sort: list[str] | None, limit: int, offset: int
) -> dict[str, Any]:
    rows = [(one, one.data()) for one in others]
    for text in reversed(sort or []):
        field, _, order = text.partition(":")
        if not sortable(field) or order not in ("", "asc", "desc"):
            raise HTTPException(status_code=400, detail=f"Invalid sort: {text}; write it as first_seen:desc.")
        rows.sort(key=lambda row: str(row[1].get(field) or ""), reverse=order == "desc")
    shown = [one for one, _ in rows[offset : offset + limit]]
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": len(others), "relation": "eq"},
        "results": list(_inner(graph, shown, 1, frozenset((found.id,)))),
    }
