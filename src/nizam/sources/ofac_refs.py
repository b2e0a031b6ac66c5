"""The tables that OFAC's advanced XML refers to by number: words, places, documents, ties and listings.

The parties stand in the middle of the file and point both ways, so the tables are read in a first pass, kept small,
and the parties one by one in a second.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from nizam.errors import SourceError
from nizam.record import Record
from nizam.sources.base import Fields, Given
from nizam.sources.days import parts
from nizam.sources.xmlstream import records

GROUPS = frozenset(
    {
        "ReferenceValueSets",
        "Locations",
        "IDRegDocuments",
        "DistinctParties",
        "ProfileRelationships",
        "SanctionsEntries",
        "SanctionsEntryLinks",
    }
)
_PLACE_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE", "Unknown")


class Document(Record, frozen=True):
    """A document or registration: its type in words, number and issuing country (words)."""

    kind: str
    number: str
    country: str


class Listed(Record, frozen=True):
    """One entry of a party on a list: the list's name, days of its events, and programmes."""

    list_name: str
    days: tuple[date, ...]
    programmes: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(slots=True)
class References:
    """Everything that parties refer to, by the file's own numbers."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[Listed]] = field(default_factory=lambda: defaultdict(list))
    published: date | None = None
    parties: int = 0

    def word(self, kind: str, number: str, where: str) -> str:
        """A word of a reference table. Raises SourceError where the file refers to nothing."""
        text = self.words.get((kind, number))
        if text is None:
            raise SourceError(
                f"{where}: the file refers to {kind} {number!r}, which it does not define; it is damaged."
            )
        return text


def read(given: Given, name: str) -> References:
    """The first pass over a file."""
    refs = References()
    for group, item in records(given, name, GROUPS):
        if not group and item.tag == "DateOfIssue":
            found = day_of(Fields(item, f"{name} DateOfIssue"))
            refs.published = date.fromisoformat(found) if len(found) == 10 else None
        elif group == "ReferenceValueSets":
            _words(item, refs, name)
        elif group == "Locations":
            _place(item, refs, name)
        elif group == "IDRegDocuments":
            _document(item, refs, name)
        elif group == "ProfileRelationships":
            _tie(item, refs, name)
        elif group == "SanctionsEntries":
            _entry(item, refs, name)
        elif group == "DistinctParties":
            refs.parties += 1
        elif group != "SanctionsEntryLinks" and not (item.tag in GROUPS and not len(item)):
            raise SourceError(f"{name}: unknown field {item.tag}; the reader must learn it.")
    return refs


def day_of(fields: Fields) -> str:
    """A Year/Month/Day element as an ISO date, as far as it goes."""
    fields.skip_attrs("CalendarTypeID", "YearFixed", "MonthFixed", "DayFixed", "Approximate")
    text = parts(fields.text("Year"), fields.text("Month"), fields.text("Day"))
    fields.close()
    return text


def _words(group: ET.Element, refs: References, name: str) -> None:
    kind = group.tag.removesuffix("Values")
    for item in group:
        fields = Fields(item, f"{name} {group.tag}")
        number = fields.attr("ID")
        refs.words[kind, number] = fields.own() or item.get("Description", "") or item.get("ISO2", "")
        if kind == "AreaCode":
            refs.words["Area", number] = item.get("Description", "")
        if kind == "PartySubType":
            refs.party_types[number] = item.get("PartyTypeID", "")


def _place(item: ET.Element, refs: References, name: str) -> None:
    fields = Fields(item, f"{name} Location {item.get('ID')}")
    number = fields.attr("ID")
    country = ""
    for area in fields.each("LocationAreaCode"):
        country = country or refs.word("Area", area.attr("AreaCodeID"), area.where)
    for one in fields.each("LocationCountry"):
        country = refs.word("Country", one.attr("CountryID"), one.where) or country
        one.skip_attrs("CountryRelevanceID")
    lines: dict[str, str] = {}
    for part in fields.each("LocationPart"):
        kind = refs.word("LocPartType", part.attr("LocPartTypeID"), part.where)
        for value in part.each("LocationPartValue"):
            primary = value.attr("Primary") != "false"
            value.skip_attrs("LocPartValueTypeID", "LocPartValueStatusID")
            value.skip("Comment")
            text = value.text("Value")
            # the same place in its own script comes as a second value
            if primary or kind not in lines:
                lines[kind] = text
    fields.skip("FeatureVersionReference", "IDRegDocumentReference")
    fields.close()
    known = [lines.pop(kind) for kind in _PLACE_ORDER if kind in lines]
    refs.places[number] = (", ".join(text for text in (*known, *lines.values()) if text), country)


def _document(item: ET.Element, refs: References, name: str) -> None:
    fields = Fields(item, f"{name} IDRegDocument {item.get('ID')}")
    kind = refs.word("IDRegDocType", fields.attr("IDRegDocTypeID"), fields.where)
    identity, country = fields.attr("IdentityID"), fields.attr("IssuedBy-CountryID")
    fields.skip_attrs("ID", "ValidityID", "IssuedIn-LocationID")
    number = fields.text("IDRegistrationNo")
    # validity dates, authorities and the name a document carries are not used
    fields.skip("Comment", "IssuingAuthority", "DocumentDate", "DocumentedNameReference", "IDRegDocumentMention")
    fields.close()
    words = refs.word("Country", country, fields.where) if country else ""
    refs.documents[identity].append(Document(kind, number, words))


def _tie(item: ET.Element, refs: References, name: str) -> None:
    fields = Fields(item, f"{name} ProfileRelationship {item.get('ID')}")
    kind = refs.word("RelationType", fields.attr("RelationTypeID"), fields.where)
    former = fields.attr("Former") == "true"
    refs.ties[fields.attr("From-ProfileID")].append((f"former {kind}" if former else kind, fields.attr("To-ProfileID")))
    fields.skip_attrs("ID", "RelationQualityID", "SanctionsEntryID")
    fields.skip("Comment", "DatePeriod", "IDRegDocumentReference")
    fields.close()


def _entry(item: ET.Element, refs: References, name: str) -> None:
    fields = Fields(item, f"{name} SanctionsEntry {item.get('ID')}")
    profile = fields.attr("ProfileID")
    list_name = refs.word("List", fields.attr("ListID"), fields.where)
    fields.skip_attrs("ID")
    days, programmes, measures = [], [], []
    for event in fields.each("EntryEvent"):
        event.skip_attrs("ID", "EntryEventTypeID", "LegalBasisID")
        event.skip("Comment")
        for when in event.each("Date"):
            text = day_of(when)
            if len(text) == 10:
                days.append(date.fromisoformat(text))
    for measure in fields.each("SanctionsMeasure"):
        kind = refs.word("SanctionsType", measure.attr("SanctionsTypeID"), measure.where)
        comment = measure.text("Comment")
        measure.skip_attrs("ID")
        measure.skip("DatePeriod")
        if kind == "Program":
            programmes.append(comment)
        else:
            measures.append(kind)
    fields.skip("LimitationsToPublic", "SupportingInfo")
    fields.close()
    refs.entries[profile].append(Listed(list_name, tuple(days), tuple(programmes), tuple(measures)))
