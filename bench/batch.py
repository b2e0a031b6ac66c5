"""How batches scale: rows a second and memory for lists and tables of several sizes, and what changed only.

    python bench/batch.py [--quick] [--spark] [--peers] [--kills 20] [--json FILE]

Lists and customers are invented; every run is a process of its own that starts cold, on all cores, without the decision
log. `again` asks the same customers once more against a list of which one entry in two hundred changed, with the state
of the run before. Exponents are slopes on log scales, of the processor's
seconds, which others on the machine move less than the clock's: 1 is linear. The peers compare every
name with every other and have no index, so they are given few rows. The sizes of a whole run need
an hour or more.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service import article, deal

QUICK = ((1_000, 10_000), (2_000, 20_000))
FULL = ((10_000, 100_000, 1_000_000), (10_000, 100_000, 1_000_000))
_PEER_ROWS = 40
_ONE_IN = 200
_ONSETS = ("b", "ch", "d", "f", "g", "h", "j", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "y", "z")
_CODAS = ("", "", "", "n", "r", "l", "m", "k", "s", "d")
Row = dict[str, Any]


def word(dice: random.Random) -> str:
    """An invented word of a name; of many sounds, so that few are like one another."""
    parts = (dice.choice(_ONSETS) + dice.choice("aeiou") + dice.choice(_CODAS) for _ in range(dice.randint(2, 3)))
    return "".join(parts).capitalize()


def listed(names: int, seed: int) -> Iterator[str]:
    """Lines of an invented list with so many names, two for each entity."""
    dice = random.Random(seed)
    for number in range(names // 2):
        called = [f"{word(dice)} {word(dice)}" for _ in range(2)]
        row = {"name": called[:1], "alias": called[1:], "country": [dice.choice(("kp", "cn", "ru", "ir"))]}
        schema = dice.choice(("Person", "Company"))
        yield json.dumps({"id": f"b-{number}", "schema": schema, "properties": row, "target": True}) + "\n"


class Place:
    """A folder with a home of its own, and commands run in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nizam-bench-"))
        self.environ = {**os.environ, "NIZAM_HOME": str(self.folder / "home"), "NIZAM_AUDIT": "0"}

    def nizam(self, *words: str) -> Row:
        """Run a command: seconds by the clock and of the processor, and megabytes that its largest process held."""
        began = time.monotonic()
        said = self.folder / "said.txt"
        with said.open("w") as handle:
            child = subprocess.Popen(
                [sys.executable, "-m", "nizam", *words], env=self.environ, stdout=handle, stderr=subprocess.STDOUT
            )
            _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1, 5):
            raise SystemExit(f"nizam {' '.join(words)}: {said.read_text()[-2000:]}")
        spent = used.ru_utime + used.ru_stime
        return {"seconds": time.monotonic() - began, "cpu": spent, "mb": used.ru_maxrss / 1024}

    def list_of(self, names: int, seed: int = 1) -> float:
        """Put a list to use; of another seed, one entry in two hundred is another."""
        path = self.folder / "list.ftm.json"
        lines, others = list(listed(names, 1)), listed(names, seed)
        if seed != 1:
            lines = [
                other if at % _ONE_IN == 0 else one for at, (one, other) in enumerate(zip(lines, others, strict=True))
            ]
        path.write_text("".join(lines))
        return self.nizam("lists", "add", str(path), "--name", "bench", "--force")["seconds"]

    def customers(self, rows: int) -> Path:
        """A table of customers, one in a hundred of them a listed name."""
        path, dice = self.folder / f"customers-{rows}.csv", random.Random(rows)
        known = [
            json.loads(line)["properties"]["name"][0] for _, line in zip(range(500), listed(1_000, 1), strict=False)
        ]
        with path.open("w") as handle:
            handle.write("id,name\n")
            for number in range(rows):
                name = dice.choice(known) if dice.random() < 0.01 else f"{word(dice)} {word(dice)}"
                handle.write(f"{number},{name}\n")
        return path


def screening(place: Place, sizes: tuple[tuple[int, ...], tuple[int, ...]]) -> Iterator[Row]:
    """Each number of names against each number of rows."""
    out, state = place.folder / "out.csv", place.folder / "state.clear"
    for names in sizes[0]:
        built = place.list_of(names)
        # the index, and once for a home the kernel, are made before the clock runs
        built += place.nizam("batch", "screen", str(place.customers(10)), str(out), "--dataset", "bench")["seconds"]
        for rows in sizes[1]:
            source = place.customers(rows)
            words = ("batch", "screen", str(source), str(out), "--dataset", "bench", "-s", "Person")
            yield {"what": "screen", "names": names, "rows": rows, "made": built, **place.nizam(*words)}
        state.unlink(missing_ok=True)
        place.nizam(*words, "--delta", str(state))
        place.list_of(names, 2)
        yield {"what": "again", "names": names, "rows": rows, **place.nizam(*words, "--delta", str(state))}


