"""OFAC's advanced XML (sdn_advanced.xml, cons_advanced.xml) → entities, with names in their own script and dates.

Form: the ISO 20022 sanctions list model as OFAC publishes it (ADVANCED_XML.xsd). See ofac_refs.py for the tables.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from nizam.errors import SourceError
from nizam.model.entity import Designation, Entity
from nizam.sources import ofac_refs
from nizam.sources.base import Fields, Given, Reading
from nizam.sources.days import span
from nizam.sources.draft import Draft
from nizam.sources.ofac import AUTHORITY, NON_SDN, SCHEMAS, SDN, apply, label, special
from nizam.sources.ofac_refs import Listed, References, day_of
from nizam.sources.xmlstream import records, root_of

FORM = "ofac-advanced"
ROOT = "Sanctions"
# parts of a name in the order they are spoken
_SPOKEN = ("First Name", "Middle Name", "Patronymic", "Matronymic", "Nickname", "Maiden Name", "Last Name")
_WHOLE = ("Entity Name", "Vessel Name", "Aircraft Name")


def stream(given: Given, name: str = "sdn_advanced.xml") -> Reading:
    """The list, to be read one entity at a time. Raises SourceError naming the record."""
    root = root_of(given, name)
    if root.tag != ROOT:
        raise SourceError(f"{name}: the root element is {root.tag}, not {ROOT}; this is another list.")
    refs = ofac_refs.read(given, name)
    lists = {entry.list_name for entries in refs.entries.values() for entry in entries}
    main = SDN if any(_is_sdn(text) for text in lists) or not lists else NON_SDN
    reading = Reading(FORM, main, published=refs.published)
    reading.entities = _entities(given, name, refs, reading)
    return reading


def _entities(given: Given, name: str, refs: References, reading: Reading) -> Iterator[Entity]:
    for group, item in records(given, name, ofac_refs.GROUPS):
        if group == "DistinctParties":
            yield _party(item, name, refs, reading)


def _party(item: ET.Element, name: str, refs: References, reading: Reading) -> Entity:
    party = Fields(item, f"{name} {item.get('FixedRef') or 'party without FixedRef'}")
    key = party.attr("FixedRef")
    party.skip("Comment")
    profiles = party.all("Profile")
    party.close()
    if len(profiles) != 1:
        raise SourceError(f"{party.where}: {len(profiles)} profiles where one is expected.")
    fields = Fields(profiles[0], party.where)
    profile = fields.attr("ID")
    draft = Draft(reading, key, _schema(fields.attr("PartySubTypeID"), refs, party.where), party.where)
    for identity in fields.each("Identity"):
        _identity(identity, draft, refs)
    for feature in fields.each("Feature"):
        _feature(feature, draft, refs)
    fields.skip("SanctionsEntryReference")
    fields.skip_attrs("FixedRef")
    fields.close()
    for kind, target in refs.ties.get(profile, ()):
        draft.link(kind, target)
    _listings(draft, refs.entries.get(profile, ()), reading, key)
    return draft.entity()


def _schema(number: str, refs: References, where: str) -> str:
    kind = refs.word("PartySubType", number, where)
    if kind == "Unknown":
        kind = refs.word("PartyType", refs.party_types.get(number, ""), where)
    if kind.lower() not in SCHEMAS:
        raise SourceError(f"{where}: unknown kind of party {kind!r}; known are individual, entity, vessel, aircraft.")
    return SCHEMAS[kind.lower()]


def _identity(fields: Fields, draft: Draft, refs: References) -> None:
    number = fields.attr("ID")
    fields.skip_attrs("FixedRef", "Primary", "False")
    kinds: dict[str, str] = {}
    for groups in fields.each("NamePartGroups"):
        for master in groups.each("MasterNamePartGroup"):
            for group in master.each("NamePartGroup"):
                kinds[group.attr("ID")] = refs.word("NamePartType", group.attr("NamePartTypeID"), group.where)
    for alias in fields.each("Alias"):
        primary, low = alias.attr("Primary") == "true", alias.attr("LowQuality") == "true"
        refs.word("AliasType", alias.attr("AliasTypeID"), alias.where)
        alias.skip_attrs("FixedRef")
        for documented in alias.each("DocumentedName"):
            documented.skip_attrs("ID", "FixedRef", "DocNameStatusID")
            parts: dict[str, list[str]] = {}
            latin = True
            for part in documented.each("DocumentedNamePart"):
                for value in part.each("NamePartValue"):
                    group_id = value.attr("NamePartGroupID")
                    script = value.attr("ScriptID")
                    latin &= not script or refs.words.get(("Script", script), "Latin") == "Latin"
                    value.skip_attrs("ScriptStatusID", "Acronym")
                    parts.setdefault(kinds.get(group_id, "Entity Name"), []).append(value.own())
            documented.skip("DocumentedNameCountry")
            kind = "weak" if low else "original" if not latin else "primary" if primary else "alias"
            draft.name(_spoken(parts, documented.where), kind)
    for document in refs.documents.get(number, ()):
        meaning = label(document.kind)
        if meaning is None:
            draft.reading.notices.add(draft.where, f"the document type {document.kind!r} is not known; kept")
            draft.identify("idNumber", document.number)
        elif document.number:
            apply(draft, meaning, f"{document.number} ({document.country})" if document.country else document.number)


def _spoken(parts: dict[str, list[str]], where: str) -> str:
    ordered = [part for kind in (*_WHOLE, *_SPOKEN) for part in parts.pop(kind, [])]
    if parts:
        raise SourceError(f"{where}: unknown part of a name {sorted(parts)[0]!r}; the reader must learn it.")
    return " ".join(ordered)


def _feature(fields: Fields, draft: Draft, refs: References) -> None:
    """A labelled property: a place, a period, or a text."""
    kind = refs.word("FeatureType", fields.attr("FeatureTypeID"), fields.where)
    fields.skip_attrs("ID")
    fields.skip("IdentityReference", "Comment")
    meaning = label(kind)
    for version in fields.each("FeatureVersion"):
        version.skip_attrs("ID", "ReliabilityID")
        version.skip("Comment", "VersionIDRegDocumentReference")
        places = [refs.places.get(at.attr("LocationID"), ("", "")) for at in version.each("VersionLocation")]
        periods = [_period(period) for period in version.each("DatePeriod")]
        texts = []
        for detail in version.each("VersionDetail"):
            detail.skip_attrs("DetailTypeID")
            reference = detail.attr("DetailReferenceID")
            texts.append(refs.word("DetailReference", reference, detail.where) if reference else detail.own())
        if meaning is None:
            draft.reading.notices.add(draft.where, f"the feature {kind!r} is not known; left out")
        elif meaning.key == "location":
            for line, country in places:
                draft.address(line, country)
        elif meaning.group == "special":
            for dates in periods:
                draft.births(dates)
            for line, country in places:
                special(draft, meaning.key, country or line if "country" in meaning.key else _joined(line, country))
            for text in texts:
                if text and not (periods and meaning.key == "birthdate"):
                    special(draft, meaning.key, text)
        elif meaning.group != "left_out":
            for value in (*texts, *(dates[0] for dates in periods if dates), *(_joined(*place) for place in places)):
                if value:
                    apply(draft, meaning, value)


def _joined(line: str, country: str) -> str:
    return ", ".join(part for part in (line, country) if part)


def _period(fields: Fields) -> tuple[str, ...]:
    """Every date a period may mean. A period of one day is that day; one of a whole year is how OFAC prints a year."""
    fields.skip_attrs("CalendarTypeID", "YearFixed", "MonthFixed", "DayFixed")
    fields.skip("Comment")
    ends: list[str] = []
    for side in ("Start", "End"):
        for end in fields.each(side):
            end.skip_attrs("Approximate", "YearFixed", "MonthFixed", "DayFixed")
            ends += [day_of(Fields(one, end.where)) for tag in ("From", "To") for one in end.all(tag)]
    ends = sorted(text for text in ends if text)
    if not ends:
        return ()
    first, last = ends[0], ends[-1]
    if first == last:
        return (first,)
    if first[:7] == last[:7] and first.endswith("-01") and len(first) == 10:
        return (first[:7],)
    return span(first[:4], last[:4])


def _listings(draft: Draft, entries: Sequence[Listed], reading: Reading, key: str) -> None:
    for entry in entries:
        draft.designations.append(
            Designation(
                SDN if _is_sdn(entry.list_name) else NON_SDN,
                key,
                listed_on=min(entry.days, default=None),
                authority=AUTHORITY,
                programmes=entry.programmes,
                measures=entry.measures,
                amended=max(entry.days, default=None),
            )
        )
    if not entries:
        reading.notices.add(draft.where, "the file has no listing for this party")
        draft.designations.append(Designation(reading.list_id, key, authority=AUTHORITY))


def _is_sdn(list_name: str) -> bool:
    return "SDN" in list_name and "Non-SDN" not in list_name
