"""Adding to the good-guy list, taking back, looking through it, and moving it as CSV."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from nizam import lists, tabular
from nizam.errors import BadRequest
from nizam.goodguys import book
from nizam.goodguys.record import Asked, Dismissal, Problem, asked_of, birth, day_of, key_of, text_of
from nizam.index.store import fingerprint
from nizam.model.entity import Entity
from nizam.record import Record

COLUMNS = (
    "query", "entity", "reason", "author", "expires", "scope", "birth_date", "countries", "identifiers", "at",
    "records",
)  # fmt: skip
_REQUIRED = ("query", "entity", "reason")


class Listed(Record, frozen=True):
    """A dismissal with how it stands: `holds`, `expired`, `changed` (the record did), `gone` (from all lists) or
    `removed` (taken back or replaced)."""

    dismissal: Dismissal
    state: str


class Imported(Record, frozen=True):
    """What an import did. `bad`: place and reason of each row that could not be used."""

    added: int
    already: int
    bad: tuple[tuple[str, str], ...]


def add(
    query: str,
    entity: str,
    *,
    reason: str,
    author: str = "",
    expires: str = "",
    scope: str = "",
    birth_date: str = "",
    countries: Sequence[str] = (),
    identifiers: Mapping[str, Sequence[str]] | None = None,
    today: date | None = None,
) -> Dismissal:
    """Dismiss a listed entity for a query; flushed to disk when this returns. Raises BadRequest."""
    fields = {
        "query": query, "entity": entity, "reason": reason, "author": author or whoami(), "expires": expires,
        "scope": scope, "birth_date": birth_date,
    }  # fmt: skip
    try:
        made = _made(fields, asked_of(birth(birth_date.strip()), _known(countries), identifiers), today or _today())
    except Problem as problem:
        raise BadRequest(f"{problem}.") from None
    book.change(lambda _book: [made.row()])
    return made


def remove(given: str, *, author: str = "", reason: str = "") -> Dismissal:
    """Take a dismissal back, by its id: the match is open again. Raises BadRequest."""
    wanted = given.strip().lower()
    held: list[Dismissal] = []

    def work(now: book.Book) -> Sequence[Mapping[str, Any]]:
        found = now.standing.get(wanted)
        if found is None:
            if wanted in now.removed:
                raise BadRequest(
                    f"there is no dismissal {given!r} any more; it was taken back or replaced. "
                    "`nizam goodguys list` shows their ids."
                )
            raise BadRequest(f"there is no dismissal {given!r}. `nizam goodguys list` shows their ids.")
        held.append(found)
        return [book.removal(found, author or whoami(), text_of("reason", reason), _now())]

    try:
        book.change(work)
    except Problem as problem:
        raise BadRequest(f"{problem}.") from None
    return held[0]


def listing(*, query: str = "", every: bool = False, today: date | None = None) -> list[Listed]:
    """Dismissals in the order they were made, with how each stands; `every` adds those taken back."""
    now, day = book.current(), today or _today()
    found = [Listed(made, _state(made, day)) for made in now.standing.values()]
    if every:
        found += [Listed(made, "removed") for made in now.removed.values()]
    if query:
        found = [one for one in found if one.dismissal.key == key_of(query)]
    return sorted(found, key=lambda one: one.dismissal.at)


def exported() -> str:
    """The dismissals that stand, as CSV that `import_` takes."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for made in book.current().standing.values():
        row = made.row()
        row["countries"] = ";".join(row.get("countries", ()))
        row["identifiers"] = ";".join(f"{kind}={number}" for kind, number in row.get("identifiers", {}).items())
        row["records"] = ";".join(made.records)
        rows.writerow([_plain(row.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def import_(source: str, *, author: str = "", today: date | None = None) -> Imported:
    """Merge a table of dismissals: all good rows at once. One that stands already is not doubled.

    Columns as `COLUMNS`, the first three needed. Raises BadInput where the whole is no such table.
    """
    day, by = today or _today(), author or whoami()
    bad: list[tuple[str, str]] = []
    made: list[Dismissal] = []
    with tabular.opened(source) as table:
        places = {name: table.columns.index(name) for name in COLUMNS if name in table.columns}
        for name in _REQUIRED:
            tabular.column_at(table.columns, name, table.name)
        for line in table.lines():
            try:
                if line.problem:
                    raise Problem(line.problem)
                cells = {name: tabular.as_text(line.cells[at]) for name, at in places.items()}
                made.append(_row(cells, by, day))
            except (Problem, BadRequest) as problem:
                bad.append((line.place, str(problem).removeprefix(f"{line.place}: ")))
    already = 0

    def work(now: book.Book) -> Sequence[Mapping[str, Any]]:
        nonlocal already
        held = {_same(one) for one in now.standing.values()}
        rows = []
        for one in made:
            if _same(one) in held:
                already += 1
            else:
                held.add(_same(one))
                rows.append(one.row())
        return rows

    added = len(book.change(work)) if made else 0
    return Imported(added, already, tuple(bad))


def whoami() -> str:
    """The name of whoever runs this, as the system knows it."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise BadRequest("who dismisses is not known here; say it with --author.") from None


def _row(cells: Mapping[str, str], author: str, today: date) -> Dismissal:
    for name in _REQUIRED:
        if not cells.get(name, "").strip():
            raise Problem(f"the column {name} is empty")
    numbers: dict[str, list[str]] = {}
    for pair in filter(None, (one.strip() for one in cells.get("identifiers", "").split(";"))):
        kind, mark, number = pair.partition("=")
        if not mark:
            raise Problem(f"the identifier {pair!r} is not written as in passportNumber=123")
        numbers.setdefault(kind.strip(), []).append(number)
    countries = [one.strip() for one in cells.get("countries", "").split(";") if one.strip()]
    asked = asked_of(birth(cells.get("birth_date", "").strip()), _known(countries), numbers)
    records = tuple(one.strip() for one in cells.get("records", "").split(";") if one.strip())
    fields = dict(cells)
    fields["author"] = cells.get("author", "").strip() or author
    return _made(fields, asked, today, records, cells.get("at", "").strip())


def _made(
    fields: Mapping[str, str], asked: Asked, today: date, records: tuple[str, ...] = (), at: str = ""
) -> Dismissal:
    """A new dismissal with every field checked. Raises Problem, or BadRequest for an entity that is on no list."""
    said = {name: text_of(name, fields.get(name, "")) for name in ("query", "entity", "reason", "author", "scope")}
    for name in ("query", "entity", "reason"):
        if not said[name]:
            raise Problem(f"{name} is empty; say whom was asked for, which entry it is not, and why")
    expires = day_of(fields.get("expires", ""))
    if expires and expires < today and not at:
        raise Problem(f"expires {expires} has passed already; give a day to come")
    try:
        datetime.fromisoformat(at or _now())
    except ValueError:
        raise Problem(f"at {at[:40]!r} is not a time; write it as 2026-02-27T10:00:00+00:00") from None
    found = _entities(said["entity"])
    if not found:
        raise BadRequest(
            f'no list has an entry {said["entity"]!r}; `nizam screen "{said["query"][:60]}"` shows the ids.'
        )
    return Dismissal(
        id=f"g-{secrets.token_hex(6)}",
        caption=found[0].caption,
        records=records or tuple(sorted({fingerprint(one) for one in found})),
        at=at or _now(),
        asked=asked,
        expires=expires,
        **said,
    )


def _state(made: Dismissal, today: date) -> str:
    if made.expired(today):
        return "expired"
    found = _entities(made.entity)
    if not found:
        return "gone"
    return "holds" if all(fingerprint(one) in made.records for one in found) else "changed"


def _entities(key: str) -> list[Entity]:
    """Every entry of an id, on all lists at hand."""
    return [entity for one in lists.datasets() if (entity := one.get(key)) is not None]


def _known(countries: Sequence[str]) -> list[str]:
    from nizam.names.countries import country_code

    found = []
    for given in countries:
        code = country_code(given)
        if code is None:
            raise Problem(f"{given!r} is no country known here; give its English name or two-letter code")
        found.append(code)
    return found


def _same(made: Dismissal) -> tuple[object, ...]:
    return (*made.subject, made.records, made.reason, made.expires)


def _plain(text: str) -> str:
    """A cell that no spreadsheet runs as a formula; reading takes the mark off with the blanks around a text."""
    return f" {text}" if text.startswith(("=", "+", "-", "@")) else text


def _today() -> date:
    return datetime.now(UTC).date()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
