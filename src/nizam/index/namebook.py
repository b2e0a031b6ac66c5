"""Listed names as words, and the names worth comparing with a name asked.

Retrieval adds up, over the words asked, how alike and how rare the words that met are; rare words lead, common ones
only add to names already met. The best come back with the likeness of every pair of words. This is the plain way of
asking; `kernel_names` does the same, compiled.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate

from nizam.index.arrays import Arrays
from nizam.index.wordbook import SAME, Near, Wordbook
from nizam.names.codes import MOST_BORDERS
from nizam.names.tokens import HANGUL, Token, borders, joined, letters
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
BUDGET = 20_000
"""Postings gathered for one word asked, its nearest first."""
COMMON = 1200
"""Postings from which a word may only add to names that a rarer one has met."""
_INITIAL_GAIN = 0.15
_WHOLE_GAIN = 10.0
_KEPT = 8_000


@dataclass(slots=True)
class Found:
    """One listed name side by side with the name asked.

    likeness: for each word asked that of each listed word, 0 for none; evidence: the same, how few words are as near;
    weight_asked, weight_listed: how telling each word is; whole: whether the names are the same when
    written without spaces; initial: whether a word asked is one letter; figures_asked, figures_listed: whether a word
    begins with a figure; glued: by word asked the listed word that it and the next are together; syllables: whether
    all words asked are Korean ones.
    """

    name: int
    likeness: list[list[float]]
    evidence: list[list[float]]
    weight_asked: Sequence[float]
    weight_listed: Sequence[float]
    whole: bool
    initial: Sequence[bool]
    figures_asked: Sequence[bool]
    figures_listed: Sequence[bool]
    glued: dict[int, int]
    syllables: bool = False


def stable(text: str) -> int:
    """A 63-bit hash that is the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1


@dataclass(slots=True)
class _Word:
    """A word asked: its weight, and by listed word the likeness and the evidence of its neighbours."""

    weight: float
    near: Near
    likeness: dict[int, float]
    evidence: dict[int, float]
    many: int
    initial: str


