"""The command line as a stranger meets it: exit codes, one clear line, nothing half-written, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main

DEAL = {
    "id": "x1",
    "date": "2019-05-02",
    "supplier": {"name": "A", "country": "DPRK"},
    "recipient": {"name": "B", "country": "China"},
    "goods": [{"description": "coal"}],
}


def run(*args: str, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=given)


def one_line(result: Result) -> str:
    """What a person reads on standard error; there is one line of it and no traceback."""
    assert "Traceback" not in result.output
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("empty.txt", b"", 3, "empty"),
        ("space.txt", b" \n\n \t", 3, "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", 3, "picture"),
        ("paper.pdf", b"%PDF-1.7\n\0\1\2", 3, "PDF"),
        ("big.txt", "كلمة ".encode() * 6_000_000, 3, "MB"),
        ("menu.html", b"<html><body><nav><a href=x>Home</a></nav></body></html>", 3, "no article"),
        ("french.txt", ("Le ministre des affaires étrangères a déclaré que les négociations avec le gouvernement "
                        "se poursuivront dans les prochains jours et que la France est prête à aider. " * 3).encode(),
         3, "French"),
    ],
)  # fmt: skip
def test_bad_input_to_read(tmp_path: Path, name: str, data: bytes, code: int, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    out = tmp_path / "report.html"
    result = run("read", str(path), "--out", str(out))
    assert words.lower() in one_line(result).lower()
    assert result.exit_code == code
    assert not out.exists()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("read", "no-such-file.txt"), 3, "there is no file"),
        (("read", "http://no-such-host.invalid/x"), 4, "could not be found"),
        (("read", "http://127.0.0.1:9/"), 2, "private address"),
        (("regime", "show", "un-dprk/2397/99"), 2, "no provision"),
        (("regime", "show", "nonsense"), 2, "no provision"),
        (("check", "no-such-deal.json"), 3, "there is no file"),
        (("screen", "Kim", "--dataset", "mars"), 2, "no dataset"),
        (("screen", "Kim", "--country", "Atlantis"), 2, "no country"),
    ],
)
def test_wrong_use(args: tuple[str, ...], code: int, words: str) -> None:
    result = run(*args)
    assert words in one_line(result)
    assert result.exit_code == code


@pytest.mark.parametrize("args", [("read", "x", "--as-of", "soon"), ("check", "x", "--as-of", "2019-02-30"), ("nope",)])
def test_options_are_explained(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_deal_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "deal.json"
    path.write_text(json.dumps(DEAL), encoding="utf-8")
    from_file = json.loads(run("check", str(path), "--json").stdout)
    from_input = json.loads(run("check", "-", "--json", given=json.dumps(DEAL)).stdout)
    assert from_file == from_input
    assert from_file["outcome"] == "prohibited"
    assert from_file["id"] == "x1"
    assert "UNSCR 2371 (2017) para 8" in [p["citation"] for p in from_file["provisions"]]


def test_a_file_of_deals_answers_each_line_in_order(tmp_path: Path) -> None:
    bad = {**DEAL, "id": "x2", "date": "the day after"}
    lines = [json.dumps(DEAL), json.dumps(bad), "{not json", json.dumps({**DEAL, "id": "x3"})]
    path = tmp_path / "deals.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run("check", str(path), "--json")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 5
    assert [a["id"] for a in answers] == ["x1", "x2", "", "x3"]
    assert answers[1]["error"]["field"] == "date"
    assert "outcome" in answers[3]


def test_the_as_of_date_of_the_option_wins(tmp_path: Path) -> None:
    path = tmp_path / "deal.json"
    path.write_text(json.dumps(DEAL), encoding="utf-8")
    verdict = json.loads(run("check", str(path), "--json", "--as-of", "2015-01-01").stdout)
    assert verdict["outcome"] == "not_restricted"
    assert verdict["as_of"] == "2015-01-01"
    assert verdict["not_checked"]


def test_words_are_enough() -> None:
    verdict = json.loads(run("check", "In May 2019 China buys 500 tonnes of coal from North Korea.", "--json").stdout)
    assert verdict["outcome"] == "prohibited"


def test_a_deal_may_be_json_on_the_command_line() -> None:
    verdict = json.loads(run("check", json.dumps(DEAL), "--json").stdout)
    assert (verdict["id"], verdict["outcome"]) == ("x1", "prohibited")


def test_the_same_question_has_the_same_id(tmp_path: Path) -> None:
    path = tmp_path / "deal.json"
    path.write_text(json.dumps(DEAL), encoding="utf-8")
    first, second = (json.loads(run("check", str(path), "--json").stdout) for _ in range(2))
    assert first["decision_id"] == second["decision_id"]


def test_a_regime_is_listed_and_shown() -> None:
    listed = json.loads(run("regime", "list", "--json").stdout)
    assert any(p["id"] == "un-dprk/2397/8" for p in listed)
    shown = run("regime", "show", "un-dprk/2397/8", "--as-of", "2019-01-01").stdout
    assert "UNSCR 2397 (2017) para 8" in shown
    assert "in force from 22 December 2017" in shown


def test_screening_ends_with_one_where_nothing_is_found() -> None:
    assert run("screen", "Zebulon Quackenbush-Featherstone").exit_code == 1
    found = run("screen", "Korea Mining Development Trading Corporation", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)


def test_a_report_goes_to_a_file_whole(tmp_path: Path, corpus: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    result = run("read", str(corpus / "articles" / "port-talks" / "article.txt"), "--out", str(out), "--lang", "ar")
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in out.parent.iterdir()] == ["report.html"]


def test_help_shows_examples_and_loads_no_law() -> None:
    env = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    seen = subprocess.run([sys.executable, "-m", "nizam", "read", "--help"], capture_output=True, text=True, env=env)
    assert "Examples" in seen.stdout
    assert "nizam.engine" not in seen.stderr
    assert "trafilatura" not in seen.stderr


def test_start_up_is_quick() -> None:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "nizam", "--version"], check=True, capture_output=True)
        return time.perf_counter() - start

    assert min(once() for _ in range(5)) < 0.5  # 0.3 s alone; a busy machine gets room
