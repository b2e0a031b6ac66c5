"""Every distinct word of the listed names, and which of them a word asked may be.

A word has one or more readings; each has codes for the three ways of comparing (`names.codes`) and keys under which
like readings meet. Words that stand in the list have their neighbours worked out beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from nizam.index.arrays import Arrays
from nizam.names import codes
from nizam.names.codes import LONGEST
from nizam.names.phonemes import ABJAD, HANGUL, LATIN
from nizam.names.tokens import Token

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
_CROWD = 1500
_KEPT = 50_000

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """Words of the book near a word asked: ids and likeness 0..1, best first."""

    ids: Ints
    likeness: Floats


_NOBODY = Near(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Table:
    """Keys and who holds them, sorted, to be looked up by bisection."""

    def __init__(self, keys: Any, holders: Any) -> None:
        self.keys = keys
        self.holders = holders

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]]) -> Table:
        """From (key, holder) in any order."""
        both = np.array(pairs, np.int64).reshape(-1, 2)
        order = np.argsort(both[:, 0], kind="stable")
        return cls(both[order, 0], both[order, 1].astype(np.int32))

    def holding(self, keys: Sequence[int]) -> set[int]:
        """Everybody who holds one of the keys; of a crowd, the first part."""
        wanted = np.array(keys, np.int64)
        first = self.keys.searchsorted(wanted, "left")
        last = self.keys.searchsorted(wanted, "right")
        out: set[int] = set()
        for lo, hi in zip(first.tolist(), last.tolist(), strict=True):
            if hi > lo:
                out.update(self.holders[lo : min(hi, lo + _CROWD)].tolist())
        return out


class Wordbook:
    """The words of a list, mapped from a file; `build` makes the file's content, `near` answers for a token."""

    def __init__(self, data: Arrays, name: str) -> None:
        self._data, self._name = data, name
        self.of = data.array(f"{name}.of")
        self.vowels = data.array(f"{name}.vowels")
        self.whole = Table(data.array(f"{name}.whole"), data.array(f"{name}.whole_of"))
        self.short = Table(data.array(f"{name}.short"), data.array(f"{name}.short_of"))
        self.slips = Table(data.array(f"{name}.slips"), data.array(f"{name}.slips_of"))
        self._memo: dict[Token, Near] = {}

    @staticmethod
    def build(tokens: Sequence[Token], name: str) -> dict[str, Any]:
        """The content of a book of distinct words, by the names under which it is stored."""
        sounds = [reading for token in tokens for reading in token.sounds]
        of = np.repeat(np.arange(len(tokens), dtype=np.int32), [len(token.sounds) for token in tokens])
        outline = [codes.outline(one) for one in sounds]
        whole = Table.of([(key, at) for at, one in enumerate(sounds) for key in codes.keys(one)])
        short = Table.of([(key, at) for at, one in enumerate(sounds) for key in codes.shorter(one)])
        slips = Table.of([(key, at) for at, one in enumerate(tokens) for key in _slip_keys(one.text)])
        return {
            f"{name}.texts": [token.text for token in tokens],
            f"{name}.full": [codes.full(one) for one in sounds],
            f"{name}.bare": [codes.bare(one) for one in sounds],
            f"{name}.outline_i": [one.replace("e", "i") for one in outline],
            f"{name}.outline_a": [one.replace("e", "a") for one in outline],
            f"{name}.korean": [codes.korean(one) for one in sounds],
            f"{name}.of": of,
            f"{name}.vowels": np.array([_vowels(one) for one in outline], np.int16),
            f"{name}.whole": whole.keys,
            f"{name}.whole_of": whole.holders,
            f"{name}.short": short.keys,
            f"{name}.short_of": short.holders,
            f"{name}.slips": slips.keys,
            f"{name}.slips_of": slips.holders,
        }

    @cached_property
    def texts(self) -> Sequence[str]:
        """The words as written."""
        return self._data.texts(f"{self._name}.texts")

    @cached_property
    def full(self) -> Sequence[str]:
        """Codes of the readings, as `names.codes` gives them; so for the next ones."""
        return self._data.texts(f"{self._name}.full")

    @cached_property
    def bare(self) -> Sequence[str]:
        return self._data.texts(f"{self._name}.bare")

    @cached_property
    def outline_i(self) -> Sequence[str]:
        return self._data.texts(f"{self._name}.outline_i")

    @cached_property
    def outline_a(self) -> Sequence[str]:
        return self._data.texts(f"{self._name}.outline_a")

    @cached_property
    def korean(self) -> Sequence[str]:
        return self._data.texts(f"{self._name}.korean")

    def number(self, text: str) -> int | None:
        """The number of a word; None where no listed name has it."""
        for word in self.slips.holding([_hash(text)]):
            if self.texts[word] == text:
                return word
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
        if not best:
            return _NOBODY
        ids = np.fromiter(best.keys(), np.int32, len(best))
        likeness = np.fromiter(best.values(), np.float32, len(best))
        order = np.argsort(-likeness, kind="stable")[:MOST]
        return Near(ids[order], likeness[order])

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
        sure = sorted(((value, word) for word, value in best.items() if value >= GLUED), reverse=True)
        if not sure:
            return _NOBODY
        return Near(np.array([word for _, word in sure], np.int32), np.array([v for v, _ in sure], np.float32))

    def _slips(self, text: str, best: dict[int, float]) -> None:
        """Words one slip of the finger away: a letter dropped, doubled, swapped or mistaken."""
        for word in self.slips.holding(codes.slips(text)):
            value = OSA.normalized_similarity(text, self.texts[word])
            if value > best.get(word, NEAR):
                best[word] = min(value, 0.99)

    def _measure(self, token: Token, forms: set[int], best: dict[int, float]) -> None:
        if not forms:
            return
        at = list(forms)
        if token.mode == ABJAD:
            likeness = self._abjad(token, at)
        elif token.mode == HANGUL:
            # syllables are short: one sound off is mostly another syllable
            likeness = _rows([codes.korean(one) for one in token.sounds], [self.korean[form] for form in at])
            likeness = 1 - (1 - likeness) * 1.5
        else:
            likeness = _rows([codes.full(one) for one in token.sounds], [self.full[form] for form in at])
        for one in np.flatnonzero(likeness >= NEAR).tolist():
            word, value = int(self.of[at[one]]), float(likeness[one])
            if value > best.get(word, 0.0):
                best[word] = min(value, 0.99)

    def _abjad(self, token: Token, at: list[int]) -> Any:
        """Consonants must agree; vowels that are written must be there, others may be."""
        bare = [self.bare[form] for form in at]
        drawn_i = [self.outline_i[form] for form in at]
        drawn_a = [self.outline_a[form] for form in at]
        vowels = self.vowels[at]
        best: Any = np.zeros(len(at), np.float32)
        for reading in token.sounds:
            code, drawn = codes.bare(reading), codes.outline(reading)
            hard: Any = process.cdist([code], bare, scorer=Levenshtein.distance, dtype=np.int32)[0]
            shape: Any = np.minimum(
                process.cdist([drawn], drawn_i, scorer=Levenshtein.distance, dtype=np.int32)[0],
                process.cdist([drawn], drawn_a, scorer=Levenshtein.distance, dtype=np.int32)[0],
            )
            missing = np.maximum(vowels - _vowels(drawn), 0)
            excess = np.maximum(shape - missing - hard / 4, 0)
            size = np.maximum(np.fromiter(map(len, bare), np.int32, len(bare)), max(len(code), 4)) + 2.0
            likeness = 1 - (hard + 1.0 * excess + 0.15 * np.maximum(missing - 1, 0)) / size
            best = np.maximum(best, likeness)
        return best


