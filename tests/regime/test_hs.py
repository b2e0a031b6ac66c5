"""Editions of the Harmonized System: what moved, and lists that catch both numbers."""

from __future__ import annotations

import pytest

from nizam import yamltext
from nizam.model.deal import Goods, Tri
from nizam.regime.goods import code_in, on_list
from nizam.regime.hs import CURRENT, EDITIONS, VOCABULARY, edition_of, hs_codes, known_part, predecessors, successors
from nizam.regime.load import load_regime
from nizam.regime.terms import VOCABULARY as WORDS

ROWS = yamltext.load(VOCABULARY / "hs-moved.yml")


def test_every_row_leads_to_codes_there_are() -> None:
    for row in ROWS:
        assert row["edition"] in EDITIONS[:-1], row
        assert all(code in hs_codes() for code in row["to"]), row
        # A code that is no more is not in the nomenclature; one that lost only some of its goods still is.
        assert (row["from"] in hs_codes()) == (row.get("part") == "true"), row


def test_no_row_stands_twice() -> None:
    assert len({row["from"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("code", "edition"),
    [("8807", CURRENT), ("0301", CURRENT), ("8803", "2017"), ("88033000", "2017"), ("301", ""), ("9800", "")],
)
def test_a_code_says_its_edition(code: str, edition: str) -> None:
    assert edition_of(code) == edition


def test_parts_of_aircraft_and_drones_moved() -> None:
    assert successors("88033000") == ("880730",)
    assert successors("8807") == ()
    assert "8802" in predecessors("880622")
    assert "852580" in predecessors("880622")


@pytest.mark.parametrize(
    ("code", "codes", "edition", "result"),
    [
        ("88033000", ("8807",), CURRENT, Tri.YES),  # the old number of aircraft parts
        ("852580", ("8806",), CURRENT, Tri.UNKNOWN),  # cameras, some of them drones now
        ("852580", ("85",), CURRENT, Tri.YES),
        ("880622", ("84", "85"), "2017", Tri.UNKNOWN),  # a drone was a camera, or an aircraft
        ("880622", ("85", "88"), "2017", Tri.YES),
        ("880622", ("84", "85"), CURRENT, Tri.NO),
        ("100630", ("84", "85"), "2017", Tri.NO),
    ],
)
def test_a_list_catches_both_numbers(code: str, codes: tuple[str, ...], edition: str, result: Tri) -> None:
    assert code_in(code, codes, (), edition) is result


@pytest.mark.parametrize(
    ("given", "known"),
    [("270112", "270112"), ("2701121000", "270112"), ("271199", "2711"), ("849910", "84"), ("880330", "880330"),
     ("7799", ""), ("9999", ""), ("27", "27"), ("", "")],
)  # fmt: skip
def test_a_code_is_good_as_far_as_an_edition_has_it(given: str, known: str) -> None:
    assert known_part(given) == known


@pytest.mark.parametrize("given", ["880330", "88073000", "8803"])
def test_aircraft_parts_are_found_under_old_and_new_number(given: str) -> None:
    lists = load_regime().goods
    assert on_list(Goods(hs=(given,), known=True, hs_given=True), "aircraft-parts", lists)[0] is Tri.YES
    assert on_list(Goods(hs=(given,), known=True, hs_given=True), "imports-2397", lists)[0] is Tri.YES


def test_the_answer_says_where_the_goods_stand_now() -> None:
    lists = load_regime().goods
    said = on_list(Goods(hs=("880330",), known=True, hs_given=True), "aircraft-parts", lists)[1]
    assert "in HS 2022 880730" in said


def test_every_code_of_the_words_is_in_the_nomenclature() -> None:
    for path in (WORDS / "goods").glob("*.yml"):
        raw = yamltext.load(path)
        for entry in raw.values() if isinstance(raw, dict) else raw:
            for key in ("hs", "may_be"):
                for code in entry.get(key, ()) if isinstance(entry, dict) else ():
                    assert code in hs_codes(), (path.name, code)
