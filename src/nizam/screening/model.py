"""What each feature of `evidence` weighs, and what score the sum amounts to. Made by bench/names_fit.py; not by hand.

Logistic regression with the sign of every weight fixed beforehand (a better likeness may never lower a score), fitted
on two thirds of the development pairs. `SCALE` maps the sum to a score: of the first answers of the development set
with a score about 0.9, about 9 in 10 are right.
"""

from __future__ import annotations

WEIGHTS: dict[str, tuple[float, ...]] = {
    "person": (
        3.85,  # coverage
        12.68,  # worst
        4.32,  # mean
        2.53,  # order
        -0.82,  # left_listed
        0.0,  # left_asked
        -0.12,  # count_listed
        -5.08,  # count_asked
        0.0,  # evidence
        -1.46,  # shortfall
        2.68,  # weight_asked
        0.0,  # single
        1.36,  # whole
        1.64,  # other_coverage
        -1.34,  # fuzzy
        0.0,  # number
        0.0,  # initials
        0.0,  # figures
    ),
    "body": (
        8.05,  # coverage
        0.8,  # worst
        1.85,  # mean
        1.8,  # order
        -0.58,  # left_listed
        0.0,  # left_asked
        0.0,  # count_listed
        -0.77,  # count_asked
        0.0,  # evidence
        -1.24,  # shortfall
        0.8,  # weight_asked
        0.0,  # single
        0.0,  # whole
        0.0,  # other_coverage
        -0.01,  # fuzzy
        0.0,  # number
        -0.96,  # initials
        -2.26,  # figures
    ),
    "vessel": (
        4.5,  # coverage
        9.05,  # worst
        2.61,  # mean
        0.0,  # order
        -2.81,  # left_listed
        -6.02,  # left_asked
        -2.23,  # count_listed
        0.0,  # count_asked
        0.0,  # evidence
        0.0,  # shortfall
        1.83,  # weight_asked
        0.0,  # single
        0.79,  # whole
        0.26,  # other_coverage
        0.0,  # fuzzy
        0.0,  # number
        0.0,  # initials
        -1.87,  # figures
    ),
}
CONSTANT = {"person": -25.22, "body": -11.26, "vessel": -15.08}
SCALE = {"person": (1.003, 1.077), "body": (0.832, 0.725), "vessel": (0.982, 0.868)}
