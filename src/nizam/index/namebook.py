"""Listed names as words, and the names worth comparing with a name asked.

Retrieval adds up, over the words asked, how alike and how rare the words that met are; rare words lead, common ones
only add to names already met. The best come back as a matrix of likenesses, word by word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nizam.index.arrays import Arrays
from nizam.index.wordbook import SAME, Near, Wordbook
from nizam.names.tokens import Token, letters
from nizam.names.vocabulary import POPULATION, common

COMPARED = 24
WIDEST = 8
"""Words of a listed name that take part in a comparison."""
INITIAL = 0.9
"""Likeness of an initial and a word that begins with it."""
INITIAL_WEIGHT = 0.25
INITIAL_EVIDENCE = 3.0
"""What an initial proves, before it is scaled to the size of the list."""
LEAST_WEIGHT = 0.02
_KEPT = 8_000


@dataclass(slots=True)
class Found:
    """Names to compare with one name asked.

    names: ids (k,); likeness: (k, words asked, WIDEST) with 0 for none; weight_asked: (words asked,);
    weight_listed: (k, WIDEST), 0 for padding; evidence: (k, words asked, WIDEST) how few words are as near;
    whole: (k,) whether the names are the same when written without spaces; initial: (words asked,)
    whether a word is one letter; figures_asked, figures_listed: whether a word begins with a figure;
    glued: (name, word asked, listed word) where that word and the next asked are one listed word.
    """

    names: NDArray[np.int32]
    likeness: NDArray[np.float32]
    weight_asked: NDArray[np.float32]
    weight_listed: NDArray[np.float32]
    evidence: NDArray[np.float32]
    whole: NDArray[np.bool_]
    initial: NDArray[np.bool_]
    figures_asked: NDArray[np.bool_]
    figures_listed: NDArray[np.bool_]
    glued: list[tuple[int, int, int]]


def stable(text: str) -> int:
    """A 63-bit hash that is the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


BUDGET = 20_000
"""Postings gathered for one word asked, its nearest first."""
COMMON = 1200
"""Postings from which a word may only add to names that a rarer one has met."""


@dataclass(slots=True)
class _Word:
    """A word asked: its neighbours with the evidence of each, its weight, and the names that have them with what each
    gains by it."""

    near: Near
    proof: NDArray[np.float32]
    weight: float
    posts: NDArray[np.int32]
    gain: NDArray[np.float32]
    many: int
    initial: bool


