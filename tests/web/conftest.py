from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.api.app import create
from nizam.api.config import Config

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    """A browser on a service without keys: redirects are looked at, not followed."""
    with TestClient(create(Config()), raise_server_exceptions=False) as client:
        client.follow_redirects = False
        client.headers.update(OURS)
        yield client


@pytest.fixture
def locked() -> Iterator[TestClient[Litestar]]:
    """The same where keys are asked for."""
    with TestClient(create(Config(keys=True)), raise_server_exceptions=False) as client:
        client.follow_redirects = False
        client.headers.update(OURS)
        yield client
