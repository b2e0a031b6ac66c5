"""Ask the public advisories about every pinned package. Exit code 1 where one is known to be vulnerable.

    python -m scripts.audit

Packages that no advisory could be asked about are counted and told: a closed network is no fault of the code, and no
proof of anything either.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
_TOOLS = Path(sys.prefix) / "audit"


def main() -> int:
    tool = _TOOLS / "bin" / "pip-audit"
    if not tool.exists():
        venv.create(_TOOLS, with_pip=True)
        subprocess.run([_TOOLS / "bin" / "pip", "install", "-q", "pip-audit"], check=False)
    if not tool.exists():
        print("audit: skipped, pip-audit cannot be installed here")
        return 0
    command = [tool, "--disable-pip", "--require-hashes", "-r", ROOT / "requirements.lock", "-f", "json"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--timeout", "15"], capture_output=True, text=True, check=False
    )
    return told(done.stdout, done.stderr)


def told(out: str, err: str) -> int:
    """Say what pip-audit found; the exit code."""
    try:
        rows = json.loads(out)["dependencies"]
    except (ValueError, KeyError):
        print(f"audit: skipped, the advisories cannot be reached: {err.strip().splitlines()[-1:]}")
        return 0
    bad = [(row["name"], row["version"], one["id"]) for row in rows for one in row.get("vulns", ())]
    unasked = [row["name"] for row in rows if "skip_reason" in row]
    for name, version, advisory in bad:
        print(f"audit: {name} {version}: {advisory}")
    print(f"audit: {len(rows)} packages, {len(bad)} advisories, {len(unasked)} packages nobody could be asked about")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
