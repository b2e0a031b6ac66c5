"""Names of firms and bodies in a sentence: what is masked, and what must not be."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.namespans import name_spans
from nizam.reader.facts import read_deal
from nizam.reader.vocabulary import load_vocabulary
from nizam.text.tokens import tokenise


def named(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[a].start : tokens[b - 1].end] for a, b in name_spans(load_vocabulary(), text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Harbour Pipeline Transport of China sells rice to a mill in Nampo.", ["Harbour Pipeline Transport"]),
        ("Sugar is sold to the Tongmyong Machinery Bureau, DPRK.", ["Tongmyong Machinery Bureau"]),
        ("Germany's Ostland Export Agency insures the sale.", ["Ostland Export Agency"]),
        ("Корпорация «Чёрный уголь» (КНДР) покупает рис.", ["Чёрный уголь"]),
        ("Rason Fuel Distribution из КНДР покупает рис.", ["Rason Fuel Distribution"]),
        ("اشترت شركة «النجم» الصينية لخطوط الأنابيب أرزاً.", ["النجم", "لخطوط الأنابيب"]),
    ],
)
def test_firms(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "A Chinese company sells machinery parts to North Korea.",
        'A Chinese company sells "machinery parts" to North Korea.',
        "North Korea sells coal.",
        "COAL SOLD TO CHINA BY NORTH KOREA",
    ],
)
def test_goods_are_no_names(text: str) -> None:
    assert named(text) == []


def test_a_name_is_no_deed_and_no_goods() -> None:
    deal = read_deal({"text": "Kumsong Joint Venture Corporation, DPRK, buys rice from Blue Bunker Base of Russia."})
    assert deal.fact("activity").values == {"supply"}
    assert [line.hs for line in deal.goods] == [("1006",)]


def test_the_kind_of_body_still_counts() -> None:
    deal = read_deal({"text": "Orient Savings Bank of Malaysia opens a representative office in Pyongyang."})
    assert "foreign-bank-in-target" in deal.fact("activity").values
