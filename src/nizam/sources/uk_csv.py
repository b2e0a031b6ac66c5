"""The UK Sanctions List in CSV → entities: a line with the day, a header, a row per name and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import uk
from nizam.sources.base import Given, Reading
from nizam.sources.days import birth_dates
from nizam.sources.draft import Draft
from nizam.sources.tables import header, rows

FORM = "uk-sl-csv"
FIRST = "Report Date"
_COLUMNS = {
    "Last Updated": "LastUpdated", "Unique ID": "UniqueID", "OFSI Group ID": "OFSIGroupID",
    "UN Reference Number": "UNReferenceNumber", "Name type": "NameType", "Alias strength": "AliasStrength",
    **{f"Name {n}": f"Name{n}" for n in range(1, 7)}, "Title": "Title",
    "Name non-latin script": "NameNonLatinScript", "Non-latin script type": "", "Non-latin script language": "",
    "Regime Name": "RegimeName", "Designation Type": "IndividualEntityShip", "Designation source": "DesignationSource",
    "Sanctions Imposed": "SanctionsImposed", "Other Information": "OtherInformation",
    "UK Statement of Reasons": "UKStatementofReasons", **{f"Address Line {n}": f"AddressLine{n}" for n in range(1, 7)},
    "Address Postal Code": "AddressPostalCode", "Address Country": "AddressCountry", "Phone number": "PhoneNumber",
    "Website": "Website", "Email address": "EmailAddress", "Date Designated": "DateDesignated", "D.O.B": "DOB",
    "Nationality(/ies)": "Nationality", "National Identifier number": "NationalIdentifierNumber",
    "National Identifier additional information": "NationalIdentifierAdditionalInformation",
    "Passport number": "PassportNumber", "Passport additional information": "PassportAdditionalInformation",
    "Position": "Position", "Gender": "Gender", "Town of birth": "TownOfBirth", "Country of birth": "CountryOfBirth",
    "Type of entity": "TypeOfEntity", "Subsidiaries": "Subsidiary", "Parent company": "ParentCompany",
    "Business registration number (s)": "BusinessRegistrationNumber", "IMO number": "IMONumber",
    "Current owner/operator (s)": "CurrentOwnerOperator", "Previous owner/operator (s)": "PreviousOwnerOperator",
    "Current believed flag of ship": "CurrentBelievedFlagOfShip", "Previous flags": "PreviousFlag",
    "Type of ship": "TypeOfShip", "Tonnage of ship": "TonnageOfShip", "Length of ship": "LengthOfShip",
    "Year Built": "YearBuilt", "Hull identification number (HIN)": "HullIdentificationNumber",
}  # fmt: skip
_NEEDED = ("Unique ID", "Name 6", "Name type", "Regime Name", "Designation Type")
_GROUPED = re.compile(r"Name\d|NameType|AliasStrength|Address\w+|TownOfBirth|CountryOfBirth")
_LISTING = frozenset(
    {"LastUpdated", "UniqueID", "RegimeName", "IndividualEntityShip", "SanctionsImposed", "DateDesignated", ""}
)


def stream(given: Given, name: str = "uk.csv") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the line."""
    reading = Reading(FORM, uk.LIST_ID)
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    """Rows of one designation need not stand together: all are gathered first (some 6,000 designations)."""
    lines = rows(given, name)
    _, first = next(lines, (0, []))
    if first and first[0].startswith(FIRST):
        found = birth_dates(first[0].partition(":")[2])
        reading.published = date.fromisoformat(found[0]) if found and len(found[0]) == 10 else None
        _, first = next(lines, (0, []))
    columns = header(first, _NEEDED, frozenset(_COLUMNS), name)
    drafts: dict[str, Draft] = {}
    for line, row in lines:
        if len(row) != len(columns):
            raise SourceError(f"{name}:{line}: {len(row)} columns where {len(columns)} are expected; it is cut off.")
        values = {_COLUMNS[column]: " ".join(row[at].split()) for column, at in columns.items()}
        key = values["UniqueID"]
        if not key:
            raise SourceError(f"{name}:{line}: Unique ID is missing or empty; the list is damaged.")
        draft = drafts.get(key)
        if draft is None:
            where = f"{name} {key}"
            draft = drafts[key] = Draft(reading, key, uk.schema(values["IndividualEntityShip"], where), where)
            draft.designations.append(uk.designation(values, where))
        uk.name(draft, values)
        uk.address(draft, values)
        uk.birth_place(draft, values)
        for tag, text in values.items():
            if text and tag not in _LISTING and not _GROUPED.match(tag):
                uk.value(draft, tag, text)
    for draft in drafts.values():
        yield draft.entity()