def spread(built: dict[str, Any], name: str, frequency: Any) -> Any:
    """For each word of a book being built, how many names have it or a spelling of it; `frequency` counts it alone."""
    total = frequency.size
    listed, of = built[f"{name}.full"], built[f"{name}.of"]
    held, holders = built[f"{name}.whole"], built[f"{name}.whole_of"]
    if not held.size:
        return frequency
    pairs: list[Any] = []
    _, starts = np.unique(held, return_index=True)
    for lo, hi in zip(starts.tolist(), np.append(starts[1:], held.size).tolist(), strict=True):
        if not 1 < hi - lo <= _CROWD:
            continue
        forms = holders[lo:hi]
        texts = [listed[form] for form in forms.tolist()]
        same = process.cdist(
            texts, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=SAME, dtype=np.float32
        )
        one, other = np.nonzero(same)
        pairs.append(of[forms[one]].astype(np.int64) * total + of[forms[other]])
    both = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
    one, other = np.divmod(both, max(total, 1))
    apart = one != other
    return frequency + np.bincount(one[apart], weights=frequency[other[apart]], minlength=total)


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")[:LONGEST])


def _slip_keys(text: str) -> list[int]:
    return codes.slips(text) if text.isascii() else [_hash(text)]


def _vowels(drawn: str) -> int:
    return sum(char in "aeiu" for char in drawn)


def _rows(asked: list[str], listed: list[str]) -> Any:
    return process.cdist(
        asked, listed, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, dtype=np.float32
    ).max(axis=0)
