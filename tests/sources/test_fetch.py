"""Fetching: a page from a server this test starts, and what may not be fetched."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nizam.errors import BadRequest, SourceError
from nizam.sources import fetch as fetching
from nizam.sources.fetch import fetch


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/page":
            self._send(200, b"<html><body><p>hello</p></body></html>")
        elif self.path == "/once":
            self._redirect("/page")
        elif self.path == "/loop":
            self._redirect("/loop")
        elif self.path == "/file":
            self._redirect("file:///etc/passwd")
        elif self.path == "/big":
            self._send(200, b"x" * 200_000)
        else:
            self._send(404, b"")

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def _open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")


@pytest.mark.usefixtures("_open")
def test_a_page_and_one_redirect(server: str) -> None:
    assert b"hello" in fetch(f"{server}/page").body
    assert fetch(f"{server}/once").url == f"{server}/page"


@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize(("path", "words"), [("/loop", "redirects more than"), ("/none", "answered 404")])
def test_what_cannot_be_fetched(server: str, path: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        fetch(server + path)


@pytest.mark.usefixtures("_open")
def test_a_redirect_to_another_scheme_is_refused(server: str) -> None:
    with pytest.raises(BadRequest, match="not a page address"):
        fetch(f"{server}/file")


@pytest.mark.usefixtures("_open")
def test_a_page_too_large_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    with pytest.raises(SourceError, match="larger than"):
        fetch(f"{server}/big")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/x", "http://10.0.0.1/"]
)
def test_private_addresses_are_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIZAM_ALLOW_PRIVATE", raising=False)
    with pytest.raises(BadRequest, match="private address"):
        fetch(url)


@pytest.mark.parametrize("url", ["ftp://example.org/", "http:///x", "file:///etc/passwd"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(BadRequest, match="not a page address"):
        fetch(url)


def test_an_unknown_host_is_a_source_error() -> None:
    with pytest.raises(SourceError, match="could not be found"):
        fetch("http://no-such-host.invalid/")
