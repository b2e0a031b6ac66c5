"""The EU's consolidated financial sanctions list, XML form 1.1 → entities.

Form: https://webgate.ec.europa.eu/fsd/fsf (FSF, schema fpi/fsd/export). Values stand in attributes.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date

from nizam.errors import SourceError
from nizam.model.entity import Entity
from nizam.sources import eu
from nizam.sources.base import Fields, Given, Reading, day
from nizam.sources.draft import Draft
from nizam.sources.xmlstream import records, root_of

FORM = "eu-fsf-xml"
ROOT = "export"
_PLACE = ("region", "place", "city", "zipCode", "countryIso2Code", "countryDescription")
_ATTRIBUTES = {
    "sanctionEntity": ("designationDate", "euReferenceNumber", "unitedNationId", "logicalId"),
    "regulation": ("publicationDate", "entryIntoForceDate", "numberTitle", "programme"),
    "subjectType": ("code", "classificationCode"),
    "nameAlias": (
        "firstName", "middleName", "lastName", "wholeName", "function", "gender", "title", "nameLanguage", "strong",
    ),
    "citizenship": _PLACE,
    "birthdate": (*_PLACE, "birthdate", "dayOfMonth", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo"),
    "address": (*_PLACE, "street", "poBox"),
    "identification": (*_PLACE, "number", "latinNumber", "identificationTypeCode"),
    "contactInfo": ("key", "value"),
}  # fmt: skip
# bookkeeping, prose, or a document's state: looked at and left out
_LEFT_OUT = (
    "designationDetails", "regulationType", "organisationType", "regulationLanguage", "logicalId", "calendarType",
    "circa", "asAtListingTime", "diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer",
    "issuedBy", "issueDate", "issuedDate", "validFrom", "validTo", "nameOnDocument", "identificationTypeDescription",
)  # fmt: skip


def stream(given: Given, name: str = "eu.xml") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the record."""
    root = root_of(given, name)
    if root.tag != ROOT:
        raise SourceError(f"{name}: the root element is {root.tag}, not {ROOT}; this is another list.")
    reading = Reading(FORM, eu.LIST_ID)
    reading.published = day(root.attributes.get("generationDate", ""), f"{name}: generationDate")
    reading.entities = _entities(given, name, reading)
    return reading


def _entities(given: Given, name: str, reading: Reading) -> Iterator[Entity]:
    for _, item in records(given, name):
        if item.tag != "sanctionEntity":
            raise SourceError(f"{name}: unknown field {item.tag}; the reader must learn it.")
        yield _entity(item, name, reading)


def _entity(item: ET.Element, name: str, reading: Reading) -> Entity:
    fields = Fields(item, f"{name} {item.get('euReferenceNumber') or item.get('logicalId') or 'entity without number'}")
    own = _part(fields)
    key = own["euReferenceNumber"] or own["logicalId"]
    if not key:
        raise SourceError(f"{fields.where}: euReferenceNumber and logicalId are missing; the list is damaged.")
    kinds = [tuple(_part(kind).values()) for kind in fields.each("subjectType")]
    draft = Draft(reading, key, eu.schema(*(kinds[0] if kinds else ()), where=fields.where), fields.where)
    acts: dict[str, tuple[date | None, set[str]]] = {}
    for act in fields.each("regulation"):
        act.skip("publicationUrl", "remark")
        eu.regulation(acts, _part(act), act.where)
    for alias in fields.each("nameAlias"):
        remark = _remark(alias)
        eu.name(draft, _part(alias), remark)
    for place in fields.each("address"):
        for contact in place.each("contactInfo"):
            part = _part(contact)
            eu.contact(draft, part["key"], part["value"])
        _remark(place)
        eu.address(draft, _part(place))
    for birth in fields.each("birthdate"):
        _remark(birth)
        eu.birth(draft, _part(birth))
    for citizenship in fields.each("citizenship"):
        _remark(citizenship)
        eu.citizenship(draft, _part(citizenship))
    for document in fields.each("identification"):
        remark = _remark(document)
        eu.identification(draft, _part(document), remark)
    fields.skip("remark")
    if own["unitedNationId"]:
        draft.add("unscId", own["unitedNationId"])
    draft.designations = eu.designations(acts, own, fields.where)
    fields.close()
    return draft.entity()


def _part(fields: Fields) -> dict[str, str]:
    values = {key: fields.attr(key) for key in _ATTRIBUTES[fields.tag]}
    fields.skip_attrs(*_LEFT_OUT)
    return values


def _remark(fields: Fields) -> str:
    """The remarks beside a part, as one text; they are looked into, not kept."""
    fields.skip("regulationSummary")
    return " ".join(fields.flat(remark) for remark in fields.all("remark"))
