"""Every NIZAM_* variable, its default and what it does. Read at call time, so tests may set them."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLES: dict[str, tuple[str, str]] = {
    "NIZAM_HOME": ("the platform's data folder", "Where caches, lists and the decision log live."),
    "NIZAM_ALLOW_PRIVATE": (
        "0",
        "1 lets `nizam read URL` fetch loopback and private addresses; for tests and closed networks.",
    ),
    "NIZAM_NO_CACHE": ("0", "1 parses reviewed data afresh each time instead of reading the cache."),
}


def home() -> Path:
    """The folder that holds state; not created by asking."""
    given = os.environ.get("NIZAM_HOME")
    if given:
        return Path(given).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("nizam", appauthor=False))


def allow_private() -> bool:
    """Whether fetching loopback, private and link-local addresses is permitted."""
    return os.environ.get("NIZAM_ALLOW_PRIVATE", "0") == "1"


def caching() -> bool:
    """Whether parsed data may be cached."""
    return os.environ.get("NIZAM_NO_CACHE", "0") != "1"
