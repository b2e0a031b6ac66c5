"""Strings to comparable strings. Nothing here keeps offsets: tokens do (see `tokens.py`)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that writers of Arabic exchange freely; the target is the barest form.
_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ے": "ي", "ۀ": "ه",
    }
)  # fmt: skip
_CYRILLIC = str.maketrans({"ё": "е"})
# Diacritics, tatweel, and characters that only steer layout: they carry no letter.
_SILENT = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_DIGITS = {ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The form two spellings of one word share: lower case, no diacritics or layout marks, plain digits.

    >>> fold("الأُولَى"), fold("Ёлка"), fold("Ｋｏｒｅａ")
    ('الاولي', 'елка', 'korea')
    """
    if word.isascii():
        return word.lower()
    text = unicodedata.normalize("NFKC", word)
    text = _SILENT.sub("", text).lower().translate(_ARABIC).translate(_CYRILLIC).translate(_DIGITS)
    if any(ord(c) > 0x2FF for c in text):
        # й is и with a mark: keep it whole, so only Latin letters lose their accents below.
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def plain_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; the length stays the same."""
    return text.translate(_DIGITS)
