"""`nizam packs lint`: what a lawyer sees, and what a program does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nizam.cli import main
from tests.engine.pack import FILES, toy_regime

CASES = """
- name: coal in 2012
  as_of: "2012-01-01"
  facts: {activity: [supply], flow: [from-target], goods: [coal]}
  expect: {outcome: prohibited, by: [toy/100/1]}
"""


def lint(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["packs", "lint", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    toy_regime(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "toy.yml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_what_no_case_shows_is_an_error_with_its_place(pack: Path) -> None:
    code, out, err = lint(str(pack))
    assert code == 3
    assert out == ""
    assert "error: S-RES-100-2010.yml:10: no case is just outside toy/100/1" in err
    assert "no case is inside toy/100/1;" not in err
    assert "toy: 7 provisions, 1 cases" in err
    assert "problem(s) found" in err


def test_as_json_each_problem_has_place_severity_and_message(pack: Path) -> None:
    code, out, _ = lint(str(pack), "--json")
    assert code == 3
    found = json.loads(out)
    assert found["errors"] == found["packs"][0]["errors"] > 0
    first = found["packs"][0]["problems"][0]
    assert set(first) == {"where", "severity", "message"}
    assert found["packs"][0]["cases"] == 1


def test_a_case_that_comes_out_otherwise_is_an_error(pack: Path) -> None:
    (pack / "cases" / "toy.yml").write_text(CASES.replace("prohibited", "capped"), encoding="utf-8")
    _, _, err = lint(str(pack))
    assert "error: toy.yml:2: the case «coal in 2012» comes out otherwise: outcome prohibited, expected capped." in err


def test_a_case_of_another_shape_is_an_error(pack: Path) -> None:
    (pack / "cases" / "toy.yml").write_text(CASES.replace("as_of", "on"), encoding="utf-8")
    code, _, err = lint(str(pack))
    assert code == 3
    assert "toy.yml, case 1: unknown field 'on'; known here: name, as_of" in err


def test_the_sweep_says_how_much_it_judged(pack: Path) -> None:
    _, out, _ = lint(str(pack), "--sweep", "--json")
    swept = json.loads(out)["packs"][0]["sweep"]
    assert swept["deals"] == 1
    assert swept["answers"] == swept["days"] > 5


def test_an_unreadable_pack_is_one_error(pack: Path) -> None:
    (pack / "goods.yml").write_text(FILES["goods.yml"].replace("basis: text", "basis: hearsay"), encoding="utf-8")
    code, _, err = lint(str(pack))
    assert code == 3
    assert err.count("error:") == 1
    assert "goods.yml:3: 'hearsay' is not one of text, committee-list, reading" in err


def test_a_folder_that_is_no_pack_says_what_is_missing(tmp_path: Path) -> None:
    code, _, err = lint(str(tmp_path))
    assert code == 3
    assert "regime.yml is missing" in err


def test_warnings_are_shown_and_do_not_fail(pack: Path) -> None:
    text = (pack / "S-RES-100-2010.yml").read_text(encoding="utf-8")
    assert "warning: S-RES-100-2010.yml" in lint(str(pack))[2]  # marks without a source
    from nizam.regime.lint import lint as errors_only
    from nizam.regime.lint import problems

    assert "sources" not in text
    assert errors_only(pack) == []
    assert {problem.severity for problem in problems(pack)} == {"warning"}


def test_a_file_that_is_not_utf8_is_named_with_its_line(pack: Path) -> None:
    (pack / "cases" / "more.yml").write_bytes("- name: plain\n- name: \u0641\u062d\u0645\n".encode("cp1256"))
    code, _, err = lint(str(pack))
    assert code == 3
    assert "more.yml:2: not UTF-8 text; save the file as UTF-8." in err
    assert "Traceback" not in err
