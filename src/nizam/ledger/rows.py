"""One row of a ledger: reading it from text, writing it as text, and what makes two rows the same delivery."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Protocol

from nizam.record import Record
from nizam.regime.units import product_named, products, unit_named, units
from nizam.text.normalise import plain_digits
from nizam.text.numbers import find_amounts
from nizam.text.tokens import tokenise

COLUMNS = ("cap", "date", "amount", "unit", "state", "reference", "note")
REQUIRED = ("cap", "date", "amount", "unit")
MOST_AMOUNT = 1e12
_MOST_TEXT = 1000

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
# 1.200 is twelve hundred to one half of the world and one and a fifth to the other.
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUANTITY = re.compile(r"([+-]?\d[\d.,]*)\s*(\D.*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class RowProblem(Exception):
    """Why a row cannot be used: what was read, and what to do."""


class Caps(Hashable, Protocol):
    """What a ledger must know of the law: which caps there are, and where a delivery falls."""

    def id_of(self, name: str) -> str | None:
        """The id of a cap by its id or a short form of it; None where there is none."""

    def known(self) -> tuple[str, ...]:
        """Ids of all caps, for messages."""

    def problem(self, cap: str, day: date, unit: str, product: str) -> str:
        """Why a delivery cannot be counted under a cap, as words after "it"; "" where it can."""

    def first_day(self, cap: str, day: date) -> date | None:
        """First day of the period a day falls in; None where none runs."""


class Row(Record, frozen=True):
    """A delivery. `unit` is an id of units.yml, `product` one of its products or ""; `state` is who reported it.

    A negative amount corrects an earlier row, and names it in `reference`.
    """

    cap: str
    day: date
    amount: float
    unit: str
    product: str = ""
    state: str = ""
    reference: str = ""
    note: str = ""

    @property
    def measure(self) -> str:
        """Unit and product as they stand in the unit column: `barrel`, `tonne diesel`."""
        return f"{self.unit} {self.product}".rstrip()

    @property
    def identity(self) -> tuple[str, ...]:
        """Two rows with the same identity are the same delivery; the note does not count."""
        return (
            self.cap,
            self.day.isoformat(),
            plain(self.amount),
            self.measure,
            self.state.casefold(),
            self.reference.casefold(),
        )

    def fields(self) -> dict[str, str]:
        """The row by column, as text."""
        values = (self.cap, self.day.isoformat(), plain(self.amount), self.measure, self.state, self.reference)
        return dict(zip(COLUMNS, (*values, self.note), strict=True))


def row_of(fields: Mapping[str, object], caps: Caps) -> Row:
    """A row from its columns. Raises RowProblem."""
    unknown = [name for name in fields if name not in COLUMNS]
    if unknown:
        raise RowProblem(f"unknown column {_shown(unknown[0])}; the columns are {', '.join(COLUMNS)}.")
    said = {name: _text(name, fields.get(name)) for name in COLUMNS}
    for name in REQUIRED:
        if not said[name]:
            raise RowProblem(f"the column {name} is empty; give {', '.join(REQUIRED)}.")
    cap = caps.id_of(said["cap"])
    if cap is None:
        raise RowProblem(f"no cap {_shown(said['cap'])}; there are: {', '.join(caps.known())}.")
    try:
        if not _DAY.fullmatch(said["date"]):
            raise ValueError
        day = date.fromisoformat(said["date"])
    except ValueError:
        raise RowProblem(f"{_shown(said['date'])} is not a date; write it as 2018-05-20.") from None
    unit, product = measure_of(said["unit"])
    row = Row(cap, day, number(said["amount"]), unit, product, said["state"], said["reference"], said["note"])
    if row.amount < 0 and not row.reference:
        raise RowProblem(
            f"{_shown(said['amount'])} is less than nothing: a correction names what it corrects in reference."
        )
    problem = caps.problem(cap, day, unit, product)
    if problem:
        raise RowProblem(f"it {problem}.")
    return row


def number(text: str) -> float:
    """A figure with a point for decimals: `80000`, `80,000`, `12.5`, `-500`. Raises RowProblem."""
    plain_text = plain_digits(text).replace("٬", ",").replace("٫", ".").replace("\u2212", "-").strip()
    if _AMBIGUOUS.fullmatch(plain_text):
        raise RowProblem(
            f"{_shown(text)} can be read in two ways; write {plain_text.replace('.', '')} or {plain_text}0."
        )
    if not _NUMBER.fullmatch(plain_text):
        raise RowProblem(f"{_shown(text)} is not an amount; write digits with a point for decimals, as in 20000.5.")
    value = float(plain_text.replace(",", ""))
    if abs(value) > MOST_AMOUNT:
        raise RowProblem(f"{_shown(text)} is larger than any delivery; check the amount.")
    return value


def measure_of(text: str) -> tuple[str, str]:
    """Unit and product of the unit column: `bbl`, `tonne diesel`, `metric tons of petrol`. Raises RowProblem."""
    words = text.split()
    for cut in range(len(words), 0, -1):
        unit = unit_named(" ".join(words[:cut]))
        if unit is not None:
            rest = " ".join(words[cut:])
            product = product_named(rest) if rest else ""
            if product is None:
                raise RowProblem(f"no product {_shown(rest)} known; there are: {', '.join(products())}.")
            return unit, product
    raise RowProblem(f"no unit {_shown(text)} known; there are: {', '.join(units())}.")


def quantity(text: str) -> tuple[float, str]:
    """An amount with its unit in one, as on the command line: `20000 bbl`, `1.5 thousand barrels`, `500 t diesel`.

    Gives the amount, and unit with product as in the unit column. Raises RowProblem.
    """
    said = plain_digits(_text("amount", text))
    found = _QUANTITY.fullmatch(said)
    if found:
        try:
            unit, product = measure_of(found[2])
        except RowProblem:
            spelt = _spelt(said)
            if spelt is None:
                raise
            return spelt
        return number(found[1]), f"{unit} {product}".rstrip()
    spelt = _spelt(said)
    if spelt is None:
        raise RowProblem(f'{_shown(text)} is not an amount with a unit; write it as in "20000 bbl".')
    return spelt


def _spelt(said: str) -> tuple[float, str] | None:
    """An amount with number words: `20 thousand barrels`, `عشرون ألف برميل`."""
    amounts = find_amounts(said, tokenise(said))
    if len(amounts) != 1 or amounts[0].unit not in units() or amounts[0].start > 0:
        return None
    rest = said[amounts[0].end :].strip()
    product = product_named(rest) if rest else ""
    return None if product is None else (amounts[0].value, f"{amounts[0].unit} {product}".rstrip())


def plain(value: float) -> str:
    """A number as a ledger writes it: never an exponent, never exactly three decimals.

    >>> plain(80000.0), plain(12.125), plain(-0.5)
    ('80000', '12.1250', '-0.5')
    """
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    whole, _, part = text.partition(".")
    return f"{whole}.{part}0" if len(part) == 3 else text if text != "-0" else "0"


def _text(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RowProblem(f"{column} holds {type(value).__name__} {_shown(value)}; write it as text.")
    said = plain(value) if isinstance(value, float) and value == value and abs(value) < 1e15 else str(value).strip()
    if len(said) > _MOST_TEXT:
        raise RowProblem(f"{column} is longer than {_MOST_TEXT} characters; keep the rest elsewhere.")
    if _CONTROL.search(said):
        raise RowProblem(f"{column} holds a control character or a line break ({_shown(said)}); take it out.")
    if column in ("state", "reference", "note") and said[:1] in ("=", "+", "-", "@"):
        raise RowProblem(f"{column} begins with {said[0]!r}, which a spreadsheet would run as a formula; reword it.")
    return said


def _shown(value: object) -> str:
    """What was read, short and harmless."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return f"{text[:60]}…" if len(text) > 60 else repr(text) if isinstance(value, str) else text
