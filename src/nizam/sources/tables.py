"""Rows of an official CSV file, one at a time, with their line; what cannot be read is an error naming the line."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NoReturn

from nizam.errors import SourceError
from nizam.sources.base import LONGEST_FIELD, Given, opened

Row = tuple[int, list[str]]
# the end-of-file mark of DOS, which OFAC's files close with
_DOS_END = "\x1a"


def rows(given: Given, name: str, delimiter: str = ",") -> Iterator[Row]:
    """Line and fields of every row but empty ones. UTF-8, with or without a mark; UTF-16 where its mark says so."""
    with opened(given) as raw:
        start = raw.read(4)
        raw.seek(0)
        encoding = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
        text = io.TextIOWrapper(raw, encoding=encoding, newline="")
        previous = csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(_without_nul(text), delimiter=delimiter, strict=True)
        try:
            while True:
                csv.field_size_limit(LONGEST_FIELD)
                try:
                    row = next(reader)
                except StopIteration:
                    return
                if row and row != [_DOS_END] and any(row):
                    yield reader.line_num, row
        except csv.Error as error:
            if "field larger" in str(error):
                _fail(name, reader.line_num, f"a field is longer than {LONGEST_FIELD} characters; the file is damaged")
            _fail(name, reader.line_num, f"not a CSV row ({error}); the file is cut off or damaged")
        except UnicodeDecodeError as error:
            read_as = encoding.removesuffix("-sig").upper()
            _fail(name, reader.line_num + 1, f"the bytes are not {read_as} ({error.reason}); save the file as UTF-8")
        finally:
            csv.field_size_limit(previous)


def header(row: list[str], needed: tuple[str, ...], known: frozenset[str], where: str) -> dict[str, int]:
    """Column name → position. Raises SourceError for a needed column that is absent, or one that nobody knows."""
    names = [" ".join(cell.split()) for cell in row]
    for name in needed:
        if name not in names:
            raise SourceError(f"{where}: the column {name!r} is missing; another list, or its form has changed.")
    for name in names:
        if name and name not in known:
            raise SourceError(f"{where}: unknown column {name!r}; the reader must learn it.")
    if len(set(names)) != len(names):
        doubled = next(name for name in names if names.count(name) > 1)
        raise SourceError(f"{where}: the column {doubled!r} stands twice; the file is damaged.")
    return {name: at for at, name in enumerate(names)}


def _without_nul(lines: io.TextIOWrapper) -> Iterator[str]:
    """NUL ends a row for some readers of CSV; here it is a control character like others."""
    for line in lines:
        yield line.replace("\0", "\x01") if "\0" in line else line


def _fail(name: str, line: int, what: str) -> NoReturn:
    raise SourceError(f"{name}:{line}: {what}.")
