"""Where official lists are published: the reviewed table, and a user's own table over it (NIZAM_SOURCES)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nizam import settings, yamltext
from nizam.errors import BadRequest
from nizam.record import Record

_OWN = Path(__file__).parent / "resources" / "addresses.yml"
_FIELDS = frozenset({"title", "list", "publisher", "files", "most_mb", "stale_days", "optional"})
_STALE_DAYS = 7


class Address(Record, frozen=True):
    """One list's entry: its files as (file name, url), and how much and how old it may be."""

    name: str
    title: Mapping[str, str]
    list_id: str
    publisher: str
    files: tuple[tuple[str, str], ...]
    most_bytes: int
    stale_days: int
    optional: bool


def addresses() -> dict[str, Address]:
    """Every list with an address, by dataset name. Raises BadRequest where the user's table is wrong."""
    rows: dict[str, Any] = dict(yamltext.load(_OWN))
    given = settings.sources()
    if given is not None:
        if not given.is_file():
            raise BadRequest(f"NIZAM_SOURCES names {given}, and there is no such file.")
        own = yamltext.load(given)
        if not isinstance(own, dict):
            raise BadRequest(f"{given}: a table of lists is expected, as `name: {{files: [{{url: …}}]}}`.")
        rows.update(own)
    return {name: _address(name, row) for name, row in rows.items()}


def _address(name: str, row: Any) -> Address:
    if not isinstance(row, dict) or not row.get("files"):
        raise BadRequest(f"the address of {name} has no `files`; give `files: [{{url: …}}]`.")
    extra = sorted(set(row) - _FIELDS)
    if extra:
        raise BadRequest(f"the address of {name}: the field {extra[0]!r} is not known; known are {sorted(_FIELDS)}.")
    files = []
    for file in row["files"]:
        url = file["url"] if isinstance(file, dict) and "url" in file else str(file)
        last = url.split("?")[0].rstrip("/").rpartition("/")[2]
        files.append((file.get("name", last) if isinstance(file, dict) else last, url))
    title = row.get("title", name)
    return Address(
        name=name,
        title=title if isinstance(title, dict) else {"en": title},
        list_id=row.get("list", ""),
        publisher=row.get("publisher", ""),
        files=tuple(files),
        most_bytes=_number(row.get("most_mb", "512"), f"{name} most_mb") << 20,
        stale_days=_number(row.get("stale_days", str(_STALE_DAYS)), f"{name} stale_days"),
        optional=row.get("optional") == "true",
    )


def _number(text: str, where: str) -> int:
    if not text.isdigit():
        raise BadRequest(f"{where}: {text!r} is not a whole number.")
    return int(text)
