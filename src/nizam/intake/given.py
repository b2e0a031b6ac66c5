"""What is given to read → the pages there are: files, folders, lists of addresses, feeds, single addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nizam.errors import BadInput, NizamError
from nizam.record import Record

if TYPE_CHECKING:
    from nizam.intake.visits import Visitor

MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is read as one article."""
ENDINGS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
"""Files of a folder that are read; others are left alone."""
_HEAD = 1 << 16
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)


class Piece(Record, frozen=True):
    """One page to be read: a file's path or an address, and what a feed says of it. `body` is what was fetched for it
    already. `problem` stands where it is known beforehand that there is nothing to read."""

    where: str
    title: str = ""
    published: date | None = None
    feed: str = ""
    body: bytes | None = None
    problem: NizamError | None = None

    def mark(self) -> str:
        """What tells a file from itself before it was changed; "" for an address."""
        if is_address(self.where):
            return ""
        try:
            stat = os.stat(self.where)
        except OSError:
            return ""
        return f"{stat.st_size}-{stat.st_mtime_ns}"


def is_address(source: str) -> bool:
    """Whether a source is a page of the web."""
    return source.split(":", 1)[0].lower() in ("http", "https")


def is_many(sources: Sequence[str], data: bytes | None = None) -> bool:
    """Whether more than one article is meant: several sources, a folder, a list of addresses or a feed.

    `data` is the content of a single source, where it is at hand.
    """
    if len(sources) != 1:
        return True
    if data is None:
        return Path(sources[0]).is_dir()
    from nizam.intake.feeds import looks_like_feed

    head = _text(data[:_HEAD])
    return looks_like_feed(head) or _is_list(head)


def expand(sources: Sequence[str], visitor: Visitor, *, data: bytes | None = None) -> list[Piece]:
    """Every page the sources lead to, each once, in their order.

    `data` is the content of the only source, where it was read already. A source that leads nowhere becomes a piece
    with a problem: it must not keep the others from being read.
    """
    pieces: dict[str, Piece] = {}
    for source in sources:
        try:
            for piece in _pages_of(source, visitor, data):
                pieces.setdefault(piece.where, piece)
        except NizamError as problem:
            pieces.setdefault(source, Piece(source, problem=problem))
    return list(pieces.values())


def _pages_of(source: str, visitor: Visitor, data: bytes | None) -> Iterator[Piece]:
    from nizam.intake.feeds import looks_like_feed

    if not is_address(source) and Path(source).is_dir():
        yield from (Piece(str(path)) for path in files_in(Path(source)))
        return
    where = source
    fetched = is_address(source)
    if data is None and fetched:
        page = visitor.named(source)
        data, where = page.body, page.url
    head = _text(data[:_HEAD]) if data is not None else _head(source)
    if looks_like_feed(head):
        yield from _of_feed(data if data is not None else read_file(source), where)
    elif _is_list(head):
        yield from _of_list(data if data is not None else read_file(source))
    else:
        yield Piece(where, body=data if fetched or source == "-" else None)


def _of_feed(data: bytes, where: str) -> Iterator[Piece]:
    from nizam.intake.feeds import parse_feed

    for entry in parse_feed(data, where).entries:
        if entry.url:
            yield Piece(entry.url, entry.title, entry.day(), where)
        else:
            problem = BadInput(f"{where}: the item {entry.title!r} has no address; there is no page to read.")
            yield Piece(f"{where}#{entry.title}", entry.title, entry.day(), where, problem=problem)


def _of_list(data: bytes) -> Iterator[Piece]:
    for line in _text(data).splitlines():
        address = line.strip("\ufeff \t")
        if address and not address.startswith("#"):
            yield Piece(address.partition("#")[0])


def _is_list(head: str) -> bool:
    """A text whose every line is an address; `#` begins a remark. The last line may be cut off where it is long."""
    lines = [line.strip("\ufeff \t\r") for line in head.split("\n")]
    wanted = [line for line in lines if line and not line.startswith("#")]
    return bool(wanted) and all(_ADDRESS.match(line) for line in wanted)


def files_in(folder: Path) -> Iterator[Path]:
    """The readable files of a folder and the folders in it, by name; hidden ones and links to folders are passed by."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(at, name)
            if not name.startswith(".") and path.suffix.lower() in ENDINGS and path.is_file():
                yield path


def read_file(path: str) -> bytes:
    """A file's bytes. Raises BadInput where it is not there, cannot be read, or is too large for an article."""
    if Path(path).is_dir():
        raise BadInput(f"{path} is a folder; give one file.")
    try:
        with open(path, "rb") as handle:
            return bounded(handle.read(MOST_BYTES + 1), path)
    except FileNotFoundError:
        raise BadInput(f"there is no file {path!r}; give a file, an http(s) address, or - for input.") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def bounded(data: bytes, name: str) -> bytes:
    """The same bytes. Raises BadInput where there are more than an article has."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name} is larger than {MOST_BYTES >> 20} MB; give one article, not an archive.")
    return data


def _head(path: str) -> str:
    """The beginning of a file; "" where it cannot be read: reading it will say why."""
    try:
        with open(path, "rb") as handle:
            return _text(handle.read(_HEAD))
    except (OSError, ValueError):
        return ""


def _text(data: bytes) -> str:
    """Letters enough to tell a feed or a list from a page, whatever the encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")
