"""Every case beside the law comes out as its author says, and together they show the whole law."""

from __future__ import annotations

import pytest

from nizam.cli.packs import read_case
from nizam.engine.cases import Case, deal_of, failures, load_cases
from nizam.engine.coverage import run_all, uncovered
from nizam.engine.sweep import sweep
from nizam.engine.verdict import judge_deal
from nizam.regime.lint import Places
from nizam.regime.load import PACKS, load_regime

FOLDERS = sorted(path.parent for path in PACKS.glob("*/regime.yml"))
CASES = [(folder.name, case) for folder in FOLDERS for case in load_cases(folder)]


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{pack}:{case.file}:{case.name}" for pack, case in CASES])
def test_case(pack: str, case: Case) -> None:
    verdict = judge_deal(deal_of(case, read_case), load_regime(pack.replace("_", "-")), case.as_of)
    assert failures(case, verdict) == []


@pytest.mark.parametrize("pack", [folder.name for folder in FOLDERS])
def test_the_cases_show_every_paragraph_and_every_exception(pack: str) -> None:
    regime, places = load_regime(pack.replace("_", "-")), Places(PACKS / pack)
    ran, wrong = run_all(list(load_cases(PACKS / pack)), regime, places, read_case)
    assert [str(problem) for problem in (*wrong, *uncovered(ran, regime, places))] == []


@pytest.mark.parametrize("pack", [folder.name for folder in FOLDERS])
def test_no_day_breaks_a_case_or_leaves_a_gap(pack: str) -> None:
    """One case in eight here; `nizam packs lint --sweep` takes them all."""
    regime = load_regime(pack.replace("_", "-"))
    deals = [(case.place, case.name, deal_of(case, read_case)) for case in load_cases(PACKS / pack)]
    assert [str(problem) for problem in sweep(deals, regime, step=8).problems] == []


def test_there_are_cases() -> None:
    assert len(CASES) > 1000
