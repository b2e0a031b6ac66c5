"""`nizam regime timeline`: what began, ended, was tightened or ran out, day by day, as a table or as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from nizam.errors import BadRequest
from nizam.model.law import CapAmount, Regime
from nizam.regime.events import LAST_DAYS, VOTES, Event, events
from nizam.regime.load import load_regime
from nizam.report.history import Teller, day, tellers
from nizam.report.labels import labels
from nizam.report.lines import Sheet
from nizam.report.words import say

SIGNS = {"begins": "+", "tightened": "↑", "replaced": "»", "exception_opened": "+", "exemption_opened": "+",
         "exemption_replaced": "»", "cap_begins": "=", "cap_period": "=", **dict.fromkeys(LAST_DAYS, "!")}  # fmt: skip
"""A sign for each kind; what ends has a minus."""


def timeline(
    first: date | None, last: date | None, as_json: bool, lang: str, *, regime: str = "un-dprk", color: bool = False
) -> str:
    """Everything that changed between two days, both inclusive. Raises BadRequest where they are in the wrong order."""
    law = load_regime(regime)
    if first and last and first > last:
        raise BadRequest(f"--from {first} is later than --to {last}; swap them.")
    found = events(law, first, last)
    if as_json:
        return json.dumps(as_data(found, law), ensure_ascii=False, indent=1)
    return _text(found, law, (first, last), lang, color=color)


def as_data(found: Sequence[Event], regime: Regime) -> list[dict[str, Any]]:
    """`[{"date", "events": [...]}]`, a day once, in order."""
    both = tellers(regime)
    return [
        {"date": at.isoformat(), "events": [event_data(e, both) for e in group]}
        for at, group in groupby(found, key=lambda e: e.day)
    ]


def event_data(e: Event, both: Sequence[Teller]) -> dict[str, Any]:
    """One event: its kind, what it is about, what it met, and a sentence in each language."""
    return {
        "date": e.day.isoformat(),
        "kind": e.kind,
        "id": e.subject,
        "citation": e.citation,
        "title": dict(e.title),
        "others": list(e.others),
        "effect_in_law": e.effect,
        "result": e.result or None,
        "binding": e.binding or None,
        "cap": cap_data(e.cap),
        "until": day(e.until),
        "sentence": {t.lang: f"{t.label(e.kind)}: {t.line(e)}" for t in both},
    }


def cap_data(amount: CapAmount | None) -> dict[str, Any] | None:
    """A cap's amount: its limits by unit, from when to when, and whether it comes anew each year."""
    if amount is None:
        return None
    return {
        "limits": dict(amount.limits),
        "per": amount.per or None,
        "whichever": amount.whichever or None,
        "from": amount.start.isoformat(),
        "until": day(amount.until),
    }


def _text(
    found: Sequence[Event], regime: Regime, asked: tuple[date | None, date | None], lang: str, *, color: bool
) -> str:
    t = Teller(regime, lang, screen=True)
    w = labels(lang)
    sheet = Sheet(color=color)
    sheet.line(say(regime.title, lang), style="bold")
    if not found:
        start, until = asked[0] or regime.began, asked[1] or date.today()
        if start > until:
            sheet.line(t.ui("nothing_after", start=w.day(start)))
        else:
            sheet.line(t.ui("no_days", start=w.day(start), until=w.day(until)))
        return sheet.text()
    days = [(at, list(group)) for at, group in groupby(found, key=lambda e: e.day)]
    sheet.line(f"{t.ui('timeline')} · {t.ui('days', n=len(days))}", style="soft")
    for at, group in days:
        sheet.heading(w.day(at))
        for kind, rows in groupby(group, key=lambda e: e.kind):
            told(sheet, t, kind, list(rows))
    return sheet.text()


def told(sheet: Sheet, t: Teller, kind: str, rows: Sequence[Event]) -> None:
    """The events of one day and kind: on one line where there is one, else under their label."""
    sign = SIGNS.get(kind, "§" if kind in VOTES else "−")
    lines = list(dict.fromkeys(t.line(e) for e in rows))
    if len(lines) == 1:
        sheet.line(f"{t.label(kind)}: {lines[0]}", first=f"{sign} ")
        return
    sheet.line(f"{t.label(kind)} ({len(lines)})", first=f"{sign} ", style="bold")
    for line in lines:
        sheet.line(line, 4)
