"""One decision record as it is kept, and the chain that ties it to those before it.

    line       JSON: what was decided, when, by which packs and lists, who asked
    personal   what was asked and every trace of it, in bytes of their own, so that they can be erased
    hash       sha256(hash of the record before ‖ number, 8 bytes, most significant first ‖ line)

The line holds `personal`: the hex sha256 of salt ‖ personal bytes. Erasing both leaves the line, and with it the chain,
as it was; without the salt nobody can try names against the hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from nizam.record import Record

START = bytes(32)
"""What stands for the hash before the first record."""
_SMALL = 400
_PLAIN = re.compile(r"[A-Za-z0-9_:.-]*")
_ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=str)


class Entry(Record, frozen=True):
    """A record that is to be appended. `at` is ISO text, UTC, with microseconds: texts in order are times in order."""

    id: str
    kind: str
    at: str
    outcome: str
    basis: str
    line: bytes
    personal: bytes | None = None
    salt: bytes | None = None


class Kept(Record, frozen=True):
    """A record as it stands in the log. `seq` counts from 1 without gaps."""

    seq: int
    id: str
    kind: str
    at: str
    outcome: str
    basis: str
    line: bytes
    personal: bytes | None
    salt: bytes | None
    hash: bytes


def make(
    kind: str,
    id: str,
    outcome: str,
    basis: str,
    said: Mapping[str, Any],
    personal: Mapping[str, Any] | None,
    *,
    at: str = "",
) -> Entry:
    """An entry from plain data; `said` are the further fields of its line."""
    at = at or now()
    salt = stored = None
    seal = ""
    if personal is not None:
        stored = pack(personal)
        salt = _SALTS.next()
        seal = commitment(salt, stored)
    rest = encoded(said)
    line = opening(id, kind, at, outcome, basis, seal=seal) + (b"," + rest[1:] if said else b"}")
    return Entry(id, kind, at, outcome, basis, line, stored, salt)


class _Salts:
    """Random salts, drawn many at a time: a call into the system for each would be most of a record's cost."""

    def __init__(self) -> None:
        self._pid, self._left = 0, deque[bytes]()

    def next(self) -> bytes:
        """One that nobody has had, in no other process either."""
        if self._pid != os.getpid():
            self._pid, self._left = os.getpid(), deque()
        try:
            # taking from a deque needs no lock
            return self._left.popleft()
        except IndexError:
            drawn = os.urandom(16 * 256)
            self._left.extend(drawn[at : at + 16] for at in range(16, len(drawn), 16))
            return drawn[:16]


_SALTS = _Salts()


def opening(id: str, kind: str, at: str, outcome: str, basis: str, *, seal: str) -> bytes:
    """How the line of a record begins: what its columns say, always in the same letters."""
    for one in (id, kind, at, outcome, basis):
        if not _PLAIN.fullmatch(one):
            raise ValueError(f"{one!r} is no word for a record's column")
    text = f'{{"decision_id":"{id}","kind":"{kind}","asked_at":"{at}","outcome":"{outcome}","basis":"{basis}"'
    return (f'{text},"personal":"{seal}"' if seal else text).encode()


def pack(data: Mapping[str, Any]) -> bytes:
    """Plain data as bytes: JSON, deflated where it is worth it."""
    raw = encoded(data)
    return raw if len(raw) < _SMALL else zlib.compress(raw, 1)


def encoded(data: Any) -> bytes:
    """Plain data as JSON, names in order."""
    try:
        return _ENCODER.encode(data)
    except UnicodeEncodeError:
        # half a pair of surrogates, as in an argument that was no UTF-8: only JSON's own escapes hold it
        return json.dumps(data, sort_keys=True, default=str, separators=(",", ":")).encode("ascii")


def unpack(stored: bytes) -> dict[str, Any]:
    """What `pack` was given."""
    found: dict[str, Any] = decoded(plain(stored))
    return found


def decoded(raw: bytes) -> Any:
    """JSON as data."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return json.loads(raw)


def plain(stored: bytes) -> bytes:
    """The JSON of packed bytes."""
    return stored if stored[:1] == b"{" else zlib.decompress(stored)


def commitment(salt: bytes, stored: bytes) -> str:
    """What a line says of its personal part."""
    return hashlib.sha256(salt + stored).hexdigest()


def chained(before: bytes, seq: int, line: bytes) -> bytes:
    """The hash of a record."""
    return hashlib.sha256(before + seq.to_bytes(8, "big") + line).digest()


def basis_of(content: Mapping[str, Any]) -> tuple[str, bytes]:
    """What answers rest on (packs, lists, code, settings): its hash, and the JSON that is kept once."""
    raw = encoded(content)
    return hashlib.sha256(raw).hexdigest(), raw


def now() -> str:
    """This moment, as records write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
