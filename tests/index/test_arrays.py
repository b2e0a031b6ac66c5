"""The file of arrays: whole, mapped, refused where it is damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nizam.errors import IndexStale
from nizam.index import arrays


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.idx"
    words = ["محمد".encode(), b"", b"x"]
    text, text_at = arrays.packed(words)
    none, none_at = arrays.packed([])
    grid = np.arange(6, dtype=np.int32).reshape(2, 3)
    arrays.write(path, {"n": grid, "t": text, "t_at": text_at, "none": none, "none_at": none_at})
    data = arrays.Arrays(path)
    assert data.array("n").tolist() == [[0, 1, 2], [3, 4, 5]]
    kept = arrays.Strings(data.numbers("t"), data.numbers("t_at"))
    assert [kept[at] for at in range(len(kept))] == words
    assert len(arrays.Strings(data.numbers("none"), data.numbers("none_at"))) == 0
    assert not list(tmp_path.glob("tmp*"))


@pytest.mark.parametrize("damage", [b"", b"NIZNAM", b"x" * 500])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.idx"
    path.write_bytes(damage)
    with pytest.raises(IndexStale, match="built anew"):
        arrays.Arrays(path)


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.idx"
    arrays.write(path, {"n": np.arange(1000)})
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(IndexStale):
        arrays.Arrays(path)
