"""Records: made once, equal by value, changed only as copies."""

from __future__ import annotations

import pytest

from nizam.record import Record, asdict, astuple, field, replace


class Point(Record, frozen=True):
    x: int
    tags: tuple[str, ...] = ()
    more: dict[str, int] = field(default_factory=dict)


class Line(Record, frozen=True):
    ends: tuple[Point, ...]


def test_equal_by_value_and_not_to_be_changed() -> None:
    assert Point(1) == Point(1)
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]


def test_a_changed_copy_leaves_the_first_alone() -> None:
    first = Point(1, ("a",))
    assert (replace(first, x=2), first.x) == (Point(2, ("a",)), 1)


def test_records_within_records_become_plain_data() -> None:
    line = Line((Point(1), Point(2)))
    assert asdict(line) == {"ends": ({"x": 1, "tags": (), "more": {}}, {"x": 2, "tags": (), "more": {}})}
    assert astuple(line) == (((1, (), {}), (2, (), {})),)
