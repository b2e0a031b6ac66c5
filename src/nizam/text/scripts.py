"""Which script a text is in, and whether it runs right to left."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

_PREFIXES = {
    "ARABIC": "arab",
    "CYRILLIC": "cyrl",
    "LATIN": "latn",
    "HANGUL": "hang",
    "CJK": "hani",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HEBREW": "hebr",
    "GREEK": "grek",
    "DEVANAGARI": "deva",
    "THAI": "thai",
    "ARMENIAN": "armn",
    "GEORGIAN": "geor",
}

FSI, PDI = "\u2068", "\u2069"


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """The script of one character (`arab`, `cyrl`, `latn`, `hang`, `hani`, …), "" for digits and signs."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "")
    return next((code for prefix, code in _PREFIXES.items() if name.startswith(prefix)), "other")


def main_script(text: str, sample: int = 20_000) -> str:
    """The script most letters of the text are in; "" where it has no letters."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text[:sample]).items():
        counts[script_of(char)] += times
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""


def is_rtl(text: str) -> bool:
    """Whether the first strong character runs right to left."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def isolate(text: str) -> str:
    """Wrap right-to-left text so that it does not reorder its left-to-right surroundings on a screen."""
    return f"{FSI}{text}{PDI}" if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text) else text
