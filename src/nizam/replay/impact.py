"""Which past answers would change under a law or a list that is not in use yet.

For a list only the names that come near an entry that changed are screened again; for a pack every deal and article is
judged again, unless nothing but its designations differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from nizam import lists
from nizam.audit.read import ANSWERS, Decision, Filter, each
from nizam.errors import BadRequest, SourceError
from nizam.index.designated import load_designations
from nizam.index.snapshot import Manifest, Shelf, Snapshot, shelves
from nizam.record import Record, replace
from nizam.recorded.basis import code
from nizam.regime.head import read_head
from nizam.regime.load import load_pack
from nizam.replay.again import recorded_of, request_of
from nizam.replay.compare import DIFFERS, Difference, difference
from nizam.replay.delta import Delta, ids_in
from nizam.replay.scan import Counted, Progress, touched
from nizam.replay.scene import DESIGNATIONS, Scene, ask, present

_AT_ONCE = 2000


class Changed(Record, frozen=True):
    """A past answer that would be another one. `gone` and `come` are list entries and provisions that only the old or
    only the new answer names."""

    decision: Decision
    before: str
    after: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    difference: Difference

    def row(self) -> dict[str, Any]:
        """As JSON."""
        one = self.decision
        return {
            "seq": one.seq,
            "decision_id": one.id,
            "kind": one.kind,
            "asked_at": one.kept.at,
            "before": self.before,
            "after": self.after,
            "gone": list(self.gone),
            "come": list(self.come),
            "step": self.difference.row()["step"],
        }


class Impact(Record, frozen=True):
    """What a change would do. `looked`: past answers looked at, `again`: those given again, `erased`: those whose
    question is not kept; of the list: how many entries were `added`, `delisted`, `altered`."""

    what: str
    looked: int
    again: int
    erased: int
    changed: tuple[Changed, ...]
    added: int = 0
    delisted: int = 0
    altered: int = 0

    def row(self) -> dict[str, Any]:
        """As JSON."""
        names = ("what", "looked", "again", "erased", "added", "delisted", "altered")
        return {**{name: getattr(self, name) for name in names}, "changed": [one.row() for one in self.changed]}


def of_pack(folder: Path, which: Filter | None = None, progress: Progress | None = None) -> Impact:
    """What a pack would change. Raises PackError where it is no sound pack."""
    if not (folder / "regime.yml").is_file():
        raise BadRequest(f"{folder} is no pack: it holds no regime.yml.")
    regime = load_pack(folder)
    now = present()
    scene = replace(now, packs={**now.packs, read_head(folder).top["id"]: folder})
    what = f"{regime.id} {regime.sha256[:12]}"
    held = now.packs.get(regime.id)
    if held is not None and _only_designations(held, folder):
        delta = Delta.between(load_designations(held / DESIGNATIONS), load_designations(folder / DESIGNATIONS))
        return _of_delta(what, delta, regime.id, scene, which, progress, ANSWERS)
    counted = Counted(progress)
    kinds = ANSWERS if held is None or _differs(held, folder, DESIGNATIONS) else ("check", "read")
    changed = tuple(_flips(counted.each(each(which, kinds=kinds)), scene, counted))
    return Impact(what, counted.looked, counted.again, counted.erased, changed)


def of_list(given: str, name: str = "", which: Filter | None = None, progress: Progress | None = None) -> Impact:
    """What a list would change: a file or folder, or the hash of a version kept. `name` is the list it would be the new
    version of; else the one at hand of the same publisher's list. Raises BadRequest, SourceError."""
    with _version(given, name) as fresh:
        name = fresh.manifest.name
        now = present()
        current = Shelf(name).current()
        delta = Delta.between(current.records() if current else (), fresh.records())
        scene = replace(now, lists={**now.lists, name: fresh.folder})
        what = f"{name} {fresh.manifest.published or ''} {fresh.manifest.sha256[:12]}".replace("  ", " ")
        return _of_delta(what, delta, name, scene, which, progress, ("screen",))


def _of_delta(
    what: str,
    delta: Delta,
    name: str,
    scene: Scene,
    which: Filter | None,
    progress: Progress | None,
    kinds: Sequence[str],
) -> Impact:
    counted = Counted(progress)
    changed = tuple(_flips(touched(delta, name, which or Filter(), kinds, counted), scene, counted)) if delta else ()
    sizes = {"added": len(delta.added), "delisted": len(delta.delisted), "altered": len(delta.changed)}
    return Impact(what, counted.looked, counted.again, counted.erased, changed, **sizes)


def _flips(decisions: Iterable[Decision], scene: Scene, counted: Counted) -> Iterator[Changed]:
    """Of these decisions, those whose answer differs in a scene from the answer of today."""
    waiting: list[Decision] = []
    for one in decisions:
        waiting.append(one)
        if len(waiting) == _AT_ONCE:
            yield from _changed(waiting, scene, counted)
            waiting = []
    yield from _changed(waiting, scene, counted)


