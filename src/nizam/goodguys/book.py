"""The book of dismissals: JSON lines under NIZAM_HOME, only ever appended to.

Each line is a dismissal, or says that one was taken back. A newer dismissal of the same subject takes the older one's
place; both stay in the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nizam import durable, settings
from nizam.errors import BadInput
from nizam.goodguys.record import Dismissal, Problem, from_row
from nizam.record import Record

FILE = "goodguys.jsonl"
WHAT = "the good-guy list"


class Book(Record, frozen=True):
    """What stands at present. `by_key`: dismissals by the name asked; `removed`: those taken back or replaced."""

    standing: Mapping[str, Dismissal]
    by_key: Mapping[str, tuple[Dismissal, ...]]
    removed: Mapping[str, Dismissal]


EMPTY = Book({}, {}, {})
_held: dict[Path, tuple[tuple[int, int, int], Book]] = {}
_paths: dict[str, Path] = {}
_names: dict[str, str] = {}


def path() -> Path:
    """Where the book is."""
    return settings.home() / FILE


def current() -> Book:
    """The book as it is now; read again only where the file changed. Raises BadInput naming the line."""
    # asked for every name screened: where there is no file this is one look at the folder
    given = os.environ.get("NIZAM_HOME", "")
    where = _paths.get(given) or _paths.setdefault(given, path())
    try:
        found = os.stat(_names.get(given) or _names.setdefault(given, str(where)))
    except OSError:
        return EMPTY
    mark = (found.st_mtime_ns, found.st_size, found.st_ino)
    known = _held.get(where)
    if known is not None and known[0] == mark:
        return known[1]
    try:
        data = where.read_bytes()
    except OSError as error:
        raise BadInput(f"the good-guy list {where} cannot be read: {error.strerror}.") from None
    book = _book(_events(data, where))
    _held[where] = (mark, book)
    return book


def change(work: Callable[[Book], Sequence[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    """Ask `work` what to append to the book as it is then, and append it: all of it or nothing, flushed to disk.

    Raises BadInput where the book is damaged, BadRequest where it cannot be written or another program holds it.
    """
    where = path()
    with durable.appending(where, WHAT, 0o600) as handle:
        data = os.pread(handle, os.fstat(handle).st_size, 0)
        sound = _sound(data)
        rows = list(work(_book(_events(data[:sound], where))))
        if rows:
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            durable.append(handle, where, WHAT, text.encode("utf-8"), sound)
    return rows


def removal(dismissal: Dismissal, author: str, reason: str, at: str) -> dict[str, Any]:
    """The line that takes a dismissal back."""
    return {"removes": dismissal.id, "author": author, "reason": reason, "at": at}


def _sound(data: bytes) -> int:
    """Where the last whole line ends: a line cut off by a crash was never promised to anybody."""
    return data.rfind(b"\n") + 1


def _events(data: bytes, where: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(data[: _sound(data)].split(b"\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise _bad(where, number, f"not JSON ({str(error)[:60]})") from None


def _book(events: Iterator[tuple[int, Any]]) -> Book:
    standing: dict[str, Dismissal] = {}
    removed: dict[str, Dismissal] = {}
    subjects: dict[object, str] = {}
    for number, row in events:
        if isinstance(row, Mapping) and "removes" in row:
            gone = standing.pop(str(row["removes"]), None)
            if gone is not None:
                removed[gone.id] = gone
            continue
        try:
            made = from_row(row)
        except Problem as problem:
            raise _bad(path(), number, str(problem)) from None
        older = subjects.get(made.subject)
        if older is not None and older in standing:
            removed[older] = standing.pop(older)
        standing[made.id] = made
        subjects[made.subject] = made.id
    by_key: dict[str, tuple[Dismissal, ...]] = {}
    for made in standing.values():
        by_key[made.key] = (*by_key.get(made.key, ()), made)
    return Book(standing, by_key, removed)


def _bad(where: Path, number: int, what: str) -> BadInput:
    return BadInput(f"{where}:{number}: {what}; mend that line of the good-guy list, or put a copy back.")
