"""Cases and their states: each step is a record in the chain, and the table of cases only says where each stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nizam import settings
from nizam.audit import entry, store
from nizam.audit.read import Decision, picked
from nizam.audit.write import append_within
from nizam.errors import BadRequest
from nizam.goodguys.record import asked_of, key_of
from nizam.record import Record

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

OPEN, PROPOSED, HIT, FALSE_POSITIVE = "open", "proposed", "hit", "false_positive"
STATES = (OPEN, PROPOSED, HIT, FALSE_POSITIVE)
CLOSED = (HIT, FALSE_POSITIVE)
_MOST_REASON = 1000


class Case(Record, frozen=True):
    """Something that waits for a person, or waited. `subject`: what it is about, as JSON: of a match `query`,
    `entity`, `score` and what else was asked; of an item `decision` and `item`. `verdict` and `by` are of the last
    step; `dismissal` is the entry of the good-guy list that came of it."""

    id: str
    state: str
    opened: str
    changed: str
    seq: int
    subject: Mapping[str, Any]
    verdict: str = ""
    by: str = ""
    reason: str = ""
    dismissal: str = ""

    def row(self) -> dict[str, Any]:
        """As JSON."""
        names = ("id", "state", "opened", "changed", "verdict", "by", "reason", "dismissal")
        return {**{name: getattr(self, name) for name in names}, "subject": dict(self.subject)}


class Event(Record, frozen=True):
    """A step of a case's story: its number in the log, when, by whom, what was done and why."""

    seq: int
    at: str
    by: str
    action: str
    state: str
    verdict: str
    reason: str

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return {name: getattr(self, name) for name in ("seq", "at", "by", "action", "state", "verdict", "reason")}


def case_id(subject: Mapping[str, Any]) -> str:
    """The same subject is always the same case: a name asked with the same other facts, and a list entry."""
    if "entity" in subject:
        own = asked_of(subject.get("birth_date"), subject.get("countries") or (), subject.get("identifiers"))
        parts: list[Any] = [
            key_of(subject["query"]), subject["entity"], own.birth_date, sorted(own.countries), sorted(own.identifiers),
        ]  # fmt: skip
    else:
        parts = [subject["decision"], subject.get("item") or ""]
    return f"c-{hashlib.sha256(json.dumps(parts, default=list).encode()).hexdigest()[:12]}"


def find(state: str = "", *, limit: int = 1000) -> list[Case]:
    """Cases in a state, or all, the latest opened first. Raises BadRequest."""
    from sqlalchemy import select

    from nizam.audit.tables import CASES

    if state and state not in STATES:
        raise BadRequest(f"there is no state {state!r}; there are {', '.join(STATES)}.")
    query = select(CASES).order_by(CASES.c.opened.desc(), CASES.c.id).limit(limit)
    with store.reading() as connection:
        return [_case(row) for row in connection.execute(query.where(CASES.c.state == state) if state else query)]


def get(given: str) -> tuple[Case, list[Event]]:
    """A case with its story, oldest first. Raises BadRequest where there is none."""
    with store.reading() as connection:
        return _held(connection, given), [_event(one) for one in _records(connection, given)]


def open_case(decision: Decision, *, item: str = "", reason: str, author: str) -> Case:
    """Have a person look at a decision, or at one item of an article."""
    subject = {"decision": decision.id, "seq": decision.seq, "outcome": decision.kept.outcome}
    if item:
        if item not in [row["id"] for row in decision.line["result"].get("items", ())]:
            raise BadRequest(f"decision {decision.id} has no item {item!r}.")
        subject["item"] = item
    with store.writing() as connection:
        held = _maybe(connection, case_id(subject))
        if held is not None and held.state not in CLOSED:
            return held
        return put(connection, subject, held, "opened", OPEN, by=author, reason=_reason(reason))


def close(given: str, verdict: str, *, reason: str, author: str, expires: str = "", scope: str = "") -> Case:
    """Close a case as `hit` or `false_positive`. With NIZAM_FOUR_EYES=1 the first person proposes, a second one who
    says the same closes, and one who says otherwise opens it again. Raises BadRequest."""
    if verdict not in CLOSED:
        raise BadRequest(f"{verdict!r} is no way to close a case; it is a hit or a false_positive.")
    why = _reason(reason)
    with store.writing() as connection:
        held = _held(connection, given)
        if held.state in CLOSED:
            raise BadRequest(f"case {held.id} is closed as {held.state}; reopen it first.")
        if settings.four_eyes():
            if held.state == OPEN:
                return put(connection, held.subject, held, "proposed", PROPOSED, verdict=verdict, by=author, reason=why)
            if held.by == author:
                raise BadRequest(f"case {held.id} waits for a second person; {author} proposed it.")
            if held.verdict != verdict:
                return put(connection, held.subject, held, "disagreed", OPEN, verdict=verdict, by=author, reason=why)
        dismissal = ""
        if verdict == FALSE_POSITIVE and "entity" in held.subject:
            dismissal = _dismissed(held, why, author, expires, scope)
        more = {"verdict": verdict, "by": author, "reason": why, "dismissal": dismissal}
        return put(connection, held.subject, held, "closed", verdict, **more)


