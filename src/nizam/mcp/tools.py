"""What an assistant may ask. Answers are those of the other surfaces without what only a program reads; every one of
them keeps its paragraphs, its questions, what was not checked, and the id it is replayed by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from nizam.errors import BadRequest

_MOST_TEXT = 200_000
# What a reader of a verdict does without: the trace, which `trace` brings back, and hashes of what it rests on.
_APART = ("steps", "packs", "lists", "understood")


def check_deal(
    deal: Mapping[str, Any] | None, words: str | None, on: str | None, lang: str, *, trace: bool
) -> dict[str, Any]:
    """A verdict on a deal given in fields or in words."""
    from nizam import casework
    from nizam.report.json import verdict_json

    if (deal is None) == (words is None):
        raise BadRequest("give `deal` (its fields) or `words` (a sentence): one of them.")
    raw = {"text": words} if deal is None else dict(deal)
    return _cut(verdict_json(casework.check(raw, as_of=_day(on))), lang, trace=trace)


def read_article(text: str | None, url: str | None, on: str | None, lang: str) -> dict[str, Any]:
    """An article's parties, statements and items with their verdicts."""
    from nizam import casework, verbs
    from nizam.report.json import article_json

    if len(text or "") > _MOST_TEXT:
        raise BadRequest(f"the article is longer than {_MOST_TEXT} characters; give one article.")
    found = article_json(casework.read(verbs.given(text, url), as_of=_day(on)))
    for item in found["items"]:
        item["verdict"] = _cut(item["verdict"], lang, trace=False)
        del item["deal"]
    for one in ("packs", "lists"):
        del found[one]
    return found


def screen_name(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Listed parties that a name may mean."""
    from nizam import verbs

    return verbs.screen(name, **asked).json()


def provision(which: str, on: str | None) -> dict[str, Any]:
    """One operative paragraph with everything encoded of it."""
    from nizam.report import law

    found: dict[str, Any] = json.loads(law.showing(which, _day(on), True, "en"))
    return found


def provisions(regime: str, on: str | None, words: str, lang: str) -> list[dict[str, Any]]:
    """Paragraphs of a regime, in short: in force on a day, holding certain words."""
    from nizam.report import law

    wanted = words.casefold().split()
    return [
        {
            "id": row["id"],
            "citation": row.get("citation"),
            "title": _said(row.get("title"), lang),
            "says": _said(row.get("says"), lang),
            "from": row.get("from"),
            "until": row.get("until"),
            "verified": row.get("verified"),
        }
        for row in json.loads(law.listing(_day(on), True, lang, regime))
        if all(word in json.dumps(row, ensure_ascii=False).casefold() for word in wanted)
    ]


def changes(regime: str, first: str, last: str) -> dict[str, Any]:
    """What is in force on the last day and was not on the first, what ended, what changed."""
    from nizam.report.lawdiff import difference

    one, other = _day(first), _day(last)
    if one is None or other is None:
        raise BadRequest("give both days, as in 2016-01-01.")
    found: dict[str, Any] = json.loads(difference(one, other, True, "en", regime=regime))
    return found


def _cut(verdict: dict[str, Any], lang: str, *, trace: bool) -> dict[str, Any]:
    kept = {key: value for key, value in verdict.items() if key not in _APART or (trace and key == "steps")}
    kept["provisions"] = [_in_one(row, lang) for row in verdict["provisions"]]
    kept["doors"] = [_in_one(row, lang) for row in verdict["doors"]]
    kept["questions"] = [_in_one(row, lang) for row in verdict["questions"]]
    kept["beside"] = [
        {
            "regime": row["regime"],
            "outcome": row["outcome"],
            "binds": row["binds"],
            "citations": [one["citation"] for one in row["provisions"]],
        }
        for row in verdict["beside"]
    ]
    return kept


def _in_one(row: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """A row with its sentences in one language, without what is empty."""
    said = {key: _said(value, lang) for key, value in row.items()}
    return {key: value for key, value in said.items() if value not in ("", None, [], {})}


def _said(value: Any, lang: str) -> Any:
    if isinstance(value, dict) and "en" in value:
        return value.get(lang) or value["en"]
    return value


def _day(given: str | None) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadRequest(f"{given!r} is not a day; write it as 2023-09-13.") from None
