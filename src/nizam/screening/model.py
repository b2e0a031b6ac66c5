"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        0.83,  # coverage
        16.96,  # worst
        4.75,  # mean
        0.96,  # order
        -0.71,  # left_listed
        0.0,  # left_asked
        -0.01,  # count_listed
        -6.19,  # count_asked
        0.06,  # evidence
        -2.54,  # shortfall
        2.55,  # weight_asked
        0.0,  # single
        1.85,  # whole
        0.0,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        -0.06,  # initials
        0.0,  # figures
        4.71,  # cycle
        1.05,  # first
        1.42,  # last
        -1.26,  # left_end
    ),
    "body": (
        7.82,  # coverage
        1.55,  # worst
        1.69,  # mean
        1.2,  # order
        -0.89,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -0.69,  # count_asked
        0.22,  # evidence
        -1.45,  # shortfall
        0.48,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        -0.86,  # initials
        -2.14,  # figures
        0.0,  # cycle
        0.0,  # first
        0.0,  # last
        0.0,  # left_end
    ),
    "vessel": (
        11.19,  # coverage
        4.54,  # worst
        1.62,  # mean
        0.0,  # order
        -1.4,  # left_listed
        -2.35,  # left_asked
        -1.71,  # count_listed
        0.0,  # count_asked
        0.33,  # evidence
        0.0,  # shortfall
        0.0,  # weight_asked
        0.0,  # single
        0.45,  # whole
        2.97,  # other_coverage
        -0.21,  # fuzzy
        0.0,  # number
        0.0,  # initials
        -1.29,  # figures
        0.0,  # cycle
        0.8,  # first
        0.81,  # last
        -1.31,  # left_end
    ),
}
CONSTANT = {"person": -29.65, "body": -10.66, "vessel": -18.5}
SCALE = {"person": (1.089, 0.719), "body": (0.8, 0.7), "vessel": (0.985, 1.039)}
