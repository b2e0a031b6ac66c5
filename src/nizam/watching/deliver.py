"""What goes out: each change is put down with the answer it is of, and sent until the other side has taken it.

A webhook is a POST of JSON with `Idempotency-Key` (the same at every try), `X-Nizam-Timestamp` and, where
NIZAM_WEBHOOK_SECRET is set, `X-Nizam-Signature: sha256=` and the hex HMAC-SHA256 of timestamp, a dot and the body.
A file gets a JSON line for each.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import __version__, durable, settings
from nizam.audit import entry, store
from nizam.errors import BadRequest, NizamError
from nizam.record import Record

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"
MOST_TRIES = 12
"""After the last of them, some three days later, a delivery stays where it is and is shown as given up."""
_FIRST_PAUSE = 30.0
_LONGEST_PAUSE = 12 * 3600.0
_TIMEOUT = 10.0
_AT_ONCE = 1000


class Delivered(Record, frozen=True):
    """How many went out now, and how many wait for their time."""

    sent: int
    waiting: int
    given_up: int = 0


def put(connection: Connection, target: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put changes down for a target, in the transaction that keeps their answers. The same change has the same key."""
    from sqlalchemy import insert, select

    from nizam.audit.tables import DELIVERIES

    checked(target)
    now = entry.now()
    for row in rows:
        body = json.dumps(row, ensure_ascii=False, sort_keys=True)
        key = hashlib.sha256(f"{target}\n{body}".encode()).hexdigest()
        held = connection.execute(select(DELIVERIES.c.state).where(DELIVERIES.c.id == key)).first()
        if held is None:
            values = {"id": key, "target": target, "body": body, "state": WAITING, "tries": 0, "due": now, "told": ""}
            connection.execute(insert(DELIVERIES).values(**values))


def checked(target: str) -> bool:
    """Whether a target is an address. Raises BadRequest where it can be none, and no file either."""
    if target.startswith(("https://", "http://")):
        return True
    if "://" in target or not target.strip() or Path(target).is_dir():
        raise BadRequest(f"{target!r} is no address (https://…) and no file.")
    return False


def send(*, now: datetime | None = None) -> Delivered:
    """Send what is due, in order. What is not taken waits longer each time; an answer of 410 ends it."""
    from sqlalchemy import func, select, update

    from nizam.audit.tables import DELIVERIES

    moment = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    table = DELIVERIES.c
    query = select(DELIVERIES).where(table.state == WAITING, table.due <= moment).order_by(table.due).limit(_AT_ONCE)
    with store.reading() as connection:
        due = list(connection.execute(query))
    sent = 0
    for row in due:
        state, told = _try(row.id, row.target, row.body)
        tries = row.tries + 1
        if state == WAITING and tries >= MOST_TRIES:
            state = GIVEN_UP
        values = {"state": state, "tries": tries, "told": told, "due": _later(tries) if state == WAITING else row.due}
        with store.writing() as connection:
            connection.execute(update(DELIVERIES).where(table.id == row.id).values(**values))
        sent += state == SENT
    with store.reading() as connection:
        counts = connection.execute(select(table.state, func.count()).group_by(table.state))
        by_state = {row[0]: row[1] for row in counts}
    return Delivered(sent, by_state.get(WAITING, 0), by_state.get(GIVEN_UP, 0))


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the other side works out as well, and compares."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _try(key: str, target: str, body: str) -> tuple[str, str]:
    """One try: the state after it, and what was said."""
    if not checked(target):
        return _to_file(key, Path(target), body)
    import httpx

    raw, stamp = body.encode(), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"nizam/{__version__}",
        "Idempotency-Key": key,
        "X-Nizam-Timestamp": stamp,
    }
    secret = settings.webhook_secret()
    if secret:
        headers["X-Nizam-Signature"] = signature(secret, stamp, raw)
    try:
        answer = httpx.post(target, content=raw, headers=headers, timeout=_TIMEOUT, follow_redirects=False)
    except httpx.HTTPError as error:
        return WAITING, f"{type(error).__name__}: {error}"[:200]
    if answer.is_success:
        return SENT, str(answer.status_code)
    return (GIVEN_UP if answer.status_code == 410 else WAITING), str(answer.status_code)


def _to_file(key: str, path: Path, body: str) -> tuple[str, str]:
    """A line, unless a run that was killed wrote it already."""
    line = json.dumps({"key": key, **json.loads(body)}, ensure_ascii=False) + "\n"
    try:
        with durable.appending(path, "the file of changes", 0o600) as handle:
            data = os.pread(handle, os.fstat(handle).st_size, 0)
            sound = data.rfind(b"\n") + 1
            if f'"key": "{key}"'.encode() not in data[:sound]:
                durable.append(handle, path, "the file of changes", line.encode(), sound)
    except NizamError as problem:
        return WAITING, str(problem)[:200]
    return SENT, ""


def _later(tries: int) -> str:
    """When to try again: each time about twice as late, not all at one moment."""
    pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE) * random.uniform(0.8, 1.2)
    return (datetime.now(UTC) + timedelta(seconds=pause)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