class Namebook:
    """An index over names given as words."""

    def __init__(self, data: Arrays, name: str) -> None:
        self.words = Wordbook(data, name)
        self._rows = data.numbers(f"{name}.rows")
        self._posts = data.numbers(f"{name}.posts")
        self._starts = data.numbers(f"{name}.starts")
        self._frequency = data.numbers(f"{name}.frequency")
        self._weight_rows = data.numbers(f"{name}.weight_rows")
        self._weight_name = data.numbers(f"{name}.weight_name")
        self._wholes = data.numbers(f"{name}.wholes")
        self._whole_order = data.numbers(f"{name}.whole_order")
        self._opening = data.numbers(f"{name}.opening")
        self._borders = data.numbers(f"{name}.borders")
        self._names = max(len(self._weight_name), POPULATION)
        self._log_n = math.log(self._names)
        self._common = common("person" if name == "person" else "body")
        self._words: dict[Token, _Word] = {}

    def row(self, name: int) -> list[int]:
        """The words of a listed name."""
        row: list[int] = self._rows[name * WIDEST : (name + 1) * WIDEST].tolist()
        return row[: row.index(-1)] if row[-1] < 0 else row

    def rarity(self, text: str) -> float:
        """How telling a word is, to the letter: 1 for one that nobody has, 0 for one that all have."""
        at = self.words.number(text)
        many = max(self._frequency[at] if at is not None else 0.0, self._usual(text))
        return (self._log_n - math.log1p(many)) / self._log_n

    def _usual(self, text: str) -> float:
        return self._common.get(text, 0) * self._names / POPULATION

    def _prepare(self, token: Token) -> _Word:
        """A word asked with all that hangs on it alone; kept for the next name that has it."""
        held = self._words.get(token)
        if held is not None:
            return held
        near = self.words.near(token)
        initial = token.text if len(token.text) == 1 and "a" <= token.text <= "z" else ""
        if initial:
            weight = INITIAL_WEIGHT
        else:
            same = sum(self._frequency[one] for one, value in zip(*_pairs(near), strict=True) if value >= SAME)
            weight = max((self._log_n - math.log1p(max(same, self._usual(token.text)))) / self._log_n, LEAST_WEIGHT)
        many = sum(self._starts[one + 1] - self._starts[one] for one in near.ids)
        word = _Word(weight, near, dict(zip(*_pairs(near), strict=True)), self._evidence(near), many, initial)
        if len(self._words) >= _KEPT:
            self._words.clear()
        self._words[token] = word
        return word

    def _evidence(self, near: Near) -> dict[int, float]:
        """For each near word, how few listed words are at least as near: 1 for a lone one, 0 for all."""
        so_far = accumulate(self._frequency[one] for one in near.ids)
        return {one: (self._log_n - math.log1p(many)) / self._log_n for one, many in zip(near.ids, so_far, strict=True)}

    def find(self, text: str, tokens: Sequence[Token]) -> list[Found]:
        """The names worth comparing, side by side with the name asked, the likeliest first."""
        tokens = list(dict.fromkeys(tokens))[:WIDEST]
        words = [self._prepare(token) for token in tokens]
        glued = self._glued(tokens, words)
        whole = self.same_letters(text)
        got = dict.fromkeys(whole, 0.0)
        for word in sorted(words, key=_heaviest_first):
            if word.many > COMMON and got:
                self._add(word, got)
            else:
                _merge(self._gather(word.near), word.weight, got)
        for at, near in glued:
            _merge(self._gather(near, len(near.ids)), words[at].weight + words[at + 1].weight, got)
        if not got:
            return []
        total = sum(word.weight for word in words)
        weight = self._weight_name
        ranks = {name: value / (total + weight[name] - value + 0.01) for name, value in got.items()}
        initials = [ord(word.initial) for word in words if word.initial]
        for name in ranks if initials else ():
            opening = {self._opening[word] for word in self.row(name)}
            ranks[name] += _INITIAL_GAIN * sum(letter in opening for letter in initials)
        for name in whole:
            ranks[name] += _WHOLE_GAIN
        best = nsmallest(COMPARED, ranks.items(), key=_best_first)
        return [self._beside(name, tokens, words, glued, name in whole) for name, _ in best]

    def beside(self, text: str, tokens: Sequence[Token], name: int) -> Found:
        """One listed name side by side with a name asked."""
        tokens = list(dict.fromkeys(tokens))[:WIDEST]
        words = [self._prepare(token) for token in tokens]
        return self._beside(name, tokens, words, self._glued(tokens, words), name in self.same_letters(text))

    def same_letters(self, text: str) -> set[int]:
        """The names that are a name asked when both are written without spaces, in any order of words."""
        flat = joined(text)
        key, pairs = stable(letters(flat)), borders(flat)
        at = bisect_left(self._wholes, key)
        out: set[int] = set()
        while at < len(self._wholes) and self._wholes[at] == key:
            name = self._whole_order[at]
            if (self._borders[name] ^ pairs).bit_count() <= MOST_BORDERS:
                out.add(name)
            at += 1
        return out

    def _gather(self, near: Near, kept: int | None = None) -> dict[int, float]:
        """The names that have one of the near words, each with the best likeness; the nearest words, up to a budget."""
        spans: list[tuple[int, int, float]] = []
        many = 0
        for word, value in zip(*_pairs(near), strict=True):
            start, end = self._starts[word], self._starts[word + 1]
            if kept is None and spans and many + end - start > BUDGET:
                break
            many += end - start
            spans.append((start, end, value))
        out: dict[int, float] = {}
        # worst first: of a name met twice, the best likeness stands
        for start, end, value in reversed(spans):
            out.update(dict.fromkeys(self._posts[start:end], value))
        return out

    def _add(self, word: _Word, got: dict[int, float]) -> None:
        """Add what a common word gives to the names that were met."""
        near, weight = word.likeness, word.weight
        for name in got:
            best = max([near.get(one, 0.0) for one in self.row(name)])
            if best:
                got[name] += best * weight

    def _beside(
        self, name: int, tokens: Sequence[Token], words: Sequence[_Word], glued: list[tuple[int, Near]], whole: bool
    ) -> Found:
        row = self.row(name)
        likeness = [[word.likeness.get(one, 0.0) for one in row] for word in words]
        evidence = [[word.evidence.get(one, 0.0) for one in row] for word in words]
        opening = [self._opening[one] for one in row]
        for at, word in enumerate(words):
            for j, letter in enumerate(opening if word.initial else ()):
                if letter == ord(word.initial):
                    likeness[at][j], evidence[at][j] = INITIAL, INITIAL_EVIDENCE / self._log_n
        joined: dict[int, int] = {}
        for at, near in glued:
            there = dict(zip(*_pairs(near), strict=True))
            met = [there.get(one, 0.0) for one in row]
            # of equal ones the first
            best = max(met)
            if best and min(max(likeness[at]), max(likeness[at + 1])) < SAME:
                j = met.index(best)
                likeness[at], likeness[at + 1] = [0.0] * len(row), [0.0] * len(row)
                likeness[at][j] = likeness[at + 1][j] = best
                evidence[at][j] = self._evidence(near)[row[j]]
                evidence[at + 1][j] = 0.0
                joined[at] = j
        return Found(
            name,
            likeness,
            evidence,
            [word.weight for word in words],
            self._weight_rows[name * WIDEST : name * WIDEST + len(row)].tolist(),
            whole,
            [bool(word.initial) for word in words],
            [token.text[0].isdigit() for token in tokens],
            [48 <= letter <= 57 for letter in opening],
            joined,
            all(token.mode == HANGUL for token in tokens),
        )

    def _glued(self, tokens: Sequence[Token], words: Sequence[_Word]) -> list[tuple[int, Near]]:
        """Neighbouring words that are one listed word together, looked for where one of them meets nothing well."""
        poor = [not word.near.ids or word.near.likeness[0] < SAME for word in words]
        out = []
        for at in range(len(tokens) - 1):
            if poor[at] or poor[at + 1]:
                one = self.words.glued(tokens[at], tokens[at + 1])
                if one.ids:
                    out.append((at, one))
        return out


def _pairs(near: Near) -> tuple[Sequence[int], Sequence[float]]:
    return near.ids, near.likeness


def _merge(posts: dict[int, float], weight: float, got: dict[int, float]) -> None:
    for name, value in posts.items():
        got[name] = got.get(name, 0.0) + value * weight


def _heaviest_first(word: _Word) -> float:
    return -word.weight


def _best_first(row: tuple[int, float]) -> tuple[float, int]:
    return -row[1], row[0]
