"""A deal, a regime and a day → a verdict. Every provision that covers the deal is weighed; the strictest governs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nizam.engine.resolve import Judged, doors, judge
from nizam.engine.view import View, views
from nizam.errors import BadRequest
from nizam.model.deal import Deal, Tri
from nizam.model.law import Exception_, Provision, Regime, Text
from nizam.model.verdict import Door, Finding, Outcome, PartyAnswer, Question, Step, Verdict
from nizam.regime.terms import fact_kinds
from nizam.regime.timeline import law_days

MOST_FINDINGS = 12
"""A verdict that cites more paragraphs than this cites nothing in particular."""


def judge_deal(deal: Deal, regime: Regime, as_of: date | None = None, today: date | None = None) -> Verdict:
    """Judge a deal as of a day; without one, on every day the law changed.

    Raises BadRequest for a day after the regime began but before its encoded law.
    """
    day = as_of or deal.date
    if day is None:
        return _undated(deal, regime, today or date.today())
    if day < regime.began:
        return _before(deal, regime, day)
    if day < regime.encoded_from:
        raise BadRequest(
            f"{day} is before the encoded law of {regime.id}, which begins on {regime.encoded_from}; "
            "ask about a later day."
        )
    seen = views(deal, regime, day)
    judged = [found for view in seen for found in _judge_view(view, regime)]
    return _verdict(deal, regime, day, judged, seen)


def _judge_view(view: View, regime: Regime) -> list[Judged]:
    out = []
    for provision in regime.provisions:
        if provision.in_force(view.as_of):
            found = judge(provision, view, regime.exemptions)
            if found is not None:
                out.append(found)
    return out


def _verdict(deal: Deal, regime: Regime, day: date, judged: list[Judged], seen: list[View]) -> Verdict:
    binding = [j for j in judged if j.provision.binding != "clarifies" and not j.drops]
    high = max((j.high for j in binding), key=lambda o: o.value, default=Outcome.NOT_RESTRICTED)
    low = max((j.low for j in binding), key=lambda o: o.value, default=Outcome.NOT_RESTRICTED)
    outcome = high if low is high else Outcome.UNDETERMINED
    bearing = [j for j in binding if j.high is not Outcome.NOT_RESTRICTED]
    if outcome is not Outcome.UNDETERMINED:
        # What is only open, and could not change the answer, is not cited.
        bearing = [j for j in bearing if j.scope.result is Tri.YES]
    findings = _findings(bearing, judged, regime)
    return Verdict(
        id=deal.id,
        outcome=outcome,
        at_least=low if outcome is Outcome.UNDETERMINED else None,
        as_of=day,
        today=None,
        findings=findings,
        doors=_doors(bearing, regime, {f.citation for f in findings}),
        questions=_questions(bearing, low) if outcome is Outcome.UNDETERMINED else (),
        parties=_parties(deal),
        not_checked=_not_checked(deal, regime, seen),
        steps=_steps(bearing, judged),
    )


def _findings(bearing: list[Judged], judged: list[Judged], regime: Regime) -> tuple[Finding, ...]:
    """One finding a provision, the strictest line of goods deciding; clarifying paragraphs beside what they explain."""
    best: dict[str, Judged] = {}
    lines: dict[str, list[int]] = {}
    for j in bearing:
        held = best.get(j.provision.id)
        if held is None or j.high.value > held.high.value:
            best[j.provision.id] = j
        if j.view.line is not None:
            lines.setdefault(j.provision.id, []).append(j.view.line)
    order = sorted(
        best.values(),
        key=lambda j: (j.scope.result is not Tri.YES, -j.high.value, -j.provision.start.toordinal()),
    )
    out: list[Finding] = []
    for j in order:
        shown = j.high if j.low is j.high else Outcome.UNDETERMINED
        out.append(_finding(j.provision, shown, j.by, j.note, tuple(lines.get(j.provision.id, ())), regime))
        if j.by is not None and j.by.provision != j.provision.id:
            out.append(_exemption_finding(j.by, shown))
    cited = {f.provision for f in out}
    for j in judged:
        explained = j.provision.binding == "clarifies" and j.scope.result is Tri.YES
        if (
            explained
            and (not j.provision.explains or cited & set(j.provision.explains))
            and j.provision.id not in cited
        ):
            cited.add(j.provision.id)
            out.append(_finding(j.provision, Outcome.NOT_RESTRICTED, None, {}, (), regime))
    return tuple(_once(out)[:MOST_FINDINGS])


def _finding(
    provision: Provision,
    outcome: Outcome,
    by: Exception_ | None,
    note: Text,
    lines: tuple[int, ...],
    regime: Regime,
) -> Finding:
    own = by is not None and by.provision == provision.id
    return Finding(
        provision=provision.id,
        citation=by.citation if own and by is not None and by.paragraph != provision.paragraph else provision.citation,
        outcome=outcome,
        binding=provision.binding,
        exception=by.id if by else None,
        start=provision.start,
        until=provision.until,
        says=by.says if own and by is not None else provision.says,
        title=provision.title,
        verified=provision.verified and (by.verified if own and by is not None else True),
        note=note,
        goods=lines,
        reading=regime.readings.get(provision.reading, {}) if provision.reading else {},
    )


def _exemption_finding(exemption: Exception_, outcome: Outcome) -> Finding:
    """A clause written elsewhere that decided here: cited by its own paragraph."""
    return Finding(
        provision=exemption.provision,
        citation=exemption.citation,
        outcome=outcome,
        binding="decides",
        exception=exemption.id,
        start=exemption.start or date.min,
        until=exemption.until,
        says=exemption.says,
        title=exemption.says,
        verified=exemption.verified,
    )


def _once(findings: Iterable[Finding]) -> list[Finding]:
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(finding.provision, finding)
    return list(seen.values())


def _doors(bearing: list[Judged], regime: Regime, cited: set[str]) -> tuple[Door, ...]:
    out: dict[str, Door] = {}
    general = {e.id for e in regime.exemptions}
    for j in bearing:
        if j.high.value < Outcome.NEEDS_COMMITTEE_APPROVAL.value:
            continue
        for w in doors(j):
            e = w.exception
            key = f"{e.provision}#{e.id}"
            if key not in out and (e.id not in general or e.citation not in cited):
                out[key] = Door(e.provision, e.citation, e.decided_by, e.says, e.id in general, e.verified)
    # The paragraph's own ways first, the general clause last.
    return tuple(sorted(out.values(), key=lambda d: d.general))[:6]


def _questions(bearing: list[Judged], low: Outcome) -> tuple[Question, ...]:
    """The facts on which a stricter answer than `low` turns, each asked once."""
    asked: dict[str, list[str]] = {}
    for j in bearing:
        if j.high.value > low.value:
            for fact in j.missing:
                asked.setdefault(fact, []).append(j.provision.id)
    kinds = fact_kinds()
    order = sorted(asked, key=lambda fact: -len(asked[fact]))
    return tuple(
        Question(_field(fact), kinds[fact].ask, tuple(asked[fact][:4]), kinds[fact].known_by) for fact in order[:5]
    )


_FIELDS = {
    "goods.list": "goods[0].description",
    "goods.origin": "goods[0].origin",
    "flow": "supplier, recipient",
}


def _field(fact: str) -> str:
    """The deal's own field where a fact is told, as the one who fills it in would look for it."""
    return _FIELDS.get(fact, fact.replace("contract.date", "contract_date").replace("delivery.date", "delivery_date"))


