"""Cases beside the law: what must come out, on which day. A lawyer adds one without Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.engine.verdict import judge_deal
from nizam.errors import PackError
from nizam.model.deal import Deal, Fact
from nizam.model.law import Regime
from nizam.model.verdict import Finding, Outcome, Verdict
from nizam.record import Record
from nizam.regime.terms import fact_kinds

ReadDeal = Callable[[Mapping[str, Any], date | None], Deal]
"""Turns the deal shape users send into a deal as of a day. The engine reads no words: who calls it brings a reader."""

_FIELDS = ("name", "as_of", "facts", "deal", "expect", "note")
_EXPECTED = ("outcome", "by", "not_by", "doors", "questions", "note")


class Case(Record, frozen=True):
    """One case. `facts` are the engine's own; `deal` is the shape users send, read by whoever runs the case."""

    name: str
    file: str
    as_of: date | None
    facts: Mapping[str, Any]
    deal: Mapping[str, Any]
    expect: Mapping[str, Any]

    @property
    def place(self) -> str:
        """What a pack's places call it."""
        return f"case {self.file} {self.name}"

    @property
    def expected(self) -> tuple[str, ...]:
        """The outcomes that are right."""
        return tuple(_list(self.expect["outcome"]))

    def named(self, key: str) -> tuple[str, ...]:
        """Ids under `by`, `not_by`, `doors` or `questions`."""
        return tuple(_list(self.expect.get(key, ())))


def load_cases(folder: Path) -> Iterator[Case]:
    """Every case of a pack's `cases/` folder. Raises PackError where one has another shape."""
    for path in sorted((folder / "cases").glob("*.yml")):
        for index, raw in enumerate(yamltext.load(path) or []):
            yield _case(raw, path.name, index)


def _case(raw: Any, file: str, index: int) -> Case:
    where = f"{file}, case {index + 1}"
    if not isinstance(raw, Mapping) or "expect" not in raw or ("facts" in raw) == ("deal" in raw):
        raise PackError(where, "a case has name, as_of, either facts or deal, and expect.")
    for keys, known in ((raw, _FIELDS), (raw["expect"], _EXPECTED)):
        wrong = [key for key in keys if key not in known]
        if wrong:
            raise PackError(where, f"unknown field {wrong[0]!r}; known here: {', '.join(known)}.")
    for word in _list(raw["expect"].get("outcome", ())) or [""]:
        if word.upper() not in Outcome.__members__:
            outcomes = ", ".join(outcome.word for outcome in Outcome)
            raise PackError(where, f"{word!r} is not an outcome; the outcomes: {outcomes}.")
    try:
        as_of = date.fromisoformat(raw["as_of"]) if raw.get("as_of") else None
    except ValueError:
        raise PackError(where, f'{raw["as_of"]!r} is not a date; write it as "2017-09-11".') from None
    name = raw.get("name", f"case {index + 1}")
    return Case(name, file, as_of, raw.get("facts", {}), raw.get("deal", {}), raw["expect"])


def deal_of(case: Case, read: ReadDeal | None = None) -> Deal:
    """The deal of a case. One given in the shape users send needs the reader."""
    if not case.deal:
        return Deal(id=case.name, facts=_facts(case), date=case.as_of)
    if read is None:
        raise PackError(f"{case.file}, {case.name}", "a case in words needs the reader of deals to be run.")
    return read(case.deal, case.as_of)


def run(case: Case, regime: Regime, on: date | None = None) -> Verdict:
    """Judge a case given by facts, on its own day or another."""
    return judge_deal(deal_of(case), regime, on or case.as_of)


def _facts(case: Case) -> dict[str, Fact]:
    """`activity: [supply]` holds and nothing else does; `{maybe: [...]}` and `{not: [...]}` leave it open."""
    out = {}
    for name, raw in case.facts.items():
        key = "goods.list" if name == "goods" else name
        kind = fact_kinds().get(key)
        if kind is None and key != "quota.used":
            raise PackError(f"{case.file}, {case.name}", f"unknown fact {name!r}; see regime/vocabulary/terms.yml.")
        if isinstance(raw, Mapping):
            fact = Fact(
                maybe=frozenset(_list(raw.get("maybe", ()))), excluded=frozenset(_list(raw.get("not", ()))), said="case"
            )
        else:
            fact = Fact(frozenset(_list(raw)), complete=True, said="case")
        unknown = sorted((fact.values | fact.maybe | fact.excluded) - set(kind.terms)) if kind and kind.terms else []
        if unknown:
            raise PackError(
                f"{case.file}, {case.name}",
                f"{unknown[0]!r} is not a term of {key}; terms: {', '.join(kind.terms if kind else ())}.",
            )
        out[key] = fact
    return out


def _list(raw: Any) -> list[str]:
    return [raw] if isinstance(raw, str) else list(raw)


def cited(verdict: Verdict) -> frozenset[str]:
    """Ids a verdict cites: provisions, and `provision#exception` where an exception decided."""
    return frozenset(name for finding in verdict.findings for name in _names(finding))


def _names(finding: Finding) -> tuple[str, ...]:
    if finding.exception is None:
        return (finding.provision,)
    return finding.provision, f"{finding.provision}#{finding.exception}"


def failures(case: Case, verdict: Verdict) -> list[str]:
    """What in a verdict is not as the case expects; empty where all is."""
    out = []
    if verdict.outcome.word not in case.expected:
        out.append(f"outcome {verdict.outcome.word}, expected {' or '.join(case.expected)}")
    found = cited(verdict)
    for wanted in case.named("by"):
        if wanted not in found:
            out.append(f"{wanted} is not cited (cited: {', '.join(sorted(found)) or 'none'})")
    for unwanted in case.named("not_by"):
        if unwanted in found:
            out.append(f"{unwanted} is cited and should not be")
    doors = {d.provision for d in verdict.doors}
    for wanted in case.named("doors"):
        if wanted not in doors and not any(wanted in d.provision for d in verdict.doors):
            out.append(f"no door {wanted} (doors: {', '.join(sorted(doors)) or 'none'})")
    asked = {name for q in verdict.questions for name in (q.fact, q.fact.replace("[0]", ""))}
    if "goods[0].description" in asked:
        asked.add("goods.list")
    for wanted in case.named("questions"):
        if wanted not in asked:
            out.append(f"no question {wanted} (questions: {', '.join(sorted(asked)) or 'none'})")
    return out
