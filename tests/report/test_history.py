"""The law's changes in words: complete in both languages, as wide as the screen, the same facts in data and in text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nizam import yamltext
from nizam.cli import main
from nizam.regime.events import KINDS
from nizam.regime.load import regimes
from nizam.report.history import HISTORY
from nizam.report.lines import width
from nizam.text.scripts import FSI, PDI

WORDS: dict[str, Any] = yamltext.load(HISTORY)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["regime", *args])


def data(*args: str) -> Any:
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_kind_and_sentence_has_both_languages_and_the_same_blanks() -> None:
    assert set(WORDS["kinds"]) == set(KINDS)
    pairs = [*WORDS["ui"].values(), *(row[part] for row in WORDS["kinds"].values() for part in ("label", "line"))]
    for pair in pairs:
        assert pair["en"]
        assert pair["ar"]
        assert set(re.findall(r"{\w+}", pair["en"])) == set(re.findall(r"{\w+}", pair["ar"])), pair


def test_nothing_says_that_anything_is_allowed() -> None:
    text = HISTORY.read_text(encoding="utf-8").casefold()
    assert not re.search(r"\ballow(?:ed|s)?\b", text)
    assert "مسموح" not in text
    assert "عقوبات" not in text


def test_timeline_as_data() -> None:
    days = data("timeline", "--from", "2017-08-05", "--to", "2018-01-09")
    assert [day["date"] for day in days] == sorted({day["date"] for day in days})
    events = {(day["date"], e["kind"], e["id"]): e for day in days for e in day["events"]}
    coal = events["2017-08-05", "replaced", "un-dprk/2371/8"]
    assert coal["others"] == ["un-dprk/2321/26"]
    assert coal["citation"] == "UNSCR 2371 (2017) para 8"
    assert "in place of UNSCR 2321 (2016) para 26" in coal["sentence"]["en"]
    assert FSI not in coal["sentence"]["ar"]
    never = events["2018-01-01", "cap_never_began", "un-dprk/2375/14#cap"]
    assert never["cap"]["limits"] == {"barrel": 2_000_000}


def test_votes_without_effect_are_marked() -> None:
    days = data("timeline", "--from", "2019-12-01", "--to", "2024-05-01")
    votes = {e["id"]: e for day in days for e in day["events"] if e["kind"] in KINDS[:4]}
    for name in ("easing-drafts", "S/2022/431", "S/2024/255", "panel-of-experts"):
        assert votes[name]["effect_in_law"] is False
    assert votes["S/RES/2664(2022)"]["effect_in_law"] is True
    text = run("timeline", "--from", "2022-05-26", "--to", "2022-05-26", "--text").stdout
    assert "Vetoed: [no effect in law] S/2022/431 (13-2-0)" in " ".join(text.split())
    assert "Effect: None: not adopted." in " ".join(text.split())


def test_other_regimes_have_a_timeline_too() -> None:
    for name in regimes():
        days = data("timeline", "--regime", name, "--to", "2026-11-23")
        assert any(e["kind"] == "begins" for day in days for e in day["events"])
        assert not [e for day in days for e in day["events"] if e["sentence"]["ar"].endswith("الأثر:")]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "args", [("timeline",), ("diff", "2005-01-01", "2026-01-01"), ("diff", "2017-11-01", "2018-02-01")]
)
def test_tables_fit_eighty_columns(args: tuple[str, ...], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = run(*args, "--text", "--lang", lang).stdout
    for line in text.splitlines():
        assert width(line) <= 80, line
        assert line.count(FSI) == line.count(PDI), line
    if lang == "ar":
        # What runs left to right stands apart: without it no Latin letter and no day is left.
        bare = re.sub(f"{FSI}[^{PDI}]*{PDI}", "", text)
        assert not re.search(r"[A-Za-z]{3}|\d{4}-\d\d-\d\d", bare), re.findall(r".*[A-Za-z]{3}.*", bare)


def test_diff_names_the_chain_of_one_subject() -> None:
    found = data("diff", "2016-06-01", "2018-06-01")
    coal = next(row for row in found["changed"] if row["id"] == "un-dprk/2371/8")
    assert coal["chain"] == ["un-dprk/2270/29", "un-dprk/2321/26", "un-dprk/2371/8"]
    assert coal["exceptions_closed"] == ["livelihood"]
    assert "2270/29 → 2321/26 → 2371/8" in coal["sentence"]["en"]
    assert "2270/29 ← 2321/26 ← 2371/8" in coal["sentence"]["ar"]
    assert next(row for row in found["ended"] if row["id"] == "un-dprk/2270/29")["replaced_by"] == "un-dprk/2371/8"
    began = {row["id"]: row for row in found["began"]}
    assert len(began) == len(found["began"])
    assert began["un-dprk/2371/8"]["replaces_one_in_force"] is True
    assert began["un-dprk/2397/5"]["chain"] == ["un-dprk/2375/14", "un-dprk/2397/5"]
    kinds = {(row["kind"], row["id"]) for row in found["changed"]}
    assert ("exception_closed", "un-dprk/2270/19#livelihood") in kinds
    assert ("exemption_carried_on", "general-2270") in kinds


def test_diff_tells_caps_and_binding_force() -> None:
    oil = {row["id"]: row for row in data("diff", "2017-11-01", "2018-02-01")["changed"]}["un-dprk/2397/5"]
    assert [cap["limits"] for cap in oil["cap"]] == [{"barrel": 500_000}, {"barrel": 500_000}]
    assert "500,000 barrels → 500,000 barrels a year" in oil["sentence"]["en"]
    air = {row["id"]: row for row in data("diff", "2015-01-01", "2017-01-01")["changed"]}["un-dprk/2270/21"]
    assert air["binding"] == ["calls_upon", "decides"]
    frozen = data("diff", "2016-12-15", "2017-02-01")["changed"]
    assert [row["kind"] for row in frozen] == ["cap_changed"]


def test_equal_law_says_so() -> None:
    assert "Nothing differs" in run("diff", "2020-02-01", "2020-03-01", "--text").stdout
    assert "Nothing changed from" in run("timeline", "--from", "2020-02-01", "--to", "2020-03-01", "--text").stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("diff", "2018-01-01", "2016-01-01"), "swap them: nizam regime diff 2016-01-01 2018-01-01"),
        (("timeline", "--from", "2018-01-01", "--to", "2016-01-01"), "swap them"),
        (("timeline", "--regime", "mars"), "no regime 'mars'"),
        (("diff", "yesterday", "2018-01-01"), "is not a day"),
    ],
)
def test_wrong_use_is_explained(args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("args", [("timeline", "--json"), ("diff", "2016-01-01", "2018-01-01", "--json")])
def test_the_commands_are_quick(args: tuple[str, ...]) -> None:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "nizam", "regime", *args], check=True, capture_output=True, env=os.environ
        )
        return time.perf_counter() - start

    assert min(once() for _ in range(4)) < 0.8  # 0.3 s alone; a busy machine gets room
