"""Requests that are too long are turned away before anything is made of them."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from nizam.api.config import Config
from nizam.api.replies import reply


class Bounds(ASGIMiddleware):
    """Refuse addresses that are too long with 414."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, config: Config) -> None:
        self._most = config.most_address

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        length = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        if length > self._most:
            answer = reply({"detail": "Request URI too long"}, 414).to_asgi_response(None, None)  # type: ignore[arg-type]
            await answer(scope, receive, send)
            return
        await next_app(scope, receive, send)
