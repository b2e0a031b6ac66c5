"""What takes long and would hold up requests, made in a process of its own: what versions of the lists need on disk
before they answer (`python -m nizam.api.prepare '{"us-ofac-sdn": "8f3a…"}'`), and without any the compiled search of
names. Of several that are started at once, one works and the others wait."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping

import msgspec

from nizam import durable, lists, settings
from nizam.errors import NizamError
from nizam.ftm import graph
from nizam.screening import over, quick

_NICE = 5
"""How much less of the processor the work gets than the requests beside it."""
_LOOK_EVERY = 0.1
_MOST_WAIT = 3600.0


def ready(versions: Mapping[str, str], stop: threading.Event | None = None) -> bool:
    """Have made what is missing. False where it was stopped before. Raises NizamError where it could not be made."""
    if all(_there(sha256) for sha256 in versions.values()):
        return True
    asked = [sys.executable, "-m", "nizam.api.prepare", msgspec.json.encode(versions).decode()]
    work = subprocess.Popen(asked, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while True:
        try:
            _, said = work.communicate(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if stop is not None and stop.is_set():
                work.kill()
                work.communicate()
                return False
            continue
        if work.returncode:
            raise NizamError(f"an index of the lists could not be made: {said.decode(errors='replace').strip()[-300:]}")
        return True


def kernel() -> None:
    """Have the search of names compiled where that was not done at set-up; until then the plain way answers."""
    if not quick.KERNEL.compiled():
        patience, quick.PATIENCE = quick.PATIENCE, sys.maxsize
        try:
            # compiled in here, it would hold up every request for as long as it takes
            subprocess.run([sys.executable, "-m", "nizam.api.prepare"], stdin=subprocess.DEVNULL, check=False)
        finally:
            quick.PATIENCE = patience
    quick.KERNEL.now()


def make(versions: Mapping[str, str]) -> None:
    """Make what is missing, here and now."""
    lists.HELD.set(versions)
    for name, sha256 in versions.items():
        if not _there(sha256):
            one = lists.dataset(name)
            over.opened(one)
            graph.opened(one)


def _there(sha256: str) -> bool:
    return over.index_path(sha256).is_file() and graph.path_of(sha256).is_file()


def main() -> None:
    """Run by `ready`, and without versions by `kernel`."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    versions = msgspec.json.decode(sys.argv[1], type=dict[str, str]) if sys.argv[1:] else {}
    path = settings.home() / "cache" / ("lists.lock" if versions else "kernel.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    # the lock falls when this process ends
    if not durable.locked(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), _MOST_WAIT):
        raise SystemExit(f"another process has held {path} for too long")
    if versions:
        make(versions)
    elif not quick.KERNEL.compiled():
        quick.KERNEL.wait()


if __name__ == "__main__":
    main()
