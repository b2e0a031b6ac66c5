"""Traces of requests and of what was asked within them, where OTEL_* says so; never what it was about."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from nizam import traces
from tests.api.serving import Server

SECRET = "Xanthippe-of-Nowhere"
GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, ()),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, ("otlp",)),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, ("otlp",)),
        ({"OTEL_TRACES_EXPORTER": "console"}, ("console",)),
        ({"OTEL_TRACES_EXPORTER": "otlp, console"}, ("otlp", "console")),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, ()),
        ({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "true"}, ()),
    ],
)
def test_off_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], wanted: tuple[str, ...]
) -> None:
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_TRACES_EXPORTER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert traces.exporters() == wanted


def test_without_traces_a_span_is_nothing() -> None:
    with traces.span("check") as tell:
        tell("outcome", "prohibited")
    with traces.request({"traceparent": GIVEN}) as (tell, own):
        tell("name", "GET /")
    assert own == ""


def spans(text: str) -> list[dict[str, Any]]:
    """The spans that the console exporter wrote among other lines."""
    out, at, read = [], 0, json.JSONDecoder()
    while (at := text.find("{\n", at)) >= 0:
        try:
            one, at = read.raw_decode(text, at)
        except ValueError:
            return out
        out.append(one)
    return out


def test_a_request_and_what_was_asked_in_it(tmp_path: Path) -> None:
    if importlib.util.find_spec("opentelemetry.sdk") is None:
        pytest.skip("opentelemetry-sdk is not installed")
    server = Server(tmp_path / "home", tmp_path / "log", OTEL_TRACES_EXPORTER="console", OTEL_BSP_SCHEDULE_DELAY="200")
    try:
        deal = {"text": f"In May 2019 {SECRET} buys 500 tonnes of coal from North Korea."}
        answer = httpx.post(f"{server.url}/check", json=deal, headers={"traceparent": GIVEN}, timeout=30)
        assert answer.headers["traceparent"].split("-")[1] == GIVEN.split("-")[1]
        httpx.post(f"{server.url}/screen", json={"queries": [{"name": SECRET}]}, timeout=30)
        httpx.post(f"{server.url}/check", json={"suplier": SECRET}, timeout=30)
        until, found = time.monotonic() + 20, []
        while len(found) < 6 and time.monotonic() < until:
            time.sleep(0.2)
            found = [one for one in spans(server.log.read_text()) if one["name"] != "GET /readyz"]
    finally:
        server.stop()
    assert SECRET not in json.dumps(found)
    asked = next(one for one in found if one["name"] == "POST /check")
    within = next(one for one in found if one["name"] == "check")
    assert within["parent_id"] == asked["context"]["span_id"]
    assert within["context"]["trace_id"] == asked["context"]["trace_id"] == f"0x{GIVEN.split('-')[1]}"
    assert asked["parent_id"] == f"0x{GIVEN.split('-')[2]}"
    assert asked["attributes"]["http.response.status_code"] == 200
    assert within["attributes"]["nizam.outcome"] == "prohibited"
    assert next(one for one in found if one["name"] == "screen")["attributes"]["nizam.candidates"] == 0
    failed = [one for one in found if one["attributes"].get("error.type")]
    assert [one["attributes"]["error.type"] for one in failed] == ["BadDeal"]
