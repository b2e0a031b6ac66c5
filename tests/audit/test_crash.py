"""What was acknowledged is found: after kill -9, a full disk, a server that died, a start that was cut off."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nizam import audit
from nizam.audit import store
from tests.audit import crashes
from tests.audit.conftest import append


@pytest.mark.usefixtures("log")
def test_nothing_acknowledged_is_lost_when_two_writers_are_killed() -> None:
    acknowledged, lost = crashes.rounds(4)
    assert acknowledged > 20
    assert lost == 0
    assert append(1)


@pytest.mark.usefixtures("home")
def test_a_full_disk_costs_only_what_was_not_acknowledged() -> None:
    program = crashes.started("full", "full")
    said, _ = program.communicate(timeout=120)
    acknowledged = set(said.decode().split())
    assert program.returncode == 0
    assert len(acknowledged) > 300
    found = crashes.found()
    assert acknowledged <= found
    # after there was room again
    assert any(int(name.split("-")[1]) > 199_000 for name in acknowledged)


def test_a_first_start_that_is_killed_leaves_nothing_half_made(home: Path) -> None:
    begin = "from nizam.audit import store; store.ready(store.file_of(store.url()))"
    for number in range(8):
        for left in home.glob("*"):
            left.unlink()
        program = subprocess.Popen([sys.executable, "-c", begin], env=dict(os.environ))
        time.sleep(0.15 + 0.1 * number)
        program.kill()
        program.wait()
        store.close()
        assert audit.verify().sound
        path = store.file_of(store.url())
        assert path is not None
        raw = sqlite3.connect(path)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.close()


def test_a_server_that_dies_loses_nothing_acknowledged(
    request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = request.getfixturevalue("postgres")
    import psycopg

    with psycopg.connect(host=folder, user="nizam", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE dying")
    monkeypatch.setenv("NIZAM_DATABASE_URL", f"postgresql://nizam@/dying?host={folder}")
    assert home
    assert audit.verify().sound
    program = crashes.started("dying")
    assert program.stdout is not None
    first = program.stdout.readline().decode().strip()
    time.sleep(0.3)
    pid = int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])
    # the server restarts the process that is killed, and recovers from its log
    backends = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    for line in backends.stdout.splitlines():
        if "dying" in line:
            os.kill(int(line.split()[0]), 9)
    program.kill()
    said, _ = program.communicate()
    acknowledged = {first, *said.decode().split("\n")[:-1]} - {""}
    for _ in range(100):
        try:
            psycopg.connect(host=folder, user="nizam", dbname="dying").close()
            break
        except psycopg.OperationalError:
            time.sleep(0.1)
    assert acknowledged <= crashes.found()
    assert append(1)
