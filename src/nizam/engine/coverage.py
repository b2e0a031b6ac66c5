"""Do the cases show the law? Each provision from inside and from outside, each exception open and as a near miss.

A case counts as showing something only where it says so itself (`by`, `not_by`, `doors`) and comes out that way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nizam.engine.cases import Case, ReadDeal, cited, deal_of, failures
from nizam.engine.exceptions import in_force
from nizam.engine.verdict import judge_deal
from nizam.engine.view import SCOPE_FACTS
from nizam.errors import NizamError
from nizam.model.deal import Deal
from nizam.model.law import Exception_, Provision, Regime
from nizam.model.verdict import Verdict
from nizam.record import Record, replace
from nizam.regime.lint import Places, Problem


class Ran(Record, frozen=True):
    """A case with its deal and verdict."""

    case: Case
    deal: Deal
    verdict: Verdict
    cited: frozenset[str]

    @property
    def on(self) -> date | None:
        return self.verdict.as_of


def run_all(
    cases: Sequence[Case], regime: Regime, places: Places, read: ReadDeal | None
) -> tuple[list[Ran], list[Problem]]:
    """Judge every case on its own day: those that come out as expected, and a problem for each that does not."""
    ran: list[Ran] = []
    wrong: list[Problem] = []
    for case in cases:
        at = places.of(case.place)
        try:
            deal = deal_of(case, read)
            verdict = judge_deal(deal, regime, case.as_of)
        except NizamError as error:
            wrong.append(Problem(at, f"the case «{case.name}» cannot be judged: {error}"))
            continue
        found = failures(case, verdict)
        if found:
            wrong.append(Problem(at, f"the case «{case.name}» comes out otherwise: {'; '.join(found)}."))
        else:
            ran.append(Ran(case, deal, verdict, cited(verdict)))
    return ran, wrong


def uncovered(ran: Sequence[Ran], regime: Regime, places: Places) -> Iterator[Problem]:
    """What no case shows, in the order of the law."""
    for provision in regime.provisions:
        if provision.until is not None and provision.until < provision.start:
            continue
        yield from _provision(provision, ran, places)
        for exception in provision.exceptions:
            yield from _exception(exception, (provision,), ran, regime, places.of(f"{provision.id}#{exception.id}"))
    for exemption in regime.exemptions:
        at = places.of(f"exemption {exemption.id}")
        yield from _exception(exemption, _reached(exemption, regime), ran, regime, at)


def _provision(provision: Provision, ran: Sequence[Ran], places: Places) -> Iterator[Problem]:
    own = provision.id
    if not any(_by(r, own) for r in ran):
        yield Problem(places.of(own), f"no case is inside {own}; add one with `by: [{own}]` to cases/.")
    if not any(own in r.case.named("not_by") and r.on and provision.in_force(r.on) for r in ran):
        yield Problem(
            places.of(own),
            f"no case is just outside {own}; add one with `not_by: [{own}]`, on a day when it is in force, to cases/.",
        )
    for duty in provision.duties:
        inside = [r.on for r in ran if r.on and _by(r, own)]
        shown = {"until": any(on <= duty.by for on in inside), "after": any(on > duty.by for on in inside)}
        for words, there in shown.items():
            if not there:
                yield Problem(
                    places.of(own, "duties"),
                    f"no case shows the duty of {own} {words} its day, {duty.by}; add one of such a day with "
                    f"`by: [{own}]` to cases/.",
                )


def _exception(
    exception: Exception_, owners: Sequence[Provision], ran: Sequence[Ran], regime: Regime, at: str
) -> Iterator[Problem]:
    name = f"{exception.provision}#{exception.id}"
    owners = [p for p in owners if p.binding != "clarifies"]
    near = [r for r in ran if r.on and in_force(exception, r.on) and any(_by(r, p.id) for p in owners)]
    if _is_door(exception):
        if not any(_door(exception, r) for r in near):
            yield Problem(at, f"no case shows {name} as a door; add one with `doors: [{exception.provision}]`.")
        if not any("granted" in r.deal.fact("approval").values for r in near):
            yield Problem(at, f"no case has the approval of {name} on record; add one with `approval: [granted]`.")
        return
    if not any(_opens(exception, name, owners, r, regime) for r in ran):
        yield Problem(at, f"no case opens {name}; add one with `by: [{name}]` to cases/{_dropped(exception, owners)}.")
    if not any(name not in r.cited and _touches(exception, r.deal) for r in near):
        facts = ", ".join(sorted(_asks(exception))) or "its goods or activity"
        yield Problem(
            at,
            f"no case leaves {name} closed although it is brought up; add one where the ban stands and something is "
            f"told of {facts}, to cases/.",
        )


def _by(ran: Ran, provision: str) -> bool:
    """Whether the case itself says that the provision, or an exception of it, is cited."""
    return any(name == provision or name.startswith(f"{provision}#") for name in ran.case.named("by"))


def _is_door(exception: Exception_) -> bool:
    return not exception.when and exception.kind == "committee_prior_approval" and not exception.route


def _door(exception: Exception_, ran: Ran) -> bool:
    return any(name in exception.provision for name in ran.case.named("doors"))


def _dropped(exception: Exception_, owners: Sequence[Provision]) -> str:
    """How a case shows an exception that takes the deal out of the provision: nothing is cited then."""
    if exception.kind == "out_of_scope" or any(p.binding == "calls_upon" for p in owners):
        return f", or `not_by: [{owners[0].id if owners else exception.provision}]` where it takes the deal out of it"
    return ""


def _opens(exception: Exception_, name: str, owners: Sequence[Provision], ran: Ran, regime: Regime) -> bool:
    """Cited by the case as what decided; or the case says that a provision is not cited, and without it it would be."""
    if name in ran.case.named("by"):
        return True
    spared = [p for p in owners if p.id in ran.case.named("not_by") and ran.on and p.in_force(ran.on)]
    if not spared or not ran.on or not in_force(exception, ran.on):
        return False
    bare = judge_deal(ran.deal, without(regime, exception), ran.on)
    return any(p.id in cited(bare) for p in spared)


def _touches(exception: Exception_, deal: Deal) -> bool:
    """Whether the deal says something of what the exception asks beyond goods, activity and flow."""
    asked = _asks(exception)
    if not asked:
        return True
    told = {name for name, fact in deal.facts.items() if fact.stated}
    if deal.contract_date:
        told.add("contract.date")
    if deal.delivery_date:
        told.add("delivery.date")
    if any(p.name for p in deal.parties):
        told |= {"parties.designated", "persons.designated", "parties.entry"}
    if any(g.origin for g in deal.goods):
        told.add("goods.origin")
    return bool(asked & told)


def _asks(exception: Exception_) -> set[str]:
    return {c.fact for c in exception.when} - SCOPE_FACTS


def _reached(exemption: Exception_, regime: Regime) -> list[Provision]:
    return [
        p
        for p in regime.provisions
        if any(t == "all" or p.id == t or p.id.startswith((t + "(", t + "/")) for t in exemption.lifts)
    ]


def without(regime: Regime, exception: Exception_) -> Regime:
    """The regime as it would be without one exception. Its hash says so, for answers are kept by it."""

    def kept(provision: Provision) -> Provision:
        left = tuple(e for e in provision.exceptions if e is not exception)
        return replace(provision, exceptions=left) if len(left) < len(provision.exceptions) else provision

    return replace(
        regime,
        provisions=tuple(kept(p) for p in regime.provisions),
        exemptions=tuple(e for e in regime.exemptions if e is not exception),
        sha256=f"{regime.sha256}-{exception.provision}#{exception.id}",
    )
