"""Every distinct word of the listed names, and which of them a word asked may be.

A word has one or more readings; each has codes for the three ways of comparing (`names.codes`) and keys under which
like readings meet. Words that stand in the list have their neighbours worked out beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from nizam.names import codes
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

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        both = np.array(pairs, np.int64).reshape(-1, 2)
        order = np.argsort(both[:, 0], kind="stable")
        self.keys = both[order, 0]
        self.holders = both[order, 1].astype(np.int32)

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
    """The words of a list. Building takes distinct tokens; `near` answers for a token."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.texts = [token.text for token in tokens]
        self.ids = {text: at for at, text in enumerate(self.texts)}
        sounds: list[str] = []
        of: list[int] = []
        for at, token in enumerate(tokens):
            for reading in token.sounds:
                sounds.append(reading)
                of.append(at)
        self.of = np.array(of, np.int32)
        self.full = [codes.full(one) for one in sounds]
        self.bare = [codes.bare(one) for one in sounds]
        self.outline = [codes.outline(one) for one in sounds]
        self.korean = [codes.korean(one) for one in sounds]
        self.vowels = np.array([_vowels(one) for one in self.outline], np.int16)
        self._index(sounds)
        self._memo: dict[Token, Near] = {}

    def _index(self, sounds: Sequence[str]) -> None:
        whole = [(key, at) for at, one in enumerate(sounds) for key in codes.keys(one)]
        short = [(key, at) for at, one in enumerate(sounds) for key in codes.shorter(one)]
        slips = [(key, at) for at, text in enumerate(self.texts) if text.isascii() for key in codes.slips(text)]
        self.whole, self.short, self.slips = Table(whole), Table(short), Table(slips)

    def near(self, token: Token) -> Near:
        """Words that a word may be, best first."""
        found = self._memo.get(token)
        if found is None:
            found = self._memo[token] = self._search(token)
        return found

    def _search(self, token: Token) -> Near:
        at = self.ids.get(token.text)
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

    def spread(self, frequency: Any) -> Any:
        """For each word, how many names have it or a spelling of it; `frequency` is the count of the word alone."""
        total = len(self.texts)
        pairs: list[Any] = []
        keys, starts = np.unique(self.whole.keys, return_index=True)
        ends = np.append(starts[1:], self.whole.keys.size)
        for lo, hi in zip(starts.tolist(), ends.tolist(), strict=True):
            if not 1 < hi - lo <= _CROWD:
                continue
            forms = self.whole.holders[lo:hi]
            listed = [self.full[form] for form in forms.tolist()]
            same = process.cdist(
                listed, listed, scorer=Levenshtein.normalized_similarity, score_cutoff=SAME, dtype=np.float32
            )
            one, other = np.nonzero(same)
            pairs.append(self.of[forms[one]].astype(np.int64) * total + self.of[forms[other]])
        both = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
        one, other = np.divmod(both, total)
        apart = one != other
        return frequency + np.bincount(one[apart], weights=frequency[other[apart]], minlength=total)

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
        drawn_i = [self.outline[form].replace("e", "i") for form in at]
        drawn_a = [self.outline[form].replace("e", "a") for form in at]
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


def _vowels(drawn: str) -> int:
    return sum(char in "aeiu" for char in drawn)


def _rows(asked: list[str], listed: list[str]) -> Any:
    return process.cdist(
        asked, listed, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, dtype=np.float32
    ).max(axis=0)
