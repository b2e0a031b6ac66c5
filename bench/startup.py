"""How long a command takes from a cold start: `python bench/startup.py [FILE]`; medians of several runs, in seconds."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7
ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "corpus" / "articles" / "port-talks" / "article.txt"


def timed(*arguments: str) -> float:
    """Median wall time of a command over several runs; the first, which fills the disk cache, is left out."""
    command = [sys.executable, "-m", "nizam", *arguments]
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    for label, arguments in (
        ("nizam --version", ("--version",)),
        ("nizam regime show", ("regime", "show", "un-dprk/2397/8")),
        ("nizam check (words)", ("check", "In May 2019 China buys 500 tonnes of coal from North Korea.", "--json")),
        ("nizam screen", ("screen", "Korea Mining Development Trading Corporation", "--json")),
        ("nizam read", ("read", article)),
        ("nizam read --format html", ("read", article, "--format", "html")),
    ):
        print(f"{label:28} {timed(*arguments):.2f} s")


if __name__ == "__main__":
    main()
