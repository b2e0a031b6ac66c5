"""Run as a program: writers of a list are killed at random moments, and readers must find a whole version each time.

python -m tests.lists.killed ROUNDS      prints `rounds kills versions` and exits 0, or says what was broken
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time

from nizam.index.snapshot import Shelf
from nizam.index.store import Records
from nizam.lists.keep import keep
from nizam.model.entity import Entity, Name
from nizam.sources.base import Reading

SIZES = (1500, 1600)


def reading(size: int) -> Reading:
    """An invented list of so many entities."""
    made = (Entity(f"x-{n}", "Person", f"Name {n}", (Name(f"Name {n} of {size}"),)) for n in range(size))
    return Reading("ftm-json", "x", made)


def whole(records: Records) -> str:
    """The hash of a version's entities, as its manifest must give it."""
    digest = hashlib.sha256()
    for number in range(len(records)):
        blob = records.blob(number)
        digest.update(len(blob).to_bytes(8, "big") + blob)
    return digest.hexdigest()


def main() -> int:
    rounds, pick = int(sys.argv[1]), random.Random(11)
    shelf = Shelf("x")
    started = time.monotonic()
    keep("x", reading(SIZES[0]))
    usual = time.monotonic() - started
    kills, seen = 0, set()
    for number in range(rounds):
        child = os.fork()
        if child == 0:
            turn = number
            while True:
                turn += 1
                keep("x", reading(SIZES[turn % 2]))
        time.sleep(pick.uniform(0, 2.5 * usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        kills += 1
        found = shelf.current()
        if found is None or found.manifest.entries not in SIZES:
            print("no version is served after a kill")
            return 1
        if whole(found.records()) != found.manifest.records:
            print("half a version is served after a kill")
            return 1
        seen.add(found.manifest.sha256)
    keep("x", reading(SIZES[0]))
    left = [path.name for path in shelf.folder.iterdir() if path.name.startswith("incoming-")]
    if left:
        print(f"leftovers were not swept: {left}")
        return 1
    print(rounds, kills, len(seen))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
