"""New versions of lists are taken up while requests go on: none waits, none fails, none sees half of a version."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from nizam import lists
from nizam.api import live, prepare
from nizam.errors import NizamError
from tests.api.serving import Server

NAMES = 1500
WAIT = 120


def a_list(path: Path, version: int) -> Path:
    """An invented list; its last entry says which version it is."""
    with path.open("w") as file:
        for number in range(NAMES):
            name = f"Velkan {chr(97 + number % 26)}{chr(97 + number // 26 % 26)}rosto {chr(97 + number // 676)}dimek"
            row = {"id": f"v-{number}", "schema": "Person", "properties": {"name": [name]}, "target": True}
            file.write(json.dumps(row) + "\n")
        last = {"name": [f"Zurab Version{'abcdefgh'[version] * 6}"]}
        file.write(json.dumps({"id": "v-last", "schema": "Person", "properties": last, "target": True}) + "\n")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    running = Server(folder / "home", folder / "log")
    yield running
    assert running.stop() is not None


def add(server: Server, path: Path) -> None:
    command = [sys.executable, "-m", "nizam", "lists", "add", str(path), "--name", "versions"]
    subprocess.run(command, env=server.environ, check=True, capture_output=True)


def taken_up(server: Server, version: int) -> bool:
    found = httpx.get(f"{server.url}/entities/v-last", timeout=30)
    return found.status_code == 200 and f"Version{'abcdefgh'[version]}" in found.json()["caption"]


def until(there: Any) -> None:
    end = time.monotonic() + WAIT
    while not there():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_requests_go_on_while_a_list_is_renewed(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, float]] = []
    over = threading.Event()
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Zurab Versionbbbbbb"]}}}}

    def ask(path: str, sent: Any) -> None:
        with httpx.Client(base_url=server.url, timeout=60) as client:
            while not over.is_set():
                began = time.monotonic()
                answer = client.post(path, json=sent) if sent else client.get(path)
                seen.append((answer.status_code, time.monotonic() - began))

    asked = [("/match/default", body), ("/healthz", None), ("/check", {"text": "coal from North Korea, May 2019"})]
    threads = [threading.Thread(target=ask, args=one) for one in asked]
    for thread in threads:
        thread.start()
    try:
        for version in range(2):
            add(server, a_list(tmp_path / f"{version}.ftm.json", version))
            until(lambda version=version: taken_up(server, version))
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert {status for status, _ in seen} == {200}
    waited = sorted(seconds for _, seconds in seen)
    # far below what reading a list anew takes, and above what a busy machine does to anybody
    assert waited[len(waited) * 99 // 100] < 1.0
    found = httpx.post(f"{server.url}/match/versions", json=body, timeout=30).json()
    assert found["responses"]["q"]["results"][0]["id"] == "v-last"


def test_a_version_that_cannot_be_opened_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(live, "_LOOK_EVERY", 0.05)
    lists.add(a_list(tmp_path / "one.ftm.json", 0), "versions")
    held = live.Live()
    held.start()
    try:
        before = held.now().versions
        asked: list[Any] = []

        def ready(versions: Any, _stop: Any) -> bool:
            asked.append(versions)
            raise NizamError("no room")

        monkeypatch.setattr(prepare, "ready", ready)
        lists.add(a_list(tmp_path / "two.ftm.json", 1), "versions")
        until(lambda: "no room" in caplog.text)
        time.sleep(0.3)
        assert held.now().versions == before
        assert len(asked) == 1
    finally:
        held.stop()


def test_what_is_asked_within_is_answered_from_the_versions_held(tmp_path: Path) -> None:
    lists.add(a_list(tmp_path / "one.ftm.json", 0), "versions")
    first = live.opened(live.in_use())
    lists.add(a_list(tmp_path / "two.ftm.json", 1), "versions")
    token = lists.HELD.set(first.versions)
    try:
        assert lists.version("versions") == first.versions["versions"]
        assert "Versiona" in (lists.dataset("versions")[NAMES].caption)
    finally:
        lists.HELD.reset(token)
    assert "Versionb" in (lists.dataset("versions")[NAMES].caption)


def test_the_kernel_is_left_alone_where_it_was_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_KERNEL", "0")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing is to be compiled"))
    prepare.kernel()
