from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.api.app import create
from nizam.api.config import Config


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of another test is left over: with one, `nizam serve` would start and serve."""
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))


@pytest.fixture
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(create(Config()), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def small() -> Iterator[TestClient[Litestar]]:
    """A service with narrow bounds."""
    bounds: dict[str, Any] = {"most_body": 2000, "most_batch": 2, "most_address": 500}
    with TestClient(create(Config(**bounds)), raise_server_exceptions=False) as client:
        yield client
