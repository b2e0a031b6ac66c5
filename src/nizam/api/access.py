"""Who may ask what, and how often: keys, scopes and rates, checked before a request reaches its answer."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Collection
from typing import Any

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from nizam.api import keys
from nizam.api.config import Config
from nizam.api.keys import Key
from nizam.web.page import COOKIE

_SCOPE = {
    "matching": "screen",
    "entities": "screen",
    "reconciliation": "screen",
    "lists": "read",
    "answers": "read",
    "law": "read",
    "names": "screen",
    "pages": "read",
    "decisions": "",
    "service": "admin",
}
"""By the first of a route's tags that is here, the scope that a key for it needs; "" where the answer itself looks. A
route without a tag is a file of the pages."""
_OPEN = frozenset({"/healthz", "/readyz"})
_OWN_TOKEN = frozenset({"/updatez"})
_LOOK_EVERY = 1.0
_MOST_CALLERS = 10_000


class Access(ASGIMiddleware):
    """Refuse without a key where keys are asked for (401), with one for something else (403), too often (429)."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, config: Config) -> None:
        self._asked_for, self._per_minute = config.keys, config.per_minute
        self._held: list[Key] = []
        self._looked = -_LOOK_EVERY
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["path"] not in _OPEN:
            key = None if "open" in _tags(scope) else self._key(scope)
            if key is not None:
                scope["state"].update(key=key.id, holder=key)
            self._count(key.id if key else (scope.get("client") or ("",))[0])
        await next_app(scope, receive, send)

    def _key(self, scope: Scope) -> Key | None:
        text = _text(scope) or _session(scope)
        if not text or not (self._asked_for or text.startswith("nzm_")):
            if self._asked_for and scope["path"] not in _OWN_TOKEN:
                raise NotAuthorizedException(
                    detail="This service asks for a key: send `Authorization: ApiKey <key>`.",
                    headers={"WWW-Authenticate": "ApiKey"},
                )
            return None
        if time.monotonic() - self._looked > _LOOK_EVERY:
            self._held, self._looked = keys.every(), time.monotonic()
        key = keys.found(self._held, text)
        if key is None:
            raise NotAuthorizedException(
                detail="The key is not known here, or was revoked.", headers={"WWW-Authenticate": "ApiKey"}
            )
        wanted = _wanted(scope)
        if wanted and not key.opens(wanted):
            raise PermissionDeniedException(detail=f"The key is not for this: it needs the scope {wanted}.")
        return key

    def _count(self, caller: str) -> None:
        """A bucket of tokens for every caller, filled evenly; the longest unseen is forgotten first."""
        if not self._per_minute:
            return
        now = time.monotonic()
        left, seen = self._buckets.pop(caller, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - seen) * self._per_minute / 60)
        self._buckets[caller] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if len(self._buckets) > _MOST_CALLERS:
            self._buckets.popitem(last=False)
        if left < 1:
            wait = str(int((1 - left) * 60 / self._per_minute) + 1)
            raise HTTPException(
                status_code=429,
                detail=f"More than {self._per_minute} requests a minute; try again in {wait} s.",
                headers={"Retry-After": wait},
            )


def _text(scope: Scope) -> str:
    """The key as sent: `Authorization: ApiKey …` or `Bearer …`, or `X-API-Key`."""
    sent = {name: value for name, value in scope["headers"] if name in (b"authorization", b"x-api-key")}
    kind, _, text = sent.get(b"authorization", b"").decode("latin-1").strip().partition(" ")
    if kind.lower() in ("apikey", "bearer"):
        return text.strip()
    return sent.get(b"x-api-key", b"").decode("latin-1").strip()


def _session(scope: Scope) -> str:
    """The key of a browser's session, for pages only: what programs ask is never answered by a cookie."""
    return ASGIConnection[Any, Any, Any, Any](scope).cookies.get(COOKIE, "") if "pages" in _tags(scope) else ""


def _tags(scope: Scope) -> Collection[str]:
    handler: Any = scope.get("route_handler")
    return getattr(handler, "tags", None) or ()


def _wanted(scope: Scope) -> str:
    return next((_SCOPE[tag] for tag in _tags(scope) if tag in _SCOPE), "read")
