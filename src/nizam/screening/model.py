"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.96,  # coverage
        9.46,  # worst
        5.99,  # mean
        3.49,  # order
        -1.42,  # left_listed
        0.0,  # left_asked
        -0.1,  # count_listed
        -4.29,  # count_asked
        0.0,  # evidence
        -2.48,  # shortfall
        1.71,  # weight_asked
        0.0,  # single
        1.57,  # whole
        0.0,  # other_coverage
        -0.34,  # fuzzy
        0.0,  # number
        0.0,  # initials
        0.0,  # figures
    ),
    "body": (
        10.06,  # coverage
        0.14,  # worst
        0.13,  # mean
        0.1,  # order
        0.0,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -0.83,  # count_asked
        0.02,  # evidence
        0.0,  # shortfall
        0.85,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        -0.77,  # fuzzy
        0.0,  # number
        -1.92,  # initials
        -2.45,  # figures
    ),
}
CONSTANT = {"person": -21.67, "body": -9.65}
SCALE = {"person": (1.007, 0.96), "body": (0.847, 0.659)}
