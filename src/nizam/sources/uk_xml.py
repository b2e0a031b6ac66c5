"""The UK Sanctions List in XML → entities.

Form: https://sanctionslist.fcdo.gov.uk (UK-Sanctions-List.xml). Values stand in elements of their own inside elements
that only group; a value of an unknown name is an error, a group of an unknown name is looked into.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import uk
from nizam.sources.base import Fields, Given, Reading
from nizam.sources.days import birth_dates
from nizam.sources.draft import Draft
from nizam.sources.xmlstream import records, root_of

FORM = "uk-sl-xml"
ROOT = "Designations"
_SINGLE = (
    "LastUpdated", "DateDesignated", "UniqueID", "RegimeName", "IndividualEntityShip", "SanctionsImposed",
)  # fmt: skip
_NAME = frozenset({*(f"Name{n}" for n in range(1, 7)), "NameType", "AliasStrength"})
_ADDRESS = frozenset({*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry"})
_BIRTH = frozenset({"TownOfBirth", "CountryOfBirth"})
# yes/no twins of SanctionsImposed, and what a script is called
_LEFT_OUT = frozenset({"SanctionsImposedIndicators", "NonLatinScriptType", "NonLatinScriptLanguage"})


def stream(given: Given, name: str = "uk.xml") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the record."""
    root = root_of(given, name)
    if root.tag != ROOT:
        raise SourceError(f"{name}: the root element is {root.tag}, not {ROOT}; this is another list.")
    reading = Reading(FORM, uk.LIST_ID)
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    for _, item in records(given, name):
        if item.tag == "DateGenerated":
            found = birth_dates((item.text or "").strip())
            reading.published = date.fromisoformat(found[0]) if found and len(found[0]) == 10 else None
        elif item.tag == "Designation":
            yield _designation(item, name, reading)
        else:
            raise SourceError(f"{name}: unknown field {item.tag}; the reader must learn it.")


def _designation(item: ET.Element, name: str, reading: Reading) -> Entity:
    key = (item.findtext("UniqueID") or "").strip()
    fields = Fields(item, f"{name} {key or 'designation without UniqueID'}")
    single = {tag: fields.text(tag) for tag in _SINGLE}
    if not key:
        raise SourceError(f"{fields.where}: UniqueID is missing or empty; the list is damaged.")
    draft = Draft(reading, key, uk.schema(single["IndividualEntityShip"], fields.where), fields.where)
    for child in item:
        if child.tag not in _SINGLE:
            _walk(child, fields, draft)
    draft.designations.append(uk.designation(single, fields.where))
    return draft.entity()


def _walk(element: ET.Element, fields: Fields, draft: Draft) -> None:
    """Values where an element has no children; else a known group, or what its children are."""
    if element.tag in _LEFT_OUT:
        return
    if not len(element):
        text = fields.flat(element)
        if text and not uk.value(draft, element.tag, text):
            raise SourceError(f"{draft.where}: unknown field {element.tag}; the reader must learn it.")
        return
    tags = {child.tag for child in element}
    for known, take in ((_NAME, uk.name), (_ADDRESS, uk.address), (_BIRTH, uk.birth_place)):
        if tags & known:
            group = Fields(element, f"{draft.where}/{element.tag}")
            take(draft, {tag: group.text(tag) for tag in known})
            group.close()
            return
    for child in element:
        _walk(child, fields, draft)
