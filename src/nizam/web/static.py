"""The few files that pages bring along. Each is named with its hash, so that a browser keeps it until it changes."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nizam.report.html import TEMPLATES as REPORT

_HERE = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@lru_cache(maxsize=1)
def _files() -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for path in sorted(_HERE.iterdir()) if path.suffix in _TYPES}
    # The report's colours and marks come first: an article looks on a page as in a file.
    found["nizam.css"] = (REPORT / "report.css").read_bytes() + found["nizam.css"]
    return found


@lru_cache(maxsize=16)
def address(name: str) -> str:
    """Where a file stands, with its version."""
    return f"/static/{name}?v={hashlib.sha256(_files()[name]).hexdigest()[:12]}"


@get("/static/{name:str}", tags=["open"], include_in_schema=False, sync_to_thread=False)
def file(name: FromPath[str]) -> Response[bytes]:
    """One of the files."""
    found = _files().get(name)
    if found is None:
        raise NotFoundException
    return Response(
        found,
        media_type=_TYPES[Path(name).suffix],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
