"""What a model put forward for a document, as places in its text and terms of the vocabulary: none of its own words."""

from __future__ import annotations

from collections.abc import Mapping

from nizam.record import Record, astuple, field

Place = tuple[int, int]
"""Start and end in the document's text, code points, end exclusive."""


class ProposedEntity(Record, frozen=True):
    """Words said to name somebody or something. `type` as in `Entity`."""

    at: Place
    type: str


class ProposedStatement(Record, frozen=True):
    """Words said to be a statement. `speaker` are the words that name who speaks, None for the author."""

    at: Place
    content: Place
    verb: Place
    speaker: Place | None
    mode: str
    polarity: str


class ProposedItem(Record, frozen=True):
    """Words said to tell a deed. `goods` are the words for goods, `actor` and `to` those for its sides."""

    at: Place
    activity: str
    status: str
    goods: tuple[Place, ...] = ()
    actor: Place | None = None
    to: Place | None = None
    cue: Place | None = None


class Proposals(Record, frozen=True):
    """Everything one model put forward. `given` counts all of it, `rejected` what was not taken, by reason.

    `trouble` is why nothing, or not everything, could be had from it: a key of the labels, "" where all went well.
    """

    by: str
    entities: tuple[ProposedEntity, ...] = ()
    statements: tuple[ProposedStatement, ...] = ()
    items: tuple[ProposedItem, ...] = ()
    given: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""

    @property
    def taken(self) -> int:
        """How many stand."""
        return len(self.entities) + len(self.statements) + len(self.items)

    @property
    def rests_on(self) -> tuple[object, ...]:
        """What an answer with them rests on, as plain data; empty where none stands."""
        held = (self.entities, self.statements, self.items)
        return (self.by, *(astuple(one) for sort in held for one in sort)) if self.taken else ()
