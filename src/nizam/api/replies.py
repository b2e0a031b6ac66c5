"""How the service answers: JSON, and for everything that went wrong `{"detail": …}` with a fitting status."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from nizam.audit.store import LogError
from nizam.errors import BadDeal, BadInput, BadRequest, IndexStale, NizamError, SourceError

_LOG = logging.getLogger("nizam.api")
_ENCODER = msgspec.json.Encoder()
# The nearest class of an error decides.
_STATUS: tuple[tuple[type[NizamError], int], ...] = (
    (BadRequest, 400),
    (BadInput, 422),
    (IndexStale, 503),
    (SourceError, 502),
    (LogError, 503),
    (NizamError, 500),
)


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response[bytes]:
    """JSON of plain data."""
    return Response(_ENCODER.encode(data), status_code=status, media_type=MediaType.JSON, headers=headers)


def of_nizam(_request: Request[Any, Any, Any], error: NizamError) -> Response[bytes]:
    """What Nizam says on purpose: its sentence, and the field of a deal where it is about one."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    body: dict[str, Any] = {"detail": str(error), "code": error.code}
    if isinstance(error, BadDeal):
        body["field"] = error.field
    return reply(body, status)


def of_http(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework says: no route, no such method, a body that is no JSON or of another shape."""
    detail, status = error.detail, error.status_code
    if isinstance(error, ValidationException):
        status = 422
        if isinstance(error.extra, list) and error.extra:
            detail = "; ".join(_problem(one) for one in error.extra[:5])
    return reply({"detail": detail or "the request cannot be answered."}, status, error.headers)


def _problem(one: object) -> str:
    if not isinstance(one, dict):
        return str(one)
    place = one.get("key") or one.get("source") or ""
    return f"{place}: {one.get('message', '')}" if place else str(one.get("message", ""))


def of_bytes(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A body that is no text, or nested beyond all sense."""
    if isinstance(error, RecursionError):
        return reply({"detail": "the body is nested too deeply."}, 400)
    return reply({"detail": f"the body is not UTF-8 ({error})."}, 400)


def of_anything(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What nobody foresaw: it is logged, and no trace of it leaves the server."""
    _LOG.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return reply({"status": "error"}, 500)
