"""Reviewed data as text: YAML in which every scalar is a string, read fast and cached.

Plain YAML loaders turn `no` into False, `0301` into 193 and `2017-09-11` into a date. Here every scalar stays the
text a reviewer wrote, duplicate keys are an error, and aliases are refused (they make files that explode in memory).
A parsed file is kept in the disk cache, keyed by its content.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache
from nizam.errors import PackError


def load(path: Path) -> Any:
    """Read a YAML file as nested dicts, lists and strings; do not change what you get, others share it.

    Raises PackError naming file and line.
    """
    stat = path.stat()
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _load(path: Path, _changed: int, _size: int) -> Any:
    raw = path.read_bytes()
    name = diskcache.key(raw)
    data = diskcache.get("yaml", name)
    if data is None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise PackError(f"{path.name}:{line}", "not UTF-8 text; save the file as UTF-8.") from None
        data = parse(text, path.name)
        diskcache.put("yaml", name, data)
    return data


def words(path: Path, place: str, lang: str, /, **values: object) -> str:
    """A word or sentence of a labels file in a language, filled in; `place` is its keys, as in `outcomes.new`."""
    at = load(path)
    for part in place.split("."):
        at = at[part]
    text: str = at[lang]
    return text.format(**values) if values else text


def parse(text: str, name: str = "text") -> Any:
    """Parse YAML text as nested dicts, lists and strings; `name` is used in error messages."""
    import yaml

    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise PackError(f"{name}{line}", f"{problem}. Check indentation, colons and quotes on this line.") from error
    return _plain(node, name, set())


def line_of(text: str, *keys: str | int) -> int:
    """The line (from 1) where the value at a path of keys stands; the nearest known ancestor's line otherwise."""
    import yaml

    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line = 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == str(key):
                    line, node = name.start_mark.line + 1, value
                    break
            else:
                return line
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _plain(node: Any, name: str, seen: set[int]) -> Any:
    import yaml

    if node is None:
        return {}
    if id(node) in seen:
        raise PackError(f"{name}:{node.start_mark.line + 1}", "an alias (*name) is not accepted; write the value out.")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name, seen) for item in node.value]
    out: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise PackError(f"{name}:{key.start_mark.line + 1}", "a key must be plain text.")
        if key.value in out:
            raise PackError(f"{name}:{key.start_mark.line + 1}", f"the key {key.value!r} is given twice; keep one.")
        out[key.value] = _plain(value, name, seen)
    return out
