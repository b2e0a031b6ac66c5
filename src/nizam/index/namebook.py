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
from nizam.index.wordbook import SAME, Near, Wordbook, spread
from nizam.names.tokens import Token, letters
from nizam.names.vocabulary import POPULATION, common

COMPARED = 24
WIDEST = 8
"""Words of a listed name that take part in a comparison."""
INITIAL = 0.9
"""Likeness of an initial and a word that begins with it."""
INITIAL_WEIGHT = 0.25
_COMMON = 1200
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


@dataclass(slots=True)
class _Word:
    """A word asked: its neighbours with the evidence of each, its weight, and the names that have them with what each
    gains by it."""

    near: Near
    proof: NDArray[np.float32]
    weight: float
    posts: NDArray[np.int32]
    gain: NDArray[np.float32]
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

    @staticmethod
    def build(names: Sequence[tuple[Token, ...]], texts: Sequence[str], name: str) -> dict[str, Any]:
        """The content of a book of names given as words and as text, by the names under which it is stored."""
        distinct: dict[str, Token] = {}
        for words in names:
            for token in words:
                distinct.setdefault(token.text, token)
        ids = {text: at for at, text in enumerate(distinct)}
        count, total = len(names), len(distinct)
        rows = np.full((count, WIDEST), -1, np.int32)
        for at, words in enumerate(names):
            unique = list(dict.fromkeys(token.text for token in words))[:WIDEST]
            rows[at, : len(unique)] = [ids[text] for text in unique]
        used = rows >= 0
        flat = rows[used]
        owner = np.repeat(np.arange(count, dtype=np.int32), used.sum(axis=1))
        alone = np.bincount(flat, minlength=total)
        # in a short list every word is rare; how many bear a name does not hang on the list
        usual = common("person" if name == "person" else "body")
        size = max(count, POPULATION)
        expected = np.array([usual.get(text, 0) for text in distinct], np.float32) * (size / POPULATION)
        frequency = np.maximum(alone, expected).astype(np.float32)
        built = Wordbook.build(list(distinct.values()), name)
        log_n = math.log(size)
        weights = np.zeros(total + 1, np.float32)
        weights[:total] = (log_n - np.log1p(spread(built, name, frequency))) / log_n
        weight_rows = weights[rows]  # -1 picks the padding's 0
        wholes = np.array([stable(letters(text)) for text in texts], np.int64)
        order = np.argsort(wholes, kind="stable").astype(np.int32)
        return built | {
            f"{name}.rows": rows,
            f"{name}.posts": owner[np.argsort(flat, kind="stable")],
            f"{name}.starts": np.concatenate(([0], np.cumsum(alone))),
            f"{name}.frequency": frequency,
            f"{name}.weight_rows": weight_rows,
            f"{name}.weight_name": weight_rows.sum(axis=1),
            f"{name}.wholes": wholes[order],
            f"{name}.whole_order": order,
            f"{name}.opening": np.array([ord(text[0]) for text in distinct] + [0], np.int32),
        }

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
        weight = INITIAL_WEIGHT if initial else max(self._weigh(token, near), 0.02)
        starts, ends = self.starts[near.ids], self.starts[near.ids + 1]
        many = int((ends - starts).sum())
        posts, likeness = _gather(self.posts, starts, ends, near.likeness)
        if many:
            # worst first: of a name met twice, the best likeness stands
            self._now[posts] = likeness
            posts = np.unique(posts)
            likeness = self._now[posts]
        proof = (self.log_n - np.log1p(np.cumsum(self.frequency[near.ids]))) / self.log_n
        word = _Word(near, proof.astype(np.float32), weight, posts, likeness * np.float32(weight), initial)
        if len(self._words) >= _KEPT:
            self._words.clear()
        self._words[token] = word
        return word

    def find(self, text: str, tokens: Sequence[Token]) -> Found | None:
        """The names worth comparing; None where no word met."""
        tokens = list(dict.fromkeys(tokens))[:WIDEST]
        words = [self._prepare(token) for token in tokens]
        glued = self._glued(tokens, words)
        weights = np.array([word.weight for word in words], np.float32)
        whole = self._whole(text)
        touched: list[Any] = [whole] if whole.size else []
        for at, word in enumerate(words):
            self._lookup[at, word.near.ids] = word.near.likeness
        for at in sorted(range(len(words)), key=lambda at: -words[at].weight):
            word = words[at]
            if word.posts.size > _COMMON and touched:
                met = np.concatenate(touched)
                self._sum[met] += self._lookup[at][self.rows[met]].max(1) * word.weight
            elif word.posts.size:
                self._sum[word.posts] += word.gain
                touched.append(word.posts)
        for at, one in glued:
            posts, likeness = _gather(self.posts, self.starts[one.ids], self.starts[one.ids + 1], one.likeness)
            self._sum[posts] += likeness * weights[at : at + 2].sum()
            touched.append(posts)
        if not touched:
            for at, word in enumerate(words):
                self._lookup[at, word.near.ids] = 0
            return None
        met = np.concatenate(touched)
        got = self._sum[met]
        rank = got / (weights.sum() + self.weight_name[met] - got + 0.01)
        for token, word in zip(tokens, words, strict=True):
            if word.initial:
                rank = rank + 0.15 * (self.opening[self.rows[met]] == ord(token.text)).any(1)
        if whole.size:
            rank[: whole.size] += 10
        self._sum[met] = 0
        size = COMPARED * 4
        some = np.argpartition(-rank, size - 1)[:size] if size < met.size else np.arange(met.size)
        order = some[np.argsort(-rank[some], kind="stable")]
        names = np.fromiter(dict.fromkeys(met[order].tolist()), np.int32)[:COMPARED]
        rows = self.rows[names]
        likeness = np.empty((names.size, len(tokens), WIDEST), np.float32)
        proof = np.empty_like(likeness)
        for at, word in enumerate(words):
            self._proof[at, word.near.ids] = word.proof
            likeness[:, at] = self._lookup[at][rows]
            proof[:, at] = self._proof[at][rows]
            self._lookup[at, word.near.ids] = 0
            if word.initial:
                starts = self.opening[rows] == ord(tokens[at].text)
                likeness[:, at] = np.where(starts, INITIAL, likeness[:, at])
                proof[:, at] = np.where(starts, np.float32(3.0 / self.log_n), proof[:, at])
        one_word = self._glue(glued, rows, likeness, proof)
        opening = self.opening[rows]
        return Found(
            names,
            likeness,
            weights,
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