def reopen(given: str, *, reason: str, author: str) -> Case:
    """Open a closed case again; what it dismissed is taken back. Raises BadRequest."""
    why = _reason(reason)
    with store.writing() as connection:
        held = _held(connection, given)
        if held.state == OPEN:
            raise BadRequest(f"case {held.id} is open.")
        if held.dismissal:
            from nizam.goodguys import current, manage

            if held.dismissal in current().standing:
                manage.remove(held.dismissal, author=author, reason=why)
        return put(connection, held.subject, held, "reopened", OPEN, by=author, reason=why)


def put(
    connection: Connection, subject: Mapping[str, Any], held: Case | None, action: str, state: str, **said: str
) -> Case:
    """Record a step of a case, and where it stands now: both or neither."""
    from sqlalchemy import delete, insert

    from nizam.audit.tables import CASES

    name, now = case_id(subject), entry.now()
    line = {
        "action": action,
        "asked_by": said.get("by", ""),
        "verdict": said.get("verdict", ""),
        "dismissal": said.get("dismissal", ""),
        "subject": {key: subject[key] for key in ("entity", "decision", "item", "seq") if key in subject},
    }
    personal = {"query": subject.get("query", ""), "case": dict(subject), "reason": said.get("reason", "")}
    made = entry.make("case", name, state, "", line, personal, at=now)
    (seq,) = append_within(connection, [made])
    case = Case(name, state, held.opened if held else now, now, seq, dict(subject), **said)
    connection.execute(delete(CASES).where(CASES.c.id == name))
    content = json.dumps(case.row(), ensure_ascii=False)
    connection.execute(
        insert(CASES).values(id=name, state=state, opened=case.opened, changed=now, seq=seq, content=content)
    )
    return case


def known(connection: Connection) -> dict[str, str]:
    """The state of every case, by id."""
    from sqlalchemy import select

    from nizam.audit.tables import CASES

    return {row.id: row.state for row in connection.execute(select(CASES.c.id, CASES.c.state))}


def _maybe(connection: Connection, given: str) -> Case | None:
    from sqlalchemy import select

    from nizam.audit.tables import CASES

    row = connection.execute(select(CASES).where(CASES.c.id == given.strip().lower())).first()
    return _case(row) if row else None


def _held(connection: Connection, given: str) -> Case:
    found = _maybe(connection, given)
    if found is None:
        raise BadRequest(f"there is no case {given!r}; `nizam cases list` shows their ids.")
    return found


held_case = _maybe


def _case(row: Any) -> Case:
    data = json.loads(row.content)
    return Case(**{**data, "seq": row.seq})


def _records(connection: Connection, name: str) -> list[Decision]:
    from sqlalchemy import select

    from nizam.audit.read import kept_of
    from nizam.audit.tables import DECISIONS

    query = select(DECISIONS).where(DECISIONS.c.id == name.strip().lower(), DECISIONS.c.kind == "case")
    return picked(connection, [kept_of(row) for row in connection.execute(query.order_by(DECISIONS.c.seq))])


def _event(one: Decision) -> Event:
    line, personal = one.line, one.personal or {}
    return Event(
        one.seq, one.kept.at, line["asked_by"], line["action"], one.kept.outcome, line["verdict"],
        personal.get("reason", ""),
    )  # fmt: skip


def _dismissed(held: Case, reason: str, author: str, expires: str, scope: str) -> str:
    from nizam.goodguys import manage

    asked = held.subject
    made = manage.add(
        asked["query"],
        asked["entity"],
        reason=reason,
        author=author,
        expires=expires,
        scope=scope,
        birth_date=asked.get("birth_date") or "",
        countries=asked.get("countries") or (),
        identifiers=asked.get("identifiers") or None,
    )
    return made.id


def _reason(given: str) -> str:
    said = " ".join(given.split())
    if not said:
        raise BadRequest("say why: a case is opened and closed with a reason.")
    if len(said) > _MOST_REASON:
        raise BadRequest(f"the reason is longer than {_MOST_REASON} characters; keep the rest elsewhere.")
    return said
