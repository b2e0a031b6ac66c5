"""Every case beside the law comes out as its author says."""

from __future__ import annotations

import pytest

from nizam.engine.cases import Case, failures, load_cases, run
from nizam.regime.load import PACKS, load_regime

CASES = [
    (folder.name, case)
    for folder in sorted(PACKS.iterdir())
    if (folder / "cases").is_dir()
    for case in load_cases(folder)
]


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{case.file}:{case.name}" for _, case in CASES])
def test_case(pack: str, case: Case) -> None:
    if case.facts:
        verdict = run(case, load_regime(pack.replace("_", "-")))
    else:
        from nizam import casework
        from nizam.cli.packs import read_case
        from nizam.engine.verdict import judge_deal

        if pack == "un_dprk":
            verdict = casework.check(dict(case.deal), as_of=case.as_of)
        else:
            verdict = judge_deal(read_case(case.deal, case.as_of), load_regime(pack.replace("_", "-")), case.as_of)
    assert failures(case, verdict) == []


def test_there_are_cases() -> None:
    assert len(CASES) > 100
