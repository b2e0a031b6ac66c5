"""Speed and memory of screening: single calls from cold caches, batches, building, opening, a million names."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from names_fit import entities
from namesets import Sets

from nizam.index.compiled import Compiled
from nizam.model.entity import Entity, Name
from nizam.screening import matcher, quick

_FIRST = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from nizam.screening.matcher import Matcher
Matcher(Path(sys.argv[1]), {}).scores("Владимир Петров", "Person")
print(time.perf_counter() - started)
"""


def report(sets: Sets, *, million: bool) -> None:
    """Print the table."""
    listed = entities(sets)
    names = sum(len(entity.names) for entity in listed)
    folder = Path(tempfile.mkdtemp())
    started = time.perf_counter()
    matcher.build(listed, folder / "a.idx")
    print(f"build, {names} names: {time.perf_counter() - started:.2f} s; file {_megabytes(folder / 'a.idx'):.1f} MB")
    queries = [(q.text, q.schema) for qs in sets.positives.values() for q in qs] + [
        (q.text, q.schema) for q in sets.hard
    ]
    random.Random(3).shuffle(queries)
    _ask(folder / "a.idx", queries[:4000])
    started = time.perf_counter()
    out = subprocess.run(
        [sys.executable, "-c", _FIRST, str(folder / "a.idx")], capture_output=True, text=True, check=True
    )
    print(
        f"first answer of a fresh process: {time.perf_counter() - started:.2f} s, "
        f"of it in Python {float(out.stdout):.2f} s"
    )
    if million:
        _million(listed, folder, queries[:2000])


def _ask(path: Path, queries: list[tuple[str, str]]) -> None:
    compiled = quick.KERNEL
    for way, patience in (("compiled", -1), ("plain", 10**9)):
        quick.PATIENCE = patience
        # one that is loaded is used however patient we are
        quick.KERNEL = compiled if patience < 0 else Compiled("answers", quick._load)
        if patience < 0 and quick.KERNEL.wait() is None:
            print("the compiled kernel is not here (extra `fast`)")
            continue
        asked = queries if patience < 0 else queries[: len(queries) // 4]
        index = matcher.Matcher(path, {})  # type: ignore[arg-type]
        # pages of the file and working space, not names
        for schema in ("Person", "Company", "Vessel"):
            index.scores("Zaydun Qustani", schema)
        matcher.forget()
        spent = []
        busy = time.process_time()
        for text, schema in asked:
            started = time.perf_counter()
            index.scores(text, schema)
            spent.append(time.perf_counter() - started)
        busy = time.process_time() - busy
        spent.sort()
        print(
            f"{way}, single calls: {len(spent) / sum(spent):,.0f}/s by the clock, {len(spent) / busy:,.0f}/s by "
            f"processor time, p50 {spent[len(spent) // 2] * 1e3:.2f} ms, "
            f"p99 {spent[len(spent) * 99 // 100] * 1e3:.2f} ms"
        )
        index = matcher.Matcher(path, {})  # type: ignore[arg-type]
        for label in ("batched, cold", "batched, the same names again"):
            if label.endswith("cold"):
                matcher.forget()
            started, busy = time.perf_counter(), time.process_time()
            index.batch(asked)
            rates = len(asked) / (time.perf_counter() - started), len(asked) / (time.process_time() - busy)
            print(f"{way}, {label}: {rates[0]:,.0f}/s by the clock, {rates[1]:,.0f}/s by processor time")
    quick.KERNEL = compiled
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"resident at most {peak / 1024:.0f} MB, this bench and its sets with it")


def _million(listed: list[Entity], folder: Path, queries: list[tuple[str, str]]) -> None:
    """A million names with a vocabulary that grows: recombined parts, most names with one spelt anew."""
    people = [entity.names[0].text.replace(",", " ").split() for entity in listed if entity.schema == "Person"]
    parts = [part for name in people for part in name]

    def invented() -> Iterator[Entity]:
        rng = random.Random(5)
        for number in range(1_000_000):
            words = [rng.choice(parts) for _ in range(rng.choice((2, 2, 3, 3, 4)))]
            if rng.random() < 0.6:
                at = rng.randrange(len(words))
                half, other = words[at], rng.choice(parts)
                words[at] = half[: max(2, len(half) // 2 + 1)] + other[len(other) // 2 :]
            yield Entity(str(number), "Person", "", (Name(" ".join(words)),))

    matcher.forget()
    started, busy = time.perf_counter(), time.process_time()
    matcher.build(invented(), folder / "m.idx")
    print(
        f"a million names: build {time.perf_counter() - started:.0f} s by the clock, "
        f"{time.process_time() - busy:.0f} s by processor time, inventing them with it; "
        f"file {_megabytes(folder / 'm.idx'):.0f} MB"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"resident at most {peak / 1024:.0f} MB while building")
    _ask(folder / "m.idx", queries)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6
