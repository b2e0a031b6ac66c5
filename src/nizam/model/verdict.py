"""The engine's full answer. There is no "allowed": the loosest outcome is that no encoded measure was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from nizam.model.law import Text
from nizam.record import Record, field


class Outcome(Enum):
    """Eight headlines; the number is strictness, higher is stricter."""

    NOT_RESTRICTED = 0
    ADVISED_AGAINST = 1
    PERMITTED_WITH_CONDITIONS = 2
    CAPPED = 3
    NEEDS_NOTIFICATION = 4
    NEEDS_COMMITTEE_APPROVAL = 5
    UNDETERMINED = 6
    PROHIBITED = 7

    @property
    def word(self) -> str:
        """The name used in JSON and packs, as in `needs_committee_approval`."""
        return self.name.lower()

    @staticmethod
    def of(word: str) -> Outcome:
        return Outcome[word.upper()]


class Step(Record, frozen=True):
    """One test made. `result`: yes, no or not known; `found` quotes what it was decided on, `source` where from."""

    provision: str
    test: str
    asked: str
    found: str
    source: str
    result: str


class Question(Record, frozen=True):
    """A missing fact, why it matters, who could know it, and what the answer would be for some values."""

    fact: str
    ask: Text
    why: tuple[str, ...]
    known_by: Text = field(default_factory=dict)
    if_answered: Mapping[str, str] = field(default_factory=dict)


class Door(Record, frozen=True):
    """A discretionary way out of a ban, with who decides. `general` marks the clause over the whole regime."""

    provision: str
    citation: str
    decided_by: str
    says: Text
    general: bool
    verified: bool


class Finding(Record, frozen=True):
    """One provision that bears on the deal, with its own outcome and the exception or duty that gave it."""

    provision: str
    citation: str
    outcome: Outcome
    binding: str
    exception: str | None
    start: date
    until: date | None
    says: Text
    title: Text
    verified: bool
    note: Text = field(default_factory=dict)
    goods: tuple[int, ...] = ()
    reading: Text = field(default_factory=dict)


class ListedElsewhere(Record, frozen=True):
    """An entry of another authority's list that a party is or may be; `decided` is match, possible or dismissed."""

    list_id: str
    entry: str
    score: float
    caption: str
    decided: str


class PartyAnswer(Record, frozen=True):
    """What screening said of a party: designated is True, False, or None for a possible match."""

    name: str
    designated: bool | None
    list_id: str = ""
    entry: str = ""
    score: float = 0.0
    caption: str = ""
    elsewhere: tuple[ListedElsewhere, ...] = ()


class Beside(Record, frozen=True):
    """What another regime than the asked one says of the deal, for those it binds.

    `own` is the outcome of what it adds, `outcome` the stricter of that and of the measures that it carries out;
    both are None where its law of that day is not encoded. `binds_by` are the codes of countries and currencies
    that tie the deal to it; where there are none, no tie was seen. `urls` leads to each provision's document.
    """

    regime: str
    title: Text
    short: Text
    outcome: Outcome | None
    own: Outcome | None
    at_least: Outcome | None
    binds_by: tuple[str, ...]
    says: Text
    findings: tuple[Finding, ...]
    doors: tuple[Door, ...]
    questions: tuple[Question, ...]
    not_checked: tuple[Text, ...]
    deciders: Mapping[str, Text] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    pack: str = ""

    @property
    def binds(self) -> str:
        """`yes` where the deal shows a tie, else `not_seen`."""
        return "yes" if self.binds_by else "not_seen"

    @property
    def carried(self) -> bool:
        """Whether the answer is that of the measures it carries out, its own saying nothing stricter."""
        return self.outcome is not self.own


class Verdict(Record, frozen=True):
    """Outcome and everything it rests on. `at_least` and `today` are set for `undetermined` only."""

    id: str
    outcome: Outcome
    at_least: Outcome | None
    as_of: date | None
    today: Outcome | None
    findings: tuple[Finding, ...]
    doors: tuple[Door, ...]
    questions: tuple[Question, ...]
    parties: tuple[PartyAnswer, ...]
    not_checked: tuple[Text, ...]
    steps: Sequence[Step]
    understood: tuple[str, ...] = ()
    decision_id: str = ""
    packs: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    beside: Sequence[Beside] = ()
