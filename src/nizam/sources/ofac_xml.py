"""OFAC's classic XML (sdn.xml, consolidated.xml) → entities.

Form: https://ofac.treasury.gov/sdn-list/xml-schema. Aliases, documents and dates stand in fields of their own.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import ofac_remarks
from nizam.sources.base import Fields, Given, Reading
from nizam.sources.draft import Draft
from nizam.sources.ofac import NON_SDN, SCHEMAS, SDN, apply, designation, label, special
from nizam.sources.xmlstream import records, root_of

FORM = "ofac-xml"
ROOT = "sdnList"
_CATEGORY = {"strong": "alias", "weak": "weak"}
_LISTS = (
    ("nationalityList", "nationality", "country", "nationality"),
    ("citizenshipList", "citizenship", "country", "citizen"),
    ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "dob"),
    ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "pob"),
)


def stream(given: Given, name: str = "sdn.xml") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the record."""
    root = root_of(given, name)
    if root.tag != ROOT:
        raise SourceError(f"{name}: the root element is {root.tag}, not {ROOT}; this is another list.")
    # both lists have one form; only the file's name tells them apart
    non_sdn = re.search(r"cons", name, re.IGNORECASE)
    reading = Reading(FORM, NON_SDN if non_sdn else SDN)
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    expected, read = -1, 0
    for _, item in records(given, name):
        if item.tag == "publshInformation":
            fields = Fields(item, f"{name} publshInformation")
            reading.published = _published(fields.need("Publish_Date"), fields.where)
            expected = int(fields.need("Record_Count"))
            fields.close()
        elif item.tag == "sdnEntry":
            read += 1
            yield _entry(item, name, reading)
        else:
            raise SourceError(f"{name}: unknown field {item.tag}; the reader must learn it.")
    if expected not in (-1, read):
        raise SourceError(f"{name}: {read} entries were read, the file announces {expected}; download it again.")


def _entry(item: ET.Element, name: str, reading: Reading) -> Entity:
    key = (item.findtext("uid") or "").strip()
    fields = Fields(item, f"{name} {key or 'entry without uid'}")
    fields.need("uid")
    kind = fields.need("sdnType").lower()
    if kind not in SCHEMAS:
        raise SourceError(f"{fields.where}: unknown sdnType {kind!r}; known are individual, entity, vessel, aircraft.")
    draft = Draft(reading, key, SCHEMAS[kind], fields.where)
    draft.name(_name(fields), "primary")
    draft.role(fields.text("title"))
    ofac_remarks.read(fields.text("remarks"), draft)
    for alias in fields.each("aka", "akaList"):
        category = alias.text("category")
        if category not in _CATEGORY:
            raise SourceError(f"{alias.where}: unknown category {category!r}; known are strong and weak.")
        alias.skip("uid", "type")
        draft.name(_name(alias), _CATEGORY[category])
    for place in fields.each("address", "addressList"):
        parts = [place.text(f"address{n}") for n in (1, 2, 3)]
        parts += [place.text(tag) for tag in ("city", "stateOrProvince", "postalCode")]
        draft.address(", ".join(part for part in parts if part), place.text("country"))
        place.skip("uid")
    for document in fields.each("id", "idList"):
        _document(document, draft)
    for group, tag, text, meaning in _LISTS:
        for one in fields.each(tag, group):
            special(draft, meaning, one.text(text))
            one.skip("uid", "mainEntry")
    for vessel in fields.each("vesselInfo"):
        _vessel(vessel, draft)
    draft.designations.append(designation(reading.list_id, key, tuple(fields.values("programList", "program"))))
    fields.close()
    return draft.entity()


def _name(fields: Fields) -> str:
    return " ".join(part for part in (fields.text("firstName"), fields.text("lastName")) if part)


def _document(fields: Fields, draft: Draft) -> None:
    """A document, or any other labelled value: OFAC puts genders, websites and notes among the documents."""
    kind, number, country = fields.text("idType"), fields.text("idNumber"), fields.text("idCountry")
    fields.skip("uid", "issueDate", "expirationDate")
    meaning = label(kind)
    if meaning is None:
        draft.reading.notices.add(fields.where, f"the document type {kind!r} is not known; kept as an identifier")
        draft.identify("idNumber", number)
    elif meaning.group == "special":
        special(draft, meaning.key, number)
    elif number:
        apply(draft, meaning, f"{number} ({country})" if country else number)


def _vessel(fields: Fields, draft: Draft) -> None:
    draft.identify("callSign", fields.text("callSign"))
    draft.add("type", fields.text("vesselType"))
    flag = fields.text("vesselFlag")
    draft.country(flag)
    draft.add("flag", flag)
    draft.link("owner", fields.text("vesselOwner"))
    draft.add("tonnage", fields.text("tonnage"))
    draft.add("grossRegisteredTonnage", fields.text("grossRegisteredTonnage"))


def _published(text: str, where: str) -> date:
    """MM/DD/YYYY, as OFAC prints it."""
    match = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text)
    if match is None:
        raise SourceError(f"{where}: {text!r} is not a date of the form MM/DD/YYYY.")
    return date(int(match[3]), int(match[1]), int(match[2]))