def _parties(deal: Deal) -> tuple[PartyAnswer, ...]:
    out = []
    for party in deal.parties:
        if not party.name:
            continue
        best = party.matches[0] if party.matches else None
        list_id = best.entity.designations[0].list_id if best and best.entity.designations else ""
        out.append(
            PartyAnswer(
                party.name, party.designated, list_id, best.entity.id if best else "", best.score if best else 0.0,
                best.entity.caption if best else "",
            )
        )  # fmt: skip
    return tuple(out)


def _not_checked(deal: Deal, regime: Regime, seen: list[View]) -> tuple[Text, ...]:
    """What the answer does not rest on: facts nobody stated, open lists, unnamed parties, what is not encoded."""
    out: list[Text] = []
    silent: dict[str, list[str]] = {}
    for view in seen:
        for provision in regime.provisions:
            if provision.in_force(view.as_of) and provision.binding not in ("clarifies", "calls_upon"):
                _silent_facts(provision, view, silent)
    kinds = fact_kinds()
    for fact, why in silent.items():
        ask = kinds[fact].ask
        paragraphs = ", ".join(sorted({w.split("/", 1)[1] for w in why})[:4])
        out.append({lang: f"{question} ({paragraphs})" for lang, question in ask.items()})
    if any(not p.name for p in deal.parties) or not deal.parties:
        out.append({"en": "Parties without a name were not screened.", "ar": "لم تُفحص الأطراف غير المسماة."})
    for entry in regime.goods.values():
        if entry.open and any(view.goods is not None for view in seen):
            label = {lang: labels[0] for lang, labels in entry.labels.items() if labels}
            out.append(
                {
                    "en": f"The list “{label.get('en', entry.id)}” is open: a miss is not a clearance; "
                    "States keep their own.",
                    "ar": f"قائمة «{label.get('ar', entry.id)}» مفتوحة: عدم الورود فيها ليس إجازة، ولكل دولة قائمتها.",
                }
            )
    out.extend(regime.not_encoded)
    return tuple(out)


