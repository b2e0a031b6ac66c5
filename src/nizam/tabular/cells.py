"""One cell → what a form can hold: text as people and programs read it, JSON, or harmless text for a spreadsheet."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: Any) -> str:
    """A cell as text. Days as 2019-05-02, truth as true and false, numbers in full, lists and objects as JSON.

    >>> as_text(None), as_text(True), as_text(12.0), as_text(datetime(1962, 2, 18)), as_text(["a"])
    ('', 'true', '12', '1962-02-18', '["a"]')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(as_json(value), ensure_ascii=False)
    return str(value)


def as_json(value: Any) -> Any:
    """A cell as JSON can hold it; a number that is none becomes null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, Mapping):
        return {as_text(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return as_text(value)


def harmless(text: str) -> str:
    """Text from outside the table for a CSV cell: what a spreadsheet would run as a formula gets a `'` before it.

    >>> harmless("=1+1"), harmless("Kim")
    ("'=1+1", 'Kim')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
