"""The contract is whole, its examples work, and the service keeps to it whatever it is asked."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam import yamltext
from nizam.api.app import create
from nizam.api.config import Config
from nizam.api.contract import PATH, operations
from tests.api.serving import Server

SAID = yamltext.load(PATH)
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance",
)  # fmt: skip
EXAMPLES = int(os.environ.get("NIZAM_TEST_EXAMPLES", "8"))


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    with TestClient(create(Config())) as client:
        found: dict[str, Any] = client.get("/schema/openapi.json").json()
    return found


def test_every_route_is_told(contract: dict[str, Any]) -> None:
    routes = dict(operations(contract))
    assert set(routes) == set(SAID["routes"])
    for route, one in routes.items():
        assert one.get("description"), route
        assert {"400", "401", "404", "422", "429"} <= set(one["responses"]), route
        for parameter in one.get("parameters", ()):
            if parameter["in"] == "path":
                assert parameter.get("description"), (route, parameter["name"])
                assert "example" in parameter, (route, parameter["name"])
        for media in one.get("requestBody", {}).get("content", {}).values():
            assert media["examples"], route


def test_every_parameter_that_is_told_is_there(contract: dict[str, Any]) -> None:
    there = {one["name"] for _, operation in operations(contract) for one in operation.get("parameters", ())}
    assert set(SAID["parameters"]) <= there


@pytest.mark.parametrize("route", [route for route, told in SAID["routes"].items() if "gives" in told])
def test_examples_work_and_have_the_shape_told(contract: dict[str, Any], route: str) -> None:
    told = SAID["routes"][route]
    method, path = route.split()
    given = dict(told.get("with", {}))
    for name in [name for name in given if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", given.pop(name))
    wanted = 403 if path == "/updatez" else 404 if told.get("absent") else 200
    with TestClient(create(Config()), raise_server_exceptions=False) as client:
        for text in list(told.get("asked", {}).values()) or [""]:
            body = {"data" if "form" in told else "json": json.loads(text)} if text else {}
            answer = client.request(method, path, params=given, **body)
            assert answer.status_code == wanted, answer.text
            shape = told["gives"] if wanted == 200 else "Problem"
            assert wrong(answer.json(), {"$ref": f"#/components/schemas/{shape}"}, contract) == []


def wrong(value: Any, schema: Mapping[str, Any], contract: Mapping[str, Any], at: str = "") -> list[str]:
    """What of a value is not as its schema says, by the few words of JSON Schema that shapes use."""
    if "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        tried = [wrong(value, one, contract, at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    kinds["null"] = type(None)
    kind = schema.get("type")
    if kind and not isinstance(value, kinds[kind]):
        return [f"{at}: {value!r} is no {kind}"]
    if value not in schema.get("enum", [value]):
        return [f"{at}: {value!r}"]
    out = [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
    for name, one in schema.get("properties", {}).items():
        if name in value:
            out += wrong(value[name], one, contract, f"{at}.{name}")
    if kind == "array":
        out += [
            bad for number, one in enumerate(value) for bad in wrong(one, schema["items"], contract, f"{at}[{number}]")
        ]
    if kind == "object" and "additionalProperties" in schema:
        out += [
            bad
            for name, one in value.items()
            for bad in wrong(one, schema["additionalProperties"], contract, f"{at}.{name}")
        ]
    return out


def test_the_service_keeps_to_its_contract_whatever_it_is_asked(tmp_path: Path) -> None:
    if importlib.util.find_spec("schemathesis") is None:
        pytest.skip("schemathesis is not installed")
    server = Server(tmp_path / "home", tmp_path / "log")
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/schema/openapi.json",
        "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES),
        "--seed", "7", "--no-color", "--request-timeout", "30",
    ]  # fmt: skip
    try:
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=280, check=False)
        assert told.returncode == 0, told.stdout[-6000:]
        assert server.alive()
    finally:
        server.stop()
    # nothing that nobody foresaw came up on the way
    assert "Traceback" not in server.log.read_text()


def test_the_contract_also_stands_where_clients_of_yente_look(client: TestClient[Litestar]) -> None:
    assert client.get("/openapi.json").json() == client.get("/schema/openapi.json").json()
