"""Tables in xlsx workbooks, through openpyxl: values only, never a formula; bounded against crafted files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, time
from typing import Any, BinaryIO

from nizam.errors import BadInput, BadRequest
from nizam.tabular.cells import as_text
from nizam.tabular.table import Line, Table, column_names, fitted

MOST_UNPACKED = 2 << 30
_MOST_TEXTS = 256 << 20
_RATIO = 300
_RATIO_FROM = 32 << 20
MOST_ROWS = 1_048_576
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# what the form itself has no way to write
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_CELL = 32_767


class Spreadsheet(Table):
    """The first sheet of a workbook, open. `sheets` are the names of all."""

    def __init__(self, handle: BinaryIO, name: str) -> None:
        load = _openpyxl(name).load_workbook
        _check(handle, name)
        try:
            self._book = load(handle, read_only=True, data_only=True, keep_links=False)
            self.sheets = tuple(self._book.sheetnames)
            sheet = next((one for one in self._book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise BadInput(f"{name} has no visible sheet; give one with a table.")
            self._total = sheet.max_row
            # what a file says of its own size need not be true: rows are taken as they come
            sheet.reset_dimensions()
            self._rows = enumerate(sheet.iter_rows(values_only=True), 1)
        except BadInput:
            raise
        except Exception as error:  # openpyxl raises whatever its parts do on a damaged workbook
            raise _damaged(name, error) from error
        header = next(self._filled(name), None)
        if header is None:
            raise BadInput(f"{name} is empty; the first row names the columns.")
        cells = list(header.cells)
        while cells and cells[-1] is None:
            cells.pop()
        super().__init__(name, "xlsx", column_names(cells, name, header.place))
        self._at = 0

    def lines(self) -> Iterator[Line]:
        width = len(self.columns)
        for line in self._filled(self.name):
            cells = list(line.cells)
            while len(cells) > width and cells[-1] is None:
                cells.pop()
            told = ""
            if len(cells) > width:
                told = f"{line.place}: {len(cells)} cells where there are {width} columns; name the column"
            yield Line(line.place, fitted(cells, width), told)

    def share(self) -> float | None:
        return min(1.0, self._at / self._total) if self._total else None

    def close(self) -> None:
        self._book.close()

    def _filled(self, name: str) -> Iterator[Line]:
        """Rows with anything in them."""
        while True:
            try:
                number, cells = next(self._rows)
            except StopIteration:
                return
            except Exception as error:  # as above: the sheet is parsed while it is read
                raise _damaged(name, error) from error
            self._at = number
            if number > MOST_ROWS:
                raise BadInput(f"{name}: more than {MOST_ROWS:,} rows, which no sheet can have; the file is damaged.")
            if any(cell is not None and cell != "" for cell in cells):
                yield Line(f"row {number}", cells)


def _openpyxl(name: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise BadRequest(f"{name}: xlsx files need openpyxl; run `pip install 'nizam[files]'`.") from None
    return openpyxl


def _check(handle: BinaryIO, name: str) -> None:
    """Refuse what is no workbook, and one that would unpack to far more than it shows."""
    handle.seek(0)
    magic = handle.read(8)
    handle.seek(0)
    if magic.startswith(_OLD_OFFICE):
        raise BadInput(f"{name} is an old .xls workbook or has a password; save it as .xlsx without one.")
    if not magic:
        raise BadInput(f"{name} is empty; the first row names the columns.")
    try:
        with zipfile.ZipFile(handle) as archive:
            parts = archive.infolist()
            for part in parts:
                texts = part.filename.endswith("sharedStrings.xml")
                ratio = part.file_size / max(1, part.compress_size)
                if (texts and part.file_size > _MOST_TEXTS) or (part.file_size > _RATIO_FROM and ratio > _RATIO):
                    raise BadInput(
                        f"{name}: {part.filename} unpacks to {part.file_size >> 20} MB; too much to open. "
                        "Save the sheet as CSV."
                    )
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if _DECLARES.search(stream.read(4096)):
                            raise BadInput(f"{name}: {part.filename} declares entities, which no workbook needs.")
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadInput(f"{name} unpacks to more than {MOST_UNPACKED >> 30} GB; save the sheet as CSV.")
    except BadInput:
        raise
    except Exception as error:  # zipfile lets through what its decompressors raise
        raise _damaged(name, error) from error
    handle.seek(0)


def _writable(value: Any) -> bool:
    """Whether a sheet holds it as it is: finite numbers it can count to, days and times without a zone."""
    if isinstance(value, int | float):
        return abs(value) < 1e15
    return (
        isinstance(value, date | time)
        and getattr(value, "tzinfo", None) is None
        and getattr(value, "year", 2000) > 1900
    )


def _damaged(name: str, error: BaseException) -> BadInput:
    return BadInput(f"{name} is no sound xlsx workbook ({str(error)[:100] or type(error).__name__}); save it again.")


class SpreadsheetWriter:
    """Writes a workbook of one sheet, row by row. Text stays text: what begins with `=` is no formula."""

    def __init__(self, handle: BinaryIO, name: str, columns: list[str]) -> None:
        book = _openpyxl(name).Workbook(write_only=True)
        self._book, self._handle, self._name = book, handle, name
        self._sheet = book.create_sheet("nizam")
        self._count = 0
        self.write(columns)

    def write(self, cells: list[Any]) -> None:
        """One row. Raises BadRequest past what a sheet can hold."""
        self._count += 1
        if self._count > MOST_ROWS:
            raise BadRequest(f"{self._name}: a sheet holds {MOST_ROWS:,} rows; write .csv or .parquet instead.")
        self._sheet.append([self._cell(value) for value in cells])

    def _cell(self, value: Any) -> Any:
        if not isinstance(value, str):
            if value is None or isinstance(value, bool) or _writable(value):
                return value
            value = as_text(value)
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet)
        # set apart from the value: openpyxl takes a text that begins with "=" for a formula
        cell._value = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value)[:MOST_CELL]
        cell.data_type = "s"
        return cell

    def finish(self) -> None:
        """Complete the file."""
        self._book.save(self._handle)
