"""What /schema/openapi.json says: the routes as they are, with shapes and examples from contract.yml."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.openapi.plugins import JsonRenderPlugin

from nizam import yamltext

PATH = Path(__file__).with_name("contract.yml")
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "any": {},
}
_KEY = {
    "ApiKey": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`ApiKey <key>`"},
    "X-API-Key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


class Contract(JsonRenderPlugin):
    """The contract as JSON."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, completed(openapi_schema))


@get("/openapi.json", include_in_schema=False, tags=["law"], sync_to_thread=False)
def contract(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same where clients of yente look for it."""
    return Response(Contract().render(request, request.app.openapi_schema.to_schema()), media_type=_JSON)


def completed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A contract with what contract.yml has to say of its routes."""
    said = yamltext.load(PATH)
    out: dict[str, Any] = deepcopy(dict(schema))
    parts = out.setdefault("components", {})
    parts.setdefault("schemas", {}).update({name: shape(told) for name, told in said["shapes"].items()})
    parts["securitySchemes"] = _KEY
    parts["responses"] = {
        f"Otherwise{status}": _answer(one["when"], one["shape"]) for status, one in said["otherwise"].items()
    }
    out["security"] = [{}, *({name: []} for name in _KEY)]
    for route, operation in operations(out):
        _complete(operation, said["routes"].get(route, {}), said)
    return out


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation of a contract by its route, as in `POST /check`."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def shape(told: Mapping[str, Any]) -> dict[str, Any]:
    """A shape as JSON Schema."""
    if "one_of" in told:
        return {"type": "string", "enum": list(told["one_of"])}
    if "list of" in told:
        return {"type": "array", "items": kind(told["list of"])}
    if "map of" in told:
        return {"type": "object", "additionalProperties": kind(told["map of"])}
    return {
        "type": "object",
        "properties": {name.removesuffix("?"): kind(one) for name, one in told.items()},
        "required": [name for name in told if not name.endswith("?")],
    }


def kind(told: str) -> dict[str, Any]:
    """A field's kind as JSON Schema."""
    if told.endswith("?"):
        return {"anyOf": [kind(told[:-1]), {"type": "null"}]}
    if told.startswith("["):
        return {"type": "array", "items": kind(told[1:-1])}
    if told.startswith("{"):
        return {"type": "object", "additionalProperties": kind(told[1:-1])}
    return dict(_KINDS[told]) if told in _KINDS else {"$ref": f"#/components/schemas/{told}"}


def _complete(operation: dict[str, Any], told: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    own = operation["responses"].get("200", {})
    good = {"description": own.get("description") or "The answer."}
    if "gives" in told:
        good["content"] = {_JSON: {"schema": kind(told["gives"])}}
    elif "text" in told:
        good["content"] = {"text/plain": {"schema": {"type": "string"}}}
    operation["responses"] = {
        "200": good,
        **{status: {"description": when} for status, when in told.get("also", {}).items() if status < "400"},
        **{status: _answer(when, "Problem") for status, when in told.get("also", {}).items() if status >= "400"},
        **{status: {"$ref": f"#/components/responses/Otherwise{status}"} for status in said["otherwise"]},
    }
    for one in operation.get("parameters", ()):
        _parameter(one, said["parameters"].get(one["name"], {}), told.get("with", {}))
    asked = told.get("asked", {})
    if "form" in told:
        operation["requestBody"] = {
            "content": {_FORM: {"schema": shape({f"{k}?": v for k, v in told["form"].items()})}}
        }
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if "takes" in told:
            media["schema"] = kind(told["takes"])
        media["examples"] = {name: {"value": json.loads(text)} for name, text in asked.items()}


def _parameter(one: dict[str, Any], told: Mapping[str, str], examples: Mapping[str, str]) -> None:
    if "says" in told:
        one["description"] = told["says"]
    if one["name"] in examples:
        one["example"] = examples[one["name"]]
    for place in (one["schema"], *one["schema"].get("oneOf", ())):
        if place.get("type") in ("integer", "number"):
            place |= {
                key: json.loads(told[word]) for word, key in (("least", "minimum"), ("most", "maximum")) if word in told
            }


def _answer(when: str, name: str) -> dict[str, Any]:
    return {"description": when, "content": {_JSON: {"schema": kind(name)}}}
