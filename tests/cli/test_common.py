"""What every command shares: where output goes, and what happens where it cannot go there."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from nizam import errors
from nizam.cli import common

FULL = Path("/dev/full")


def nizam(line: str) -> subprocess.CompletedProcess[str]:
    """A command in a shell, with its redirections, its output buffered as users have it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = f"{sys.executable} -m nizam {line}"
    return subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env=environment,
    )


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    common.write("words", pipe)
    reader.join(10)
    assert read == ["words"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_and_its_file_keeps_its_rights(tmp_path: Path) -> None:
    file, link = tmp_path / "file.txt", tmp_path / "link.txt"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    common.write("new", link)
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(errors.BadRequest, match="No space left"):
        common.write("words", tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_json_and_the_table_exclude_each_other() -> None:
    assert common.wants_json(True, False)
    assert not common.wants_json(False, True)
    with pytest.raises(errors.BadRequest, match="choose one"):
        common.wants_json(True, True)


def test_closed_streams_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert common.piped()
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(errors.BadInput, match="standard input is closed"):
        common.read_input(10)


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", ["regime list", "--version", "caps --help", "regime timeline --text"])
def test_a_full_disk_is_one_line(line: str) -> None:
    done = nizam(f"{line} > {FULL}")
    assert done.returncode == 2
    assert done.stderr == "nizam: cannot read or write: No space left on device.\n"


def test_closed_input_is_one_line() -> None:
    for line in ("check -", "caps import -"):
        done = nizam(f"{line} <&-")
        assert done.returncode == 3
        assert done.stderr.startswith("nizam: standard input is closed")
        assert done.stderr.count("\n") == 1
