"""Sounds compiled: `names.codes` and the distances of codes, on arrays of bytes.

Imported only through `compiled`; needs numba. The tables come from `names.codes`, so a change there is a change here;
tests hold the two ways equal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from nizam.names import codes

LONGEST_CODE = 2048
"""Symbols of a code or letters of a word; `tokens.LONGEST` keeps words far below."""
_WAYS, _LONGEST_WAY = codes._WAYS, codes._MOST
SLIPPING = codes.LONGEST


def _table(table: dict[int, str]) -> Any:
    """Per byte: how many symbols it becomes, and which."""
    out = np.zeros((256, 8), np.uint8)
    for char in range(256):
        symbols = table.get(char, chr(char)).encode("latin-1", "replace")
        out[char, 0] = len(symbols)
        out[char, 1 : 1 + len(symbols)] = list(symbols)
    return out


def _classes() -> Any:
    out = np.full((256, 3), -1, np.int64)
    for char, choices in codes._CLASS.items():
        out[ord(char), : len(choices)] = choices
    out[:, 2] = [(row >= 0).sum() for row in out]
    return out


def _crc_table() -> Any:
    out = np.zeros(256, np.uint32)
    for at in range(256):
        value = at
        for _ in range(8):
            value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
        out[at] = value
    return out


FULL, BARE, OUTLINE, KOREAN = (_table(one) for one in (codes._FULL, codes._BARE, codes._OUTLINE, codes._KOREAN))
CLASS = _classes()
CRC = _crc_table()


@njit(cache=True, nogil=True)
def translate(source: Any, size: int, table: Any, out: Any) -> int:
    at = 0
    for i in range(size):
        for j in range(table[source[i], 0]):
            out[at] = table[source[i], 1 + j]
            at += 1
    return at


@njit(cache=True, nogil=True)
def without_h(source: Any, size: int) -> int:
    return size - 1 if size > 2 and source[size - 1] == 104 else size


@njit(cache=True, nogil=True)
def outline(source: Any, size: int, out: Any) -> int:
    """`codes.outline`: an opening vowel is any vowel."""
    made = translate(source, without_h(source, size), OUTLINE, out)
    if made and (out[0] == 105 or out[0] == 117) and source[0] != 121 and source[0] != 119:
        out[0] = 97
    return made


@njit(cache=True, nogil=True)
def korean(source: Any, size: int, spare: Any, out: Any) -> int:
    """`codes.korean`: we, oe and oi are e, one after the other."""
    for i in range(size):
        spare[i] = source[i]
    for one, other in ((119, 101), (111, 101), (111, 105)):
        made = 0
        i = 0
        while i < size:
            if i + 1 < size and spare[i] == one and spare[i + 1] == other:
                spare[made] = 101
                i += 2
            else:
                spare[made] = spare[i]
                i += 1
            made += 1
        size = made
    return translate(spare, size, KOREAN, out)


@njit(cache=True, nogil=True)
def ways(source: Any, size: int, out: Any, lengths: Any) -> int:
    """`codes.skeletons`, each as its number; out and lengths have room for eight."""
    count = 1
    out[0] = 0
    lengths[0] = 0
    for i in range(size):
        kinds = CLASS[source[i], 2]
        if kinds == 0:
            continue
        if kinds > 1 and count < _WAYS:
            for w in range(count):
                out[count + w] = out[w]
                lengths[count + w] = lengths[w]
                _add(out, lengths, w, CLASS[source[i], 0])
                _add(out, lengths, count + w, CLASS[source[i], 1])
            count *= 2
        else:
            for w in range(count):
                _add(out, lengths, w, CLASS[source[i], 0])
    kept = 0
    for w in range(count):
        new = True
        for v in range(kept):
            if out[v] == out[w]:
                new = False
                break
        if new:
            out[kept] = out[w]
            lengths[kept] = lengths[w]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _add(out: Any, lengths: Any, way: int, choice: int) -> None:
    size = lengths[way]
    if choice == 0 or size >= _LONGEST_WAY:
        return
    if size and (out[way] >> (4 * (size - 1))) & 15 == choice:
        return
    out[way] |= choice << (4 * size)
    lengths[way] = size + 1


@njit(cache=True, nogil=True)
def less_one(way: int, at: int) -> int:
    """A skeleton's number with one consonant left out."""
    low = way & ((1 << (4 * at)) - 1)
    made = low | ((way >> (4 * (at + 1))) << (4 * at))
    return made if made else 10


