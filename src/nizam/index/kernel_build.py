"""`wordbuild` compiled, for vocabularies of hundreds of thousands of words: keys of all words, and spellings of each.

Imported only through `compiled`; needs numba.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit

from nizam.index.kernel_sounds import LONGEST_CODE, SLIPPING, crc, distance, forget, learn, less_one, ways


def tables(texts: Sequence[bytes], sounds: Sequence[bytes]) -> dict[str, tuple[Any, Any]]:
    """Keys and holders of `Wordbook`'s tables, in any order."""
    heard = _lists(sounds)
    letters = _lists(texts)
    ascii_only = np.array([one.isascii() for one in texts], np.bool_)
    return {"whole": _whole(*heard), "short": _short(*heard), "slips": _slips(*letters, ascii_only)}


def _lists(words: Sequence[bytes]) -> tuple[Any, Any]:
    from nizam.index.arrays import packed

    return packed(words)


@njit(cache=True, nogil=True)
def _whole(flat: Any, starts: Any) -> Any:
    count = starts.size - 1
    keys, holders = np.empty(4 * count, np.int64), np.empty(4 * count, np.int32)
    found, lengths = np.zeros(16, np.int64), np.zeros(16, np.int64)
    made = 0
    for at in range(count):
        one = flat[starts[at] : starts[at + 1]]
        for w in range(ways(one, one.size, found, lengths)):
            keys[made] = found[w] if found[w] else 10
            holders[made] = at
            made += 1
    return keys[:made].copy(), holders[:made].copy()


@njit(cache=True, nogil=True)
def _short(flat: Any, starts: Any) -> Any:
    count = starts.size - 1
    keys, holders = np.empty(48 * count, np.int64), np.empty(48 * count, np.int32)
    found, lengths, own = np.zeros(16, np.int64), np.zeros(16, np.int64), np.zeros(64, np.int64)
    made = 0
    for at in range(count):
        one = flat[starts[at] : starts[at + 1]]
        kept = 0
        for w in range(ways(one, one.size, found, lengths)):
            if lengths[w] >= 3:
                for skip in range(lengths[w]):
                    own[kept] = less_one(found[w], skip)
                    kept += 1
        made = _take(own, kept, at, keys, holders, made)
    return keys[:made].copy(), holders[:made].copy()


@njit(cache=True, nogil=True)
def _slips(flat: Any, starts: Any, ascii_only: Any) -> Any:
    count = starts.size - 1
    keys, holders = np.empty(25 * count, np.int64), np.empty(25 * count, np.int32)
    own = np.zeros(64, np.int64)
    made = 0
    for at in range(count):
        one = flat[starts[at] : starts[at + 1]]
        own[0] = crc(one, one.size, -1)
        kept = 1
        if ascii_only[at]:
            for skip in range(min(one.size, SLIPPING)):
                own[kept] = crc(one, one.size, skip)
                kept += 1
        made = _take(own, kept, at, keys, holders, made)
    return keys[:made].copy(), holders[:made].copy()


@njit(cache=True, nogil=True)
def _take(own: Any, kept: int, at: int, keys: Any, holders: Any, made: int) -> int:
    """Write the keys of one holder, sorted, each once."""
    own[:kept].sort()
    for i in range(kept):
        if i == 0 or own[i] != own[i - 1]:
            keys[made] = own[i]
            holders[made] = at
            made += 1
    return made


@njit(cache=True, nogil=True)
def spread(flat: Any, starts: Any, of: Any, held: Any, holders: Any, alone: Any, least: float, crowd: int) -> Any:
    """For each word, how many names have it or a spelling of it."""
    out = alone.astype(np.float64)
    seen = np.zeros(alone.size, np.int64)
    bits, spare = np.zeros(256, np.uint64), np.zeros(LONGEST_CODE + 2, np.int64)
    # the groups of a form, so that a pair that meets under two keys is counted once
    order = np.argsort(holders, kind="mergesort")
    groups = np.zeros(held.size, np.int64)
    for i in range(1, held.size):
        groups[i] = groups[i - 1] if held[i] == held[i - 1] else i
    ends = np.zeros(held.size, np.int64)
    for i in range(held.size - 1, -1, -1):
        ends[i] = i + 1 if i == held.size - 1 or held[i + 1] != held[i] else ends[i + 1]
    at = 0
    first_form = 0
    forms = of.size
    word = 0
    while first_form < forms:
        word = of[first_form]
        end_form = first_form
        while end_form < forms and of[end_form] == word:
            end_form += 1
        while at < order.size and holders[order[at]] < end_form:
            i = order[at]
            at += 1
            form = holders[i]
            lo, hi = groups[i], ends[i]
            if not 1 < hi - lo <= crowd:
                continue
            code = flat[starts[form] : starts[form + 1]]
            learn(code, code.size, bits)
            for g in range(lo, hi):
                other = of[holders[g]]
                if other == word or seen[other] == word + 1:
                    continue
                begin, end = starts[holders[g]], starts[holders[g] + 1]
                widest = max(code.size, end - begin)
                if abs(code.size - (end - begin)) > (1 - least) * widest + 1:
                    continue
                if 1.0 - distance(code, code.size, bits, flat, begin, end, spare) / max(widest, 1) >= least:
                    seen[other] = word + 1
                    out[word] += alone[other]
            forget(code, code.size, bits)
        first_form = end_form
    return out
