"""Compiled ways of doing what the plain code does, used when they are at hand.

They need numba, which is optional, and half a minute once per version, at install or in the background. Until then, and
where numba is not installed, the plain code answers: the same answers, more slowly.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import nizam
from nizam import diskcache, settings

T = TypeVar("T")
_LOADING = threading.RLock()
_HERE = Path(nizam.__file__).parent
_MADE_FROM = ("index/kernel_*.py", "index/asking.py", "screening/kernel.py", "names/codes.py")
_DONE = "done"


class Compiled(Generic[T]):
    """Something that `load` compiles, or reads back where an earlier process compiled it."""

    def __init__(self, name: str, load: Callable[[], T]) -> None:
        self._name = name
        self._load = load
        self._made: T | None = None
        self._thread: threading.Thread | None = None
        self._failed = False

    @property
    def loaded(self) -> bool:
        """Whether it is there already, so that asking for it costs nothing."""
        return self._made is not None

    def now(self) -> T | None:
        """What was loaded, or can be within a second; else it is made in the background and there is nothing yet."""
        if self._made is None and self._thread is None and self._possible():
            if self.compiled():
                return self.wait()
            self._thread = threading.Thread(target=self.wait, name=f"nizam-{self._name}", daemon=True)
            self._thread.start()
        return self._made

    def compiled(self) -> bool:
        """Whether an earlier process compiled it, or nobody can: so that it is not compiled by this one."""
        return not self._possible() or any((folder / self.done()).exists() for folder in _folders())

    def wait(self) -> T | None:
        """What was loaded, however long that takes; nothing without numba, or where NIZAM_KERNEL is 0."""
        if self._made is None and self._possible():
            kept = [folder for folder in _folders() if (folder / self.done()).exists()]
            self._into(kept[0] if kept else _folders()[-1])
        return self._made

    def prepare(self, folder: Path) -> None:
        """Compile for every later process of an installation, into its folder."""
        if self._possible():
            self._into(folder / f"kernel-{version()}")

    def _into(self, folder: Path) -> None:
        import numba

        with _LOADING:
            if self._made is not None or self._failed:
                return
            before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._made = self._load()
                (folder / self.done()).touch()
            except (ImportError, OSError, RuntimeError, numba.core.errors.NumbaError):
                # a machine without a place to write to, or a numba that does not fit: the plain way stands
                self._failed = True
                if settings.kernel() == "1":
                    raise
            finally:
                numba.config.CACHE_DIR = before

    def _possible(self) -> bool:
        return not self._failed and settings.kernel() != "0" and importlib.util.find_spec("numba") is not None

    def done(self) -> str:
        """The file that says a folder holds it whole."""
        return f"{self._name}.{_DONE}"


def _folders() -> tuple[Path, Path]:
    """Where compiled code may lie: beside the installation, and under NIZAM_HOME."""
    name = f"kernel-{version()}"
    return diskcache.BUILT / name, settings.home() / "cache" / name


@lru_cache(maxsize=1)
def version() -> str:
    """A hash over what is compiled, and with what."""
    files = sorted(path for pattern in _MADE_FROM for path in _HERE.glob(pattern))
    from nizam.index import namebook, wordbook

    # compiled code holds the limits and thresholds of the plain code as they were
    limits = [
        (name, value)
        for module in (wordbook, namebook)
        for name, value in sorted(vars(module).items())
        if name.isupper() and isinstance(value, int | float)
    ]
    numba = importlib.util.find_spec("numba")
    made_by = f"{sys.implementation.cache_tag} {numba.origin if numba else ''} {limits}".encode()
    return diskcache.key(made_by, *(path.read_bytes() for path in files))
