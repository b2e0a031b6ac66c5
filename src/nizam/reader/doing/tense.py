"""The status of a deed by the tense of its verb and by dates, where no other word decides it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nizam.model.text import Span
from nizam.reader.doing.deedframes import Cue
from nizam.reader.doing.fragments import FINITE, Deed, Layout
from nizam.reader.doing.sidewords import future_words
from nizam.reader.doing.statusreach import Reach
from nizam.reader.wordtrie import Hit
from nizam.record import Record
from nizam.text.dates import DateFound

_LAST_CENTURY = re.compile("^و?19[4-9]\\d$")
LONG_AGO = 2
"""Years after which a past deed that is dated counts as history."""
_UNTIL = frozenset(("before", "until", "till", "до", "قبل", "حتي"))
_TIME = 4


class Decided(Record, frozen=True):
    """A status, the words that decided it, and whether it is a promise to keep to the measures."""

    status: str
    cue: Span | None
    commitment: bool = False


def cue_span(hit: Hit[Cue]) -> Span:
    return Span(hit.start, hit.end)


def by_tense(
    layout: Layout,
    reach: Reach,
    main: Deed,
    form: str,
    span: tuple[int, int],
    dates: Sequence[DateFound],
    as_of: date | None,
) -> Decided:
    carrier = next((d for d in reversed(reach.verbs) if d.verbal and d.form in FINITE), None)
    stop = next((d for d in reach.verbs if d.light == "stop"), None)
    finite = form if form in FINITE else (carrier.form if carrier else "")
    word = deed_span(layout, carrier or main)
    if layout.words.language == "ar":
        pluperfect = next((h for h in reach.beside if h.value.status == "pluperfect"), None)
        if pluperfect is not None and finite in ("past", "present"):
            return Decided("historical", cue_span(pluperfect))
    if finite == "future":
        return Decided("planned", word)
    ahead = _ahead(layout, span) if finite == "present" else None
    if ahead is not None:
        return Decided("planned", ahead)  # "hosts doctors next spring"
    if finite == "present" and _not_yet(layout, main):
        return Decided("possible", word)
    if stop is not None and stop.form in ("infinitive", "gerund") and finite in ("", "infinitive"):
        return Decided("denied", deed_span(layout, stop))  # "told the mission to stop letting rooms"
    if stop is not None and stop.form in ("past", "present", "passive", "noun"):
        return Decided("historical", deed_span(layout, stop))
    year = next((t for t in layout.tokens[span[0] : span[1]] if _LAST_CENTURY.match(t.folded)), None)
    if year is not None and finite in ("past", "passive", ""):
        return Decided("historical", Span(year.start, year.end))
    if finite:
        old = _old(layout, dates, as_of)
        if old is not None and finite in ("past", "passive"):
            return Decided("historical", Span(old.start, old.end))
        return Decided("done", word)
    if form == "participle":
        return Decided("done", word)
    recent = next((d for d in dates if as_of is not None and d.last <= as_of), None)
    if form == "noun" and recent is not None and not reach.governing:
        return Decided("done", Span(recent.start, recent.end))
    return Decided("possible", None)


def _ahead(layout: Layout, span: tuple[int, int]) -> Span | None:
    """A word for a time to come beside a deed told in the present."""
    words = future_words(layout.words.language)
    low, high = max(0, span[0] - _TIME), min(len(layout.tokens), span[1] + 1)
    token = next((t for t in layout.tokens[low:high] if t.folded in words), None)
    return Span(token.start, token.end) if token is not None else None


def _not_yet(layout: Layout, main: Deed) -> bool:
    """«قبل أن تشحن»: what somebody is to do first."""
    before = [t.folded for t in layout.tokens[max(0, main.first - 2) : main.first]]
    return before in (["قبل", "ان"], ["دون", "ان"])


def deed_span(layout: Layout, deed: Deed) -> Span:
    return Span(layout.tokens[deed.first].start, layout.tokens[deed.last - 1].end)


def _old(layout: Layout, dates: Iterable[DateFound], as_of: date | None) -> DateFound | None:
    if as_of is None:
        return None
    return next((d for d in dates if d.last.year - _short_of(layout, d) <= as_of.year - LONG_AGO), None)


def _short_of(layout: Layout, found: DateFound) -> int:
    """One where a deed ended before a year: "before 2017", «قبل عام 2017», "до 2014 года"."""
    at = next((i for i, t in enumerate(layout.tokens) if t.end > found.start), 0)
    return int(any(layout.tokens[i].folded.removeprefix("و") in _UNTIL for i in range(max(at - 2, 0), at + 1)))
