"""Who asks: a surface says so around its answers, and what is answered within is recorded."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from nizam import settings

ASKED_BY: ContextVar[str] = ContextVar("asked_by", default="")


@contextmanager
def asking(who: str) -> Iterator[None]:
    """Record what is answered meanwhile as asked by `who`, as in `cli:amal`, `api:key-7`, `mcp`."""
    token = ASKED_BY.set(who)
    try:
        yield
    finally:
        ASKED_BY.reset(token)


def asked_by() -> str:
    """Who asks, or "" where nothing is to be recorded: nobody said who, or recording is off."""
    mode = settings.audit()
    if mode == "0":
        return ""
    return ASKED_BY.get() or (f"python:{user()}" if mode == "1" else "")


def user() -> str:
    """Whoever runs this, as the system knows them; "unknown" where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
