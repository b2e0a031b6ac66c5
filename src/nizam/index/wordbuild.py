"""The content of a wordbook: codes and keys of every distinct word, and how common each is with its spellings.

A long list's keys are made by the compiled kernel where there is one; the result is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nizam.index import compiled
from nizam.index.arrays import Strings, packed
from nizam.index.wordbook import CROWD, SAME, coded, vowels_in, written
from nizam.names import codes
from nizam.names.codes import LONGEST
from nizam.names.tokens import Token

LONG = 60_000
"""Words from which the kernel is waited for."""
CROWD_OF_LONG = 200
"""Readings under one key among which spellings are looked for in so many words."""


def words(tokens: Sequence[Token], name: str) -> dict[str, Any]:
    """Arrays of a book of distinct words, by the names under which they are stored."""
    sounds = [reading for token in tokens for reading in token.sounds]
    of = np.repeat(np.arange(len(tokens), dtype=np.int32), [len(token.sounds) for token in tokens])
    outline = [codes.outline(one) for one in sounds]
    strings = {
        "texts": [written(token.text) for token in tokens],
        "full": [coded(codes.full(one)) for one in sounds],
        "bare": [coded(codes.bare(one)) for one in sounds],
        "outline_i": [coded(one.replace("e", "i")) for one in outline],
        "outline_a": [coded(one.replace("e", "a")) for one in outline],
        "korean": [coded(codes.korean(_spoken(one, token.sounds[0]))) for token in tokens for one in token.sounds],
    }
    out: dict[str, Any] = {
        f"{name}.of": of,
        f"{name}.vowels": np.array([vowels_in(coded(one)) for one in outline], np.int16),
    }
    for key, values in strings.items():
        out[f"{name}.{key}"], out[f"{name}.{key}_at"] = packed(values)
    kernel = KERNEL.wait() if len(tokens) >= LONG else None
    pairs = kernel.tables(strings["texts"], list(map(coded, sounds))) if kernel else _tables(tokens, sounds)
    for key, (keys, holders) in pairs.items():
        out[f"{name}.{key}"], out[f"{name}.{key}_of"] = table(keys, holders)
    return out


def _spoken(reading: str, first: str) -> str:
    """How a reading is said by Koreans: ch is never the one of Cherif or Michail to them."""
    return first if reading.translate(_HUSHED) == first.translate(_HUSHED) else reading


_HUSHED = str.maketrans("Sx", "CC")


def table(keys: Any, holders: Any) -> tuple[Any, Any]:
    """Keys and their holders in any order, sorted by key as `wordbook.Table` looks them up."""
    order = np.argsort(keys, kind="stable")
    return np.asarray(keys, np.int64)[order], np.asarray(holders, np.int32)[order]


def _load() -> Any:
    from nizam.index import kernel_build

    built = kernel_build.tables([b"petrov", b"petrow"], [b"petrov", b"petrov"])
    keys, holders = table(*built["whole"])
    flat, starts = packed([b"petrov", b"petrov"])
    kernel_build.spread(flat, starts, np.arange(2, dtype=np.int32), keys, holders, np.ones(2, np.float32), SAME, CROWD)
    return kernel_build


KERNEL = compiled.Compiled[Any]("build", _load)


def _tables(tokens: Sequence[Token], sounds: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    pairs = {
        "whole": [(key, at) for at, one in enumerate(sounds) for key in codes.keys(one)],
        "short": [(key, at) for at, one in enumerate(sounds) for key in sorted(codes.shorter(one))],
        "slips": [(key, at) for at, one in enumerate(tokens) for key in _slips(one.text)],
    }
    both = {key: np.array(rows, np.int64).reshape(-1, 2) for key, rows in pairs.items()}
    return {key: (rows[:, 0], rows[:, 1]) for key, rows in both.items()}


def _slips(text: str) -> list[int]:
    return sorted(set(codes.slips(text))) if text.isascii() else [crc32(written(text)[:LONGEST])]


def spread(built: dict[str, Any], name: str, frequency: Any) -> Any:
    """For each word of a book being built, how many names have it or a spelling of it; `frequency` counts it alone."""
    total = frequency.size
    of, held, holders = (built[f"{name}.{key}"] for key in ("of", "whole", "whole_of"))
    if not held.size:
        return frequency
    crowd = CROWD if total < LONG else CROWD_OF_LONG
    kernel = KERNEL.wait() if total >= LONG else None
    if kernel:
        flat, starts = built[f"{name}.full"], built[f"{name}.full_at"]
        return kernel.spread(flat, starts, of, held, holders, frequency, SAME, crowd)
    listed = Strings(built[f"{name}.full"].data, built[f"{name}.full_at"].data)
    pairs: list[Any] = []
    _, starts = np.unique(held, return_index=True)
    for lo, hi in zip(starts.tolist(), np.append(starts[1:], held.size).tolist(), strict=True):
        if not 1 < hi - lo <= crowd:
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
