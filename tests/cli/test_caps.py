"""`nizam caps` and `nizam check --ledger`, as people and programs call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nizam import settings
from nizam.cli import main

DIESEL = "In May 2018 China sells 20,000 barrels of diesel to North Korea for livelihood."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of one's own."""
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NIZAM_LEDGER", raising=False)
    return tmp_path / "home"


def run(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, args, input=given)


def caps(*args: str) -> Any:
    result = run("caps", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def record(amount: str, *more: str, cap: str = "un-dprk/2397/5", day: str = "2018-05-20") -> Result:
    return run("caps", "record", cap, "--amount", amount, "--date", day, *more)


def test_caps_of_a_day_with_nothing_recorded() -> None:
    found = {entry["cap"]: entry for entry in caps("--as-of", "2018-06-01")}
    assert set(found) == {"un-dprk/2397/4", "un-dprk/2397/5"}
    crude = found["un-dprk/2397/4"]
    assert crude["period"] == {"from": "2017-12-22", "until": "2018-12-21"}
    assert crude["limits"] == {"barrel": 4_000_000, "tonne": 525_000}
    assert crude["balance"] == "unknown"


def test_all_periods_ever() -> None:
    found = [(e["cap"], e["period"]["from"], e["status"]) for e in caps("--all", "--as-of", "2018-12-31")]
    assert ("un-dprk/2375/14", "2018-01-01", "never") in found
    assert ("un-dprk/2321/26", "2016-11-30", "over") in found
    assert ("un-dprk/2397/5", "2018-01-01", "running") in found
    assert len(found) == len(set(found))


def test_what_is_recorded_is_shown_and_judged(home: Path) -> None:
    assert record("470000 bbl", "--state", "CN", "--reference", "N-1").exit_code == 0
    assert record("900 t diesel", "--reference", "N-2").exit_code == 0
    refined = next(e for e in caps("--as-of", "2018-06-01") if e["cap"] == "un-dprk/2397/5")
    assert refined["used"] == {"barrel": pytest.approx(476_504.3, abs=1)}
    assert refined["left"] == {"barrel": pytest.approx(23_495.7, abs=1)}
    assert refined["alerts_passed"] == [0.75, 0.9, 0.95]
    assert (home / "caps.csv").read_text(encoding="utf-8").count("\n") == 3
    verdict = json.loads(run("check", DIESEL, "--json").stdout)
    assert verdict["outcome"] == "capped"
    assert "476,504 barrels of 500,000 barrels used" in verdict["provisions"][0]["note"]["en"]
    assert record("5000 bbl", "--reference", "N-3").exit_code == 0
    later = json.loads(run("check", DIESEL, "--json").stdout)
    assert later["outcome"] == "prohibited"
    assert later["decision_id"] != verdict["decision_id"]


def test_a_ledger_that_has_nothing_to_do_with_a_deal_does_not_change_its_id() -> None:
    deal = "In May 2019 China buys 500 tonnes of coal from North Korea."
    before = json.loads(run("check", deal, "--json").stdout)
    assert record("5000 bbl").exit_code == 0
    assert json.loads(run("check", deal, "--json").stdout) == before


def test_a_ledger_named_on_the_command_line_counts_for_that_command_only(tmp_path: Path) -> None:
    ledger = tmp_path / "mine.jsonl"
    assert record("500000 bbl", "--ledger", str(ledger)).exit_code == 0
    assert json.loads(ledger.read_text(encoding="utf-8"))["amount"] == "500000"
    assert json.loads(run("check", DIESEL, "--json", "--ledger", str(ledger)).stdout)["outcome"] == "prohibited"
    assert json.loads(run("check", DIESEL, "--json").stdout)["outcome"] == "capped"
    assert settings.LEDGER.get() is None


def test_a_ledger_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_LEDGER", str(tmp_path / "mine.csv"))
    assert run("check", DIESEL).exit_code == 3
    assert record("500000 bbl").exit_code == 0
    assert json.loads(run("check", DIESEL, "--json").stdout)["outcome"] == "prohibited"


def test_the_same_row_is_not_recorded_twice() -> None:
    assert record("5 bbl").exit_code == 0
    again = record("5 bbl")
    assert again.exit_code == 2
    assert "--reference" in again.output
    assert record("5 bbl", "--reference", "second").exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("5 furlongs",), "no unit"),
        (("1.200 bbl",), "two ways"),
        (("-5 bbl",), "reference"),
        (("5 bbl", "--state", "=x"), "formula"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused(args: tuple[str, ...], words: str, home: Path) -> None:
    result = record(*args)
    assert result.exit_code == 2
    assert words in result.output
    assert not (home / "caps.csv").exists()


def test_importing_names_bad_rows_and_adds_the_others(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(
        "cap,date,amount,unit,state,reference,note\n"
        "2397/5,2018-05-20,100,bbl,CN,a,\n"
        "2397/5,2018-05-20,many,bbl,CN,b,\n"
        "2397/4,2018-05-20,100,t,CN,c,\n",
        encoding="utf-8",
    )
    first = run("caps", "import", str(file), "--json")
    assert first.exit_code == 5
    found = json.loads(first.stdout)
    assert (found["added"], found["already"], [bad["line"] for bad in found["bad"]]) == (2, 0, [3])
    assert "in.csv:3: 'many' is not an amount" in first.stderr
    assert json.loads(run("caps", "import", str(file), "--json").stdout)["added"] == 0


def test_importing_from_standard_input_and_exporting(tmp_path: Path) -> None:
    line = '{"cap": "2397/5", "date": "2018-05-20", "amount": 100, "unit": "bbl"}\n'
    assert run("caps", "import", "-", given=line).exit_code == 0
    assert "un-dprk/2397/5,2018-05-20,100,barrel,,," in run("caps", "export").stdout
    out = tmp_path / "out.jsonl"
    assert run("caps", "export", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["unit"] == "barrel"


def test_a_broken_ledger_is_named_wherever_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("cap,date,amount,unit\n2397/5,2018-05-20,1.200,bbl\n", encoding="utf-8")
    for args in (("check", DIESEL), ("caps",), ("caps", "export")):
        result = run(*args, "--ledger", str(file))
        assert result.exit_code == 3, result.output
        assert "bad.csv:2:" in result.output
        assert "Traceback" not in result.output


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_table_in_both_languages(lang: str) -> None:
    record("500000 bbl", "--state", "CN")
    record("7 bbl", "--state", "RU")
    result = run("caps", "--text", "--lang", lang, "--as-of", "2018-06-01")
    assert result.exit_code == 0
    assert ("nothing more may be supplied" if lang == "en" else "لا توريد بعده") in result.stdout
    assert ("over by 7 barrels" if lang == "en" else "تجاوُز") in result.stdout
    assert "allowed" not in result.stdout


def test_a_day_without_a_cap() -> None:
    assert caps("--as-of", "2010-01-01") == []
    assert "No cap runs on 1 January 2010" in run("caps", "--text", "--as-of", "2010-01-01").stdout


@pytest.mark.parametrize("verb", [(), ("record",), ("import",), ("export",)])
def test_help_has_an_example(verb: tuple[str, ...]) -> None:
    assert "nizam caps" in run("caps", *verb, "--help").stdout
