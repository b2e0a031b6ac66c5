"""Who is listed, and how a name given was found to meet a name listed.

Shapes follow FollowTheMoney (schema and multi-valued properties) so that other lists fit without a second model.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nizam.record import Record, field


class Name(Record, frozen=True):
    """One form of a name as a list gives it. `kind`: `primary`, `alias`, `weak` or `original` (own script)."""

    text: str
    kind: str = "primary"
    lang: str = ""


class Address(Record, frozen=True):
    """Where a listed party is said to be: the line as printed, and the country's ISO code in lower case or ''."""

    text: str = ""
    country: str = ""


class Designation(Record, frozen=True):
    """The act that put an entity on a list. Dates are inclusive; `until` is the last day of the listing.

    `instrument` is the resolution or `committee`; `confidence` is V (two sources), S (one) or M (from memory).
    `programmes` are the list's own names for the regimes, `measures` what the listing brings, `amended` the day of
    the last change the list gives.
    """

    list_id: str
    reference: str
    listed_on: date | None = None
    until: date | None = None
    provisions: tuple[str, ...] = ()
    instrument: str = ""
    confidence: str = ""
    authority: str = ""
    programmes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    amended: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the entity stood on the list on the day; an unknown first day counts as always listed."""
        return (self.listed_on is None or self.listed_on <= on) and (self.until is None or on <= self.until)


class Entity(Record, frozen=True):
    """A listed person, body, vessel or aircraft. `schema`: Person, Organization, Company, Vessel, Airplane, or any
    other schema of FollowTheMoney that a dataset brings (LegalEntity, PublicBody, CryptoWallet ...).

    `countries` are all countries tied to the entity, `nationalities` those of them that are a person's; ISO codes in
    lower case. `birth_dates` are YYYY-MM-DD, YYYY-MM or YYYY, every possible one. `identifiers` and `properties` are
    keyed by FollowTheMoney property (passportNumber, imoNumber, mmsi, innCode, leiCode, swiftBic, callSign,
    registrationNumber ...; position, website ...). `links` are (kind, id or name), such as ("owner", "NK-1").
    Narrative remarks of official lists are not kept.
    """

    id: str
    schema: str
    caption: str
    names: tuple[Name, ...]
    designations: tuple[Designation, ...] = ()
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    nationalities: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    gender: str = ""
    addresses: tuple[Address, ...] = ()
    topics: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def programmes(self) -> tuple[str, ...]:
        """Every programme the entity is listed under, in order."""
        return tuple(dict.fromkeys(name for listing in self.designations for name in listing.programmes))


class Feature(Record, frozen=True):
    """One reason for or against a match: its score in 0..1 and the two values that met."""

    name: str
    score: float
    query: str
    candidate: str
    detail: str = ""


class Match(Record, frozen=True):
    """A listed entity that a query met.

    `decided` is `match` where the name and what else is known leave little doubt, `possible` for a namesake or a
    loose likeness that a person must look at, `ruled_out` where an identifier speaks against it.
    """

    entity: Entity
    score: float
    decided: str
    features: tuple[Feature, ...] = ()
