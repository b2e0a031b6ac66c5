"""What an answer rests on: packs, lists, code, settings and the good-guy list, each by its hash.

Kept once in the log and named by its own hash; packs and lists go to the archive when they are first named.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import nizam
from nizam import __version__, diskcache, lists, settings
from nizam.audit import archive
from nizam.audit.entry import basis_of
from nizam.goodguys import book
from nizam.index.snapshot import Shelf
from nizam.regime.load import PACKS, pack_hash, regimes

ALGORITHM = "nizam-v1"
_OWN = "un-dprk"
Basis = tuple[str, bytes]
_HERE = Path(nizam.__file__).parent
_CODE = (".py", ".yml", ".json", ".txt", ".csv")
_made: dict[tuple[Any, ...], Basis] = {}


def of_law() -> Basis:
    """The basis of a check or a read: every regime's law, and every list at hand."""
    return _kept("law", versions(lists.DEFAULT), (("dataset", lists.DEFAULT),))


def of_lists(dataset: str, **asked: Any) -> Basis:
    """The basis of a screening over a dataset; `asked` are its further settings."""
    return _kept("lists", versions(dataset), (("dataset", dataset), *sorted(asked.items())))


def versions(dataset: str) -> tuple[tuple[str, str], ...]:
    """The lists that a dataset stands for with the hashes of their versions in use."""
    names = lists.names() if dataset == lists.DEFAULT else (dataset,)
    return tuple((name, _version(name)) for name in names)


def _version(name: str) -> str:
    if name == lists.BUILT_IN:
        return _built_in()
    return lists.version(name)


@lru_cache(maxsize=1)
def _built_in() -> str:
    return lists.version(lists.BUILT_IN)


def _kept(kind: str, used: tuple[tuple[str, str], ...], asked: tuple[tuple[str, Any], ...]) -> Basis:
    key = (os.getpid(), settings.home(), kind, used, asked, _book())
    found = _made.get(key)
    if found is None:
        content: dict[str, Any] = {"nizam": __version__, "code": code()}
        # a screening rests on the pack whose designations it asks
        packs = regimes() if kind == "law" else [_OWN] if lists.BUILT_IN in dict(used) else []
        content["packs"] = {name: {"sha256": _pack(name)} for name in packs}
        content["lists"] = {name: _listed(name, sha256) for name, sha256 in used}
        content["settings"] = {"algorithm": ALGORITHM, **dict(asked)}
        content["goodguys"] = key[-1]
        _archive(content)
        found = _made[key] = basis_of(content)
    return found


@lru_cache(maxsize=16)
def _pack(name: str) -> str:
    return pack_hash(_folder(name))


def _folder(name: str) -> Path:
    return PACKS / name.replace("-", "_")


def _listed(name: str, sha256: str) -> dict[str, str]:
    published = ""
    if name == lists.BUILT_IN:
        published = lists.built_in().manifest.published
    else:
        kept = Shelf(name).at(sha256)
        published = kept.manifest.published if kept is not None else ""
    return {"sha256": sha256, "published": published}


def _archive(content: Mapping[str, Any]) -> None:
    """Keep what is named under its hash. What cannot be kept is no reason for no answer: a replay will say so."""
    try:
        for name, pack in content["packs"].items():
            archive.keep("packs", pack["sha256"], _folder(name), "*.yml")
        for name, one in content["lists"].items():
            folder = Shelf(name).snapshots / one["sha256"] if name != lists.BUILT_IN else None
            if folder is not None and folder.is_dir():
                archive.keep("lists", one["sha256"], folder)
    except OSError:
        return


def _book() -> int:
    """How long the good-guy list is: it only grows, so its first so many bytes are what it was."""
    try:
        return os.stat(book.path()).st_size
    except OSError:
        return 0


@lru_cache(maxsize=1)
def code() -> str:
    """A hash over everything of Nizam that is not a pack: the code, and the reviewed words beside it."""
    files = []
    for folder, inner, names in os.walk(_HERE):
        inner[:] = [name for name in inner if name not in ("__pycache__", "packs", "_built")]
        files += [Path(folder) / name for name in names if name.endswith(_CODE)]
    files.sort()
    marks = "".join(f"{path.relative_to(_HERE)} {(s := path.stat()).st_mtime_ns} {s.st_size}\n" for path in files)
    name = diskcache.key(str(_HERE).encode(), marks.encode())
    held = diskcache.get("code", name)
    if held is None:
        parts = [part for path in files for part in (str(path.relative_to(_HERE)).encode(), path.read_bytes())]
        held = diskcache.key(*parts)
        diskcache.put("code", name, held)
    return str(held)
