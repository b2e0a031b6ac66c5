"""The same deal over the years: known history as data, periods without a gap, a bar that fits the screen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nizam import casework, yamltext
from nizam.casework import Period
from nizam.cli import main
from nizam.regime.load import load_regime
from nizam.report.history import Teller
from nizam.report.lines import width
from nizam.report.overtime import bar, over_time_json, over_time_text, packed, ruler, shares, within
from nizam.text.scripts import FSI, PDI

CASES: list[dict[str, Any]] = yamltext.load(Path(__file__).parent / "over_time.yml")
TODAY = date(2026, 11, 23)
COAL = {"id": "c1", "text": "A Chinese firm buys coal from North Korea."}


def outcomes(periods: tuple[Period, ...]) -> dict[str, str]:
    """First day of every outcome; what only changes its paragraph is not told twice."""
    out: dict[str, str] = {}
    for p in periods:
        if not out or list(out.values())[-1] != p.verdict.outcome.word:
            out[p.start.isoformat()] = p.verdict.outcome.word
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_known_history(case: dict[str, Any]) -> None:
    _, periods = casework.over_time(case["deal"], today=TODAY)
    assert outcomes(periods) == case["expect"]
    for day, citation in case.get("cites", {}).items():
        held = next(p for p in periods if within(date.fromisoformat(day), p))
        assert citation in [f.citation for f in held.verdict.findings], day


def test_periods_leave_no_gap_and_neighbours_differ() -> None:
    for case in CASES[::4]:
        deal, periods = casework.over_time(case["deal"], today=TODAY)
        assert periods[0].start == load_regime().began
        assert periods[-1].until is None
        for before, after in pairwise(periods):
            assert before.until is not None
            assert before.until + timedelta(days=1) == after.start
        rows = over_time_json(deal, periods)
        for first, second in pairwise(rows):
            same = ("outcome", "at_least", "by", "questions")
            assert [first[key] for key in same] != [second[key] for key in same]


def test_any_day_of_a_period_has_its_answer() -> None:
    _, periods = casework.over_time(COAL, today=TODAY)
    for p in periods:
        for day in (p.start, p.until or TODAY):
            verdict = casework.check(COAL, as_of=day)
            assert verdict.outcome is p.verdict.outcome
            assert {f.citation for f in verdict.findings} == {f.citation for f in p.verdict.findings}


def run(*args: str, given: str | None = None) -> Any:
    return CliRunner().invoke(main, ["check", *args], input=given)


def test_json_of_one_deal_is_a_list_of_periods() -> None:
    rows = json.loads(run(json.dumps(COAL), "--over-time", "--json", "--as-of", "2017-01-01").stdout)
    assert [(r["from"], r["until"], r["outcome"]) for r in rows][-1] == ("2017-08-05", None, "prohibited")
    assert {"from", "until", "outcome", "provisions", "questions"} <= set(rows[0])
    assert rows[-1]["provisions"] == ["UNSCR 2371 (2017) para 8"]
    assert [r["outcome"] for r in rows if r["deal_day"]] == ["capped"]


def test_a_file_of_deals_gives_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "deals.jsonl"
    path.write_text(f"{json.dumps(COAL)}\n{{no\n{json.dumps({**COAL, 'id': 'c2'})}\n", encoding="utf-8")
    done = run(str(path), "--over-time", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 5
    assert [row["id"] for row in rows] == ["c1", "", "c2"]
    assert rows[0]["over_time"] == rows[2]["over_time"]
    assert "error" in rows[1]


def test_a_full_cap_closes_its_year_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "caps.csv"
    head = "cap,date,amount,unit,state,reference,note"
    ledger.write_text(f"{head}\nun-dprk/2397/5,2019-06-01,499000,barrel,RU,x,\n", encoding="utf-8")
    monkeypatch.setenv("NIZAM_LEDGER", str(ledger))
    diesel = {"text": "A Russian firm sells 9000 barrels of diesel to North Korea exclusively for livelihood."}
    _, periods = casework.over_time(diesel, today=TODAY)
    assert outcomes(periods) == {
        "2006-10-14": "not_restricted",
        "2017-10-01": "capped",
        "2019-01-01": "prohibited",
        "2020-01-01": "capped",
    }


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_the_table_fits_the_screen(lang: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for case in CASES[::3]:
        deal, periods = casework.over_time(case["deal"], today=TODAY)
        text = over_time_text(deal, periods, load_regime(), lang, today=TODAY)
        for line in text.splitlines():
            assert width(line) <= int(columns), line
            assert line.count(FSI) == line.count(PDI), line


def test_every_period_is_on_the_bar_by_sign_and_in_colour() -> None:
    deal, periods = casework.over_time(CASES[7]["deal"], today=TODAY)
    plain = bar(periods, TODAY, 60, Teller(load_regime(), "en", screen=True), color=False)
    years, blocks, numbers = plain.splitlines()
    assert len(blocks) <= 60
    assert years.startswith("2006")
    assert [sign for at, sign in enumerate(blocks) if at == 0 or blocks[at - 1] != sign] == ["○", "▲", "×"]
    assert numbers.split()[:2] == ["1", "2"]
    painted = bar(periods, TODAY, 60, Teller(load_regime(), "en", screen=True), color=True)
    assert painted.count("\x1b[0m") == len(periods)
    assert deal.id == ""


def test_columns_are_shared_out_and_nothing_is_lost() -> None:
    assert shares([10, 0, 10], 21) == [10, 1, 10]
    assert shares([1, 1, 1], 2) == [1, 1, 1]
    assert ruler([(0, "2006"), (2, "2007"), (6, "2008"), (58, "2020")], 60, 2) == "2006  2008"
    assert packed(["aaaa", "bbbb", "cc"], 11) == [["aaaa", "bbbb"], ["cc"]]
