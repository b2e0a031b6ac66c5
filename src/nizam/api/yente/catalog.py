"""`/catalog`, `/algorithms`, `/updatez`: what the service answers from, and how it compares."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromQuery

from nizam import settings
from nizam.api.replies import reply
from nizam.api.yente import wire
from nizam.lists import DEFAULT
from nizam.screening.evidence import NAMES as FEATURES

_OWN = "nizam"
_NAMES = (_OWN, "logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1", "ofac")
_CONFIG = frozenset({
    "nm_number_mismatch", "nm_extra_query_name", "nm_extra_result_name", "nm_family_name_weight",
    "nm_fuzzy_cutoff_factor", "nm_obj_name_property", "nm_inter_similarity",
})  # fmt: skip


def checked_algorithm(name: str) -> None:
    """400 for an algorithm that yente does not know either."""
    if name not in (*_NAMES, "best"):
        raise HTTPException(status_code=400, detail=f"Unknown algorithm: {name}")


def checked_config(config: Mapping[str, Any]) -> None:
    """400 for a key that no algorithm has."""
    for key in config:
        if key not in _CONFIG:
            raise HTTPException(status_code=400, detail=f"Unknown config option: {key}")


@get("/algorithms", tags=["matching"], sync_to_thread=False)
def algorithms() -> Response[bytes]:
    """How names are compared. All of yente's names are taken, and all of them mean Nizam's own comparison."""
    features = {name: {"description": name.replace("_", " "), "coefficient": 1.0, "url": ""} for name in FEATURES}
    return reply(
        {
            "algorithms": [
                {
                    "name": name,
                    "description": "Nizam's comparison of names across scripts; scores are calibrated."
                    + ("" if name == _OWN else f" Taken for {name}."),
                    "features": features,
                    "docs": {"name": name, "description": "", "config": {}, "features": features},
                }
                for name in _NAMES
            ],
            "default": _OWN,
            "best": _OWN,
        }
    )


@get(["/catalog", "/manifest"], tags=["lists"])
async def catalog(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The lists, with the version each is in."""
    found = wire.lists_of(request)
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "title": name,
            "version": one.sha256[:12],
            "index_version": one.sha256[:12],
            "index_current": True,
            "load": True,
            "updated_at": one.fetched[:19] or None,
            "last_export": one.published or None,
            "entity_count": one.entries,
            "children": [],
        }
        for name, one in found.manifests.items()
    ]
    rows.append(
        {
            "name": DEFAULT,
            "title": "All lists",
            "version": found.version[:12],
            "index_version": found.version[:12],
            "index_current": True,
            "load": False,
            "children": list(found.manifests),
        }
    )
    body = msgspec.json.encode(
        {
            "datasets": rows,
            "current": [row["name"] for row in rows],
            "outdated": [],
            "index_stale": False,
        }
    )
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300"}
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@post("/updatez", status_code=200, tags=["service"], sync_to_thread=True)
def update(token: FromQuery[str | None] = None, sync: FromQuery[bool] = False) -> Response[bytes]:
    """Look for newer lists now. Asks for the token of NIZAM_UPDATE_TOKEN; without one set nobody may."""
    wanted = settings.update_token()
    if not wanted or not token or not hmac.compare_digest(token.encode(), wanted.encode()):
        raise HTTPException(status_code=403, detail="Invalid token.")
    from nizam.lists import update as updating

    def run() -> None:
        for _ in updating.update():
            pass

    if sync:
        run()
    else:
        threading.Thread(target=run, daemon=True).start()
    return reply({"status": "ok"})
