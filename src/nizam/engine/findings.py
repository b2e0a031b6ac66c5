"""What a verdict cites: one finding a provision, the clause that decided beside it, and who could still lift it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nizam.engine.compiled import Compiled
from nizam.engine.resolve import NO_NOTE, Judged, doors
from nizam.model.deal import Tri
from nizam.model.law import Exception_, Provision, Regime, Text
from nizam.model.verdict import Door, Finding, Outcome

MOST_CITED = 12
"""A verdict that cites more paragraphs than this, doors included, cites nothing in particular."""

_ROOM_FOR_DOORS = 3
"""Paragraphs kept free for ways out where too much is cited."""


def findings(bearing: list[Judged], judged: list[Judged], law: Compiled) -> tuple[Finding, ...]:
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
        key=lambda j: (j.scope.result is not Tri.YES, -_met(j), -j.high.value, -j.provision.start.toordinal()),
    )
    out: list[Finding] = []
    for j in order:
        shown = j.high if j.low is j.high else Outcome.UNDETERMINED
        out.append(_finding(j.provision, shown, j.by, j.note, tuple(lines.get(j.provision.id, ())), law))
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
            out.append(_finding(j.provision, Outcome.NOT_RESTRICTED, None, NO_NOTE, (), law))
    return tuple(_once(out))


def within_bounds(cited: tuple[Finding, ...], ways: tuple[Door, ...]) -> tuple[tuple[Finding, ...], tuple[Door, ...]]:
    """Findings and doors that name no more than MOST_CITED paragraphs together: what bears most is kept."""
    if len(cited) + len(ways) <= MOST_CITED:
        return cited, ways
    said = {f.citation for f in cited}
    if len(said | {door.citation for door in ways}) <= MOST_CITED:
        return cited, ways
    further = {door.citation for door in ways} - said
    kept = cited[: MOST_CITED - min(len(further), _ROOM_FOR_DOORS)]
    said = {f.citation for f in kept}
    doors: list[Door] = []
    for door in ways:
        if door.citation in said or len(said) < MOST_CITED:
            said.add(door.citation)
            doors.append(door)
    return kept, tuple(doors)


def _met(j: Judged) -> int:
    """Of a provision that may cover the deal: how much of its scope is known to be met.

    What the deal gives no reason to think of comes last.
    """
    if j.scope.result is Tri.YES:
        return 0
    return sum(note.result is Tri.YES for note in j.scope.noted)


def _finding(
    provision: Provision, outcome: Outcome, by: Exception_ | None, note: Text, lines: tuple[int, ...], law: Compiled
) -> Finding:
    if note is not NO_NOTE:
        return _made(provision, outcome, by, note, lines, law.regime)
    key = (provision.id, outcome, by.id if by else None, lines)
    found = law.findings.get(key)
    if found is None:
        found = law.findings[key] = _made(provision, outcome, by, note, lines, law.regime)
    return found


def _made(
    provision: Provision, outcome: Outcome, by: Exception_ | None, note: Text, lines: tuple[int, ...], regime: Regime
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


def ways_out(bearing: list[Judged], regime: Regime, cited: set[str]) -> tuple[Door, ...]:
    out: dict[str, Door] = {}
    general: set[str] | None = None
    for j in bearing:
        if j.high.value < Outcome.NEEDS_COMMITTEE_APPROVAL.value:
            continue
        for w in doors(j):
            e = w.exception
            general = {e.id for e in regime.exemptions} if general is None else general
            key = f"{e.provision}#{e.id}"
            if key not in out and (e.id not in general or e.citation not in cited):
                out[key] = Door(e.provision, e.citation, e.decided_by, e.says, e.id in general, e.verified)
    # The paragraph's own ways first, the general clause last.
    return tuple(sorted(out.values(), key=lambda d: d.general))[:6]
