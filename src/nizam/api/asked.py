"""What the service answers is recorded as asked by the holder of the key, or by "api" where none is needed."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from nizam.audit.who import asking


class Asked(ASGIMiddleware):
    """Say who asks around every request. Whoever checks keys before this leaves the key's id as `key` in the state."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        key = scope.get("state", {}).get("key")
        with asking(f"api:{key}" if key else "api"):
            await next_app(scope, receive, send)
