"""A match waits, is looked at, closed, dismissed, opened again; and everything of it stands in the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from nizam import audit, cases, casework, goodguys
from nizam.audit import store, write
from nizam.cli import main
from nizam.errors import BadRequest

LISTED = "Kim Jong Sik"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_AUDIT", "auto")
    monkeypatch.delenv("NIZAM_FOUR_EYES", raising=False)
    yield tmp_path / "home"
    write.close()
    store.close()


def screen(name: str, *more: str) -> None:
    CliRunner().invoke(main, ["screen", name, *more])


def alert() -> cases.Case:
    screen(LISTED)
    assert cases.collect() == 1
    return cases.find("open")[0]


def test_a_match_is_one_alert_however_often_it_is_met() -> None:
    case = alert()
    assert (case.subject["query"], case.subject["entity"]) == (LISTED, "KPi.066")
    screen(f"  {LISTED.upper()} ")
    screen("Maria Elsewhere")
    assert cases.collect() == 0
    screen(LISTED, "--birth-date", "1967")
    assert cases.collect() == 1
    assert cases.collect() == 0


def test_parties_of_deals_and_people_of_articles_wait_too() -> None:
    with audit.asking("test"):
        casework.check({"date": "2026-01-01", "activity": "sale", "supplier": {"name": LISTED}})
        from nizam.reader.page import read_page

        casework.read(read_page(f"Pyongyang, 3 May 2019. {LISTED} visited a factory on Friday.".encode()))
    cases.collect()
    assert {one.subject["query"] for one in cases.find("open")} == {LISTED}


def test_a_false_positive_goes_to_the_good_guys_and_comes_back() -> None:
    case = alert()
    closed = cases.close(case.id, "false_positive", reason="born 1988", author="amal")
    assert closed.state == "false_positive"
    made = goodguys.current().standing[closed.dismissal]
    assert (made.query, made.entity, made.reason, made.author) == (LISTED, "KPi.066", "born 1988", "amal")
    screen(LISTED)
    assert cases.collect() == 0
    with pytest.raises(BadRequest, match="is closed"):
        cases.close(case.id, "hit", reason="x", author="amal")
    cases.reopen(case.id, reason="forged", author="bassam")
    assert not goodguys.current().standing
    assert cases.close(case.id, "hit", reason="same passport", author="bassam").state == "hit"
    _, story = cases.get(case.id)
    assert [(one.action, one.by, one.reason) for one in story] == [
        ("opened", "nizam", ""),
        ("closed", "amal", "born 1988"),
        ("reopened", "bassam", "forged"),
        ("closed", "bassam", "same passport"),
    ]
    assert audit.verify().sound


def test_what_is_met_again_after_its_dismissal_is_gone_waits_again() -> None:
    case = alert()
    closed = cases.close(case.id, "false_positive", reason="born 1988", author="amal")
    from nizam.goodguys import manage

    manage.remove(closed.dismissal, author="amal")
    screen(LISTED)
    assert cases.collect() == 1
    assert cases.find("open")[0].id == case.id
    cases.close(case.id, "hit", reason="it is", author="amal")
    screen(LISTED)
    assert cases.collect() == 0


def test_four_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_FOUR_EYES", "1")
    case = alert()
    assert cases.close(case.id, "false_positive", reason="no", author="amal").state == "proposed"
    assert not goodguys.current().standing
    with pytest.raises(BadRequest, match="second person"):
        cases.close(case.id, "false_positive", reason="no", author="amal")
    assert cases.close(case.id, "hit", reason="but it is", author="bassam").state == "open"
    cases.close(case.id, "hit", reason="right", author="amal")
    assert cases.close(case.id, "hit", reason="yes", author="bassam").state == "hit"


def test_an_item_can_be_given_to_a_person(corpus: Path) -> None:
    from nizam.reader.page import read_page

    with audit.asking("test"):
        casework.read(read_page((corpus / "articles" / "port-talks" / "article.txt").read_bytes()))
    decision = audit.find()[0]
    with pytest.raises(BadRequest, match="no item"):
        cases.open_case(decision, item="i999", reason="look", author="amal")
    case = cases.open_case(decision, item="i1", reason="which ship?", author="amal")
    assert cases.open_case(decision, item="i1", reason="again", author="amal").id == case.id
    assert cases.close(case.id, "false_positive", reason="none", author="amal").dismissal == ""


def test_wrong_use_is_told() -> None:
    case = alert()
    for call, says in (
        (lambda: cases.close(case.id, "maybe", reason="x", author="a"), "no way"),
        (lambda: cases.close(case.id, "hit", reason=" ", author="a"), "why"),
        (lambda: cases.close("c-000000000000", "hit", reason="x", author="a"), "no case"),
        (lambda: cases.reopen(case.id, reason="x", author="a"), "is open"),
        (lambda: cases.find("lost"), "no state"),
    ):
        with pytest.raises(BadRequest, match=says):
            call()


def test_commands() -> None:
    run = CliRunner()
    screen(LISTED)
    found = json.loads(run.invoke(main, ["cases", "list", "--state", "open"], catch_exceptions=False).stdout)
    name = found[0]["id"]
    told = run.invoke(main, ["cases", "close", name, "false_positive", "--reason", "no", "--text", "--lang", "ar"])
    assert "إنذار كاذب" in told.output
    story = json.loads(run.invoke(main, ["cases", "show", name]).stdout)
    assert [one["action"] for one in story["history"]] == ["opened", "closed"]
    assert run.invoke(main, ["cases", "reopen", name, "--reason", "x"]).exit_code == 0
    assert run.invoke(main, ["cases", "open", "#1", "--reason", "x"]).exit_code == 0
