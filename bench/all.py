"""Every measurement in one run: `python bench/all.py [--quick] [--data FOLDER] [--write]`.

Prints a page of Markdown with the day, the machine and what each bench prints; `--write` puts it at the end of
docs/benchmarks.md in place of the one before, with a chart beside it where matplotlib is installed. A bench that
fails or takes longer than its time is named with its last words, and the others go on.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
CHART = PAGE.with_name("benchmarks-batch.svg")
BEGIN, END = "<!-- measured: bench/all.py -->", "<!-- end of measured -->"
_QUICK, _LONG = 600, 7200
_LAST_WORDS = 400


class Part(NamedTuple):
    """A bench: what it measures, its words, those of a quick run, and whether it prints Markdown itself."""

    title: str
    words: tuple[str, ...]
    quick: tuple[str, ...] = ()
    markdown: bool = False


def parts(data: Path | None, figures: Path) -> Iterator[Part]:
    """What is run. The quality of names is measured on published lists, where their folder is given."""
    yield Part("Start of a command", ("startup.py",))
    yield Part("The engine", ("engine.py", "--rounds", "7"), ("--rounds", "3"))
    yield Part("Names", ("names.py", *([str(data), "--speed"] if data else [])))
    yield Part("Articles", ("reader_speed.py",))
    yield Part("The decision log", ("audit.py", "20000"), ("2000",))
    yield Part("The service", ("service.py", "--minutes", "1"), ("--seconds", "2", "--minutes", "0", "--names", "2000"))
    yield Part(
        "Batches",
        ("batch.py", "--peers", "--kills", "20", "--json", str(figures)),
        ("--quick", "--kills", "3"),
        markdown=True,
    )


def machine() -> str:
    """What it was measured on."""
    name = platform.processor() or platform.machine()
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        name = found[1] if found else name
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (OSError, ValueError):
        memory = 0.0
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{os.cpu_count()} cores of {name}, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load when it began {busy:.1f}"
    )


def run(part: Part, quick: bool) -> str:
    """What a bench prints, as Markdown."""
    script, *words = part.words
    command = [sys.executable, str(HERE / script), *_merged(words, part.quick if quick else ())]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_QUICK if quick else _LONG)
        said, failed = done.stdout, done.returncode
    except subprocess.TimeoutExpired as late:
        said, failed = (late.stdout or b"").decode() if isinstance(late.stdout, bytes) else "", -1
        done = None
    if failed:
        why = done.stderr.strip()[-_LAST_WORDS:] if done else "it took too long"
        said = f"{said}\nnot measured to the end: {why}"
    body = said.strip("\n") if part.markdown and not failed else f"```text\n{said.strip()}\n```"
    told = [*words[1:], ""]
    kept = [word for word, then in zip(words, told, strict=True) if not _a_file([word, then])]
    shown = " ".join([script, *kept])
    return f"### {part.title}\n\n`python bench/{shown}`\n\n{body}\n"


def _a_file(words: list[str]) -> bool:
    """Whether an option's value is a place of this machine, which says nothing elsewhere."""
    return any(word.startswith("/") for word in words)


def _merged(words: list[str], quick: tuple[str, ...]) -> list[str]:
    """The words of a quick run in place of the same options, else after them."""
    out = list(words)
    at = 0
    while at < len(quick):
        word = quick[at]
        valued = at + 1 < len(quick) and not quick[at + 1].startswith("--")
        if not word.startswith("--"):
            out = [word]
        elif valued:
            value = quick[at + 1]
            if word in out:
                out[out.index(word) + 1] = value
            else:
                out += [word, value]
            at += 1
        else:
            out.append(word)
        at += 1
    return out


def page(body: str, old: str) -> str:
    """The page with a new measured part in place of the one before."""
    fresh = f"{BEGIN}\n{body.strip()}\n{END}\n"
    if BEGIN in old and END in old:
        return old[: old.index(BEGIN)] + fresh + old[old.index(END) + len(END) :].lstrip("\n")
    return f"{old.rstrip()}\n\n{fresh}"


def chart(rows: list[dict[str, Any]], path: Path) -> bool:
    """Seconds over rows for each number of names; False without matplotlib."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        return False
    matplotlib.use("Agg")
    # the same figures give the same file
    matplotlib.rcParams["svg.hashsalt"] = "nizam"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.5, 3.6))
    screened = [row for row in rows if row["what"] == "screen"]
    for names in sorted({row["names"] for row in screened}):
        some = sorted((row["rows"], row["cpu"]) for row in screened if row["names"] == names)
        axes.plot(*zip(*some, strict=True), marker="o", label=f"{names:,} names")
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="rows",
        ylabel="seconds of the processor",
        title="nizam batch screen, start included",
    )
    axes.grid(True, which="both", alpha=0.2)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes: some minutes")
    parser.add_argument("--data", type=Path, help="folder of published lists, for the quality of names")
    parser.add_argument("--only", nargs="*", help="titles of the parts to run")
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    given = parser.parse_args()
    kind = "a quick run: small sizes" if given.quick else "a whole run"
    said = [f"## Measured on {datetime.now(UTC):%Y-%m-%d}\n\n{kind}, by `python bench/all.py`. {machine()}.\n"]
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "batch.json"
        for part in parts(given.data, figures):
            if given.only and part.title not in given.only:
                continue
            print(f"{part.title} …", file=sys.stderr, flush=True)
            said.append(run(part, given.quick))
        if given.write and figures.is_file() and chart(json.loads(figures.read_text()), CHART):
            said.append(f"![Work over rows]({CHART.name})\n")
    body = "\n".join(said)
    print(body)
    if given.write:
        PAGE.write_text(page(body, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
