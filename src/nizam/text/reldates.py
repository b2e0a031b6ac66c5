"""Dates told from the day of writing: yesterday, last month, on Friday, three years ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from nizam.text.datewords import ONE, DateFound, DateWords, date_stem, month_span, token_after, without_clitic
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token


def find_relative(tokens: Sequence[Token], at: int, table: DateWords, base: date | None) -> DateFound | None:
    if base is None:
        return None
    stems = [date_stem(w.folded) for w in tokens[at : at + table.longest]]
    for size in range(len(stems), 0, -1):
        hit = table.relative.get(tuple(stems[:size])) or table.relative.get((without_clitic(stems[0]), *stems[1:size]))
        if hit is not None:
            first, last, precision = _shift(base, *hit)
            return DateFound(tokens[at].start, tokens[at + size - 1].end, first, last, precision, relative=True)
    return None


def find_weekday(tokens: Sequence[Token], at: int, table: DateWords, base: date | None) -> DateFound | None:
    """A weekday alone is the last one not after the day of writing."""
    number = table.weekdays.get(date_stem(tokens[at].folded)) if base else None
    if number is None or base is None or (tokens[at].text.isascii() and not tokens[at].capital):
        return None
    when = base - timedelta(days=(base.isoweekday() - number) % 7)
    return DateFound(tokens[at].start, tokens[at].end, when, when, "day", relative=True)


def find_ago(text: str, tokens: Sequence[Token], at: int, table: DateWords, base: date | None) -> DateFound | None:
    """Three years ago, قبل سنتين, пять месяцев назад."""
    if base is None:
        return None
    if tokens[at].folded in table.ago and at + 1 < len(tokens):
        dual = table.duals.get(tokens[at + 1].folded)
        if dual is not None:
            first, last, precision = _shift(base, dual, -2)
            return DateFound(tokens[at].start, tokens[at + 1].end, first, last, precision, relative=True)
        counted = _count(text, tokens, at + 1, table)
        if counted is not None:
            first, last, precision = _shift(base, counted[1], -counted[0])
            return DateFound(tokens[at].start, tokens[counted[2] - 1].end, first, last, precision, relative=True)
        return None
    counted = _count(text, tokens, at, table)
    if counted is not None and counted[2] < len(tokens) and tokens[counted[2]].folded in table.ago:
        first, last, precision = _shift(base, counted[1], -counted[0])
        return DateFound(tokens[at].start, tokens[counted[2]].end, first, last, precision, relative=True)
    return None


def _count(text: str, tokens: Sequence[Token], at: int, table: DateWords) -> tuple[int, str, int] | None:
    """A count of units: number, unit, the token after."""
    window = tokens[at : at + 4]
    amounts = find_amounts(text, window) if window else []
    if amounts and amounts[0].start == window[0].start and amounts[0].value < 200:
        index = token_after(tokens, at, amounts[0].end)
        if index < len(tokens) and date_stem(tokens[index].folded) in table.units:
            return int(amounts[0].value), table.units[date_stem(tokens[index].folded)], index + 1
    if window and window[0].folded in ONE and len(window) > 1 and window[1].folded in table.units:
        return 1, table.units[window[1].folded], at + 2
    return None


def _shift(base: date, unit: str, by: int) -> tuple[date, date, str]:
    if unit == "day":
        day = base + timedelta(days=by)
        return day, day, "day"
    if unit == "week":
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=by)
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        index = base.year * 12 + base.month - 1 + by
        first, last = month_span(index // 12, index % 12 + 1)
        return first, last, "month"
    year = min(max(base.year + by, 1), 9999)
    return date(year, 1, 1), date(year, 12, 31), "year"
