"""Every NIZAM_* variable, its default and what it does. Read at call time, so tests may set them."""

from __future__ import annotations

import os
from contextvars import ContextVar
from functools import lru_cache
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
    "NIZAM_MODEL_URL": (
        "none",
        "An OpenAI-compatible address that may propose what `nizam read` missed; see docs/model.md.",
    ),
    "NIZAM_MODEL_NAME": ("default", "Which model to ask there."),
    "NIZAM_MODEL_KEY": ("none", "The key to send there."),
    "NIZAM_KERNEL": (
        "auto",
        "0 screens without the compiled kernel (extra `fast`), 1 fails where it cannot be loaded.",
    ),
    "NIZAM_UPDATE_TOKEN": ("none", "The token with which `POST /updatez` makes the service look for newer lists."),
    "NIZAM_AUDIT": (
        "auto",
        "auto records what commands and services answer, 1 gives no answer without a record, 0 records nothing.",
    ),
    "NIZAM_AUDIT_MASK": ("none", "JSON pointers, blanks between them, of what is asked that is never recorded."),
    "NIZAM_WEBHOOK_SECRET": ("none", "Signs what `nizam watchlist` sends to a webhook (HMAC-SHA256)."),
    "NIZAM_FOUR_EYES": ("0", "1 lets a case be closed only when a second person agrees."),
    "NIZAM_DATABASE_URL": (
        "decisions.db in NIZAM_HOME",
        "The PostgreSQL database of the decision log, as in postgresql://nizam@db/nizam.",
    ),
    "NIZAM_PACKS": ("those that come with Nizam", "A folder of regime packs to judge by instead."),
    "NIZAM_NO_CACHE": ("0", "1 parses reviewed data afresh each time instead of reading the cache."),
}


def home() -> Path:
    """The folder that holds state; not created by asking."""
    given = os.environ.get("NIZAM_HOME")
    if given:
        return Path(given).expanduser()
    return _own_folder(*(os.environ.get(name) for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA")))


@lru_cache(maxsize=4)
def _own_folder(*_: str | None) -> Path:
    """Where the platform keeps a program's data. Asked for each deal: worked out again where its variables change."""
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


def update_token() -> str:
    """What `/updatez` asks for; '' where nobody may."""
    return os.environ.get("NIZAM_UPDATE_TOKEN", "")


def caching() -> bool:
    """Whether parsed data may be cached."""
    return os.environ.get("NIZAM_NO_CACHE", "0") != "1"


def kernel() -> str:
    """Whether screening may use compiled code: auto, 0 or 1."""
    return os.environ.get("NIZAM_KERNEL", "auto")


def model() -> tuple[str, str, str]:
    """The address of a model that may propose what the reader missed ("" for none), its name, and the key."""
    names = ("NIZAM_MODEL_URL", "NIZAM_MODEL_NAME", "NIZAM_MODEL_KEY")
    url, name, key = (os.environ.get(given, "").strip() for given in names)
    return url, name, key


def audit() -> str:
    """Whether answers are recorded: auto, 1 (always) or 0 (never)."""
    given = os.environ.get("NIZAM_AUDIT", "auto")
    return given if given in ("0", "1") else "auto"


def audit_mask() -> tuple[str, ...]:
    """JSON pointers into what is asked that are left out of records; `*` stands for any name or number."""
    return tuple(os.environ.get("NIZAM_AUDIT_MASK", "").split())


def database_url() -> str:
    """The address of the decision log's database; "" for a file under NIZAM_HOME."""
    return os.environ.get("NIZAM_DATABASE_URL", "")


def packs() -> Path:
    """The folder of the regime packs."""
    given = os.environ.get("NIZAM_PACKS")
    return Path(given).expanduser() if given else Path(__file__).parent / "packs"


def four_eyes() -> bool:
    """Whether closing a case takes two people."""
    return os.environ.get("NIZAM_FOUR_EYES", "0") == "1"


def webhook_secret() -> str:
    """What webhooks are signed with; "" where they are not."""
    return os.environ.get("NIZAM_WEBHOOK_SECRET", "")
