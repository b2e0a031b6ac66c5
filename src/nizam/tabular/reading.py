"""A path → an open table, by its ending; `-` is CSV on standard input."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from nizam.errors import BadInput, BadRequest
from nizam.tabular.table import Table

FORMS = ("csv", "tsv", "xlsx", "parquet", "jsonl")
_ENDINGS = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def form_of(path: str) -> str | None:
    """The form that a file's ending names; None where it names none. `-` is CSV."""
    return "csv" if path == "-" else _ENDINGS.get(Path(path).suffix.lower())


@contextmanager
def opened(path: str, encoding: str | None = None) -> Iterator[Table]:
    """A table open for reading. `encoding`: of a text table, where it is known. Raises BadInput, BadRequest."""
    form = form_of(path)
    if form is None:
        raise BadRequest(f"{path!r} does not end in one of {', '.join(sorted(_ENDINGS))}; rename it or convert it.")
    name = "standard input" if path == "-" else Path(path).name
    handle = _spooled() if path == "-" else _file(path)
    try:
        table = _table(handle, name, form, encoding)
        try:
            yield table
        finally:
            table.close()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise BadInput(f"{name} cannot be read: {error.strerror or error}.") from None
    finally:
        handle.close()


def _table(handle: BinaryIO, name: str, form: str, encoding: str | None) -> Table:
    if form == "jsonl":
        from nizam.tabular.jsonlines import JsonLines

        return JsonLines(handle, name, encoding)
    if form == "xlsx":
        from nizam.tabular.spreadsheet import Spreadsheet

        return Spreadsheet(handle, name)
    if form == "parquet":
        from nizam.tabular.parquet import Parquet

        return Parquet(handle, name)
    from nizam.tabular.delimited import Delimited

    return Delimited(handle, name, form, encoding)


def _file(path: str) -> BinaryIO:
    try:
        handle = Path(path).open("rb")  # noqa: SIM115 - handed on open, closed by `opened`
    except FileNotFoundError:
        raise BadInput(f"there is no file {path!r}; give a table, or - for CSV on standard input.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    if not handle.seekable():
        handle.close()
        raise BadInput(f"{path} is a pipe; give it as standard input, with - for its name.")
    return handle


def _spooled() -> BinaryIO:
    """Standard input on disk: its encoding is only known when all of it was seen."""
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - handed on open, closed by `opened`
    shutil.copyfileobj(sys.stdin.buffer, handle, 1 << 20)
    handle.seek(0)
    return handle
