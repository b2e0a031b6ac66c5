"""What speaks for and against each name found, as numbers: who met whom, what was left over, how rare it is.

Source of the features: measured on development pairs (bench/names.py); ratios alone cannot tell a common full name
from a rare one, so the evidence counts how few listed words are as near as the one that met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nizam.index.namebook import Found

NAMES = (
    "coverage",
    "worst",
    "mean",
    "order",
    "left_listed",
    "left_asked",
    "count_listed",
    "count_asked",
    "evidence",
    "shortfall",
    "weight_asked",
    "single",
    "whole",
    "other_coverage",
    "fuzzy",
    "number",
    "initials",
    "figures",
)


@dataclass(slots=True)
class Weighed:
    """features: (k, len(NAMES)); met: (k, words asked), the listed word each word asked met, -1 for none."""

    features: Any
    met: Any


def weigh(found: Found) -> Weighed:
    """Align words one to one, best first, and sum up."""
    likeness = found.likeness
    k, asked, width = likeness.shape
    left = likeness.copy()
    met = np.full((k, asked), -1, np.int64)
    score = np.zeros((k, asked), np.float32)
    proof = np.zeros((k, asked), np.float32)
    rows = np.arange(k)
    flat = left.reshape(k, asked * width)
    for _ in range(min(asked, width)):
        best = flat.argmax(axis=1)
        value = flat[rows, best]
        if not value.any():
            break
        i, j = np.divmod(best, width)
        fits = value > 0
        r, i, j = rows[fits], i[fits], j[fits]
        met[r, i] = j
        score[r, i] = value[fits]
        proof[r, i] = found.evidence[r, i, j]
        left[r, i, :] = 0
        left[r, :, j] = 0
    for one, at, j in found.glued:
        if j in (met[one, at], met[one, at + 1]):
            met[one, at : at + 2] = j
            score[one, at : at + 2] = likeness[one, at, j]
            proof[one, at] = found.evidence[one, at, j]
            proof[one, at + 1] = 0
    matched = met >= 0
    weight_a, weight_l = found.weight_asked, found.weight_listed
    taken = np.zeros((k, width), bool)
    pairs = np.nonzero(matched)
    taken[pairs[0], met[pairs]] = True
    listed = weight_l > 0
    got_a = (score * weight_a).sum(1)
    cover_a = got_a / weight_a.sum()
    got_l = np.zeros((k, width), np.float32)
    got_l[pairs[0], met[pairs]] = score[pairs]
    cover_l = (got_l * weight_l).sum(1) / np.maximum(weight_l.sum(1), 0.01)
    number = matched.sum(1)
    spoken = matched & ~found.initial
    worst = np.where(spoken, score, 1).min(1)
    mean = np.where(spoken, score, 0).sum(1) / np.maximum(spoken.sum(1), 1)
    fuzzy = (np.where(spoken, weight_a - proof, 0)).clip(0).sum(1)
    evidence = proof.sum(1)
    total = float(weight_a.sum())
    features = np.stack(
        [
            np.minimum(cover_a, cover_l),
            worst,
            mean,
            _order(met, matched, number),
            np.where(taken, 0, weight_l).max(1),
            np.where(matched, 0, weight_a).max(1),
            np.minimum((listed & ~taken).sum(1), 3),
            np.minimum((~matched).sum(1), 3),
            np.minimum(evidence, 4),
            np.maximum(2 - evidence, 0),
            np.full(k, min(total, 4.0)),
            (number <= 1).astype(float),
            found.whole.astype(float),
            np.maximum(cover_a, cover_l),
            fuzzy,
            np.minimum(number, 4),
            (matched & found.initial).sum(1),
            (~matched & found.figures_asked).any(1).astype(float) + (~taken & found.figures_listed).any(1),
        ],
        axis=1,
    )
    # a name that only its spaces or its order tell apart is the name
    perfect = features[found.whole]
    if perfect.size:
        strength = np.minimum(weight_l[found.whole].sum(1), 4)
        perfect[:, [0, 1, 2, 3, 12, 13]] = 1
        perfect[:, [4, 5, 6, 7, 14, 16, 17]] = 0
        perfect[:, 8] = perfect[:, 10] = strength
        perfect[:, 9] = np.maximum(2 - strength, 0)
        perfect[:, 11] = listed[found.whole].sum(1) <= 1
        perfect[:, 15] = np.minimum(listed[found.whole].sum(1), 4)
        features[found.whole] = perfect
    return Weighed(features, met)


def _order(met: Any, matched: Any, number: Any) -> Any:
    """1 where the words run in one order, also a rotated one (surname first); less the more of them turn back."""
    k, asked = met.shape
    turns = np.zeros(k)
    before = np.full(k, -1)
    for at in range(asked):
        here = met[:, at]
        both = matched[:, at]
        turns += both & (here < before)
        before = np.where(both, here, before)
    return 1 - np.maximum(turns - 1, 0) / np.maximum(number - 1, 1)
