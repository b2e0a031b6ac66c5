"""Registered once, asked again only where a change touches; told once, until it is taken."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from nizam import audit, lists, watching
from nizam.audit import store, write
from nizam.cli import main
from nizam.errors import BadRequest
from nizam.watching import deliver
from tests.replay.test_replay import people

ROWS = [
    {"id": "c1", "name": "Zaydun Qustani"},
    {"id": "c2", "name": "Maria Elsewhere", "birth_date": "1970"},
    {"id": "c3", "name": "Harun Ferrous"},
    {"id": "d1", "kind": "deal", "deal": {"text": "In May 2019 a Chinese firm buys coal from North Korea."}},
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_AUDIT", "auto")
    yield tmp_path / "home"
    write.close()
    store.close()


class Hook(BaseHTTPRequestHandler):
    """Takes deliveries; refuses the first so many."""

    refuse = 0
    taken: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if Hook.refuse:
            Hook.refuse -= 1
            self.send_response(503)
        else:
            Hook.taken.append((dict(self.headers), body))
            self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def hook() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    Hook.taken, Hook.refuse = [], 0
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_only_whom_a_list_touches_is_asked_again(tmp_path: Path) -> None:
    lists.add(people(tmp_path / "a.ftm.json", "Zaydun Qustani", "Omar Nobody"), "mine")
    assert watching.register(ROWS) == watching.register_file.__globals__["Registered"](4, 0)
    out = tmp_path / "changes.jsonl"
    first = watching.run(to=str(out))
    assert (first.watched, first.again, first.sent) == (4, 4, 4)
    assert {one.watched.id: one.after for one in first.changed} == {
        "c1": "match", "c2": "none", "c3": "none", "d1": "prohibited",
    }  # fmt: skip
    assert watching.run().again == 0
    lists.add(people(tmp_path / "b.ftm.json", "Omar Nobody", "Harun Ferrous"), "mine")
    second = watching.run(to=str(out))
    assert second.again == 2
    told = {one.watched.id: (one.before, one.after, one.gone, one.come, one.because) for one in second.changed}
    assert told == {
        "c1": ("match", "none", ("Zaydun",), (), ("list mine",)),
        "c3": ("none", "match", (), ("Harun",), ("list mine",)),
    }
    assert watching.run(to=str(out)).again == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == len({line["key"] for line in lines}) == 6
    assert audit.get(lines[-1]["decision_id"]).line["asked_by"] == "watch"
    assert audit.verify().sound


def test_a_list_whose_old_version_is_gone_asks_everybody(tmp_path: Path, home: Path) -> None:
    lists.add(people(tmp_path / "a.ftm.json", "Zaydun Qustani"), "mine")
    watching.register(ROWS)
    watching.run()
    lists.add(people(tmp_path / "b.ftm.json", "Zaydun Qustani", "Omar Nobody"), "mine")
    shutil.rmtree(home / "archive")
    for folder in (home / "lists" / "mine" / "snapshots").iterdir():
        if folder.name != lists.version("mine"):
            shutil.rmtree(folder)
    again = watching.run()
    assert (again.again, len(again.changed)) == (3, 0)


def test_other_law_asks_deals_and_another_index_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    watching.register(ROWS)
    watching.run()
    now = watching.run.__globals__["_present"]()
    monkeypatch.setitem(watching.run.__globals__, "_present", lambda: {**now, "law": "other"})
    assert watching.run().again == 1
    monkeypatch.setitem(watching.run.__globals__, "_present", lambda: {**now, "law": "other", "index": "other"})
    assert watching.run().again == 4


def test_a_webhook_is_signed_tried_again_and_taken_once(hook: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_WEBHOOK_SECRET", "s3cret")
    watching.register(ROWS[:1])
    Hook.refuse = 2
    done = watching.run(to=hook)
    assert (done.sent, done.waiting) == (0, 1)
    assert deliver.send() == deliver.Delivered(0, 1)
    later = datetime.now(UTC) + timedelta(minutes=2)
    assert deliver.send(now=later) == deliver.Delivered(0, 1)
    assert deliver.send(now=later + timedelta(hours=1)) == deliver.Delivered(1, 0)
    assert deliver.send(now=later + timedelta(days=1)) == deliver.Delivered(0, 0)
    ((headers, body),) = Hook.taken
    assert headers["X-Nizam-Signature"] == deliver.signature("s3cret", headers["X-Nizam-Timestamp"], body)
    assert headers["Idempotency-Key"]
    assert json.loads(body)["watched"] == "c1"


def test_a_target_that_is_never_there_is_given_up() -> None:
    watching.register(ROWS[:1])
    watching.run(to="http://127.0.0.1:9/closed")
    moment = datetime.now(UTC)
    for _ in range(deliver.MOST_TRIES):
        moment += timedelta(days=1)
        last = deliver.send(now=moment)
    assert (last.waiting, last.given_up) == (0, 1)


def test_rows_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,name,birthDate,kind\nc1,Zaydun Qustani,1970-01-02,\nc2,,1980,\nv1,Ocean Star,,vessel\n")
    done = watching.register_file(str(path))
    assert (done.added, len(done.bad)) == (2, 1)
    assert [(one.id, one.kind, one.content.get("schema")) for one in watching.find()] == [
        ("c1", "customer", None),
        ("v1", "vessel", "Vessel"),
    ]
    assert watching.register_file(str(path)).replaced == 2
    for row in ({"name": ""}, {"kind": "thing", "name": "x"}, {"kind": "deal"}, {"id": "x" * 65, "name": "y"}):
        with pytest.raises(BadRequest):
            watching.register([row])
    with pytest.raises(BadRequest, match="no address"):
        deliver.checked("ftp://example.org")


def test_commands(tmp_path: Path) -> None:
    run = CliRunner()
    deals = tmp_path / "deals.jsonl"
    deals.write_text(json.dumps({"id": "7", **ROWS[3]["deal"]}) + "\n")  # type: ignore[dict-item]
    assert json.loads(run.invoke(main, ["watchlist", "add", str(deals), "--kind", "deal"]).stdout)["added"] == 1
    assert "prohibited" in run.invoke(main, ["watchlist", "run", "--text"]).output
    assert run.invoke(main, ["watchlist", "run"]).exit_code == 1
    assert "صفقة" in run.invoke(main, ["watchlist", "list", "--text", "--lang", "ar"]).output
    assert run.invoke(main, ["watchlist", "remove", "7"]).exit_code == 0
    assert run.invoke(main, ["watchlist", "remove", "7"]).exit_code == 2
