"""Appends whole or not at all, one writer at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nizam import durable
from nizam.errors import BadRequest


def add(path: Path, data: bytes, at: int) -> None:
    with durable.appending(path, "the book", 0o600) as handle:
        durable.append(handle, path, "the book", data, at)


def test_lines_are_added_and_a_torn_end_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "book"
    add(path, b"one\n", 0)
    path.write_bytes(path.read_bytes() + b"tor")
    add(path, b"two\n", 4)
    assert path.read_bytes() == b"one\ntwo\n"


def test_what_could_not_be_finished_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "book"
    add(path, b"one\n", 0)
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:2]))
    with pytest.raises(BadRequest, match=r"the book .* cannot be written: No space left on device\. Nothing was added"):
        add(path, b"two\n", 4)
    assert path.read_bytes() == b"one\n"


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="is a folder; the book is one file"):
        add(tmp_path, b"one\n", 0)


def test_another_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(durable, "WAIT_SECONDS", 0.05)
    path = tmp_path / "book"
    with path.open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BadRequest, match="another program holds the book"):
            add(path, b"one\n", 0)


def test_a_small_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "current"
    durable.write_whole(path, "old")

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable.write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
