"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.02,  # coverage
        15.51,  # worst
        4.03,  # mean
        4.36,  # order
        -0.57,  # left_listed
        -0.07,  # left_asked
        0.0,  # count_listed
        -5.89,  # count_asked
        0.29,  # evidence
        -1.87,  # shortfall
        2.62,  # weight_asked
        0.0,  # single
        1.66,  # whole
        2.01,  # other_coverage
        -0.6,  # fuzzy
        0.0,  # number
        -0.15,  # initials
        0.0,  # figures
    ),
    "body": (
        8.06,  # coverage
        0.82,  # worst
        1.95,  # mean
        1.81,  # order
        -0.57,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -0.78,  # count_asked
        0.0,  # evidence
        -1.26,  # shortfall
        0.78,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        -0.95,  # initials
        -2.24,  # figures
    ),
    "vessel": (
        11.0,  # coverage
        4.66,  # worst
        1.95,  # mean
        0.05,  # order
        -2.24,  # left_listed
        -2.52,  # left_asked
        -2.54,  # count_listed
        0.0,  # count_asked
        0.28,  # evidence
        0.0,  # shortfall
        0.03,  # weight_asked
        0.0,  # single
        0.33,  # whole
        2.95,  # other_coverage
        -0.19,  # fuzzy
        0.0,  # number
        0.0,  # initials
        -1.28,  # figures
    ),
}
CONSTANT = {"person": -28.68, "body": -11.35, "vessel": -17.12}
SCALE = {"person": (1.025, 0.691), "body": (0.804, 0.662), "vessel": (0.964, 0.988)}
