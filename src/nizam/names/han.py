"""A name in Han characters → how it is said: in pinyin, and in Hangul as Koreans read the characters.

Lists romanise Chinese names from the one and names of the DPRK from the other, and the characters do not tell which.
Source: names/resources/han.yml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names.scripts import script_of
from nizam.names.vocabulary import resource

# surnames of two characters
_DOUBLES = "欧阳歐陽司马司馬诸葛諸葛上官东方東方皇甫尉迟尉遲公孙公孫慕容长孙長孫宇文司徒鲜于鮮于南宫南宮西门西門"
_DOUBLE = frozenset(re.findall("..", _DOUBLES))
_LONGEST_PERSON = 5
_FIRST_HAN = "\u2e80"


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    out = []
    for name in ("pinyin", "korean"):
        words = resource("han")[name].split()
        out.append({char: said for said, chars in zip(words[::2], words[1::2], strict=True) for char in chars})
    return out[0], out[1]


def pinyin(word: str) -> str:
    """All characters of a word in Mandarin, as one word; '' where one has no reading here."""
    table = _tables()[0]
    said = [table.get(char, "") for char in word]
    return "".join(said) if all(said) else ""


def hangul(word: str) -> str:
    """All characters of a word as Koreans read them; '' where one has no reading here."""
    table = _tables()[1]
    said = [table.get(char, "") for char in word]
    return "".join(said) if all(said) else ""


def spoken(text: str) -> tuple[str, ...]:
    """What a person's name in Han characters may sound like: 张成泽 → "zhang chengze", "장성택"."""
    if not text or max(text) < _FIRST_HAN:
        return ()
    word = "".join(char for char in text if char.isalnum())
    if not 2 <= len(word) <= _LONGEST_PERSON or script_of(word) != "han":
        return ()
    cut = 2 if len(word) > 2 and word[:2] in _DOUBLE else 1
    surname, given = pinyin(word[:cut]), pinyin(word[cut:])
    return tuple(name for name in (f"{surname} {given}" if surname and given else "", hangul(word)) if name)
