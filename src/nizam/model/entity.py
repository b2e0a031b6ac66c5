"""Who is listed, and how a name given was found to meet a name listed.

Shapes follow FollowTheMoney (schema and multi-valued properties) so that other lists fit without a second model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name as a list gives it. `kind`: `primary`, `alias`, `weak` or `original` (own script)."""

    text: str
    kind: str = "primary"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """The act that put an entity on a list. Dates are inclusive; `until` is the last day of the listing.

    `instrument` is the resolution or `committee`; `confidence` is V (two sources), S (one) or M (from memory).
    """

    list_id: str
    reference: str
    listed_on: date | None = None
    until: date | None = None
    provisions: tuple[str, ...] = ()
    instrument: str = ""
    confidence: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the entity stood on the list on the day; an unknown first day counts as always listed."""
        return (self.listed_on is None or self.listed_on <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Entity:
    """A listed person, body, vessel or aircraft. `schema`: Person, Organization, Company, Vessel, Airplane."""

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


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason for or against a match: its score in 0..1 and the two values that met."""

    name: str
    score: float
    query: str
    candidate: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A listed entity that a query met.

    `decided` is `match` where the name and what else is known leave little doubt, `possible` for a namesake or a
    loose likeness that a person must look at, `ruled_out` where an identifier speaks against it.
    """

    entity: Entity
    score: float
    decided: str
    features: tuple[Feature, ...] = ()
