"""`wordbook` compiled: which listed words a word asked may be.

Imported only through `compiled`; needs numba. Tests hold it equal to the plain way.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from nizam.index import wordbook
from nizam.index.kernel_sounds import (
    BARE,
    FULL,
    LONGEST_CODE,
    SLIPPING,
    apart,
    bag,
    bags,
    crc,
    distance,
    forget,
    korean,
    learn,
    less_one,
    outline,
    swaps,
    translate,
    ways,
    without_h,
)  # fmt: skip
from nizam.names.phonemes import ABJAD, HANGUL, LATIN

NEAR, SURE, GLUED, TOP = wordbook.NEAR, wordbook.SURE, wordbook.GLUED, wordbook.TOP
MOST, CROWD = wordbook.MOST, wordbook.CROWD
_SLOTS = 8192
"""Words asked whose neighbours are kept."""


@njit(cache=True, nogil=True)
def first(keys: Any, wanted: int) -> int:
    """Where a key begins in sorted keys."""
    lo, hi = 0, keys.size
    while lo < hi:
        middle = (lo + hi) >> 1
        if keys[middle] < wanted:
            lo = middle + 1
        else:
            hi = middle
    return lo


@njit(cache=True, nogil=True)
def number(words: Any, text: Any, size: int) -> int:
    """The number of a word; -1 where no listed name has it."""
    (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, slips, slips_of, texts, texts_at) = words
    key = crc(text, size, -1)
    at = first(slips, key)
    while at < slips.size and slips[at] == key:
        word = slips_of[at]
        if same(text, size, texts, texts_at[word], texts_at[word + 1]):
            return word
        at += 1
    return -1


@njit(cache=True, nogil=True)
def same(text: Any, size: int, flat: Any, start: int, end: int) -> bool:
    if end - start != size:
        return False
    for i in range(size):  # noqa: SIM110 - a generator is slow here
        if text[i] != flat[start + i]:
            return False
    return True


@njit(cache=True, nogil=True)
def note(word: int, value: float, best: Any, met: Any, counts: Any) -> None:
    """Keep a word's best likeness."""
    value = min(value, TOP)
    if best[word] == 0:
        met[counts[1]] = word
        counts[1] += 1
    if value > best[word]:
        best[word] = value


@njit(cache=True, nogil=True)
def measure(words: Any, mode: int, forms: int, reading: Any, size: int, room: Any) -> None:
    """Note the words among the forms gathered that one reading of a word asked may be."""
    if forms == 0:
        return
    if mode == ABJAD:
        _abjad(words, forms, reading, size, room)
    elif mode == HANGUL:
        long = korean(reading, size, room[6], room[5])
        _voiced(words[0], words[10], words[11], room[15], True, forms, long, room)
    else:
        long = translate(reading, size, FULL, room[5])
        _voiced(words[0], words[2], words[3], room[13], False, forms, long, room)


@njit(cache=True, nogil=True)
def _voiced(of: Any, flat: Any, starts: Any, bags: Any, syllables: bool, forms: int, long: int, room: Any) -> None:
    """Codes with their vowels."""
    gathered, code, bits, spare, own = room[4], room[5], room[7], room[9], room[16]
    bag(code, 0, long, own)
    learn(code, long, bits)
    for f in range(forms):
        form = gathered[f]
        other = starts[form + 1] - starts[form]
        widest = max(long, other)
        # a little room for what rounding does to a value just at the limit
        most = (1 - NEAR) * widest + 1e-6
        if abs(long - other) > most or apart(own, bags, form) > most:
            continue
        value = 1.0
        if widest:
            value = 1.0 - distance(code, long, bits, flat, starts[form], starts[form + 1], spare) / widest
        if value < NEAR:
            continue
        if syllables:
            value = 1 - (1 - np.float32(value)) * 1.5
        if np.float32(value) >= np.float32(NEAR):
            note(of[form], np.float32(value), room[0], room[1], room[2])
    forget(code, long, bits)


