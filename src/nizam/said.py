"""Error messages in the language of whoever reads them: the catalogue `messages.yml` of English templates and Arabic.

    said.message(str(error), "ar")

Messages are raised in English, whole; here the sentence is found again in the catalogue by its template, and said in
Arabic with the same values. What no template fits stays as it is. `scripts/messages.py` lists what has no Arabic yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from nizam import yamltext

LANG: ContextVar[str] = ContextVar("lang", default="en")
"""The language that the running command was asked to answer in."""
_FILE = Path(__file__).parent / "messages.yml"
_DEEPEST = 3


def message(text: str, lang: str) -> str:
    """A message in `en` or `ar`. Values that are messages themselves are said in that language, too."""
    return _arabic(text, _DEEPEST) if lang == "ar" else text


def catalogue() -> dict[str, str]:
    """Arabic templates by English ones; `{}` in the order of the English, or `{0}`, `{1}` in any."""
    return {row["en"]: row["ar"] for row in yamltext.load(_FILE)}


def _arabic(text: str, depth: int) -> str:
    for parts, said in _templates():
        values = _values(text, parts)
        if values is not None:
            return said.format(*(_arabic(one, depth - 1) if depth else one for one in values))
    # a place in front, as in `goods[0].hs_code: …`, or `row 3: …`
    place, colon, rest = text.partition(": ")
    return f"{place}: {_arabic(rest, depth - 1)}" if colon and depth else text


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
        found = text.find(part, at + 1, end)
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(part)
    return [*values, text[at:end]] if at < end else None


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Templates in parts, those with the most words of their own first."""
    rows = sorted(catalogue().items(), key=lambda row: -len(row[0].replace("{}", "")))
    return tuple((tuple(english.split("{}")), arabic) for english, arabic in rows)
