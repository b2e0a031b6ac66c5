"""Lines and their state: a run may die at any moment, and goes on without a line twice or lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nizam.errors import BadRequest
from nizam.intake.given import Piece
from nizam.intake.journal import Journal

OPTIONS = {"as_of": None}
PIECES = [Piece(f"https://example.org/{n}") for n in range(5)]


def sources(out: Path) -> list[str]:
    return [json.loads(line)["source"][-1] for line in out.read_text(encoding="utf-8").splitlines()]


def run(out: Path, *, bad: str = "", most: int = 99) -> int:
    """Read what is left, at most so many; those whose digit is in `bad` fail."""
    done = 0
    with Journal(out, OPTIONS) as journal:
        for piece in journal.left(PIECES)[:most]:
            journal.write(piece, {"source": piece.where, "text": "ن" * 50}, failed=piece.where[-1] in bad)
            done += 1
    return done


def test_a_run_goes_on_where_it_was(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    assert [run(out, most=2), run(out, most=2), run(out), run(out)] == [2, 2, 1, 0]
    assert sources(out) == ["0", "1", "2", "3", "4"]


def test_failed_pages_are_tried_again_and_stand_once(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    run(out, bad="13")
    assert run(out, bad="3") == 2
    assert sources(out) == ["0", "2", "4", "1", "3"]
    assert run(out) == 1


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    out, file = tmp_path / "o.jsonl", tmp_path / "a.txt"
    piece = Piece(str(file))
    for text in ("one", "other"):
        file.write_text(text)
        with Journal(out, OPTIONS) as journal:
            assert journal.left([piece]) == [piece]
            journal.write(piece, {"source": text}, failed=False)
    assert out.read_text() == '{"source": "other"}\n'


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_half_a_line_is_cut_off(tmp_path: Path, cut: int) -> None:
    """A kill leaves a line half written, or written and not noted, or noted in half."""
    out = tmp_path / "o.jsonl"
    state = tmp_path / "o.jsonl.state"
    run(out, most=3)
    with out.open("ab") as lines:
        lines.write(b'{"source": "https://example.org/3", "te')
    os.truncate(state, state.stat().st_size - cut)
    run(out)
    assert sources(out) == ["0", "1", "2", "3", "4"]
    assert run(out) == 0


@pytest.mark.parametrize("lines_there", [True, False])
def test_killed_while_lines_are_taken_out(tmp_path: Path, lines_there: bool) -> None:
    out = tmp_path / "o.jsonl"
    run(out, bad="1")
    old, old_state = out.read_bytes(), Path(f"{out}.state").read_bytes()
    run(out, most=0)  # takes the failed line out
    assert sources(out) == ["0", "2", "3", "4"]
    new, new_state = out.read_bytes(), Path(f"{out}.state").read_bytes()
    Path(f"{out}.state").write_bytes(old_state)
    Path(f"{out}.state.new").write_bytes(new_state)
    if lines_there:
        out.write_bytes(old)
        Path(f"{out}.new").write_bytes(new)
    run(out)
    assert sorted(sources(out)) == ["0", "1", "2", "3", "4"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.jsonl", "o.jsonl.state"]


def test_nothing_is_overwritten_by_mistake(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    out.write_text("mine")
    with pytest.raises(BadRequest, match="--fresh"):
        Journal(out, OPTIONS)
    assert out.read_text() == "mine"
    with Journal(out, OPTIONS, fresh=True):
        pass
    assert out.read_text() == ""
    with pytest.raises(BadRequest, match="other options"):
        Journal(out, {"as_of": "2020-01-01"})


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with (
        Journal(tmp_path / "o.jsonl", OPTIONS),
        pytest.raises(BadRequest, match="another run"),
    ):
        Journal(tmp_path / "o.jsonl", OPTIONS)


_CHILD = """
import sys, time
from pathlib import Path
from nizam.intake.given import Piece
from nizam.intake.journal import Journal
with Journal(Path(sys.argv[1]), {}) as journal:
    for piece in journal.left([Piece(f"https://example.org/{n}") for n in range(4000)]):
        journal.write(piece, {"source": piece.where, "text": "x" * 500}, failed=piece.where.endswith("7"))
print("done")
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a program as POSIX systems do")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    for wait in (0.12, 0.15, 0.2, 0.25):
        child = subprocess.Popen([sys.executable, "-c", _CHILD, str(out)], stdout=subprocess.PIPE)
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    subprocess.run([sys.executable, "-c", _CHILD, str(out)], check=True, capture_output=True)
    found = [json.loads(line)["source"] for line in out.read_text().splitlines()]
    assert len(found) == len(set(found)) == 4000
