"""Rows → a table, whole or not at all: it is written beside its place and moved there when it is complete.

`-` is standard output: text goes there as it comes, workbooks and Parquet when they are complete.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from nizam.errors import BadRequest
from nizam.tabular.cells import as_json, as_text, harmless
from nizam.tabular.table import Table


class Writer(Protocol):
    """Takes rows as wide as the columns it was made for."""

    def write(self, cells: list[Any]) -> None:
        """One row."""

    def finish(self) -> None:
        """Complete the file."""


@contextmanager
def created(out: str, form: str, columns: Sequence[str], kinds: Mapping[str, type], like: Table) -> Iterator[Writer]:
    """A table to write to: the columns given, and after them those of `kinds` (str, float or bool), which come from
    elsewhere than the user's own table. `like` is the table read: its delimiter and types are kept.

    Nothing stands under the name of `out` before all rows were written. Raises BadRequest where it cannot be.
    """
    text = form in ("csv", "tsv", "jsonl")
    if out == "-" and text:
        writer = _writer(sys.stdout.buffer, "standard output", form, columns, kinds, like)
        yield writer
        writer.finish()
        sys.stdout.buffer.flush()
        return
    # a link stays, and what it leads to is replaced
    path = Path(os.path.realpath(out))
    with _beside(path, out) as handle:
        writer = _writer(handle, "standard output" if out == "-" else path.name, form, columns, kinds, like)
        yield writer
        writer.finish()


@contextmanager
def _beside(path: Path, out: str) -> Iterator[BinaryIO]:
    """A temporary file that becomes `path` (or goes to standard output) when the block ends without an error."""
    folder = None if out == "-" else path.parent
    try:
        if folder is not None and path.is_dir():
            raise BadRequest(f"{out} is a folder; name the file to write.")
        if folder is not None and path.exists() and not path.is_file():
            raise BadRequest(f"{out} is a device or a pipe; write to - and send standard output there.")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        number, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name[:80]}.", suffix=".part")
    except OSError as error:
        raise BadRequest(f"{out} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(number, "wb") as handle:
            try:
                yield handle
                handle.flush()
                os.fsync(handle.fileno())
            except OSError as error:
                if isinstance(error, BrokenPipeError):
                    raise
                raise BadRequest(f"{out} cannot be written: {error.strerror or error}. Nothing was kept.") from None
        if out == "-":
            with open(temporary, "rb") as done:
                shutil.copyfileobj(done, sys.stdout.buffer, 1 << 20)
            sys.stdout.buffer.flush()
            return
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _writer(
    handle: BinaryIO, name: str, form: str, columns: Sequence[str], kinds: Mapping[str, type], like: Table
) -> Writer:
    every = [*columns, *kinds]
    if form == "xlsx":
        from nizam.tabular.spreadsheet import SpreadsheetWriter

        return SpreadsheetWriter(handle, name, every)
    if form == "parquet":
        from nizam.tabular.parquet import ParquetWriter

        schema = getattr(like, "schema", None)
        return ParquetWriter(handle, name, every, schema, dict(kinds))
    if form == "jsonl":
        return _Lines(handle, every)
    given = getattr(like, "delimiter", ",") if form == "csv" and like.form == "csv" else ","
    return _Delimited(handle, every, len(columns), "\t" if form == "tsv" else given)


class _Delimited:
    """CSV or TSV in UTF-8. What comes from elsewhere than the user's table is never a formula."""

    def __init__(self, handle: BinaryIO, columns: Sequence[str], own: int, delimiter: str) -> None:
        self._own = own
        # the csv module writes text and asks for nothing but this method
        self._rows = csv.writer(_Encoded(handle), delimiter=delimiter, lineterminator="\n")
        self._rows.writerow(columns)

    def write(self, cells: list[Any]) -> None:
        own = [as_text(value) for value in cells[: self._own]]
        self._rows.writerow(own + [_foreign(value) for value in cells[self._own :]])

    def finish(self) -> None:
        """Nothing is held back."""


def _foreign(value: Any) -> str:
    """A cell that is not the user's own. Numbers are scores: written in full, as in `1.0`."""
    if isinstance(value, str):
        return harmless(value)
    return repr(value) if isinstance(value, float) else as_text(value)


class _Encoded:
    """UTF-8 for a program that writes text."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle

    def write(self, text: str) -> int:
        return self._handle.write(text.encode("utf-8", "replace"))


class _Lines:
    """JSON lines in UTF-8."""

    def __init__(self, handle: BinaryIO, columns: Sequence[str]) -> None:
        self._handle, self._columns = handle, tuple(columns)

    def write(self, cells: list[Any]) -> None:
        row = {name: as_json(value) for name, value in zip(self._columns, cells, strict=True)}
        self._handle.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace"))

    def finish(self) -> None:
        """Nothing is held back."""
