"""Routes that are not there, requests that are too long, and failures nobody foresaw."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam import casework

Client = TestClient[Litestar]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health(client: Client, path: str) -> None:
    assert client.get(path).json() == {"status": "ok"}


def test_no_such_route(client: Client) -> None:
    answer = client.get("/nowhere/../etc")
    assert answer.status_code == 404
    assert answer.json()["detail"]


def test_no_such_method(client: Client) -> None:
    assert client.delete("/check").status_code == 405


def test_no_content_type_is_json(client: Client) -> None:
    body = '{"date": "2018-06-01", "text": "coal from North Korea to China"}'
    assert client.post("/check", content=body, headers={"content-type": ""}).status_code == 200


def test_no_json(client: Client) -> None:
    answer = client.post("/check", content="{not json")
    assert (answer.status_code, bool(answer.json()["detail"])) == (400, True)


def test_bounds(small: Client) -> None:
    assert small.post("/check", json={"text": "x" * 3000}).status_code == 413
    assert small.get("/regime?" + "x" * 600).json() == {"detail": "Request URI too long"}
    assert small.get("/regime?" + "x" * 600).status_code == 414
    answer = small.post("/screen", json={"queries": [{"name": "x"}] * 3})
    assert (answer.status_code, answer.json()["detail"]) == (400, "queries: give 1 to 2 at once; there are 3.")


def test_no_trace_leaves_the_server(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: object, **_more: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(casework, "check", fail)
    answer = client.post("/check", json={"text": "coal"})
    assert (answer.status_code, answer.json()) == (500, {"status": "error"})
    assert "secret" not in answer.text
