"""Speed and memory of reading articles, one core.

    python bench/reader_speed.py [--articles FOLDER] [--memory 10000]

Speed: the process is warmed with half of the folder's articles and times the other half, then the other way round; so
every article is timed as news is met, with its own words and names, by a process that has read others. `again` is the
same articles read once more: what is left when no word and no name is new. Times are of the processor, not the clock.

Memory: `--memory N` reads N articles made of the folder's, each with sentences in another order and every twelfth word
invented, and prints what the process holds after 100, 1,000 and 10,000.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nizam import casework
from nizam.reader.page import read_page
from nizam.reader.read import read_document
from nizam.regime.load import load_regime

_FOLDER = Path(__file__).parent.parent / "corpus" / "articles"
_MARKS = (100, 1_000, 10_000)
_SYLLABLES = {
    "l": ("ka", "lo", "mi", "ren", "sta", "vo", "tur", "bel", "dza", "phi"),
    "c": ("ка", "ло", "ми", "рен", "ста", "во", "тур", "бел", "дза", "фи"),
    "a": ("كا", "لو", "مي", "رن", "ستا", "فو", "تور", "بل", "دزا", "في"),
}


def _read(text: str) -> None:
    read_document(read_page(text), votes=load_regime().votes)


def _with_verdicts(text: str) -> None:
    casework.read(read_page(text))


WAYS: dict[str, Callable[[str], None]] = {"reading alone": _read, "with verdicts": _with_verdicts}


def _articles(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def _milliseconds(way: str, texts: list[str]) -> list[float]:
    out = []
    for text in texts:
        started = time.thread_time()
        WAYS[way](text)
        out.append((time.thread_time() - started) * 1000)
    return out


def _half(folder: Path, way: str, part: int) -> None:
    """Warm with one half, time the other, and once more."""
    texts = _articles(folder)
    mine = texts[part::2]
    for _ in range(2):
        _milliseconds(way, texts[1 - part :: 2])
    print(*(f"{ms:.3f}" for ms in _milliseconds(way, mine)))
    print(*(f"{ms:.3f}" for ms in _milliseconds(way, mine)))


def _speed(folder: Path) -> None:
    for way in WAYS:
        first: list[float] = []
        again: list[float] = []
        for part in "01":
            asked = [sys.executable, __file__, "--articles", str(folder), "--half", part, "--way", way]
            lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
            first += map(float, lines[0].split())
            again += map(float, lines[1].split())
        for name, times in (("new", first), ("again", again)):
            median = statistics.median(times)
            print(
                f"{way:14s} {name:5s}  median {median:6.1f} ms  mean {statistics.mean(times):6.1f} ms  "
                f"{1000 / median:5.0f} articles/s/core  ({len(times)} articles)"
            )


def _made(texts: list[str], chance: random.Random) -> Iterator[str]:
    """Articles without end: sentences shuffled, every twelfth word or so one that nobody wrote before."""

    def invented(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 4 or chance.random() > 1 / 12:
            return word
        script = "a" if word[0] > "\u05ff" else "c" if word[0] > "\u03ff" else "l"
        made = "".join(chance.choices(_SYLLABLES[script], k=chance.randint(2, 4)))
        return made.capitalize() if word[0].isupper() else made

    while True:
        lines = [line for line in chance.choice(texts).split("\n") if len(line) > 40]
        chance.shuffle(lines)
        yield re.sub(r"[^\W\d_]+", invented, "\n\n".join(lines))


def _megabytes() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _memory(folder: Path, most: int) -> None:
    made = _made(_articles(folder), random.Random(11))
    started = time.thread_time()
    for number in range(1, most + 1):
        _with_verdicts(next(made))
        if number in _MARKS or number == most:
            gc.collect()
            rate = number / (time.thread_time() - started)
            print(f"after {number:6,d} articles: {_megabytes():6.1f} MB, {rate:.0f} articles/s", flush=True)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=Path, default=_FOLDER)
    options.add_argument("--memory", type=int, default=0, metavar="N")
    options.add_argument("--half", type=int, help=argparse.SUPPRESS)
    options.add_argument("--way", default="with verdicts", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.half is not None:
        _half(given.articles, given.way, given.half)
        return
    _speed(given.articles)
    if given.memory:
        _memory(given.articles, given.memory)


if __name__ == "__main__":
    main()
