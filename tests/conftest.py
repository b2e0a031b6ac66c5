"""Shared fixtures. State goes to a temporary home; published data beside the project is used where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Never touch the user's own NIZAM_HOME."""
    os.environ["NIZAM_HOME"] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture
def corpus() -> Path:
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of published lists, articles and deals beside the project; tests that need it skip aloud without."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the published data beside the project is not here")
    return folder
