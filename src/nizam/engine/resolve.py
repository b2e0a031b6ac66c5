"""One provision against one view: between which outcomes the answer lies, and on what it turns.

Unknown facts make a range. `low` is the answer if every open fact falls out mildly, `high` if it falls out strictly;
a verdict is certain where both meet. So an added unknown can only widen a range, never settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nizam.engine.applies import Scope, scope
from nizam.engine.exceptions import DOOR, INCOMPLETE, OPEN, Weighed, outcome_of, weigh
from nizam.engine.view import View
from nizam.model.deal import Tri
from nizam.model.law import Exception_, Provision, Text
from nizam.model.verdict import Outcome

APPROVED_NOTE: Text = {
    "en": "The deal says that the Committee approved it; keep the letter with the file.",
    "ar": "تفيد الصفقة بأن اللجنة وافقت عليها؛ احتفظ بكتاب الموافقة في الملف.",
}
NOTIFIED_NOTE: Text = {
    "en": "The deal says that the Committee has been notified.",
    "ar": "تفيد الصفقة بأن اللجنة قد أُخطرت.",
}
NO_NOTE: Text = {}

OWN_DUTY = "obligation-of-target"
"""What the target itself must not do is not the Committee's to exempt."""

GATEKEEPERS = frozenset(("committee", "authority"))
"""Deciders who can be asked beforehand."""


class Judged(NamedTuple):
    """What one provision says of one view. `by` is the exception that decided."""

    provision: Provision
    view: View
    scope: Scope
    low: Outcome
    high: Outcome
    by: Exception_ | None
    weighed: tuple[Weighed, ...]
    missing: tuple[str, ...]
    note: Text
    drops: bool = False


def judge(provision: Provision, view: View, ways: Sequence[Exception_]) -> Judged | None:
    """None where the provision does not cover the view at all. `ways` are the exceptions in force over it."""
    covered = scope(provision, view)
    if covered.result is Tri.NO:
        return None
    base, note = _base(provision, view)
    weighed = tuple([weigh(e, provision.id, view) for e in ways])
    missing = list(covered.missing)
    low = high = base
    by: Exception_ | None = None
    drops = False
    if base is not Outcome.NOT_RESTRICTED:
        open_ = [w for w in weighed if w.state == OPEN and not _too_strict(w, provision, base)]
        incomplete = [w for w in weighed if w.state == INCOMPLETE]
        if not open_:
            note = next((w.note for w in weighed if w.note), note)
        if open_:
            # Clauses that share a paragraph's ground between them all hold at once: a project in two fields meets both
            # gates. Elsewhere each is a way out of its own, and one is enough.
            pick = max if provision.exhaustive else min
            best = pick(open_, key=lambda w: _strict(w.exception))
            by, high = best.exception, outcome_of(best.exception) or Outcome.NOT_RESTRICTED
            drops = outcome_of(best.exception) is None or base is Outcome.ADVISED_AGAINST
            high = Outcome.NOT_RESTRICTED if drops else high
            note = best.note or note
        elif provision.exhaustive and incomplete:
            high = max((outcome_of(w.exception) or Outcome.NOT_RESTRICTED for w in incomplete), key=lambda o: o.value)
        low = high
        if provision.exhaustive and open_:
            # A stricter gate that the words leave open (perhaps this field, perhaps that) may have to be met as well.
            for w in incomplete:
                gate = outcome_of(w.exception) or Outcome.NOT_RESTRICTED
                if gate.value > high.value and any(view.fact(name).maybe for name in w.missing):
                    high = gate
                    missing.extend(w.missing)
        for w in incomplete:
            mild = outcome_of(w.exception) or Outcome.NOT_RESTRICTED
            if mild.value < low.value:
                low = mild
                missing.extend(w.missing)
        approval = view.fact("approval").values
        exemptible = provision.measure != OWN_DUTY and high.value > Outcome.PERMITTED_WITH_CONDITIONS.value
        if "granted" in approval and exemptible:
            low = high = Outcome.PERMITTED_WITH_CONDITIONS
            note, missing = APPROVED_NOTE, list(covered.missing)
        if high is Outcome.NEEDS_NOTIFICATION and "given" in view.fact("notice").values:
            note = NOTIFIED_NOTE
    if covered.result is Tri.UNKNOWN:
        low = Outcome.NOT_RESTRICTED
    open_facts = tuple(dict.fromkeys(missing)) if low is not high else ()
    return Judged(provision, view, covered, low, high, by, weighed, open_facts, note, drops)


def _base(provision: Provision, view: View) -> tuple[Outcome, Text]:
    """The headline where no exception fits: by binding force, and by a duty's deadline."""
    if provision.binding == "clarifies":
        return Outcome.NOT_RESTRICTED, NO_NOTE
    outcome = Outcome.of(provision.outcome)
    if provision.binding == "calls_upon" and outcome is Outcome.PROHIBITED:
        return Outcome.ADVISED_AGAINST, NO_NOTE
    for duty in provision.duties:
        if all(view.answer(c).result is Tri.YES for c in duty.when) and view.as_of <= duty.by:
            note = {lang: f"{said} — {_BY.get(lang, 'by')} {duty.by}" for lang, said in duty.do.items()}
            return Outcome.PERMITTED_WITH_CONDITIONS, note
    return outcome, NO_NOTE


_BY = {"en": "by", "ar": "في موعد أقصاه"}


def _strict(exception: Exception_) -> int:
    outcome = outcome_of(exception)
    return -1 if outcome is None else outcome.value


def _too_strict(weighed: Weighed, provision: Provision, base: Outcome) -> bool:
    """An exception never makes a deal worse than the provision without it; advice it simply lifts."""
    outcome = outcome_of(weighed.exception)
    return outcome is not None and outcome.value > base.value and provision.binding != "calls_upon"


def doors(judged: Judged) -> tuple[Weighed, ...]:
    """Ways out that somebody may open: routes over the Committee or an authority that the deal does not meet."""
    return tuple(
        [
            w
            for w in judged.weighed
            if w.state == DOOR
            or (w.exception.decided_by in GATEKEEPERS and (w.state != OPEN or w.exception is not judged.by))
        ]
    )
