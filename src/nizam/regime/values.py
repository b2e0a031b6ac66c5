"""Reading a pack's values: each is text in the file, and each mistake names file, line, what was read, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.errors import PackError


class At:
    """A place in a pack file, for error messages: the path of keys that leads to the value being read."""

    def __init__(self, file: Path, *keys: str | int) -> None:
        self.file, self.keys = file, keys

    def __truediv__(self, key: str | int) -> At:
        return At(self.file, *self.keys, key)

    def __str__(self) -> str:
        try:
            line = yamltext.line_of(self.file.read_text(encoding="utf-8"), *self.keys)
        except OSError:
            return self.file.name
        return f"{self.file.name}:{line}"

    def fail(self, message: str) -> PackError:
        return PackError(str(self), message)


def fields(raw: Any, at: At, required: Iterable[str], optional: Iterable[str] = ()) -> Mapping[str, Any]:
    """Check that a mapping has all required fields and no unknown one."""
    if not isinstance(raw, Mapping):
        raise at.fail(f"expected a mapping with {', '.join(required)}; found {raw!r}.")
    known = (*required, *optional)
    for key in raw:
        if key not in known:
            raise (at / key).fail(f"unknown field {key!r}; known here: {', '.join(known)}.")
    for key in required:
        if key not in raw:
            raise at.fail(f"the field {key!r} is missing.")
    return raw


def text(raw: Any, at: At) -> str:
    if not isinstance(raw, str):
        raise at.fail(f"expected text; found {type(raw).__name__} {raw!r}. Quote it if it is one value.")
    return raw


def texts(raw: Any, at: At) -> tuple[str, ...]:
    """One text or a list of texts."""
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, Sequence):
        raise at.fail(f"expected a text or a list of texts; found {raw!r}.")
    return tuple(text(item, at / index) for index, item in enumerate(raw))


def words(raw: Any, at: At) -> Mapping[str, str]:
    """A sentence by language; English is required."""
    if not isinstance(raw, Mapping) or "en" not in raw:
        raise at.fail(f"expected a sentence by language, as in {{en: ..., ar: ...}}; found {raw!r}.")
    return {lang: text(value, at / lang) for lang, value in raw.items()}


def day(raw: Any, at: At) -> date:
    try:
        return date.fromisoformat(text(raw, at))
    except ValueError:
        raise at.fail(f'{raw!r} is not a date; write it as "2017-09-11".') from None


def number(raw: Any, at: At) -> float:
    try:
        return float(text(raw, at))
    except ValueError:
        raise at.fail(f'{raw!r} is not a number; write digits only, as in "500000".') from None


def one_of(raw: Any, at: At, known: Sequence[str]) -> str:
    value = text(raw, at)
    if value not in known:
        raise at.fail(f"{value!r} is not one of {', '.join(known)}.")
    return value
