"""What a user of `nizam[all]` runs, as CycloneDX 1.6 JSON: every package of the lock with its hashes and licence.

    python -m scripts.sbom > nizam.cdx.json

Names and versions come from the installed packages, hashes from `requirements.lock`. Nothing in it depends on when or
where it was made, so two builds of a release have the same bill.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.M)
_NAME = re.compile(r"^\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?")
_IN_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")


def bill() -> dict[str, Any]:
    """The whole bill of materials."""
    locked = hashes((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    needs = closure("nizam", {"all"})
    parts = [_part(name, locked) for name in sorted(needs) if name != "nizam"]
    own = _part("nizam", {})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**own, "type": "application"}},
        "components": parts,
        "dependencies": [
            {"ref": _ref(name), "dependsOn": sorted(_ref(one) for one in sorted(direct))}
            for name, direct in sorted(needs.items())
        ],
    }


def closure(root: str, extras: set[str]) -> dict[str, set[str]]:
    """Every installed package that `root` with its extras needs, with what it needs itself, by normalised name."""
    found: dict[str, set[str]] = {}
    asked: dict[str, set[str]] = {}
    waiting = [(root, frozenset(extras))]
    while waiting:
        name, more = waiting.pop()
        if name in found and more <= asked[name]:
            continue
        asked.setdefault(name, set()).update(more)
        needs = _needs(name, asked[name])
        found[name] = set(needs) - {name}
        waiting += [(one, frozenset(their)) for one, their in needs.items()]
    return found


def _needs(name: str, extras: set[str]) -> dict[str, set[str]]:
    """Packages that are installed and asked for by a package, with the extras it asks of them."""
    out: dict[str, set[str]] = {}
    for line in metadata.requires(name) or ():
        requirement, _, marker = line.partition(";")
        extra = _IN_EXTRA.search(marker)
        if extra and extra.group(1) not in extras:
            continue
        parsed = _NAME.match(requirement)
        if parsed is None:
            continue
        other = normal(parsed.group(1))
        if _installed(other):
            out.setdefault(other, set()).update(
                one.strip() for one in (parsed.group(2) or "").split(",") if one.strip()
            )
    return out


def hashes(lock: str) -> dict[str, list[str]]:
    """The hashes of each package in a lock, by normalised name."""
    out: dict[str, list[str]] = {}
    marks = list(_LOCKED.finditer(lock))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        part = lock[mark.end() : after.start() if after else len(lock)]
        out[normal(mark.group(1))] = sorted(re.findall(r"sha256:([0-9a-f]{64})", part))
    return out


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _part(name: str, locked: dict[str, list[str]]) -> dict[str, Any]:
    about = metadata.metadata(name)
    licence = about.get("License-Expression") or about.get("License") or ""
    out: dict[str, Any] = {"type": "library", "bom-ref": _ref(name), "name": name, "version": about["Version"]}
    out["purl"] = _ref(name)
    if licence and len(licence) < 100:
        out["licenses"] = [{"license": {"name": licence}}]
    if locked.get(name):
        out["hashes"] = [{"alg": "SHA-256", "content": one} for one in locked[name]]
    return out


def _ref(name: str) -> str:
    return f"pkg:pypi/{name}@{metadata.version(name)}"


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    sys.stdout.write("\n")
