"""Is a text nearly the same as another one? The same news stands on many pages, with a word or a sentence changed.

Texts are compared by their shingles, runs of three words without case, vowel marks and spelling variants: the share
that both have of all that either has. To find candidates without comparing with everything, 48 minima over the
shingles (MinHash) are cut into 16 bands; texts that share .7 of their shingles share a band 999 times in 1,000.
"""

from __future__ import annotations

import random
from hashlib import blake2b

from nizam.text.tokens import tokenise

NEAR = 0.7
"""From this share of common shingles on, two texts count as nearly the same."""
BANDS = 16
_ROWS = 3
_SIZE = 3
_MOST_WORDS = 20_000
_PRIME = (1 << 61) - 1
_RANDOM = random.Random(1718)
_STEPS = [(_RANDOM.randrange(1, _PRIME), _RANDOM.randrange(_PRIME)) for _ in range(BANDS * _ROWS)]


def shingles(text: str) -> frozenset[int]:
    """The runs of three words of a text, as numbers; of a shorter text its words."""
    words = [token.folded for token in tokenise(text)[:_MOST_WORDS]]
    runs = [words[at : at + _SIZE] for at in range(len(words) - _SIZE + 1)] or [[word] for word in words]
    return frozenset(_number(" ".join(run)) for run in runs)


def bands(found: frozenset[int]) -> list[int]:
    """A number for each band; none for a text without words."""
    if not found:
        return []
    least = [min((a * one + b) % _PRIME for one in found) for a, b in _STEPS]
    cut = [least[at : at + _ROWS] for at in range(0, len(least), _ROWS)]
    return [_number(" ".join(map(str, band))) for band in cut]


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """The part of all their shingles that both texts have, from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _number(text: str) -> int:
    # 60 bits: within a signed number of SQLite, and below the prime
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 4
