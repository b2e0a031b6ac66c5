"""What stands beside the parties in a FollowTheMoney file, collected by whom it concerns: listings, ties, papers,
addresses."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

from nizam.model.entity import Designation
from nizam.sources.days import birth_dates
from nizam.sources.draft import Draft

_LONG_MONTHS = frozenset({1, 3, 5, 7, 8, 10, 12})


class Joins:
    """Everything of a first pass. `published` is the latest day any entity changed or was seen."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.published: date | None = None
        self.left_out: dict[str, int] = {}
        self._edges: dict[str, dict[str, str]] = table["edges"]
        self._papers: dict[str, str] = table["papers"]
        self._left_out: frozenset[str] = table["left_out"]
        self._sanctions: dict[str, list[Designation]] = defaultdict(list)
        self._links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._numbers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._addresses: dict[str, tuple[str, str]] = {}
        self._seen: set[str] = set()
        self._again: dict[str, int] = {}

    def joined(self, schema: str) -> bool:
        """Whether entities of a schema are no parties of their own."""
        return (
            schema in ("Sanction", "Address")
            or schema in self._edges
            or schema in self._papers
            or schema in self._left_out
        )

    def take(self, record: dict[str, Any]) -> None:
        """Collect one entity of the first pass."""
        schema, key, properties = record["schema"], record["id"], record.get("properties", {})

        def values(prop: str) -> list[str]:
            return texts(properties.get(prop))

        def first(*props: str) -> str:
            return next((text for prop in props for text in values(prop)), "")

        for field in ("last_change", "last_seen"):
            for text in texts(record.get(field)):
                day = last_day(text)
                if day and (self.published is None or day > self.published):
                    self.published = day
        if schema == "Sanction":
            listing = Designation(
                next(iter(texts(record.get("datasets"))), ""),
                first("authorityId", "unscId", "recordId") or key,
                first_day(min((*values("listingDate"), *values("startDate")), default="")),
                last_day(max(values("endDate"), default="")),
                authority=first("authority"),
                programmes=tuple(values("programId") or values("program")),
                measures=tuple(values("provisions")),
                amended=last_day(max(values("modifiedAt"), default="")),
            )
            for target in values("entity"):
                self._sanctions[target].append(listing)
        elif schema == "Address":
            keys = ("street", "city", "postalCode", "region", "state")
            full = first("full") or ", ".join(text for prop in keys for text in values(prop)[:1])
            self._addresses[key] = (full, first("country"))
        elif schema in self._edges:
            (one, kind), (other, back) = self._edges[schema].items()
            for left in values(one):
                for right in values(other):
                    self._links[left].append((kind, right))
                    self._links[right].append((back, left))
        elif schema in self._papers:
            prop = self._papers[schema]
            if schema == "Identification" and "passport" in first("type").lower():
                prop = "passportNumber"
            for holder in (*values("holder"), *values("owner")):
                self._numbers[holder] += [(prop, number) for number in (*values("number"), *values("accountNumber"))]
        elif schema in self._left_out:
            self.left_out[schema] = self.left_out.get(schema, 0) + 1
        elif key in self._seen:
            self._again[key] = self._again.get(key, 0) + 1
        else:
            self._seen.add(key)

    def more(self, key: str) -> bool:
        """Whether the second pass will meet this id again."""
        left = self._again.get(key, 0)
        if left:
            self._again[key] = left - 1
        return left > 0

    def join(self, draft: Draft) -> None:
        """Write into a party what concerns it."""
        draft.designations += self._sanctions.get(draft.id, ())
        for kind, target in self._links.get(draft.id, ()):
            draft.link(kind, target)
        for key, number in self._numbers.get(draft.id, ()):
            draft.identify(key, number)
        for one in draft.values("addressEntity"):
            line, country = self._addresses.get(one, ("", ""))
            draft.address(line, country)


def texts(value: Any) -> list[str]:
    """The values of a property as text: a list or a single value; of an entity in place of its id, the id."""
    if value is None:
        return []
    if isinstance(value, list) and len(value) == 1 and type(value[0]) is str:
        return value if value[0] and not value[0].isspace() else []
    out = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("id")
        if one is None or isinstance(one, list):
            continue
        text = ("true" if one else "false") if isinstance(one, bool) else str(one)
        if text.strip():
            out.append(text)
    return out


@lru_cache(maxsize=4096)
def first_day(text: str) -> date | None:
    """The first day that a date of any precision may mean."""
    found = birth_dates(text) if text else ()
    return _day(found[0] + "-01-01"[len(found[0]) - 4 :]) if found else None


@lru_cache(maxsize=4096)
def last_day(text: str) -> date | None:
    """The last day that a date of any precision may mean."""
    found = birth_dates(text) if text else ()
    if not found:
        return None
    if len(found[-1]) == 4:
        return _day(found[-1] + "-12-31")
    if len(found[-1]) == 7:
        month = int(found[-1][5:])
        return _day(f"{found[-1]}-{31 if month in _LONG_MONTHS else 28 if month == 2 else 30}")
    return _day(found[-1])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
