"""The base of everything frozen inside: fields with types, equal by value, not to be changed after they are made.

A record is a struct of msgspec: it is declared as a dataclass is, and made, compared and changed many times faster;
what starts up quickly and judges thousands of deals a second rests on it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import fields, replace

__all__ = ["Record", "asdict", "astuple", "field", "fields", "replace"]


class Record(msgspec.Struct, frozen=True):
    """Fields in order, those with defaults last; `replace(record, field=value)` gives a changed copy."""


def asdict(record: msgspec.Struct) -> dict[str, Any]:
    """The fields by name, records within them too."""
    return {name: _plain(getattr(record, name), asdict) for name in record.__struct_fields__}


def astuple(record: msgspec.Struct) -> tuple[Any, ...]:
    """The fields in order, records within them too."""
    return tuple(_plain(getattr(record, name), astuple) for name in record.__struct_fields__)


def _plain(value: Any, within: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return within(value)
    if isinstance(value, (tuple, list)):
        return type(value)(_plain(item, within) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item, within) for key, item in value.items()}
    return value
