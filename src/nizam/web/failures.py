"""What went wrong, as a page where a page was asked for; for programs it stays JSON."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import NotAuthorizedException

from nizam.web.page import COOKIE, lang_of, page, to

_PHRASES = frozenset(one.phrase for one in HTTPStatus)
Handler = Callable[[Any, Any], Response[Any]]


def for_pages(otherwise: Handler) -> Handler:
    """The handler for errors that tells people in words, and programs as before."""

    def handled(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        answer = otherwise(request, error)
        if not _is_page(request):
            return answer
        if isinstance(error, NotAuthorizedException):
            return _sign_in(request)
        status = answer.status_code or 500
        detail = str(getattr(error, "detail", "") or error) if status < 500 else ""
        if detail in _PHRASES:
            # the page says as much in its own words
            detail = ""
        kept = {name: value for name, value in answer.headers.items() if name.lower() == "retry-after"}
        kind = {403: "forbidden", 404: "missing", 413: "too_long", 429: "too_many"}.get(status, "failed")
        return page(request, "error", status=status, headers=kept, kind=kind, detail=detail)

    return handled


def _is_page(request: Request[Any, Any, Any]) -> bool:
    path = request.scope["path"]
    return path in ("/", "/en", "/ar") or path.startswith(("/en/", "/ar/"))


def _sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """To the form for a key, and from there back to where somebody wanted to go."""
    lang = lang_of(request)
    wanted = request.url.path if request.method == "GET" else f"/{lang}"
    refused = COOKIE in request.cookies
    answer = to(f"/{lang}/sign-in?next={quote(wanted)}{'&refused=1' if refused else ''}")
    if refused:
        answer.delete_cookie(COOKIE)
    return answer
