"""Arabic and Cyrillic names in Latin letters that can be read aloud: for labels, not for matching."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.text.normalise import fold
from nizam.text.tokens import is_arabic

_RESOURCE = Path(__file__).parent / "resources" / "romanise.yml"
_VOWELS = "aeiou"


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = yamltext.load(_RESOURCE)
    return data


def romanise(name: str) -> str:
    """A readable Latin form of a name; Latin text comes back as it is.

    >>> romanise("Саврасов"), romanise("بيسكوف"), romanise("Kim Jong Un")
    ('Savrasov', 'Biskuf', 'Kim Jong Un')
    """
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    if is_arabic(word):
        return _arabic(fold(word)).capitalize()
    if re.search("[\u0400-\u04ff]", word):
        out = "".join(_tables()["cyrillic"].get(c, c) for c in word.lower())
        return out.capitalize() if word[:1].isupper() else out
    return word


def _arabic(word: str) -> str:
    prefix = ""
    if word.startswith("ال") and len(word) > 4:
        prefix, word = "al-", word[2:]
    out = ""
    for index, char in enumerate(word):
        following = word[index + 1 : index + 2]
        before = out[-1:]
        if char in "وي" and index and before not in _VOWELS and following not in ("ا", "و", "ي"):
            out += "u" if char == "و" else "i"  # a long vowel between consonants
        elif char == "ه" and index == len(word) - 1:
            out += "a" if before not in _VOWELS else ""
        else:
            sound = _tables()["arabic"].get(char, char)
            # Two written consonants in a row hide a short vowel.
            if out and before not in _VOWELS and sound[:1] not in (*_VOWELS, "") and len(word) <= 4:
                out += "a"
            out += sound
    return prefix + out
