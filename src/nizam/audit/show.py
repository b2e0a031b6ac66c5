"""Records for a terminal, in English and Arabic."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from nizam import yamltext
from nizam.audit.read import Decision

_LABELS = Path(__file__).parent / "labels.yml"
_WIDEST = 48
_COLUMNS = ("seq", "at", "kind", "outcome", "as_of", "by", "id", "asked")


def label(path: str, lang: str, **values: object) -> str:
    """A word or sentence in a language; `path` is its place, as in `statuses.same`."""
    return yamltext.words(_LABELS, path, lang, **values)


def word(group: str, name: str, lang: str) -> str:
    """A word of a group, or the name itself where it has none here, as an outcome of the law."""
    held = yamltext.load(_LABELS)[group]
    return label(f"{group}.{name}", lang) if name in held else name


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], lang: str) -> str:
    """Rows under their headings, in columns as wide as they need."""
    lines = [
        [label(f"columns.{name}", lang) for name in columns],
        *([short(str(cell)) for cell in row] for row in rows),
    ]
    widths = [max(_cells(line[at]) for line in lines) for at in range(len(columns))]
    return "\n".join(
        "  ".join(cell + " " * (width - _cells(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def decisions(found: Sequence[Decision], lang: str) -> str:
    """Records, a line each."""
    if not found:
        return label("none", lang)
    rows = [
        (
            one.seq,
            one.kept.at[:19].replace("T", " "),
            word("kinds", one.kind, lang),
            word("outcomes", one.kept.outcome, lang),
            one.line.get("as_of") or "—",
            one.line.get("asked_by") or "—",
            one.id[:26] or "—",
            asked(one, lang),
        )
        for one in found
    ]
    return table(_COLUMNS, rows, lang)


def asked(one: Decision, lang: str) -> str:
    """What was asked, in a few words."""
    if one.personal is None:
        return label("erased_input", lang) if b'"personal":' in one.kept.line else str(one.line.get("reason") or "—")
    given = one.personal.get("input", {})
    if one.kind == "screen":
        return " · ".join(given.get("names") or [given.get("name", "")])
    if one.kind == "check":
        deal = given.get("deal") or {}
        return str(deal.get("text") or deal.get("id") or ", ".join(map(str, deal.values())))
    if one.kind == "read":
        document = given.get("document", {})
        title = document.get("title") or {}
        text = document.get("text", "")
        return str(text[title["start"] : title["end"]] if title else text[:80])
    return str(one.personal.get("query") or given or "—")


def short(text: str) -> str:
    """On one line, without control characters, and no wider than a column may be."""
    said = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())
    return said if len(said) <= _WIDEST else said[: _WIDEST - 1] + "…"


def _cells(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
