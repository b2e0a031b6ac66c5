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
        keyed: list[int] = []
        holders: list[int] = []
        for at, one in enumerate(sounds):
            whole, deleted = codes.keys(one)
            for key in whole:
                keyed.append(key)
                holders.append(at)
            for key in deleted:
                keyed.append(key | codes.DELETED)
                holders.append(at)
        order = np.argsort(np.array(keyed, np.int64), kind="stable")
        self.keyed = np.array(keyed, np.int64)[order]
        self.holders = np.array(holders, np.int32)[order]

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
        whole: list[int] = []
        deleted: list[int] = []
        for reading in token.sounds:
            keys = codes.keys(reading)
            whole += keys[0]
            deleted += keys[1]
        best: dict[int, float] = {} if at is None else {at: 1.0}
        forms = self._holding(whole)
        self._measure(token, forms, best)
        if at is not None or max(best.values(), default=0.0) < SURE:
            looser = [key | codes.DELETED for key in whole] + deleted + [key | codes.DELETED for key in deleted]
            self._measure(token, self._holding(looser) - forms, best)
        if not best:
            return _NOBODY
        ids = np.fromiter(best.keys(), np.int32, len(best))
        likeness = np.fromiter(best.values(), np.float32, len(best))
        order = np.argsort(-likeness, kind="stable")[:MOST]
        return Near(ids[order], likeness[order])

    def _holding(self, keys: Sequence[int]) -> set[int]:
        wanted = np.array(keys, np.int64)
        first = np.searchsorted(self.keyed, wanted, "left")
        last = np.searchsorted(self.keyed, wanted, "right")
        out: set[int] = set()
        for lo, hi in zip(first.tolist(), last.tolist(), strict=True):
            if hi > lo:
                out.update(self.holders[lo : min(hi, lo + _CROWD)].tolist())
        return out

    def _measure(self, token: Token, forms: set[int], best: dict[int, float]) -> None:
        if not forms:
            return
        at = list(forms)
        if token.mode == ABJAD:
            likeness = self._abjad(token, at)
        elif token.mode == HANGUL:
            likeness = _rows([codes.korean(one) for one in token.sounds], [self.korean[form] for form in at])
        else:
            likeness = _rows([codes.full(one) for one in token.sounds], [self.full[form] for form in at])
            if token.mode == LATIN:
                spelled = _spelled(token.text, [self.texts[one] for one in self.of[at].tolist()])
                likeness = np.maximum(likeness, spelled)
        for one in np.flatnonzero(likeness >= NEAR).tolist():
            word, value = int(self.of[at[one]]), float(likeness[one])
            if value > best.get(word, 0.0):
                best[word] = min(value, 0.99)

    def _abjad(self, token: Token, at: list[int]) -> Any:
        """Consonants must agree; vowels that are written must be there, others may be."""
        bare = [self.bare[form] for form in at]
        outlines = [self.outline[form] for form in at]
        vowels = self.vowels[at]
        best: Any = np.zeros(len(at), np.float32)
        for reading in token.sounds:
            code, drawn = codes.bare(reading), codes.outline(reading)
            hard: Any = process.cdist([code], bare, scorer=Levenshtein.distance, dtype=np.int32)[0]
            shape: Any = process.cdist([drawn], outlines, scorer=Levenshtein.distance, dtype=np.int32)[0]
            missing = np.maximum(vowels - _vowels(drawn), 0)
            excess = np.maximum(shape - missing - hard / 4, 0)
            size = np.maximum(np.fromiter(map(len, bare), np.int32, len(bare)), max(len(code), 4)) + 2.0
            likeness = 1 - (hard + 1.0 * excess + 0.15 * np.maximum(missing - 1, 0)) / size
            best = np.maximum(best, likeness)
        return best


def _vowels(drawn: str) -> int:
    return sum(char in "aiu" for char in drawn)


def _rows(asked: list[str], listed: list[str]) -> Any:
    return process.cdist(
        asked, listed, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, dtype=np.float32
    ).max(axis=0)


def _spelled(text: str, listed: list[str]) -> Any:
    """Likeness by letters, for slips of the finger."""
    return process.cdist([text], listed, scorer=OSA.normalized_similarity, score_cutoff=NEAR, dtype=np.float32)[0]
