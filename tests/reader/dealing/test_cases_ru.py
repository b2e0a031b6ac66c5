"""Russian cases, as far as endings tell them."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.cases_ru import case_of, may_be_genitive, whither


@pytest.mark.parametrize(
    ("word", "label", "told"),
    [
        ("японию", "япония", "to"),
        ("японии", "япония", "in"),
        ("китай", "китай", "to"),
        ("китае", "китай", "in"),
        ("филиппинах", "филиппины", "in"),
        ("кндр", "кндр", ""),
        ("нампхо", "нампхо", ""),
    ],
)
def test_whither_and_where(word: str, label: str, told: str) -> None:
    assert whither(word, label) == told


@pytest.mark.parametrize(
    ("word", "labels", "may"),
    [
        ("лимузины", ["лимузин"], False),
        ("лимузинов", ["лимузин"], True),
        ("обуви", ["обувь"], True),
        ("уголь", ["уголь"], False),
        ("нефти", ["нефть"], True),
    ],
)
def test_genitive_beside_a_business(word: str, labels: list[str], may: bool) -> None:
    assert may_be_genitive(word, labels) is may


def test_a_noun_has_no_case_by_its_ending_alone() -> None:
    assert case_of("фирме") == ""
    assert case_of("китайского") == "genitive"
