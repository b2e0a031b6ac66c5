"""A name asked → the numbers that the compiled kernel reads, and the book it reads them against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from struct import Struct
from typing import Any

from nizam.index.arrays import Arrays
from nizam.index.namebook import WIDEST, stable
from nizam.index.wordbook import coded, written
from nizam.names.tokens import Token, joined, letters
from nizam.names.vocabulary import common

READINGS, SOUNDS = 12, 512
"""Readings of a word, and sounds of a reading or letters of a word, that the kernel has room for."""


_NUMBERS = count()
_HEADS = tuple(Struct(f"{size}q") for size in range(8 + READINGS))
_HEAD = 3
_PADDING = b"\0" * 7


def question(text: str, tokens: Sequence[Token], book: str) -> bytes:
    """A name in pieces of eight bytes: how many words, the hash of its letters, how many of them; the letters, of two
    bytes each; then each word."""
    kept = tokens if len(tokens) < 2 else tuple(dict.fromkeys(tokens))[:WIDEST]
    words = [_word(token, book) for token in kept]
    flat = joined(text)
    drawn = flat.encode("utf-16-le", "surrogatepass")
    head = _HEADS[_HEAD].pack(len(words), stable(letters(flat)), len(drawn) // 2)
    return b"".join((head, drawn, _PADDING[: -len(drawn) % 8], *words))


@lru_cache(maxsize=8_192)
def _word(token: Token, book: str) -> bytes:
    """A number of its own, mode, how common, which letter if it is one, begins with a figure, how many letters and
    readings, and the length of each reading; then the letters and the readings, a byte each."""
    text = token.text
    first = text[0]
    initial = ord(first) if len(text) == 1 and "a" <= first <= "z" else 0
    raw = written(text)[:SOUNDS]
    sounds = [coded(one)[:SOUNDS] for one in token.sounds[:READINGS]]
    usual = common("person" if book == "person" else "body").get(text, 0)
    head = _HEADS[7 + len(sounds)].pack(
        next(_NUMBERS), token.mode, usual, initial, first.isdigit(), len(raw), len(sounds), *map(len, sounds)
    )
    marks = b"".join((raw, *sounds))
    return head + marks + _PADDING[: -len(marks) % 8]


_WORDS = (
    "of", "vowels", "full", "full_at", "bare", "bare_at", "outline_i", "outline_i_at", "outline_a", "outline_a_at",
    "korean", "korean_at", "whole", "whole_of", "short", "short_of", "slips", "slips_of", "texts", "texts_at",
)  # fmt: skip
_NAMES = (
    "rows", "posts", "starts", "frequency", "weight_rows", "weight_name", "wholes", "whole_order", "opening", "borders",
)  # fmt: skip
KEYS = (*_WORDS, *_NAMES)
"""The arrays of a book that the kernel reads."""


def book(data: Arrays, name: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The arrays of a book of names as the kernel takes them: those of its words, those of its names."""
    return tuple(data.array(f"{name}.{key}") for key in _WORDS), tuple(data.array(f"{name}.{key}") for key in _NAMES)
