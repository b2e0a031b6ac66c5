"""Goods against lists: by code, by nature, or not known."""

from __future__ import annotations

import pytest

from nizam.model.deal import Goods, Tri
from nizam.model.law import GoodsList
from nizam.regime.goods import code_in, on_list

LISTS = {
    "coal": GoodsList("coal", {"en": ("coal",)}, ("2701",), "reading"),
    "machines": GoodsList("machines", {"en": ("machines",)}, ("84", "85"), "text", but=("8471",)),
    "fuel": GoodsList("fuel", {"en": ("fuel",)}, (), "reading", includes=("coal",)),
}


@pytest.mark.parametrize(
    ("goods", "name", "result"),
    [
        (Goods(hs=("270112",)), "coal", Tri.YES),
        (Goods(hs=("27",)), "coal", Tri.UNKNOWN),
        (Goods(hs=("2613",)), "coal", Tri.NO),
        (Goods(hs=("270112",)), "fuel", Tri.YES),
        (Goods(hs=("847130",)), "machines", Tri.NO),
        (Goods(description="equipment", maybe_hs=("84", "90"), known=True), "machines", Tri.UNKNOWN),
        (Goods(description="equipment", maybe_hs=("84", "90"), known=True), "coal", Tri.NO),
        (Goods(description="engines", maybe_hs=("8407", "8501"), known=True), "machines", Tri.YES),
        (Goods(description="blorp"), "coal", Tri.UNKNOWN),
        (Goods(description="rice", known=True, hs=("1006",)), "coal", Tri.NO),
        (Goods(description="x", known=True, lists=frozenset(("coal",))), "fuel", Tri.YES),
        (Goods(hs=("7306", "2701")), "coal", Tri.YES),
        # No edition has these: a code of no chapter says nothing, another is good for as far as it goes.
        (Goods(hs=("779910",), known=True, hs_given=True), "coal", Tri.UNKNOWN),
        (Goods(hs=("999999",), known=True, hs_given=True), "machines", Tri.UNKNOWN),
        (Goods(hs=("279910",), known=True, hs_given=True), "coal", Tri.UNKNOWN),
        (Goods(hs=("279910",), known=True, hs_given=True), "machines", Tri.NO),
        (Goods(hs=("849910",), known=True, hs_given=True), "machines", Tri.YES),
        (Goods(hs=("270199",), known=True, hs_given=True), "coal", Tri.YES),
        (Goods(description="rice", hs=("999999",), known=True, lists=frozenset(("food",))), "coal", Tri.NO),
    ],
)
def test_on_list(goods: Goods, name: str, result: Tri) -> None:
    assert on_list(goods, name, LISTS)[0] is result


def test_a_wider_code_is_not_known() -> None:
    assert code_in("87", ("870310",)) is Tri.UNKNOWN
    assert code_in("870310", ("87",)) is Tri.YES
    assert code_in("88", ("87",)) is Tri.NO
