"""FollowTheMoney entities, one JSON object a line (`.ftm.json`) → entities.

Sanctions, ties, papers and addresses are entities of their own there and may stand before or after whom they concern:
a first pass collects them by id, a second gives the parties. An id may stand on several lines, each adding to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.errors import SourceError
from nizam.model.entity import Designation, Entity
from nizam.sources.base import Given, Reading, opened
from nizam.sources.draft import Draft
from nizam.sources.ftm_joins import Joins, texts

FORM = "ftm-json"
_LONGEST_LINE = 16 * 1024 * 1024
_TABLE = Path(__file__).parent / "resources" / "ftm.yml"
_FIELDS = frozenset({"id", "caption", "schema", "properties", "datasets"})


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table of schemata and properties."""
    data: dict[str, Any] = yamltext.load(_TABLE)
    return {**data, "identifiers": frozenset(data["identifiers"]), "left_out": frozenset(data["left_out"])}


def stream(given: Given, name: str = "entities.ftm.json") -> Reading:
    """The dataset, to be read one entity at a time. Raises SourceError naming the line."""
    joins = Joins(table())
    dataset = ""
    for _, record in _lines(given, name):
        joins.take(record)
        dataset = dataset or next(iter(texts(record.get("datasets"))), "")
    reading = Reading(FORM, dataset or "ftm", published=joins.published)
    for kind, count in sorted(joins.left_out.items()):
        reading.notices.add(name, f"{count} of schema {kind} are neither a party nor a tie and were left out")
    reading.entities = _entities(given, name, reading, joins)
    reading.whole = lambda: (record for _, record in _lines(given, name))
    return reading


def _lines(given: Given, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line and object of every line that is not empty, checked for id, schema and properties."""
    with opened(given) as handle:
        number = 0
        while raw := handle.readline(_LONGEST_LINE + 1):
            number += 1
            where = f"{name}:{number}"
            if len(raw) > _LONGEST_LINE:
                raise SourceError(
                    f"{where}: the line is longer than {_LONGEST_LINE >> 20} MB; one entity stands on one line."
                )
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            try:
                record = json.loads(raw.decode("utf-8"))
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{where}: the bytes are not UTF-8 ({error.reason}); save the file as UTF-8."
                ) from error
            except (ValueError, RecursionError) as error:
                raise SourceError(f"{where}: not a JSON object ({error}); the file is cut off or damaged.") from error
            if not isinstance(record, dict):
                raise SourceError(f"{where}: one FollowTheMoney entity, a JSON object, is expected on each line.")
            for key in ("id", "schema"):
                if not isinstance(record.get(key), str) or not record[key].strip():
                    raise SourceError(
                        f"{where}: the field {key!r} is missing or is not text; entities need id and schema."
                    )
            if not isinstance(record.get("properties", {}), dict):
                raise SourceError(f"{where}: the field 'properties' is not an object of lists.")
            yield number, record


def _entities(given: Given, name: str, reading: Reading, joins: Joins) -> Iterator[Entity]:
    held: dict[str, Draft] = {}
    for line, record in _lines(given, name):
        key, schema = record["id"], record["schema"]
        if joins.joined(schema):
            continue
        where = f"{name}:{line} {key}"
        draft = held.get(key) or Draft(reading, key, schema, where)
        _write(draft, record)
        if joins.more(key):
            held[key] = draft
            continue
        held.pop(key, None)
        entity = _finish(draft, record, joins)
        if entity is not None:
            yield entity


def _write(draft: Draft, record: dict[str, Any]) -> None:
    known = table()
    properties = {key: texts(value) for key, value in record.get("properties", {}).items()}
    caption = record.get("caption") if isinstance(record.get("caption"), str) else ""
    names = properties.get("name", [])
    if caption in names:
        draft.name(caption, "primary")
    for prop, kind in known["names"].items():
        for at, text in enumerate(properties.pop(prop, [])):
            draft.name(text, "primary" if prop == "name" and at == 0 and not draft.caption else kind)
    for text in properties.pop("birthDate", []):
        draft.birth(text)
    for prop in known["nationalities"]:
        for text in properties.pop(prop, []):
            draft.country(text, nationality=True)
    for prop in known["countries"]:
        for text in properties.get(prop, []):
            draft.country(text)
    for text in properties.pop("birthPlace", []):
        draft.birth_place(text)
    for text in properties.pop("address", []):
        draft.address(text)
    for text in properties.pop("addressEntity", []):
        draft.add("addressEntity", text)
    for text in properties.pop("gender", []):
        draft.gender = text
    for prop in known["roles"]:
        for text in properties.pop(prop, []):
            draft.role(text)
    draft.topics = tuple(dict.fromkeys((*draft.topics, *properties.pop("topics", []))))
    draft.datasets = tuple(dict.fromkeys((*draft.datasets, *texts(record.get("datasets")))))
    for prop, values in properties.items():
        for text in values:
            if prop in known["identifiers"]:
                draft.identify(prop, text)
            else:
                draft.add(prop, text)
    for field, value in record.items():
        if field in known["kept"]:
            for text in texts(value):
                draft.add(field, text)
        elif field not in _FIELDS:
            draft.reading.notices.add(draft.where, f"the field {field!r} is not one of an entity and was left out")


def _finish(draft: Draft, record: dict[str, Any], joins: Joins) -> Entity | None:
    joins.join(draft)
    if not draft.designations:
        dataset = draft.datasets[0] if draft.datasets else draft.reading.list_id
        draft.designations.append(Designation(dataset, draft.id))
    if not draft.named():
        properties = record.get("properties", {})
        parts = [
            text
            for key in ("firstName", "secondName", "middleName", "lastName")
            for text in texts(properties.get(key))[:1]
        ]
        caption = record.get("caption")
        draft.name(
            " ".join(parts) or (caption if isinstance(caption, str) else "") or draft.first_identifier(), "primary"
        )
    if not draft.named():
        draft.reading.notices.add(draft.where, f"the {draft.schema} has neither a name nor a number and was left out")
        return None
    return draft.entity()
