"""Reading the log: one record, those that a filter lets through, all of them in order.

find(Filter(kind="check", outcome="prohibited"), limit=50)      latest first
get("MZXW6YTB…") · get("#1042")                                 by decision id (the latest of it), or by number
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from nizam.audit import store
from nizam.audit.entry import Kept, decoded, unpack
from nizam.errors import BadRequest
from nizam.record import Record

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PAGE = 10_000
KINDS = ("read", "check", "screen", "case", "erasure")
ANSWERS = ("read", "check", "screen")
_ALL = "seq, id, kind, at, outcome, basis, line, personal, salt, hash"


class Filter(Record, frozen=True):
    """Which records: every field that is given narrows. `since` and `until` are days (UTC), both included; `before`
    and `after` are numbers, both excluded; `asked_by` and `text` are parts of the line (`text` also of what was
    asked, letter case aside)."""

    kind: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    asked_by: str = ""
    text: str = ""
    before: int | None = None
    after: int | None = None


class Decision(Record, frozen=True):
    """A record, read. `line` as recorded, `basis` what it names (packs, lists, code, settings), `personal` what was
    asked and the trace; None where that was erased."""

    kept: Kept
    line: Mapping[str, Any]
    basis: Mapping[str, Any]
    personal: Mapping[str, Any] | None

    @property
    def seq(self) -> int:
        return self.kept.seq

    @property
    def id(self) -> str:
        return self.kept.id

    @property
    def kind(self) -> str:
        return self.kept.kind

    def row(self, before: bytes | None = None) -> dict[str, Any]:
        """As JSON: the line, what it rests on, what was asked, its number and hashes."""
        data = {"seq": self.seq, **self.line, **self.basis, "basis": self.kept.basis}
        data["commitment"] = data.pop("personal", None)
        data["erased"] = self.kept.personal is None and data["commitment"] is not None
        data.update(self.personal or {})
        data["hash"] = self.kept.hash.hex()
        if before is not None:
            data["prev"] = before.hex()
        return data


def get(given: str) -> Decision:
    """The record of a decision id (the latest, where the same was asked again), or of a number as in `#12`.

    Raises BadRequest where there is none.
    """
    from sqlalchemy import select

    from nizam.audit.tables import DECISIONS

    text = given.strip()
    number = text.removeprefix("#")
    by_number = number.isdecimal() and len(number) < 19 and (text.startswith("#") or len(text) < 19)
    wanted = DECISIONS.c.seq == int(number) if by_number else DECISIONS.c.id == text.upper()
    with store.reading() as connection:
        row = connection.execute(select(DECISIONS).where(wanted).order_by(DECISIONS.c.seq.desc()).limit(1)).first()
        if row is None:
            raise BadRequest(f"the log has no decision {given!r}; `nizam audit list` shows what there is.")
        return decision(kept_of(row), Bases(connection))


def find(which: Filter | None = None, *, limit: int = 50) -> list[Decision]:
    """The latest records that a filter lets through."""
    from sqlalchemy import select

    from nizam.audit.tables import DECISIONS

    which = which or Filter()
    if not 1 <= limit <= 100_000:
        raise BadRequest("limit is from 1 to 100000.")
    found: list[Decision] = []
    with store.reading() as connection:
        bases = Bases(connection)
        query = select(DECISIONS).where(*_conditions(which)).order_by(DECISIONS.c.seq.desc())
        page, last = max(limit, 500) if _looks(which) else limit, which.before
        while len(found) < limit:
            some = query if last is None else query.where(DECISIONS.c.seq < last)
            rows = [kept_of(row) for row in connection.execute(some.limit(page))]
            for kept in rows:
                if _holds(kept, which):
                    found.append(decision(kept, bases))
                    if len(found) == limit:
                        break
            if len(rows) < page:
                break
            last = rows[-1].seq
    return found


def each(which: Filter | None = None, *, kinds: Sequence[str] = ()) -> Iterator[Decision]:
    """Every record that a filter lets through, oldest first; of a log of any size."""
    which = which or Filter()
    bases: Bases | None = None
    for connection, kept in pages(which, kinds):
        bases = bases or Bases(connection)
        bases.connection = connection
        for one in kept:
            if _holds(one, which):
                yield decision(one, bases)


def pages(which: Filter | None = None, kinds: Sequence[str] = ()) -> Iterator[tuple[Connection, list[Kept]]]:
    """The records in order, some thousand at a time, by the database's own conditions only."""
    which = which or Filter()
    after = which.after or 0
    where = [*_conditions(which)]
    if kinds:
        from nizam.audit.tables import DECISIONS

        where.append(DECISIONS.c.kind.in_(kinds))
    while True:
        with store.reading() as connection:
            rows = _some(connection, where, after)
            if rows:
                yield connection, rows
        if len(rows) < PAGE:
            return
        after = rows[-1].seq


