"""A real server on loopback, and what people throw at servers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.api.serving import Server

SECRET = "Xanthippe-of-Nowhere"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    running = Server(folder / "home", folder / "log")
    yield running
    assert running.stop() is not None


def test_a_body_of_100_mb(server: Server) -> None:
    def body() -> Iterator[bytes]:
        yield from (b"x" * (1 << 20) for _ in range(100))

    try:
        answer = httpx.post(f"{server.url}/check", content=body(), timeout=60)
        assert answer.status_code == 413
    except httpx.TransportError:
        # it may close the door while we still push
        pass
    announced = httpx.post(f"{server.url}/check", content=b"x" * (21 << 20), timeout=60)
    assert announced.status_code == 413
    assert announced.json()["detail"]
    assert server.alive()


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("POST", "/check", b"\xff\xfe{"),
        ("POST", "/check", b'{"text": "\xc3\x28"}'),
        ("POST", "/check", b'{"a":' * 20_000),
        ("POST", "/check", b"[" * 100_000),
        ("POST", "/check", b'{"date": "2018-99-99", "text": "coal"}'),
        ("POST", "/check", b'{"text": "\\ud800 coal"}'),
        ("POST", "/check", b'{"goods": [{"quantity": "1e999999999 t", "description": "coal"}]}'),
        ("POST", "/match/default", b'{"queries": {"q": {"schema": "Xxx", "properties": {}}}}'),
        ("POST", "/match/..%2f..%2fetc", b'{"queries": {"q": {"schema": "Person", "properties": {}}}}'),
        ("GET", "/entities/..%2f..%2f..%2fetc%2fpasswd", b""),
        ("GET", "/entities/%00", b""),
        ("GET", "/search/default?q=%00%ff", b""),
        ("GET", "/search/default?q=" + "(" * 500, b""),
        ("GET", "/search/default?limit=-1", b""),
        ("GET", "/regime/un-dprk/diff?from=2016-01-01&to=0000-00-00", b""),
        ("GET", "/provisions/../../etc/passwd", b""),
        ("POST", "/read", b'{"url": "http://169.254.169.254/latest/meta-data"}'),
        ("POST", "/read", b'{"url": "http://[::1]/"}'),
        ("POST", "/read", b'{"text": "\\u0000\\u0001"}'),
    ],
)
def test_bad_requests(server: Server, method: str, path: str, content: bytes) -> None:
    answer = httpx.request(method, server.url + path, content=content, timeout=30)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.json()["detail"]
    assert server.alive()


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 8000) for n in range(100)) + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /check HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"BREW /check HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00" * 1000,
    ],
)
def test_bytes_that_are_no_request(server: Server, data: bytes) -> None:
    answer = server.raw(data)
    assert b" 500 " not in answer[:40]
    assert server.alive()


def test_nothing_that_was_asked_stands_in_the_log(server: Server) -> None:
    httpx.post(f"{server.url}/screen", json={"queries": [{"name": SECRET}]}, timeout=30)
    httpx.get(f"{server.url}/search/default", params={"q": SECRET}, timeout=30)
    httpx.get(f"{server.url}/entities/{SECRET}", timeout=30)
    wanted = {"/screen", "/search/{dataset}", "/entities/{key}"}
    seen: set[str] = set()
    until = time.monotonic() + 10
    while not wanted <= seen and time.monotonic() < until:
        # a line is written after its answer left
        text = server.log.read_text()
        seen = {json.loads(line)["route"] for line in text.splitlines() if line.startswith("{") and line.endswith("}")}
        time.sleep(0.05)
    assert wanted <= seen
    assert SECRET not in server.log.read_text()
