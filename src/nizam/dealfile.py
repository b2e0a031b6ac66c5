"""Deals as they come: a file of JSON or YAML, a .jsonl with one a line, standard input, or plain words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.errors import BadDeal, BadInput, NizamError
from nizam.reader.dealing.deal_fields import FIELDS, shown
from nizam.record import Record

MOST_BYTES = 5 * 1024 * 1024
MOST_LINE = 1024 * 1024
_FILE_ENDINGS = (".json", ".jsonl", ".ndjson", ".yml", ".yaml")
# A text that begins like this is meant as fields, not as words.
_FIELDS_BEGIN = re.compile(r"(?:---\s+)?(?:- +)?(?:" + "|".join(FIELDS) + r")[ \t]*:", re.IGNORECASE)


_KINDS: Mapping[type, str] = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}


class Row(Record, frozen=True):
    """One deal as given, or the error that stands in its place; `id` echoes the deal's own id where it has one."""

    id: str
    given: Mapping[str, Any] | NizamError


def read_deals(source: str) -> tuple[bool, Iterator[Row]]:
    """Whether it is a file of many deals, and the deals one by one. Raises BadInput where nothing can be read."""
    if not source.strip():
        raise BadInput("the deal is empty; give its fields or say it in words.")
    if source == "-":
        if sys.stdin is None:
            raise BadInput("standard input is closed; pipe a deal in, or give a file.")
        return _from_text(_decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"))
    if source.lstrip()[:1] in ("{", "["):
        return _from_text(source)
    path = Path(source)
    if _looks_like_file(source):
        if not path.exists():
            raise BadInput(f"there is no file {source!r}; give a deal's file, - for input, or the deal in words.")
        if path.is_dir():
            raise BadInput(f"{source} is a folder; give one file.")
        if path.suffix in (".jsonl", ".ndjson"):
            return True, _lines_of(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{source} cannot be read: {error.strerror}.") from None
        return _from_text(_decoded(data[: MOST_BYTES + 1], source), fields=path.suffix in (".yml", ".yaml"))
    return False, iter([Row("", {"text": source})])


def _looks_like_file(source: str) -> bool:
    if source.endswith(_FILE_ENDINGS):
        return True
    try:
        return len(source) < 1024 and "\n" not in source and Path(source).exists()
    except (OSError, ValueError):
        return False


def _lines_of(path: Path) -> Iterator[Row]:
    """Each line is read on its own, so one bad line costs one answer. Raises BadInput where there is no line at all."""
    empty = True
    try:
        opened = path.open("rb")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    with opened as handle:
        number = 0
        while line := handle.readline(MOST_LINE + 1):
            number += 1
            if len(line) > MOST_LINE and not line.endswith(b"\n"):
                while (rest := handle.readline(MOST_LINE)) and not rest.endswith(b"\n"):
                    pass
                empty = False
                yield Row("", BadDeal(f"line {number}", f"longer than {MOST_LINE >> 10} KB; a deal is far smaller."))
            elif line.strip():
                empty = False
                yield _row(line, number)
    if empty:
        raise BadInput(f"{path} holds no deal; each line is one deal as a JSON object.")


def _row(line: bytes, number: int) -> Row:
    try:
        data = _loads(line)
    except RecursionError:
        return Row("", BadDeal(f"line {number}", "nested too deeply; see the deal's shape in the documentation."))
    except ValueError as error:
        return Row("", BadDeal(f"line {number}", f"not JSON ({error}); each line is one deal as a JSON object."))
    return _checked(data, f"line {number}")


def _loads(text: str | bytes) -> Any:
    """JSON as data. A field that stands twice and a number that is none are errors, not a silent choice."""
    return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {shown(twice)} stands twice")
    return out


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _checked(data: Any, where: str) -> Row:
    if not isinstance(data, Mapping):
        return Row("", BadDeal(where, f"expected a deal as an object; found {_KINDS.get(type(data), 'nothing')}."))
    given = data.get("id")
    return Row(shown(given, 200) if given is not None else "", data)


def _from_text(text: str, *, fields: bool = False) -> tuple[bool, Iterator[Row]]:
    """One deal in JSON or YAML, several JSON lines or a list, or words. `fields`: words are not wanted here."""
    stripped = text.strip()
    if not stripped:
        raise BadInput("the deal is empty; give its fields or say it in words.")
    if stripped[0] in "{[":
        return _from_json(stripped)
    if _is_json_scalar(stripped):
        raise BadInput("a deal is an object of fields or a sentence; found a lone JSON value.")
    fields = fields or bool(_FIELDS_BEGIN.match(stripped))
    try:
        data = yamltext.parse(stripped, "deal")
    except NizamError as error:
        if fields:
            raise BadInput(f"not valid YAML: {error}") from None
        data = None
    if isinstance(data, Mapping) and data:
        return False, iter([_checked(data, "deal")])
    if isinstance(data, list) and (fields or any(isinstance(item, Mapping) for item in data)):
        return True, _items(data)
    if fields:
        raise BadInput("a deal is an object of fields; see the deal's shape in the documentation.")
    return False, iter([Row("", {"text": stripped})])


def _from_json(stripped: str) -> tuple[bool, Iterator[Row]]:
    try:
        data = _loads(stripped)
    except RecursionError:
        raise BadInput("the deal is nested too deeply; see the deal's shape in the documentation.") from None
    except ValueError as error:
        lines = [line for line in stripped.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return True, (_row(line.encode("utf-8", "replace"), n) for n, line in enumerate(lines, 1))
        raise BadInput(f"not valid JSON: {error}. Check quotes, commas and brackets there.") from None
    if isinstance(data, list):
        return True, _items(data)
    return False, iter([_checked(data, "deal")])


def _items(data: Sequence[Any]) -> Iterator[Row]:
    if not data:
        raise BadInput("the list of deals is empty; give at least one deal.")
    return (_checked(item, f"item {n}") for n, item in enumerate(data, 1))


def _is_json_scalar(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name} is larger than {MOST_BYTES >> 20} MB; give deals one a line in a .jsonl file.")
    if b"\0" in data[:4096]:
        raise BadInput(f"{name} is not text; give a deal as JSON, YAML or words.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not UTF-8 text; save it as UTF-8.") from None
