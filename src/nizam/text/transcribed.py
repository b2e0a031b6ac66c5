"""English words of business in Arabic or Russian letters, turned back: «كوريا ريونها ماشينري» has "machinery"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.text.normalise import fold

_RESOURCE = Path(__file__).parent / "resources" / "transcribed.yml"
_LETTERS = re.compile("[^\\W\\d_]+")
_CASES = ("ами", "ов", "ам", "ах", "ом", "а", "у", "е", "ы", "и")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    rows: dict[str, dict[str, list[str]]] = yamltext.load(_RESOURCE)
    return {fold(word): english for english, row in rows.items() for words in row.values() for word in words}


def in_english(name: str) -> str:
    """The name with its English words in Latin letters; the rest, and any other name, as it was.

    >>> in_english("كوريا ريونها ماشينري"), in_english("Рёнха Трейдингом"), in_english("صفا")
    ('korea ريونها machinery', 'Рёнха trading', 'صفا')
    """
    return _LETTERS.sub(lambda word: _word(word.group()), name)


def _word(word: str) -> str:
    folded = fold(word)
    if folded.isascii():
        return word
    table = _table()
    bases = [folded, *(folded[: -len(end)] for end in _CASES if folded.endswith(end))]
    return next((table[base] for base in bases if base in table), word)
