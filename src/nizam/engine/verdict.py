"""A deal, a regime and a day → a verdict. Every provision that covers the deal is weighed; the strictest governs."""

from __future__ import annotations

from datetime import date, timedelta

from nizam.engine.compiled import Compiled, Sifted, compiled
from nizam.engine.findings import findings, ways_out, within_bounds
from nizam.engine.questions import questions
from nizam.engine.resolve import Judged, judge
from nizam.engine.silence import not_checked
from nizam.engine.trace import Trace
from nizam.engine.view import views
from nizam.errors import BadRequest
from nizam.model.deal import Deal, Tri
from nizam.model.entity import Match
from nizam.model.law import Regime, Text
from nizam.model.verdict import ListedElsewhere, Outcome, PartyAnswer, Question, Verdict
from nizam.regime.terms import fact_kinds


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
    law = compiled(regime)
    state = law.state(day)
    judged: list[Judged] = []
    sifted: list[Sifted] = []
    for view in views(deal, regime, day, law.lists_of):
        left = state.sift(view)
        sifted.append(left)
        for provision in left.provisions():
            found = judge(provision, view, state.ways[provision.id])
            if found is not None:
                judged.append(found)
    return _verdict(deal, law, day, judged, sifted)


def _verdict(deal: Deal, law: Compiled, day: date, judged: list[Judged], sifted: list[Sifted]) -> Verdict:
    high = low = Outcome.NOT_RESTRICTED
    bearing: list[Judged] = []
    for j in judged:
        if j.drops or j.provision.binding == "clarifies":
            continue
        high = j.high if j.high.value > high.value else high
        low = j.low if j.low.value > low.value else low
        if j.high is not Outcome.NOT_RESTRICTED:
            bearing.append(j)
    outcome = high if low is high else Outcome.UNDETERMINED
    if outcome is not Outcome.UNDETERMINED:
        # What is only open, and could not change the answer, is not cited.
        bearing = [j for j in bearing if j.scope.result is Tri.YES]
    cited = findings(bearing, judged, law)
    cited, ways = within_bounds(cited, ways_out(bearing, law.regime, {f.citation for f in cited}))
    return Verdict(
        id=deal.id,
        outcome=outcome,
        at_least=low if outcome is Outcome.UNDETERMINED else None,
        as_of=day,
        today=None,
        findings=cited,
        doors=ways,
        questions=questions(bearing, low) if outcome is Outcome.UNDETERMINED else (),
        parties=_parties(deal),
        not_checked=not_checked(deal, law, sifted),
        steps=_steps(bearing, judged),
    )


def _parties(deal: Deal) -> tuple[PartyAnswer, ...]:
    out = []
    for party in deal.parties:
        if not party.name:
            continue
        best = party.matches[0] if party.matches else None
        list_id = _list_of(best) if best else ""
        out.append(
            PartyAnswer(
                party.name, party.designated, list_id, best.entity.id if best else "", best.score if best else 0.0,
                best.entity.caption if best else "",
                tuple(ListedElsewhere(_list_of(m), m.entity.id, m.score, m.entity.caption, m.decided)
                      for m in party.elsewhere),
            )
        )  # fmt: skip
    return tuple(out)


def _list_of(match: Match) -> str:
    listings = match.entity.designations
    return listings[0].list_id if listings else ";".join(match.entity.datasets)


def _steps(bearing: list[Judged], judged: list[Judged]) -> Trace:
    """The tests behind every provision that bears on the answer, once each."""
    shown = bearing or [j for j in judged if j.scope.result is Tri.YES]
    return Trace([note for j in shown for notes in (j.scope.noted, *(w.noted for w in j.weighed)) for note in notes])


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
    """No single day given: judge every state of the law, or those of the days it may be. One outcome throughout is
    the answer, else the day is asked for."""
    days = [day for day in compiled(regime).days if day >= regime.encoded_from]
    if deal.between is None:
        now = shown = judge_deal(deal, regime, today)
        by_day = {day: judge_deal(deal, regime, day) for day in days}
    else:
        first, last = deal.between
        by_day = {day: judge_deal(deal, regime, day) for day in (first, *(day for day in days if first < day <= last))}
        now = judge_deal(deal, regime, last)
        shown = max(by_day.values(), key=lambda v: v.outcome.value)
    outcomes = {now.outcome, *(v.outcome for v in by_day.values())}
    if len(outcomes) == 1:
        return now
    kind = fact_kinds()["date"]
    at_least = min(outcomes, key=lambda o: o.value)
    why = tuple(f.provision for f in shown.findings[:4])
    ends = deal.between[1] if deal.between else None
    answers = _periods({day: v.outcome for day, v in by_day.items()}, ends)
    question = Question("date", kind.ask, why, kind.known_by, answers)
    return Verdict(
        deal.id, Outcome.UNDETERMINED, at_least if at_least is not Outcome.UNDETERMINED else Outcome.NOT_RESTRICTED,
        None, judge_deal(deal, regime, today).outcome, shown.findings, shown.doors, (question, *shown.questions),
        now.parties, shown.not_checked, shown.steps,
    )  # fmt: skip


def _periods(by_day: dict[date, Outcome], last: date | None) -> dict[str, str]:
    """Outcomes by the days they hold, as in `2017-08-05 – 2017-09-10`; days between with one outcome are one."""
    starts: list[tuple[date, Outcome]] = []
    for day in sorted(by_day):
        if not starts or starts[-1][1] is not by_day[day]:
            starts.append((day, by_day[day]))
    ends = [f"{day - timedelta(1)}" for day, _ in starts[1:]] + [f"{last}" if last else "…"]
    return {f"{day} – {end}": outcome.word for (day, outcome), end in zip(starts, ends, strict=True)}
