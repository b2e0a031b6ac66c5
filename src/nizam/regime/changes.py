"""Two days of the law side by side: what is in force on the later and was not on the earlier, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nizam.model.law import CapAmount, Exception_, Provision, Regime
from nizam.record import Record
from nizam.regime.events import LAST_DAYS, VOTES, Event, events, link, predecessor


class Began(Record, frozen=True):
    """In force on the later day only. `through` are paragraphs on the same subject that came and went before it."""

    provision: Provision
    through: tuple[Provision, ...]
    tightens: tuple[Provision, ...]


class Replaced(Record, frozen=True):
    """One subject, another paragraph: `chain` runs from the one in force on the earlier day to that of the later.

    `cap` holds what was shared out before and after; `closed` and `opened` are ways out by the name they have in both.
    """

    chain: tuple[Provision, ...]
    cap: tuple[CapAmount | None, CapAmount | None]
    closed: tuple[Exception_, ...]
    opened: tuple[Exception_, ...]


class WayOut(Record, frozen=True):
    """An exception (with its provision) or exemption (without) that is open on one of the two days only.

    `instead` is the exemption that carries a closed one on.
    """

    exception: Exception_
    provision: Provision | None
    opened: bool
    instead: Exception_ | None = None


class CapChange(Record, frozen=True):
    """A cap of a paragraph in force on both days that has another amount, or had none running on one of them."""

    provision: Provision
    exception: Exception_
    before: CapAmount | None
    after: CapAmount | None


class Changes(Record, frozen=True):
    """All that differs between two days. `ended` left nothing in its place; `passing` was in force on neither."""

    first: date
    last: date
    in_force: tuple[int, int]
    began: tuple[Began, ...]
    ended: tuple[Provision, ...]
    replaced: tuple[Replaced, ...]
    ways: tuple[WayOut, ...]
    caps: tuple[CapChange, ...]
    ran_out: tuple[Event, ...]
    passing: tuple[Provision, ...]
    votes: tuple[Event, ...]


def changes(regime: Regime, first: date, last: date) -> Changes:
    """Compare the law of two days, the earlier one first. A window that was open on the earlier day and is not on the
    later has run out; so has one that opened and closed in between."""
    by_id = {p.id: p for p in regime.provisions}
    before = [p for p in regime.provisions if p.in_force(first)]
    after = [p for p in regime.provisions if p.in_force(last)]
    then, now = {p.id for p in before}, {p.id for p in after}
    replaced: list[Replaced] = []
    ended: list[Provision] = []
    heirs: set[str] = set()
    for p in before:
        if p.id not in now:
            chain = _onwards(p, by_id, last)
            if chain[-1].id in now:
                replaced.append(_replaced(chain, first, last))
                heirs.update(c.id for c in chain)
            else:
                ended.append(p)
    began = []
    for p in after:
        if p.id not in then and p.id not in heirs:
            through = tuple(reversed(_backwards(p, regime, first)))
            tightens = (by_id[r.target] for r in p.relations if r.kind == "tightens" and r.target in by_id)
            began.append(Began(p, through, tuple(t for t in tightens if t.in_force(last))))
    told = then | now | heirs | {p.id for b in began for p in b.through}
    passing = [p for p in regime.provisions if p.id not in told and p.until and first < p.start <= p.until < last]
    between = events(regime, first, last)
    return Changes(
        first,
        last,
        (len(before), len(after)),
        tuple(began),
        tuple(ended),
        tuple(replaced),
        (*_exceptions(before, now, first, last), *_exemptions(regime, first, last)),
        tuple(c for p in before if p.id in now for c in _caps(p, first, last)),
        tuple(e for e in between if e.kind in LAST_DAYS and e.day < last),
        tuple(passing),
        tuple(e for e in between if e.kind in VOTES and e.day > first),
    )


def _onwards(p: Provision, by_id: Mapping[str, Provision], last: date) -> list[Provision]:
    """The paragraph and what took its place, one after the other, as far as the later day."""
    chain = [p]
    while chain[-1].ended_by in by_id and len(chain) <= len(by_id):
        following = by_id[chain[-1].ended_by]
        if link(following, chain[-1].id) != "replaced" or following.start > last:
            break
        chain.append(following)
    return chain


def _backwards(p: Provision, regime: Regime, first: date) -> list[Provision]:
    """What stood in the paragraph's place before it and began after the earlier day, latest first."""
    out: list[Provision] = []
    at = p
    while len(out) <= len(regime.provisions):
        earlier = [
            o
            for o in regime.provisions
            if o.ended_by == at.id and link(at, o.id) == "replaced" and first < o.start and o.in_force(o.start)
        ]
        if not earlier:
            break
        at = earlier[-1]
        out.append(at)
    return out


def _replaced(chain: list[Provision], first: date, last: date) -> Replaced:
    old, new = chain[0], chain[-1]
    had = {e.id: e for e in old.exceptions if open_on(e, first)}
    has = {e.id: e for e in new.exceptions if open_on(e, last)}
    return Replaced(
        tuple(chain),
        (running(old, first), running(new, last)),
        tuple(e for key, e in had.items() if key not in has and e.cap is None),
        tuple(e for key, e in has.items() if key not in had and e.cap is None),
    )


def _exceptions(before: list[Provision], now: set[str], first: date, last: date) -> list[WayOut]:
    out = []
    for p in before:
        for e in p.exceptions if p.id in now else ():
            was, is_ = open_on(e, first), open_on(e, last)
            if was is not is_:
                out.append(WayOut(e, p, is_))
    return out


def _exemptions(regime: Regime, first: date, last: date) -> list[WayOut]:
    """Exemptions that closed with nothing instead, that were carried on by another, or that opened."""
    out: list[WayOut] = []
    carried: set[str] = set()
    follows = {before.id: e for e in regime.exemptions if (before := predecessor(e, regime))}
    for e in regime.exemptions:
        if open_on(e, first) and not open_on(e, last):
            heir = e
            while heir.id in follows and not open_on(heir, last):
                heir = follows[heir.id]
            kept = heir if open_on(heir, last) else None
            carried.update([kept.id] if kept else [])
            out.append(WayOut(e, None, False, kept))
    out += [
        WayOut(e, None, True)
        for e in regime.exemptions
        if open_on(e, last) and not open_on(e, first) and e.id not in carried
    ]
    return out


def _caps(p: Provision, first: date, last: date) -> list[CapChange]:
    out = []
    for e in p.exceptions:
        if e.cap is not None:
            before, after = _amount(e, first), _amount(e, last)
            if before != after:
                out.append(CapChange(p, e, before, after))
    return out


def running(p: Provision, on: date) -> CapAmount | None:
    """The amount of a paragraph's cap that runs on a day."""
    return next((found for e in p.exceptions if (found := _amount(e, on))), None)


def _amount(e: Exception_, on: date) -> CapAmount | None:
    held = [a for a in (e.cap.amounts if e.cap else ()) if a.start <= on and (a.until is None or on <= a.until)]
    return held[-1] if held else None


def open_on(e: Exception_, on: date) -> bool:
    """Whether an exception or exemption exists on a day; whether a deal meets it is another question."""
    return (e.start is None or e.start <= on) and (e.until is None or on <= e.until)
