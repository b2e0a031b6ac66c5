"""What every process of a batch rests on is made once, before they begin: compiled screening, and the lists' indexes.

Compiling takes half a minute in a new home. One process does it and says so; another one of the same home waits.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nizam import diskcache, durable, lists, settings
from nizam.index import compiled

Told = Callable[[str], None]
"""Told which step takes time: `compiling`, `indexing`, or `waiting` for another process that does either."""
_WAIT = 600.0


def nobody(_: str) -> None:
    """Says nothing."""


def kernel(told: Told = nobody) -> None:
    """See to it that the kernel is compiled, where there can be one."""
    from nizam.screening.quick import KERNEL

    if KERNEL.loaded or settings.kernel() == "0" or importlib.util.find_spec("numba") is None:
        return
    done = f"kernel-{compiled.version()}/{KERNEL.done()}"

    def is_there() -> bool:
        return any((folder / done).exists() for folder in diskcache.folders())

    if not is_there():
        with _alone(told):
            if not is_there():
                told("compiling")
                KERNEL.wait()


def indexes(dataset: str, told: Told = nobody) -> None:
    """See to it that every list of a dataset has its index of names."""
    from nizam import athand
    from nizam.screening import over

    def missing() -> bool:
        brought = [one for one in lists.names() if one != lists.BUILT_IN and dataset in (one, lists.DEFAULT)]
        return not all(over.index_path(lists.version(one)).is_file() for one in brought)

    if missing():
        with _alone(told):
            if missing():
                told("indexing")
                athand.screener_of(dataset)


@contextmanager
def _alone(told: Told) -> Iterator[None]:
    """One process of a home at a time; where its folder cannot be written, everybody helps himself."""
    path = settings.home() / "cache" / "making.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        yield
        return
    try:
        if not durable.locked(handle, 0):
            told("waiting")
            durable.locked(handle, _WAIT)
        yield
    finally:
        os.close(handle)
