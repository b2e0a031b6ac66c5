"""Versions on the shelf: whole or not there, never replaced by something worse, and kept for looking back."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from nizam import lists
from nizam.errors import BadRequest, IndexStale, SourceError
from nizam.index import snapshot
from nizam.index.snapshot import Shelf
from nizam.index.store import Records, fingerprint
from nizam.lists.keep import keep
from nizam.model.entity import Entity, Name
from nizam.sources.base import Reading
from tests.sources.forms import FORMS, LISTS, read

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))


def made(count: int, names: int = 2, mark: str = "") -> Reading:
    entities = (
        Entity(f"x-{n}", "Person", f"A {n}", tuple(Name(f"{mark}{'ABCDEF'[m]} {n}") for m in range(names)))
        for n in range(count)
    )
    return Reading("ftm-json", "x", entities)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_stored_is_what_was_read(name: str) -> None:
    _, expected = read(name)
    now, before = lists.add(LISTS / name, "sample")
    assert before is None
    stored = lists.dataset("sample")
    assert list(stored) == list(expected.values())
    assert lists.load("sample") == tuple(expected.values())
    assert now.manifest.entries == len(stored) == len(expected)
    for key, entity in expected.items():
        assert stored.get(key) == entity
        assert stored.get(key + "?") is None


def test_the_same_content_is_the_same_version_and_the_hash_of_all_follows_it() -> None:
    empty = lists.content_hash()
    first, _ = keep("x", made(10))
    one = lists.content_hash()
    again, before = keep("x", made(10))
    assert before is not None
    assert first.manifest.sha256 == again.manifest.sha256 == before.manifest.sha256
    assert lists.content_hash() == one != empty
    keep("x", made(11))
    assert lists.content_hash() != one
    assert lists.content_hash("un-dprk") == lists.content_hash("un-dprk")


def test_a_fingerprint_changes_with_the_record_alone() -> None:
    one, other = list(made(2).entities)
    assert fingerprint(one) == fingerprint(next(made(1).entities)) != fingerprint(other)


def test_the_pack_is_there_from_the_first_run() -> None:
    assert lists.names() == ("un-dprk",)
    own = lists.dataset("un-dprk")
    assert len(own) > 150
    assert own.get("KPi.001") is not None
    assert own.manifest.published
    with pytest.raises(BadRequest, match="comes with Nizam"):
        lists.remove("un-dprk")
    with pytest.raises(BadRequest, match="is taken"):
        keep("un-dprk", made(1))


def test_a_list_that_shrank_is_refused_unless_forced() -> None:
    keep("x", made(100))
    with pytest.raises(SourceError, match="59 entries where the version in use has 100"):
        keep("x", made(59))
    with pytest.raises(SourceError, match="names where"):
        keep("x", made(100, names=1))
    assert len(lists.dataset("x")) == 100
    keep("x", made(60))
    keep("x", made(5), force=True)
    assert len(lists.dataset("x")) == 5


def test_an_empty_list_is_refused_even_when_forced() -> None:
    keep("x", made(3))
    with pytest.raises(SourceError, match="no entry at all"):
        keep("x", made(0), force=True)
    assert len(lists.dataset("x")) == 3


def test_a_reading_that_breaks_leaves_the_old_version_and_no_rubbish() -> None:
    keep("x", made(3))

    def broken() -> Reading:
        def entities():  # type: ignore[no-untyped-def]
            yield from made(2).entities
            raise SourceError("x:3: damaged")

        return Reading("ftm-json", "x", entities())

    with pytest.raises(SourceError, match="damaged"):
        keep("x", broken())
    assert len(lists.dataset("x")) == 3
    assert sorted(path.name for path in Shelf("x").folder.iterdir()) == ["current", "lock", "snapshots"]


def test_an_id_that_stands_twice_is_refused() -> None:
    doubled = Reading("ftm-json", "x", iter([*made(2).entities, *made(1).entities]))
    with pytest.raises(SourceError, match="the id x-0 stands twice"):
        keep("x", doubled)
    assert lists.names() == ("un-dprk",)


def test_old_versions_are_kept_by_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT", 3)
    hashes = [keep("x", made(10, mark=str(turn)))[0].manifest.sha256 for turn in range(6)]
    kept = {one.manifest.sha256 for one in Shelf("x").history()}
    assert len(kept) == 3
    assert hashes[-1] in kept


def test_two_writers_wait_for_each_other() -> None:
    keep("x", made(3))
    shelf = Shelf("x")
    with shelf.writing():
        with pytest.raises(SourceError, match="being written by another process"), shelf.writing(wait=0.1):
            pass
        done = threading.Thread(target=lambda: keep("x", made(4)))
        done.start()
    done.join()
    assert len(lists.dataset("x")) == 4


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "x" * 100, ".hidden", "x."])
def test_a_name_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="is no name for a list"):
        keep(name, made(1))


def test_damage_on_disk_says_what_to_do() -> None:
    now, _ = keep("x", made(50))
    path = now.folder / "records.bin"
    raw = path.read_bytes()
    for broken in (b"", raw[:100], raw[:-1], b"X" + raw[1:], raw[:-9] + b"\xff" * 9):
        path.write_bytes(broken)
        with pytest.raises(IndexStale, match=r"damaged|cannot be read"):
            Records(path)
    (now.folder / "manifest.json").write_text("{")
    with pytest.raises(IndexStale, match="manifest cannot be read"):
        lists.dataset("x")


def test_a_list_can_be_removed() -> None:
    keep("x", made(3))
    lists.remove("x")
    assert lists.names() == ("un-dprk",)
    assert not Shelf("x").folder.exists()
    with pytest.raises(BadRequest, match="there is no list 'x'"):
        lists.remove("x")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_writer_killed_at_any_moment_leaves_a_whole_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.lists.killed", "20"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rounds, kills, versions = map(int, done.stdout.split())
    assert (rounds, kills) == (20, 20)
    assert versions <= 2
