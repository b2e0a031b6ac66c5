"""Run every `console` example of the documentation, and write what it prints beneath it.

    python scripts/examples.py            rewrite the outputs in place
    python scripts/examples.py --check    exit 1 where a file would change (tests do the same)

An example is a line `$ command` in a fenced block marked `console`; a command may be cut off by `| head -n N`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = ("README.md", "README.ar.md", "docs/*.md", "docs/tutorials/*.md")
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")


def files() -> list[Path]:
    """Every documentation file that may hold examples."""
    return sorted(path for pattern in FILES for path in ROOT.glob(pattern))


def renewed(text: str, home: str) -> str:
    """The text with each example's output as it is printed now."""
    return _BLOCK.sub(lambda match: f"```console\n{_run(match.group(1), home)}```", text)


def _run(block: str, home: str) -> str:
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append(line)
            out.extend(_output(line[2:], home))
    return "\n".join(out) + "\n"


def _output(command: str, home: str) -> list[str]:
    env = {
        **os.environ,
        "NIZAM_HOME": home,
        "COLUMNS": "100",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(command, shell=True, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


def main() -> int:
    check = "--check" in sys.argv
    stale = []
    for path in files():
        before = path.read_text(encoding="utf-8")
        # a home of its own, as in the tests: what one page records must not show on another
        with tempfile.TemporaryDirectory() as home:
            after = renewed(before, home)
        if after != before:
            stale.append(path)
            if not check:
                path.write_text(after, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'renewed'}: {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
