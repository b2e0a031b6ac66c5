"""Which of the dates beside a deed are its own, which its contract's, and by which day it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from nizam.reader.doing.fragments import Layout
from nizam.reader.doing.sidewords import contract_words, of_old_states
from nizam.reader.doing.tense import Decided
from nizam.text.dates import DateFound

_CONTRACT_REACH = 5
_YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d")
_DECADE = re.compile(r"(?:19|20)?(\d0)(?:s|-х|-е)")
_CENTURY = 40  # decades from here on are the last century's
_LAST_CENTURY = (
    "seventies", "eighties", "nineties", "sixties", "cold war", "last century", "soviet",
    "السبعين", "الثمانين", "التسعين", "الستين", "القرن الماضي", "الباردة", "السوفيتي",
    "семидесят", "восьмидесят", "девяност", "шестидесят", "прошлом веке", "ссср", "советск",
)  # fmt: skip
_AHEAD = frozenset(("agreed", "planned", "proposed", "possible", "conditional"))
_EARLIER = frozenset(["before", "until", "till", "since", "by", "قبل", "حتي", "منذ", "до", "с", "со", "раньше"])


def deed_dates(layout: Layout, dates: Iterable[DateFound]) -> list[DateFound]:
    """Dates that tell when the deed was, not what it came before, nor when its contract was closed."""
    return [d for d in dates if not _words_before(layout, d, 2) & _EARLIER and not _of_contract(layout, d)]


def _words_before(layout: Layout, found: DateFound, count: int) -> set[str]:
    at = next((i for i, t in enumerate(layout.tokens) if t.start >= found.start), 0)
    return {t.folded for t in layout.tokens[max(0, at - count) : at]}


def _of_contract(layout: Layout, found: DateFound) -> bool:
    return bool(_words_before(layout, found, _CONTRACT_REACH) & contract_words(layout.words.language))


def contract_day(layout: Layout, dates: Iterable[DateFound]) -> tuple[str, ...]:
    """When the contract was closed: "under contracts signed before 2017" is the day before at the latest."""
    for d in dates:
        if _of_contract(layout, d):
            early = bool(_words_before(layout, d, 2) & _EARLIER)
            return ((d.first - timedelta(days=1) if early else d.last).isoformat(),)
    return ()


def judged_day(dates: Sequence[DateFound], status: str, as_of: date | None) -> date | None:
    """The day a deed is judged by: a whole date, or the last day of the stretch that is named.

    What is still to come has no day in the past: that is the day of the promise.
    """
    if not dates:
        return None
    day = dates[0].last
    return None if as_of is not None and day < as_of and status in _AHEAD else day


def past_day(layout: Layout, ranges: Sequence[tuple[int, int]], decided: Decided) -> date | None:
    """The last day of the year or the age a deed of old is put in: "as late as 2004", «الثمانينيات», "the USSR"."""
    if any(of_old_states(layout, low, high) for low, high in ranges):
        return date(1991, 12, 31)
    if decided.status != "historical":
        return None
    years = [t.folded for low, high in ranges for t in layout.tokens[low:high] if _YEAR.fullmatch(t.folded)]
    if years:
        return date(int(max(years)), 12, 31)
    words = decided.cue.of(layout.text).lower() if decided.cue is not None else ""
    decade = _DECADE.search(words)
    if decade:
        return date(1900 + int(decade[1]) + 9, 12, 31) if int(decade[1]) >= _CENTURY else date(2009, 12, 31)
    return date(1999, 12, 31) if any(word in words for word in _LAST_CENTURY) else None
