"""Dates in running text, absolute and relative, in Arabic, English and Russian.

A month stays a month: "May 2022" gives first day, last day and precision, and no day is invented. Relative dates need
a `base` (the day the text was written); without one they are left out rather than guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nizam import yamltext
from nizam.text.normalise import fold
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token, tokenise, word_stem

_RESOURCE = Path(__file__).parent / "resources" / "dates.yml"
_ISO = re.compile(r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])")
_DMY = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?![\d/-])")
_ORDINAL = frozenset(("st", "nd", "rd", "th", "го", "е", "of", "من", "day", "شهر", "числа", "the"))


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at `start:end`: the days it may mean, `first` to `last`; precision day, week, month, quarter or year.

    `relative` tells a date worked out from the day the text was written.
    """

    start: int
    end: int
    first: date
    last: date
    precision: str
    relative: bool = False


class _Table(NamedTuple):
    months: dict[tuple[str, ...], int]
    weekdays: dict[str, int]
    year_cues: frozenset[str]
    year_marks: frozenset[str]
    relative: dict[tuple[str, ...], tuple[str, int]]
    longest: int
    last_words: frozenset[str]
    next_words: frozenset[str]
    units: dict[str, str]
    duals: dict[str, str]
    ago: frozenset[str]
    quarters: dict[tuple[str, ...], int]


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(token.folded) for token in tokenise(phrase))


def _stem(folded: str) -> str:
    """Russian words by stem (cases), all others as they are: أيام and May would lose too much."""
    return word_stem(folded) if "а" <= folded[:1] <= "я" else folded


def _flat(by_language: dict[str, list[str]]) -> list[str]:
    return [form for forms in by_language.values() for form in forms]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = yamltext.load(_RESOURCE)
    relative = {}
    for key, by_language in data["relative"].items():
        unit, offset = key.split()
        for form in _flat(by_language):
            relative[_stems(form)] = (unit, int(offset))
    return _Table(
        months={_stems(form): int(n) for n, by in data["months"].items() for form in _flat(by)},
        weekdays={_stem(fold(form)): int(n) for n, by in data["weekdays"].items() for form in _flat(by)},
        year_cues=frozenset(fold(form) for form in _flat(data["year_cues"])),
        year_marks=frozenset(fold(form) for form in _flat(data["year_marks"])),
        relative=relative,
        longest=max(len(key) for key in relative),
        last_words=frozenset(_stem(fold(form)) for form in _flat(data["last_words"])),
        next_words=frozenset(_stem(fold(form)) for form in _flat(data["next_words"])),
        units={_stem(fold(form)): unit for unit, by in data["units"].items() for form in _flat(by)},
        duals={fold(form): unit for unit, forms in data["dual_units"].items() for form in forms},
        ago=frozenset(fold(form) for form in _flat(data["ago"])),
        quarters={_stems(form): int(n) for n, by in data["quarters"].items() for form in _flat(by)},
    )


def find_dates(text: str, tokens: Sequence[Token], base: date | None = None) -> list[DateFound]:
    """Every date in order, not overlapping. `base` resolves "yesterday" and a month named without its year."""
    table = _table()
    out: list[DateFound] = []
    at = 0
    while at < len(tokens):
        found, after = _at(text, tokens, at, table, base)
        if found is not None:
            out.append(found)
        at = max(after, at + 1)
    return out


