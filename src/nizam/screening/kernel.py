"""`evidence` and the score compiled: from a question to the best listed names and how each scores.

Imported only through `index.compiled`; needs numba. Tests hold it equal to the plain way.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from nizam.index.asking import READINGS, SOUNDS
from nizam.index.kernel_arrays import addresses, f4, i2, i4, i8, u1, u8
from nizam.index.kernel_names import COMPARED, SAME, WIDEST, desk, find
from nizam.index.kernel_words import MOST, room
from nizam.names.phonemes import HANGUL

FEATURES = (
    "coverage", "worst", "mean", "order", "left_listed", "left_asked", "count_listed", "count_asked", "evidence",
    "shortfall", "weight_asked", "single", "whole", "other_coverage", "fuzzy", "number", "initials", "figures", "cycle",
    "first", "last", "left_end",
)  # fmt: skip
"""What is summed up, in the order of its weights; another table of features needs another kernel."""


@njit(cache=True, nogil=True)
def answer(
    book: Any, asked: Any, marks: Any, begins: Any, log_n: float, many_names: float, model: Any, least: float, out: Any
) -> None:
    """For each question the names compared that score `least` and more, in the order in which they were found.

    `marks` are the bytes of `asked`. `book` holds the address and the length of every array of words, names, room and
    desk: arrays that do not own what they show are passed on without being counted.
    """
    found, scores, ends = out
    made = 0
    words = (
        i4(book, 0), i2(book, 1), u1(book, 2), i8(book, 3), u1(book, 4), i8(book, 5), u1(book, 6), i8(book, 7),
        u1(book, 8), i8(book, 9), u1(book, 10), i8(book, 11), i8(book, 12), i4(book, 13), i8(book, 14), i4(book, 15),
        i8(book, 16), i4(book, 17), u1(book, 18), i8(book, 19),
    )  # fmt: skip
    names = (
        i4(book, 20).reshape((-1, WIDEST)), i4(book, 21), i8(book, 22), f4(book, 23),
        f4(book, 24).reshape((-1, WIDEST)), f4(book, 25), i8(book, 26), i4(book, 27), i4(book, 28),
        i8(book, 29),
    )  # fmt: skip
    room = (
        f4(book, 30), i4(book, 31), i8(book, 32), i8(book, 33), i4(book, 34), u1(book, 35), u1(book, 36), u8(book, 37),
        u8(book, 38), i8(book, 39), i8(book, 40), i8(book, 41), i8(book, 42), u1(book, 43).reshape((-1, 16)),
        u1(book, 44).reshape((-1, 16)), u1(book, 45).reshape((-1, 16)), u1(book, 46), i8(book, 47),
        i8(book, 48), i8(book, 49), i4(book, 50).reshape((-1, MOST)), f4(book, 51).reshape((-1, MOST)),
    )  # fmt: skip
    desk = (
        f4(book, 52), i4(book, 53), i4(book, 54), i4(book, 55), i2(book, 56).reshape((2 * WIDEST, -1)),
        i4(book, 57).reshape((2 * WIDEST, MOST)), f4(book, 58).reshape((2 * WIDEST, MOST)),
        f4(book, 59).reshape((2 * WIDEST, MOST)), i8(book, 60), f4(book, 61), i4(book, 62), f4(book, 63),
        f4(book, 64).reshape((COMPARED, WIDEST, WIDEST)), f4(book, 65).reshape((COMPARED, WIDEST, WIDEST)),
        u1(book, 66), i8(book, 67), i8(book, 68), i8(book, 69),
        u1(book, 70).reshape((WIDEST + 1, READINGS, 2 * SOUNDS)), i8(book, 71).reshape((WIDEST, READINGS)),
        u1(book, 72).reshape((WIDEST, SOUNDS)), i8(book, 73), i8(book, 74), i8(book, 75),
        i8(book, 76).reshape((COMPARED, WIDEST)), i8(book, 77), f4(book, 78), f4(book, 79), u1(book, 80), f4(book, 81),
    )  # fmt: skip
    for q in range(begins.size):
        kept = find(words, names, asked, marks, begins[q], log_n, many_names, room, desk)
        count = asked[begins[q]]
        for k in range(kept):
            score = _score(k, count, names, desk, model)
            if score >= least:
                found[made] = desk[10][k]
                scores[made] = score
                made += 1
        ends[q] = made


@njit(cache=True, nogil=True)
def _score(k: int, count: int, names: Any, desk: Any, model: Any) -> float:
    """The score of one name found: words aligned one to one, best first, and summed up as `evidence.weigh` does."""
    rows, weight_rows, opening = names[0], names[4], names[8]
    weights, top, like, evidence, same_letters = desk[9], desk[10], desk[12], desk[13], desk[14]
    initial, figure, joined = desk[15], desk[16], desk[24]
    name = top[k]
    listed = 0
    listed_weight = np.float32(0)
    heaviest_listed = np.float32(0)
    for j in range(WIDEST):
        if weight_rows[name, j] > 0:
            listed += 1
        listed_weight += weight_rows[name, j]
    met, score, proof, taken, got_listed = desk[25], desk[26], desk[27], desk[28], desk[29]
    met[:] = -1
    score[:] = 0
    proof[:] = 0
    taken[:] = 0
    got_listed[:] = 0
    for _ in range(min(count, WIDEST)):
        best = np.float32(0)
        one = other = -1
        for i in range(count):
            if met[i] >= 0:
                continue
            for j in range(WIDEST):
                if not taken[j] and like[k, i, j] > best:
                    best = like[k, i, j]
                    one, other = i, j
        if one < 0:
            break
        met[one] = other
        taken[other] = 1
        score[one] = best
        proof[one] = evidence[k, one, other]
    if same_letters[k]:
        strength = min(float(listed_weight), 4.0)
        cycle = _cycle(k, count, rows, desk)
        total = model[0] + model[1] + model[2] + model[3] + model[12] * (cycle == 1) + model[13]
        total += (model[8] + model[10]) * strength + model[9] * max(2 - strength, 0.0)
        total += model[11] * (listed <= 1) + model[15] * min(listed, 4)
        total += model[18] * cycle + model[19] + model[20]
        return _chance(total, model)
    for i in range(count - 1):
        j = joined[k, i]
        if j >= 0 and (met[i] == j or met[i + 1] == j):
            met[i] = met[i + 1] = j
            score[i] = score[i + 1] = like[k, i, j]
            proof[i] = evidence[k, i, j]
            proof[i + 1] = 0
    taken[:] = 0
    number = spoken = initials = unmet = 0
    asked_weight = got_asked = evidence_sum = fuzzy = mean = 0.0
    worst = 1.0
    heaviest_asked = np.float32(0)
    figures = 0
    turns = 0
    opened = before = -1
    for i in range(count):
        asked_weight += weights[i]
        if met[i] < 0:
            unmet += 1
            heaviest_asked = max(heaviest_asked, weights[i])
            if figure[i]:
                figures = 1
            continue
        number += 1
        taken[met[i]] = 1
        got_listed[met[i]] = score[i]
        got_asked += score[i] * weights[i]
        evidence_sum += proof[i]
        if met[i] < before:
            turns += 1
        before = met[i]
        if opened < 0:
            opened = before
        if initial[i]:
            initials += 1
        else:
            spoken += 1
            mean += score[i]
            worst = min(worst, score[i])
            fuzzy += max(weights[i] - proof[i], np.float32(0))
    covered = 0.0
    left = end = 0
    other_figures = 0
    for j in range(WIDEST):
        covered += got_listed[j] * weight_rows[name, j]
        if not taken[j]:
            heaviest_listed = max(heaviest_listed, weight_rows[name, j])
            if weight_rows[name, j] > 0:
                left += 1
            word = rows[name, j]
            if word >= 0 and 48 <= opening[word] <= 57:
                other_figures = 1
        if rows[name, j] >= 0:
            end = j
    cover_asked = got_asked / asked_weight
    cover_listed = covered / max(listed_weight, 0.01)
    total = model[0] * min(cover_asked, cover_listed)
    total += model[1] * worst + model[2] * (mean / max(spoken, 1))
    total += model[3] * (1 - max(turns - 1, 0) / max(number - 1, 1))
    total += model[4] * heaviest_listed + model[5] * heaviest_asked
    total += model[6] * min(left, 3) + model[7] * min(unmet, 3)
    total += model[8] * min(evidence_sum, 4.0) + model[9] * max(2 - evidence_sum, 0.0)
    total += model[10] * min(asked_weight, 4.0) + model[11] * (number <= 1)
    total += model[13] * max(cover_asked, cover_listed) + model[14] * fuzzy
    total += model[15] * min(number, 4) + model[16] * initials + model[17] * (figures + other_figures)
    total += model[18] * _turning(turns + (opened < before), number, count, desk)
    total += model[19] * taken[0] + model[20] * taken[end]
    ends = np.float32(0)
    if not taken[0]:
        ends = weight_rows[name, 0]
    if not taken[end]:
        ends = max(ends, weight_rows[name, end])
    total += model[21] * ends
    return _chance(total, model)


@njit(cache=True, nogil=True)
def _cycle(k: int, count: int, rows: Any, desk: Any) -> float:
    """How far the words of a name of the same letters run in one order; 1 where they are not the same words."""
    met, score = desk[25], desk[26]
    words = turns = 0
    for j in range(WIDEST):
        if rows[desk[10][k], j] >= 0:
            words += 1
    for i in range(count):
        if score[i] < np.float32(SAME):
            return 1.0
        if met[(i + 1) % count] < met[i]:
            turns += 1
    if words != count:
        return 1.0
    return _turning(turns, count, count, desk)


@njit(cache=True, nogil=True)
def _turning(turns: int, number: int, count: int, desk: Any) -> float:
    """1 for words in one order, less for those that turn back; nothing where they are syllables."""
    if turns > 1:
        for i in range(count):
            if desk[22][i] != HANGUL:
                return 1 - (turns - 1) / max(number - 1, 1)
        return 0.0
    return 1.0


@njit(cache=True, nogil=True)
def _chance(total: float, model: Any) -> float:
    """Constant, scale and shift follow the weights in `model`."""
    return 1 / (1 + math.exp(-max((total + model[22]) * model[23] + model[24], -60.0)))


__all__ = ["COMPARED", "FEATURES", "addresses", "answer", "desk", "room"]
