"""The good-guy list as JSON and as a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.goodguys.manage import Listed
from nizam.goodguys.record import Dismissal

_LABELS = Path(__file__).parent / "labels.yml"
_COLUMNS = ("id", "state", "query", "entity", "reason", "author", "at", "expires", "scope")
_WIDEST = 40


def label(path: str, lang: str, **values: object) -> str:
    """A word or sentence in a language; `path` is its place, as in `states.holds`."""
    return yamltext.words(_LABELS, path, lang, **values)


def rows(found: Sequence[Listed]) -> list[dict[str, Any]]:
    """Dismissals as JSON: every field, and `state`."""
    blank: dict[str, Any] = {"expires": None, "scope": "", "birth_date": "", "countries": [], "identifiers": {}}
    return [{**blank, **one.dismissal.row(), "state": one.state} for one in found]


def table(found: Sequence[Listed], lang: str) -> str:
    """Dismissals, a line each under their headings."""
    if not found:
        return label("none", lang)
    lines = [[label(f"columns.{name}", lang) for name in _COLUMNS]]
    lines += [_cells(one, lang) for one in found]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def sentence(name: str, made: Dismissal, lang: str) -> str:
    """What was done to one dismissal: `added` or `removed`."""
    return label(name, lang, id=made.id, query=made.query, entity=made.entity, caption=made.caption)


def _cells(one: Listed, lang: str) -> list[str]:
    made = one.dismissal
    asked = [made.query, made.asked.birth_date, " ".join(code.upper() for code in sorted(made.asked.countries))]
    asked += [number for _, number in sorted(made.asked.identifiers)]
    return [
        made.id,
        label(f"states.{one.state}", lang),
        _short(", ".join(filter(None, asked))),
        _short(f"{made.entity} {made.caption}"),
        _short(made.reason),
        made.author,
        made.at[:10],
        made.expires.isoformat() if made.expires else "—",
        made.scope or "—",
    ]


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
