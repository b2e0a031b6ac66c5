"""The day of the event an article is about: by its own lead, else by a table of well-known meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nizam import yamltext
from nizam.model.text import Span
from nizam.record import Record
from nizam.text.dates import find_dates
from nizam.text.phrases import Phrases
from nizam.text.tokens import tokenise

_RESOURCE = Path(__file__).parent.parent / "resources" / "events.yml"
_LEAD = 2_500
_FAR = 45


class Event(Record, frozen=True):
    """A day and why it was taken: `from_table` is the key of events.yml, "" where the text itself gives the day."""

    day: date
    from_table: str = ""


class _Known(NamedTuple):
    key: str
    day: date
    last: date
    needs: frozenset[str]
    within: int | None


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[_Known, ...], Phrases[str], Phrases[str]]:
    data = yamltext.load(_RESOURCE)
    names: Phrases[str] = Phrases(names=True)
    for key, forms in data["names"].items():
        names.extend(forms, key)
    meeting: Phrases[str] = Phrases()
    for forms in data["meeting"].values():
        meeting.extend(forms, "meeting")
    known = tuple(
        _Known(
            key,
            date.fromisoformat(row["day"]),
            date.fromisoformat(row.get("until", row["day"])),
            frozenset(row["needs"]),
            int(row["within"]) if "within" in row else None,
        )
        for key, row in data["events"].items()
    )
    return known, names, meeting


def find_event(text: str, spans: Sequence[Span], page_date: date | None) -> Event | None:
    """The event's day, from the title and first paragraphs; None where neither the lead nor the table tells one.

    A page dated long after a known meeting, whose lead says "yesterday" or names a weekday, is about something newer.
    """
    tokens = []
    for span in spans[:3]:
        tokens += tokenise(text, span.start, min(span.end, span.start + _LEAD))
    own = [d for d in find_dates(text, tokens) if d.precision == "day"]
    days = {d.first for d in own}
    if len(days) == 1 and page_date is None:
        return Event(next(iter(days)))
    known, names, meeting = _table()
    met: dict[str, int] = {}
    for found in names.find(text, tokens):
        met.setdefault(found.value, found.start)
    if not meeting.find(text, tokens):
        return None
    fits = [event for event in known if event.needs <= met.keys() and _in_time(event, page_date)]
    if page_date is not None and fits and (page_date - fits[0].day).days > _FAR:
        fresh = [d for d in find_dates(text, tokens, page_date) if d.relative and d.precision == "day"]
        fits = [] if fresh else fits
    if own:
        fits = [event for event in fits if any(event.day <= day <= event.last for day in days)]
    # Where several fit, the one whose names all stand first is the subject; the same names twice do not say which.
    complete = {event: max(met[name] for name in event.needs) for event in fits}
    first = [event for event in fits if complete[event] == min(complete.values())]
    return Event(first[0].day, first[0].key) if len({event.day for event in first}) == 1 else None


def _in_time(event: _Known, page_date: date | None) -> bool:
    if page_date is None:
        return event.within is None or event.within >= 60
    late = (page_date - event.day).days
    return late >= -1 and (event.within is None or late <= event.within)
