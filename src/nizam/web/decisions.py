"""The log of answers: what was asked and decided, and whether we would say the same today."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Response
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath

from nizam.errors import BadRequest, NizamError
from nizam.model.verdict import Outcome
from nizam.web.answers import DATES
from nizam.web.forms import posted
from nizam.web.page import Asked, form_at, lang_of, page, page_at, word

_SHOWN = 50
_SCOPE = {"read": "read", "check": "read", "screen": "screen"}
_OUTCOMES = (*(one.word for one in Outcome), "match", "possible", "none")


def scope_of(kind: str) -> str:
    """The scope of a key that may see records of a kind: that of the question; `admin` of any other kind."""
    return _SCOPE.get(kind, "admin")


def visible(request: Asked, kind: str) -> bool:
    """Whether records of a kind are for whoever asks. Where no key was asked for, all of them are."""
    holder = request.scope["state"].get("holder")
    return holder is None or bool(holder.opens(scope_of(kind)))


@page_at("/decisions")
def log(request: Asked) -> Response[str]:
    """The latest records that a filter lets through."""
    from nizam import audit
    from nizam.audit import show
    from nizam.audit.read import KINDS

    asked, lang = request.query_params, lang_of(request)
    error, found = "", []
    try:
        found = audit.find(_filter(asked), limit=_SHOWN)
    except NizamError as problem:
        error = str(problem)
    return page(
        request, "decisions",
        rows=[(one, show.asked(one, lang)[:160]) for one in found if visible(request, one.kind)], error=error,
        kinds=[kind for kind in KINDS if visible(request, kind)], outcomes_known=_OUTCOMES,
        said=lambda group, name: show.word(group, name, lang),
        asked={name: asked.get(name, "") for name in ("kind", "outcome", "since", "until", "text")},
        filtered=any(asked.get(name) for name in ("kind", "outcome", "since", "until", "text", "before")),
        older=found[-1].seq if len(found) == _SHOWN else None, headline=_headline,
    )  # fmt: skip


@page_at("/decisions/{given:str}")
def one(request: Asked, given: FromPath[str]) -> Response[str]:
    """One record."""
    return _one(request, given)


@form_at("/decisions/{given:str}/replay")
async def replay(request: Asked, given: FromPath[str]) -> Response[str]:
    """Ask the same again, of today's law and lists."""
    await posted(request)
    return await sync_to_thread(_one, request, given, True)


def _one(request: Asked, given: str, again: bool = False) -> Response[str]:
    from nizam import audit
    from nizam.audit import show

    lang = lang_of(request)
    try:
        found = audit.get(given)
    except BadRequest as error:
        raise NotFoundException(detail=str(error)) from None
    if not visible(request, found.kind):
        raise PermissionDeniedException
    replayed, told = None, ""
    if again:
        from nizam import replay as replaying
        from nizam.replay import show as tell

        replayed = replaying.one(given)
        told = tell.replayed(replayed, lang)
    return page(
        request, "decision",
        again={} if again else None,
        one=found, asked=show.asked(found, lang), said=lambda group, name: show.word(group, name, lang),
        result=found.line.get("result") or {}, given=(found.personal or {}).get("input", {}),
        field=lambda name: _field(name, lang),
        replayed=replayed, told=told, headline=_headline, erasable=found.personal is None,
    )  # fmt: skip


_FIELDS = {
    "text": "sentence",
    **{name: f"fields.{name}" for name in (*DATES, "goods", "activity", "purpose", "vessel")},
}


def _field(name: str, lang: str) -> str:
    """A field of a deal as the form calls it."""
    return word(f"check.{_FIELDS[name]}", lang) if name in _FIELDS else name


def _headline(word: str) -> Outcome | None:
    """The outcome of the law that a record's word names; None for those of names and cases."""
    return Outcome[word.upper()] if word.upper() in Outcome.__members__ else None


def _filter(asked: Any) -> Any:
    from nizam.audit import Filter

    before = asked.get("before", "")
    return Filter(
        kind=asked.get("kind", ""),
        outcome=asked.get("outcome", ""),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        text=asked.get("text", "")[:200],
        before=int(before) if before.isdecimal() and len(before) < 18 else None,
    )


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadRequest(f"{given[:20]!r} is no day; write it as 2026-11-02.") from None


ROUTES = (*log, *one, *replay)
