"""Ledger files: read whole or not at all, append a whole line or nothing, merge without doubling.

CSV with a header (comma, semicolon or tab between columns), or JSON lines where the name ends in .jsonl or .ndjson.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nizam import durable
from nizam.errors import BadInput, BadRequest
from nizam.ledger.rows import COLUMNS, REQUIRED, Caps, Row, RowProblem, row_of
from nizam.record import Record

MOST_BYTES = 20 * 1024 * 1024
_LINES = (".jsonl", ".ndjson")
WHAT = "the ledger"


class BadRow(Record, frozen=True):
    """A row that cannot be used: its line and why."""

    line: int
    reason: str


def read(path: Path, caps: Caps) -> tuple[Row, ...]:
    """Every row. Raises BadInput naming the file, the first bad line, what was read and what to do."""
    rows, bad = parse(bytes_of(path), path, caps)
    if bad:
        first = f"{path}:{bad[0].line}: {bad[0].reason}"
        raise BadInput(first if len(bad) == 1 else f"{first} There are {len(bad) - 1} more bad rows in the ledger.")
    return rows


def merge(path: Path, rows: Iterable[Row], caps: Caps) -> tuple[int, int]:
    """Add the rows that are not there yet, all of them or none, so that they survive a crash; makes the file where
    there is none. How many were added, and how many were there already.

    Raises BadInput where the ledger has a bad row, BadRequest where it cannot be written or another program holds it.
    """
    with durable.appending(path, WHAT, 0o644) as handle:
        held = {row.identity for row in _checked(os.pread(handle, MOST_BYTES + 1, 0), path, caps)}
        new: list[Row] = []
        already = 0
        for row in rows:
            if row.identity in held:
                already += 1
            else:
                held.add(row.identity)
                new.append(row)
        if new:
            _write(handle, path, new)
    return len(new), already


def exported(rows: Iterable[Row], form: str) -> str:
    """Rows as text: csv or jsonl."""
    if form == "jsonl":
        return "".join(_json_line(row) for row in rows)
    return _csv_line(COLUMNS, ",") + "".join(_csv_line(row.fields().values(), ",") for row in rows)


def parse(data: bytes, path: Path, caps: Caps) -> tuple[tuple[Row, ...], tuple[BadRow, ...]]:
    """The rows of a ledger's bytes, good and bad. Raises BadInput where the whole is no ledger."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"{path} is larger than {MOST_BYTES >> 20} MB; split the ledger by year.")
    if b"\0" in data:
        raise BadInput(f"{path} is not text; a ledger is CSV or JSON lines.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"{path}:{line}: not UTF-8 text; save the ledger as UTF-8.") from None
    good: list[Row] = []
    bad: list[BadRow] = []
    for line, fields in _json_rows(text) if _of_lines(path, text) else _csv_rows(text, path):
        try:
            if isinstance(fields, RowProblem):
                raise fields
            good.append(row_of(fields, caps))
        except RowProblem as problem:
            bad.append(BadRow(line, str(problem)))
    return tuple(good), tuple(bad)


def _of_lines(path: Path, text: str) -> bool:
    """Whether it is JSON lines: by the file's name, or because it cannot be anything else."""
    return path.suffix in _LINES or text.lstrip()[:1] == "{"


def _checked(data: bytes, path: Path, caps: Caps) -> tuple[Row, ...]:
    """The rows of the ledger that is written to: it must be sound before anything is added by comparing with it."""
    rows, bad = parse(data, path, caps)
    if bad:
        raise BadInput(f"{path}:{bad[0].line}: {bad[0].reason} Mend the ledger before importing into it.")
    return rows


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, object] | RowProblem]]:
    if not text.strip():
        return
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            line = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, path, line)
            elif len(cells) > len(header):
                yield line, RowProblem(f"{len(cells)} columns where there are {len(header)}; quote a text with commas.")
            else:
                yield line, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise BadInput(
            f"{path}:{reader.line_num}: not CSV ({error}); check the quotation marks on this line."
        ) from None


def _header(cells: Sequence[str], path: Path, line: int) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    missing = [name for name in REQUIRED if name not in names]
    wrong = [name for name in names if name not in COLUMNS]
    if missing or wrong or len(set(names)) < len(names):
        found = ", ".join(names)[:120]
        raise BadInput(
            f"{path}:{line}: the first line names the columns: {','.join(COLUMNS)} "
            f"(the first four are needed, each once); found {found!r}."
        )
    return names


def _delimiter(text: str) -> str:
    """What parts the columns of the first line that is not empty."""
    first = next(line for line in text.splitlines() if line.strip())
    return max(",;\t", key=first.count)


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, object] | RowProblem]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, RowProblem(f"not JSON ({str(error)[:80]}); each line is one row as an object.")
            continue
        if isinstance(data, Mapping):
            yield number, data
        else:
            yield number, RowProblem(f"expected a row as an object; found {type(data).__name__}.")


def bytes_of(path: Path, missing: str = "`nizam caps record` begins one.") -> bytes:
    """The bytes of a ledger, no more than it may have and one. Raises BadInput."""
    try:
        with path.open("rb") as handle:
            return handle.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"there is no ledger {str(path)!r}; {missing}") from None
    except IsADirectoryError:
        raise BadInput(f"{path} is a folder; a ledger is one file.") from None
    except OSError as error:
        raise BadInput(f"the ledger {path} cannot be read: {error.strerror}.") from None


def _write(handle: int, path: Path, rows: Sequence[Row]) -> None:
    """Add whole lines, after a line's end where the file lacks it."""
    size = os.fstat(handle).st_size
    head = os.pread(handle, 64 * 1024, 0)
    data = _lines(head, path, rows).encode("utf-8")
    if size and os.pread(handle, 1, size - 1) != b"\n":
        data = b"\n" + data
    durable.append(handle, path, WHAT, data, size)


def _lines(head: bytes, path: Path, rows: Sequence[Row]) -> str:
    """The rows as the file writes them: its own columns in its own order, a header where the file is new."""
    begun = head.decode("utf-8-sig", "replace")
    if _of_lines(path, begun):
        return "".join(_json_line(row) for row in rows)
    if not begun.strip():
        return _csv_line(COLUMNS, ",") + "".join(_csv_line(row.fields().values(), ",") for row in rows)
    delimiter = _delimiter(begun)
    first = next(line for line in begun.splitlines() if line.strip())
    names = _header(next(csv.reader([first], delimiter=delimiter)), path, 1)
    out = []
    for row in rows:
        fields = row.fields()
        lost = [name for name in COLUMNS if name not in names and fields[name]]
        if lost:
            raise BadRequest(f"the ledger {path} has no column {lost[0]}; add it to its first line.")
        out.append(_csv_line((fields[name] for name in names), delimiter))
    return "".join(out)


def _csv_line(values: Iterable[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(list(values))
    return out.getvalue()


def _json_line(row: Row) -> str:
    fields = {name: value for name, value in row.fields().items() if value}
    return json.dumps(fields, ensure_ascii=False) + "\n"
