"""Batches: the same answers as one by one, whatever happens in between."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import nizam
from nizam.audit import read
from nizam.audit.who import asking
from nizam.batch import run as batch
from nizam.batch.job import Job
from nizam.batch.run import Asked
from nizam.cli import main
from nizam.errors import BadInput, BadRequest
from nizam.screened import screener
from nizam.screenfile import Options, screen_file
from nizam.screening.quick import KERNEL

NAMES = [
    "조춘룡",
    "Jo Chun Ryong",
    "Nobody Whatsoever",
    "",
    "Ri Je Son",
    "Pak Han Se",
    "Ocean Maritime Management",
    "Kim",
]
DEALS: list[dict[str, Any]] = [
    {"id": "a", "date": "2018-06-01", "text": "A North Korean mine sold coal to a firm in Dandong"},
    {"id": "b", "suplier": {"name": "x"}},
    {"id": "c", "date": "2019-01-01", "goods": [{"description": "rice"}], "recipient": {"country": "DPRK"}},
]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_ROWS", {"screen": 3, "check": 2, "read": 1})


def table(path: Path, rounds: int = 2) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "name"])
        writer.writerows([number, name] for number, name in enumerate(NAMES * rounds))
    return path


def asked(**more: Any) -> Asked:
    return Asked("screen", dataset="un-dprk", workers=1, **more)


def lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, ["batch", *words])


@pytest.mark.parametrize("include_empty", [False, True])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_batch_gives_what_a_single_run_gives(tmp_path: Path, form: str, include_empty: bool) -> None:
    source, options = table(tmp_path / "in.csv"), Options(include_empty=include_empty)
    single, out = tmp_path / f"single.{form}", tmp_path / f"out.{form}"
    KERNEL.wait()
    counts = screen_file(str(source), str(single), screener, options=options)
    done = batch.run(source, out, asked(options=options))
    assert out.read_bytes() == single.read_bytes()
    assert (done.rows, done.found, done.failed) == (counts.rows, counts.found, counts.failed)
    assert not (tmp_path / f"out.{form}.job").exists()


def test_on_two_processes(tmp_path: Path) -> None:
    source = table(tmp_path / "in.csv", rounds=4)
    batch.run(source, tmp_path / "one.csv", asked())
    batch.run(source, tmp_path / "two.csv", Asked("screen", dataset="un-dprk", workers=2))
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()


def test_a_folder_of_parts(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    table(parts / "a.csv", 1)
    table(parts / "b.csv", 1)
    (parts / "notes.txt").write_text("not a table")
    counts = batch.run(parts, tmp_path / "out", asked())
    assert counts.parts == 2
    assert (tmp_path / "out" / "a.csv").read_bytes() == (tmp_path / "out" / "b.csv").read_bytes()


def test_what_has_no_answer_is_set_apart_with_the_reason(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    counts = batch.run(table(tmp_path / "in.csv", 1), out, asked())
    assert counts.failed == 1
    (row,) = [json.loads(line) for line in (tmp_path / "out.csv.quarantine.jsonl").read_text().splitlines()]
    assert row["row"] == ["3", ""]
    assert "nothing to screen" in row["error"]
    good = tmp_path / "good.csv"
    good.write_text("name\nRi Je Son\n")
    batch.run(good, out, asked())
    assert not (tmp_path / "out.csv.quarantine.jsonl").exists()


def test_deals(tmp_path: Path) -> None:
    source, out = lines(tmp_path / "deals.jsonl", [*DEALS, "no object"]), tmp_path / "verdicts.jsonl"
    counts = batch.run(source, out, Asked("check", workers=1))
    first, second, third, fourth = (json.loads(line) for line in out.read_text().splitlines())
    assert first == nizam.assess(DEALS[0]).json()
    assert (second["id"], second["error"]["code"]) == ("b", "bad_deal")
    assert third["id"] == "c"
    assert "error" in fourth
    assert (counts.rows, counts.found, counts.failed) == (4, 2, 2)


def test_deals_as_a_table_with_columns_inside_columns(tmp_path: Path) -> None:
    source = tmp_path / "deals.csv"
    source.write_text("id,date,supplier.country,recipient.country,activity\n1,2018-06-01,DPRK,China,sale of coal\n")
    batch.run(source, tmp_path / "out.jsonl", Asked("check", workers=1))
    deal = {
        "id": "1",
        "date": "2018-06-01",
        "supplier": {"country": "DPRK"},
        "recipient": {"country": "China"},
        "activity": "sale of coal",
    }
    assert json.loads((tmp_path / "out.jsonl").read_text()) == nizam.assess(deal).json()


def test_articles_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "Pyongyang, 3 May 2019. The minister said that North Korea would sell coal to China next month."
    (folder / "b.txt").write_text(text)
    (folder / "a.txt").write_text("")
    counts = batch.run(folder, tmp_path / "out.jsonl", Asked("read", workers=1))
    bad, good = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines())
    assert (bad["id"], bool(bad["error"]["message"])) == ("a.txt", True)
    assert good["id"] == "b.txt"
    assert good["items"]
    assert counts.failed == 1


def test_a_run_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = table(tmp_path / "in.csv", 3), tmp_path / "out.csv"
    batch.run(source, tmp_path / "whole.csv", asked())
    keep, left = batch.pool.job.keep, [3]

    def broken(path: Path, done: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        keep(path, done)

    with monkeypatch.context() as patch:
        patch.setattr(batch.pool.job, "keep", broken)
        with pytest.raises(KeyboardInterrupt):
            batch.run(source, out, asked())
    assert not out.exists()
    counts = batch.run(source, out, asked())
    assert (counts.resumed, counts.rows) == (9, 24)
    assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_other_options_or_another_input_begin_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    first = Job(out, {"limit": 1}, date(2024, 5, 6))
    first.path(0).write_bytes(b"old")
    first.leave()
    again = Job(out, {"limit": 1})
    assert again.has(0)
    assert again.today == date(2024, 5, 6)
    again.leave()
    other = Job(out, {"limit": 2})
    assert not other.has(0)
    assert other.today == date.today()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    first = Job(out, {})
    with pytest.raises(BadRequest, match="another run"):
        Job(out, {})
    first.leave()
    Job(out, {}).close()
    assert not list(tmp_path.iterdir())


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "out.csv.job" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work")
    with pytest.raises(BadRequest, match=r"out\.csv\.job is there already"):
        batch.run(table(tmp_path / "in.csv", 1), tmp_path / "out.csv", asked())
    assert mine.read_text() == "years of work"


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    job = Job(tmp_path / "out.csv", {})
    (job.folder / "notes.txt").write_text("keep")
    job.path(0).write_bytes(b"old")
    job.leave()
    Job(tmp_path / "out.csv", {"other": 1}).close()
    assert [path.name for path in job.folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_row_is_recorded(tmp_path: Path, workers: int) -> None:
    source = table(tmp_path / "in.csv", 1)
    with asking("test:amal"):
        batch.run(source, tmp_path / "out.csv", Asked("screen", dataset="un-dprk", workers=workers))
    assert [one.line["asked_by"] for one in read.each()] == ["test:amal"] * (len(NAMES) - 1)


def test_a_damaged_chunk_is_told(tmp_path: Path) -> None:
    job = Job(tmp_path / "out.csv", {})
    job.path(0).write_bytes(b"\xc1")
    with pytest.raises(BadInput, match="is damaged"):
        job.done(0)


_KILLED = """
import sys
from pathlib import Path
from nizam.batch import run as batch
batch._ROWS = {"screen": 5, "check": 2, "read": 1}
batch.run(Path(sys.argv[1]), Path(sys.argv[2]), batch.Asked("screen", dataset="un-dprk", workers=1))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    source, out = table(tmp_path / "in.csv", 60), tmp_path / "out.csv"
    batch.run(source, tmp_path / "whole.csv", asked())
    for wait in (0.05, 0.15, 0.1, 0.2, 0.05):
        started = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(source), str(out)], env={**os.environ}, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while started.poll() is None and time.monotonic() < until and not list(tmp_path.glob("out.csv.job/*.done")):
            time.sleep(0.01)
        time.sleep(wait)
        started.kill()
        started.wait()
    batch.run(source, out, asked())
    assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_on_the_command_line(tmp_path: Path) -> None:
    source = table(tmp_path / "in.csv", 1)
    done = invoke("screen", str(source), str(tmp_path / "out.csv"), "--dataset", "un-dprk", "--workers", "1", "--json")
    assert done.exit_code == 5
    assert json.loads(done.stdout)["rows"] == 8
    assert "set apart" in done.stderr
    good = tmp_path / "none.csv"
    good.write_text("name\nNobody Whatsoever\n")
    assert invoke("screen", str(good), str(tmp_path / "o.csv"), "--workers", "1", "--lang", "ar").exit_code == 1


@pytest.mark.parametrize(
    ("verb", "out", "error", "words"),
    [
        ("screen", "out.xlsx", BadRequest, "a batch writes csv"),
        ("check", "out.csv", BadRequest, "jsonl"),
        ("screen", "", BadRequest, "is a folder"),
    ],
)
def test_what_cannot_be_written(tmp_path: Path, verb: str, out: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        batch.run(table(tmp_path / "in.csv"), tmp_path / out, Asked(verb, workers=1))


def test_a_folder_without_tables(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    with pytest.raises(BadInput, match="holds no table"):
        batch.run(tmp_path / "parts", tmp_path / "out", asked())