@njit(cache=True, nogil=True)
def _abjad(words: Any, forms: int, reading: Any, size: int, room: Any) -> None:
    """Codes of consonants; the vowels that are written must have a place."""
    of, vowels, bare, bare_at = words[0], words[1], words[4], words[5]
    oi, oi_at, oa, oa_at = words[6], words[7], words[8], words[9]
    gathered, code, drawn, bits, drawn_bits, spare, own = room[4], room[5], room[6], room[7], room[8], room[9], room[16]
    bags = room[14]
    long = translate(reading, without_h(reading, size), BARE, code)
    wide = outline(reading, size, drawn)
    bag(code, 0, long, own)
    learn(code, long, bits)
    learn(drawn, wide, drawn_bits)
    asked_vowels = 0
    for i in range(wide):
        if drawn[i] == 97 or drawn[i] == 101 or drawn[i] == 105 or drawn[i] == 117:
            asked_vowels += 1
    for f in range(forms):
        form = gathered[f]
        whole = max(bare_at[form + 1] - bare_at[form], max(long, 4)) + 2.0
        if 1 - apart(own, bags, form) / whole < NEAR:
            continue
        hard = distance(code, long, bits, bare, bare_at[form], bare_at[form + 1], spare)
        if 1 - hard / whole < NEAR:
            continue
        shape = distance(drawn, wide, drawn_bits, oi, oi_at[form], oi_at[form + 1], spare)
        shape = min(shape, distance(drawn, wide, drawn_bits, oa, oa_at[form], oa_at[form + 1], spare))
        missing = max(vowels[form] - asked_vowels, 0)
        excess = max(shape - missing - hard / 4, 0.0)
        value = 1 - (hard + 1.0 * excess + 0.15 * max(missing - 1, 0)) / whole
        if value >= NEAR:
            note(of[form], value, room[0], room[1], room[2])
    forget(drawn, wide, drawn_bits)
    forget(code, long, bits)


@njit(cache=True, nogil=True)
def gather(keys: Any, holders: Any, key: int, forms: int, counts: Any, seen: Any, gathered: Any) -> int:
    """Add the forms under a key that were not gathered yet."""
    at = first(keys, key)
    end = min(at + CROWD, keys.size)
    while at < end and keys[at] == key:
        form = holders[at]
        if seen[form] != counts[0]:
            seen[form] = counts[0]
            gathered[forms] = form
            forms += 1
        at += 1
    return forms


@njit(cache=True, nogil=True)
def settle(room: Any, least: float, ids: Any, likeness: Any) -> int:
    """The words noted, best first and of equal ones the lower number, at most MOST; nothing stays noted."""
    best, met, counts = room[0], room[1], room[2]
    kept = 0
    for m in range(counts[1]):
        word = met[m]
        value = best[word]
        best[word] = 0
        if value < least:
            continue
        if kept == MOST and (value < likeness[kept - 1] or (value == likeness[kept - 1] and word > ids[kept - 1])):
            continue
        at = min(kept, MOST - 1)
        while at and (likeness[at - 1] < value or (likeness[at - 1] == value and ids[at - 1] > word)):
            ids[at] = ids[at - 1]
            likeness[at] = likeness[at - 1]
            at -= 1
        ids[at] = word
        likeness[at] = value
        kept = min(kept + 1, MOST)
    counts[1] = 0
    return kept


@njit(cache=True, nogil=True)
def near(
    words: Any, mode: int, text: Any, letters: int, readings: Any, sizes: Any, room: Any, ids: Any, likeness: Any
) -> int:
    """`Wordbook.near`: fills ids and likeness, gives how many."""
    (_, _, _, _, _, _, _, _, _, _, _, _, whole, whole_of, short, short_of, slips, slips_of, texts, texts_at) = words
    best, counts = room[0], room[2]
    exact = number(words, text, letters)
    if sizes.size == 0:
        if exact < 0:
            return 0
        ids[0] = exact
        likeness[0] = 1
        return 1
    counts[0] += 1
    found = room[10]
    lengths = room[11]
    forms = 0
    for r in range(sizes.size):
        for w in range(ways(readings[r], sizes[r], found, lengths)):
            forms = gather(whole, whole_of, found[w] if found[w] else 10, forms, room[2], room[3], room[4])
    for r in range(sizes.size):
        measure(words, mode, forms, readings[r], sizes[r], room)
    if mode == LATIN:
        counts[0] += 1
        bits = room[7]
        fits = letters <= 64
        if fits:
            learn(text, letters, bits)
        for skip in range(-1, min(letters, SLIPPING) if fits else -1):
            key = crc(text, letters, skip)
            at = first(slips, key)
            end = min(at + CROWD, slips.size)
            while at < end and slips[at] == key:
                word = slips_of[at]
                at += 1
                if room[17][word] == counts[0]:
                    continue
                room[17][word] = counts[0]
                start, stop = texts_at[word], texts_at[word + 1]
                widest = max(letters, stop - start)
                if abs(letters - (stop - start)) > 0.3 * widest:
                    continue
                value = 1.0 - swaps(letters, bits, texts, start, stop) / widest
                if value > NEAR and value > best[word]:
                    note(word, value, best, room[1], counts)
        if fits:
            forget(text, letters, bits)
    else:
        top = 0.0
        for m in range(counts[1]):
            top = max(top, best[room[1][m]])
        if top < SURE:
            forms = 0
            for r in range(sizes.size):
                for w in range(ways(readings[r], sizes[r], found, lengths)):
                    way = found[w]
                    forms = gather(short, short_of, way if way else 10, forms, room[2], room[3], room[4])
                    if lengths[w] >= 3:
                        for at in range(lengths[w]):
                            forms = gather(whole, whole_of, less_one(way, at), forms, room[2], room[3], room[4])
            for r in range(sizes.size):
                measure(words, mode, forms, readings[r], sizes[r], room)
    if exact >= 0:
        if best[exact] == 0:
            room[1][counts[1]] = exact
            counts[1] += 1
        best[exact] = 1
    return settle(room, 0.0, ids, likeness)


