"""Build a release into `dist/`: wheel, sdist, bill of materials, and their checksums.

    python -m scripts.dist [FOLDER]

The day of the last commit stands for the time of building, so whoever builds the same commit gets the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from scripts.sbom import ROOT, bill


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    built = build(folder)
    version = built[0].name.split("-")[1]
    sbom = folder / f"nizam-{version}.cdx.json"
    sbom.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in [*built, sbom]]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="ascii")
    print("\n".join(lines))


def build(folder: Path, root: Path = ROOT) -> list[Path]:
    """The wheel and the sdist of a checkout, or of an unpacked sdist."""
    when = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
    ).stdout.strip()
    # outside a repository, as in an sdist, any fixed time will do
    env = {**os.environ, "SOURCE_DATE_EPOCH": when or "1577836800"}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return sorted(folder.glob("*.whl")) + sorted(folder.glob("*.tar.gz"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
