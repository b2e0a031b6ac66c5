"""`GET /search/{dataset}`: words and filters in, a page of entities with facets out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery, QueryParameter

from nizam.api.replies import reply
from nizam.api.yente import wire
from nizam.ftm.query import full_text
from nizam.ftm.search import FACETS, MORE_FACETS, Asked, search, sortable

_LABELS = {
    "countries": "Countries",
    "topics": "Topics",
    "datasets": "Data sources",
    "schema": "Entity types",
    "identifiers": "Identifiers",
    "genders": "Genders",
}
_MOST_OFFSET = 9499
_Wide = Annotated[str | None, QueryParameter(name="filter_op", description="OR or AND between values of a filter.")]


@get("/search/{dataset:str}", tags=["matching"])
async def find(
    request: Request[Any, Any, Any],
    dataset: FromPath[str],
    q: FromQuery[str] = "",
    schema: FromQuery[str] = "Thing",
    include_dataset: FromQuery[list[str] | None] = None,
    exclude_dataset: FromQuery[list[str] | None] = None,
    exclude_schema: FromQuery[list[str] | None] = None,
    changed_since: FromQuery[str | None] = None,
    countries: FromQuery[list[str] | None] = None,
    topics: FromQuery[list[str] | None] = None,
    datasets: FromQuery[list[str] | None] = None,
    filters: Annotated[list[str] | None, QueryParameter(name="filter", description="field:value")] = None,
    limit: FromQuery[int] = 10,
    offset: FromQuery[int] = 0,
    sort: FromQuery[list[str] | None] = None,
    target: FromQuery[bool | None] = None,  # noqa: ARG001 - clients send it; it has no meaning any more
    fuzzy: FromQuery[bool] = False,  # noqa: ARG001 - clients send it; words are found as typed, or by their beginning
    simple: FromQuery[bool] = False,
    facets: FromQuery[list[str] | None] = None,
    filter_op: _Wide = None,
) -> Response[bytes]:
    """Search the lists by words: names, numbers and addresses, with AND, OR, NOT, quotes, `*` and parentheses."""
    lists = wire.lists_of(request)
    wire.dataset_of(lists, dataset)
    wire.schema_of(schema)
    wire.within("limit", limit, 0, wire.MOST_RESULTS)
    wire.within("offset", offset, 0, _MOST_OFFSET)
    if filter_op not in (None, "AND", "OR"):
        raise HTTPException(status_code=422, detail=f"filter_op: {filter_op!r} is neither AND nor OR.")
    checked = wire.filters(
        include_dataset=include_dataset,
        exclude_dataset=exclude_dataset,
        exclude_schema=exclude_schema,
        changed_since=changed_since,
    )
    wanted = [
        (kind, tuple(value.lower() if kind == "countries" else value for value in values))
        for kind, values in (("countries", countries), ("topics", topics), ("datasets", datasets))
        if values
    ]
    wanted += [_filter(one) for one in filters or ()]
    asked = Asked(
        match=full_text(q, simple=simple),
        schema=schema,
        inside=tuple(sorted(checked.include_dataset)),
        wanted=tuple(wanted),
        unwanted=tuple(("datasets", name) for name in sorted(checked.exclude_dataset)),
        without_schemata=tuple(sorted(checked.exclude_schema)),
        every=filter_op == "AND",
        changed_since=checked.changed_since,
        sort=tuple(_sort(one) for one in sort or ()),
    )
    page = _page(lists.scope(dataset), asked, limit, offset, _facets(facets))
    return reply(
        {
            "limit": limit,
            "offset": offset,
            "total": {"value": page.total, "relation": "eq"},
            "results": [msgspec.Raw(found.row) for found in page.found],
            "facets": {
                name: {
                    "label": _LABELS[name],
                    "values": [{"name": value, "label": value, "count": count} for value, count in rows],
                }
                for name, rows in page.facets.items()
            },
        }
    )


def _page(graphs: Any, asked: Asked, limit: int, offset: int, facets: Sequence[str]) -> Any:
    try:
        return search(graphs, asked, limit, offset, facets)
    except sqlite3.OperationalError as error:
        raise HTTPException(status_code=400, detail=f"The query cannot be read: {error}") from None


def _facets(names: Sequence[str] | None) -> tuple[str, ...]:
    for name in names or ():
        if name not in (*FACETS, *MORE_FACETS):
            raise HTTPException(status_code=400, detail=f"Invalid facet: {name}")
    return tuple(names or FACETS)


def _filter(text: str) -> tuple[str, tuple[str, ...]]:
    field, found, value = text.partition(":")
    if not found or not field or not value:
        raise HTTPException(status_code=400, detail=f"Invalid filter: {text}; write it as field:value.")
    return field, (value,)


def _sort(text: str) -> tuple[str, bool]:
    field, _, order = text.partition(":")
    if not sortable(field) or order not in ("", "asc", "desc"):
        raise HTTPException(status_code=400, detail=f"Invalid sort: {text}; write it as first_seen:desc.")
    return field, order == "desc"
