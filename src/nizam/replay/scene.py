"""What an answer is given by: packs, lists and the good-guy list, as a home and a folder of packs of their own.

A scene is made of links to the archive and to what is at hand, so it costs nothing to make, and a process that is
started in it sees these versions and no others.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from nizam import settings
from nizam.audit import archive
from nizam.errors import BadInput, NizamError
from nizam.goodguys import book
from nizam.index.snapshot import Shelf, shelves
from nizam.record import Record, field
from nizam.regime.load import PACKS, regimes

DESIGNATIONS = "designations.yml"
_OWN = "un-dprk"


class Missing(NizamError):
    """What an old answer rests on is not kept here."""

    code = "not_kept"


class Scene(Record, frozen=True):
    """Folders by pack id; folders of list versions by list name; the folder that the designations are from where not
    from the pack's; how many bytes of the good-guy list count, None for all."""

    packs: Mapping[str, Path] = field(default_factory=dict)
    lists: Mapping[str, Path] = field(default_factory=dict)
    designations: Path | None = None
    goodguys: int | None = None


def present() -> Scene:
    """What answers rest on now."""
    packs = {name: PACKS / name.replace("-", "_") for name in regimes()}
    lists = {shelf.name: now.folder for shelf in shelves() if (now := shelf.current()) is not None}
    return Scene(packs, lists)


def past(basis: Mapping[str, Any]) -> Scene:
    """What a record names. Packs it does not name are those at hand. Raises Missing."""
    packs = {name: _kept("packs", one["sha256"], name) for name, one in basis.get("packs", {}).items()}
    lists = {name: _kept("lists", one["sha256"], name) for name, one in basis["lists"].items() if name != _OWN}
    now = present().packs
    return Scene({**now, **packs}, lists, goodguys=basis.get("goodguys"))


def _kept(kind: str, sha256: str, name: str) -> Path:
    if archive.has(kind, sha256):
        return archive.place(kind, sha256)
    if kind == "lists":
        folder = Shelf(name).snapshots / sha256
        if folder.is_dir():
            return folder
    raise Missing(f"the {'pack' if kind == 'packs' else 'list'} {name} of the hash {sha256[:12]} is not kept here.")


@contextmanager
def laid_out(scene: Scene) -> Iterator[dict[str, str]]:
    """The environment of a process that answers by a scene."""
    with tempfile.TemporaryDirectory(prefix="nizam-replay-") as name:
        root = Path(name)
        home, packs = root / "home", root / "packs"
        home.mkdir()
        packs.mkdir()
        _packs(scene, packs)
        for one, folder in scene.lists.items():
            shelf = home / "lists" / one
            key = folder.name
            (shelf / "snapshots").mkdir(parents=True)
            (shelf / "snapshots" / key).symlink_to(folder.resolve())
            (shelf / "current").write_text(key + "\n", encoding="ascii")
        cache = settings.home() / "cache"
        if cache.is_dir():
            (home / "cache").symlink_to(cache.resolve())
        _book(home, scene.goodguys)
        env = {**os.environ, "NIZAM_HOME": str(home), "NIZAM_PACKS": str(packs), "NIZAM_AUDIT": "0"}
        env.pop("NIZAM_LEDGER", None)
        yield env


def _packs(scene: Scene, packs: Path) -> None:
    for name, folder in scene.packs.items():
        target = packs / name.replace("-", "_")
        if name != _OWN or scene.designations is None:
            target.symlink_to(folder.resolve())
            continue
        target.mkdir()
        for path in folder.glob("*.yml"):
            source = scene.designations / DESIGNATIONS if path.name == DESIGNATIONS else path
            # copied: what is read is cached by its place and time
            shutil.copyfile(source, target / path.name)


def _book(home: Path, most: int | None) -> None:
    held = book.path()
    if most == 0 or not held.exists():
        return
    data = held.read_bytes()
    (home / held.name).write_bytes(data if most is None else data[:most])


def ask(scene: Scene, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answers to requests in a scene, in order; many are shared out among the cores. Raises BadInput."""
    if not requests:
        return []
    lines = [msgspec.json.encode(one) + b"\n" for one in requests]
    count = min(os.cpu_count() or 1, max(1, len(lines) // 200))
    size = -(-len(lines) // count)
    shares = [lines[at : at + size] for at in range(0, len(lines), size)]
    with laid_out(scene) as env:
        running = [_started(env, share) for share in shares]
        answers: list[dict[str, Any]] = []
        for process, given, taken in running:
            process.wait()
            taken.seek(0)
            answers += [json.loads(line) for line in taken]
            told = process.returncode
            given.close()
            taken.close()
            if told:
                raise BadInput(f"answers could not be given again: the process ended with {told}.")
    if len(answers) != len(lines):
        raise BadInput("answers could not be given again: some are missing.")
    return answers


def _started(env: Mapping[str, str], lines: Sequence[bytes]) -> tuple[subprocess.Popen[bytes], Any, Any]:
    """A process with its questions and answers in files: pipes of this size would block each other."""
    given, taken = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
    given.writelines(lines)
    given.seek(0)
    command = [sys.executable, "-m", "nizam.replay.worker"]
    return subprocess.Popen(command, stdin=given, stdout=taken, env=env), given, taken
