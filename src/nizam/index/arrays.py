"""Named arrays in one file that is mapped, not read: opening takes milliseconds, processes share it.

    magic · JSON head (length first) · arrays, each at a multiple of 64

Written once and never changed. The head says the byte order; a file of another machine or version is refused.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from nizam.errors import IndexStale

if TYPE_CHECKING:
    from numpy.typing import NDArray

# numpy is for building and for the kernel: a first answer is there before it would be imported

VERSION = "5"
_MAGIC = f"NIZNAM{VERSION}{sys.byteorder[:1]}".encode()
_ALIGN = 64


def write(path: Path, data: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays under their names: whole or not at all."""
    import tempfile

    import numpy as np

    head: dict[str, list[Any]] = {}
    at = 0
    for name, value in data.items():
        whole = np.ascontiguousarray(value)
        head[name] = [at, value.nbytes, value.dtype.str, list(value.shape), crc32(whole.data if value.nbytes else b"")]
        at += value.nbytes + -value.nbytes % _ALIGN
    raw = json.dumps(head).encode()
    raw += b" " * (-(len(_MAGIC) + 8 + len(raw)) % _ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        handle.write(_MAGIC + len(raw).to_bytes(8, "little") + raw)
        for value in data.values():
            handle.write(np.ascontiguousarray(value).data if value.nbytes else b"")
            handle.write(b"\0" * (-value.nbytes % _ALIGN))
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(handle.name, path)


class Arrays:
    """A file of arrays, open."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises IndexStale where it is damaged, of another version or of another machine."""
        self.path = path
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

    def intact(self, name: str) -> bool:
        """Whether an array is what was written; reads all of it."""
        at, length, _, _, check = self._head[name]
        with memoryview(self._map) as view:
            return crc32(view[self._start + at : self._start + at + length]) == int(check)

    def numbers(self, name: str) -> Any:
        """An array as plain numbers, one after the other whatever its shape."""
        at, length, kind, _, _ = self._head[name]
        plain: Any = _PLAIN[kind[1:]]
        return memoryview(self._map)[self._start + at : self._start + at + length].cast(plain)

    def array(self, name: str) -> Any:
        """An array, read-only."""
        import numpy as np

        at, _, kind, shape, _ = self._head[name]
        count = int(np.prod(shape)) if shape else 1
        return np.frombuffer(self._map, np.dtype(kind), count, self._start + at).reshape(shape)


_PLAIN = {"u1": "B", "i2": "h", "i4": "i", "i8": "q", "f4": "f"}


def packed(words: Iterable[bytes]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Strings of bytes as one array and where each begins, and where the last ends."""
    import numpy as np

    kept = list(words)
    starts = np.zeros(len(kept) + 1, np.int64)
    np.cumsum([len(word) for word in kept], out=starts[1:])
    return np.frombuffer(b"".join(kept), np.uint8), starts


class Strings:
    """Packed strings, each made when it is asked for."""

    def __init__(self, flat: memoryview, starts: memoryview) -> None:
        self._flat = flat
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> bytes:
        return bytes(self._flat[self._starts[at] : self._starts[at + 1]])