@njit(cache=True, nogil=True)
def crc(source: Any, size: int, skip: int) -> int:
    """CRC-32 of the first letters of a word, one of them left out; skip -1 for none."""
    value = np.uint32(0xFFFFFFFF)
    for i in range(min(size, SLIPPING)):
        if i != skip:
            value = CRC[(value ^ np.uint32(source[i])) & np.uint32(255)] ^ (value >> np.uint32(8))
    return np.int64(value ^ np.uint32(0xFFFFFFFF))


@njit(cache=True, nogil=True)
def learn(pattern: Any, size: int, bits: Any) -> None:
    """Where each symbol stands in a pattern of at most 64."""
    if size <= 64:
        for i in range(size):
            bits[pattern[i]] = 0
        for i in range(size):
            bits[pattern[i]] |= np.uint64(1) << np.uint64(i)


@njit(cache=True, nogil=True)
def forget(pattern: Any, size: int, bits: Any) -> None:
    for i in range(size):
        bits[pattern[i]] = 0


@njit(cache=True, nogil=True)
def distance(pattern: Any, size: int, bits: Any, flat: Any, start: int, end: int, spare: Any) -> int:
    """Levenshtein's distance of a learnt pattern and a listed string; bit-parallel (Myers 1999, Hyyrö 2003)."""
    if size == 0 or end == start:
        return size + end - start
    one = np.uint64(1)
    if size <= 64:
        plus = ~np.uint64(0)
        minus = np.uint64(0)
        last = one << np.uint64(size - 1)
        score = size
        for j in range(start, end):
            equal = bits[flat[j]]
            vertical = equal | minus
            across = (((equal & plus) + plus) ^ plus) | equal
            up = minus | ~(across | plus)
            down = plus & across
            if up & last:
                score += 1
            elif down & last:
                score -= 1
            up = (up << one) | one
            down = down << one
            plus = down | ~(vertical | up)
            minus = up & vertical
        return score
    for i in range(size + 1):
        spare[i] = i
    for j in range(start, end):
        before = spare[0]
        spare[0] = j - start + 1
        for i in range(size):
            value = min(before + (pattern[i] != flat[j]), spare[i] + 1, spare[i + 1] + 1)
            before = spare[i + 1]
            spare[i + 1] = value
    return spare[size]


@njit(cache=True, nogil=True)
def swaps(size: int, bits: Any, flat: Any, start: int, end: int) -> int:
    """Edit distance of a learnt pattern in which two neighbours swapped count once (Hyyrö 2003); 64 letters at most."""
    if size == 0 or end == start:
        return size + end - start
    one = np.uint64(1)
    plus = ~np.uint64(0)
    minus = np.uint64(0)
    diagonal = np.uint64(0)
    before = np.uint64(0)
    last = one << np.uint64(size - 1)
    score = size
    for j in range(start, end):
        equal = bits[flat[j]]
        swapped = ((~diagonal & equal) << one) & before
        diagonal = (((equal & plus) + plus) ^ plus) | equal | minus | swapped
        up = minus | ~(diagonal | plus)
        down = plus & diagonal
        if up & last:
            score += 1
        elif down & last:
            score -= 1
        up = (up << one) | one
        down = down << one
        plus = down | ~(diagonal | up)
        minus = up & diagonal
        before = equal
    return score


@njit(cache=True, nogil=True)
def bag(source: Any, start: int, end: int, out: Any) -> None:
    """How often symbols occur, in sixteen classes: what two codes differ in here, they differ in by distance."""
    out[:] = 0
    for i in range(start, end):
        at = (source[i] ^ (source[i] >> 4)) & 15
        if out[at] < 255:
            out[at] += 1


@njit(cache=True, nogil=True)
def bags(flat: Any, starts: Any) -> Any:
    """The bags of all codes of a book."""
    out = np.zeros((starts.size - 1, 16), np.uint8)
    for form in range(starts.size - 1):
        bag(flat, starts[form], starts[form + 1], out[form])
    return out


@njit(cache=True, nogil=True)
def apart(one: Any, listed: Any, form: int) -> int:
    """The least distance of two codes, by their bags."""
    more = less = 0
    for i in range(16):
        differ = np.int64(one[i]) - np.int64(listed[form, i])
        more += max(differ, 0)
        less += max(-differ, 0)
    return max(more, less)
