"""An entity of a list in FollowTheMoney's form, as it goes over the wire."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from nizam.ftm.schemata import is_a, schemata
from nizam.model.entity import Entity

# where a schema is not one of FollowTheMoney's
_FALLBACK = "LegalEntity"
_KINDS = {"weak": "weakAlias", "alias": "alias"}


def converted(entity: Entity, dataset: str, seen: str = "") -> dict[str, Any]:
    """`{"id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", …}`.

    `dataset` is the list it is from, `seen` the moment the list was last fetched, ISO text.
    """
    schema = entity.schema if entity.schema in schemata() else _FALLBACK
    held: dict[str, list[str]] = {}

    def add(name: str, values: Iterable[str]) -> None:
        if name in schemata()[schema].properties:
            place = held.setdefault(name, [])
            place += [value for value in dict.fromkeys(values) if value and value not in place]

    for one in entity.names:
        add(_KINDS.get(one.kind, "name"), (one.text,))
    person = is_a(schema, "Person")
    add("country", entity.countries)
    add("nationality", entity.nationalities)
    add("birthDate", entity.birth_dates)
    add("birthPlace", entity.birth_places)
    add("gender", (entity.gender,))
    add("position" if person else "notes", entity.roles)
    add("address", (one.text for one in entity.addresses))
    add("topics", entity.topics or (("sanction",) if entity.designations else ()))
    for source in (entity.identifiers, entity.properties):
        for name, values in source.items():
            add(name, values)
    if is_a(schema, "Thing"):
        add("program", entity.programmes)
    days = [one.listed_on for one in entity.designations if one.listed_on]
    changed = [one.amended for one in entity.designations if one.amended]
    kept = entity.properties
    return {
        "id": entity.id,
        "caption": entity.caption or entity.id,
        "schema": schema,
        "properties": held,
        "datasets": list(entity.datasets) or [dataset],
        "referents": list(kept.get("referents", ())),
        "target": bool(entity.designations),
        "first_seen": moment(next(iter(kept.get("first_seen", ())), None) or min(days, default=None)),
        "last_seen": moment(next(iter(kept.get("last_seen", ())), None) or seen or None),
        "last_change": moment(next(iter(kept.get("last_change", ())), None) or max(changed or days, default=None)),
    }


def moment(when: date | str | None) -> str | None:
    """A moment as clients expect it: 19 characters, no zone, no fraction of a second."""
    if when is None or when == "":
        return None
    text = str(when).replace(" ", "T")
    if len(text) == 10:
        return f"{text}T00:00:00"
    return text[:19] if len(text) >= 19 else None