def reading(place: Place, rows: int) -> Iterator[Row]:
    """Deals in words, and short articles."""
    for verb, make, many in (("check", deal, rows), ("read", article, rows // 10)):
        dice, source = random.Random(5), place.folder / f"{verb}.jsonl"
        lines = (json.dumps({"id": str(number), "text": make(dice)}) + "\n" for number in range(many))
        source.write_text("".join(lines))
        words = ("batch", verb, str(source), str(place.folder / f"{verb}-out.jsonl"))
        yield {"what": verb, "names": 0, "rows": many, **place.nizam(*words)}


def on_spark(place: Place, names: int, rows: int) -> Iterator[Row]:
    """The same screening on a local Spark of two cores."""
    out = place.folder / "spark-out"
    shutil.rmtree(out, ignore_errors=True)
    place.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    words = ("batch", "screen", str(place.customers(rows)), str(out), "--dataset", "bench", "-s", "Person")
    yield {
        "what": "spark",
        "names": names,
        "rows": rows,
        **place.nizam(*words, "--engine", "spark", "--master", "local[2]"),
    }


def peers(names: int) -> Iterator[Row]:
    """Comparing with every name, by rapidfuzz, on one core."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import JaroWinkler

    held = [name for line in listed(names, 1) for names_ in json.loads(line)["properties"].values() for name in names_]
    dice = random.Random(9)
    asked = [f"{word(dice)} {word(dice)}" for _ in range(_PEER_ROWS)]
    for label, scorer in (("rapidfuzz WRatio", fuzz.WRatio), ("rapidfuzz Jaro-Winkler", JaroWinkler.similarity)):
        began, spent = time.monotonic(), time.process_time()
        for one in asked:
            process.extractOne(one, held, scorer=scorer)
        took = {"seconds": time.monotonic() - began, "cpu": time.process_time() - spent, "mb": 0}
        yield {"what": label, "names": names, "rows": len(asked), **took}


def killed(place: Place, times: int, rows: int) -> bool:
    """Kill a batch with all its processes so many times, let it finish; whether its output is that of a whole run."""
    source, dice = place.customers(rows), random.Random(times)
    words = ["batch", "screen", str(source), "OUT", "--dataset", "bench", "-s", "Person"]
    whole, out = place.folder / "whole.csv", place.folder / "killed.csv"
    seconds = place.nizam(*words[:3], str(whole), *words[4:])["seconds"]
    command = [sys.executable, "-m", "nizam", *words[:3], str(out), *words[4:]]
    for _ in range(times):
        child = subprocess.Popen(command, env=place.environ, stderr=subprocess.DEVNULL, start_new_session=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(dice.uniform(0.3, 1.0) * seconds / 2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    place.nizam(*words[:3], str(out), *words[4:])
    return whole.read_bytes() == out.read_bytes()


def exponent(points: list[tuple[float, float]]) -> float:
    """The slope of a line through points on log scales, by least squares; NaN of fewer than two."""
    logs = [(math.log(x), math.log(max(y, 1e-9))) for x, y in points]
    middle = [sum(one[axis] for one in logs) / max(len(logs), 1) for axis in (0, 1)]
    spread = sum((x - middle[0]) ** 2 for x, _ in logs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in logs) / spread if spread else math.nan


def report(rows: list[Row]) -> str:
    """The figures as a table of Markdown, with the exponents beneath it."""
    out = [
        "| what | names | rows | seconds | processor s | ms of it a row | MB a process |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in rows:
        names = f"{one['names']:,}" if one["names"] else "–"
        out.append(
            f"| {one['what']} | {names} | {one['rows']:,} | {one['seconds']:.1f} | {one['cpu']:.1f} | "
            f"{one['cpu'] / one['rows'] * 1e3:.2f} | {one['mb']:,.0f} |"
        )
    out.append("")
    screened = [one for one in rows if one["what"] == "screen"]
    most = max((one["rows"] for one in screened), default=0)
    each = 0.0
    for names in sorted({one["names"] for one in screened}):
        some = [one for one in screened if one["names"] == names]
        slope = exponent([(one["rows"], one["cpu"]) for one in some])
        out.append(f"Work grows with rows to the power of {slope:.2f} at {names:,} names, start included.  ")
        if len(some) > 1:
            # the start taken off: what more rows cost
            each = (some[-1]["cpu"] - some[-2]["cpu"]) / (some[-1]["rows"] - some[-2]["rows"])
            out.append(f"A further row costs {each * 1e6:.0f} µs of a core at {names:,} names.  ")
    slope = exponent([(one["names"], one["cpu"]) for one in screened if one["rows"] == most])
    out.append(f"Work grows with names to the power of {slope:.2f} at {most:,} rows, start included.  ")
    if each > 0:
        hours = 100e6 * each / 64 / 3600
        against = screened[-1]["names"]
        out.append(
            f"A hundred million rows on 64 such cores: {hours:.1f} hours, if rows are parted evenly, every core keeps "
            f"its {1 / each:,.0f} rows a second against {against:,} names, and reading and writing keep up."
        )
    return "\n".join(out) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few minutes instead of an hour")
    parser.add_argument("--spark", action="store_true", help="also on a local Spark")
    parser.add_argument("--peers", action="store_true", help="also comparing with every name, by rapidfuzz")
    parser.add_argument("--kills", type=int, default=0, help="kill a batch so many times, and compare")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    given = parser.parse_args()
    sizes = QUICK if given.quick else FULL
    place, rows = Place(), list[Row]()
    try:
        rows += screening(place, sizes)
        rows += reading(place, sizes[1][0] // 5)
        if given.spark:
            rows += on_spark(place, sizes[0][-1], sizes[1][-1])
        if given.peers:
            rows += [row for names in sizes[0] for row in peers(names)]
        same = killed(place, given.kills, sizes[1][-1] * 2) if given.kills else True
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
    print(report(rows))
    if given.kills:
        print(f"Killed {given.kills} times, then let finish: {'the same bytes' if same else 'ANOTHER OUTPUT'}.")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
