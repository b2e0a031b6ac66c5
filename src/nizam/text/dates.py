"""Dates in running text, absolute and relative, in Arabic, English and Russian.

A month stays a month: "May 2022" gives first day, last day and precision, and no day is invented. Relative dates need
a `base` (the day the text was written); without one they are left out rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from nizam.text.datewords import (
    DateFound,
    DateWords,
    date_stem,
    date_words,
    month_span,
    token_after,
    without_clitic,
)
from nizam.text.normalise import fold
from nizam.text.numbers import begins_amount
from nizam.text.reldates import find_ago, find_relative, find_weekday
from nizam.text.tokens import Token, tokenise

__all__ = ["DateFound", "find_dates", "month_span", "parse_date"]

_ISO = re.compile(r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])")
_DMY = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?![\d/-])")
_ORDINAL = frozenset(("st", "nd", "rd", "th", "го", "е", "of", "من", "day", "شهر", "числа", "the"))


def find_dates(text: str, tokens: Sequence[Token], base: date | None = None, *, months: bool = True) -> list[DateFound]:
    """Every date in order, not overlapping. `base` resolves "yesterday" and, where `months`, a month named without its
    year: right for news, which tells of days nearby, and a guess for a deal that somebody asks about."""
    table = date_words()
    out: list[DateFound] = []
    at = 0
    while at < len(tokens):
        if not _may_begin(tokens[at].folded):
            at += 1
            continue
        found, after = _at(text, tokens, at, table, base, base if months else None)
        if found is not None:
            out.append(found)
        at = max(after, at + 1)
    return out


@lru_cache(maxsize=16_384)
def _may_begin(folded: str) -> bool:
    """Whether a date may begin with a word: most words of any text begin none, and need no further look."""
    table = date_words()
    stem = date_stem(folded)
    return (
        folded[:1].isdigit()
        or not table.beginnings.isdisjoint((folded, stem, without_clitic(stem)))
        or begins_amount(folded)
    )


def parse_date(text: str) -> date | None:
    """One whole date with its day, in any of the forms people write; None where there is none."""
    tokens = tokenise(text)
    return next((d.first for d in find_dates(text, tokens) if d.precision == "day"), None)


def _at(
    text: str, tokens: Sequence[Token], at: int, table: DateWords, base: date | None, near: date | None
) -> tuple[DateFound | None, int]:
    """The date at a token. `near` is the base for a month without its year."""
    token = tokens[at]
    if token.folded[:1].isdigit():
        found = _numeric(text, tokens, at) or _day_month(text, tokens, at, table, near)
        if found is not None:
            return found, token_after(tokens, at, found.end)
        found = _year(text, tokens, at, table) or find_ago(text, tokens, at, table, base)
        return found, token_after(tokens, at, found.end) if found else at + 1
    found = (
        _month_first(tokens, at, table, near)
        or find_relative(tokens, at, table, base)
        or find_weekday(tokens, at, table, base)
        or find_ago(text, tokens, at, table, base)
    )
    return found, token_after(tokens, at, found.end) if found else at + 1


def _numeric(text: str, tokens: Sequence[Token], at: int) -> DateFound | None:
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


def _month_at(tokens: Sequence[Token], at: int, table: DateWords) -> tuple[int, int] | None:
    """A month's number and the token after it, past a second name of the same month («ديسمبر/كانون الأول»)."""
    for size in (2, 1):
        words = tokens[at : at + size]
        if len(words) < size:
            continue
        key = tuple(date_stem(w.folded) for w in words)
        month = table.months.get(key) or table.months.get((without_clitic(key[0]), *key[1:]))
        if month is None:
            continue
        if words[0].text.isascii() and not words[0].capital:
            continue  # may, march: verbs
        verb = len(key) == 1 and words[0].text in ("May", "March") and not _dated(tokens, at + 1)
        if verb and at and not tokens[at - 1].folded.isdigit() and tokens[at - 1].folded not in table.year_cues:
            continue
        after = at + size
        if after < len(tokens):
            again = next(
                (
                    (table.months[k], n)
                    for n in (2, 1)
                    if (k := tuple(date_stem(w.folded) for w in tokens[after : after + n])) in table.months
                ),
                None,
            )
            if again is not None and again[0] == month:
                after += again[1]
        return month, after
    return None


def _dated(tokens: Sequence[Token], at: int) -> bool:
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


def _marks(tokens: Sequence[Token], after: int, table: DateWords) -> int:
    return after + 1 if after < len(tokens) and tokens[after].folded in table.year_marks else after


def _day_month(text: str, tokens: Sequence[Token], at: int, table: DateWords, base: date | None) -> DateFound | None:
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


def _month_first(tokens: Sequence[Token], at: int, table: DateWords, base: date | None) -> DateFound | None:
    """November 22, 2019; مايو 2022; в ноябре."""
    month = _month_at(tokens, at, table)
    if month is None:
        return None
    index = month[1]
    start = tokens[at].start + (
        len(tokens[at].text) - len(without_clitic(tokens[at].text)) if _starts_bare(tokens, at, table) else 0
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
    if index < len(tokens) and date_stem(tokens[index].folded) in table.last_words | table.next_words:
        ahead = date_stem(tokens[index].folded) in table.next_words
        after, number = index + 1, base.year + (1 if ahead and month[0] <= base.month else 0)
        if not ahead and month[0] >= base.month:
            number = base.year - 1
    elif at and date_stem(tokens[at - 1].folded) in table.next_words:
        number = base.year + (1 if month[0] <= base.month else 0)
    if number is None:
        return None
    first, last = month_span(number, month[0])
    return DateFound(start, tokens[after - 1].end, first, last, "month", relative=True)


def _starts_bare(tokens: Sequence[Token], at: int, table: DateWords) -> bool:
    """Whether the month's name needed its proclitic taken off («بنوفمبر»)."""
    for size in (2, 1):
        key = tuple(date_stem(w.folded) for w in tokens[at : at + size])
        if key in table.months:
            return False
    return True


def _near_year(month: int, day: int, base: date | None) -> int | None:
    """The year of a month named alone: the latest one not after the day the text was written."""
    if base is None:
        return None
    return base.year if (month, day) <= (base.month, 31) else base.year - 1


def _year(text: str, tokens: Sequence[Token], at: int, table: DateWords) -> DateFound | None:
    """A bare year, only with a word beside it that says so: "in 2016", «عام 2017», «2020 году»."""
    word = tokens[at].folded
    if not word.isdigit() or len(word) != 4 or not 1900 <= int(word) <= 2100:
        return None
    marked = at + 1 < len(tokens) and tokens[at + 1].folded in table.year_marks
    cued = at > 0 and (
        tokens[at - 1].folded in table.year_cues or without_clitic(tokens[at - 1].folded) in table.year_cues
    )
    if not (marked or cued) or text[tokens[at].end : tokens[at].end + 1] == "/":
        return None
    year = int(word)
    end = tokens[at + 1].end if marked else tokens[at].end
    return DateFound(tokens[at].start, end, date(year, 1, 1), date(year, 12, 31), "year")
