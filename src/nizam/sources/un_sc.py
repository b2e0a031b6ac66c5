"""The UN Security Council Consolidated List in its own XML → entities.

Form: https://www.un.org/sc/resources/sc-sanctions.xsd. Every field is taken or left out on purpose; a field that is
new, or a value outside the vocabulary below, is an error naming the record. Narrative fields are not kept.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nizam.errors import SourceError
from nizam.model.entity import Designation, Entity, Name
from nizam.names.countries import country_code
from nizam.names.scripts import script_of
from nizam.sources.base import Fields, parse_xml

LIST_ID = "un-sc"
_QUALITY = {"Good": "alias", "a.k.a.": "alias", "f.k.a.": "alias", "Low": "weak", "": "alias"}
_DATE_TYPES = frozenset({"", "EXACT", "APPROXIMATELY", "BETWEEN"})
_LANGUAGES = {"arabic": "ar", "hangul": "ko", "han": "zh", "cyrillic": "ru"}
# values that stand where a country should and name none
_NO_COUNTRY = frozenset({"na"})
_SWIFT = re.compile(r"SWIFT(?:/BIC)?:\s*([A-Z0-9]{8,11})\b")
_IMO = re.compile(r"IMO(?: Number| number)?:?\s*(\d{7})\b")


@dataclass(frozen=True, slots=True)
class ConsolidatedList:
    """The list as published: the day, and its entities in the list's own order."""

    published: date
    entities: tuple[Entity, ...]


def read(path: Path) -> ConsolidatedList:
    """Read a consolidated list file. Raises SourceError where it cannot be read to the last field."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); give the list's XML file.") from error
    return parse(raw, path.name)


def parse(raw: bytes, name: str = "un-sc") -> ConsolidatedList:
    """Parse the list's XML. Raises SourceError naming the record."""
    root = parse_xml(raw, name)
    if root.tag != "CONSOLIDATED_LIST":
        raise SourceError(f"{name}: the root element is {root.tag}, not CONSOLIDATED_LIST; this is another list.")
    generated = root.attrib.get("dateGenerated", "")
    root.attrib.clear()
    fields = Fields(root, name)
    people = [_individual(item, name) for group in fields.all("INDIVIDUALS") for item in group]
    bodies = [_body(item, name) for group in fields.all("ENTITIES") for item in group]
    fields.close()
    entities = tuple(people + bodies)
    seen: set[str] = set()
    for entity in entities:
        if entity.id in seen:
            raise SourceError(f"{name}: the reference {entity.id} stands twice; the file is damaged.")
        seen.add(entity.id)
    return ConsolidatedList(_day(generated[:10], f"{name}: dateGenerated"), entities)


