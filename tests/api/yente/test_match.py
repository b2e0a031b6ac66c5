"""`/match`: what a client of yente sends and leans on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.ftm.schemata import schemata

Client = TestClient[Litestar]
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
EXAMPLE: dict[str, Any] = {
    "schema": "Person",
    "properties": {"name": ["Arkadi Volkonin"], "birthDate": "1961", "country": "Russia"},
}


def ask(client: Client, example: dict[str, Any] = EXAMPLE, dataset: str = "default", **params: Any) -> dict[str, Any]:
    answer = client.post(f"/match/{dataset}", json={"queries": {"q": example}}, params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["responses"]["q"]
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [row["id"] for row in found["results"]]


def check_shape(row: dict[str, Any]) -> None:
    """An entity as every client expects it."""
    assert row.keys() >= {
        "id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen",
        "last_change",
    }  # fmt: skip
    assert row["schema"] in schemata()
    assert isinstance(row["target"], bool)
    for values in row["properties"].values():
        for value in values:
            if isinstance(value, dict):
                check_shape(value)
            else:
                assert isinstance(value, str)
    for key in ("first_seen", "last_seen", "last_change"):
        assert row[key] is None or SECONDS.fullmatch(row[key]), row[key]


def test_a_match_with_its_shape(client: Client) -> None:
    found = ask(client)
    assert found["status"] == 200
    best = found["results"][0]
    check_shape(best)
    assert (best["id"], best["match"], best["target"]) == ("NK-volkonin", True, True)
    assert best["score"] > 0.7
    assert best["datasets"] == ["xx_sanctions", "yy_freeze"]
    assert best["referents"] == ["xx-101", "yy-77"]
    assert "name_match" in best["explanations"]
    assert found["total"] == {"value": 1, "relation": "eq"}
    assert found["query"] == {
        "id": None,
        "schema": "Person",
        "properties": {"name": ["Arkadi Volkonin"], "birthDate": ["1961"], "country": ["ru"]},
    }


def test_a_batch_under_the_caller_s_keys(client: Client) -> None:
    queries = {"a": EXAMPLE, "b": {**EXAMPLE, "id": "mine"}}
    answer = client.post("/match/default", json={"queries": queries})
    assert answer.headers["x-batch-size"] == "2"
    data = answer.json()
    assert data["limit"] == 5
    assert set(data["responses"]) == {"a", "b"}
    assert data["responses"]["b"]["query"]["id"] == "mine"


def test_a_fresh_install_answers(client: Client) -> None:
    found = ask(client, {"schema": "Person", "properties": {"name": "Jo Chun Ryong"}}, "un-dprk")
    assert found["results"][0]["datasets"] == ["un-dprk"]
    check_shape(found["results"][0])


def test_a_score_equal_to_the_threshold_is_a_match_and_returned(client: Client) -> None:
    score = ask(client)["results"][0]["score"]
    found = ask(client, threshold=score)
    assert found["results"][0]["match"] is True
    assert found["total"]["value"] == 1
    above = ask(client, threshold=min(1.0, score + 1e-9))
    assert above["total"]["value"] == 0


def test_a_lower_threshold_gives_more(client: Client) -> None:
    loose = {"schema": "Person", "properties": {"name": "Arkbdi Volkanin"}}
    assert len(ids(ask(client, loose, threshold=0.05))) >= len(ids(ask(client, loose)))


def test_unknown_properties_are_told(client: Client) -> None:
    example = {"schema": "Person", "properties": {"name": "Arkady Volkonin", "shoeSize": 43}}
    assert ask(client, example)["unknown_properties"] == ["shoeSize"]


def test_numbers_alone_in_a_property(client: Client) -> None:
    example = {"schema": "Person", "properties": {"name": "Arkady Volkonin", "birthDate": 1961}}
    assert ask(client, example)["query"]["properties"]["birthDate"] == ["1961"]


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({"include_dataset": "xx_sanctions"}, True),
        ({"include_dataset": ["mm_senate", "yy_freeze"]}, True),
        ({"include_dataset": "mm_senate"}, False),
        ({"include_dataset": "ties"}, True),
        ({"include_dataset": "xx_sanctions", "exclude_dataset": "yy_freeze"}, False),
        ({"exclude_dataset": "ties"}, False),
        ({"exclude_schema": "Person"}, False),
        ({"exclude_schema": "Vessel"}, True),
        ({"topics": "sanction"}, True),
        ({"topics": "crime.cyber"}, False),
        ({"changed_since": "2025-05-05"}, True),
        ({"changed_since": "2099-01-01T00:00"}, False),
        ({"exclude_entity_ids": "NK-volkonin"}, False),
        ({"exclude_entity_ids": ["other", "xx-101"]}, False),
        ({"algorithm": "logic-v1", "fuzzy": "false"}, True),
    ],
)
def test_filters(client: Client, params: dict[str, Any], wanted: bool) -> None:
    assert ("NK-volkonin" in ids(ask(client, **params))) is wanted


@pytest.mark.parametrize(
    ("body", "params", "status"),
    [
        ({"queries": {"q": {"properties": {"name": "x"}}}}, {}, 422),
        ({"queries": {"q": {"schema": "Xxx", "properties": {"name": "x"}}}}, {}, 400),
        ({"queries": {"q": {"schema": "Ownership", "properties": {}}}}, {}, 400),
        ({"queries": {}}, {}, 400),
        ({"queries": {str(n): EXAMPLE for n in range(101)}}, {}, 400),
        ({"queries": {"q": EXAMPLE}, "config": {"invalid_option": 0.4}}, {}, 400),
        ({"queries": {"q": EXAMPLE}}, {"algorithm": "neural-net"}, 400),
        ({"queries": {"q": EXAMPLE}}, {"limit": 501}, 422),
        ({"queries": {"q": EXAMPLE}}, {"threshold": 2}, 422),
        ({"queries": {"q": EXAMPLE}}, {"changed_since": "last week"}, 422),
        ({"queries": {"q": EXAMPLE}}, {"exclude_schema": "Banana"}, 400),
        ([], {}, 422),
    ],
)
def test_what_went_wrong(client: Client, body: Any, params: dict[str, Any], status: int) -> None:
    answer = client.post("/match/default", json=body, params=params)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


def test_a_number_alone_tells_who_is_meant(client: Client) -> None:
    assert ids(ask(client, {"schema": "Vessel", "properties": {"imoNumber": "9074729"}})) == ["NK-ship"]


def test_a_name_in_parts(client: Client) -> None:
    example = {"schema": "Person", "properties": {"firstName": "Arkady", "lastName": "Volkonin"}}
    assert ids(ask(client, example)) == ["NK-volkonin"]


def test_nothing_asked_nothing_found(client: Client) -> None:
    assert ids(ask(client, {"schema": "Person", "properties": {}})) == []


def test_what_a_number_rules_out_is_not_returned_below_the_cutoff(client: Client) -> None:
    example = {"schema": "Vessel", "properties": {"name": "Orel Pride", "imoNumber": "9176187"}}
    for row in ask(client, example)["results"]:
        assert row["score"] >= 0.7
    assert ask(client, example)["total"]["value"] == 0


def test_no_such_dataset(client: Client) -> None:
    assert client.post("/match/banana", json={"queries": {"q": EXAMPLE}}).status_code == 404


def test_a_known_config_key_is_taken(client: Client) -> None:
    body = {"queries": {"q": EXAMPLE}, "config": {"nm_number_mismatch": 0.4}, "weights": {}}
    assert client.post("/match/default?algorithm=logic-v2", json=body).status_code == 200


def test_no_limit_no_results_but_a_total(client: Client) -> None:
    found = ask(client, limit=0)
    assert (found["results"], found["total"]["value"]) == ([], 1)
