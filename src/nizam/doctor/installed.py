"""The program itself: its version, its extras, what was prepared at install, and the variables it was given."""

from __future__ import annotations

import difflib
import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

import nizam
from nizam import __version__, diskcache, settings
from nizam.doctor.finding import Finding

_OLDEST = (3, 11)
_TELLS = {
    "api": ("litestar", "uvicorn"),
    "mcp": ("mcp",),
    "documents": ("pypdfium2",),
    "files": ("openpyxl", "pyarrow"),
    "postgres": ("psycopg",),
    "sign": ("cryptography",),
    "fast": ("numba",),
    "spark": ("pyspark",),
}
"""Modules by which an extra is known to be there."""


def program() -> Iterator[Finding]:
    """Which Nizam, on which Python."""
    state = "good" if sys.version_info[:2] >= _OLDEST else "broken"
    values = {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 1,
        "folder": str(Path(nizam.__file__).parent),
    }
    yield Finding("program", "nizam", state, "runs", values)


def extras() -> Iterator[Finding]:
    """What is installed beside the core, and what each missing extra would bring."""
    for name, modules in _TELLS.items():
        there = [util.find_spec(module) is not None for module in modules]
        if all(there):
            yield Finding("extras", name, "good", "there", {"version": _version(modules[0])})
        elif name == "postgres" and settings.database_url().startswith("postgres"):
            yield Finding("extras", name, "broken", "needed")
        else:
            yield Finding("extras", name, "note", name)


def prepared() -> Iterator[Finding]:
    """Whether what is slow to build was built for this very code."""
    from nizam.prepared import mark, marked

    if not settings.caching():
        yield Finding("prepared", "cache", "note", "off")
        return
    made = [folder for folder in diskcache.folders() if marked(folder)]
    if any(marked(folder) == mark() for folder in made):
        yield Finding("prepared", "cache", "good", "fresh")
    else:
        yield Finding("prepared", "cache", "note", "outdated" if made else "missing")


def variables() -> Iterator[Finding]:
    """NIZAM_* variables that are set, and those that nobody reads."""
    for name in sorted(name for name in os.environ if name.startswith("NIZAM_")):
        if name in settings.VARIABLES:
            secret = any(part in name for part in ("KEY", "SECRET", "TOKEN", "URL"))
            shown = "…" if secret else os.environ[name][:80]
            yield Finding("settings", name, "good", "set", {"value": shown})
        else:
            near = difflib.get_close_matches(name, settings.VARIABLES, 1, 0.8)
            yield Finding("settings", name, "old", "meant" if near else "unknown", {"near": near[0] if near else ""})


def _version(module: str) -> str:
    try:
        return metadata.version(module)
    except metadata.PackageNotFoundError:
        return ""
