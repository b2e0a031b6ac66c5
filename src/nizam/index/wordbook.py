"""Every distinct word of the listed names, and which of them a word asked may be.

A word has one or more readings; each has codes for the three ways of comparing (`names.codes`) and keys under which
like readings meet. This is the plain way of asking; `kernel_words` does the same, compiled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from nizam.index.arrays import Arrays, Strings
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


class Near(Record, frozen=True):
    """Words of the book near a word asked: ids and likeness 0..1, best first, equal ones by id."""

    ids: tuple[int, ...]
    likeness: tuple[float, ...]


_NOBODY = Near((), ())


def _near(best: dict[int, float]) -> Near:
    if not best:
        return _NOBODY
    kept = sorted(best.items(), key=_first_best)[:MOST]
    return Near(tuple(word for word, _ in kept), tuple(value for _, value in kept))


def _first_best(row: tuple[int, float]) -> tuple[float, int]:
    return -row[1], row[0]


class Table:
    """Keys and who holds them, sorted by key, to be looked up by bisection."""

    def __init__(self, keys: Sequence[int], holders: Sequence[int]) -> None:
        self.keys = keys
        self.holders = holders

    def holding(self, keys: Iterable[int]) -> set[int]:
        """Everybody who holds one of the keys; of a crowd, the first part."""
        out: set[int] = set()
        for key in keys:
            lo = bisect_left(self.keys, key)
            if lo < len(self.keys) and self.keys[lo] == key:
                out.update(self.holders[lo : bisect_right(self.keys, key, lo, min(lo + CROWD, len(self.keys)))])
        return out


class Wordbook:
    """The words of a list, mapped from a file; `wordbuild` makes the file's content, `near` answers for a token."""

    def __init__(self, data: Arrays, name: str) -> None:
        def numbers(key: str) -> Any:
            return data.numbers(f"{name}.{key}")

        def strings(key: str) -> Strings:
            return Strings(numbers(key), numbers(f"{key}_at"))

        self.of = numbers("of")
        self.vowels = numbers("vowels")
        self.whole, self.short, self.slips = (
            Table(numbers(k), numbers(f"{k}_of")) for k in ("whole", "short", "slips")
        )
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
        at = bisect_left(keys, key)
        while at < len(keys) and keys[at] == key:
            word = self.slips.holders[at]
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
            return _NOBODY if at is None else Near((at,), (1.0,))
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

    def _measure(self, token: Token, forms: Collection[int], best: dict[int, float]) -> None:
        if not forms:
            return
        at = list(forms)
        if token.mode == ABJAD:
            found = self._abjad(token, at)
        elif token.mode == HANGUL:
            # syllables are short: one sound off is mostly another syllable
            alike = _alike([coded(codes.korean(one)) for one in token.sounds], self._korean, at)
            found = ((form, 1 - (1 - value) * 1.5) for form, value in alike)
        else:
            found = _alike([coded(codes.full(one)) for one in token.sounds], self._full, at)
        for form, value in found:
            word = self.of[form]
            if value >= NEAR and value > best.get(word, 0.0):
                best[word] = min(value, TOP)

    def _abjad(self, token: Token, at: Sequence[int]) -> Iterable[tuple[int, float]]:
        """Consonants must agree; vowels that are written must be there, others may be."""
        bare = [self._bare[form] for form in at]
        for reading in token.sounds:
            code, drawn = coded(codes.bare(reading)), coded(codes.outline(reading))
            least, own = max(len(code), 4), vowels_in(drawn)
            for form, other in zip(at, bare, strict=True):
                size = max(len(other), least) + 2.0
                most = int((1 - NEAR) * size + 1e-6)
                hard = Levenshtein.distance(code, other, score_cutoff=most)
                if hard > most:
                    continue
                shape = min(Levenshtein.distance(drawn, kind[form]) for kind in self._outlines)
                missing = max(self.vowels[form] - own, 0)
                excess = max(shape - missing - hard / 4, 0.0)
                yield form, 1 - (hard + excess + 0.15 * max(missing - 1, 0)) / size


def _alike(asked: Sequence[bytes], listed: Strings, at: Sequence[int]) -> Iterable[tuple[int, float]]:
    """The forms that are like one of the codes asked, with how like they are."""
    texts = [listed[form] for form in at]
    for code in asked:
        scorer = Levenshtein.normalized_similarity
        for _, value, place in process.extract(code, texts, scorer=scorer, score_cutoff=NEAR, limit=None):
            yield at[place], value


def written(text: str) -> bytes:
    """A word as it is kept and compared letter by letter."""
    return text.encode("utf-8", "surrogatepass")


def coded(code: str) -> bytes:
    """A code as it is kept and compared."""
    return code.encode("latin-1", "replace")


def vowels_in(drawn: bytes) -> int:
    """How many vowels an outline has."""
    return sum(char in b"aeiu" for char in drawn)


__all__ = [
    "CROWD", "GLUED", "MOST", "NEAR", "SAME", "SURE", "TOP", "Near", "Table", "Wordbook", "coded", "vowels_in",
    "written",
]  # fmt: skip
