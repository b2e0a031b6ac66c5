"""One row → what is asked: names, schema, date, countries, numbers. What is not understood is left out, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nizam.names.countries import country_code
from nizam.screenfile.mapping import SCHEMAS, Columns, schema_of
from nizam.tabular import Line, as_text
from nizam.text.normalise import plain_digits

MOST_NAME = 1_000
_MOST_VALUE = 200
_PARTED = re.compile(r"[;|\n]")
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
_DMY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})")
_JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CIRCA = re.compile(r"(?:c\.?|ca\.?|circa)?\s*(\d{4})", re.IGNORECASE)


class Unusable(Exception):
    """Why a row cannot be screened."""


@dataclass(slots=True)
class Query:
    """A row as a question. `left_out`: values that were not understood, as (property, value)."""

    names: list[str]
    schema: str | None = None
    birth_date: str | None = None
    countries: list[str] = field(default_factory=list)
    identifiers: dict[str, list[str]] = field(default_factory=dict)
    scope: tuple[str, ...] = ()
    left_out: list[tuple[str, str]] = field(default_factory=list)


def query_of(line: Line, mapping: Columns, schema: str | None) -> Query:
    """What a row asks. Raises Unusable, saying where and why."""
    if line.problem:
        raise Unusable(line.problem)
    cells = line.cells
    query = Query(_names(line, mapping), schema)
    if mapping.schema is not None:
        query.schema = _schema(line, as_text(cells[mapping.schema]).strip()) or schema
    if mapping.scope is not None:
        query.scope = tuple(_values(cells[mapping.scope]))
    for name, at in mapping.births:
        for text in _values(cells[at]):
            found = birth_date(text)
            if found is None:
                query.left_out.append((name, text))
            else:
                # a day says more than a year
                query.birth_date = max(query.birth_date or "", found, key=len)
    for name, at in mapping.countries:
        for text in _values(cells[at]):
            for code, part in _countries(text):
                if code is None:
                    query.left_out.append((name, part))
                elif code not in query.countries:
                    query.countries.append(code)
    for name, at in mapping.identifiers:
        for text in _values(cells[at]):
            if len(text) > _MOST_VALUE:
                query.left_out.append((name, text))
            else:
                query.identifiers.setdefault(name, []).append(text)
    if not query.names and not query.identifiers:
        raise Unusable(f"{line.place}: nothing to screen; the name is empty")
    return query


def birth_date(text: str) -> str | None:
    """A date as YYYY-MM-DD, YYYY-MM or YYYY; None where it is none. Of 03/04/1962 only the year is sure.

    >>> birth_date("18.02.1962"), birth_date("03/04/1962"), birth_date("c. 1946"), birth_date("soon")
    ('1962-02-18', '1962', '1946', None)
    """
    text = plain_digits(text).strip()
    found = _YMD.fullmatch(text) or _JOINED.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3])
    found = _DMY.fullmatch(text)
    if found:
        first, dot, second, year = found.groups()
        if int(first) > 12 or dot == ".":
            return _day(year, second, first)
        if int(second) > 12 or first == second:
            return _day(year, first, second)
        return year
    circa = _CIRCA.fullmatch(text)
    if circa:
        return circa[1]
    from nizam.text.dates import parse_date

    said = parse_date(text) if len(text) < 60 else None
    return said.isoformat() if said else None


def _day(year: str, month: str, day: str | None) -> str | None:
    # lists and registers write 00 for what is not known
    if int(month) == 0:
        return year
    if day is None or int(day) == 0:
        return f"{year}-{int(month):02}" if int(month) <= 12 else None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _names(line: Line, mapping: Columns) -> list[str]:
    found: list[str] = []
    for name, at in mapping.names:
        for text in _values(line.cells[at]):
            # a column of other names holds several of them
            found += [text] if name == "name" else [part.strip() for part in _PARTED.split(text)]
    if mapping.parts:
        found.append(" ".join(" ".join(_values(line.cells[at])) for _, at in mapping.parts))
    names = list(dict.fromkeys(" ".join(text.split()) for text in found if text and text.strip()))
    for text in names:
        if len(text) > MOST_NAME:
            raise Unusable(f"{line.place}: the name has {len(text):,} characters; one has {MOST_NAME:,} at most")
    return names


def _schema(line: Line, text: str) -> str | None:
    if not text:
        return None
    found = schema_of(text)
    if found is None:
        raise Unusable(f"{line.place}: {text[:40]!r} is no schema; there are {', '.join(SCHEMAS)}")
    return found


def _countries(text: str) -> Iterator[tuple[str | None, str]]:
    """Codes of a cell: of the whole, else of its parts."""
    if len(text) <= _MOST_VALUE:
        whole = country_code(text)
        if whole is not None:
            yield whole, text
            return
    for part in (one.strip() for one in re.split(r"[;|,/\n]", text[:_MOST_VALUE])):
        if part:
            yield country_code(part), part


def _values(cell: Any) -> list[str]:
    """The values of a cell that are not empty: several where it is a list."""
    if isinstance(cell, str):
        text = cell.strip()
        return [text] if text else []
    if cell is None:
        return []
    if isinstance(cell, list | tuple):
        return [text for one in cell for text in _values(one)]
    if isinstance(cell, datetime):
        cell = cell.date()
    text = as_text(cell).strip()
    return [text] if text else []
