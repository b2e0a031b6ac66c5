"""Conversions, and the words in which amounts are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nizam import yamltext
from nizam.regime.terms import VOCABULARY
from nizam.regime.units import convert, figure, phrase, product_named, products, products_of, unit_named, units, written

VOLUMES, MASSES = ("barrel", "litre", "gallon", "cubic-metre"), ("tonne", "kilogram", "gram")
_AMOUNTS = st.floats(min_value=0.001, max_value=1e9)


@given(
    _AMOUNTS, st.sampled_from(VOLUMES + MASSES), st.sampled_from(VOLUMES + MASSES), st.sampled_from(sorted(products()))
)
def test_there_and_back_is_the_same(value: float, one: str, other: str, product: str) -> None:
    among = (products()[product],)
    there = convert(value, one, other, among)
    assert there is not None
    back = convert(there.value, other, one, among)
    assert back is not None
    assert back.value == pytest.approx(value, rel=1e-9)


@given(_AMOUNTS, st.sampled_from(VOLUMES + MASSES), st.sampled_from(VOLUMES + MASSES))
def test_where_the_product_is_open_none_gives_more(value: float, one: str, other: str) -> None:
    among = tuple(products().values())
    most = convert(value, one, other, among)
    assert most is not None
    for product in among:
        found = convert(value, one, other, (product,))
        assert found is not None
        assert found.value <= most.value * (1 + 1e-12)


def test_crude_oil_counts_as_its_paragraph_does() -> None:
    found = convert(525_000, "tonne", "barrel", products_of(("crude-oil",), ()))
    assert found is not None
    assert found.value == pytest.approx(4_000_000)
    assert not found.open


@pytest.mark.parametrize("money", ["usd", "eur", "rub"])
@pytest.mark.parametrize("unit", ["barrel", "tonne", "cny"])
def test_money_is_never_converted(money: str, unit: str) -> None:
    assert convert(1, money, unit, tuple(products().values())) is None
    assert convert(1, unit, money, tuple(products().values())) is None


def test_without_a_product_mass_is_not_volume() -> None:
    assert convert(1, "tonne", "barrel") is None
    assert convert(1, "wagon", "barrel", tuple(products().values())) is None


def test_words_decide_over_codes() -> None:
    assert [p.id for p in products_of(("diesel",), ("271019",))] == ["diesel"]
    assert {p.id for p in products_of((), ("271012",))} == {"petrol", "aviation-gasoline", "naphtha", "white-spirit"}
    assert "bitumen" in {p.id for p in products_of((), ("2713",))}
    assert products_of((), ("2701",)) == ()


@pytest.mark.parametrize(
    ("name", "unit"),
    [("bbl", "barrel"), ("Barrels", "barrel"), ("براميل", "barrel"), ("баррелей", "barrel"), ("metric tons", "tonne"),
     ("t", "tonne"), ("m³", "cubic-metre"), ("US$", "usd"), ("furlong", None), ("thousand barrels", None), ("", None)],
)  # fmt: skip
def test_units_by_their_names(name: str, unit: str | None) -> None:
    assert unit_named(name) == unit


def test_products_by_their_names() -> None:
    assert product_named("of diesel") == product_named("الديزل") == "diesel"
    assert product_named("jet fuel") == "jet-fuel"
    assert product_named("cheese") is None


def test_figures_are_written_without_noise() -> None:
    assert [figure(v) for v in (0.0, 0.5, 87.366, 999.999, 20000.4)] == ["0", "0.5", "87.37", "1,000", "20,000"]
    assert written(20000, "barrel", "ar") == "20,000 برميل"
    assert written(3, "firkin", "en") == "3 firkin"


def test_every_figure_has_a_source_and_every_sentence_both_languages() -> None:
    data = yamltext.load(VOCABULARY / "units.yml")
    for group in ("units", "products"):
        for name, row in data[group].items():
            assert row["source"] in data["sources"], name
            assert set(row["title"]) == {"en", "ar"}, name
    for key, row in data["says"].items():
        assert set(row) == {"en", "ar"}, key
        assert sorted(_blanks(row["en"])) == sorted(_blanks(row["ar"])), key
    assert set(units()) == set(data["units"])


def _blanks(text: str) -> list[str]:
    import re

    return re.findall(r"{(\w+)}", text)


def test_a_phrase_keeps_the_words_of_a_deal_as_they_are() -> None:
    assert "{limit}" in phrase("deal_within", said="{limit}")["en"]