def parse_date(text: str) -> date | None:
    """One whole date with its day, in any of the forms people write; None where there is none."""
    tokens = tokenise(text)
    return next((d.first for d in find_dates(text, tokens) if d.precision == "day"), None)


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _at(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> tuple[DateFound | None, int]:
    token = tokens[at]
    if token.folded[:1].isdigit():
        for finder in (_numeric, _day_month):
            found = finder(text, tokens, at, table, base)
            if found is not None:
                return found, _after(tokens, at, found.end)
        found = _year(text, tokens, at, table) or _ago(text, tokens, at, table, base)
        return found, _after(tokens, at, found.end) if found else at + 1
    found = (
        _month_first(text, tokens, at, table, base)
        or _relative(text, tokens, at, table, base)
        or _weekday(tokens, at, table, base)
        or _ago(text, tokens, at, table, base)
    )
    return found, _after(tokens, at, found.end) if found else at + 1


def _after(tokens: Sequence[Token], at: int, end: int) -> int:
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    return at


def _numeric(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
    start = tokens[at].start
    window = text[max(0, start - 1) : start + 12]
    plain = "".join(fold(c) if c.isdigit() else c for c in window)
    offset = 1 if start else 0
    iso, dmy = _ISO.match(plain, offset), _DMY.match(plain, offset)
    if iso:
        year, month, day = (int(g) for g in iso.groups())
        match = iso
    elif dmy:
        day, month, year = (int(g) for g in dmy.groups())
        if month > 12 >= day:
            day, month = month, day
        match = dmy
    else:
        return None
    when = _day(year, month, day)
    return DateFound(start, start + match.end() - offset, when, when, "day") if when else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_at(tokens: Sequence[Token], at: int, table: _Table) -> tuple[int, int] | None:
    """A month's number and the token after it; a second name of the same month («ديسمبر/كانون الأول») is passed over."""
    for size in (2, 1):
        words = tokens[at : at + size]
        if len(words) < size:
            continue
        key = tuple(_stem(w.folded) for w in words)
        month = table.months.get(key) or table.months.get((_bare(key[0]), *key[1:]))
        if month is None:
            continue
        if words[0].text.isascii() and not words[0].capital:
            continue  # may, march: verbs
        if len(key) == 1 and words[0].text in ("May", "March") and not _dated(tokens, at + 1, table):
            if at and not tokens[at - 1].folded.isdigit() and tokens[at - 1].folded not in table.year_cues:
                continue
        after = at + size
        if after < len(tokens):
            again = next(
                (
                    (table.months[k], n)
                    for n in (2, 1)
                    if (k := tuple(_stem(w.folded) for w in tokens[after : after + n])) in table.months
                ),
                None,
            )
            if again is not None and again[0] == month:
                after += again[1]
        return month, after
    return None


def _bare(folded: str) -> str:
    """An Arabic word without one-letter proclitics."""
    return folded[1:] if folded[:1] in "وفبلك" and len(folded) > 3 else folded


def _dated(tokens: Sequence[Token], at: int, table: _Table) -> bool:
    return at < len(tokens) and tokens[at].folded.isdigit()


def _year_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A four-digit year after a month, past one joining word ("of", «من عام»); the token after it."""
    for index in range(at, min(at + 3, len(tokens))):
        word = tokens[index].folded
        if word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2100:
            return int(word), index + 1
        if word not in ("of", "من", "عام", "سنه", "العام", "لعام", "the", "year"):
            return None
    return None


def _marks(tokens: Sequence[Token], after: int, table: _Table) -> int:
    return after + 1 if after < len(tokens) and tokens[after].folded in table.year_marks else after


def _day_month(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
    """22 November 2019, 13-17 сентября, 5 نوفمبر، 2024, 1st of May."""
    word = tokens[at].folded
    if not word.isdigit() or len(word) > 2 or not 1 <= int(word) <= 31:
        return None
    index, last_day = at + 1, int(word)
    while index < len(tokens) and tokens[index].folded in _ORDINAL and index < at + 3:
        index += 1
    if index < len(tokens) and tokens[index].folded.isdigit() and len(tokens[index].folded) <= 2:
        gap = text[tokens[index - 1].end : tokens[index].start].strip()
        if gap in ("-", "–", "—"):
            last_day, index = int(tokens[index].folded), index + 1
    month = _month_at(tokens, index, table)
    if month is None:
        return None
    year = _year_at(tokens, month[1])
    after = _marks(tokens, year[1], table) if year else month[1]
    number = year[0] if year else _near_year(month[0], int(word), base)
    if number is None:
        return None
    first, last = _day(number, month[0], int(word)), _day(number, month[0], last_day)
    if first is None or last is None:
        return None
    return DateFound(tokens[at].start, tokens[after - 1].end, first, last, "day", relative=year is None)


def _month_first(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
    """November 22, 2019; مايو 2022; в ноябре."""
    month = _month_at(tokens, at, table)
    if month is None:
        return None
    index = month[1]
    start = tokens[at].start + (
        len(tokens[at].text) - len(_bare(tokens[at].text)) if _starts_bare(tokens, at, table) else 0
    )
    if index < len(tokens) and tokens[index].folded.isdigit() and len(tokens[index].folded) <= 2:
        day, after = int(tokens[index].folded), index + 1
        while after < len(tokens) and tokens[after].folded in _ORDINAL and after < index + 2:
            after += 1
        year = _year_at(tokens, after)
        number = year[0] if year else _near_year(month[0], day, base)
        when = _day(number, month[0], day) if number else None
        if when is not None:
            end = tokens[(year[1] if year else index + 1) - 1].end
            return DateFound(start, end, when, when, "day", relative=year is None)
    year = _year_at(tokens, index)
    if year is not None:
        first, last = month_span(year[0], month[0])
        return DateFound(start, tokens[_marks(tokens, year[1], table) - 1].end, first, last, "month")
    if base is None:
        return None
    number = _near_year(month[0], 1, base)
    after = index
    if index < len(tokens) and _stem(tokens[index].folded) in table.last_words | table.next_words:
        ahead = _stem(tokens[index].folded) in table.next_words
        after, number = index + 1, base.year + (1 if ahead and month[0] <= base.month else 0)
        if not ahead and month[0] >= base.month:
            number = base.year - 1
    elif at and _stem(tokens[at - 1].folded) in table.next_words:
        number = base.year + (1 if month[0] <= base.month else 0)
    if number is None:
        return None
    first, last = month_span(number, month[0])
    return DateFound(start, tokens[after - 1].end, first, last, "month", relative=True)


def _starts_bare(tokens: Sequence[Token], at: int, table: _Table) -> bool:
    """Whether the month's name needed its proclitic taken off («بنوفمبر»)."""
    for size in (2, 1):
        key = tuple(_stem(w.folded) for w in tokens[at : at + size])
        if key in table.months:
            return False
    return True


def _near_year(month: int, day: int, base: date | None) -> int | None:
    """The year of a month named alone: the latest one not after the day the text was written."""
    if base is None:
        return None
    return base.year if (month, day) <= (base.month, 31) else base.year - 1


def _year(text: str, tokens: Sequence[Token], at: int, table: _Table) -> DateFound | None:
    """A bare year, only with a word beside it that says so: "in 2016", «عام 2017», «2020 году»."""
    word = tokens[at].folded
    if not word.isdigit() or len(word) != 4 or not 1900 <= int(word) <= 2100:
        return None
    marked = at + 1 < len(tokens) and tokens[at + 1].folded in table.year_marks
    cued = at > 0 and (tokens[at - 1].folded in table.year_cues or _bare(tokens[at - 1].folded) in table.year_cues)
    if not (marked or cued) or text[tokens[at].end : tokens[at].end + 1] == "/":
        return None
    year = int(word)
    end = tokens[at + 1].end if marked else tokens[at].end
    return DateFound(tokens[at].start, end, date(year, 1, 1), date(year, 12, 31), "year")


def _relative(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
    if base is None:
        return None
    stems = [_stem(w.folded) for w in tokens[at : at + table.longest]]
    for size in range(len(stems), 0, -1):
        hit = table.relative.get(tuple(stems[:size])) or table.relative.get((_bare(stems[0]), *stems[1:size]))
        if hit is not None:
            first, last, precision = _shift(base, *hit)
            return DateFound(tokens[at].start, tokens[at + size - 1].end, first, last, precision, relative=True)
    return None


def _weekday(tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
    """A weekday alone is the last one not after the day of writing."""
    number = table.weekdays.get(_stem(tokens[at].folded)) if base else None
    if number is None or base is None or (tokens[at].text.isascii() and not tokens[at].capital):
        return None
    when = base - timedelta(days=(base.isoweekday() - number) % 7)
    return DateFound(tokens[at].start, tokens[at].end, when, when, "day", relative=True)


def _ago(text: str, tokens: Sequence[Token], at: int, table: _Table, base: date | None) -> DateFound | None:
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


def _count(text: str, tokens: Sequence[Token], at: int, table: _Table) -> tuple[int, str, int] | None:
    """A count of units: number, unit, the token after."""
    window = tokens[at : at + 4]
    amounts = find_amounts(text, window) if window else []
    if amounts and amounts[0].start == window[0].start and amounts[0].value < 200:
        index = _after(tokens, at, amounts[0].end)
        if index < len(tokens) and _stem(tokens[index].folded) in table.units:
            return int(amounts[0].value), table.units[_stem(tokens[index].folded)], index + 1
    if window and window[0].folded in ("a", "an", "one") and len(window) > 1 and window[1].folded in table.units:
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
