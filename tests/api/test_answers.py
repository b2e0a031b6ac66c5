"""The three verbs over HTTP give what they give elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import nizam

Client = TestClient[Litestar]
DEAL = {"id": "7", "date": "2018-06-01", "text": "A North Korean mine sold coal to a firm in Dandong"}


def test_check_is_the_verdict_of_the_command_line(client: Client) -> None:
    answer = client.post("/check", json=DEAL)
    assert answer.status_code == 200
    assert answer.json() == nizam.assess(DEAL).json()
    assert answer.json()["outcome"] == "prohibited"


def test_check_as_of_another_day(client: Client) -> None:
    assert client.post("/check?as_of=2015-06-01", json=DEAL).json()["as_of"] == "2015-06-01"


def test_read(client: Client) -> None:
    text = "Pyongyang, 3 May 2019. The minister said that North Korea would sell coal to China next month."
    answer = client.post("/read", json={"text": text})
    assert answer.status_code == 200
    assert answer.json() == nizam.read(text).json()


def test_screen_in_order_with_ids(client: Client) -> None:
    queries = [{"id": "a", "name": "조춘룡"}, {"name": "Nobody Whatsoever Atall"}]
    responses = client.post("/screen", json={"queries": queries, "dataset": "un-dprk"}).json()["responses"]
    assert len(responses[0].pop("decision_id")) == 26
    assert responses[0] == {"id": "a", **nizam.screen("조춘룡", dataset="un-dprk").json()}
    assert responses[1]["results"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/check", {}, 422, "says nothing"),
        ("/check", {"suplier": {"name": "x"}}, 422, "known ones are"),
        ("/check?as_of=yesterday", DEAL, 422, "as_of"),
        ("/check", [1], 422, "Expected `object`"),
        ("/read", {}, 400, "text or its url"),
        ("/read", {"text": "x", "url": "y"}, 400, "one of them"),
        ("/read", {"txt": "x"}, 422, "txt"),
        ("/read", {"url": "http://127.0.0.1/x"}, 400, "private"),
        ("/read", {"url": "file:///etc/passwd"}, 400, "http"),
        ("/screen", {"queries": []}, 400, "1 to 100"),
        ("/screen", {"queries": [{"name": "x"}], "dataset": "nowhere"}, 400, "no dataset"),
        ("/screen", {"queries": [{"name": "x", "schema": "Planet"}]}, 400, "no schema"),
    ],
)
def test_what_went_wrong_is_a_sentence(client: Client, path: str, body: Any, status: int, words: str) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_bad_field_is_named(client: Client) -> None:
    answer = client.post("/check", json={"goods": [{"description": "x", "hs_code": "coal"}]})
    assert answer.json()["field"] == "goods[0].hs_code"