@njit(cache=True, nogil=True)
def recall(word: int, room: Any, ids: Any, likeness: Any) -> int:
    """What `near` found for a word asked before, by its number; -1 where that is not kept."""
    slot = word % _SLOTS
    if room[18][slot] != word:
        return -1
    kept: int = room[19][slot]
    for n in range(kept):
        ids[n] = room[20][slot, n]
        likeness[n] = room[21][slot, n]
    return kept


@njit(cache=True, nogil=True)
def remember(word: int, kept: int, room: Any, ids: Any, likeness: Any) -> None:
    slot = word % _SLOTS
    room[18][slot] = word
    room[19][slot] = kept
    for n in range(kept):
        room[20][slot, n] = ids[n]
        room[21][slot, n] = likeness[n]


@njit(cache=True, nogil=True)
def glued(words: Any, mode: int, reading: Any, size: int, room: Any, ids: Any, likeness: Any) -> int:
    """`Wordbook.glued` for the joined sounds of two words."""
    whole, whole_of = words[12], words[13]
    found, lengths = room[10], room[11]
    count = ways(reading, size, found, lengths)
    if found[0] < 256:
        return 0
    room[2][0] += 1
    forms = 0
    for w in range(count):
        forms = gather(whole, whole_of, found[w] if found[w] else 10, forms, room[2], room[3], room[4])
    measure(words, mode, forms, reading, size, room)
    return settle(room, GLUED, ids, likeness)


def room(words: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """Working space for a book with so many words, and what is worked out once; never shared by two threads."""
    forms = words[0].size
    return (
        np.zeros(count + 1, np.float32),  # 0 best likeness by word
        np.zeros(count + 1, np.int32),  # 1 words noted
        np.zeros(4, np.int64),  # 2 generation, how many noted
        np.zeros(forms + 1, np.int64),  # 3 generation in which a form was seen
        np.zeros(forms + 1, np.int32),  # 4 forms gathered
        np.zeros(LONGEST_CODE, np.uint8),  # 5 code
        np.zeros(LONGEST_CODE, np.uint8),  # 6 outline
        np.zeros(256, np.uint64),  # 7 where symbols stand
        np.zeros(256, np.uint64),  # 8 the same for the outline
        np.zeros(LONGEST_CODE + 2, np.int64),  # 9 a row of distances
        np.zeros(16, np.int64),  # 10 skeletons
        np.zeros(16, np.int64),  # 11 their lengths
        np.zeros(1, np.int64),  # 12 nothing
        bags(words[2], words[3]),  # 13 bags of the codes
        bags(words[4], words[5]),  # 14 of those without vowels
        bags(words[10], words[11]),  # 15 of Korean ones
        np.zeros(16, np.uint8),  # 16 of the word asked
        np.zeros(count + 1, np.int64),  # 17 generation in which a word was seen
        np.full(_SLOTS, -1, np.int64),  # 18 which word asked is kept in a slot
        np.zeros(_SLOTS, np.int64),  # 19 how many near words it has
        np.zeros((_SLOTS, MOST), np.int32),  # 20 which
        np.zeros((_SLOTS, MOST), np.float32),  # 21 how alike
    )
