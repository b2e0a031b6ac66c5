"""Tables as text: comma, semicolon, tab or bar between the cells, in any encoding that can be told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from nizam.errors import BadInput
from nizam.tabular.encoding import encoding_of
from nizam.tabular.table import MOST_RECORD, Line, Table, column_names, fitted

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SAYS = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_DELIMITERS = ",;\t|"


class Delimited(Table):
    """A CSV or TSV file, open. `delimiter` is what parts its cells, `encoding` how its text is written."""

    def __init__(self, handle: BinaryIO, name: str, form: str, encoding: str | None = None) -> None:
        self._bytes = handle
        handle.seek(0, io.SEEK_END)
        self._size = handle.tell()
        handle.seek(0)
        self.encoding = encoding_of(handle, name, encoding)
        self._text = io.TextIOWrapper(handle, encoding=self.encoding, newline="")
        self._feed = _Feed(self._text, name)
        # the module's own limit is for all readers of the process: it is only ever raised
        csv.field_size_limit(max(csv.field_size_limit(), MOST_RECORD))
        self.delimiter = self._delimiter(form)
        self._reader = csv.reader(self._feed, delimiter=self.delimiter, strict=True)
        header = next(self._records(name), None)
        if header is None:
            raise BadInput(f"{name} is empty; the first row names the columns.")
        if header.problem:
            raise BadInput(f"{name}, {header.place}: {header.problem}")
        super().__init__(name, form, column_names(header.cells, name, header.place))

    def lines(self) -> Iterator[Line]:
        width = len(self.columns)
        for line in self._records(self.name):
            held = len(line.cells)
            while held > width and not line.cells[held - 1].strip():
                held -= 1
            if line.problem or held == width:
                yield Line(line.place, fitted(line.cells, width), line.problem)
            elif held < width:
                # programs leave empty cells at the end of a row out
                self.short_rows += 1
                yield Line(line.place, fitted(line.cells, width))
            else:
                told = f"{line.place}: {held} cells where there are {width} columns; quote a text that holds commas"
                yield Line(line.place, fitted(line.cells, width), told)

    def share(self) -> float | None:
        return min(1.0, self._bytes.tell() / self._size) if self._size else None

    def close(self) -> None:
        self._text.close()

    def _records(self, name: str) -> Iterator[Line]:
        while True:
            self._feed.begin()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                if self._feed.ended:
                    raise BadInput(
                        f"{name}, line {self._feed.first}: a quotation mark is opened here and never closed; close it."
                    ) from None
                place = f"line {self._feed.first}"
                yield Line(place, self._saved(), f"{place}: {error}; check the quotation marks")
                continue
            if not any(cell.strip() for cell in cells):
                continue
            place = f"line {self._feed.first}"
            if any("\0" in cell for cell in cells):
                clean = [cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in cells]
                yield Line(place, clean, f"{place}: a zero byte stands in it; take it out")
            else:
                yield Line(place, cells)

    def _saved(self) -> list[str]:
        """The cells of a row that breaks the rules of quoting, as well as they can be told."""
        try:
            return next(csv.reader(self._feed.held, delimiter=self.delimiter), [])
        except csv.Error:
            return ["".join(self._feed.held)]

    def _delimiter(self, form: str) -> str:
        """What parts the cells: as the first line says, or as it is written."""
        first = self._feed.peek()
        said = _SAYS.fullmatch(first)
        if said:
            next(self._feed)
            return said[1]
        if form == "tsv":
            return "\t"
        bare = _QUOTED.sub("", first)
        best = max(_DELIMITERS, key=bare.count)
        return best if best in bare else ","


class _Feed(Iterator[str]):
    """Physical lines for the csv module: bounded, counted, those of the present row kept."""

    def __init__(self, text: TextIO, name: str) -> None:
        self._text, self._name = text, name
        self._ahead: list[str] = []
        self._number = 0
        self.first = 1
        self.held: list[str] = []
        self._size = 0
        self.ended = False

    def begin(self) -> None:
        """A new row starts with the next line."""
        self.first, self.held, self._size = self._number + 1, [], 0

    def peek(self) -> str:
        """The next line, which stays the next."""
        if not self._ahead:
            self._ahead.append(self._text.readline(MOST_RECORD + 1))
        return self._ahead[0]

    def __next__(self) -> str:
        line = self._ahead.pop() if self._ahead else self._text.readline(MOST_RECORD + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self._number += 1
        if not self.held:
            self.first = self._number
        self._size += len(line)
        if self._size > MOST_RECORD:
            raise BadInput(
                f"{self._name}, line {self.first}: a row longer than {MOST_RECORD >> 20} million characters begins "
                "here; close its quotation marks, or take the cell out."
            )
        self.held.append(line)
        return line
