"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.95,  # coverage
        9.48,  # worst
        5.99,  # mean
        3.2,  # order
        -1.42,  # left_listed
        0.0,  # left_asked
        -0.1,  # count_listed
        -4.28,  # count_asked
        0.0,  # evidence
        -2.49,  # shortfall
        1.7,  # weight_asked
        0.0,  # single
        1.57,  # whole
        0.0,  # other_coverage
        -0.33,  # fuzzy
        0.0,  # number
        0.0,  # initials
        0.0,  # figures
    ),
    "body": (
        8.04,  # coverage
        0.0,  # worst
        1.09,  # mean
        2.37,  # order
        0.0,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -1.1,  # count_asked
        0.7,  # evidence
        0.0,  # shortfall
        1.06,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        -0.98,  # fuzzy
        0.0,  # number
        -3.85,  # initials
        -0.59,  # figures
    ),
}
CONSTANT = {"person": -21.38, "body": -11.95}
SCALE = {"person": (0.994, 0.926), "body": (0.886, 0.637)}
