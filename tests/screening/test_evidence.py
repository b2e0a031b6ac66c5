"""What the places of words say: order, ends, syllables."""

from __future__ import annotations

import pytest

from nizam.index.namebook import Found
from nizam.screening.evidence import NAMES, weigh


def _found(met: list[int], listed: int, *, syllables: bool = False) -> Found:
    likeness = [[1.0 if j == there else 0.0 for j in range(listed)] for there in met]
    count = len(met)
    return Found(
        0, likeness, likeness, [1.0] * count, [1.0] * listed, False, [False] * count, [False] * count,
        [False] * listed, {}, syllables,
    )  # fmt: skip


def _feature(name: str, met: list[int], listed: int, *, syllables: bool = False) -> float:
    return weigh(_found(met, listed, syllables=syllables)).features[NAMES.index(name)]


@pytest.mark.parametrize("met", [[0, 1, 2], [2, 0, 1], [1, 2, 0], [0, 2], [2, 0]])
def test_one_order_also_a_rotated_one_is_in_order(met: list[int]) -> None:
    assert _feature("cycle", met, 3) == 1


def test_words_that_turn_back_count_less_and_syllables_nothing() -> None:
    assert _feature("cycle", [0, 2, 1], 3) == 0.5
    assert _feature("cycle", [0, 2, 1], 3, syllables=True) == 0
    assert _feature("cycle", [2, 0, 1], 3, syllables=True) == 1


def test_the_press_leaves_out_the_middle() -> None:
    assert (_feature("first", [0, 3], 4), _feature("last", [0, 3], 4), _feature("left_end", [0, 3], 4)) == (1, 1, 0)
    assert (_feature("first", [0, 1], 4), _feature("last", [0, 1], 4), _feature("left_end", [0, 1], 4)) == (1, 0, 1)
