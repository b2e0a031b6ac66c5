"""The screener that remembers says what the other says, and asks it once."""

from __future__ import annotations

from datetime import date
from typing import Any

from nizam.model.entity import Match
from nizam.screened import screener
from nizam.screening.recall import Recalling


def test_the_same_answers_and_asked_once() -> None:
    asked: list[str] = []

    def screen(name: str, **more: Any) -> list[Match]:
        asked.append(name)
        return screener().screen(name, **more)

    recalling = Recalling(screen)
    day = date(2024, 5, 1)
    for name in ("Kim Yong Chol", "Nobody Whatsoever", "Korea Mining Development Trading Corporation"):
        for _ in range(2):
            assert recalling.screen(name, as_of=day, threshold=0.7) == screener().screen(name, as_of=day, threshold=0.7)
    assert len(asked) == 3


def test_what_else_is_known_makes_another_question() -> None:
    asked: list[dict[str, Any]] = []

    def screen(_: str, **more: Any) -> list[Match]:
        asked.append(more)
        return []

    recalling = Recalling(screen)
    for more in (
        {}, {"schema": "Person"}, {"schema": "Vessel"}, {"countries": ("kp",)}, {"identifiers": {"imo": ["9187629"]}},
        {"identifiers": {"imo": ["9187631"]}}, {"as_of": date(2017, 1, 1)}, {"limit": 9}, {"birth_date": "1960-01-01"},
    ):  # fmt: skip
        recalling.screen("Kim", **more)
        recalling.screen("Kim", **more)
    assert len(asked) == 9


def test_an_answer_that_somebody_changes_stays_as_it_was() -> None:
    recalling = Recalling(screener().screen)
    first = recalling.screen("Kim Yong Chol", as_of=date(2024, 5, 1))
    first.clear()
    assert recalling.screen("Kim Yong Chol", as_of=date(2024, 5, 1))
