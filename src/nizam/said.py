"""Error messages in the language of whoever reads them: the catalogue `messages.yml` of English templates and Arabic.

    said.message(str(error), "ar")

Messages are raised in English, whole; here the sentence is found again in the catalogue by its template, and said in
Arabic with the same values. What no template fits stays as it is. `scripts/messages.py` lists what has no Arabic yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from nizam import yamltext

LANG: ContextVar[str] = ContextVar("lang", default="en")
"""The language that the running command was asked to answer in."""
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
"""Before a line that may begin with a Latin name and runs from right to left all the same."""
_FILE = Path(__file__).parent / "messages.yml"
_DEEPEST = 6
_LONGEST = 2_000
"""Characters of a value in which messages are looked for; a longer one is somebody's data."""
_PLACE = re.compile(r"[\w./\\\[\]#:-]+(?:, [a-z]+ [\w-]+)*: ")
"""Where something is, in front of what is wrong with it: `goods[0].hs_code: …`, `customers.csv, row 3: …`."""


def message(text: str, lang: str) -> str:
    """A message in `en` or `ar`. Values that are messages themselves are said in that language, too."""
    return _arabic(text, _DEEPEST) if lang == "ar" else text


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within it, commands answer in `lang` until they are told otherwise."""
    token = LANG.set(lang)
    try:
        yield
    finally:
        LANG.reset(token)


def rows() -> Sequence[Mapping[str, str]]:
    """The catalogue: `en`, `ar`, and `of` where not Nizam says it but Python, the system or a library."""
    found: Sequence[Mapping[str, str]] = yamltext.load(_FILE)
    return found


def catalogue() -> dict[str, str]:
    """Arabic templates by English ones; `{}` in the order of the English, or `{0}`, `{1}` in any."""
    return {row["en"]: row["ar"] for row in rows()}


def _arabic(text: str, depth: int) -> str:
    if not depth:
        return text
    said = _by_template(text, depth)
    if said is None and text.endswith("."):
        # a reason that elsewhere stands within a sentence
        said = _by_template(text[:-1], depth)
        said = None if said is None else f"{said}."
    if said is not None:
        return said
    place, colon, rest = text.partition(": ")
    return f"{_value(place, depth)}: {_arabic(rest, depth - 1)}" if colon else text


def _by_template(text: str, depth: int) -> str | None:
    for parts, said in _templates():
        values = _values(text, parts)
        if values is not None and not (values and not parts[0] and _PLACE.match(values[0])):
            return said.format(*(_value(one, depth) for one in values))
    return None


def _value(text: str, depth: int) -> str:
    if len(text) > _LONGEST:
        return text
    # several places, as in `customers.csv, row 3`
    name, comma, place = text.rpartition(", ")
    said = _by_template(place, 1) if comma and depth > 1 else None
    return f"{name}، {said}" if said is not None else _arabic(text, depth - 1)


def _values(text: str, parts: Sequence[str]) -> list[str] | None:
    """What stands between the parts of a template in a text; None where it is no such text. Linear in its length."""
    first, *inner = parts
    if not inner:
        return [] if text == first else None
    last = inner.pop()
    if not (text.startswith(first) and text.endswith(last)):
        return None
    values, at, end = [], len(first), len(text) - len(last)
    for part in inner:
        found = text.find(part, at, end)
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(part)
    return [*values, text[at:end]] if at <= end else None


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Templates in parts, those with the most words of their own first."""
    by_length = sorted(catalogue().items(), key=lambda row: -len(row[0].replace("{}", "")))
    return tuple((tuple(english.split("{}")), arabic) for english, arabic in by_length)
