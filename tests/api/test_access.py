"""Who may ask what, and how often."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from nizam.api import keys
from nizam.api.app import create
from nizam.api.config import Config
from nizam.cli import main

MATCH = {"queries": {"q": {"schema": "Person", "properties": {"name": "Jo Chun Ryong"}}}}


def client(**settings: Any) -> TestClient[Any]:
    return TestClient(create(Config(**settings)), raise_server_exceptions=False)


@pytest.mark.parametrize("header", ["ApiKey {}", "apikey {}", "Bearer {}"])
def test_a_key_opens(header: str) -> None:
    _, text = keys.add("one")
    with client(keys=True) as asked:
        answer = asked.post("/match/default", json=MATCH, headers={"Authorization": header.format(text)})
        assert answer.status_code == 200
        assert asked.get("/lists", headers={"X-API-Key": text}).status_code == 200


def test_without_a_key_or_with_a_wrong_one() -> None:
    keys.add("one")
    with client(keys=True) as asked:
        for headers in ({}, {"Authorization": "ApiKey nzm_x_y"}, {"Authorization": "Basic abc"}, {"X-API-Key": "x"}):
            answer = asked.get("/lists", headers=headers)
            assert (answer.status_code, bool(answer.json()["detail"])) == (401, True)
            assert answer.headers["www-authenticate"] == "ApiKey"
        assert asked.get("/healthz").status_code == 200
        assert asked.get("/readyz").status_code == 200
        assert asked.post("/updatez").status_code == 403


def test_a_key_for_something_else() -> None:
    _, text = keys.add("law only", ["read"])
    head = {"X-API-Key": text}
    with client(keys=True) as asked:
        assert asked.get("/regime", headers=head).status_code == 200
        assert asked.post("/match/default", json=MATCH, headers=head).status_code == 403
        assert asked.get("/metrics", headers=head).status_code == 403


def test_a_revoked_key_is_refused_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nizam.api.access._LOOK_EVERY", -1.0)
    key, text = keys.add("one")
    with client(keys=True) as asked:
        assert asked.get("/lists", headers={"X-API-Key": text}).status_code == 200
        keys.revoke(key.id)
        assert asked.get("/lists", headers={"X-API-Key": text}).status_code == 401


def test_on_this_machine_no_key_is_asked_for_and_foreign_ones_do_no_harm() -> None:
    with client() as asked:
        assert asked.get("/lists", headers={"Authorization": "ApiKey of-another-service"}).status_code == 200


def test_too_often() -> None:
    with client(per_minute=3) as asked:
        codes = [asked.get("/lists").status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        assert int(asked.get("/lists").headers["retry-after"]) <= 21
        assert asked.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("serve --host 0.0.0.0", "there is none yet"),
        ("serve --host 0.0.0.0 --no-keys", "can be reached by others"),
        ("serve --host nizam.example", "there is none yet"),
        ("serve --keys", "nizam keys add"),
    ],
)
def test_it_does_not_start_open_to_others(line: str, words: str) -> None:
    done = CliRunner().invoke(main, line.split())
    assert done.exit_code == 2
    assert words in done.output
