"""The library: the latest articles that watched feeds brought, a search in them, and each with its report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nizam import settings
from nizam.errors import BadRequest
from nizam.library.store import Kept, Library
from nizam.model.verdict import Outcome
from nizam.web.page import Asked, lang_of, page, page_at

_SHOWN = 50


@page_at("/articles")
def latest(request: Asked) -> Response[str]:
    """The latest, or those that some words are found in."""
    asked = " ".join(request.query_params.get("q", "").split())[:200]
    rows = found(asked, _SHOWN) if asked else _latest()
    return page(request, "articles", asked=asked, rows=[(one, _outcomes(one.outcomes)) for one in rows])


@page_at("/articles/{number:int}")
def one(request: Asked, number: FromPath[int]) -> Response[str]:
    """One article with what was found in it."""
    lang = lang_of(request)
    if not _here():
        raise NotFoundException
    with Library() as library:
        kept = library.articles(ids=(number,))
        if not kept:
            raise NotFoundException
        try:
            report = library.report(number)
        except BadRequest as error:
            raise NotFoundException(detail=str(error)) from None
    items = sorted(report["items"], key=lambda item: -Outcome.of(item["verdict"]["outcome"]).value)
    return page(
        request, "library",
        kept=kept[0], items=[(item, Outcome.of(item["verdict"]["outcome"])) for item in items],
        named=_named(report), report=report, said=lambda text: text.get(lang) or text.get("en") or "",
    )  # fmt: skip


def found(asked: str, most: int) -> list[Kept]:
    """Articles that hold the words, best first."""
    if not _here():
        return []
    from nizam.library import search

    ids = search.find(asked, most)
    with Library() as library:
        by_id = {kept.id: kept for kept in library.articles(ids=ids)} if ids else {}
    return [by_id[number] for number in ids if number in by_id]


def _latest() -> list[Kept]:
    if not _here():
        return []
    with Library() as library:
        return library.articles(limit=_SHOWN)


def _here() -> bool:
    """Whether there is a library: looking at a page makes none."""
    return (settings.home() / "library.sqlite3").exists()


def _outcomes(words: tuple[str, ...]) -> list[Outcome]:
    return [Outcome.of(word) for word in dict.fromkeys(words)]


def _named(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Who is named, those that may be listed first."""
    return sorted(report["entities"], key=lambda e: (not e["listed"], -len(e["mentions"])))[:40]


ROUTES = (*latest, *one)