def _some(connection: Connection, where: Sequence[Any], after: int) -> list[Kept]:
    """A page of records, fetched by the driver alone: what SQLAlchemy makes of each row takes longer than the row."""
    from sqlalchemy import select

    from nizam.audit.tables import DECISIONS

    query = select(DECISIONS).where(DECISIONS.c.seq > after, *where).order_by(DECISIONS.c.seq).limit(PAGE)
    compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
    text, given = str(compiled), compiled.params
    cursor = connection.connection.cursor()
    try:
        if compiled.positional:
            cursor.execute(text, tuple(given[name] for name in compiled.positiontup or ()))
        else:
            cursor.execute(text, given)
        return [Kept(*row) for row in cursor.fetchall()]
    finally:
        cursor.close()


def head() -> tuple[int, bytes]:
    """The number and the hash of the last record; 0 and zeros where there is none."""
    from nizam.audit.entry import START
    from nizam.audit.write import _HEAD

    with store.reading() as connection:
        row = connection.exec_driver_sql(_HEAD).first()
        return (int(row[0]), bytes(row[1])) if row else (0, START)


def hash_before(seq: int) -> bytes:
    """The hash of the record before a number."""
    from sqlalchemy import select

    from nizam.audit.entry import START
    from nizam.audit.tables import DECISIONS

    with store.reading() as connection:
        row = connection.execute(select(DECISIONS.c.hash).where(DECISIONS.c.seq == seq - 1)).first()
        return bytes(row[0]) if row else START


class Bases:
    """What records rest on, each read once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._held: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        found = self._held.get(name)
        if found is None:
            from sqlalchemy import select

            from nizam.audit.tables import BASES

            row = self.connection.execute(select(BASES.c.content).where(BASES.c.hash == name)).first()
            found = self._held[name] = msgspec.json.decode(row[0]) if row else {}
        return found


def kept_of(row: Any) -> Kept:
    """A row of the table as a record."""
    personal, salt = row.personal, row.salt
    return Kept(
        row.seq, row.id, row.kind, row.at, row.outcome, row.basis, bytes(row.line),
        None if personal is None else bytes(personal), None if salt is None else bytes(salt), bytes(row.hash),
    )  # fmt: skip


def decision(kept: Kept, bases: Bases) -> Decision:
    """A record, read."""
    personal = unpack(kept.personal) if kept.personal is not None else None
    return Decision(kept, decoded(kept.line), bases[kept.basis] if kept.basis else {}, personal)


def picked(connection: Connection, rows: Sequence[Kept]) -> list[Decision]:
    """Records, read."""
    bases = Bases(connection)
    return [decision(one, bases) for one in rows]


def _conditions(which: Filter) -> list[Any]:
    """What the database can tell by itself."""
    from nizam.audit.tables import DECISIONS

    table, out = DECISIONS.c, []
    if which.kind:
        if which.kind not in KINDS:
            raise BadRequest(f"there is no kind {which.kind!r}; there are {', '.join(KINDS)}.")
        out.append(table.kind == which.kind)
    if which.outcome:
        out.append(table.outcome == which.outcome)
    if which.since:
        out.append(table.at >= which.since.isoformat())
    if which.until:
        out.append(table.at <= f"{which.until.isoformat()}T99")
    if which.before is not None:
        out.append(table.seq < which.before)
    if which.after is not None:
        out.append(table.seq > which.after)
    return out


def _looks(which: Filter) -> bool:
    return bool(which.asked_by or which.text)


def _holds(kept: Kept, which: Filter) -> bool:
    """What only the record itself tells."""
    if which.asked_by and which.asked_by not in str(decoded(kept.line).get("asked_by", "")):
        return False
    if not which.text:
        return True
    from nizam.audit.entry import plain

    wanted = which.text.casefold()
    held = plain(kept.personal).decode() if kept.personal is not None else ""
    return wanted in held.casefold() or wanted in kept.line.decode().casefold()
