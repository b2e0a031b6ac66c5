"""Lists that goods are on by what stands beside their name."""

from __future__ import annotations

import pytest

from nizam.reader.vocabulary import load_vocabulary


def _lists(description: str) -> set[str]:
    return {name for line in load_vocabulary().goods_lines(description, None, None, None, None) for name in line.lists}


@pytest.mark.parametrize(
    "description",
    [
        "lorries with nine axles",
        "seven-axle tractors for logs",
        "carriers having 10 axles",
        "شاحنات بسبعة محاور",
        "грузовики с восемью осями",
    ],
)
def test_trucks_with_many_axles_are_listed(description: str) -> None:
    assert "wmd-items" in _lists(description)


@pytest.mark.parametrize("description", ["lorries with three axles", "شاحنات بثلاثة محاور", "mill with five axes"])
def test_trucks_with_few_axles_are_not(description: str) -> None:
    assert "wmd-items" not in _lists(description)


@pytest.mark.parametrize(
    "description", ["tyres for armoured personnel carriers", "bearings for battle tanks", "بطاريات لدبابات القتال"]
)
def test_what_is_for_a_heavy_weapon_is_arms(description: str) -> None:
    assert "heavy-arms" in _lists(description)


@pytest.mark.parametrize("description", ["bearings for water tanks", "diesel oil for tanks", "tyres for buses"])
def test_what_is_for_other_things_is_not(description: str) -> None:
    assert "arms" not in _lists(description)


def test_a_watch_in_gold_is_a_watch_of_precious_metal() -> None:
    assert "luxury" in _lists("pocket watches in gold")
    assert "luxury" in _lists("ساعات يد من الذهب")
    assert "luxury" not in _lists("quartz wristwatches of steel")


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("wristwatches of steel", "9102"),
        ("TS-1 fuel", "2710"),
        ("blende", "2608"),
        ("trepang", "0308"),
        ("timber lorries", "8704"),
        ("لحم الكركند", "0306"),
        ("سيارتا سباق", "8703"),
    ],
)
def test_second_names_and_compounds(description: str, code: str) -> None:
    lines = load_vocabulary().goods_lines(description, None, None, None, None)
    assert [any(c.startswith(code) for c in line.hs) for line in lines] == [True]
