"""The screener that remembers says what the other says, and asks it once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from nizam.model.entity import Match
from nizam.screened import screener
from nizam.screening.asked import Question
from nizam.screening.recall import Recalling

DAY = date(2024, 5, 1)
NAMES = ("Kim Yong Chol", "Nobody Whatsoever", "Korea Mining Development Trading Corporation")


class Counting:
    """The shipped screener, with a note of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def screen_many(self, questions: Sequence[Question]) -> list[list[Match]]:
        self.asked += questions
        return screener().screen_many(questions)


def test_the_same_answers_and_asked_once() -> None:
    counting = Counting()
    recalling = Recalling(counting)
    for name in NAMES:
        plain = screener().screen_many([Question(name, as_of=DAY, threshold=0.7)])[0]
        for _ in range(2):
            assert recalling.screen(name, as_of=DAY, threshold=0.7) == plain
    assert len(counting.asked) == len(NAMES)


def test_what_was_prepared_is_not_asked_again() -> None:
    counting = Counting()
    recalling = Recalling(counting)
    recalling.prepare([Question(name, as_of=DAY) for name in (*NAMES, *NAMES)])
    for name in NAMES:
        recalling.screen(name, as_of=DAY)
    assert len(counting.asked) == len(NAMES)


def test_what_else_is_known_makes_another_question() -> None:
    counting = Counting()
    recalling = Recalling(counting)
    more: list[dict[str, Any]] = [
        {}, {"schema": "Person"}, {"schema": "Vessel"}, {"countries": ("kp",)}, {"identifiers": {"imo": ["9187629"]}},
        {"identifiers": {"imo": ["9187631"]}}, {"as_of": date(2017, 1, 1)}, {"limit": 9}, {"birth_date": "1960-01-01"},
    ]  # fmt: skip
    for asked in more * 2:
        recalling.screen("Kim", **asked)
    assert len(counting.asked) == len(more)


def test_an_answer_that_somebody_changes_stays_as_it_was() -> None:
    recalling = Recalling(Counting())
    recalling.screen(NAMES[0], as_of=DAY).clear()
    assert recalling.screen(NAMES[0], as_of=DAY)
