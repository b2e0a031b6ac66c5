"""Every distinct word of the listed names, and which of them a word asked may be.

A word has one or more readings; each has codes for the three ways of comparing (`names.codes`) and keys under which
like readings meet. This is the plain way of asking; `kernel_words` does the same, compiled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from nizam.index.arrays import Arrays, Strings, packed
from nizam.names import codes
from nizam.names.codes import LONGEST
from nizam.names.phonemes import ABJAD, HANGUL, LATIN
from nizam.names.tokens import Token
from nizam.record import Record

NEAR = 0.70
"""Likeness below which two words are not taken for the same."""
SURE = 0.92
"""Likeness from which no looser search is made."""
MOST = 96
"""Neighbours kept of a word."""
GLUED = 0.9
"""Likeness from which two words are taken for one."""
SAME = 0.88
"""Likeness from which a word counts as a spelling of the same one."""
CROWD = 1500
"""Readings looked at under one key."""
TOP = 0.99
"""Likeness of two words that are not the same letters."""
LONGEST_SLIPPING = 64
"""Letters of a word in which slips are looked for."""
_KEPT = 50_000

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Near(Record, frozen=True):
    """Words of the book near a word asked: ids and likeness 0..1, best first, equal ones by id."""

    ids: Ints
    likeness: Floats


_NOBODY = Near(np.zeros(0, np.int32), np.zeros(0, np.float32))


def _near(best: dict[int, float]) -> Near:
    if not best:
        return _NOBODY
    ids = np.fromiter(best.keys(), np.int32, len(best))
    likeness = np.fromiter(best.values(), np.float32, len(best))
    order = np.lexsort((ids, -likeness))[:MOST]
    return Near(ids[order], likeness[order])


class Table:
    """Keys and who holds them, sorted, to be looked up by bisection."""

    def __init__(self, keys: Any, holders: Any) -> None:
        self.keys = keys
        self.holders = holders

    @classmethod
    def of(cls, keys: Any, holders: Any) -> Table:
        """From keys and their holders in any order."""
        order = np.argsort(keys, kind="stable")
        return cls(np.asarray(keys, np.int64)[order], np.asarray(holders, np.int32)[order])

    def holding(self, keys: Sequence[int]) -> set[int]:
        """Everybody who holds one of the keys; of a crowd, the first part."""
        wanted = np.array(keys, np.int64)
        first = self.keys.searchsorted(wanted, "left")
        last = self.keys.searchsorted(wanted, "right")
        out: set[int] = set()
        for lo, hi in zip(first.tolist(), last.tolist(), strict=True):
            if hi > lo:
                out.update(self.holders[lo : min(hi, lo + CROWD)].tolist())
        return out


class Wordbook:
    """The words of a list, mapped from a file; `wordbuild` makes the file's content, `near` answers for a token."""

    def __init__(self, data: Arrays, name: str) -> None:
        def strings(key: str) -> Strings:
            return Strings(data.array(f"{name}.{key}"), data.array(f"{name}.{key}_at"))

        self.of = data.array(f"{name}.of")
        self.vowels = data.array(f"{name}.vowels")
        self.whole = Table(data.array(f"{name}.whole"), data.array(f"{name}.whole_of"))
        self.short = Table(data.array(f"{name}.short"), data.array(f"{name}.short_of"))
        self.slips = Table(data.array(f"{name}.slips"), data.array(f"{name}.slips_of"))
        self._texts, self._full, self._bare = strings("texts"), strings("full"), strings("bare")
        self._outlines = strings("outline_i"), strings("outline_a")
        self._korean = strings("korean")
        self._memo: dict[Token, Near] = {}

    def text(self, word: int) -> str:
        """A word as written."""
        return self._texts[word].decode("utf-8", "surrogatepass")

    def number(self, text: str) -> int | None:
        """The number of a word; None where no listed name has it."""
        raw = written(text)
        key = crc32(raw[:LONGEST])
        keys = self.slips.keys
        at = int(keys.searchsorted(key, "left"))
        while at < len(keys) and keys[at] == key:
            word = int(self.slips.holders[at])
            if self._texts[word] == raw:
                return word
            at += 1
        return None

    def near(self, token: Token) -> Near:
        """Words that a word may be, best first."""
        found = self._memo.get(token)
        if found is None:
            if len(self._memo) >= _KEPT:
                self._memo.clear()
            found = self._memo[token] = self._search(token)
        return found

    def _search(self, token: Token) -> Near:
        at = self.number(token.text)
        if not token.sounds:
            return _NOBODY if at is None else Near(np.array([at], np.int32), np.ones(1, np.float32))
        best: dict[int, float] = {}
        keys = [key for reading in token.sounds for key in codes.keys(reading)]
        forms = self.whole.holding(keys)
        self._measure(token, forms, best)
        if token.mode == LATIN:
            self._slips(token.text, best)
        elif max(best.values(), default=0.0) < SURE:
            less = [key for reading in token.sounds for key in codes.shorter(reading)]
            self._measure(token, (self.short.holding(keys) | self.whole.holding(less)) - forms, best)
        if at is not None:
            best[at] = 1.0
        return _near(best)

    def glued(self, one: Token, other: Token) -> Near:
        """Words that two neighbouring words may be, written as one: شهيد خيل and Shahidkhel."""
        short = min(len(one.text), len(other.text)) < 2
        if short or not one.sounds or not other.sounds or one.mode != other.mode:
            return _NOBODY
        token = Token(one.text + other.text, one.mode, (one.sounds[0] + other.sounds[0],))
        keys = codes.keys(token.sounds[0])
        if keys[0] < 256:
            return _NOBODY
        best: dict[int, float] = {}
        self._measure(token, self.whole.holding(keys), best)
        return _near({word: value for word, value in best.items() if value >= GLUED})

    def _slips(self, text: str, best: dict[int, float]) -> None:
        """Words one slip of the finger away: a letter dropped, doubled, swapped or mistaken."""
        raw = written(text)
        if len(raw) > LONGEST_SLIPPING:
            return
        for word in self.slips.holding(codes.slips(text)):
            value = OSA.normalized_similarity(raw, self._texts[word])
            if value > best.get(word, NEAR):
                best[word] = min(value, TOP)

    def _measure(self, token: Token, forms: set[int], best: dict[int, float]) -> None:
        if not forms:
            return
        at = list(forms)
        if token.mode == ABJAD:
            likeness = self._abjad(token, at)
        elif token.mode == HANGUL:
            # syllables are short: one sound off is mostly another syllable
            likeness = _rows([coded(codes.korean(one)) for one in token.sounds], [self._korean[form] for form in at])
            likeness = 1 - (1 - likeness) * 1.5
        else:
            likeness = _rows([coded(codes.full(one)) for one in token.sounds], [self._full[form] for form in at])
        for one in np.flatnonzero(likeness >= NEAR).tolist():
            word, value = int(self.of[at[one]]), float(likeness[one])
            if value > best.get(word, 0.0):
                best[word] = min(value, TOP)

    def _abjad(self, token: Token, at: list[int]) -> Any:
        """Consonants must agree; vowels that are written must be there, others may be."""
        bare = [self._bare[form] for form in at]
        drawn_i, drawn_a = ([kind[form] for form in at] for kind in self._outlines)
        vowels = self.vowels[at]
        best: Any = np.zeros(len(at), np.float32)
        for reading in token.sounds:
            code, drawn = coded(codes.bare(reading)), coded(codes.outline(reading))
            hard: Any = process.cdist([code], bare, scorer=Levenshtein.distance, dtype=np.int32)[0]
            shape: Any = np.minimum(
                process.cdist([drawn], drawn_i, scorer=Levenshtein.distance, dtype=np.int32)[0],
                process.cdist([drawn], drawn_a, scorer=Levenshtein.distance, dtype=np.int32)[0],
            )
            missing = np.maximum(vowels - vowels_in(drawn), 0)
            excess = np.maximum(shape - missing - hard / 4, 0)
            size = np.maximum(np.fromiter(map(len, bare), np.int32, len(bare)), max(len(code), 4)) + 2.0
            likeness = 1 - (hard + 1.0 * excess + 0.15 * np.maximum(missing - 1, 0)) / size
            best = np.maximum(best, likeness)
        return best


def written(text: str) -> bytes:
    """A word as it is kept and compared letter by letter."""
    return text.encode("utf-8", "surrogatepass")


def coded(code: str) -> bytes:
    """A code as it is kept and compared."""
    return code.encode("latin-1", "replace")


def vowels_in(drawn: bytes) -> int:
    """How many vowels an outline has."""
    return sum(char in b"aeiu" for char in drawn)


def _rows(asked: list[bytes], listed: list[bytes]) -> Any:
    return process.cdist(
        asked, listed, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, dtype=np.float32
    ).max(axis=0)


__all__ = [
    "CROWD", "GLUED", "MOST", "NEAR", "SAME", "SURE", "TOP", "Near", "Table", "Wordbook", "coded", "packed",
    "vowels_in", "written",
]  # fmt: skip
