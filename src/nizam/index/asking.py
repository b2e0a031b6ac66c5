"""A name asked → the numbers that the compiled kernel reads, and the book it reads them against."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from struct import Struct
from typing import Any

from nizam.index.arrays import Arrays
from nizam.index.namebook import WIDEST, stable
from nizam.index.wordbook import coded, written
from nizam.names.tokens import Token, letters
from nizam.names.vocabulary import common

READINGS, SOUNDS = 12, 512
"""Readings of a word, and sounds of a reading or letters of a word, that the kernel has room for."""


_NUMBERS = count()
_HEAD = Struct("2q")


def question(text: str, tokens: Sequence[Token], book: str) -> bytes:
    """A name as eight-byte numbers: how many words, the hash of its letters, then each word."""
    kept = tokens if len(tokens) < 2 else tuple(dict.fromkeys(tokens))[:WIDEST]
    words = [_word(token, book) for token in kept]
    return b"".join((_HEAD.pack(len(words), stable(letters(text))), *words))


@lru_cache(maxsize=65536)
def _word(token: Token, book: str) -> bytes:
    """A number of its own, mode, how common, which letter if it is one, begins with a figure, and how many letters and
    readings; then the letters, and each reading."""
    first = token.text[0]
    initial = ord(first) if len(token.text) == 1 and "a" <= first <= "z" else 0
    raw = written(token.text)[:SOUNDS]
    sounds = [coded(one)[:SOUNDS] for one in token.sounds[:READINGS]]
    usual = common("person" if book == "person" else "body").get(token.text, 0)
    numbers = array("q", (next(_NUMBERS), token.mode, usual, initial, first.isdigit(), len(raw), len(sounds)))
    numbers.extend(raw)
    for one in sounds:
        numbers.append(len(one))
        numbers.extend(one)
    return numbers.tobytes()


_WORDS = (
    "of", "vowels", "full", "full_at", "bare", "bare_at", "outline_i", "outline_i_at", "outline_a", "outline_a_at",
    "korean", "korean_at", "whole", "whole_of", "short", "short_of", "slips", "slips_of", "texts", "texts_at",
)  # fmt: skip
_NAMES = ("rows", "posts", "starts", "frequency", "weight_rows", "weight_name", "wholes", "whole_order", "opening")
KEYS = (*_WORDS, *_NAMES)
"""The arrays of a book that the kernel reads."""


def book(data: Arrays, name: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The arrays of a book of names as the kernel takes them: those of its words, those of its names."""
    return tuple(data.array(f"{name}.{key}") for key in _WORDS), tuple(data.array(f"{name}.{key}") for key in _NAMES)
