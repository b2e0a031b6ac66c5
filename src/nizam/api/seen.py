"""What is known of every request afterwards: a line in the log and a count for Prometheus, never what was asked.

A log line is JSON: when, a request's id, method, the route's template, status, milliseconds, the key's id. Names, texts
and addresses that somebody asked about stand in the path, the query or the body, so none of those is written.
"""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from nizam import traces

LOG = logging.getLogger("nizam.requests")
_TRACE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'; img-src 'self' data:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Counts:
    """Requests of this process by route template, method and status; times by route template."""

    def __init__(self) -> None:
        self.requests: dict[tuple[str, str, int], int] = {}
        self.times: dict[str, list[float]] = {}

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests[route, method, status] = self.requests.get((route, method, status), 0) + 1
        row = self.times.setdefault(route, [0.0] * (len(_BOUNDS) + 2))
        row[-1] += seconds
        row[-2] += 1
        for at, bound in enumerate(_BOUNDS):
            if seconds <= bound:
                row[at] += 1

    def text(self) -> str:
        """Prometheus' text form."""
        lines = ["# TYPE nizam_requests_total counter"]
        for (route, method, status), count in sorted(self.requests.items()):
            lines.append(f'nizam_requests_total{{route="{route}",method="{method}",status="{status}"}} {count}')
        lines.append("# TYPE nizam_request_seconds histogram")
        for route, row in sorted(self.times.items()):
            for bound, within in zip(_BOUNDS, row, strict=False):
                lines.append(f'nizam_request_seconds_bucket{{route="{route}",le="{bound}"}} {within:.0f}')
            lines.append(f'nizam_request_seconds_bucket{{route="{route}",le="+Inf"}} {row[-2]:.0f}')
            lines.append(f'nizam_request_seconds_sum{{route="{route}"}} {row[-1]:.6f}')
            lines.append(f'nizam_request_seconds_count{{route="{route}"}} {row[-2]:.0f}')
        return "\n".join(lines) + "\n"


class Seen(ASGIMiddleware):
    """Log and count every request that has a route, and hand its trace on."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, counts: Counts, *, log: bool) -> None:
        self._counts, self._log = counts, log

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        with traces.request(_given(scope)) as (tell, own):
            await self._seen(scope, receive, send, next_app, own or _trace(scope), tell)

    async def _seen(
        self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp, trace: str, tell: traces.Tell
    ) -> None:
        began, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableScopeHeaders.from_message(message)["traceparent"] = trace
            await send(message)

        try:
            await next_app(scope, receive, sent)
        finally:
            seconds = time.perf_counter() - began
            route = str(scope.get("path_template") or "") or "-"
            method = str(scope.get("method", ""))
            self._counts.add(route, method, status, seconds)
            for key, value in (
                ("name", f"{method} {route}"), ("http.request.method", method), ("http.route", route),
                ("http.response.status_code", status),
            ):  # fmt: skip
                tell(key, value)
            if self._log:
                with contextlib.suppress(Exception):
                    LOG.info(_line(scope, route, status, seconds, trace))


async def harden(message: Message, _scope: Scope) -> None:
    """Put the headers on every answer that keep a browser from doing harm."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)


@get("/metrics", tags=["service"], media_type=MediaType.TEXT, sync_to_thread=False)
def metrics(request: Request[Any, Any, Any]) -> Response[str]:
    """Counts and times of this process for Prometheus, by route template."""
    counts: Counts = request.app.state.counts
    return Response(counts.text(), media_type="text/plain; version=0.0.4")


def log_to_stderr() -> None:
    """Write the lines of this process to standard error."""
    if LOG.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _given(scope: Scope) -> dict[str, str]:
    """What the caller says of its trace."""
    wanted = (b"traceparent", b"tracestate")
    return {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in wanted}


def _trace(scope: Scope) -> str:
    """The caller's trace with a step of our own; a new one where there is none."""
    given = _given(scope).get("traceparent", "")
    if _TRACE.fullmatch(given):
        return f"{given[:36]}{secrets.token_hex(8)}{given[-3:]}"
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"


def _line(scope: Scope, route: str, status: int, seconds: float, trace: str) -> str:
    row = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "trace": trace[3:35],
        "method": scope.get("method"),
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 2),
        "key": scope.get("state", {}).get("key"),
    }
    return msgspec.json.encode(row).decode()
