"""Korean names in Russian letters turned back: «Канбон» is Kangbong, for Russian writes both n and ng as «н»."""

from __future__ import annotations

import re

_INITIALS = {
    "": "", "кх": "k", "тх": "t", "пх": "p", "чх": "ch", "кк": "kk", "тт": "tt", "пп": "pp", "сс": "ss", "дж": "j",
    "к": "k", "т": "t", "п": "p", "ч": "ch", "г": "g", "д": "d", "б": "b", "р": "r", "л": "l", "н": "n", "м": "m",
    "с": "s", "х": "h", "ш": "s",
}  # fmt: skip
_VOWELS = {
    "ва": "wa", "во": "wo", "вэ": "wae", "ве": "we", "ви": "wi", "ый": "ui", "ой": "oe", "а": "a", "я": "ya", "о": "o",
    "ё": "yo", "е": "e", "у": "u", "ю": "yu", "ы": "u", "и": "i", "э": "ae",
}  # fmt: skip
_FINALS = {"": "", "к": "k", "т": "t", "п": "p", "н": "ng", "м": "m", "ль": "l", "л": "l"}


def _either(parts: dict[str, str]) -> str:
    return "|".join(sorted(filter(None, parts), key=len, reverse=True))


# A final belongs to its syllable only where no vowel follows.
_VOWEL_AHEAD = "(?![аяоёеуюыиэв])"
_SYLLABLE = re.compile(f"({_either(_INITIALS)})?({_either(_VOWELS)})((?:{_either(_FINALS)}){_VOWEL_AHEAD})?")
_WORD = re.compile("[а-яё]{4,}", re.IGNORECASE)


def with_ng(name: str) -> str:
    """The name with its Korean words in Latin letters, every final «н» read as ng; any other name as it was.

    >>> with_ng("Канбон trading"), with_ng("Рёнбон"), with_ng("Саврасов"), with_ng("Kangbong")
    ('Kangbong trading', 'Ryongbong', 'Саврасов', 'Kangbong')
    """
    return _WORD.sub(lambda word: _latin(word.group()) or word.group(), name)


def _latin(word: str) -> str:
    """A word that is made of Korean syllables with an ng in it, "" for another."""
    out, at, folded = "", 0, word.lower()
    while at < len(folded):
        found = _SYLLABLE.match(folded, at)
        if found is None:
            return ""
        initial, vowel, final = (part or "" for part in found.groups())
        out += _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
        at = found.end()
    return out.capitalize() if "ng" in out else ""
