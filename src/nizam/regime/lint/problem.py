"""A problem of a pack, and the places of its entries in its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nizam.record import Record

ERROR, WARNING = "error", "warning"


class Problem(Record, frozen=True):
    """One thing wrong. `where` is `file:line`; the message says what was read and what to do about it."""

    where: str
    message: str
    severity: str = ERROR

    @property
    def file(self) -> str:
        return self.where.partition(":")[0]

    @property
    def line(self) -> int:
        number = self.where.partition(":")[2]
        return int(number) if number.isdigit() else 0

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Places:
    """Lines of a pack's entries, by what they are: `un-dprk/2371/8`, `un-dprk/2371/8#rajin-coal`, `goods coal`,
    `instrument S/RES/2371(2017)`, `exemption general-2397`, `case NAME`; a field of it as `….field`.

    Files are read once, when the first place is asked for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines: dict[str, str] | None = None

    def of(self, entry: str, *parts: str) -> str:
        """`file:line` of an entry, or of the nearest of its fields that is there; the folder's name where unknown."""
        for length in range(len(parts), -1, -1):
            found = self._index().get(".".join((entry, *parts[:length])))
            if found:
                return found
        return self.folder.name

    def typed(self, entry: str, field: str) -> bool:
        """Whether a field stands in the file itself, and was not derived."""
        return f"{entry}.{field}" in self._index()

    def _index(self) -> dict[str, str]:
        if self._lines is None:
            self._lines = dict(self._read())
        return self._lines

    def _read(self) -> Iterator[tuple[str, str]]:
        import yaml

        for path in (*sorted(self.folder.glob("*.yml")), *sorted(self.folder.glob("cases/*.yml"))):
            try:
                loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
                node = yaml.compose(path.read_text("utf-8", "replace"), Loader=loader)
            except yaml.YAMLError:
                # Who loads the file says what is wrong with it; the places of the others are still good.
                continue
            if node is not None:
                yield from _places(path, node)


def _places(path: Path, node: Any) -> Iterator[tuple[str, str]]:
    if path.parent.name == "cases":
        for entry in _items(node):
            yield from _entry(path, entry, f"case {path.name} {_value(entry, 'name')}")
        return
    for name, key, value in _pairs(node):
        if path.name == "goods.yml":
            yield f"goods {name}", f"{path.name}:{key}"
            yield from _fields(path, value, f"goods {name}")
        elif name == "instrument":
            yield from _entry(path, value, f"instrument {_value(value, 'id')}", key)
        elif name == "exemptions":
            for entry in _items(value):
                yield from _entry(path, entry, f"exemption {_value(entry, 'id')}")
        elif name == "provisions":
            for entry in _items(value):
                yield from _provision(path, entry)


def _provision(path: Path, node: Any) -> Iterator[tuple[str, str]]:
    own = _value(node, "id")
    yield from _entry(path, node, own)
    for name, _, value in _pairs(node):
        if name == "exceptions":
            for entry in _items(value):
                yield from _entry(path, entry, f"{own}#{_value(entry, 'id')}")


def _entry(path: Path, node: Any, name: str, line: int = 0) -> Iterator[tuple[str, str]]:
    yield name, f"{path.name}:{line or node.start_mark.line + 1}"
    yield from _fields(path, node, name)


def _fields(path: Path, node: Any, name: str) -> Iterator[tuple[str, str]]:
    for key, line, _ in _pairs(node):
        yield f"{name}.{key}", f"{path.name}:{line}"


def _pairs(node: Any) -> Iterator[tuple[str, int, Any]]:
    """Key, its line, and the value's node; nothing where it is no mapping."""
    if isinstance(node.value, list):
        for pair in node.value:
            if isinstance(pair, tuple):
                yield pair[0].value, pair[0].start_mark.line + 1, pair[1]


def _items(node: Any) -> Iterator[Any]:
    if isinstance(node.value, list):
        yield from (item for item in node.value if not isinstance(item, tuple))


def _value(node: Any, key: str) -> str:
    return next((str(value.value) for name, _, value in _pairs(node) if name == key), "")
