"""A dismissal: somebody looked at a match and found that the party asked about is not the listed one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from nizam.record import Record, field

MOST_TEXT = 1000
_ID = re.compile(r"g-[0-9a-f]{12}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BIRTH = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Problem(Exception):
    """Why a dismissal cannot be used: what was read, and what to do."""


class Asked(Record, frozen=True):
    """What a query says besides its name. Two queries with the same name and the same of these are the same party.

    `birth_date` as text, `countries` ISO codes, `identifiers` letters and digits by property.
    """

    birth_date: str = ""
    countries: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()


class Dismissal(Record, frozen=True):
    """`query` is not `entity`. `records` are hashes of what the lists said of the entity then: where a list says
    something else now, the match is open again. `expires` is the last day it holds. `scope`: the only list or
    customer it holds for; "" for all. `at` is when it was made, UTC.
    """

    id: str
    query: str
    entity: str
    caption: str
    records: tuple[str, ...]
    reason: str
    author: str
    at: str
    asked: Asked = field(default_factory=Asked)
    expires: date | None = None
    scope: str = ""

    @property
    def key(self) -> str:
        """The name asked, as it is compared with other queries."""
        return key_of(self.query)

    @property
    def subject(self) -> tuple[str, str, Asked, str]:
        """What it is about: a newer dismissal of the same subject takes its place."""
        return self.key, self.entity, self.asked, self.scope

    def expired(self, today: date) -> bool:
        return self.expires is not None and today > self.expires

    def told(self) -> dict[str, Any]:
        """What a match says of its dismissal, every field there."""
        row = self.row()
        return {name: row.get(name) for name in ("id", "reason", "author", "at", "expires", "scope")}

    def row(self) -> dict[str, Any]:
        """As JSON, empty fields left out."""
        found: dict[str, Any] = {
            "id": self.id,
            "query": self.query,
            "entity": self.entity,
            "caption": self.caption,
            "reason": self.reason,
            "author": self.author,
            "at": self.at,
            "expires": self.expires.isoformat() if self.expires else "",
            "scope": self.scope,
            "birth_date": self.asked.birth_date,
            "countries": sorted(self.asked.countries),
            "identifiers": dict(sorted(self.asked.identifiers)),
            "records": list(self.records),
        }
        return {name: value for name, value in found.items() if value}


def key_of(name: str) -> str:
    """A query's name as two queries are compared: case, width and blanks do not count, anything else does.

    >>> key_of("  KIM  Yong-chol ") == key_of("Kim Yong-Chol")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def asked_of(
    birth_date: str | None = None,
    countries: Sequence[str] = (),
    identifiers: Mapping[str, Sequence[str]] | None = None,
) -> Asked:
    """What a query says besides its name, in one form. Countries are names or codes."""
    if not birth_date and not countries and not identifiers:
        return _NOTHING
    from nizam.names.countries import country_code

    codes = frozenset(country_code(text) or text.strip().lower() for text in countries if text and text.strip())
    numbers = set()
    for kind, values in (identifiers or {}).items():
        for value in [values] if isinstance(values, str) else values:
            text = "".join(char for char in value if char.isalnum()).upper()
            if text:
                numbers.add((_KINDS.get(kind.lower(), kind), text))
    return Asked((birth_date or "").strip(), codes, frozenset(numbers))


_NOTHING = Asked()
_KINDS = {"imo": "imoNumber", "passport": "passportNumber", "swift": "swiftBic", "bic": "swiftBic"}


def from_row(row: Any) -> Dismissal:
    """A dismissal from its JSON. Raises Problem."""
    if not isinstance(row, Mapping):
        raise Problem(f"expected an object, found {type(row).__name__}")
    text = {name: text_of(name, row.get(name)) for name in ("id", "query", "entity", "caption", "author", "at")}
    text["reason"] = text_of("reason", row.get("reason"))
    if not _ID.fullmatch(text["id"]):
        raise Problem(f"the id {text['id'][:40]!r} is not one of a dismissal, as in g-1a2b3c4d5e6f")
    for name in ("query", "entity", "reason", "author"):
        if not text[name]:
            raise Problem(f"{name} is missing")
    records, identifiers = row.get("records", ()), row.get("identifiers", {})
    if not isinstance(records, list | tuple) or not records or not all(isinstance(one, str) for one in records):
        raise Problem("records must be a list of hashes")
    if not isinstance(identifiers, Mapping) or not isinstance(row.get("countries", []), list):
        raise Problem("countries must be a list, identifiers an object")
    return Dismissal(
        **text,
        records=tuple(records),
        asked=asked_of(
            birth(text_of("birth_date", row.get("birth_date"))),
            [str(code) for code in row.get("countries", [])],
            {str(kind): [str(number)] for kind, number in identifiers.items()},
        ),
        expires=day_of(row.get("expires")),
        scope=text_of("scope", row.get("scope")),
    )


def day_of(value: Any) -> date | None:
    """A day as YYYY-MM-DD, or None where nothing is given. Raises Problem."""
    text = text_of("expires", value)
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"expires {text!r} is not a day; write it as 2027-01-31") from None


def birth(text: str) -> str:
    """A birth date as YYYY, YYYY-MM or YYYY-MM-DD, or "". Raises Problem."""
    if text and not _BIRTH.fullmatch(text):
        raise Problem(f"birth_date {text!r} is not a date; write it as 1962, 1962-02 or 1962-02-18")
    return text


def text_of(name: str, value: Any) -> str:
    """A text field, without blanks around it. Raises Problem."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Problem(f"{name} holds {type(value).__name__}; write it as text")
    said = value.strip()
    if len(said) > MOST_TEXT:
        raise Problem(f"{name} is longer than {MOST_TEXT} characters; keep the rest elsewhere")
    if _CONTROL.search(said):
        raise Problem(f"{name} holds a control character or a line break; take it out")
    return said
