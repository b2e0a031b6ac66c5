"""A program that records until it is killed: `python -m tests.audit.killed NAME [full]`; what is on disk, it says.

With `full` its files may not grow: the disk is as good as full after a few hundred records, and then is not any more.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections import deque

from nizam.audit import LogError, entry, write
from tests.audit.conftest import BASIS

_ROOM = 400_000


def one(name: str, number: int) -> entry.Entry:
    """An entry whose id can be told from those of other programs."""
    said = {"as_of": "2026-01-01", "today": "2026-01-01", "asked_by": name, "masked": [], "result": {"matches": []}}
    return entry.make("screen", f"{name}-{number}", "none", BASIS[0], said, {"input": {"name": "N" * 200}, "steps": []})


def main() -> None:
    """Hand in many at a time; say the id of each when its ticket is done."""
    name, full = sys.argv[1], sys.argv[2:] == ["full"]
    if full:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        write.writer().submit(one(name, 0), BASIS).result(30)
        os.write(1, f"{name}-0\n".encode())
        resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, resource.RLIM_INFINITY))
    waiting: deque[tuple[str, write.Ticket]] = deque()
    failed, number = 0, 1
    while number < 200_000:
        waiting.append((f"{name}-{number}", write.writer().submit(one(name, number), BASIS)))
        number += 1
        if len(waiting) < 64:
            continue
        done, ticket = waiting.popleft()
        try:
            ticket.result(30)
        except LogError:
            failed += 1
            if failed == 200:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                number = 199_000
            continue
        os.write(1, f"{done}\n".encode())
    for done, ticket in waiting:
        ticket.result(30)
        os.write(1, f"{done}\n".encode())
    os.write(2, f"failed {failed}\n".encode())


if __name__ == "__main__":
    main()
