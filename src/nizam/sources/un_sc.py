"""The UN Security Council Consolidated List in its own XML → entities.

Form: https://www.un.org/sc/resources/sc-sanctions.xsd. Every field is taken or left out on purpose; a field that is
new, or a value outside the vocabulary below, is an error naming the record. Narrative fields are not kept.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nizam.errors import SourceError
from nizam.model.entity import Designation, Entity
from nizam.record import Record
from nizam.sources.base import Fields, Given, Reading, day
from nizam.sources.days import span
from nizam.sources.draft import Draft
from nizam.sources.xmlstream import records, root_of

LIST_ID = "un-sc"
FORM = "un-sc-xml"
ROOT = "CONSOLIDATED_LIST"
_GROUPS = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}
_QUALITY = {"Good": "alias", "a.k.a.": "alias", "f.k.a.": "alias", "Low": "weak", "": "alias"}
_DATE_TYPES = frozenset({"", "EXACT", "APPROXIMATELY", "BETWEEN"})
_SWIFT = re.compile(r"SWIFT(?:/BIC)?:\s*([A-Z0-9]{8,11})\b")
_IMO = re.compile(r"IMO(?: Number| number)?:?\s*(\d{7})\b")


class ConsolidatedList(Record, frozen=True):
    """The list as published: the day, and its entities in the list's own order."""

    published: date
    entities: tuple[Entity, ...]


def read(path: Path) -> ConsolidatedList:
    """Read a whole consolidated list file. Raises SourceError where it cannot be read to the last field."""
    return parse(path, path.name)


def parse(given: Given, name: str = "un-sc") -> ConsolidatedList:
    """Read a whole list at once. Raises SourceError naming the record."""
    reading = stream(given, name)
    entities = tuple(reading.entities)
    assert reading.published is not None
    return ConsolidatedList(reading.published, entities)


def stream(given: Given, name: str = "un-sc") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the record."""
    root = root_of(given, name)
    if root.tag != ROOT:
        raise SourceError(f"{name}: the root element is {root.tag}, not {ROOT}; this is another list.")
    reading = Reading(FORM, LIST_ID)
    reading.published = day(root.attributes.get("dateGenerated", ""), f"{name}: dateGenerated")
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    seen: set[str] = set()
    for group, item in records(given, name, frozenset(_GROUPS)):
        if group not in _GROUPS:
            # an empty group arrives as an element of its own
            if item.tag not in _GROUPS or len(item):
                raise SourceError(f"{name}: unknown field {item.tag}; the reader must learn it.")
            continue
        if item.tag != _GROUPS[group]:
            raise SourceError(
                f"{name}: found {item.tag} where {_GROUPS[group]} is expected; the list's form has changed."
            )
        entity = _record(item, name, reading)
        if entity.id in seen:
            raise SourceError(f"{name}: the reference {entity.id} stands twice; the file is damaged.")
        seen.add(entity.id)
        yield entity


def _record(item: ET.Element, name: str, reading: Reading) -> Entity:
    reference = (item.findtext("REFERENCE_NUMBER") or "").strip() or "record without reference"
    fields = Fields(item, f"{name} {reference}")
    person = item.tag == "INDIVIDUAL"
    draft = Draft(reading, reference, "Person" if person else "Organization", fields.where)
    if person:
        given = [fields.text(tag) for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
        draft.name(" ".join(part for part in given if part), "primary")
        _personal(fields, draft)
    else:
        draft.name(fields.need("FIRST_NAME"), "primary")
        fields.skip("SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    original = fields.text("NAME_ORIGINAL_SCRIPT")
    if original:
        draft.name(original, "original")
    for alias in fields.each(f"{item.tag}_ALIAS"):
        quality, text = alias.text("QUALITY"), alias.text("ALIAS_NAME")
        if quality not in _QUALITY:
            raise SourceError(f"{alias.where}: unknown QUALITY {quality!r}; known are {sorted(_QUALITY)}.")
        draft.birth(alias.text("DATE_OF_BIRTH"))
        _place(alias, draft, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
        alias.skip("NOTE")
        if text:
            draft.name(text, _QUALITY[quality])
    for address in fields.each(f"{item.tag}_ADDRESS"):
        parts = [address.text(tag) for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")]
        draft.address(", ".join(part for part in parts if part), address.text("COUNTRY"))
        address.skip("NOTE")
    comments = fields.text("COMMENTS1")
    for key, pattern in (("swiftBic", _SWIFT), ("imoNumber", _IMO)):
        for number in pattern.findall(comments):
            draft.identify(key, number)
    draft.designations.append(_listing(fields, reference))
    fields.close()
    return draft.entity()


def _personal(fields: Fields, draft: Draft) -> None:
    """What only people have."""
    for birth in fields.each("INDIVIDUAL_DATE_OF_BIRTH"):
        if birth.text("TYPE_OF_DATE") not in _DATE_TYPES:
            raise SourceError(f"{birth.where}: unknown TYPE_OF_DATE; known are {sorted(_DATE_TYPES)}.")
        draft.birth(birth.text("DATE")[:10])
        draft.birth(birth.text("YEAR"))
        draft.births(span(birth.text("FROM_YEAR"), birth.text("TO_YEAR")))
        birth.skip("NOTE")
    for place in fields.each("INDIVIDUAL_PLACE_OF_BIRTH"):
        _place(place, draft, "CITY", "STATE_PROVINCE", "COUNTRY")
        place.skip("NOTE", "STREET", "ZIP_CODE")
    for document in fields.each("INDIVIDUAL_DOCUMENT"):
        number = re.sub(r"\s*\(.*?\)\s*$", "", document.text("NUMBER"))
        kind = f"{document.text('TYPE_OF_DOCUMENT')} {document.text('TYPE_OF_DOCUMENT2')}".lower()
        document.skip("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE", "ISSUING_COUNTRY", "NOTE")
        draft.identify("passportNumber" if re.search(r"pass?e?port|pasaporte", kind) else "idNumber", number)
    for nationality in fields.values("NATIONALITY"):
        draft.country(nationality, nationality=True)
    for role in fields.values("DESIGNATION") + fields.values("TITLE"):
        draft.role(role)
    draft.gender = fields.text("GENDER").lower()


def _place(fields: Fields, draft: Draft, *tags: str) -> None:
    draft.birth_place(", ".join(part for part in (fields.text(tag) for tag in tags) if part))


def _listing(fields: Fields, reference: str) -> Designation:
    if not reference or not fields.text("REFERENCE_NUMBER"):
        raise SourceError(f"{fields.where}: REFERENCE_NUMBER is missing or empty; the list is damaged.")
    listed = day(fields.need("LISTED_ON"), fields.where)
    ended = fields.text("DELISTED_ON")
    programme = fields.need("UN_LIST_TYPE")
    changes = [day(value, fields.where) for value in fields.values("LAST_DAY_UPDATED")]
    fields.values("LIST_TYPE")
    # the list's own bookkeeping
    fields.skip("DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD")
    return Designation(
        LIST_ID,
        reference,
        listed,
        day(ended, fields.where) if ended else None,
        authority="United Nations Security Council",
        programmes=(programme,),
        amended=max(changes, default=None),
    )
