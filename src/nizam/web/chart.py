"""Answers over the years as a drawing: a bar of one block for each period. Time runs from left to right; every block
has its sign, so that colour is never the only mark. Sizes are in units of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nizam.casework import Period
from nizam.model.verdict import Outcome
from nizam.record import Record
from nizam.report.overtime import within

WIDTH = 1000
HEIGHT = 34
_SIGN = 14
"""A block narrower than this has no room for its sign; the table beneath has it."""
_YEAR = 42


class Block(Record, frozen=True):
    """One period: where it begins, how wide it is, its outcome, whether its sign fits."""

    x: float
    width: float
    outcome: Outcome
    signed: bool
    number: int


class Chart(Record, frozen=True):
    """A bar. `years` and `now` are places on it; `now` is the deal's own day, if that lies on it."""

    blocks: tuple[Block, ...]
    years: tuple[tuple[float, str], ...]
    day: float | None


def chart(periods: Sequence[Period], deal_day: date | None, today: date) -> Chart | None:
    """The drawing of a deal's answers over time; None where there is no period."""
    if not periods:
        return None
    first = periods[0].start
    last = max(today, periods[-1].start)
    length = max(1, (last - first).days)

    def at(day: date) -> float:
        return round(min(max((day - first).days, 0), length) * WIDTH / length, 1)

    blocks = []
    for number, period in enumerate(periods, 1):
        x = at(period.start)
        end = at(periods[number].start) if number < len(periods) else float(WIDTH)
        width = max(round(end - x, 1), 2.0)
        blocks.append(Block(x, width, period.verdict.outcome, width >= _SIGN, number))
    years: list[tuple[float, str]] = []
    for year in range(first.year + 1, last.year + 1):
        x = at(date(year, 1, 1))
        if (not years or x - years[-1][0] >= _YEAR) and x <= WIDTH - _YEAR:
            years.append((x, str(year)))
    shown = deal_day is not None and any(within(deal_day, period) for period in periods)
    return Chart(tuple(blocks), tuple(years), at(deal_day) if shown and deal_day else None)
