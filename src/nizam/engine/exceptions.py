"""Is an exception open, closed, in play but incomplete, or simply not in play?"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nizam.engine.capnotes import conditions_untold, joined
from nizam.engine.quota import count, weighed_cap
from nizam.engine.trace import Noted
from nizam.engine.view import SCOPE_FACTS, View
from nizam.model.deal import Tri
from nizam.model.law import Exception_, Text
from nizam.model.verdict import Outcome, Step

OPEN, INCOMPLETE, CLOSED, DOOR = "open", "incomplete", "closed", "door"

_OUTCOMES = {
    "out_of_scope": None,
    "standing": Outcome.PERMITTED_WITH_CONDITIONS,
    "state_determines": Outcome.PERMITTED_WITH_CONDITIONS,
    "state_determines_then_notifies": Outcome.NEEDS_NOTIFICATION,
    "notify_no_objection": Outcome.NEEDS_NOTIFICATION,
    "committee_prior_approval": Outcome.NEEDS_COMMITTEE_APPROVAL,
    "quota": Outcome.CAPPED,
    "emergency": Outcome.PERMITTED_WITH_CONDITIONS,
}

_PASSED = {Tri.YES: "yes", Tri.NO: "no", Tri.UNKNOWN: "not known"}

# Facts that the ban itself asks for, that a look at the lists found, or that every deal has (its day): they give no
# reason to think of an exception.
_FOUND_OUT = SCOPE_FACTS | {"parties.entry", "date"}

# That something is not so is mostly told for another reason. Where goods come from is told on purpose.
_TELLING = frozenset(("goods.origin",))


class Weighed(NamedTuple):
    """One exception against one view: its state, the facts still missing, what it was decided on."""

    exception: Exception_
    state: str
    missing: tuple[str, ...]
    noted: tuple[Noted | Step, ...]
    note: Text | None = None


def in_force(exception: Exception_, on: date) -> bool:
    """Whether an exception stands on a day."""
    return (exception.start is None or exception.start <= on) and (exception.until is None or on <= exception.until)


def outcome_of(exception: Exception_) -> Outcome | None:
    """The outcome where the exception is open; None where it takes the deal out of the provision altogether."""
    if exception.kind == "wind_down":
        return Outcome.NEEDS_NOTIFICATION if "notify" in exception.procedure else Outcome.PERMITTED_WITH_CONDITIONS
    return _OUTCOMES[exception.kind]


def weigh(exception: Exception_, provision: str, view: View) -> Weighed:
    """Weigh one exception: in play and complete, it decides; in play and incomplete, it asks; else it is closed."""
    label = f"exception {exception.id}"
    if not exception.when:
        if exception.kind == "committee_prior_approval" and not exception.route:
            return Weighed(exception, DOOR, (), ())
        return Weighed(exception, OPEN, (), (Step(provision, label, "no condition", "", "", "yes"),))
    noted: list[Noted | Step] = []
    missing: list[str] = []
    stated = exception.in_play == "always"
    for asked in exception.when:
        # That something is not so may rest on silence where the fact is a silent one; that it is so may not.
        answer = view.in_scope(asked) if asked.op == "not" else view.answer(asked)
        noted.append(Noted(provision, label, asked, view, answer.result))
        if answer.result is Tri.NO:
            return Weighed(exception, CLOSED, (), tuple(noted))
        if answer.result is Tri.UNKNOWN:
            missing.append(asked.fact)
        elif answer.stated and asked.fact not in _FOUND_OUT and (asked.op != "not" or asked.fact in _TELLING):
            stated = True
    if exception.cap is not None:
        return _quota(exception, view, tuple(missing), tuple(noted), provision)
    if not missing:
        return Weighed(exception, OPEN, (), tuple(noted))
    return Weighed(exception, INCOMPLETE if stated else CLOSED, tuple(dict.fromkeys(missing)), tuple(noted))


def _quota(
    exception: Exception_, view: View, missing: tuple[str, ...], noted: tuple[Noted | Step, ...], provision: str
) -> Weighed:
    """Inside the cap, or balance unknown: open, and the note says which. Over it: closed. Conditions not told are
    conditions to be met, not questions: a capped trade is the normal case of its paragraph."""
    counted = count(weighed_cap(view, provision, exception), view)
    line = Step(
        provision,
        f"exception {exception.id}",
        "over the cap",
        counted.found,
        counted.source,
        _PASSED[counted.passed],
    )
    if counted.passed is Tri.YES:
        return Weighed(exception, CLOSED, (), (*noted, line), counted.note)
    untold = conditions_untold([c for c in exception.when if c.fact in missing])
    return Weighed(exception, OPEN, (), (*noted, line), joined([counted.note, *untold]))
