"""What speaks for and against each name found, as numbers: who met whom, what was left over, how rare it is.

Source of the features: measured on development pairs (bench/names.py); ratios alone cannot tell a common full name
from a rare one, so the evidence counts how few listed words are as near as the one that met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nizam.index.namebook import Found
from nizam.index.wordbook import SAME

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
    "cycle",
    "first",
    "last",
    "left_end",
)


@dataclass(slots=True)
class Weighed:
    """features: one number for each of NAMES; met: the listed word that each word asked met, -1 for none."""

    features: tuple[float, ...]
    met: list[int]


def weigh(found: Found) -> Weighed:
    """Align words one to one, best first, and sum up."""
    weight_asked, weight_listed = found.weight_asked, found.weight_listed
    if found.whole:
        # a name that only its spaces tell apart is the name; one of the same words may have them in another order
        met, score, _ = _align(found)
        same = len(met) == len(weight_listed) and min(score) >= SAME
        cycle = _cycle(met, len(met), found.syllables) if same else 1.0
        listed = sum(weight > 0 for weight in weight_listed)
        strength = min(sum(weight_listed), 4.0)
        whole = (1, 1, 1, 1, 0, 0, 0, 0, strength, max(2 - strength, 0.0), strength, listed <= 1, cycle == 1, 1, 0)
        return Weighed((*map(float, whole), float(min(listed, 4)), 0.0, 0.0, cycle, 1.0, 1.0, 0.0), met)
    met, score, proof = _align(found)
    count, total, listed_weight = 0, 0.0, sum(weight_listed)
    covered = covered_listed = spoken_score = fuzzy = unmet_weight = 0.0
    worst, spoken, unmet, figures = 1.0, 0, 0, False
    left = set(range(len(weight_listed)))
    alike: dict[int, float] = {}
    for i, j in enumerate(met):
        weight = weight_asked[i]
        total += weight
        if j < 0:
            unmet += 1
            unmet_weight = max(unmet_weight, weight)
            figures = figures or found.figures_asked[i]
            continue
        count += 1
        left.discard(j)
        alike[j] = score[i]
        covered += score[i] * weight
        if not found.initial[i]:
            spoken += 1
            spoken_score += score[i]
            worst = min(worst, score[i])
            fuzzy += max(weight - proof[i], 0.0)
    covered /= total
    covered_listed = sum([value * weight_listed[j] for j, value in alike.items()]) / max(listed_weight, 0.01)
    evidence = sum(proof)
    end = len(weight_listed) - 1
    return Weighed(
        (
            min(covered, covered_listed),
            worst,
            spoken_score / max(spoken, 1),
            _order(met, count),
            max([weight_listed[j] for j in left], default=0.0),
            unmet_weight,
            float(min(sum([weight_listed[j] > 0 for j in left]), 3)),
            float(min(unmet, 3)),
            min(evidence, 4.0),
            max(2 - evidence, 0.0),
            min(total, 4.0),
            float(count <= 1),
            0.0,
            max(covered, covered_listed),
            fuzzy,
            float(min(count, 4)),
            float(count - spoken),
            float(figures) + any(found.figures_listed[j] for j in left),
            _cycle(met, count, found.syllables),
            # the press leaves out what stands in the middle; without its ends a name is another one's
            float(0 not in left),
            float(end not in left),
            max([weight_listed[j] for j in left if j in (0, end)], default=0.0),
        ),
        met,
    )


def _align(found: Found) -> tuple[list[int], list[float], list[float]]:
    """For each word asked the listed word it met, how alike they are, and the evidence of it."""
    count = len(found.likeness)
    met, score, proof = [-1] * count, [0.0] * count, [0.0] * count
    pairs = sorted(
        [(-value, i, j) for i, values in enumerate(found.likeness) for j, value in enumerate(values) if value > 0]
    )
    taken: set[int] = set()
    for value, i, j in pairs:
        if met[i] < 0 and j not in taken:
            met[i], score[i], proof[i] = j, -value, found.evidence[i][j]
            taken.add(j)
    for at, j in found.glued.items():
        if j in (met[at], met[at + 1]):
            met[at] = met[at + 1] = j
            score[at] = score[at + 1] = found.likeness[at][j]
            proof[at], proof[at + 1] = found.evidence[at][j], 0.0
    return met, score, proof


def _order(met: Sequence[int], number: int) -> float:
    """1 where the words run in one order but for one turn; less the more of them turn back."""
    turns, before = 0, -1
    for here in met:
        if here >= 0:
            turns += here < before
            before = here
    return 1 - max(turns - 1, 0) / max(number - 1, 1)


def _cycle(met: Sequence[int], number: int, syllables: bool) -> float:
    """1 where the words run in one order, also a rotated one (surname first); less the more of them turn back, nothing
    where they are syllables: Kim Chol Song is not Kim Song Chol."""
    places = [here for here in met if here >= 0]
    turns = sum(after < here for here, after in zip(places, (*places[1:], *places[:1]), strict=True))
    if syllables and turns > 1:
        return 0.0
    return 1 - max(turns - 1, 0) / max(number - 1, 1)
