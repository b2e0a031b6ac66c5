"""A decision → the features a person reads: the name first, then what spoke for and against, then the listing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from nizam.model.entity import Designation, Entity, Feature, Match


def in_force(entity: Entity, day: date) -> bool:
    """Whether any listing of the entity was in force on the day; one without listings counts as listed."""
    return not entity.designations or any(listing.in_force(day) for listing in entity.designations)


def matches_json(query: str, matches: Sequence[Match]) -> dict[str, Any]:
    """`{"query", "results": [{"id", "caption", "schema", "score", "match", "decided", ...}]}`, best first."""
    return {"query": query, "results": [_match_json(match) for match in matches]}


def _match_json(match: Match) -> dict[str, Any]:
    entity = match.entity
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "score": match.score,
        "match": match.decided == "match",
        "decided": match.decided,
        "datasets": sorted({listing.list_id for listing in entity.designations}),
        "countries": list(entity.countries),
        "listings": [
            {
                "list": listing.list_id,
                "reference": listing.reference,
                "listed_on": listing.listed_on.isoformat() if listing.listed_on else None,
                "until": listing.until.isoformat() if listing.until else None,
                "provisions": list(listing.provisions),
                "instrument": listing.instrument or None,
                "confidence": listing.confidence or None,
            }
            for listing in entity.designations
        ],
        "features": [
            {"name": one.name, "score": one.score, "query": one.query, "candidate": one.candidate, "detail": one.detail}
            for one in match.features
        ],
    }


def matches_text(query: str, matches: Sequence[Match]) -> str:
    """The matches for a terminal: a line each, then what spoke for and against it."""
    if not matches:
        return f"{query}: no listed name is near it."
    lines = []
    for match in matches:
        entity = match.entity
        where = " ".join(code.upper() for code in entity.countries)
        lines.append(f"{match.decided:<10}{match.score:.2f}  {entity.id}  {entity.caption}  ({entity.schema} {where})")
        for one in match.features:
            met = f"{one.query} ~ {one.candidate}" if one.query and one.candidate else one.query or one.candidate
            aside = one.name == "name" and " = " in one.detail
            lines.append(f"            {one.name:<12} {one.score:.2f}  {met if aside else one.detail or met}")
            lines.extend(_side_by_side(one.detail) if aside else ())
    return "\n".join(lines)


def _side_by_side(detail: str) -> list[str]:
    """The alignment of a name, a line for each pair of words: what was asked, what is listed, how alike they are."""
    rows = []
    for piece in detail.split(" · "):
        asked, sign, rest = piece.partition(" = ")
        if sign:
            listed, _, value = rest.rpartition(" ")
            rows.append((asked, listed, value))
        else:
            side, _, left = piece.partition(": ")
            rows.append((left, "—", "") if side == "only asked" else ("—", left, ""))
    widths = [max(_cells(row[at]) for row in rows) for at in (0, 1)]
    padded = [[row[at] + " " * (widths[at] - _cells(row[at])) for at in (0, 1)] for row in rows]
    return [f"{'':31}{one}  {other}  {row[2]}".rstrip() for (one, other), row in zip(padded, rows, strict=True)]


def _cells(text: str) -> int:
    """Columns a text takes on a terminal: Hangul and Han letters take two, marks none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def listing(entity: Entity, day: date) -> list[Feature]:
    """A feature for each listing: whether it was in force on the day, and since when."""
    out = []
    for one in entity.designations:
        stands = one.in_force(day)
        out.append(Feature("listing", 1.0 if stands else 0.0, day.isoformat(), one.reference, _span(one, day, stands)))
    return out


def _span(listing: Designation, day: date, stands: bool) -> str:
    first = listing.listed_on.isoformat() if listing.listed_on else "an unknown day"
    if stands:
        return f"listed since {first}"
    if listing.listed_on and day < listing.listed_on:
        return f"not yet listed; listed on {first}"
    return f"no longer listed; listed from {first} to {listing.until}"
