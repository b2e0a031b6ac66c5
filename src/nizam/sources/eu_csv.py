"""The EU's consolidated financial sanctions list, CSV form 1.1 → entities.

One row per name, address, birth date, document or citizenship; rows of one entity share its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import eu
from nizam.sources.base import Given, Reading
from nizam.sources.days import birth_dates
from nizam.sources.draft import Draft
from nizam.sources.tables import Row, header, rows

FORM = "eu-fsf-csv"
FIRST = "fileGenerationDate"
_NUMBER = "Entity_LogicalId"
_PLACE = {
    "Region": "region", "Place": "place", "City": "city", "ZipCode": "zipCode",
    "CountryIso2Code": "countryIso2Code", "CountryDescription": "countryDescription",
}  # fmt: skip
# part → its columns after the prefix, as the XML names them
_PARTS: dict[str, dict[str, str]] = {
    "Entity": {
        "LogicalId": "logicalId", "EU_ReferenceNumber": "euReferenceNumber", "UnitedNationId": "unitedNationId",
        "DesignationDate": "designationDate",
    },
    "Entity_Regulation": {
        "PublicationDate": "publicationDate", "EntryIntoForceDate": "entryIntoForceDate",
        "NumberTitle": "numberTitle", "Programme": "programme",
    },
    "NameAlias": {
        "LastName": "lastName", "FirstName": "firstName", "MiddleName": "middleName", "WholeName": "wholeName",
        "NameLanguage": "nameLanguage", "Gender": "gender", "Title": "title", "Function": "function",
    },
    "Address": {**_PLACE, "Street": "street", "PoBox": "poBox"},
    "BirthDate": {
        **_PLACE, "BirthDate": "birthdate", "Day": "dayOfMonth", "Month": "monthOfYear", "Year": "year",
        "YearRangeFrom": "yearRangeFrom", "YearRangeTo": "yearRangeTo",
    },
    "Identification": {
        **_PLACE, "Number": "number", "LatinNumber": "latinNumber", "TypeCode": "identificationTypeCode",
    },
    "Citizenship": _PLACE,
}  # fmt: skip
_REGULATION = (
    "Type",
    "OrganisationType",
    "PublicationDate",
    "EntryIntoForceDate",
    "NumberTitle",
    "Programme",
    "PublicationUrl",
)
# looked at and left out: bookkeeping, prose, a document's state, and each part's own legal act
_LEFT_OUT = {
    "Entity": ("DesignationDetails", "Remark", "SubjectType", "SubjectType_ClassificationCode"),
    "Entity_Regulation": ("Type", "OrganisationType", "PublicationUrl"),
    "Address": ("AsAtListingTime", "ContactInfo"),
    "BirthDate": ("Circa", "CalendarType"),
    "Identification": (
        "Diplomatic", "KnownExpired", "KnownFalse", "ReportedLost", "RevokedByIssuer", "IssuedBy", "IssuedDate",
        "IssueDate", "ValidFrom", "ValidTo", "NameOnDocument", "TypeDescription",
    ),
}  # fmt: skip
_KNOWN = frozenset(
    {FIRST}
    | {f"{part}_{column}" for part, columns in _PARTS.items() for column in columns}
    | {f"{part}_{column}" for part, columns in _LEFT_OUT.items() for column in columns}
    | {f"{part}_{end}" for part in _PARTS for end in ("LogicalId", "RegulationLanguage", "Remark")}
    | {f"{part}_Regulation_{end}" for part in _PARTS for end in _REGULATION}
)


def stream(given: Given, name: str = "eu.csv") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the line."""
    reading = Reading(FORM, eu.LIST_ID)
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    lines = rows(given, name, ";")
    _, first = next(lines, (0, []))
    columns = header(first, (FIRST, _NUMBER, "Entity_SubjectType", "NameAlias_WholeName"), _KNOWN, name)
    at, seen = columns[_NUMBER], set[str]()

    def number(row: Row) -> str:
        if len(row[1]) != len(columns):
            raise SourceError(
                f"{name}:{row[0]}: {len(row[1])} columns where {len(columns)} are expected; it is cut off."
            )
        return row[1][at].strip()

    for key, group in groupby(lines, number):
        if not key or key in seen:
            raise SourceError(
                f"{name}: the entity number {key!r} is empty or stands in two places; the file is damaged."
            )
        seen.add(key)
        yield _entity([row for _, row in group], columns, name, reading)


def _entity(group: list[list[str]], columns: dict[str, int], name: str, reading: Reading) -> Entity:
    first = group[0]
    own = _part(first, columns, "Entity")
    key = own["euReferenceNumber"] or own["logicalId"]
    where = f"{name} {key}"
    if reading.published is None:
        found = birth_dates(first[columns[FIRST]])
        reading.published = date.fromisoformat(found[0]) if found and len(found[0]) == 10 else None
    codes = [first[columns[c]] for c in ("Entity_SubjectType", "Entity_SubjectType_ClassificationCode") if c in columns]
    draft = Draft(reading, key, eu.schema(*codes, where=where), where)
    acts: dict[str, tuple[date | None, set[str]]] = {}
    for row in group:
        parts = {part: _part(row, columns, part) for part in _PARTS}
        if any(parts["Entity_Regulation"].values()):
            eu.regulation(acts, parts["Entity_Regulation"], where)
        eu.name(draft, parts["NameAlias"], _cell(row, columns, "NameAlias_Remark"))
        if any(parts["Address"].values()):
            eu.address(draft, parts["Address"])
        contact = _cell(row, columns, "Address_ContactInfo")
        for piece in contact.split("\n") if contact else ():
            kind, _, value = piece.strip("[] ").partition(":")
            eu.contact(draft, kind.strip(), value.strip() or kind)
        eu.birth(draft, parts["BirthDate"])
        if any(parts["Citizenship"].values()):
            eu.citizenship(draft, parts["Citizenship"])
        if parts["Identification"]["number"] or parts["Identification"]["latinNumber"]:
            eu.identification(draft, parts["Identification"], _cell(row, columns, "Identification_Remark"))
    if own["unitedNationId"]:
        draft.add("unscId", own["unitedNationId"])
    draft.designations = eu.designations(acts, own, where)
    return draft.entity()


def _part(row: list[str], columns: dict[str, int], part: str) -> dict[str, str]:
    return {key: _cell(row, columns, f"{part}_{column}") for column, key in _PARTS[part].items()}


def _cell(row: list[str], columns: dict[str, int], column: str) -> str:
    return " ".join(row[columns[column]].split()) if column in columns else ""
