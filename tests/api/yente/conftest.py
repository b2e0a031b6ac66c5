from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam import lists
from nizam.api.app import create
from nizam.api.config import Config

TIES = Path(__file__).parents[3] / "corpus" / "lists" / "ties.ftm.json"


@pytest.fixture(scope="session")
def with_ties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a list that has ties, `ties`."""
    home = tmp_path_factory.mktemp("ties")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIZAM_HOME", str(home))
        lists.add(TIES, "ties")
    return home


@pytest.fixture
def client(with_ties: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient[Litestar]]:
    monkeypatch.setenv("NIZAM_HOME", str(with_ties))
    with TestClient(create(Config()), raise_server_exceptions=False) as client:
        yield client
