"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.62,  # coverage
        9.58,  # worst
        6.49,  # mean
        3.21,  # order
        -1.44,  # left_listed
        0.0,  # left_asked
        -0.29,  # count_listed
        -4.46,  # count_asked
        0.47,  # evidence
        -1.63,  # shortfall
        1.93,  # weight_asked
        0.0,  # single
        1.31,  # whole
        0.0,  # other_coverage
        -0.8,  # fuzzy
        0.0,  # number
        0.0,  # initials
        0.0,  # figures
    ),
    "body": (
        8.37,  # coverage
        1.0,  # worst
        2.47,  # mean
        2.04,  # order
        -0.93,  # left_listed
        -0.81,  # left_asked
        0.0,  # count_listed
        -0.85,  # count_asked
        0.0,  # evidence
        0.0,  # shortfall
        1.39,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        -1.58,  # initials
        -2.03,  # figures
    ),
}
CONSTANT = {"person": -23.12, "body": -14.11}
SCALE = {"person": (1.007, 0.885), "body": (0.831, 0.775)}
