"""A regime pack's `designations.yml` → entities, so that screening works before any list was downloaded.

Pure: it takes a path or parsed data and imports no law. Errors name the entry and the field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, overload

from nizam import yamltext
from nizam.errors import PackError
from nizam.model.entity import Designation, Entity, Name

SCHEMAS = frozenset({"Person", "Organization", "Company", "Vessel", "Airplane"})
_KINDS = frozenset({"primary", "alias", "weak", "original"})
_CONFIDENCE = frozenset({"V", "S", "M"})
_FILE = frozenset({"list", "published", "entities"})
_ENTITY = frozenset(
    {"id", "schema", "names", "countries", "birth_dates", "identifiers", "roles", "links", "listing", "listings"}
)
_NAME = frozenset({"text", "kind", "lang"})
_LISTING = frozenset({"reference", "listed_on", "until", "amended", "instrument", "confidence", "provisions"})


def load_designations(path: Path) -> tuple[Entity, ...]:
    """Entities of a designations file, in file order. Raises PackError naming the entry."""
    return from_data(yamltext.load(path), path.name)


def from_data(data: Any, name: str = "designations") -> tuple[Entity, ...]:
    """Entities of parsed designations. `name` is the file's name for messages."""
    _only(data, _FILE, name)
    list_id = _text(data, "list", name)
    entities: list[Entity] = []
    seen: set[str] = set()
    for number, item in enumerate(data.get("entities", []), 1):
        entity = _entity(item, list_id, f"{name} entry {number}")
        if entity.id in seen:
            raise PackError(f"{name} {entity.id}", "the id is given twice; keep one entry with `listings`.")
        seen.add(entity.id)
        entities.append(entity)
    return tuple(entities)


class Unread(Sequence[Entity]):
    """Entities of parsed designations that were checked before, each made when it is asked for."""

    def __init__(self, data: Any, name: str) -> None:
        """`data` as `from_data` accepted it once."""
        self._items: list[Any] = data["entities"]
        self._list_id: str = data["list"]
        self._name = name
        self._made: dict[int, Entity] = {}

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Entity: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entity]: ...
    def __getitem__(self, at: int | slice) -> Entity | Sequence[Entity]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        made = self._made.get(at)
        if made is None:
            made = self._made[at] = _entity(self._items[at], self._list_id, f"{self._name} entry {at + 1}")
        return made


def _entity(item: Any, list_id: str, where: str) -> Entity:
    _only(item, _ENTITY, where)
    key = _text(item, "id", where)
    schema = _text(item, "schema", key)
    if schema not in SCHEMAS:
        raise PackError(key, f"the schema {schema!r} is not known; use one of {', '.join(sorted(SCHEMAS))}.")
    names = tuple(_name(entry, key) for entry in item.get("names", []))
    primary = [name.text for name in names if name.kind == "primary"]
    if len(primary) != 1:
        raise PackError(key, f"{len(primary)} names are marked `kind: primary`; mark exactly one.")
    if ("listing" in item) == ("listings" in item):
        raise PackError(key, "give either `listing` or `listings`.")
    listings = item["listings"] if "listings" in item else [item["listing"]]
    return Entity(
        id=key,
        schema=schema,
        caption=primary[0],
        names=names,
        designations=tuple(_designation(entry, list_id, key) for entry in listings),
        countries=tuple(item.get("countries", ())),
        birth_dates=tuple(item.get("birth_dates", ())),
        identifiers={kind: tuple(values) for kind, values in item.get("identifiers", {}).items()},
        roles=tuple(item.get("roles", ())),
        links=tuple((link[0], link[1]) for link in item.get("links", ())),
    )


def _name(entry: Any, where: str) -> Name:
    _only(entry, _NAME, where)
    kind = entry.get("kind", "alias")
    if kind not in _KINDS:
        raise PackError(where, f"the name kind {kind!r} is not known; use one of {', '.join(sorted(_KINDS))}.")
    return Name(_text(entry, "text", where), kind, entry.get("lang", ""))


def _designation(entry: Any, list_id: str, where: str) -> Designation:
    _only(entry, _LISTING, where)
    confidence = _text(entry, "confidence", where)
    if confidence not in _CONFIDENCE:
        raise PackError(where, f"the confidence {confidence!r} is not known; use V, S or M.")
    return Designation(
        list_id=list_id,
        reference=_text(entry, "reference", where),
        listed_on=_day(entry, "listed_on", where),
        until=_day(entry, "until", where),
        provisions=tuple(entry.get("provisions", ())),
        instrument=entry.get("instrument", ""),
        confidence=confidence,
    )


def _only(item: Any, known: frozenset[str], where: str) -> None:
    if not isinstance(item, Mapping):
        raise PackError(where, "fields are expected here, as `key: value`.")
    extra = sorted(set(item) - known)
    if extra:
        raise PackError(where, f"the field {extra[0]!r} is not known; known are {', '.join(sorted(known))}.")


def _text(item: Mapping[str, Any], field: str, where: str) -> str:
    value = item.get(field)
    if not isinstance(value, str) or not value:
        raise PackError(where, f"the field {field!r} is missing or empty.")
    return value


def _day(item: Mapping[str, Any], field: str, where: str) -> date | None:
    text = item.get(field)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PackError(where, f"{field} {text!r} is not a date of the form YYYY-MM-DD.") from error
