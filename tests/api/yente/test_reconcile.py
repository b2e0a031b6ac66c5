"""`/reconcile`: what OpenRefine asks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]
BASE = "/reconcile/ties"


def suggested(client: Client, kind: str, prefix: str | None = None) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/suggest/{kind}", params={"prefix": prefix} if prefix is not None else {})
    assert answer.status_code == 200, answer.text
    assert answer.json()["code"] == "/api/status/ok"
    found: list[dict[str, Any]] = answer.json()["result"]
    return found


def test_the_manifest(client: Client) -> None:
    data = client.get(BASE).json()
    assert "opensanctions.org" in data["identifierSpace"]
    assert data["versions"] == ["0.2"]
    assert len(data["defaultTypes"]) > 3
    assert set(data["suggest"]) == {"entity", "type", "property"}


def test_queries(client: Client) -> None:
    queries = {
        "a": {"query": "Arkadij Volkonin"},
        "b": {"query": "Cedar Bay Trading", "type": "Company", "limit": 1},
        "c": {"query": "Okan Tezer", "properties": [{"pid": "Thing:country", "v": {"id": "tr"}}]},
        "d": {"query": "Nobody Whatsoever"},
    }
    data = client.post(BASE, data={"queries": json.dumps(queries)}).json()
    assert [data[key]["result"][0]["id"] for key in "abc"] == ["NK-volkonin", "NK-beirut", "NK-more3"]
    assert data["d"]["result"] == []
    best = data["a"]["result"][0]
    assert best["match"] is True
    assert best["type"] == [{"id": "Person", "name": "Person", "description": "Person"}]


def test_extend(client: Client) -> None:
    asked = {"ids": ["NK-vint", "nobody"], "properties": [{"id": "name"}, {"id": "LegalEntity:jurisdiction"}]}
    data = client.post(BASE, data={"extend": json.dumps(asked)}).json()
    assert data["meta"] == [{"id": "name", "name": "name"}, {"id": "jurisdiction", "name": "jurisdiction"}]
    assert data["rows"]["NK-vint"]["jurisdiction"] == [{"str": "ru"}]
    assert data["rows"]["nobody"]["name"] == []


def test_extend_property(client: Client) -> None:
    data = client.get(f"{BASE}/extend/property", params={"type": "Person", "limit": 3}).json()
    assert (data["type"], len(data["properties"])) == ("Person", 3)


@pytest.mark.parametrize("kind", ["entity", "property", "type"])
def test_nothing_typed_nothing_suggested(client: Client, kind: str) -> None:
    assert suggested(client, kind) == []
    assert suggested(client, kind, "banana man") == []


def test_suggestions(client: Client) -> None:
    assert suggested(client, "entity", "arkady volk")[0]["id"] == "NK-volkonin"
    assert {"LegalEntity:mainCountry", "Thing:country"} <= {
        one["id"] for one in suggested(client, "property", "country")
    }
    assert [one["id"] for one in suggested(client, "type", "organ")] == ["Organization"]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "{"},
        {"queries": "[]"},
        {"extend": "{}"},
        {"queries": '{"a": 1}'},
        {"queries": '{"a": {"query": "x", "limit": "many"}}'},
        {"queries": '{"a": {"query": "x", "limit": -1}}'},
        {"queries": '{"a": {"query": "x", "properties": ["country"]}}'},
    ],
)
def test_what_went_wrong(client: Client, form: dict[str, str]) -> None:
    answer = client.post(BASE, data=form)
    assert (answer.status_code, bool(answer.json()["detail"])) == (400, True)


def test_no_such_dataset(client: Client) -> None:
    assert client.get("/reconcile/banana").status_code == 404
