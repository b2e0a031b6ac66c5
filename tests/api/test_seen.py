"""What is logged, counted and put on every answer."""

from __future__ import annotations

import json
import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.api.app import create
from nizam.api.config import Config
from nizam.api.seen import LOG

Client = TestClient[Litestar]
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/regime/xx"])
def test_headers_on_every_answer(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_the_caller_s_trace_goes_on(client: Client) -> None:
    answered = client.get("/healthz", headers={"traceparent": TRACE}).headers["traceparent"]
    assert (answered[:36], answered[-3:]) == (TRACE[:36], TRACE[-3:])
    assert answered != TRACE
    made = client.get("/healthz", headers={"traceparent": "nonsense"}).headers["traceparent"]
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-00", made)


def test_counts_by_template_never_by_what_was_asked(client: Client) -> None:
    client.get("/regime/un-dprk")
    client.get("/regime/secret-name")
    text = client.get("/metrics").text
    assert 'nizam_requests_total{route="/regime/{name}",method="GET",status="200"} 1' in text
    assert 'nizam_request_seconds_bucket{route="/regime/{name}",le="+Inf"} 2' in text
    assert "secret-name" not in text


def test_nothing_personal_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(LOG, "info", lines.append)
    with TestClient(create(Config(log=True)), raise_server_exceptions=False) as asked:
        asked.post("/screen?who=Somebody", json={"queries": [{"name": "Jo Chun Ryong"}], "dataset": "un-dprk"})
        asked.get("/entities/Somebody")
    rows = [json.loads(line) for line in lines]
    assert [(row["method"], row["route"], row["status"]) for row in rows] == [
        ("POST", "/screen", 200),
        ("GET", "/entities/{key}", 404),
    ]
    assert not any("Somebody" in line or "Chun" in line for line in lines)


def test_another_origin_only_where_it_was_let_in() -> None:
    head = {"Origin": "https://desk.example"}
    with TestClient(create(Config(origins=("https://desk.example",)))) as asked:
        assert asked.get("/healthz", headers=head).headers["access-control-allow-origin"] == head["Origin"]


def test_another_host_only_where_it_was_let_in() -> None:
    with TestClient(create(Config(hosts=("nizam.example",))), base_url="http://evil.example") as asked:
        assert asked.get("/healthz").status_code == 400


def test_the_contract_is_there_and_no_viewer_from_elsewhere(client: Client) -> None:
    assert client.get("/schema/openapi.json").json()["info"]["title"] == "Nizam"
    for viewer in ("redoc", "swagger", "elements", "rapidoc"):
        assert client.get(f"/schema/{viewer}").status_code == 404
