"""One word of a name, with the ways it may sound."""

from __future__ import annotations

from functools import lru_cache

from nizam.names.phonemes import MODES, OTHER, readings
from nizam.names.scripts import fold, script_of
from nizam.record import Record

MOST_WORDS = 12
LONGEST = 400
"""Words and letters of a name that are looked at; nobody's name is longer."""


class Token(Record, frozen=True):
    """One word of a name. `text` is what the word is known by in an index (`#idea` for a known word of a body);
    `sounds` its readings, empty for an idea or a number; `mode` as in `phonemes`."""

    text: str
    mode: int
    sounds: tuple[str, ...]


@lru_cache(maxsize=8_192)
def token(word: str) -> Token:
    """One folded word as a token."""
    mode = MODES.get(script_of(word), OTHER)
    return Token(word, mode, readings(word, mode) if mode != OTHER else ())


def split_words(text: str, most: int = MOST_WORDS) -> list[str]:
    """Folded words of a text, no more than are looked at."""
    return fold(text[:LONGEST]).split()[:most]
