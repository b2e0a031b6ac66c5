"""The content of a namebook, gathered name by name: of a million names only numbers and the distinct words are held."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np

from nizam.index import wordbuild
from nizam.index.namebook import WIDEST, stable
from nizam.names.codes import BITS
from nizam.names.tokens import Token, joined, letters
from nizam.names.vocabulary import POPULATION, common


class Gathered:
    """The names of one kind, and for each whose it is and which of its lines."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._words: dict[str, int] = {}
        self._tokens: list[Token] = []
        self._rows = array("i")
        self._wholes = array("q")
        self._drawn = array("H")
        self._ends = array("q", [0])
        self._owners = array("i")
        self._lines = array("i")

    def add(self, text: str, words: Sequence[Token], owner: int, line: int) -> None:
        """Take in a name; `words` as `names.tokens` reads it."""
        row: list[int] = []
        for token in words:
            at = self._words.setdefault(token.text, len(self._tokens))
            if at == len(self._tokens):
                self._tokens.append(token)
            if at not in row:
                row.append(at)
        self._rows.extend([*row, *_PADDING][:WIDEST])
        flat = joined(text)
        self._wholes.append(stable(letters(flat)))
        self._drawn.extend(memoryview(flat.encode("utf-16-le", "surrogatepass")).cast("H"))
        self._ends.append(len(self._drawn))
        self._owners.append(owner)
        self._lines.append(line)

    def arrays(self) -> dict[str, Any]:
        """The book's arrays, by the names under which they are stored."""
        name, count, total = self.kind, len(self._owners), len(self._tokens)
        rows = np.frombuffer(self._rows, np.int32).reshape(count, WIDEST)
        used = rows >= 0
        flat = rows[used]
        owner = np.repeat(np.arange(count, dtype=np.int32), used.sum(axis=1))
        alone = np.bincount(flat, minlength=total)
        # in a short list every word is rare; how many bear a name does not hang on the list
        usual = common("person" if name == "person" else "body")
        size = max(count, POPULATION)
        expected = np.array([usual.get(token.text, 0) for token in self._tokens], np.float32) * (size / POPULATION)
        frequency = np.maximum(alone, expected).astype(np.float32)
        built = wordbuild.words(self._tokens, name)
        log_n = math.log(size)
        weights = np.zeros(total + 1, np.float32)
        weights[:total] = (log_n - np.log1p(wordbuild.spread(built, name, frequency))) / log_n
        weight_rows = weights[rows]  # -1 picks the padding's 0
        wholes = np.frombuffer(self._wholes, np.int64)
        order = np.argsort(wholes, kind="stable").astype(np.int32)
        return built | {
            f"{name}.rows": rows,
            f"{name}.posts": owner[np.argsort(flat, kind="stable")],
            f"{name}.starts": np.concatenate((np.zeros(1, np.int64), np.cumsum(alone, dtype=np.int64))),
            f"{name}.frequency": frequency,
            f"{name}.weight_rows": weight_rows,
            f"{name}.weight_name": weight_rows.sum(axis=1),
            f"{name}.wholes": wholes[order],
            f"{name}.whole_order": order,
            f"{name}.borders": _borders(np.frombuffer(self._drawn, np.uint16), np.frombuffer(self._ends, np.int64)),
            f"{name}.opening": np.array([ord(token.text[0]) for token in self._tokens] + [0], np.int32),
            f"{name}.owners": np.frombuffer(self._owners, np.int32),
            f"{name}.lines": np.frombuffer(self._lines, np.int32),
        }


_PADDING = (-1,) * WIDEST


def _borders(drawn: Any, ends: Any) -> Any:
    """`tokens.borders` of many names, whose letters stand one after another."""
    out = np.zeros(ends.size - 1, np.int64)
    if drawn.size < 2:
        return out
    pairs = drawn[:-1].astype(np.int64)
    pairs *= 31
    pairs += drawn[1:]
    pairs %= BITS
    np.left_shift(1, pairs, out=pairs)
    # the last letter of a name makes no pair with the next name
    last = ends[1:-1] - 1
    pairs[last[(last >= 0) & (last < pairs.size)]] = 0
    some = np.flatnonzero(np.diff(ends) > 1)
    if some.size:
        out[some] = np.bitwise_or.reduceat(pairs, ends[some])
    return out
