"""`nizam lists` as people and scripts call it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nizam import lists, yamltext
from nizam.cli import main
from nizam.lists import show
from nizam.sources.addresses import addresses
from tests.lists.server import Site, serving
from tests.sources.forms import LISTS


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    with serving() as made:
        made.bodies["/uk_sl.xml"] = (LISTS / "uk_sl.xml").read_bytes()
        table = tmp_path / "own.yml"
        table.write_text(f'uk-sl: {{files: ["{made.url}/uk_sl.xml"]}}\nbad: {{files: ["{made.url}/none"]}}\n')
        monkeypatch.setenv("NIZAM_SOURCES", str(table))
        yield made


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["lists", *words])


def test_the_table_and_json() -> None:
    assert run("add", str(LISTS / "sample.ftm.json"), "--name", "sample").exit_code == 0
    (own, sample) = json.loads(run().output)
    assert own["name"] == "un-dprk"
    assert own["stale"] is False
    assert sample["name"] == "sample"
    assert sample["entries"] == 5
    assert sample["schemas"]["Person"] == 2
    assert sample["published"] == "2026-10-30"
    assert sample["age_days"] == 0
    assert len(sample["sha256"]) == 64
    text = run("--text").output
    assert "2 people, 1 companies, 1 vessels, 1 others" in text
    assert "Not here yet: un-sc" in text
    assert "القائمة" in run("--text", "--lang", "ar").output


def test_update_adds_and_reports_and_exits_4_where_one_failed() -> None:
    good = run("update", "uk-sl", "--text")
    assert (good.exit_code, good.output) == (0, "uk-sl: 3 entries\n")
    assert run("update", "uk-sl", "--text").output == "uk-sl: unchanged, 3 entries\n"
    bad = run("update", "uk-sl", "bad")
    assert bad.exit_code == 4
    rows = json.loads(bad.stdout)
    assert [row["outcome"] for row in rows] == ["unchanged", "failed"]
    assert "answered 404" in rows[1]["error"]["message"]
    assert run("update", "nonsense").exit_code == 2


def test_show_names_files_versions_and_what_was_not_understood() -> None:
    added = run("add", str(LISTS / "sample.ftm.json"), "--name", "sample", "--text")
    assert "2 values were kept as printed" in added.output
    text = run("show", "sample", "--text").output
    assert "Atlantis" in text
    assert "sample.ftm.json" in text
    assert json.loads(run("show", "un-dprk").output)["form"] == "pack"


def test_remove_and_its_errors() -> None:
    run("add", str(LISTS / "uk_sl.csv"), "--name", "mine")
    assert run("remove", "mine", "--text").output == "mine: removed\n"
    assert run("remove", "mine").exit_code == 2
    assert run("remove", "un-dprk").exit_code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "/nowhere/x.xml", "--name", "x"), 4),
        (("add", str(LISTS / "README.md"), "--name", "x"), 4),
        (("add", str(LISTS / "uk_sl.xml"), "--name", "../x"), 2),
        (("add", str(LISTS / "uk_sl.xml"), "--name", "default"), 2),
        (("add", str(LISTS / "uk_sl.xml")), 2),
        (("diff", "un-dprk", "nonsense"), 2),
    ],
)
def test_errors_are_one_line_with_the_right_exit_code(words: tuple[str, ...], code: int) -> None:
    done = run(*words)
    assert done.exit_code == code
    assert "Traceback" not in done.output


def test_diff_of_two_files() -> None:
    done = run("diff", str(LISTS / "uk_sl.xml"), str(LISTS / "uk_sl.csv"), "--text")
    assert done.exit_code == 0
    assert "0 added" in done.output


def test_an_old_copy_of_a_list_with_an_address_is_marked() -> None:
    run("update", "uk-sl")
    manifest = lists.dataset("uk-sl").manifest
    row = show.row(manifest, addresses()["uk-sl"], date(2999, 1, 1))
    assert row["stale"]
    assert "(old)" in show.table([row], "en")
    # a file of one's own has no newer one to wait for
    assert not show.row(manifest, None, date(2999, 1, 1))["stale"]


def test_every_label_is_in_both_languages() -> None:
    def leaves(at: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
        assert isinstance(at, dict)
        if "en" in at:
            yield path, at
            return
        for key, value in at.items():
            yield from leaves(value, f"{path}.{key}")

    for path, words in leaves(yamltext.load(show._LABELS)):
        assert set(words) == {"en", "ar"}, path


def test_a_bar_is_finished_also_where_its_file_never_came_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nizam.cli.lists import _Bars

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    bars = _Bars()
    step = bars("uk-sl", "uk.xml")
    step(50, 100)
    step(10, 100)
    bars.close()
    bars("eu-fsf", "eu.xml")(10, None)
    bars.close()
    shown = capsys.readouterr().err
    assert "uk-sl uk.xml" in shown
    assert shown.rstrip().endswith("\x1b[?25h")
    assert "eu.xml" not in shown
