"""Recorded matches become alerts: each once for the same party and the same list entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nizam.audit import store
from nizam.audit.read import ANSWERS, Decision, Filter, each
from nizam.cases.book import FALSE_POSITIVE, OPEN, case_id, held_case, known, put

_MARK = "cases"
_WAITS = ("match", "possible")
_AT_ONCE = 500
_ALSO = ("schema", "birth_date", "countries", "identifiers")


def collect(author: str = "nizam") -> int:
    """Open a case for every match recorded since the last time that waits for nobody yet; how many.

    A match that is met again after it was closed as a false positive, and is not dismissed any more (the record
    changed, the dismissal expired), is opened again.
    """
    opened = 0
    with store.reading() as connection:
        after, states = _mark(connection), known(connection)
    waiting: list[Mapping[str, Any]] = []
    last = after
    for one in each(Filter(after=after), kinds=ANSWERS):
        last = one.seq
        for subject in subjects(one):
            name = case_id(subject)
            if states.get(name) in (None, FALSE_POSITIVE):
                states[name] = OPEN
                waiting.append(subject)
        if len(waiting) >= _AT_ONCE:
            opened += _open(waiting, last, author)
            waiting = []
    if waiting or last > after:
        opened += _open(waiting, last, author)
    return opened


def subjects(one: Decision) -> Iterator[dict[str, Any]]:
    """The matches of a decision that wait for a person."""
    if one.personal is None:
        return
    result, found = one.line["result"], {"decision": one.id, "seq": one.seq}
    if one.kind == "screen":
        asked = one.personal["input"]
        names = asked.get("names") or [asked.get("name", "")]
        met = {step[0]: step[2] for step in one.personal.get("steps", ()) if step[1] == "name"}
        also = {name: asked[name] for name in _ALSO if asked.get(name)}
        for row in result["matches"]:
            if row["decided"] in _WAITS:
                query = met.get(row["entity"]) or names[0]
                yield {**found, "query": query, "entity": row["entity"], "score": row["score"], **also}
    elif one.kind == "check":
        for name, row in zip(one.personal.get("parties", ()), result["parties"], strict=False):
            if row["entry"] and row["designated"] is not False:
                yield {**found, "query": name, "entity": row["entry"], "score": row["score"]}
    else:
        for name, row in zip(one.personal.get("listed", ()), result["listed"], strict=False):
            if row["decided"] in _WAITS:
                yield {**found, "query": name, "entity": row["entity"], "score": row["score"]}


def _open(waiting: list[Mapping[str, Any]], last: int, author: str) -> int:
    from sqlalchemy import delete, insert

    from nizam.audit.tables import MARKS

    count = 0
    with store.writing() as connection:
        for subject in waiting:
            held = held_case(connection, case_id(subject))
            if held is None or held.state == FALSE_POSITIVE:
                action = "opened" if held is None else "met again"
                put(connection, subject, held, action, OPEN, by=author, reason="")
                count += 1
        if last > _mark(connection):
            connection.execute(delete(MARKS).where(MARKS.c.name == _MARK))
            connection.execute(insert(MARKS).values(name=_MARK, value=str(last)))
    return count


def _mark(connection: Any) -> int:
    from sqlalchemy import select

    from nizam.audit.tables import MARKS

    row = connection.execute(select(MARKS.c.value).where(MARKS.c.name == _MARK)).first()
    return int(row[0]) if row else 0
