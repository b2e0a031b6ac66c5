"""Where the log is: SQLite under NIZAM_HOME, or the PostgreSQL database that NIZAM_DATABASE_URL names.

One engine per address and process. The tables are brought up to date by Alembic when the log is first opened.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nizam import settings
from nizam.errors import BadRequest, NizamError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

FILE = "decisions.db"
VERSION = "0001"
"""The form of the tables that this code works with: the last file in `migrations/versions`."""
WAIT_SECONDS = 30.0
_FORM = 1
_MIGRATIONS = Path(__file__).parent / "migrations"
_engines: dict[tuple[int, str], Engine] = {}
_lock = threading.Lock()


class LogError(NizamError):
    """The decision log cannot be written or read."""

    code = "decision_log"


def url() -> str:
    """The address of the database, as SQLAlchemy writes it."""
    given = settings.database_url()
    if not given:
        return f"sqlite:///{settings.home() / FILE}"
    for plain in ("postgresql://", "postgres://"):
        if given.startswith(plain):
            return "postgresql+psycopg://" + given.removeprefix(plain)
    if given.startswith(("sqlite:///", "postgresql+psycopg://")):
        return given
    raise BadRequest("NIZAM_DATABASE_URL is not understood; write it as postgresql://user@host/name.")


def file_of(address: str) -> Path | None:
    """The file of an SQLite address."""
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else None


def engine(address: str = "") -> Engine:
    """The engine, its tables up to date. Raises LogError where the database cannot be reached."""
    address = address or url()
    key = (os.getpid(), address)
    with _lock:
        found = _engines.get(key)
        if found is None:
            found = _engines[key] = _made(address)
    return found


def close() -> None:
    """Give back every connection of this process."""
    with _lock:
        for key in [key for key in _engines if key[0] == os.getpid()]:
            _engines.pop(key).dispose()


def _made(address: str) -> Engine:
    try:
        import sqlalchemy as sa
    except ModuleNotFoundError:
        raise LogError("the decision log needs SQLAlchemy: pip install sqlalchemy alembic.") from None
    path = file_of(address)
    if path is not None:
        ready(path)
    try:
        made = sa.create_engine(address, pool_pre_ping=path is None)
        if path is not None:
            _as_told(made)
        else:
            _upgrade(made)
    except ModuleNotFoundError:
        raise LogError("PostgreSQL needs its extra: pip install 'nizam[postgres]'.") from None
    except sa.exc.SQLAlchemyError as error:
        raise LogError(f"the decision log cannot be opened: {_why(error)}.") from None
    return made


def ready(path: Path) -> None:
    """Make or bring up to date the log's file. The tables of a file that is ready are not looked at again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        os.close(handle)
        with open_sqlite(path) as raw:
            form = raw.execute("PRAGMA user_version").fetchone()[0]
        raw.close()
    except OSError as error:
        raise LogError(f"the decision log {path} cannot be opened: {error.strerror}.") from None
    except sqlite3.Error as error:
        raise LogError(f"the decision log {path} cannot be opened: {error}.") from None
    if form > _FORM:
        raise LogError(f"the decision log {path} is of a newer Nizam; use that, or a copy made before.")
    if form < _FORM:
        _migrate_file(path)


def _migrate_file(path: Path) -> None:
    import sqlalchemy as sa

    from nizam.durable import appending

    # one process at a time: the second finds the work done
    with appending(path.with_name(path.name + ".lock"), "the decision log's lock", 0o600):
        made = sa.create_engine(f"sqlite:///{path}", poolclass=sa.pool.NullPool)
        _as_told(made)
        try:
            _upgrade(made)
        except sa.exc.SQLAlchemyError as error:
            raise LogError(f"the decision log {path} cannot be brought up to date: {_why(error)}.") from None
        finally:
            made.dispose()


def _as_told(made: Engine) -> None:
    """Transactions as SQLite knows them, tables and all: the driver's own beginnings leave half a migration behind."""
    import sqlalchemy as sa

    def connected(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        _pragmas(raw)

    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    sa.event.listen(made, "connect", connected)
    sa.event.listen(made, "begin", begun)


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that sees one state of the log. Raises LogError."""
    import sqlalchemy as sa

    try:
        with engine().connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except sa.exc.SQLAlchemyError as error:
        raise LogError(f"the decision log cannot be read: {_why(error)}.") from None


@contextmanager
def writing() -> Iterator[Connection]:
    """A transaction of the log's one writer: all of it is on disk when it ends well, else none. Raises LogError."""
    import sqlalchemy as sa

    try:
        with engine().connect().execution_options(writing=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
    except sa.exc.SQLAlchemyError as error:
        raise LogError(f"the decision log cannot be written: {_why(error)}. Nothing was recorded.") from None


def _upgrade(made: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with made.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # two programs may start at once
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        if connection.dialect.name == "postgresql" and _version(connection) == VERSION:
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA user_version = {_FORM}")


def _version(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


LOCK = 7_201_718
"""The advisory lock that a writer in PostgreSQL holds until it commits."""


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A plain connection for appending: no transaction but those that are begun."""
    raw = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    _pragmas(raw)
    return raw


def _pragmas(raw: Any) -> None:
    """Every commit is on disk when it returns; what is erased is overwritten."""
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "wal_autocheckpoint = 4000"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")


def _why(error: Exception) -> str:
    """A database's complaint in one line, without the statement and without what was to be stored."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")


why = _why
