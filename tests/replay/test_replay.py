"""Past answers given again, and what a law or a list to come would change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from nizam import audit, casework, goodguys, lists, recorded, replay, screened
from nizam.audit import erase, store, write
from nizam.audit.read import hash_before
from nizam.cli import main
from nizam.errors import BadRequest, PackError
from nizam.goodguys import manage
from nizam.reader.page import read_page
from nizam.regime.load import PACKS
from nizam.replay import impact
from nizam.replay.compare import difference

COAL = {"text": "In May 2019 a Chinese firm buys 500 tonnes of coal from North Korea."}
LISTED = "Kim Jong Sik"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_AUDIT", "auto")
    yield tmp_path / "home"
    write.close()
    store.close()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack that a test may change."""
    return Path(shutil.copytree(PACKS / "un_dprk", tmp_path / "draft" / "un_dprk"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def screen(name: str, dataset: str = "default", **asked: str) -> None:
    """Screen a name as a surface does."""
    with audit.asking("test"):
        sifted = goodguys.ask(screened.screener_of(dataset), name, **asked)
        recorded.screen(dataset, {"name": name, **asked}, sifted, as_of=None, limit=5, threshold=0.7)
        recorded.settle()


def people(path: Path, *names: str) -> Path:
    """A list of people."""
    rows = [
        json.dumps({"id": name.split()[0], "schema": "Person", "caption": name, "properties": {"name": [name]}})
        for name in names
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_every_kind_is_recorded_and_answers_the_same_again(corpus: Path) -> None:
    article = (corpus / "articles" / "port-talks" / "article.txt").read_bytes()
    with audit.asking("test"):
        verdict = casework.check(COAL)
        case = casework.read(read_page(article))
    screen(LISTED)
    assert [one.kind for one in audit.find()] == ["screen", "read", "check"]
    assert {one.id for one in audit.find()} >= {verdict.decision_id, case.decision_id}
    for one in replay.replay(then=True):
        assert (one.status, one.then.status if one.then else None) == ("same", "same"), one.row()
    row = audit.get(verdict.decision_id).row(hash_before(1))
    assert row["result"]["by"][0]["provision"] == "un-dprk/2371/8"
    assert row["packs"]["un-dprk"]["sha256"]
    assert row["steps"]
    assert row["asked_by"] == "test"


def test_nothing_is_recorded_where_nobody_asks_or_it_is_off(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    casework.check(COAL)
    monkeypatch.setenv("NIZAM_AUDIT", "0")
    with audit.asking("test"):
        casework.check(COAL)
    assert not (home / "decisions.db").exists()
    monkeypatch.setenv("NIZAM_AUDIT", "1")
    casework.check(COAL)
    assert audit.find()[0].line["asked_by"].startswith("python:")


def test_a_log_that_cannot_be_written_warns_or_refuses(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    home.mkdir()
    (home / "decisions.db").mkdir()
    said: list[str] = []
    token = recorded.WARN.set(said.append)
    try:
        with audit.asking("test"):
            assert casework.check(COAL).outcome.word == "prohibited"
    finally:
        recorded.WARN.reset(token)
    assert "without a record" in said[0]
    monkeypatch.setenv("NIZAM_AUDIT", "1")
    with audit.asking("test"), pytest.raises(audit.LogError):
        casework.check(COAL)


def test_what_is_masked_is_nowhere_in_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_AUDIT_MASK", "/text /supplier/name")
    with audit.asking("test"):
        casework.check({"date": "2019-05-01", "activity": "sale", "supplier": {"name": "Zaydun Qustani"}})
    found = audit.find()[0]
    assert found.line["masked"] == ["/deal/supplier/name"]
    assert "Zaydun" not in json.dumps(found.row(), ensure_ascii=False)


def test_a_new_law_shows_as_the_cause(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with audit.asking("test"):
        casework.check(COAL)
    edit(pack / "S-RES-2371-2017.yml", "goods: [coal, iron, iron-ore]", "goods: [iron, iron-ore]")
    now = replay.again.present()
    monkeypatch.setattr(replay.again, "present", lambda: replay.scene.Scene({**now.packs, "un-dprk": pack}, now.lists))
    one = replay.one("#1")
    assert one.status == "differs"
    assert one.then is not None
    assert one.then.status == "same"
    assert [(cause.kind, cause.changes) for cause in one.causes] == [("law", ("un-dprk/S-RES-2371-2017.yml",))]
    assert one.now is not None
    assert one.now.step is not None
    assert one.now.step[0] is not None
    assert one.now.step[0][0] == "un-dprk/2371/8"


def test_a_new_version_of_a_list_shows_as_the_cause_long_after_the_old_is_gone(tmp_path: Path, home: Path) -> None:
    lists.add(people(tmp_path / "a.ftm.json", "Zaydun Qustani", "Omar Nobody"), "mine")
    screen("Zaydun Qustani", "mine")
    screen("Harun Ferrous", "mine")
    lists.add(people(tmp_path / "b.ftm.json", "Omar Nobody", "Harun Ferrous"), "mine")
    # the shelf drops the version; the archive does not
    for folder in (home / "lists" / "mine" / "snapshots").iterdir():
        if folder.name != lists.version("mine"):
            shutil.rmtree(folder)
    gone, come = replay.replay()
    assert (gone.status, come.status) == ("differs", "differs")
    assert [cause.kind for cause in gone.causes] == ["list"]
    assert gone.answer["outcome"] == "none"
    assert come.answer["outcome"] == "match"
    assert "mine: " in come.causes[0].changes[0]


def test_a_dismissal_shows_as_the_cause() -> None:
    screen(LISTED)
    entity = audit.find()[0].line["result"]["matches"][0]["entity"]
    manage.add(LISTED, entity, reason="somebody else", author="test")
    one = replay.one("#1")
    assert (one.status, [cause.kind for cause in one.causes]) == ("differs", ["dismissals"])
    assert one.then is not None
    assert one.then.status == "same"


def test_other_code_shows_as_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    screen(LISTED)
    asked = replay.again.ask

    def otherwise(*given: object) -> list[dict[str, object]]:
        return [{**one, "outcome": "none", "result": {"matches": [], "dismissed": []}} for one in asked(*given)]  # type: ignore[arg-type]

    monkeypatch.setattr(replay.again, "ask", otherwise)
    monkeypatch.setattr(replay.again, "code", lambda: "later")
    one = replay.one("#1")
    assert [cause.kind for cause in one.causes] == ["code"]


def test_erased_and_foreign_records_are_told_apart() -> None:
    screen(LISTED)
    erase.erase(seqs=[1], reason="x", author="test")
    assert replay.one("#1").status == "erased"
    with pytest.raises(BadRequest, match="no answer"):
        replay.one("#2")


def test_the_first_step_that_differs() -> None:
    base = {"outcome": "none", "result": {"by": []}, "steps": [["p", "1"], ["p", "2"]]}
    assert difference(base, base).status == "same"
    other = {**base, "steps": [["p", "1"], ["q", "2"], ["p", "2"]]}
    assert difference(base, other).step == (None, ["q", "2"])
    assert difference(other, base).step == (["q", "2"], None)
    found = difference(base, {**base, "result": {"by": [1]}})
    assert (found.status, found.fields) == ("differs", ("/by",))


def test_impact_of_a_list_shows_listings_and_delistings(tmp_path: Path) -> None:
    lists.add(people(tmp_path / "a.ftm.json", "Zaydun Qustani", "Omar Nobody"), "mine")
    for name in ("Zaydun Qustani", "Harun Ferrous", "Maria Elsewhere", "Омар Нободи"):
        screen(name, "mine")
    screen("Harun Ferrous", "un-dprk")
    fresh = people(tmp_path / "b.ftm.json", "Omar Nobody", "Harun Ferrous")
    found = impact.of_list(str(fresh), "mine")
    assert {(one.decision.seq, one.gone, one.come) for one in found.changed} == {
        (1, ("Zaydun",), ()),
        (2, (), ("Harun",)),
    }
    assert (found.looked, found.added, found.delisted) == (5, 1, 1)
    assert found.again < 4
    assert impact.of_list(str(fresh)).what.startswith("mine ")
    with pytest.raises(BadRequest, match="no file"):
        impact.of_list(str(tmp_path / "nothing"), "mine")


def test_impact_of_designations_asks_only_whom_they_touch(pack: Path) -> None:
    with audit.asking("test"):
        casework.check(COAL)
        casework.check({"date": "2026-01-01", "activity": "sale", "supplier": {"name": LISTED}})
    screen(LISTED)
    screen("Maria Elsewhere")
    edit(pack / "designations.yml", "Kim Jong Sik", "Zaydun Qustani")
    edit(pack / "designations.yml", "id: KPi.066", "id: KPi.966")
    found = impact.of_pack(pack)
    assert {one.decision.seq for one in found.changed} == {2, 3}
    assert all("KPi.066" in one.gone for one in found.changed)
    assert (found.added, found.delisted) == (1, 1)
    assert found.again < 4


def test_impact_of_law_asks_every_deal(pack: Path) -> None:
    with audit.asking("test"):
        casework.check(COAL)
        casework.check({"text": "A Chinese firm sells books to North Korea in May 2019."})
    screen(LISTED)
    edit(pack / "S-RES-2371-2017.yml", "goods: [coal, iron, iron-ore]", "goods: [iron, iron-ore]")
    found = impact.of_pack(pack)
    assert [(one.decision.seq, one.gone) for one in found.changed] == [(1, ("un-dprk/2371/8",))]
    (pack / "regime.yml").write_text("regime: {id: un-dprk}\n", encoding="utf-8")
    with pytest.raises(PackError):
        impact.of_pack(pack)
    with pytest.raises(BadRequest, match=r"regime\.yml"):
        impact.of_pack(pack.parent)


def test_commands(pack: Path) -> None:
    run = CliRunner()
    assert run.invoke(main, ["screen", LISTED]).exit_code == 0
    listed = json.loads(run.invoke(main, ["audit", "list"]).output)
    assert (listed[0]["input"]["name"], listed[0]["asked_by"][:4]) == (LISTED, "cli:")
    again = run.invoke(main, ["replay", listed[0]["decision_id"], "--text", "--lang", "ar"])
    assert "كما هو" in again.output
    assert run.invoke(main, ["replay", "--all"]).exit_code == 0
    assert run.invoke(main, ["replay"]).exit_code == 2
    assert run.invoke(main, ["replay", "#1", "--all"]).exit_code == 2
    edit(pack / "designations.yml", "id: KPi.066", "id: KPi.966")
    told = run.invoke(main, ["impact", "--pack", str(pack), "--text"])
    assert "KPi.966" in told.output
    assert run.invoke(main, ["impact"]).exit_code == 2
    assert "whole and in order" in run.invoke(main, ["audit", "verify", "--text"]).output
