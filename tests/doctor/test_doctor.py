"""The doctor: what it finds in folders and variables that are in order, and in those that are not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from nizam import diskcache, doctor, prepared, yamltext
from nizam.cli import main
from nizam.doctor import finding, installed


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("NIZAM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))


def found(area: str) -> list[doctor.Finding]:
    return [one for one in doctor.examine() if one.area == area]


def only(area: str) -> doctor.Finding:
    (one,) = found(area)
    return one


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *words])


def test_a_fresh_home_is_in_order() -> None:
    done = run("--json")
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    assert {row["area"] for row in rows} >= {"program", "extras", "packs", "lists", "home", "decisions", "ledger"}
    assert {row["state"] for row in rows} <= set(doctor.STATES)


def test_every_sentence_is_there_in_both_languages() -> None:
    for one in doctor.examine():
        for lang in ("en", "ar"):
            assert one.said(lang)
            assert "{" not in one.said(lang) + one.advice(lang)


def test_nothing_but_the_cache_is_left_in_the_home(tmp_path: Path) -> None:
    list(doctor.examine())
    assert {path.name for path in (tmp_path / "home").glob("*")} <= {"cache"}


def test_on_a_terminal() -> None:
    text = run("--text").stdout
    assert "Law" in text
    assert "un-dprk" in text
    assert "القانون" in run("--text", "--lang", "ar").stdout


def test_lists_that_are_not_here_are_named() -> None:
    missing = next(one for one in found("lists") if one.name == "missing")
    assert missing.state == "note"
    assert "un-sc" in missing.said("en")
    assert missing.advice("en") == "nizam lists update"


@pytest.mark.skipif(os.geteuid() == 0 or os.name != "posix", reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o500)
    assert only("home").state == "broken"


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    assert only("home").state == "broken"
    assert run().exit_code == 1


def test_a_ledger_that_is_named_and_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_LEDGER", str(tmp_path / "gone.csv"))
    assert (only("ledger").state, only("ledger").says) == ("broken", "gone")
    (tmp_path / "gone.csv").write_text("no,ledger\n1,2\n")
    assert only("ledger").says == "damaged"


def test_a_good_guy_list_that_is_damaged(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "goodguys.jsonl").write_text("{}\nnot json\n{}\n")
    assert only("goodguys").state == "broken"


def test_a_decision_log_that_is_damaged(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "decisions.db").write_bytes(b"no database" * 100)
    assert only("decisions").state == "broken"


@pytest.mark.parametrize(
    ("name", "says", "advice"), [("NIZAM_LEDGR", "meant", "NIZAM_LEDGER"), ("NIZAM_ZZQ", "unknown", "docs/cli.md")]
)
def test_variables_that_nobody_reads(monkeypatch: pytest.MonkeyPatch, name: str, says: str, advice: str) -> None:
    monkeypatch.setenv(name, "1")
    one = next(one for one in found("settings") if one.name == name)
    assert (one.state, one.says) == ("old", says)
    assert advice in one.advice("en")
    assert run().exit_code == 1


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_MODEL_KEY", "hush-hush")
    monkeypatch.setenv("NIZAM_DATABASE_URL", "sqlite:////tmp/hush-hush.db")
    assert "hush-hush" not in json.dumps([one.json() for one in found("settings")])


def test_what_was_prepared_for_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diskcache, "BUILT", tmp_path / "built")
    assert only("prepared").says == "missing"
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "made-for").write_text("other code")
    assert only("prepared").says == "outdated"
    (tmp_path / "built" / "made-for").write_text(prepared.mark())
    assert only("prepared").says == "fresh"


def test_a_missing_extra_says_what_it_would_bring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "_TELLS", {"spark": ("no_such_module",), "postgres": ("no_such_module",)})
    assert [one.state for one in found("extras")] == ["note", "note"]
    assert "nizam[spark]" in found("extras")[0].advice("en")
    monkeypatch.setenv("NIZAM_DATABASE_URL", "postgresql://nobody@localhost/none")
    assert found("extras")[1].state == "broken"


def test_labels_have_both_languages() -> None:
    labels = yamltext.load(finding._LABELS)
    for says in (row for area in labels.values() for row in area.values()):
        for sentence in says.values() if "en" not in says else (says,):
            assert set(sentence) == {"en", "ar"}


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if "gone" in self.path else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), _Answers)
    Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    from nizam.sources.addresses import addresses

    table = [f'{name}: {{files: [{{url: "{server}/{name}"}}]}}' for name in addresses()]
    table += [f'gone: {{files: [{{url: "{server}/gone"}}]}}', 'nobody: {files: [{url: "http://127.0.0.1:9/x"}]}']
    (tmp_path / "sources.yml").write_text("\n".join(table))
    monkeypatch.setenv("NIZAM_SOURCES", str(tmp_path / "sources.yml"))
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    online = {one.name: one.says for one in doctor.examine(online=True) if one.area == "online"}
    assert online.pop("gone") == "refused"
    assert online.pop("nobody") == "unreachable"
    assert set(online.values()) == {"answers"}
