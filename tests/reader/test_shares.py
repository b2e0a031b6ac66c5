"""Holdings in words and in a deal's fields."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.shares import owner_and_share, shares_in


@pytest.mark.parametrize(
    ("entry", "name", "share"),
    [
        ("Foreign Trade Bank (60%)", "Foreign Trade Bank", 60.0),
        ("Foreign Trade Bank, 60 per cent", "Foreign Trade Bank", 60.0),
        ("33.5 % Foreign Trade Bank", "Foreign Trade Bank", 33.5),
        ("49% owned by Foreign Trade Bank", "Foreign Trade Bank", 49.0),
        ("مصرف التجارة (٦٠٪)", "مصرف التجارة", 60.0),
        ("Банк внешней торговли (25,5 %)", "Банк внешней торговли", 25.5),
        ("Foreign Trade Bank", "Foreign Trade Bank", None),
        ("Trading House 39", "Trading House 39", None),
        ("X (250 %)", "X (250 %)", None),
    ],
)
def test_an_owner_with_what_he_holds(entry: str, name: str, share: float | None) -> None:
    assert owner_and_share(entry) == (name, share)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("a firm 60 per cent owned by a listed bank", (60.0,)),
        ("the bank holds a 45% stake, its director another 10 percent of the shares", (45.0, 10.0)),
        ("شركة مملوكة بنسبة 55 في المئة لمصرف مدرج", (55.0,)),
        ("компания на 70 % принадлежит банку", (70.0,)),
        ("coal with 5 % sulphur at a 10 % discount", ()),
    ],
)
def test_percentages_count_only_beside_words_of_owning(text: str, shares: tuple[float, ...]) -> None:
    assert shares_in(text) == shares
