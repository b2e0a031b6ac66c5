"""Cases beside the law: what must come out, on which day. A lawyer adds one without Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.engine.verdict import judge_deal
from nizam.errors import PackError
from nizam.model.deal import Deal, Fact
from nizam.model.law import Regime
from nizam.model.verdict import Verdict
from nizam.regime.terms import fact_kinds


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `facts` are the engine's own; `deal` is the shape users send, judged by casework."""

    name: str
    file: str
    as_of: date | None
    facts: Mapping[str, Any]
    deal: Mapping[str, Any]
    expect: Mapping[str, Any]


def load_cases(folder: Path) -> Iterator[Case]:
    """Every case of a pack's `cases/` folder. Raises PackError where one has another shape."""
    for path in sorted((folder / "cases").glob("*.yml")):
        for index, raw in enumerate(yamltext.load(path) or []):
            if not isinstance(raw, Mapping) or "expect" not in raw or not ("facts" in raw or "deal" in raw):
                raise PackError(f"{path.name}, case {index + 1}", "a case has name, as_of, facts or deal, and expect.")
            as_of = date.fromisoformat(raw["as_of"]) if raw.get("as_of") else None
            yield Case(
                raw.get("name", f"case {index + 1}"),
                path.name,
                as_of,
                raw.get("facts", {}),
                raw.get("deal", {}),
                raw["expect"],
            )


def run(case: Case, regime: Regime, on: date | None = None) -> Verdict:
    """Judge a case given by facts, on its own day or another."""
    return judge_deal(Deal(id=case.name, facts=_facts(case)), regime, on or case.as_of)


def _facts(case: Case) -> dict[str, Fact]:
    """`activity: [supply]` holds and nothing else does; `{maybe: [...]}` and `{not: [...]}` leave it open."""
    out = {}
    for name, raw in case.facts.items():
        key = "goods.list" if name == "goods" else name
        if key not in fact_kinds() and key != "quota.used":
            raise PackError(f"{case.file}, {case.name}", f"unknown fact {name!r}; see regime/vocabulary/terms.yml.")
        if isinstance(raw, Mapping):
            out[key] = Fact(
                maybe=frozenset(_list(raw.get("maybe", ()))), excluded=frozenset(_list(raw.get("not", ()))), said="case"
            )
        else:
            out[key] = Fact(frozenset(_list(raw)), complete=True, said="case")
    return out


def _list(raw: Any) -> list[str]:
    return [raw] if isinstance(raw, str) else list(raw)


def failures(case: Case, verdict: Verdict) -> list[str]:
    """What in a verdict is not as the case expects; empty where all is."""
    out = []
    expect = case.expect
    if verdict.outcome.word not in _list(expect["outcome"]):
        out.append(f"outcome {verdict.outcome.word}, expected {' or '.join(_list(expect['outcome']))}")
    cited = {f.provision for f in verdict.findings} | {f"{f.provision}#{f.exception}" for f in verdict.findings}
    for wanted in _list(expect.get("by", ())):
        if wanted not in cited:
            out.append(
                f"{wanted} is not cited (cited: {', '.join(sorted(f.provision for f in verdict.findings)) or 'none'})"
            )
    for unwanted in _list(expect.get("not_by", ())):
        if unwanted in cited:
            out.append(f"{unwanted} is cited and should not be")
    doors = {d.provision for d in verdict.doors}
    for wanted in _list(expect.get("doors", ())):
        if wanted not in doors and not any(wanted in d.provision for d in verdict.doors):
            out.append(f"no door {wanted} (doors: {', '.join(sorted(doors)) or 'none'})")
    questions = {q.fact for q in verdict.questions}
    for wanted in _list(expect.get("questions", ())):
        if wanted not in questions and wanted not in {q.replace("[0]", "") for q in questions} | {"goods.list"} - (
            set() if "goods[0].description" in questions else {"goods.list"}
        ):
            out.append(f"no question {wanted} (questions: {', '.join(sorted(questions)) or 'none'})")
    return out
