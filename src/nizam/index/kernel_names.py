"""`namebook` compiled: from the words asked to the names worth comparing, with the likeness of every pair of words.

Imported only through `compiled`; needs numba. A question is as `asking.question` writes it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from nizam.index import namebook, wordbook
from nizam.index.asking import READINGS, SOUNDS
from nizam.index.kernel_words import MOST, first, glued, near, recall, remember
from nizam.names.codes import BITS, MOST_BORDERS

COMPARED, WIDEST = namebook.COMPARED, namebook.WIDEST
INITIAL, INITIAL_WEIGHT = namebook.INITIAL, namebook.INITIAL_WEIGHT
BUDGET, COMMON, SAME = namebook.BUDGET, namebook.COMMON, wordbook.SAME
LEAST_WEIGHT, INITIAL_EVIDENCE = namebook.LEAST_WEIGHT, namebook.INITIAL_EVIDENCE


@njit(cache=True, nogil=True)
def find(
    words: Any, names: Any, asked: Any, marks: Any, at: int, log_n: float, many_names: float, room: Any, desk: Any
) -> int:
    """`Namebook.find` for the question that begins at `at`; `marks` are its bytes.

    Leaves on the desk what `Found` holds, gives how many.
    """
    rows, posts, starts, frequency, _, weight_name, wholes, whole_order, opening, borders = names
    total_of, _, name_stamp, touched, place, ids, likeness, _, near_of = desk[:9]
    weights, top, rank_of, _, _, same_letters, initial, figure, stamps = desk[9:18]
    sounds, sizes, text, letters, modes, readings = desk[18:24]
    count = asked[at]
    whole = asked[at + 1]
    size = asked[at + 2]
    at += 3
    pairs = _borders(marks, 8 * at, size)
    at += (2 * size + 7) >> 3
    for i in range(count):
        word = asked[at]
        modes[i] = asked[at + 1]
        usual = asked[at + 2] * many_names
        initial[i] = asked[at + 3]
        figure[i] = asked[at + 4]
        letters[i] = asked[at + 5]
        readings[i] = asked[at + 6]
        at += 7
        flat = 8 * (at + readings[i])
        for c in range(letters[i]):
            text[i, c] = marks[flat + c]
        flat += letters[i]
        size = letters[i]
        for r in range(readings[i]):
            sizes[i, r] = asked[at + r]
            size += sizes[i, r]
            for c in range(sizes[i, r]):
                sounds[i, r, c] = marks[flat + c]
            flat += sizes[i, r]
        at += readings[i] + ((size + 7) >> 3)
        near_of[i] = recall(word, room, ids[i], likeness[i])
        if near_of[i] < 0:
            near_of[i] = near(
                words, modes[i], text[i], letters[i], sounds[i], sizes[i, : readings[i]], room, ids[i], likeness[i]
            )
            remember(word, near_of[i], room, ids[i], likeness[i])
        alike = np.float32(0)
        for n in range(near_of[i]):
            if likeness[i, n] >= np.float32(SAME):
                alike += frequency[ids[i, n]]
        if initial[i]:
            weights[i] = INITIAL_WEIGHT
        else:
            weights[i] = max((log_n - math.log1p(max(alike, usual))) / log_n, LEAST_WEIGHT)
        _prove(i, frequency, log_n, desk)
    for i in range(count - 1):
        near_of[WIDEST + i] = 0
        poor = near_of[i] == 0 or likeness[i, 0] < np.float32(SAME)
        poor = poor or near_of[i + 1] == 0 or likeness[i + 1, 0] < np.float32(SAME)
        both = modes[i] == modes[i + 1] and readings[i] and readings[i + 1]
        if poor and both and _longer(text[i], letters[i]) and _longer(text[i + 1], letters[i + 1]):
            one, other = sizes[i, 0], sizes[i + 1, 0]
            joined = sounds[WIDEST, 0]
            for c in range(one):
                joined[c] = sounds[i, 0, c]
            for c in range(min(other, SOUNDS - one)):
                joined[one + c] = sounds[i + 1, 0, c]
            size = min(one + other, SOUNDS)
            near_of[WIDEST + i] = glued(words, modes[i], joined, size, room, ids[WIDEST + i], likeness[WIDEST + i])
            _prove(WIDEST + i, frequency, log_n, desk)
    stamps[0] += 1
    met = 0
    lo = first(wholes, whole)
    while lo < wholes.size and wholes[lo] == whole:
        name = whole_order[lo]
        if name_stamp[name] != stamps[0] and _ones(borders[name] ^ pairs) <= MOST_BORDERS:
            name_stamp[name] = stamps[0]
            total_of[name] = 0
            touched[met] = name
            met += 1
        lo += 1
    same_whole = met
    for i in range(2 * WIDEST - 1):
        if i < count or WIDEST <= i < WIDEST + count - 1:
            for n in range(near_of[i]):
                place[i, ids[i, n]] = n + 1
    done = 0
    order = stamps[4 : 4 + count]
    for i in range(count):
        j = i
        while j and weights[order[j - 1]] < weights[i]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = i
    all_weight = np.float32(0)
    for i in range(count):
        all_weight += weights[i]
    for done in range(count):
        i = order[done]
        many = 0
        kept = 0
        for n in range(near_of[i]):
            size = starts[ids[i, n] + 1] - starts[ids[i, n]]
            if n and many + size > BUDGET:
                break
            many += size
            kept += 1
        if many > COMMON and met:
            for t in range(met):
                name = touched[t]
                best = np.float32(0)
                for j in range(WIDEST):
                    word = rows[name, j]
                    if word >= 0 and place[i, word]:
                        best = max(best, likeness[i, place[i, word] - 1])
                total_of[name] += best * weights[i]
        else:
            met = _gather(i, kept, weights[i], met, posts, starts, desk)
    for i in range(count - 1):
        g = WIDEST + i
        if near_of[g]:
            met = _gather(g, near_of[g], weights[i] + weights[i + 1], met, posts, starts, desk)
    kept = 0
    for t in range(met):
        name = touched[t]
        got = total_of[name]
        rank = got / (all_weight + weight_name[name] - got + np.float32(0.01))
        for i in range(count):
            if initial[i]:
                for j in range(WIDEST):
                    if rows[name, j] >= 0 and opening[rows[name, j]] == initial[i]:
                        rank += np.float32(0.15)
                        break
        if t < same_whole:
            rank += np.float32(10)
        if kept == COMPARED and (rank < rank_of[kept - 1] or (rank == rank_of[kept - 1] and name > top[kept - 1])):
            continue
        j = min(kept, COMPARED - 1)
        while j and (rank_of[j - 1] < rank or (rank_of[j - 1] == rank and top[j - 1] > name)):
            rank_of[j] = rank_of[j - 1]
            top[j] = top[j - 1]
            j -= 1
        rank_of[j] = rank
        top[j] = name
        kept = min(kept + 1, COMPARED)
    for k in range(kept):
        same_letters[k] = 1 if rank_of[k] > 5 else 0
        _pairs(k, top[k], count, rows, opening, log_n, desk)
    for i in range(2 * WIDEST - 1):
        if i < count or WIDEST <= i < WIDEST + count - 1:
            for n in range(near_of[i]):
                place[i, ids[i, n]] = 0
    return kept


@njit(cache=True, nogil=True)
def _borders(marks: Any, at: int, size: int) -> int:
    """`tokens.borders` of letters of two bytes each."""
    bits = 0
    for i in range(size - 1):
        one = np.int64(marks[at + 2 * i]) | np.int64(marks[at + 2 * i + 1]) << 8
        other = np.int64(marks[at + 2 * i + 2]) | np.int64(marks[at + 2 * i + 3]) << 8
        bits |= np.int64(1) << (one * 31 + other) % BITS
    return bits


@njit(cache=True, nogil=True)
def _ones(bits: int) -> int:
    """How many bits are set."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def _longer(text: Any, size: int) -> bool:
    """Whether a word has more than one letter: bytes that go on with a letter do not count."""
    letters = 0
    for i in range(size):
        if text[i] & 0xC0 != 0x80:
            letters += 1
    return letters > 1


