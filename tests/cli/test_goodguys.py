"""The good-guy list on the command line: said in two languages, and felt wherever names are screened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main

KIM = "Kim Yong Chol"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))


def run(*args: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=given)


def dismissed(*more: str) -> str:
    result = run("goodguys", "add", KIM, "KPi.024", "--reason", "another birth year", "--author", "lina", *more)
    assert result.exit_code == 0, result.stderr
    return str(json.loads(result.stdout)["id"])


def test_a_name_alone() -> None:
    assert run("screen", KIM).exit_code == 0
    made = dismissed()
    result = run("screen", KIM)
    assert (result.exit_code, json.loads(result.stdout)["results"]) == (1, [])
    assert "1 dismissed match(es) are not shown" in result.stderr
    shown = run("screen", KIM, "--show-dismissed")
    (row,) = json.loads(shown.stdout)["results"]
    assert (row["decided"], row["match"], row["dismissed"]["id"]) == ("dismissed", False, made)
    assert "by lina" in run("screen", KIM, "--show-dismissed", "--text").stdout
    run("goodguys", "remove", made)
    assert run("screen", KIM).exit_code == 0


def test_a_table() -> None:
    dismissed("--scope", "acme")
    text = f"name,customer\n{KIM},acme\n{KIM},other\n"
    rows = run("screen", "-", "-", "--scope-column", "customer", given=text).stdout.splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["other"]
    marked = run("screen", "-", "-", "--scope", "acme", "--show-dismissed", given=text).stdout.splitlines()
    assert marked[0].endswith(",match_error,match_dismissed")
    assert all("another birth year" in row for row in marked[1:])


def test_a_deal() -> None:
    dismissed()
    deal = json.dumps({"date": "2019-05-02", "supplier": {"name": KIM}, "recipient": {"name": "X", "country": "Egypt"},
                       "goods": [{"description": "bread"}]})  # fmt: skip
    plain, shown = (json.loads(run("check", deal, "--json", *more).stdout) for more in ((), ("--show-dismissed",)))
    assert (plain["parties"][0]["designated"], plain["parties"][0]["match"]) == (False, None)
    assert shown["parties"][0]["match"]["id"] == "KPi.024"
    assert any("by lina" in line for line in plain["understood"])
    assert "استُبعد" in run("check", deal, "--text", "--lang", "ar").stdout


def test_the_list_in_two_languages_and_as_csv(tmp_path: Path) -> None:
    made = dismissed("--birth-date", "1988", "--country", "KR", "--identifier", "passportNumber=M1")
    (row,) = json.loads(run("goodguys", "list").stdout)
    assert (row["id"], row["state"], row["countries"]) == (made, "holds", ["kr"])
    assert "holds" in run("goodguys", "list", "--text").stdout
    assert "سارٍ" in run("goodguys", "list", "--text", "--lang", "ar").stdout
    out = tmp_path / "list.csv"
    assert run("goodguys", "export", "--out", str(out)).exit_code == 0
    assert json.loads(run("goodguys", "import", str(out)).stdout) == {"added": 0, "already": 1, "bad": []}
    bad = run("goodguys", "import", "-", given="query,entity,reason\nA,nobody,x\n")
    assert bad.exit_code == 5
    assert "line 2" in bad.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("add", KIM, "X-1", "--reason", "r"), "no list has an entry"),
        (("add", KIM, "KPi.024", "--reason", " "), "reason is empty"),
        (("add", KIM, "KPi.024", "--reason", "r", "--identifier", "12"), "not PROPERTY=NUMBER"),
        (("remove", "g-1"), "there is no dismissal"),
    ],
)
def test_wrong_use(args: tuple[str, ...], words: str) -> None:
    result = run("goodguys", *args)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
