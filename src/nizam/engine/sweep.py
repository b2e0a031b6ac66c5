"""The sweep: every case on the day before, of and after every date in the pack. Never an error, never a silent gap.

A gap is a stretch of days on which nothing governs a deal that related provisions restrict before and after it. The law
has none of them on purpose: one comes from a date mistyped or a replacement that begins too late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from nizam.engine.verdict import judge_deal
from nizam.model.deal import Deal
from nizam.model.law import Regime
from nizam.model.verdict import Outcome
from nizam.record import Record
from nizam.regime.lint import Problem
from nizam.regime.timeline import law_days

_DAY = timedelta(days=1)


class Swept(Record, frozen=True):
    """What came of it: deals, days each, answers given, and what was wrong."""

    deals: int
    days: int
    answers: int
    problems: tuple[Problem, ...]


class _Stretch(Record, frozen=True):
    """Neighbouring days with one outcome; `by` holds the provisions that bind on any of them."""

    outcome: Outcome
    first: date
    last: date
    by: frozenset[str]


def sweep_days(regime: Regime) -> tuple[date, ...]:
    """The day before, of and after every date in the pack, from the first day that can be asked about."""
    days = {day + step for day in law_days(regime) for step in (-_DAY, timedelta(0), _DAY)}
    return tuple(sorted(day for day in days if day >= regime.encoded_from))


def sweep(deals: Iterable[tuple[str, str, Deal]], regime: Regime, step: int = 1) -> Swept:
    """Judge deals, each with its place and name, on every day of the sweep; with `step` only every so-maniest deal.

    Anything raised is a problem here, whatever it is: no deal that can be put may break the engine on any day.
    """
    days = sweep_days(regime)
    akin = _kinship(regime)
    chosen = list(deals)[::step]
    problems: list[Problem] = []
    answers = 0
    for where, name, deal in chosen:
        stretches: list[_Stretch] = []
        for day in days:
            try:
                verdict = judge_deal(deal, regime, day)
            except Exception as error:  # whatever it is: that nothing at all is raised is the point
                problems.append(Problem(where, f"«{name}» on {day}: {type(error).__name__}: {error}"))
                break
            answers += 1
            binding = frozenset(f.provision for f in verdict.findings if f.outcome is not Outcome.NOT_RESTRICTED)
            _append(stretches, _Stretch(verdict.outcome, day, day, binding))
        problems.extend(Problem(where, f"«{name}»: {gap}") for gap in _gaps(stretches, akin))
    return Swept(len(chosen), len(days), answers, tuple(problems))


def _append(stretches: list[_Stretch], new: _Stretch) -> None:
    if stretches and stretches[-1].outcome is new.outcome:
        held = stretches[-1]
        stretches[-1] = _Stretch(held.outcome, held.first, new.last, held.by | new.by)
    else:
        stretches.append(new)


def _gaps(stretches: Sequence[_Stretch], akin: dict[str, str]) -> Iterator[str]:
    """Stretches without any measure between two under measures that belong together."""
    for before, gap, after in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if gap.outcome is not Outcome.NOT_RESTRICTED:
            continue
        shared = {akin[p] for p in before.by if p in akin} & {akin[p] for p in after.by if p in akin}
        if shared:
            yield (
                f"nothing governs it from {gap.first} to {gap.last}, though {', '.join(sorted(before.by)[:3])} does "
                f"before and {', '.join(sorted(after.by)[:3])} after; look for a date mistyped or a successor that "
                "begins too late."
            )


def _kinship(regime: Regime) -> dict[str, str]:
    """One name for all provisions that relations connect."""
    head = {p.id: p.id for p in regime.provisions}

    def root(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    for provision in regime.provisions:
        for relation in provision.relations:
            target = relation.target.partition("#")[0]
            if target in head:
                head[root(provision.id)] = root(target)
    return {name: root(name) for name in head}
