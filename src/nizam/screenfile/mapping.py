"""Which column says what: properties of FollowTheMoney that screening compares, and where a table has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from nizam.errors import BadInput, BadRequest
from nizam.record import Record
from nizam.tabular import Table, column_at

NAMES = ("name", "alias", "previousName", "weakAlias")
NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
BIRTH = ("birthDate",)
IDENTIFIERS = (
    "imoNumber", "mmsi", "callSign", "passportNumber", "idNumber", "taxNumber", "registrationNumber", "innCode",
    "ogrnCode", "leiCode", "swiftBic", "vatCode", "socialSecurityNumber", "publicKey", "serialNumber",
)  # fmt: skip
PROPERTIES = (*NAMES, *NAME_PARTS, *BIRTH, *COUNTRIES, *IDENTIFIERS)

SCHEMAS = ("Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane")
_SCHEMA_WORDS = {
    "individual": "Person", "natural person": "Person", "human": "Person", "people": "Person",
    "entity": "LegalEntity", "organisation": "Organization", "org": "Organization", "body": "Organization",
    "corporation": "Company", "firm": "Company", "business": "Company", "bank": "Company",
    "ship": "Vessel", "boat": "Vessel", "aircraft": "Airplane", "plane": "Airplane",
}  # fmt: skip
_LOOSE = re.compile(r"[\W_]+")


class Columns(Record, frozen=True):
    """Where a table says what: property and column number by what they are for, in the order given; name parts in
    the order a name has them. `scope` and `schema` are columns, too.
    """

    names: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    births: tuple[tuple[str, int], ...] = ()
    countries: tuple[tuple[str, int], ...] = ()
    identifiers: tuple[tuple[str, int], ...] = ()
    schema: int | None = None
    scope: int | None = None


def mapping_of(
    table: Table, given: Sequence[str] = (), schema_column: str | None = None, scope_column: str | None = None
) -> Columns:
    """The mapping that was given as PROPERTY=COLUMN; without any, columns called like a property map by themselves.

    Raises BadRequest for what is no property, BadInput for a column that is not there.
    """
    if given:
        columns = [_given(one, table) for one in given]
    else:
        by_name = {_loosely(name): name for name in PROPERTIES}
        columns = [
            (by_name[_loosely(column)], at) for at, column in enumerate(table.columns) if _loosely(column) in by_name
        ]
    if not any(name in (*NAMES, *NAME_PARTS, *IDENTIFIERS) for name, _ in columns):
        shown = ", ".join(table.columns[:20]) + (" …" if len(table.columns) > 20 else "")
        said = "-i maps no name" if given else "no column is called like a property (name, alias, imoNumber …)"
        raise BadInput(f"{table.name}: {said}; say which it is, as in -i name=COLUMN. The columns are: {shown}.")

    def of(properties: Sequence[str]) -> tuple[tuple[str, int], ...]:
        return tuple((name, at) for name, at in columns if name in properties)

    return Columns(
        names=of(NAMES),
        parts=tuple(sorted(of(NAME_PARTS), key=lambda one: NAME_PARTS.index(one[0]))),
        births=of(BIRTH),
        countries=of(COUNTRIES),
        identifiers=of(IDENTIFIERS),
        schema=column_at(table.columns, schema_column, table.name) if schema_column else None,
        scope=column_at(table.columns, scope_column, table.name) if scope_column else None,
    )


def _given(text: str, table: Table) -> tuple[str, int]:
    wanted, mark, column = text.partition("=")
    if not mark or not wanted.strip() or not column.strip():
        raise BadRequest(f"-i {text!r} is not PROPERTY=COLUMN, as in -i name=Customer.")
    return _property(wanted.strip(), column.strip()), column_at(table.columns, column, table.name)


def _property(wanted: str, column: str) -> str:
    if wanted in PROPERTIES:
        return wanted
    by_name = {_loosely(name): name for name in PROPERTIES}
    if _loosely(wanted) in by_name:
        return by_name[_loosely(wanted)]
    if _loosely(column) in by_name:
        raise BadRequest(f"-i {wanted}={column} is the wrong way round; write -i {column}={wanted}.")
    near = get_close_matches(wanted, PROPERTIES, n=1, cutoff=0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise BadRequest(f"-i: {wanted!r} is no property that screening compares; there are {', '.join(PROPERTIES)}.{hint}")


def schema_of(text: str) -> str | None:
    """A schema by its name, or by a word people use for it; None where it is neither."""
    wanted = " ".join(text.split()).casefold()
    for schema in SCHEMAS:
        if schema.casefold() == wanted or f"{schema.casefold()}s" == wanted:
            return schema
    return _SCHEMA_WORDS.get(wanted)


def _loosely(name: str) -> str:
    """`birth_date`, `Birth Date` and `birthDate` are one name."""
    return _LOOSE.sub("", name).casefold()
