"""The UK Sanctions List, the single list since January 2026 → entities: what its XML and CSV forms share.

A designation is a set of named values; those that belong together (the parts of one name, one address) come as groups.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from nizam.errors import SourceError
from nizam.model.entity import Designation
from nizam.sources.days import birth_dates
from nizam.sources.draft import Draft

LIST_ID = "uk-sl"
AUTHORITY = "United Kingdom"
_KINDS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NAME_KINDS = {"primary name": "primary", "primary name variation": "alias", "alias": "alias"}
_LISTED = re.compile(r"\s*\((?:\d{1,2}|[a-z])\)\s+")
_INN = re.compile(r"(?:\bINN\b|\bИНН\b|Tax ID)[^\d]{0,20}(\d{12}|\d{10})\b")
# value: property of an identifier
IDENTIFIERS = {
    "PassportNumber": "passportNumber",
    "NationalIdentifierNumber": "idNumber",
    "BusinessRegistrationNumber": "registrationNumber",
    "IMONumber": "imoNumber",
    "HullIdentificationNumber": "hullNumber",
    "OFSIGroupID": "ofsiId",
}
PROPERTIES = {
    "PhoneNumber": "phone",
    "EmailAddress": "email",
    "Website": "website",
    "TypeOfEntity": "sector",
    "TypeOfShip": "type",
    "TonnageOfShip": "tonnage",
    "LengthOfShip": "length",
    "YearBuilt": "buildDate",
    "UNReferenceNumber": "unscId",
}
LINKS = {
    "ParentCompany": "parent",
    "Subsidiary": "subsidiary",
    "CurrentOwnerOperator": "owner",
    "PreviousOwnerOperator": "pastOwner",
}
ROLES = frozenset({"Title", "Position"})
# looked at and left out: reasons and notes are prose, an updated day is taken with the listing
LEFT_OUT = frozenset(
    {
        "OtherInformation",
        "UKStatementofReasons",
        "PassportAdditionalInformation",
        "NationalIdentifierAdditionalInformation",
        "DesignationSource",
    }
)


def schema(kind: str, where: str) -> str:
    """The schema of a designation."""
    if kind.lower() not in _KINDS:
        raise SourceError(f"{where}: unknown type {kind!r}; known are Individual, Entity and Ship.")
    return _KINDS[kind.lower()]


def name(draft: Draft, part: Mapping[str, str]) -> None:
    """A name in up to six parts, the sixth of which is the family name or the whole."""
    kind = part.get("NameType", "").lower()
    if kind not in _NAME_KINDS:
        raise SourceError(f"{draft.where}: unknown name type {kind!r}; known are {', '.join(sorted(_NAME_KINDS))}.")
    strength = part.get("AliasStrength", "").lower()
    text = " ".join(value for value in (part.get(f"Name{n}", "") for n in range(1, 7)) if value)
    draft.name(text, "weak" if strength.startswith("low") else _NAME_KINDS[kind])


def address(draft: Draft, part: Mapping[str, str]) -> None:
    """An address in up to six lines."""
    lines = [part.get(f"AddressLine{n}", "") for n in range(1, 7)] + [part.get("AddressPostalCode", "")]
    draft.address(", ".join(line for line in lines if line), part.get("AddressCountry", ""))


def birth_place(draft: Draft, part: Mapping[str, str]) -> None:
    """A town and country of birth."""
    draft.birth_place(", ".join(part[key] for key in ("TownOfBirth", "CountryOfBirth") if part.get(key)))


def value(draft: Draft, key: str, text: str) -> bool:
    """Write one named value; False where the name is not known."""
    for piece in several(text):
        if key in IDENTIFIERS:
            draft.identify(IDENTIFIERS[key], piece)
            for number in _INN.findall(piece) if key == "BusinessRegistrationNumber" else ():
                draft.identify("innCode", number)
        elif key in PROPERTIES:
            draft.add(PROPERTIES[key], piece)
        elif key in LINKS:
            draft.link(LINKS[key], piece)
        elif key in ROLES:
            draft.role(piece)
        elif key == "DOB":
            draft.birth(piece)
        elif key == "Nationality":
            draft.country(piece, nationality=True)
        elif key in ("CurrentBelievedFlagOfShip", "PreviousFlag"):
            if key == "CurrentBelievedFlagOfShip":
                draft.country(piece)
            draft.add("flag" if key == "CurrentBelievedFlagOfShip" else "pastFlags", piece)
        elif key == "Gender":
            draft.gender = piece.lower()
        elif key == "NameNonLatinScript":
            draft.name(piece, "original")
        elif key not in LEFT_OUT:
            return False
    return True


def several(text: str) -> list[str]:
    """The values of a field that may hold more than one: "(1) A (2) B"."""
    return [piece.strip(" ,;") for piece in _LISTED.split(f" {text}") if piece.strip(" ,;")]


def designation(values: Mapping[str, str], where: str) -> Designation:
    """The listing itself."""
    days = {}
    for key in ("DateDesignated", "LastUpdated"):
        found = birth_dates(values.get(key, "")) if values.get(key) else ()
        if values.get(key) and (not found or len(found[0]) != 10):
            raise SourceError(f"{where}: {key} {values[key]!r} is not a date of the form DD/MM/YYYY.")
        days[key] = found[0] if found else ""
    measures = tuple(part.strip() for part in values.get("SanctionsImposed", "").split("|") if part.strip())
    return Designation(
        LIST_ID,
        values["UniqueID"],
        date.fromisoformat(days["DateDesignated"]) if days["DateDesignated"] else None,
        authority=AUTHORITY,
        programmes=(values["RegimeName"],) if values.get("RegimeName") else (),
        measures=measures,
        amended=date.fromisoformat(days["LastUpdated"]) if days["LastUpdated"] else None,
    )
