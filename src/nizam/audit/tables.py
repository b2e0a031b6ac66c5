"""The tables of the decision log and of what hangs on it. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("basis", String(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("personal", LargeBinary),
    Column("salt", LargeBinary),
    Column("hash", LargeBinary, nullable=False),
)
Index("decisions_id", DECISIONS.c.id)
Index("decisions_at", DECISIONS.c.at)

BASES = Table(
    "bases",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

CASES = Table(
    "cases",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("opened", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    # the latest record of the chain that speaks of the case: its whole story is read from there
    Column("seq", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
)
Index("cases_state", CASES.c.state, CASES.c.opened)

WATCHED = Table(
    "watched",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("content", Text, nullable=False),
    Column("answer", Text),
    Column("basis", Text),
    Column("changed", String(32), nullable=False),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("target", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", String(32), nullable=False),
    Column("told", Text, nullable=False),
)

MARKS = Table(
    "marks",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""How far something was worked off: `cases` is the last decision looked at for alerts."""
