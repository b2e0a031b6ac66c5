"""What must hold for every deal under the real law, tried on deals made at random from its vocabulary.

A stricter fact never gives a laxer answer; one more unknown never makes an answer surer; an exception of one paragraph
never changes what another says. A deal that breaks one of these shows a mistake in the pack or in the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.engine.coverage import without
from nizam.engine.sweep import sweep_days
from nizam.engine.verdict import judge_deal
from nizam.model.deal import Deal, Fact, Goods
from nizam.model.law import Exception_, Regime
from nizam.model.verdict import Outcome, Verdict
from nizam.record import replace
from nizam.regime.load import load_regime
from nizam.regime.terms import fact_kinds

REGIME = load_regime()
KINDS = fact_kinds()
LISTS = sorted(REGIME.goods)
FLOWS = (
    (), ("with-target",), ("from-target", "with-target"), ("to-target", "with-target"),
    ("from-target", "to-target", "with-target"),
)  # fmt: skip
CONTRACTS = ("2016-05-01", "2017-08-04", "2017-09-10", "2017-12-21")
# Dates and goods are made by hand below; amounts and what the lists found come from outside a deal's own words.
_BY_HAND = {"activity", "flow", "goods.list", "goods.origin", "contract.date", "delivery.date", "date", "parties.entry"}
OTHERS = sorted(name for name, kind in KINDS.items() if kind.terms and name not in _BY_HAND)

STRICTER: tuple[tuple[str, str], ...] = (
    # What closes a way out …
    ("purpose", "commercial"), ("goods.origin", "kp"), ("emergency", "false"), ("quota.state", "exhausted"),
    ("quota.state", "above"), ("provider", "other"), ("project", "other"), ("accounts", "several"),
    ("property.use", "other"), ("approval", "refused"), ("approval", "pending"), ("notice", "none"),
    ("permit.state", "new"), ("permit.state", "renewal"), ("venture.state", "new"), ("venture.state", "expansion"),
    ("route.port", "other"), ("vessel.inspection", "refused"), ("workers.level", "above"),
    # … and what brings a paragraph to bear.
    ("parties.designated", "true"), ("parties.controlled", "true"), ("persons.designated", "true"),
    ("vessel.designated", "true"), ("vessel.flag", "kp"), ("vessel.control", "kp"), ("vessel.control", "listed"),
    ("end_user", "target-military"), ("end_user", "foreign-military"), ("income", "true"),
    ("finding", "contributes-wmd"), ("finding", "contributes-military"), ("finding", "evasion"),
    ("finding", "programme-linked"), ("finding", "banned-cargo"), ("finding", "banned-activity"),
    ("finding", "illicit-transfer"), ("person.status", "overseer"),
)  # fmt: skip
"""Facts that can only make an answer stricter, whatever else is known."""


def told(*values: str) -> Fact:
    """A fact that was stated, and nothing beyond it."""
    return Fact(frozenset(values), complete=True, said="stated")


@st.composite
def near_the_law(draw: st.DrawFn, goods: bool = True) -> dict[str, Fact]:
    """Facts that a paragraph asks for, with most of what one of its exceptions asks for, and a little more."""
    provision = draw(st.sampled_from(REGIME.provisions))
    asked = [*provision.applies_to, *(draw(st.sampled_from(provision.any_of)) if provision.any_of else ())]
    ways = (*provision.exceptions, *REGIME.exemptions)
    asked += [c for c in draw(st.sampled_from(ways)).when if draw(st.integers(0, 5))]
    out: dict[str, Fact] = {}
    for condition in asked:
        name = condition.fact
        if condition.op != "in" or name in ("date", "delivery.date") or (name == "goods.list" and not goods):
            continue
        held = out[name].values if name in out and name in ("activity", "flow", "goods.list") else frozenset()
        out[name] = told(*held, draw(st.sampled_from(condition.values)))
    out.setdefault("activity", told(draw(st.sampled_from(sorted(KINDS["activity"].terms)))))
    out["flow"] = told(*out.get("flow", told()).values, "with-target")
    if draw(st.booleans()):
        out["contract.date"] = told(draw(st.sampled_from(CONTRACTS)))
    for name in draw(st.lists(st.sampled_from(OTHERS), max_size=2, unique=True)):
        out[name] = told(draw(st.sampled_from(sorted(KINDS[name].terms))))
    return out


def facts(goods: bool = True) -> st.SearchStrategy[dict[str, Fact]]:
    """Facts of a deal, at random or near the law."""
    return st.one_of(anything(goods), near_the_law(goods))


@st.composite
def anything(draw: st.DrawFn, goods: bool = True) -> dict[str, Fact]:
    """Facts of a deal: what is done always, the rest now and then."""
    out = {"activity": told(*draw(st.lists(st.sampled_from(sorted(KINDS["activity"].terms)), min_size=1, max_size=2)))}
    out["flow"] = told(*draw(st.sampled_from(FLOWS)))
    if goods and draw(st.booleans()):
        lists = draw(st.lists(st.sampled_from(LISTS), max_size=2))
        vague = lists and draw(st.integers(0, 4)) == 0
        out["goods.list"] = Fact(maybe=frozenset(lists), said="vague") if vague else told(*lists)
        if draw(st.integers(0, 3)) == 0:
            out["goods.origin"] = told(draw(st.sampled_from(("kp", "ru", "mn"))))
    for name in draw(st.lists(st.sampled_from(OTHERS), max_size=4, unique=True)):
        out[name] = told(draw(st.sampled_from(sorted(KINDS[name].terms))))
    if draw(st.integers(0, 3)) == 0:
        out["contract.date"] = told(draw(st.sampled_from(CONTRACTS)))
    return out


DAYS = st.sampled_from(sweep_days(REGIME))


def open_(known: Mapping[str, Fact]) -> dict[str, Fact]:
    """Without an approval on record: one that was granted settles the matter, above a cap and below it alike."""
    granted = "approval" in known and "granted" in known["approval"].values
    return {name: fact for name, fact in known.items() if name != "approval" or not granted}


def judged(given_facts: Mapping[str, Fact], on: date, regime: Regime = REGIME) -> Verdict:
    return judge_deal(Deal(facts=given_facts), regime, on)


def least(verdict: Verdict) -> Outcome:
    """The mildest answer that a verdict leaves open."""
    return verdict.at_least or verdict.outcome


def laxer(after: Verdict, before: Verdict) -> bool:
    """Whether the second answer lets pass what the first did not."""
    if least(after).value < least(before).value:
        return True
    return before.outcome is not Outcome.UNDETERMINED and after.outcome.value < before.outcome.value


def shown(verdict: Verdict) -> str:
    return f"{verdict.outcome.word} (at least {least(verdict).word}) by {[f.provision for f in verdict.findings]}"


@settings(max_examples=250, deadline=None, derandomize=True)
@given(facts(), DAYS, st.sampled_from(STRICTER))
def test_a_stricter_fact_never_gives_a_laxer_answer(known: dict[str, Fact], on: date, fact: tuple[str, str]) -> None:
    name, value = fact
    before = {k: v for k, v in open_(known).items() if k != name}
    old, new = judged(before, on), judged({**before, name: told(value)}, on)
    assert not laxer(new, old), f"{shown(old)} → {shown(new)}"


@settings(max_examples=120, deadline=None, derandomize=True)
@given(facts(), DAYS, st.sampled_from([value for name, value in STRICTER if name == "finding"]))
def test_one_more_finding_never_gives_a_laxer_answer(known: dict[str, Fact], on: date, finding: str) -> None:
    held = known.get("finding", told()).values - {"no-contribution"}
    old = judged({**known, "finding": told(*held)}, on)
    new = judged({**known, "finding": told(*held, finding)}, on)
    assert not laxer(new, old), f"{shown(old)} → {shown(new)}"


def line(name: str) -> Goods:
    return Goods(description=name, lists=frozenset((name,)), known=True)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(facts(goods=False), st.lists(st.sampled_from(LISTS), min_size=1, max_size=2), st.sampled_from(LISTS), DAYS)
def test_one_more_line_of_goods_never_gives_a_laxer_answer(
    known: dict[str, Fact], lines: list[str], further: str, on: date
) -> None:
    deal = Deal(facts=known, goods=tuple(line(name) for name in lines))
    old = judge_deal(deal, REGIME, on)
    new = judge_deal(replace(deal, goods=(*deal.goods, line(further))), REGIME, on)
    assert not laxer(new, old), f"{shown(old)} → {shown(new)}"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(facts(), DAYS, st.sampled_from(("activity", "flow", "goods.list", "field")))
def test_one_more_unknown_never_makes_an_answer_surer(known: dict[str, Fact], on: date, name: str) -> None:
    full = {"goods.list": told(), "field": told("non-science"), **open_(known)}
    old, new = judged(full, on), judged({k: v for k, v in full.items() if k != name}, on)
    if new.outcome is Outcome.UNDETERMINED:
        assert least(new).value <= least(old).value, f"{shown(old)} → {shown(new)}"
    else:
        assert new.outcome is old.outcome, f"{shown(old)} → {shown(new)}"


OWN = [e for p in REGIME.provisions for e in p.exceptions]


@pytest.mark.parametrize("exception", OWN, ids=[f"{e.provision}#{e.id}" for e in OWN])
def test_an_exception_never_changes_another_paragraph(exception: Exception_) -> None:
    bare = without(REGIME, exception)

    @settings(max_examples=8, deadline=None, derandomize=True)
    @given(facts(), DAYS)
    def holds(known: dict[str, Fact], on: date) -> None:
        # What the exception asks for is stated, so that it has every chance to do harm elsewhere.
        asked = {
            c.fact: told(c.values[0])
            for c in exception.when
            if c.op == "in" and c.fact not in ("contract.date", "delivery.date", "date", "flow")
        }
        both = {**known, **asked}
        full, less = judged(both, on), judged(both, on, bare)
        others = {f.provision: (f.outcome, f.exception) for f in less.findings if f.provision != exception.provision}
        for finding in full.findings:
            if finding.provision in others:
                assert others[finding.provision] == (finding.outcome, finding.exception)
        assert not laxer(less, full), "without an exception a deal fares no better"

    holds()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(facts(), DAYS)
def test_every_answer_can_be_used(known: dict[str, Fact], on: date) -> None:
    verdict = judged(known, on)
    assert len(verdict.findings) <= 12
    if verdict.outcome is Outcome.UNDETERMINED:
        assert verdict.questions
        assert all(least(verdict).value < Outcome.PROHIBITED.value for _ in verdict.questions)
    elif verdict.outcome is not Outcome.NOT_RESTRICTED:
        assert any(finding.outcome is verdict.outcome for finding in verdict.findings)
    assert all(door.decided_by for door in verdict.doors)