def _changed(decisions: Sequence[Decision], scene: Scene, counted: Counted) -> Iterator[Changed]:
    asked: dict[bytes, dict[str, Any]] = {}
    keys: list[tuple[Decision, bytes]] = []
    for one in decisions:
        request = request_of(one)
        if request is None:
            counted.erased += 1
            continue
        # the same question is answered once
        key = msgspec.json.encode(request, enc_hook=str)
        asked[key] = request
        keys.append((one, key))
    counted.again += len(asked)
    before = _before(keys, asked)
    after = dict(zip(asked, ask(scene, list(asked.values())), strict=True))
    for one, key in keys:
        if "error" in before[key]:
            continue
        found = difference(before[key], after[key])
        if found.status == DIFFERS:
            old, new = _named(before[key]["result"]), _named(after[key]["result"])
            gone = tuple(name for name in old if name not in new)
            come = tuple(name for name in new if name not in old)
            yield Changed(one, before[key]["outcome"], after[key]["outcome"], gone, come, found)


def _before(keys: Sequence[tuple[Decision, bytes]], asked: dict[bytes, dict[str, Any]]) -> dict[bytes, dict[str, Any]]:
    """The answers of today: recorded ones where they were given by what is in use, else given again."""
    now, fresh = present(), code()
    held: dict[bytes, dict[str, Any]] = {}
    for one, key in keys:
        if _by(one.basis, now, fresh):
            held.setdefault(key, recorded_of(one))
    left = [key for key in asked if key not in held]
    held.update(zip(left, ask(now, [asked[key] for key in left]), strict=True))
    return held


def _by(basis: Any, now: Scene, fresh: str) -> bool:
    """Whether an answer rests on the very packs, lists and code in use."""
    from nizam.goodguys import book
    from nizam.recorded.basis import versions
    from nizam.regime.load import pack_hash

    key = str(basis)
    if key not in _SAME:
        size = book.path().stat().st_size if book.path().exists() else 0
        dataset = basis.get("settings", {}).get("dataset", lists.BUILT_IN)
        same = basis.get("code") == fresh and basis.get("goodguys", 0) == size
        same = same and dict(versions(dataset)) == {name: one["sha256"] for name, one in basis["lists"].items()}
        _SAME[key] = same and all(
            name in now.packs and pack_hash(now.packs[name]) == one["sha256"]
            for name, one in basis.get("packs", {}).items()
        )
    return _SAME[key]


_SAME: dict[str, bool] = {}


def _named(result: Any) -> dict[str, None]:
    """The list entries and provisions that a result names."""
    rows = [result, *result.get("items", ())]
    return dict.fromkeys([*ids_in(result), *(one["provision"] for row in rows for one in row.get("by", ()))])


def _only_designations(held: Path, fresh: Path) -> bool:
    names = {path.name for folder in (held, fresh) for path in folder.glob("*.yml")}
    return all(name == DESIGNATIONS or not _differs(held, fresh, name) for name in names)


def _differs(held: Path, fresh: Path, name: str) -> bool:
    one, other = held / name, fresh / name
    return (one.read_bytes() if one.exists() else None) != (other.read_bytes() if other.exists() else None)


@contextmanager
def _version(given: str, name: str) -> Iterator[Snapshot]:
    """A version of a list: one that is kept, or a file read into a home of its own."""
    path = Path(given)
    if not path.exists():
        found = [one for shelf in shelves() for one in shelf.history() if one.manifest.sha256.startswith(given.lower())]
        if len(given) < 6 or len({one.manifest.sha256 for one in found}) != 1:
            raise BadRequest(f"{given!r} is no file, and not the hash of one version that is kept.")
        yield found[0]
        return
    with tempfile.TemporaryDirectory(prefix="nizam-impact-") as folder:
        yield _added(path, name or "incoming", Path(folder), renamed=not name)


def _added(path: Path, name: str, home: Path, *, renamed: bool) -> Snapshot:
    env = {**os.environ, "NIZAM_HOME": str(home), "NIZAM_AUDIT": "0"}
    command = [sys.executable, "-m", "nizam", "lists", "add", str(path.absolute()), "--name", name]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SourceError(done.stderr.strip().removeprefix("nizam: ") or f"{path} cannot be read as a list.")
    folder = next((home / "lists" / name / "snapshots").iterdir())
    manifest = msgspec.convert(msgspec.json.decode((folder / "manifest.json").read_bytes()), Manifest)
    if renamed:
        same = [one.name for one in shelves() if (s := one.current()) and s.manifest.list_id == manifest.list_id]
        if len(same) != 1:
            raise BadRequest(f"say with --name which list {path} is a version of; here are {', '.join(lists.names())}.")
        manifest = replace(manifest, name=same[0])
    return Snapshot(folder, manifest)