@njit(cache=True, nogil=True)
def _prove(i: int, frequency: Any, log_n: float, desk: Any) -> None:
    """How few listed words are at least as near as each near one."""
    ids, proof, near_of = desk[5], desk[7], desk[8]
    so_far = np.float32(0)
    for n in range(near_of[i]):
        so_far += frequency[ids[i, n]]
        proof[i, n] = (log_n - math.log1p(so_far)) / log_n


@njit(cache=True, nogil=True)
def _gather(i: int, kept: int, weight: float, met: int, posts: Any, starts: Any, desk: Any) -> int:
    """Add what a word gives to the names that have it or a near one, each name once with the nearest."""
    total_of, word_stamp, name_stamp, touched, _, ids, likeness = desk[:7]
    stamps = desk[17]
    stamps[1] += 1
    for n in range(kept):
        gain = likeness[i, n] * np.float32(weight)
        for p in range(starts[ids[i, n]], starts[ids[i, n] + 1]):
            name = posts[p]
            if word_stamp[name] == stamps[1]:
                continue
            word_stamp[name] = stamps[1]
            if name_stamp[name] != stamps[0]:
                name_stamp[name] = stamps[0]
                total_of[name] = 0
                touched[met] = name
                met += 1
            total_of[name] += gain
    return met


