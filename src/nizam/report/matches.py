"""The answer to one name, as JSON: the same on the command line and in Python."""

from __future__ import annotations

from typing import Any

from nizam.goodguys import Sifted, datasets_of, topics_of
from nizam.screening import explain


def matches_json(query: str, sifted: Sifted, *, show_dismissed: bool = False) -> dict[str, Any]:
    """`{"query", "results": [{"id", "caption", "schema", "score", "match", "decided", "datasets", "topics", …}]}`.

    Best first. Where dismissed matches are shown they come last, and each result has `dismissed`: null, or
    `{"id", "reason", "author", "at", "expires", "scope"}`.
    """
    shown = sifted.marked() if show_dismissed else sifted.matches
    data = explain.matches_json(query, shown)
    made = [None] * len(sifted.matches) + [one for _, one in sifted.dismissed]
    for row, match, dismissal in zip(data["results"], shown, made, strict=False):
        row["datasets"] = list(datasets_of(match.entity))
        row["topics"] = list(topics_of(match.entity))
        if show_dismissed:
            row["dismissed"] = dismissal.told() if dismissal else None
    return data
