"""Who asks, the holder of the key or "api" where none is needed, and of what: the lists of this moment."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from nizam import lists
from nizam.api.live import Live
from nizam.audit.who import asking


class Asked(ASGIMiddleware):
    """Say around every request who asks, and hold the lists that it is answered from until it is.

    Whoever checks keys before this leaves the key's id as `key` in the state; this leaves the lists there as `lists`.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, live: Live) -> None:
        self._live = live

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        key = scope["state"].get("key")
        found = scope["state"]["lists"] = self._live.now()
        held = lists.HELD.set(found.versions)
        try:
            with asking(f"api:{key}" if key else "api"):
                await next_app(scope, receive, send)
        finally:
            lists.HELD.reset(held)
