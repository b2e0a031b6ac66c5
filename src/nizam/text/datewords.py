"""The words dates are written in, from `resources/dates.yml`, and what a found date is."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nizam import yamltext
from nizam.record import Record
from nizam.text.normalise import fold
from nizam.text.tokens import Token, tokenise, word_stem

_RESOURCE = Path(__file__).parent / "resources" / "dates.yml"


# "A week ago": a count in a word that is no number elsewhere.
ONE = ("a", "an", "one")


class DateFound(Record, frozen=True):
    """A date at `start:end`: the days it may mean, `first` to `last`; precision day, week, month, quarter or year.

    `relative` tells a date worked out from the day the text was written.
    """

    start: int
    end: int
    first: date
    last: date
    precision: str
    relative: bool = False


class DateWords(NamedTuple):
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
    beginnings: frozenset[str]


_SHORTEST_STEM = 3


def date_stems(phrase: str) -> tuple[str, ...]:
    return tuple(date_stem(token.folded) for token in tokenise(phrase))


def date_stem(folded: str) -> str:
    """Russian words by stem (cases), all others as they are: أيام and May would lose too much, «ноя» would be «но»."""
    if not "а" <= folded[:1] <= "я":
        return folded
    stem = word_stem(folded)
    return stem if len(stem) >= _SHORTEST_STEM else folded


def _flat(by_language: dict[str, list[str]]) -> list[str]:
    return [form for forms in by_language.values() for form in forms]


@lru_cache(maxsize=1)
def date_words() -> DateWords:
    data = yamltext.load(_RESOURCE)
    relative = {}
    for key, by_language in data["relative"].items():
        unit, offset = key.split()
        for form in _flat(by_language):
            relative[date_stems(form)] = (unit, int(offset))
    months = {date_stems(form): int(n) for n, by in data["months"].items() for form in _flat(by)}
    weekdays = {date_stem(fold(form)): int(n) for n, by in data["weekdays"].items() for form in _flat(by)}
    ago = frozenset(fold(form) for form in _flat(data["ago"]))
    return DateWords(
        months=months,
        weekdays=weekdays,
        year_cues=frozenset(fold(form) for form in _flat(data["year_cues"])),
        year_marks=frozenset(fold(form) for form in _flat(data["year_marks"])),
        relative=relative,
        longest=max(len(key) for key in relative),
        last_words=frozenset(date_stem(fold(form)) for form in _flat(data["last_words"])),
        next_words=frozenset(date_stem(fold(form)) for form in _flat(data["next_words"])),
        units={date_stem(fold(form)): unit for unit, by in data["units"].items() for form in _flat(by)},
        duals={fold(form): unit for unit, forms in data["dual_units"].items() for form in forms},
        ago=ago,
        quarters={date_stems(form): int(n) for n, by in data["quarters"].items() for form in _flat(by)},
        beginnings=frozenset((*(key[0] for key in (*months, *relative)), *weekdays, *ago, *ONE)),
    )


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def without_clitic(folded: str) -> str:
    """An Arabic word without one-letter proclitics."""
    return folded[1:] if folded[:1] in "وفبلك" and len(folded) > 3 else folded


def token_after(tokens: Sequence[Token], at: int, end: int) -> int:
    while at < len(tokens) and tokens[at].start < end:
        at += 1
    return at
