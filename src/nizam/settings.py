"""Every NIZAM_* variable, its default and what it does. Read at call time, so tests may set them."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path

VARIABLES: dict[str, tuple[str, str]] = {
    "NIZAM_HOME": ("the platform's data folder", "Where caches, lists and the decision log live."),
    "NIZAM_ALLOW_PRIVATE": (
        "0",
        "1 lets `nizam read URL` fetch loopback and private addresses; for tests and closed networks.",
    ),
    "NIZAM_LEDGER": ("caps.csv in NIZAM_HOME", "The ledger of caps: what was delivered under each shared allowance."),
    "NIZAM_SOURCES": (
        "none",
        "A YAML file of further list addresses, or others for the same lists; see docs/lists.md.",
    ),
    "NIZAM_KERNEL": (
        "auto",
        "0 screens without the compiled kernel (extra `fast`), 1 fails where it cannot be loaded.",
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


LEDGER: ContextVar[Path | None] = ContextVar("ledger", default=None)
"""The ledger named on the command line, for as long as the command runs."""


def ledger() -> tuple[Path, bool]:
    """The ledger of caps, and whether somebody named it: then it has to be there to be read."""
    given = LEDGER.get() or (Path(os.environ["NIZAM_LEDGER"]) if os.environ.get("NIZAM_LEDGER") else None)
    return (given.expanduser(), True) if given else (home() / "caps.csv", False)


def allow_private() -> bool:
    """Whether fetching loopback, private and link-local addresses is permitted."""
    return os.environ.get("NIZAM_ALLOW_PRIVATE", "0") == "1"


def sources() -> Path | None:
    """A user's own table of list addresses."""
    given = os.environ.get("NIZAM_SOURCES")
    return Path(given).expanduser() if given else None


def caching() -> bool:
    """Whether parsed data may be cached."""
    return os.environ.get("NIZAM_NO_CACHE", "0") != "1"


def kernel() -> str:
    """Whether screening may use compiled code: auto, 0 or 1."""
    return os.environ.get("NIZAM_KERNEL", "auto")
