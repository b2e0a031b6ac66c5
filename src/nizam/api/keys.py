"""Keys to the service: who may ask what. Only their hashes are kept.

    <home>/keys.json    [{"id", "name", "scopes", "hash", "made", "revoked"}], for the owner's eyes only

A key reads `nzm_<id>_<secret>`; the secret has 256 bits, so a plain hash of it cannot be searched through.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from nizam import durable, settings
from nizam.errors import BadInput, BadRequest
from nizam.record import Record, replace

SCOPES = ("read", "screen", "admin")
"""What a key may open: the law, deals and articles; names; everything."""
_MOST_NAME = 80


class Key(Record, frozen=True):
    """A key as kept. `made` and `revoked` are moments, ISO text; `revoked` is '' while the key is good."""

    id: str
    name: str
    scopes: tuple[str, ...]
    hash: str
    made: str
    revoked: str = ""

    def opens(self, scope: str) -> bool:
        """Whether the key may be used for something."""
        return not self.revoked and (scope in self.scopes or "admin" in self.scopes)


def path() -> Path:
    """Where keys are kept."""
    return settings.home() / "keys.json"


def every() -> list[Key]:
    """All keys, revoked ones too, in the order they were made. Raises BadInput where the file is damaged."""
    try:
        return msgspec.json.decode(path().read_bytes(), type=list[Key])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInput(f"{path()}: the keys cannot be read ({error}); put back a copy, or delete it.") from None


def add(name: str, scopes: Sequence[str] = ("read", "screen")) -> tuple[Key, str]:
    """A new key and its text, which is shown this once. Raises BadRequest."""
    unknown = [one for one in scopes if one not in SCOPES]
    if unknown or not scopes:
        raise BadRequest(f"{', '.join(unknown) or 'no scope'}: a key is for {', '.join(SCOPES)}.")
    if not name.strip() or len(name) > _MOST_NAME or not name.isprintable():
        raise BadRequest(f"a key needs a name of at most {_MOST_NAME} characters: who or what uses it.")
    text = secrets.token_urlsafe(32)
    with _locked():
        held = every()
        number = secrets.token_hex(4)
        key = Key(number, name.strip(), tuple(dict.fromkeys(scopes)), _hash(text), _now())
        _write([*held, key])
    return key, f"nzm_{number}_{text}"


def revoke(number: str) -> Key:
    """Make a key useless from now on. Raises BadRequest where there is none with the id."""
    with _locked():
        held = every()
        found = next((key for key in held if key.id == number), None)
        if found is None:
            raise BadRequest(f"there is no key {number!r}; `nizam keys` lists them.")
        gone = found if found.revoked else replace(found, revoked=_now())
        _write([gone if key.id == number else key for key in held])
    return gone


def found(held: Sequence[Key], text: str) -> Key | None:
    """The good key that a text is; takes as long for a wrong text as for a right one."""
    parts = text.split("_", 2)
    asked = parts[1] if len(parts) == 3 and parts[0] == "nzm" else ""
    digest = _hash(parts[2] if len(parts) == 3 else text)
    match = None
    for key in held:
        same = hmac.compare_digest(key.hash, digest) & hmac.compare_digest(
            key.id.encode(), asked.encode("utf-8", "surrogateescape")
        )
        if same and not key.revoked:
            match = key
    return match


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _locked() -> Any:
    return durable.appending(path().with_name("keys.lock"), "the lock of the keys", 0o600)


def _write(held: Sequence[Key]) -> None:
    rows = [{name: getattr(key, name) for name in Key.__struct_fields__} for key in held]
    before = os.umask(0o077)
    try:
        durable.write_whole(path(), json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    finally:
        os.umask(before)