def _silent_facts(provision: Provision, view: View, silent: dict[str, list[str]]) -> None:
    """Note facts nobody stated that alone keep a provision from covering the deal."""
    for option in provision.any_of or ((),):
        assumed = []
        for asked in (*provision.applies_to, *option):
            answer = view.in_scope(asked)
            if answer.assumed and answer.result is Tri.NO:
                assumed.append(asked.fact)
            elif answer.result is not Tri.YES:
                break
        else:
            for fact in assumed:
                if provision.id not in silent.setdefault(fact, []):
                    silent[fact].append(provision.id)


def _steps(bearing: list[Judged], judged: list[Judged]) -> tuple[Step, ...]:
    """The tests behind every provision that bears on the answer, once each."""
    shown = bearing or [j for j in judged if j.scope.result is Tri.YES]
    return tuple(dict.fromkeys(step for j in shown for step in j.steps))


def _before(deal: Deal, regime: Regime, day: date) -> Verdict:
    older: Text = {
        "en": f"{day} is older than the regime, which began on {regime.began}: no measure of it existed.",
        "ar": f"التاريخ {day} أقدم من نظام الجزاءات الذي بدأ في {regime.began}: لم يكن أي من تدابيره قائماً.",
    }
    return Verdict(
        deal.id,
        Outcome.NOT_RESTRICTED,
        None,
        day,
        None,
        (),
        (),
        (),
        _parties(deal),
        (older, *regime.not_encoded),
        (),
    )


def _undated(deal: Deal, regime: Regime, today: date) -> Verdict:
    """No day given: judge every state of the law. One outcome throughout is the answer, else the day is asked for."""
    now = judge_deal(deal, regime, today)
    outcomes = {judge_deal(deal, regime, day).outcome for day in law_days(regime) if day >= regime.encoded_from}
    outcomes.add(now.outcome)
    if len(outcomes) == 1:
        return now
    kind = fact_kinds()["date"]
    at_least = min(outcomes, key=lambda o: o.value)
    question = Question("date", kind.ask, tuple(f.provision for f in now.findings[:4]), kind.known_by)
    return Verdict(
        deal.id, Outcome.UNDETERMINED, at_least if at_least is not Outcome.UNDETERMINED else Outcome.NOT_RESTRICTED,
        None, now.outcome, now.findings, now.doors, (question, *now.questions), now.parties, now.not_checked, now.steps,
    )  # fmt: skip
