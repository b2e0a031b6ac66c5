"""Named arrays and lists of words in one file that is mapped, not read: opening takes milliseconds, processes share it.

    magic · JSON head (length first) · arrays, each at a multiple of 64

Written once and never changed. The head says the byte order; a file of another machine or version is refused.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nizam.errors import IndexStale

VERSION = "4"
_MAGIC = f"NIZNAM{VERSION}{sys.byteorder[:1]}".encode()
_ALIGN = 64


def write(path: Path, data: Mapping[str, Any]) -> None:
    """Write arrays and lists of text under their names: whole or not at all."""
    head: dict[str, list[Any]] = {}
    blobs: list[bytes] = []
    at = 0
    for name, value in data.items():
        if isinstance(value, np.ndarray):
            blob, kind = np.ascontiguousarray(value).tobytes(), [value.dtype.str, list(value.shape)]
        else:
            blob, kind = "\n".join(value).encode("utf-8", "surrogatepass"), ["text", len(value)]
        head[name] = [at, len(blob), *kind]
        blobs.append(blob + b"\0" * (-len(blob) % _ALIGN))
        at += len(blobs[-1])
    raw = json.dumps(head).encode()
    raw += b" " * (-(len(_MAGIC) + 8 + len(raw)) % _ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        handle.write(_MAGIC + len(raw).to_bytes(8, "little") + raw)
        for blob in blobs:
            handle.write(blob)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(handle.name, path)


class Arrays:
    """A file of arrays, open."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises IndexStale where it is damaged, of another version or of another machine."""
        try:
            with path.open("rb") as handle:
                self._map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[: len(_MAGIC)] != _MAGIC:
                raise ValueError("another version")
            size = int.from_bytes(self._map[len(_MAGIC) : len(_MAGIC) + 8], "little")
            self._start = len(_MAGIC) + 8 + size
            self._head: dict[str, list[Any]] = json.loads(self._map[len(_MAGIC) + 8 : self._start])
            if any(self._start + at + length > len(self._map) for at, length, *_ in self._head.values()):
                raise ValueError("cut off")
        except (ValueError, OSError) as error:
            raise IndexStale(f"{path}: this index of names cannot be used ({error}); it is built anew.") from error

    def array(self, name: str) -> Any:
        """An array, read-only."""
        at, _, kind, shape = self._head[name]
        count = int(np.prod(shape)) if shape else 1
        return np.frombuffer(self._map, np.dtype(kind), count, self._start + at).reshape(shape)

    def texts(self, name: str) -> Sequence[str]:
        """A list of text."""
        at, length, _, count = self._head[name]
        raw = self._map[self._start + at : self._start + at + length]
        return raw.decode("utf-8", "surrogatepass").split("\n") if count else []
