"""What the command line does with an article, a deal and names, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromQuery, JSONBody

from nizam import traces, verbs
from nizam.api.config import Config
from nizam.api.replies import reply
from nizam.errors import BadDeal, BadRequest
from nizam.model.text import Document
from nizam.web.waits import waiting


class Reading(msgspec.Struct, forbid_unknown_fields=True):
    """An article: its text or page, or where it stands."""

    text: str | None = None
    url: str | None = None
    as_of: date | None = None


class Name(msgspec.Struct, forbid_unknown_fields=True, rename={"birth_date": "birthDate"}):
    """A name to screen, and what else is known."""

    name: str
    id: str | None = None
    schema: str | None = None
    birth_date: str | None = None
    countries: list[str] = []
    identifiers: dict[str, list[str]] = {}


class Names(msgspec.Struct, forbid_unknown_fields=True):
    """Names to screen in one request."""

    queries: list[Name]
    dataset: str = "default"
    limit: int = 5
    threshold: float = 0.7
    as_of: date | None = None


@post("/check", status_code=200, tags=["answers"], sync_to_thread=True)
def check(data: JSONBody[dict[str, Any]], as_of: FromQuery[date | None] = None) -> Response[bytes]:
    """Judge a deal: its fields, or `{"text": "one sentence"}`, in; its verdict out."""
    from nizam import casework
    from nizam.report.json import verdict_json

    if not isinstance(data.get("text"), str | None):
        raise BadDeal("text", f"{data['text']!r} is no text; tell the deal in words.")
    with traces.span("check") as tell:
        verdict = casework.check(data, as_of=as_of)
        tell("outcome", verdict.outcome.word)
        return reply(verdict_json(verdict))


@post("/read", status_code=200, tags=["answers"])
async def read(data: JSONBody[Reading]) -> Response[bytes]:
    """Read an article and answer every item in it."""
    how = sync_to_thread if data.url is None else waiting
    document = await how(verbs.given, data.text, data.url)
    return await sync_to_thread(_read, document, data.as_of)


def _read(document: Document, as_of: date | None) -> Response[bytes]:
    from nizam import casework
    from nizam.report.json import article_json

    with traces.span("read") as tell:
        case = casework.read(document, as_of=as_of)
        tell("items", len(case.reading.items))
        return reply(article_json(case))


@post("/screen", status_code=200, tags=["names"], sync_to_thread=True)
def screen(request: Request[Any, Any, Any], data: JSONBody[Names]) -> Response[bytes]:
    """Screen names: for each query the listed parties it may mean, best first, explained."""
    config: Config = request.app.state.config
    if not 1 <= len(data.queries) <= config.most_batch:
        raise BadRequest(f"queries: give 1 to {config.most_batch} at once; there are {len(data.queries)}.")
    found = []
    for query in data.queries:
        with traces.span("screen") as tell:
            matches = _asked_of_lists(query, data)
            tell("candidates", len(matches))
        row: dict[str, Any] = {"id": query.id} if query.id is not None else {}
        row |= matches.json()
        found.append(row | {"decision_id": matches.decision_id} if matches.decision_id else row)
    return reply({"responses": found})


def _asked_of_lists(query: Name, data: Names) -> verbs.Matches:
    return verbs.screen(
        query.name,
        schema=query.schema,
        birth_date=query.birth_date,
        countries=query.countries,
        identifiers=query.identifiers,
        dataset=data.dataset,
        as_of=data.as_of,
        limit=data.limit,
        threshold=data.threshold,
    )
