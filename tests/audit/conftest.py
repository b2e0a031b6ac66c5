"""The same tests on SQLite and on a real PostgreSQL server, which the test run starts where its programs are there."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nizam.audit import entry, store, write
from nizam.audit.write import Basis

BASIS: Basis = entry.basis_of(
    {"nizam": "0", "code": "0", "packs": {}, "lists": {}, "settings": {"dataset": "default"}, "goodguys": 0}
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of our own on a socket in a folder; the folder's name. Skips aloud without its programs."""
    programs = [shutil.which(name) for name in ("initdb", "pg_ctl")]
    if None in programs:
        pytest.skip("there is no PostgreSQL on this machine: initdb and pg_ctl are not found")
    initdb, pg_ctl = (str(one) for one in programs)
    # a socket's name may be no longer than a hundred letters
    folder = Path(tempfile.mkdtemp(prefix="nizam-pg-", dir="/tmp"))
    data = folder / "data"
    as_user: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL does not run as root
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            owner = pwd.getpwnam("nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=40"
    subprocess.run(
        [*as_user, initdb, "-D", str(data), "-U", "nizam", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet
    )
    try:
        subprocess.run(
            [*as_user, pg_ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"], **quiet
        )
        yield str(folder)
    finally:
        subprocess.run(
            [*as_user, pg_ctl, "-D", str(data), "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, check=False
        )
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, recording on, in a file."""
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_AUDIT", "auto")
    monkeypatch.delenv("NIZAM_DATABASE_URL", raising=False)
    monkeypatch.delenv("NIZAM_AUDIT_MASK", raising=False)
    yield tmp_path / "home"
    write.close()
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def log(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A log of its own in each kind of database; which kind."""
    kind: str = request.param
    if kind == "postgres":
        folder = request.getfixturevalue("postgres")
        name = f"t{secrets.token_hex(6)}"
        import psycopg

        with psycopg.connect(host=folder, user="nizam", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        monkeypatch.setenv("NIZAM_DATABASE_URL", f"postgresql://nizam@/{name}?host={folder}")
    assert home
    return kind


def made(number: int, *, kind: str = "screen", outcome: str = "none", at: str = "", **personal: object) -> entry.Entry:
    """An entry as a screening makes it."""
    said = {"as_of": "2026-01-01", "today": "2026-01-01", "asked_by": "test", "masked": [], "result": {"matches": []}}
    asked = {"input": {"name": f"Nobody {number}", **personal}, "steps": []}
    return entry.make(kind, f"ID{number}", outcome, BASIS[0], said, asked, at=at)


def append(count: int, start: int = 0) -> list[int]:
    """Append entries, and wait for each."""
    tickets = [write.writer().submit(made(start + number), BASIS) for number in range(count)]
    return [ticket.result(30) for ticket in tickets]
