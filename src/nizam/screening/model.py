"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.9,  # coverage
        9.72,  # worst
        6.09,  # mean
        3.69,  # order
        -1.54,  # left_listed
        0.0,  # left_asked
        -0.04,  # count_listed
        -4.37,  # count_asked
        0.15,  # evidence
        -2.14,  # shortfall
        1.67,  # weight_asked
        0.0,  # single
        1.57,  # whole
        0.0,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        0.0,  # initials
        0.0,  # figures
    ),
    "body": (
        7.93,  # coverage
        0.0,  # worst
        0.64,  # mean
        2.1,  # order
        0.0,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -1.0,  # count_asked
        0.84,  # evidence
        0.0,  # shortfall
        0.88,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        -1.1,  # fuzzy
        0.0,  # number
        -3.77,  # initials
        -0.6,  # figures
    ),
}
CONSTANT = {"person": -22.62, "body": -11.11}
SCALE = {"person": (1.007, 0.959), "body": (0.888, 0.616)}
