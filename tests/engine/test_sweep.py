"""The sweep over a small invented pack: every day is asked about, and a day that nothing governs is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nizam.engine.sweep import sweep, sweep_days
from nizam.model.deal import Deal, Fact
from tests.engine.pack import FILES, toy_regime


def deal(**facts: str) -> Deal:
    return Deal(facts={k.replace("_", "."): Fact(frozenset((v,)), complete=True) for k, v in facts.items()})


COAL = deal(activity="supply", flow="from-target", goods_list="coal")


def test_the_days_lie_around_every_date(tmp_path: Path) -> None:
    days = sweep_days(toy_regime(tmp_path))
    assert days[0] == date(2010, 1, 1)  # nothing is asked about before the encoded law
    assert {date(2014, 12, 31), date(2015, 1, 1), date(2015, 1, 2)} <= set(days)
    assert {date(2016, 12, 31), date(2017, 1, 1), date(2017, 1, 2)} <= set(days)  # the day after a duty's last


def test_a_chain_of_replacements_leaves_no_gap(tmp_path: Path) -> None:
    regime = toy_regime(tmp_path)
    done = sweep([("toy.yml:1", "coal", COAL)], regime)
    assert done.problems == ()
    assert done.answers == done.days == len(sweep_days(regime))


def test_a_gap_between_related_paragraphs_is_found(tmp_path: Path) -> None:
    # The second paragraph forgets coal, and a third takes it up again two years later.
    later = (
        FILES["S-RES-200-2015.yml"].replace("goods: [coal]", "goods: [machines]", 1)
        + """
- id: toy/200/9
  paragraph: "9"
  title: {en: Coal at last, ar: فحم}
  says: {en: No coal., ar: لا فحم.}
  measure: import-ban
  binding: decides
  from: "2017-06-01"
  confidence: {rule: V, paragraph: V}
  relations: [{tightens: toy/200/1}]
  applies_to: {activity: [supply], flow: from-target, goods: [coal]}
"""
    )
    regime = toy_regime(tmp_path, **{"S-RES-200-2015.yml": later})
    problems = sweep([("toy.yml:1", "coal", COAL)], regime).problems
    assert len(problems) == 1
    assert "nothing governs it from 2015-01-01 to 2017-05-31, though toy/100/1 does before and toy/200/9 after" in str(
        problems[0]
    )


def test_whatever_is_raised_is_a_problem_with_its_day(tmp_path: Path) -> None:
    broken = deal(activity="supply", flow="from-target", goods_list="coal", contract_date="someday")
    problems = sweep([("toy.yml:1", "coal", broken)], toy_regime(tmp_path)).problems
    assert len(problems) == 1
    assert "«coal» on 2015-01-01: ValueError" in str(problems[0])


def test_a_step_takes_every_so_maniest_deal(tmp_path: Path) -> None:
    deals = [(f"toy.yml:{n}", str(n), COAL) for n in range(10)]
    assert sweep(deals, toy_regime(tmp_path), step=4).deals == 3
