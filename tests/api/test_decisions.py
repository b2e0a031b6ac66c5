"""The record of an answer, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient

from nizam.api import keys
from nizam.api.app import create
from nizam.api.config import Config

DEAL = {"text": "In May 2019 a Chinese firm buys 500 tonnes of coal from North Korea."}


def client(**settings: Any) -> TestClient[Any]:
    return TestClient(create(Config(**settings)), raise_server_exceptions=False)


def test_the_record_of_an_answer() -> None:
    with client() as asked:
        answer = asked.post("/check", json=DEAL).json()
        record = asked.get(f"/decisions/{answer['decision_id']}")
        assert record.status_code == 200
        row = record.json()
        assert (row["decision_id"], row["kind"], row["outcome"]) == (answer["decision_id"], "check", "prohibited")
        assert row["input"]["deal"] == DEAL
        assert row["asked_by"] == "api"
        assert asked.get(f"/decisions/{row['seq']}").json() == row


def test_what_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with client() as asked:
        missing = asked.get("/decisions/AAAA")
        assert (missing.status_code, "decision_id" in missing.json()["detail"]) == (404, True)
        monkeypatch.setenv("NIZAM_AUDIT", "0")
        off = asked.get("/decisions/AAAA")
        assert (off.status_code, "NIZAM_AUDIT" in off.json()["detail"]) == (404, True)


def test_a_key_sees_what_it_could_have_asked() -> None:
    _, law = keys.add("law", ["read"])
    _, names = keys.add("names", ["screen"])
    _, all_of_it = keys.add("all", ["admin"])
    with client(keys=True) as asked:

        def status(path: str, key: str) -> int:
            return asked.get(path, headers={"X-API-Key": key}).status_code

        checked = asked.post("/check", json=DEAL, headers={"X-API-Key": law}).json()["decision_id"]
        query = {"queries": [{"name": "Ri Pyong Chol"}]}
        assert asked.post("/screen", json=query, headers={"X-API-Key": law}).status_code == 403
        found = asked.post("/screen", json=query, headers={"X-API-Key": names}).json()
        screened = found["responses"][0]["decision_id"]
        assert asked.get(f"/decisions/{checked}").status_code == 401
        assert [status(f"/decisions/{checked}", key) for key in (law, names, all_of_it)] == [200, 403, 200]
        assert [status(f"/decisions/{screened}", key) for key in (law, names, all_of_it)] == [403, 200, 200]
        assert [status("/decisions/1", key) for key in (law, names, all_of_it)] == [403, 403, 200]


def test_pages_keep_names_from_keys_that_are_not_for_them() -> None:
    _, law = keys.add("law", ["read"])
    _, both = keys.add("both")
    with client(keys=True) as asked:
        asked.headers["Sec-Fetch-Site"] = "same-origin"
        sent = {"name": "Ri Pyong Chol"}
        assert asked.post("/en/screen", data=sent, headers={"X-API-Key": law}).status_code == 403
        assert asked.post("/en/screen", data=sent, headers={"X-API-Key": both}).status_code == 200
        log = asked.get("/en/decisions", headers={"X-API-Key": law}).text
        assert "Ri Pyong Chol" not in log
        assert "Ri Pyong Chol" in asked.get("/en/decisions", headers={"X-API-Key": both}).text
        assert asked.get("/en/decisions/1", headers={"X-API-Key": law}).status_code == 403