@njit(cache=True, nogil=True)
def _pairs(k: int, name: int, count: int, rows: Any, opening: Any, log_n: float, desk: Any) -> None:
    """Likeness and evidence of each word asked with each word of a name; two words asked may be one listed word."""
    place, all_likeness, all_proof, near_of = desk[4], desk[6], desk[7], desk[8]
    like, evidence, initial, joined = desk[12], desk[13], desk[15], desk[24]
    for i in range(count):
        joined[k, i] = -1
        for j in range(WIDEST):
            word = rows[name, j]
            at = place[i, word] if word >= 0 else 0
            like[k, i, j] = all_likeness[i, at - 1] if at else 0
            evidence[k, i, j] = all_proof[i, at - 1] if at else 0
            if initial[i] and word >= 0 and opening[word] == initial[i]:
                like[k, i, j] = INITIAL
                evidence[k, i, j] = INITIAL_EVIDENCE / log_n
    for i in range(count - 1):
        g = WIDEST + i
        if near_of[g] == 0:
            continue
        here = -1
        best = np.float32(0)
        for j in range(WIDEST):
            word = rows[name, j]
            if word >= 0 and place[g, word] and all_likeness[g, place[g, word] - 1] > best:
                best = all_likeness[g, place[g, word] - 1]
                here = j
        if here < 0:
            continue
        one = other = np.float32(0)
        for j in range(WIDEST):
            one = max(one, like[k, i, j])
            other = max(other, like[k, i + 1, j])
        if min(one, other) >= np.float32(SAME):
            continue
        for j in range(WIDEST):
            like[k, i, j] = 0
            like[k, i + 1, j] = 0
        like[k, i, here] = like[k, i + 1, here] = best
        evidence[k, i, here] = all_proof[g, place[g, rows[name, here]] - 1]
        evidence[k, i + 1, here] = 0
        joined[k, i] = here


def desk(names: int, words: int) -> tuple[Any, ...]:
    """Working space for a book of so many names and words: never shared by two threads."""
    wide = 2 * WIDEST
    return (
        np.zeros(names, np.float32),  # 0 what a name has gathered
        np.zeros(names, np.int32),  # 1 the word for which a name was last met
        np.zeros(names, np.int32),  # 2 the question for which it was
        np.zeros(names, np.int32),  # 3 names met
        np.zeros((wide, words + 1), np.int16),  # 4 place of a word among the near ones, from 1
        np.zeros((wide, MOST), np.int32),  # 5 near words of each word asked, then of neighbours joined
        np.zeros((wide, MOST), np.float32),  # 6 their likeness
        np.zeros((wide, MOST), np.float32),  # 7 their evidence
        np.zeros(wide, np.int64),  # 8 how many
        np.zeros(WIDEST, np.float32),  # 9 weights of the words asked
        np.zeros(COMPARED, np.int32),  # 10 names to compare
        np.zeros(COMPARED, np.float32),  # 11 their rank
        np.zeros((COMPARED, WIDEST, WIDEST), np.float32),  # 12 likeness of pairs of words
        np.zeros((COMPARED, WIDEST, WIDEST), np.float32),  # 13 their evidence
        np.zeros(COMPARED, np.uint8),  # 14 the same letters
        np.zeros(WIDEST, np.int64),  # 15 a word asked that is one letter: which
        np.zeros(WIDEST, np.int64),  # 16 whether it begins with a figure
        np.zeros(4 + WIDEST, np.int64),  # 17 generations, and the order of words
        np.zeros((WIDEST + 1, READINGS, 2 * SOUNDS), np.uint8),  # 18 sounds
        np.zeros((WIDEST, READINGS), np.int64),  # 19 how long
        np.zeros((WIDEST, SOUNDS), np.uint8),  # 20 words
        np.zeros(WIDEST, np.int64),  # 21 how long
        np.zeros(WIDEST, np.int64),  # 22 modes
        np.zeros(WIDEST, np.int64),  # 23 how many readings
        np.zeros((COMPARED, WIDEST), np.int64),  # 24 the listed word that a word asked and the next are together
        np.zeros(WIDEST, np.int64),  # 25 the listed word that each word asked met
        np.zeros(WIDEST, np.float32),  # 26 how alike they are
        np.zeros(WIDEST, np.float32),  # 27 with which evidence
        np.zeros(WIDEST, np.uint8),  # 28 listed words that met one
        np.zeros(WIDEST, np.float32),  # 29 how alike to it they are
    )
