"""Rounds of killing programs while they record, and what is found afterwards; also for `bench/audit.py`."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from nizam import audit
from nizam.audit import store, write

ROOT = Path(__file__).parent.parent.parent


def started(name: str, *more: str) -> subprocess.Popen[bytes]:
    """A program that records."""
    command = [sys.executable, "-m", "tests.audit.killed", name, *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ))


def rounds(count: int, seed: int = 1) -> tuple[int, int]:
    """Two programs record at once and are killed at a random moment, so many times: acknowledged, lost."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    for number in range(count):
        both = [started(f"r{number}{letter}") for letter in "ab"]
        if number % 4:
            # past the start of the interpreter, in the middle of the writing
            for one in both:
                assert one.stdout is not None
                acknowledged.add(one.stdout.readline().decode().strip())
        time.sleep(chance.uniform(0.0, 0.25))
        for one in both:
            one.kill()
        for one in both:
            said, _ = one.communicate()
            # a line that was cut off was not said
            acknowledged.update(said.decode().split("\n")[:-1])
    acknowledged.discard("")
    return len(acknowledged), len(acknowledged - found())


def found() -> set[str]:
    """The ids in the log, which must be sound."""
    write.close()
    store.close()
    report = audit.verify()
    assert report.sound, report.problems
    return {one.id for one in audit.each()}
