"""What processes rest on is made by one of them, and people are told."""

from __future__ import annotations

import importlib.util
import json
import os
import threading
import time
from pathlib import Path

import pytest

from nizam import diskcache, durable, lists
from nizam.batch import ready
from nizam.index import compiled
from nizam.screening import quick


class _Kernel:
    """Compiles at once."""

    def __init__(self, folder: Path) -> None:
        self.path, self.loaded, self.made = folder / f"kernel-{compiled.version()}" / self.done(), False, 0

    def done(self) -> str:
        return "answers.done"

    def wait(self) -> None:
        self.made += 1
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Kernel:
    if importlib.util.find_spec("numba") is None:
        pytest.skip("needs the extra fast")
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path))
    monkeypatch.setattr(diskcache, "BUILT", tmp_path / "built")
    made = _Kernel(tmp_path / "cache")
    monkeypatch.setattr(quick, "KERNEL", made)
    return made


def test_compiling_is_told_and_done_once(kernel: _Kernel) -> None:
    told: list[str] = []
    ready.kernel(told.append)
    ready.kernel(told.append)
    assert (told, kernel.made) == (["compiling"], 1)


def test_nobody_waits_where_there_is_no_kernel(kernel: _Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_KERNEL", "0")
    ready.kernel()
    assert kernel.made == 0


def test_two_do_not_compile_at_the_same_time(kernel: _Kernel, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    handle = os.open(tmp_path / "cache" / "making.lock", os.O_RDWR | os.O_CREAT)
    assert durable.locked(handle, 0)
    told: list[str] = []
    other = threading.Thread(target=ready.kernel, args=(told.append,))
    other.start()
    until = time.monotonic() + 20
    while not told and time.monotonic() < until:
        time.sleep(0.01)
    # the one who holds the lock has compiled
    kernel.wait()
    os.close(handle)
    other.join(20)
    assert (told, kernel.made) == (["waiting"], 1)


def test_an_index_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    path = tmp_path / "list.jsonl"
    path.write_text(json.dumps({"id": "a", "schema": "Person", "properties": {"name": ["Zebulon Quix"]}}) + "\n")
    lists.add(path, "invented")
    told: list[str] = []
    ready.indexes(lists.BUILT_IN, told.append)
    assert told == []
    ready.indexes("invented", told.append)
    ready.indexes(lists.DEFAULT, told.append)
    assert told == ["indexing"]


def test_where_nothing_can_be_written_everybody_helps_himself(
    kernel: _Kernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "file"))
    told: list[str] = []
    ready.kernel(told.append)
    assert (told, kernel.made) == (["compiling"], 1)
