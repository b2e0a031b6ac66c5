"""A server of lists on this machine: what it answers is set by the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """Bodies by path, answers to give before them, and what was asked."""

    url: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    asked: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Site]:
    """A site, for as long as the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = self._status()
            site.asked.append((self.path, status))
            body = site.bodies.get(self.path, b"") if status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status == 200:
                self.send_header("ETag", self._tag())
                self.send_header("Last-Modified", "Fri, 30 Oct 2026 10:00:00 GMT")
            if status == 302:
                self.send_header("Location", "/moved" + self.path)
            self.end_headers()
            with suppress(ConnectionError):
                # who takes no more than so much leaves early
                self.wfile.write(body[: len(body) // 2] if self.path in site.cut else body)

        def _status(self) -> int:
            if site.first.get(self.path):
                return site.first[self.path].pop(0)
            if self.path not in site.bodies:
                return 404
            return 304 if self.headers.get("If-None-Match") == self._tag() else 200

        def _tag(self) -> str:
            return f'"{hash(site.bodies[self.path])}"'

        def log_message(self, *_: object) -> None:
            pass

    return Handler
