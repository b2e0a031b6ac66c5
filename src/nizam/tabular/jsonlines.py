"""Tables as JSON lines: one object a line, its keys are the columns."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from nizam.errors import BadInput
from nizam.tabular.encoding import encoding_of
from nizam.tabular.table import MOST_RECORD, Line, Table, column_names, fitted


class JsonLines(Table):
    """A file of JSON lines, open. It is read twice: the columns are the keys of all its objects."""

    def __init__(self, handle: BinaryIO, name: str, encoding: str | None = None) -> None:
        self._bytes = handle
        handle.seek(0, io.SEEK_END)
        self._size = handle.tell()
        handle.seek(0)
        self._text = io.TextIOWrapper(handle, encoding=encoding_of(handle, name, encoding), newline="\n")
        keys: dict[str, None] = {}
        for place, data in self._objects(name):
            if isinstance(data, dict):
                keys.update(dict.fromkeys(data))
            elif place == "line 1" and data.startswith("a list"):
                raise BadInput(f"{name} holds one JSON list; write one object a line (`jq -c '.[]'` does that).")
        if not keys:
            raise BadInput(f"{name} holds no JSON object; write one object a line.")
        super().__init__(name, "jsonl", column_names(list(keys), name, "its keys"))
        self._keys = tuple(keys)

    def lines(self) -> Iterator[Line]:
        for place, data in self._objects(self.name):
            if isinstance(data, dict):
                yield Line(place, [data.get(key) for key in self._keys])
            else:
                yield Line(place, fitted([], len(self.columns)), f"{place}: {data}")

    def share(self) -> float | None:
        return min(1.0, self._bytes.tell() / self._size) if self._size else None

    def close(self) -> None:
        self._text.close()

    def _objects(self, name: str) -> Iterator[tuple[str, dict[str, Any] | str]]:
        """Each line's object, or what is wrong with it."""
        self._text.seek(0)
        number = 0
        while line := self._text.readline(MOST_RECORD + 1):
            number += 1
            place = f"line {number}"
            if len(line) > MOST_RECORD:
                raise BadInput(f"{name}, {place}: longer than {MOST_RECORD >> 20} million characters; split it.")
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield place, f"not JSON ({str(error)[:80]}); each line is one object"
                continue
            if isinstance(data, dict):
                yield place, data
            else:
                kind = "a list" if isinstance(data, list) else type(data).__name__
                yield place, f"{kind} where an object is expected; each line is one object"
