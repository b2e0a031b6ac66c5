"""What a query says besides the name, in one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nizam.model.entity import Feature
from nizam.names import parts
from nizam.names.countries import country_code
from nizam.names.scripts import fold
from nizam.record import Record, field

_IDENTIFIERS = {
    "imo": "imoNumber",
    "imonumber": "imoNumber",
    "passport": "passportNumber",
    "passportnumber": "passportNumber",
    "idnumber": "idNumber",
    "nationalid": "idNumber",
    "swift": "swiftBic",
    "swiftbic": "swiftBic",
    "bic": "swiftBic",
}
_SHIP_MARKS = (
    "mv ", "m v ", "mt ", "m t ", "vessel ", "tanker ", "ship ", "سفينة", "السفينة", "ناقلة", "الناقلة", "судно ",
    "танкер ",
)  # fmt: skip


class Question(NamedTuple):
    """What is asked of a list: the arguments of `Matcher.screen`."""

    name: str
    schema: str | None = None
    countries: Sequence[str] = ()
    birth_date: str | None = None
    identifiers: Mapping[str, Sequence[str]] | tuple[tuple[str, tuple[str, ...]], ...] | None = None
    as_of: date | None = None
    limit: int = 5
    threshold: float = 0.7
    include_inactive: bool = False


class Asked(Record, frozen=True):
    """What a query says besides the name: codes of countries, birth date as text, normalised identifiers."""

    schema: str | None = None
    countries: frozenset[str] = frozenset()
    birth_date: str | None = None
    identifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Decision(Record, frozen=True):
    """The score 0..1, the word for it, and the features beyond the name's own."""

    score: float
    decided: str
    features: tuple[Feature, ...]


def identifiers(given: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Identifiers by FtM property, each reduced to letters and digits; `imo`, `passport`, `swift` are understood."""
    out: dict[str, set[str]] = {}
    for key, values in given.items():
        kind = _IDENTIFIERS.get(key.lower().replace("_", ""), key)
        texts = [values] if isinstance(values, str) else values
        for value in texts:
            text = "".join(char for char in value if char.isalnum()).upper()
            text = text.removeprefix("IMO") if kind == "imoNumber" else text
            if text:
                out.setdefault(kind, set()).add(text)
    return {kind: frozenset(values) for kind, values in out.items()}


def asked_of(
    name: str,
    schema: str | None,
    countries: Sequence[str],
    birth_date: str | None,
    given: Mapping[str, Sequence[str]] | tuple[tuple[str, tuple[str, ...]], ...] | None,
) -> Asked:
    """What a query says, in one shape; an IMO number written in the name counts as given, and makes it a ship's."""
    codes = frozenset(country_code(text) or text.lower() for text in countries if text)
    numbers = identifiers(dict(given or {}))
    written = parts.imo_numbers(name)
    if written:
        numbers["imoNumber"] = numbers.get("imoNumber", frozenset()) | frozenset(written)
    if schema is None and (written or fold(name).startswith(_SHIP_MARKS)):
        schema = "Vessel"
    return Asked(schema, codes, birth_date, numbers)
