"""What the cases of a pack show, on a small invented one: each kind of hole has its own sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam.engine.cases import Case, load_cases
from nizam.engine.coverage import run_all, uncovered, without
from nizam.engine.verdict import judge_deal
from nizam.errors import PackError
from nizam.model.deal import Deal, Fact
from nizam.regime.lint import Places
from tests.engine.pack import toy_regime

COAL = {"activity": "supply", "flow": "from-target", "goods": "coal"}
OIL = {"activity": "supply", "flow": "to-target", "goods": "oil"}
SCIENCE = {"activity": "science-cooperation", "flow": "with-target"}


def case(day: str, facts: dict[str, Any], outcome: str, **expect: Any) -> Case:
    name = f"{outcome} {day} {facts}"
    return Case(name, "toy.yml", date.fromisoformat(day), facts, {}, {"outcome": outcome, **expect})


def holes(folder: Path, *cases: Case) -> list[str]:
    regime = toy_regime(folder)
    places = Places(folder)
    ran, wrong = run_all(cases, regime, places, None)
    assert wrong == []
    return [str(problem) for problem in uncovered(ran, regime, places)]


def about(found: list[str], name: str) -> list[str]:
    return [line for line in found if name in line]


def test_without_cases_everything_is_missing(tmp_path: Path) -> None:
    found = holes(tmp_path)
    assert len(about(found, "no case is inside")) == 7
    assert len(about(found, "no case is just outside")) == 7
    assert all(line.startswith(("S-RES-", "regime.yml:")) for line in found)
    assert "S-RES-100-2010.yml:10: no case is inside toy/100/1; add one with `by: [toy/100/1]` to cases/." in found


def test_a_case_inside_says_so_itself(tmp_path: Path) -> None:
    silent = case("2012-01-01", COAL, "prohibited")
    said = case("2012-01-02", COAL, "prohibited", by="toy/100/1")
    assert about(holes(tmp_path, silent), "inside toy/100/1;")
    assert not about(holes(tmp_path, said), "inside toy/100/1;")


def test_a_case_outside_is_of_a_day_when_the_paragraph_stands(tmp_path: Path) -> None:
    after = case("2016-01-01", {**COAL, "flow": "to-target"}, "not_restricted", not_by="toy/100/1")
    during = case("2012-01-01", {**COAL, "flow": "to-target"}, "not_restricted", not_by="toy/100/1")
    assert about(holes(tmp_path, after), "outside toy/100/1;")
    assert not about(holes(tmp_path, during), "outside toy/100/1;")


def test_an_exception_is_opened_and_brought_up_in_vain(tmp_path: Path) -> None:
    opens = case(
        "2012-01-01", {**COAL, "purpose": "livelihood"}, "permitted_with_conditions", by="toy/100/1#livelihood"
    )
    stands = case("2012-01-01", COAL, "prohibited", by="toy/100/1")
    near = case("2012-01-01", {**COAL, "purpose": "commercial"}, "prohibited", by="toy/100/1")
    assert len(about(holes(tmp_path), "toy/100/1#livelihood")) == 2
    assert len(about(holes(tmp_path, opens), "toy/100/1#livelihood")) == 1
    assert len(about(holes(tmp_path, opens, stands), "toy/100/1#livelihood")) == 1  # nothing told of a purpose
    assert about(holes(tmp_path, opens, near), "toy/100/1#livelihood") == []


def test_what_takes_a_deal_out_is_seen_by_taking_it_away(tmp_path: Path) -> None:
    spared = case("2016-01-01", {**SCIENCE, "field": "medicine"}, "not_restricted", not_by="toy/200/3")
    elsewhere = case("2016-01-01", {"activity": "culture", "flow": "with-target"}, "not_restricted", not_by="toy/200/3")
    assert about(holes(tmp_path, elsewhere), "no case opens toy/200/3#medical")
    assert not about(holes(tmp_path, spared), "no case opens toy/200/3#medical")


def test_a_case_that_comes_out_otherwise_is_a_problem_and_shows_nothing(tmp_path: Path) -> None:
    regime = toy_regime(tmp_path)
    places = Places(tmp_path)
    ran, wrong = run_all([case("2012-01-01", COAL, "not_restricted", by="toy/100/1")], regime, places, None)
    assert ran == []
    assert "comes out otherwise: outcome prohibited, expected not_restricted" in str(wrong[0])


def test_a_case_in_words_needs_a_reader(tmp_path: Path) -> None:
    words = Case("w", "toy.yml", date(2012, 1, 1), {}, {"text": "coal"}, {"outcome": "prohibited"})
    _, wrong = run_all([words], toy_regime(tmp_path), Places(tmp_path), None)
    assert "needs the reader" in str(wrong[0])


def test_a_regime_without_an_exception_is_another_one(tmp_path: Path) -> None:
    regime = toy_regime(tmp_path)
    livelihood = regime.provisions[0].exceptions[0]
    bare = without(regime, livelihood)
    assert bare.sha256 != regime.sha256
    deal = Deal(facts={k.replace("goods", "goods.list"): Fact(frozenset((v,)), complete=True) for k, v in COAL.items()}
                | {"purpose": Fact(frozenset(("livelihood",)), complete=True)})  # fmt: skip
    assert judge_deal(deal, regime, date(2012, 1, 1)).outcome.word == "permitted_with_conditions"
    assert judge_deal(deal, bare, date(2012, 1, 1)).outcome.word == "prohibited"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {name: x, as_of: '2012-01-01', facts: {}}", "either facts or deal, and expect"),
        ("- {name: x, facts: {}, deal: {}, expect: {outcome: prohibited}}", "either facts or deal"),
        ("- {name: x, facts: {}, expect: {outcome: banned}}", "'banned' is not an outcome"),
        ("- {name: x, facts: {}, expect: {by: [toy/100/1]}}", "'' is not an outcome"),
        ("- {name: x, facts: {}, expect: {outcome: prohibited, par: x}}", "unknown field 'par'; known here: outcome"),
        ("- {name: x, colour: red, facts: {}, expect: {outcome: prohibited}}", "unknown field 'colour'"),
        ("- {name: x, as_of: tomorrow, facts: {}, expect: {outcome: prohibited}}", "'tomorrow' is not a date"),
    ],
)
def test_a_broken_case_says_what_is_wrong(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "toy.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        list(load_cases(tmp_path))
    assert says in str(caught.value)
    assert "toy.yml, case 1" in str(caught.value)


@pytest.mark.parametrize(
    ("facts", "says"),
    [({"mood": "gay"}, "unknown fact 'mood'"), ({"activity": "selling"}, "'selling' is not a term of activity")],
)
def test_facts_of_a_case_are_of_the_vocabulary(facts: dict[str, Any], says: str, tmp_path: Path) -> None:
    _, wrong = run_all([case("2012-01-01", facts, "prohibited")], toy_regime(tmp_path), Places(tmp_path), None)
    assert says in str(wrong[0])