def _individual(item: ET.Element, name: str) -> Entity:
    fields = _open(item, "INDIVIDUAL", name)
    where = fields.where
    given = [fields.text(tag) for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
    caption = " ".join(part for part in given if part)
    births, identifiers = _births(fields), _documents(fields)
    names, alias_births = _names(fields, caption, "INDIVIDUAL_ALIAS")
    countries = [_country(value, where) for value in fields.values("NATIONALITY")]
    roles = fields.values("DESIGNATION") + fields.values("TITLE")
    fields.text("GENDER")
    fields.skip("INDIVIDUAL_ADDRESS", "INDIVIDUAL_PLACE_OF_BIRTH")
    reference, designation = _listing(fields)
    fields.close()
    return Entity(
        id=reference,
        schema="Person",
        caption=caption,
        names=names,
        designations=(designation,),
        countries=_known(countries),
        birth_dates=tuple(dict.fromkeys(births + alias_births)),
        identifiers=identifiers,
        roles=tuple(dict.fromkeys(roles)),
    )


def _body(item: ET.Element, name: str) -> Entity:
    fields = _open(item, "ENTITY", name)
    where = fields.where
    caption = fields.need("FIRST_NAME")
    names, _ = _names(fields, caption, "ENTITY_ALIAS")
    countries = []
    for address in fields.all("ENTITY_ADDRESS"):
        inner = Fields(address, f"{where}/ENTITY_ADDRESS")
        countries.append(_country(inner.text("COUNTRY"), where))
        inner.skip("CITY", "NOTE", "STATE_PROVINCE", "STREET", "ZIP_CODE")
        inner.close()
    comments = fields.text("COMMENTS1")
    identifiers = {
        key: tuple(dict.fromkeys(pattern.findall(comments)))
        for key, pattern in (("swiftBic", _SWIFT), ("imoNumber", _IMO))
        if pattern.search(comments)
    }
    reference, designation = _listing(fields)
    fields.close()
    return Entity(
        id=reference,
        schema="Organization",
        caption=caption,
        names=names,
        designations=(designation,),
        countries=_known(countries),
        identifiers=identifiers,
    )


def _open(item: ET.Element, tag: str, name: str) -> Fields:
    if item.tag != tag:
        raise SourceError(f"{name}: found {item.tag} where {tag} is expected; the list's form has changed.")
    reference = (item.findtext("REFERENCE_NUMBER") or "").strip() or "record without reference"
    return Fields(item, f"{name} {reference}")


def _listing(fields: Fields) -> tuple[str, Designation]:
    reference = fields.need("REFERENCE_NUMBER")
    listed = _day(fields.need("LISTED_ON"), fields.where)
    ended = fields.text("DELISTED_ON")
    fields.need("UN_LIST_TYPE")
    for value in fields.values("LAST_DAY_UPDATED"):
        _day(value, fields.where)
    fields.values("LIST_TYPE")
    fields.skip("DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "COMMENTS1")
    until = _day(ended, fields.where) if ended else None
    return reference, Designation(LIST_ID, reference, listed, until)


def _names(fields: Fields, caption: str, tag: str) -> tuple[tuple[Name, ...], list[str]]:
    """All names in order, and the birth dates that stand with an alias."""
    names, births = [Name(caption)], []
    original = fields.text("NAME_ORIGINAL_SCRIPT")
    if original:
        names.append(Name(original, "original", _LANGUAGES.get(script_of(original), "")))
    for alias in fields.all(tag):
        inner = Fields(alias, f"{fields.where}/{tag}")
        quality, text = inner.text("QUALITY"), inner.text("ALIAS_NAME")
        if quality not in _QUALITY:
            raise SourceError(f"{inner.where}: unknown QUALITY {quality!r}; known are {sorted(_QUALITY)}.")
        births.append(inner.text("DATE_OF_BIRTH"))
        inner.skip("NOTE", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
        inner.close()
        if text:
            names.append(Name(text, _QUALITY[quality], _LANGUAGES.get(script_of(text), "")))
    unique = {name.text: name for name in reversed(names)}
    return tuple(name for name in names if unique.get(name.text) is name), [text for text in births if text]


def _births(fields: Fields) -> list[str]:
    """Dates as the list gives them: a day, a year, or both ends of a span of years."""
    out = []
    for birth in fields.all("INDIVIDUAL_DATE_OF_BIRTH"):
        inner = Fields(birth, f"{fields.where}/INDIVIDUAL_DATE_OF_BIRTH")
        if inner.text("TYPE_OF_DATE") not in _DATE_TYPES:
            raise SourceError(f"{inner.where}: unknown TYPE_OF_DATE; known are {sorted(_DATE_TYPES)}.")
        out += [inner.text("DATE")[:10], inner.text("YEAR"), *_span(inner.text("FROM_YEAR"), inner.text("TO_YEAR"))]
        inner.skip("NOTE")
        inner.close()
    return [text for text in out if text]


def _span(first: str, last: str) -> list[str]:
    if not (first.isdigit() and last.isdigit()):
        return [first, last]
    return [str(year) for year in range(int(first), min(int(last), int(first) + 20) + 1)]


def _documents(fields: Fields) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for document in fields.all("INDIVIDUAL_DOCUMENT"):
        inner = Fields(document, f"{fields.where}/INDIVIDUAL_DOCUMENT")
        number = inner.text("NUMBER")
        kind = f"{inner.text('TYPE_OF_DOCUMENT')} {inner.text('TYPE_OF_DOCUMENT2')}".lower()
        inner.skip("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE", "ISSUING_COUNTRY", "NOTE")
        inner.close()
        number = re.sub(r"\s*\(.*?\)\s*$", "", number)
        if number:
            key = "passportNumber" if re.search(r"pass?e?port|pasaporte", kind) else "idNumber"
            found.setdefault(key, {})[number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _country(text: str, where: str) -> str:
    if not text or text in _NO_COUNTRY:
        return ""
    code = country_code(text)
    if code is None:
        raise SourceError(f"{where}: the country {text!r} is not known; add it to names/resources/countries.yml.")
    return code


def _known(codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise SourceError(f"{where}: {text!r} is not a date of the form YYYY-MM-DD.") from error
