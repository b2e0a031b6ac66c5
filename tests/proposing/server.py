"""A model on this machine that answers what the test recorded: well, badly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Site:
    """`answers` are given in turn, the last one again and again; `asked` are the bodies that came, `keys` the keys."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[Answer] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.stop = threading.Event()


Answer = Callable[[BaseHTTPRequestHandler, Site], None]


@contextmanager
def serving(*answers: Answer) -> Iterator[Site]:
    """A site, for as long as the block runs."""
    site = Site()
    site.answers = list(answers)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.asked.append(json.loads(body))
            site.keys.append(self.headers.get("Authorization"))
            site.paths.append(self.path)
            answer = site.answers.pop(0) if len(site.answers) > 1 else site.answers[0]
            with suppress(ConnectionError):
                answer(self, site)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def said(content: object, *, finish: str = "stop") -> Answer:
    """An answer with this content: text as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return raw({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}]})


def raw(body: object, *, status: int = 200, kind: str = "application/json", **headers: str) -> Answer:
    """An answer with this body, whatever it is."""
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()

    def answer(handler: BaseHTTPRequestHandler, _: Site) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def dripping(handler: BaseHTTPRequestHandler, site: Site) -> None:
    """A letter now and then, for ever: no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not site.stop.wait(0.05):
        handler.wfile.write(b" ")


def dripping_head(handler: BaseHTTPRequestHandler, site: Site) -> None:
    """The same before the head is whole."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not site.stop.wait(0.05):
        handler.wfile.write(b"a")


def silent(_: BaseHTTPRequestHandler, site: Site) -> None:
    """Nothing at all."""
    site.stop.wait(20)


def endless(handler: BaseHTTPRequestHandler, site: Site) -> None:
    """As much as the other side takes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    until = time.monotonic() + 10
    while not site.stop.is_set() and time.monotonic() < until:
        handler.wfile.write(b"x" * 65_536)


def hanging_up(handler: BaseHTTPRequestHandler, _: Site) -> None:
    """The connection ends without an answer."""
    handler.close_connection = True