class Namebook:
    """An index over names given as words."""

    def __init__(self, data: Arrays, name: str) -> None:
        self.words = Wordbook(data, name)
        self.rows = data.array(f"{name}.rows")
        self.posts = data.array(f"{name}.posts")
        self.starts = data.array(f"{name}.starts")
        self.frequency = data.array(f"{name}.frequency")
        self.weight_rows = data.array(f"{name}.weight_rows")
        self.weight_name = data.array(f"{name}.weight_name")
        self.wholes = data.array(f"{name}.wholes")
        self.whole_order = data.array(f"{name}.whole_order")
        self.opening = data.array(f"{name}.opening")
        count, total = self.rows.shape[0], self.frequency.size
        self._names = max(count, POPULATION)
        self.log_n = math.log(self._names)
        self._common = common("person" if name == "person" else "body")
        self._words: dict[Token, _Word] = {}
        self._sum = np.zeros(count, np.float32)
        self._now = np.zeros(count, np.float32)
        self._lookup = np.zeros((WIDEST, total + 1), np.float32)
        self._proof = np.zeros((WIDEST, total + 1), np.float32)

    def _weigh(self, token: Token, near: Near) -> float:
        """How telling a word asked is: 1 for one that no name has, 0 for one that all have."""
        same = near.ids[near.likeness >= SAME]
        usual = self._common.get(token.text, 0) * self._names / POPULATION
        return (self.log_n - math.log1p(max(float(self.frequency[same].sum()), usual))) / self.log_n

    def _prepare(self, token: Token) -> _Word:
        """A word asked with all that hangs on it alone; kept for the next name that has it."""
        held = self._words.get(token)
        if held is not None:
            return held
        near = self.words.near(token)
        initial = _initial(token)
        weight = INITIAL_WEIGHT if initial else max(self._weigh(token, near), LEAST_WEIGHT)
        starts, ends = self.starts[near.ids], self.starts[near.ids + 1]
        sizes = np.cumsum(ends - starts)
        kept = max(int(np.searchsorted(sizes, BUDGET, "right")), 1)
        many = int(sizes[kept - 1]) if sizes.size else 0
        posts, likeness = _gather(self.posts, starts[:kept], ends[:kept], near.likeness[:kept])
        if many:
            # worst first: of a name met twice, the best likeness stands
            self._now[posts] = likeness
            posts = np.unique(posts)
            likeness = self._now[posts]
        proof = (self.log_n - np.log1p(np.cumsum(self.frequency[near.ids]))) / self.log_n
        word = _Word(near, proof.astype(np.float32), weight, posts, likeness * np.float32(weight), many, initial)
        if len(self._words) >= _KEPT:
            self._words.clear()
        self._words[token] = word
        return word

    def find(self, text: str, tokens: Sequence[Token]) -> Found | None:
        """The names worth comparing, side by side with the name asked; None where no word met."""
        tokens = list(dict.fromkeys(tokens))[:WIDEST]
        words = [self._prepare(token) for token in tokens]
        glued = self._glued(tokens, words)
        weights = np.array([word.weight for word in words], np.float32)
        whole = self._whole(text)
        touched: list[Any] = [whole] if whole.size else []
        for at in sorted(range(len(words)), key=lambda at: -words[at].weight):
            word = words[at]
            if word.many > COMMON and touched:
                met = np.unique(np.concatenate(touched))
                self._lookup[at, word.near.ids] = word.near.likeness
                self._sum[met] += self._lookup[at][self.rows[met]].max(1) * word.weight
                self._lookup[at, word.near.ids] = 0
            elif word.posts.size:
                self._sum[word.posts] += word.gain
                touched.append(word.posts)
        for at, one in glued:
            posts, likeness = _gather(self.posts, self.starts[one.ids], self.starts[one.ids + 1], one.likeness)
            # of a name met twice the best likeness is written last, and stands
            self._now[posts] = likeness
            posts = np.unique(posts)
            self._sum[posts] += self._now[posts] * weights[at : at + 2].sum()
            touched.append(posts)
        if not touched:
            return None
        met = np.unique(np.concatenate(touched))
        got = self._sum[met]
        self._sum[met] = 0
        rank = got / (weights.sum() + self.weight_name[met] - got + np.float32(0.01))
        for token, word in zip(tokens, words, strict=True):
            if word.initial:
                rank = rank + np.float32(0.15) * (self.opening[self.rows[met]] == ord(token.text)).any(1)
        if whole.size:
            rank[np.isin(met, whole)] += 10
        if met.size > COMPARED:
            some = np.flatnonzero(rank >= np.partition(rank, met.size - COMPARED)[met.size - COMPARED])
            met, rank = met[some], rank[some]
        return self._beside(met[np.lexsort((met, -rank))][:COMPARED], tokens, words, glued, whole)

    def beside(self, text: str, tokens: Sequence[Token], name: int) -> Found:
        """One listed name side by side with a name asked."""
        tokens = list(dict.fromkeys(tokens))[:WIDEST]
        words = [self._prepare(token) for token in tokens]
        names = np.array([name], np.int32)
        return self._beside(names, tokens, words, self._glued(tokens, words), self._whole(text))

    def _beside(
        self,
        names: NDArray[np.int32],
        tokens: Sequence[Token],
        words: Sequence[_Word],
        glued: list[tuple[int, Near]],
        whole: Any,
    ) -> Found:
        rows = self.rows[names]
        likeness = np.empty((names.size, len(tokens), WIDEST), np.float32)
        proof = np.empty_like(likeness)
        opening = self.opening[rows]
        for at, word in enumerate(words):
            self._lookup[at, word.near.ids] = word.near.likeness
            self._proof[at, word.near.ids] = word.proof
            likeness[:, at] = self._lookup[at][rows]
            proof[:, at] = self._proof[at][rows]
            self._lookup[at, word.near.ids] = 0
            self._proof[at, word.near.ids] = 0
            if word.initial:
                starts = opening == ord(tokens[at].text)
                likeness[:, at] = np.where(starts, INITIAL, likeness[:, at])
                proof[:, at] = np.where(starts, np.float32(INITIAL_EVIDENCE / self.log_n), proof[:, at])
        one_word = self._glue(glued, rows, likeness, proof)
        return Found(
            names,
            likeness,
            np.array([word.weight for word in words], np.float32),
            self.weight_rows[names],
            proof,
            np.isin(names, whole),
            np.array([word.initial for word in words]),
            np.array([token.text[0].isdigit() for token in tokens]),
            (opening >= 48) & (opening <= 57),
            one_word,
        )

    def _glued(self, tokens: Sequence[Token], words: Sequence[_Word]) -> list[tuple[int, Near]]:
        """Neighbouring words that are one listed word together, looked for where one of them meets nothing well."""
        poor = [not word.near.ids.size or word.near.likeness[0] < SAME for word in words]
        out = []
        for at in range(len(tokens) - 1):
            if poor[at] or poor[at + 1]:
                one = self.words.glued(tokens[at], tokens[at + 1])
                if one.ids.size:
                    out.append((at, one))
        return out

    def _glue(self, glued: list[tuple[int, Near]], rows: Any, likeness: Any, proof: Any) -> list[tuple[int, int, int]]:
        """Let two words asked meet one listed word where neither meets it alone."""
        out: list[tuple[int, int, int]] = []
        for at, one in glued:
            self._lookup[at, one.ids] = one.likeness
            self._proof[at, one.ids] = self._evidence(one)
            met = self._lookup[at][rows]
            # of equal ones the first
            here = met.argmax(1)
            index = np.arange(rows.shape[0])
            fits = (met[index, here] > 0) & (np.minimum(likeness[:, at].max(1), likeness[:, at + 1].max(1)) < SAME)
            for k in np.flatnonzero(fits).tolist():
                j = here[k]
                likeness[k, at : at + 2, :] = 0
                likeness[k, at, j] = likeness[k, at + 1, j] = met[k, j]
                proof[k, at, j] = self._proof[at][rows[k, j]]
                proof[k, at + 1, j] = 0
                out.append((k, at, int(j)))
            self._lookup[at, one.ids] = 0
            self._proof[at, one.ids] = 0
        return out

    def _evidence(self, near: Near) -> Any:
        """For each near word, how few listed words are at least as near: 1 for a lone one, 0 for all."""
        return (self.log_n - np.log1p(np.cumsum(self.frequency[near.ids]))) / self.log_n

    def _whole(self, text: str) -> Any:
        key = stable(letters(text))
        lo, hi = np.searchsorted(self.wholes, key, "left"), np.searchsorted(self.wholes, key, "right")
        return self.whole_order[lo:hi]


def _initial(token: Token) -> bool:
    return len(token.text) == 1 and "a" <= token.text <= "z"


def _gather(posts: Any, starts: Any, ends: Any, likeness: Any) -> tuple[Any, Any]:
    """Posting lists of several words, worst first, so that the best likeness of a name is written last."""
    sizes = ends - starts
    total = int(sizes.sum())
    starts, sizes, likeness = starts[::-1], sizes[::-1], likeness[::-1]
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return posts[np.arange(total) + offsets], np.repeat(likeness, sizes)
