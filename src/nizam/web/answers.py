"""A deal as the forms give it, and what an answer to a question adds to it.

A deal told in words stays words: an answer is put to them as one more line, which the person sees and can change, and
the whole is read anew. So nothing that the words told is lost, and the same text gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nizam.engine.questions import fact_of
from nizam.engine.whatif import OTHER
from nizam.model.verdict import Outcome, Question, Verdict
from nizam.record import Record
from nizam.report.labels import Labels
from nizam.web.forms import Form, numbered
from nizam.web.page import word

DATES = ("date", "contract_date", "delivery_date")
FIELDS = (
    "supplier_name", "supplier_country", "recipient_name", "recipient_country", "goods", "hs", "origin", "quantity",
    "activity", "purpose", "vessel", "imo", "more",
)  # fmt: skip


class Choice(Record, frozen=True):
    """A possible answer: its value, its words, and the outcome it alone would give."""

    value: str
    title: str
    outcome: Outcome


class Asking(Record, frozen=True):
    """A question as a field of the form. `kind`: date, days, choices. `number` names the field."""

    number: int
    fact: str
    kind: str
    ask: str
    known_by: str
    choices: tuple[Choice, ...]
    other: Outcome | None


def deal_of(form: Form) -> dict[str, Any]:
    """The deal that a form tells, in the shape that `nizam check` takes."""
    out: dict[str, Any] = {name: form[name] for name in DATES if form[name]}
    if form["text"]:
        return {"text": form["text"], **out}
    for side in ("supplier", "recipient"):
        told = {"name": form[f"{side}_name"], "country": form[f"{side}_country"]}
        if any(told.values()):
            out[side] = {name: value for name, value in told.items() if value}
    goods = {
        "description": form["goods"], "hs_code": form["hs"], "origin": form["origin"], "quantity": form["quantity"],
    }  # fmt: skip
    if any(goods.values()):
        out["goods"] = [{name: value for name, value in goods.items() if value}]
    for name in ("activity", "purpose"):
        if form[name]:
            out[name] = form[name]
    vessel = {"name": form["vessel"], "imo": form["imo"]}
    if any(vessel.values()):
        out["vessel"] = {name: value for name, value in vessel.items() if value}
    if form["more"]:
        out["text"] = form["more"]
    return out


def asked(questions: tuple[Question, ...], words: Labels) -> tuple[Asking, ...]:
    """The questions of a verdict as fields."""
    return tuple(_field(number, question, words) for number, question in enumerate(questions))


def _field(number: int, q: Question, words: Labels) -> Asking:
    fact, _ = fact_of(q.fact)
    ask, known = words.text(q.ask), words.text(q.known_by) if q.known_by else ""
    outcomes = {value: Outcome.of(outcome) for value, outcome in q.if_answered.items()}
    if q.fact in DATES:
        choices = tuple(Choice(value, _days(value, words), outcome) for value, outcome in outcomes.items())
        return Asking(number, q.fact, "date", ask, known, choices, None)
    choices = tuple(
        Choice(value, word(f"flows.{value}", words.lang) if fact == "flow" else words.term(fact, value), outcome)
        for value, outcome in outcomes.items()
        if value != OTHER
    )
    return Asking(number, q.fact, "choices", ask, known, choices, outcomes.get(OTHER))


def _days(value: str, words: Labels) -> str:
    """`2017-10-01 – …` as a person says it."""
    from datetime import date

    first, _, last = value.partition(" – ")
    since = words.day(date.fromisoformat(first))
    if not last or last == "…":
        return words.ui("from_day", words=since) if last else since
    return f"{since} – {words.day(date.fromisoformat(last))}"


def answered(form: Form, words: Labels) -> tuple[Form, tuple[tuple[str, str], ...]]:
    """The form with the answers given taken in, and those that were chosen from a list, by fact."""
    fields = {key: value for key, value in form.fields.items() if not key.startswith(("fact.", "answer.", "own."))}
    chosen = []
    for number, fact in numbered(form, "fact"):
        choice, own = form[f"answer.{number}"], form[f"own.{number}"]
        if fact in DATES:
            if own:
                fields[fact] = own
            continue
        if own:
            _add(fields, fact, own, words)
        elif choice:
            chosen.append((fact, choice))
            _add(fields, fact, _told(fact, choice, words), words)
    return Form(fields, form.files), tuple(chosen)


def _told(name: str, value: str, words: Labels) -> str:
    fact, _ = fact_of(name)
    return word(f"flows.{value}_told", words.lang) if fact == "flow" else words.term(fact, value)


def _add(fields: dict[str, str], name: str, told: str, words: Labels) -> None:
    """Put an answer where it belongs: a field of its own where the deal has fields, else a line of the text."""
    fact, _ = fact_of(name)
    own = {"goods.list": "goods", "goods.origin": "origin", "activity": "activity", "purpose": "purpose"}.get(fact)
    if fields.get("text"):
        line = word(f"told.{own}", words.lang, told=told) if own else _line(fact, told, words)
        fields["text"] = f"{fields['text'].rstrip()}\n{line.rstrip('.')}."
    elif own:
        fields[own] = f"{fields[own]}; {told}" if fields.get(own) and own != "origin" else told
    else:
        line = _line(fact, told, words)
        fields["more"] = f"{fields.get('more', '')}\n{line.rstrip('.')}.".strip()


def _line(fact: str, told: str, words: Labels) -> str:
    return told if fact == "flow" else f"{words.title('facts', fact)}: {told}"


def read_otherwise(before: Verdict, after: Verdict, chosen: tuple[tuple[str, str], ...]) -> Outcome | None:
    """What the one answer chosen should have given, where what came out is looser: the words were taken otherwise."""
    if len(chosen) != 1:
        return None
    fact, value = chosen[0]
    wanted = next((q.if_answered.get(value) for q in before.questions if q.fact == fact), None)
    if wanted is None:
        return None
    outcome = Outcome.of(wanted)
    return outcome if after.outcome.value < outcome.value else None


def carried(form: Form) -> Mapping[str, str]:
    """The fields that tell the deal, to be sent along with the next answers."""
    return {name: form[name] for name in ("text", *DATES, *FIELDS) if form[name]}
