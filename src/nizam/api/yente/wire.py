"""What comes over the wire, checked: datasets, schemata, properties and moments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from litestar import Request
from litestar.exceptions import HTTPException, NotFoundException

from nizam.api.live import Lists
from nizam.ftm.schemata import Schema, is_a, schemata
from nizam.names.countries import country_code
from nizam.record import Record

_SINCE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?")
MOST_RESULTS = 500


class Filters(Record, frozen=True):
    """Which entities an answer may hold."""

    include_dataset: frozenset[str] = frozenset()
    exclude_dataset: frozenset[str] = frozenset()
    exclude_schema: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed_since: str = ""
    exclude_entity_ids: frozenset[str] = frozenset()

    def none(self) -> bool:
        """Whether everything passes."""
        return self == Filters()

    def passes(self, dataset: str, row: Mapping[str, Any]) -> bool:
        """Whether an entity of a list may be in the answer."""
        datasets = {*row["datasets"], dataset}
        return (
            (not self.include_dataset or not self.include_dataset.isdisjoint(datasets))
            and self.exclude_dataset.isdisjoint(datasets)
            and not any(is_a(row["schema"], name) for name in self.exclude_schema)
            and (not self.topics or not self.topics.isdisjoint(row["properties"].get("topics", ())))
            and (not self.changed_since or (row["last_change"] or "") >= self.changed_since)
            and self.exclude_entity_ids.isdisjoint((row["id"], *row["referents"]))
        )


def lists_of(request: Request[Any, Any, Any]) -> Lists:
    """The lists that the request is answered from."""
    found: Lists = request.scope["state"]["lists"]
    return found


def dataset_of(lists: Lists, name: str) -> str:
    """A dataset's name. 404 where there is none of it."""
    if not lists.scope(name):
        raise NotFoundException(detail=f"No such dataset: {name}")
    return name


def schema_of(name: str) -> Schema:
    """A schema by name. 400 where FollowTheMoney has none of it."""
    found = schemata().get(name)
    if found is None:
        raise HTTPException(status_code=400, detail=f"Invalid schema: {name}")
    return found


def since_of(text: str | None) -> str:
    """A moment to compare `last_change` with. 422 for another form."""
    if not text:
        return ""
    if not _SINCE.fullmatch(text):
        raise HTTPException(
            status_code=422, detail=f"changed_since: {text!r} is no moment; write it as 2024-05-01 or 2024-05-01T12:00."
        )
    return text


def within(name: str, value: int, least: int, most: int) -> int:
    """A number inside its range. 422 outside."""
    if not least <= value <= most:
        raise HTTPException(status_code=422, detail=f"{name}: {value} is not from {least} to {most}.")
    return value


def filters(
    *,
    include_dataset: Sequence[str] | None,
    exclude_dataset: Sequence[str] | None,
    exclude_schema: Sequence[str] | None,
    topics: Sequence[str] | None = None,
    changed_since: str | None = None,
    exclude_entity_ids: Sequence[str] | None = None,
) -> Filters:
    """Filters as they were asked for. 400 for a schema that is none, 422 for a moment that is none."""
    for name in exclude_schema or ():
        schema_of(name)
    if len(exclude_entity_ids or ()) > 50:
        raise HTTPException(status_code=422, detail="exclude_entity_ids: 50 are the most.")
    return Filters(
        frozenset(include_dataset or ()),
        frozenset(exclude_dataset or ()),
        frozenset(exclude_schema or ()),
        frozenset(topics or ()),
        since_of(changed_since),
        frozenset(exclude_entity_ids or ()),
    )


def properties_of(schema: Schema, given: Mapping[str, Any]) -> tuple[dict[str, list[str]], list[str]]:
    """An example's properties as lists of text, countries as codes; and the names its schema does not have."""
    known: dict[str, list[str]] = {}
    unknown = []
    for name, value in given.items():
        prop = schema.properties.get(name)
        if prop is None:
            unknown.append(name)
            continue
        values = [text for text in _texts(value) if text]
        if prop.type == "country":
            values = [country_code(text) or text for text in values]
        if values:
            known[name] = list(dict.fromkeys(values))
    return known, unknown


def _texts(value: Any) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    for one in values:
        if isinstance(one, bool):
            yield "true" if one else "false"
        elif isinstance(one, str | int | float):
            yield str(one).strip()
