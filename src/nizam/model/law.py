"""The law as data: a regime, its instruments, and provisions of one operative paragraph each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nizam.record import Record, field

Text = Mapping[str, str]
"""A sentence by language code, as in `{"en": "...", "ar": "..."}`."""


class Condition(Record, frozen=True):
    """One comparison of one fact. `op`: in, not, before (strict), until (inclusive), from (inclusive)."""

    fact: str
    op: str
    values: tuple[str, ...]


class Cap(Record, frozen=True):
    """A shared allowance: its amounts in order of their first days.

    `shared_by`: all-states, or each-state where every State has its own. `alerts` are the shares of the limit at which
    the Secretariat warns all States.
    """

    shared_by: str
    amounts: tuple[CapAmount, ...]
    alerts: tuple[float, ...] = ()


class CapAmount(Record, frozen=True):
    """Limits of a cap from a day on: `limits` by unit (barrel, tonne, usd); `per` is "year" or "".

    `year_starts` is the month and day (`12-22`) on which a yearly period begins, "" for the day of `start` itself.
    `whichever` is "lower" where the limit reached first counts, "" where the units are two measures of one limit.
    `from_outside` says where a limit comes from that the pack does not hold.
    """

    start: date
    until: date | None
    per: str
    limits: Mapping[str, float]
    whichever: str = ""
    year_starts: str = ""
    from_outside: str = ""


class Exception_(Record, frozen=True):
    """A way out of one ban: who decides, on which conditions, by which procedure.

    `kind`: out_of_scope, standing, state_determines, state_determines_then_notifies, notify_no_objection,
    committee_prior_approval, quota, wind_down, emergency. `route` marks a Committee approval that is the normal way.
    `in_play`: "stated" (only where the deal states one of its facts) or "always". `lifts` names the provisions it
    reaches when it is written in another paragraph than theirs.
    """

    id: str
    kind: str
    citation: str
    paragraph: str
    says: Text
    when: tuple[Condition, ...]
    decided_by: str
    procedure: Mapping[str, str] = field(default_factory=dict)
    route: bool = False
    in_play: str = "stated"
    start: date | None = None
    until: date | None = None
    cap: Cap | None = None
    lifts: tuple[str, ...] = ()
    provision: str = ""
    verified: bool = True
    note: str = ""


class Relation(Record, frozen=True):
    """How a provision touches another: replaces, tightens, suspends, ends or alongside."""

    kind: str
    target: str


class Duty(Record, frozen=True):
    """Something to be done by a day: until then the deal is lawful on that condition, afterwards it is not."""

    do: Text
    by: date
    when: tuple[Condition, ...] = ()


class Provision(Record, frozen=True):
    """One operative paragraph. `until` is derived, never typed; `ended_by` cites what ended it.

    `outcome` is the headline when no exception fits: prohibited for a ban, permitted_with_conditions for a paragraph
    that only sets conditions. `exhaustive` says that one of the exceptions always applies once the facts are known.
    """

    id: str
    instrument: str
    paragraph: str
    citation: str
    title: Text
    says: Text
    measure: str
    start: date
    until: date | None
    ended_by: str
    binding: str
    outcome: str
    applies_to: tuple[Condition, ...]
    exceptions: tuple[Exception_, ...]
    any_of: tuple[tuple[Condition, ...], ...] = ()
    duties: tuple[Duty, ...] = ()
    relations: tuple[Relation, ...] = ()
    confidence: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    reading: str = ""
    exhaustive: bool = False
    explains: tuple[str, ...] = ()
    where: str = ""

    @property
    def verified(self) -> bool:
        """Whether a source prints the paragraph's number; False where it is from memory."""
        return self.confidence.get("paragraph", "M") != "M"

    def in_force(self, on: date) -> bool:
        return self.start <= on and (self.until is None or on <= self.until)


class GoodsList(Record, frozen=True):
    """A named list of goods: `hs` codes (and `but` codes taken out), `basis`: text, committee-list or reading.

    `edition` is that of the Harmonized System in which the codes are written.
    """

    id: str
    labels: Mapping[str, tuple[str, ...]]
    hs: tuple[str, ...]
    basis: str
    but: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    open: bool = False
    documents: tuple[str, ...] = ()
    note: Text = field(default_factory=dict)
    edition: str = "2022"


CITES: Mapping[str, str] = {"un-sc": "UNSCR {number} ({year}) para {paragraph}"}
"""How an issuer's documents are cited, where one form serves them all; other instruments bring their own form."""


class Instrument(Record, frozen=True):
    """A resolution, regulation or order. `encoded` and `not_encoded` name its paragraphs; what is in neither was not
    looked at. `cite` is the form of citing it, with {number}, {year} and {paragraph} to be filled in. `verified` says
    who (`by`) held it against which copy (`sha256`) of the document and when (`on`); empty where nobody has.
    """

    id: str
    number: str
    adopted: date
    vote: str
    url: str
    did: Text
    encoded: tuple[str, ...]
    not_encoded: Mapping[str, str] = field(default_factory=dict)
    confidence: str = "M"
    issuer: str = "un-sc"
    cite: str = CITES["un-sc"]
    verified: Mapping[str, str] = field(default_factory=dict)

    def citation(self, paragraph: str) -> str:
        """A paragraph as lawyers cite it: `UNSCR 2371 (2017) para 8(a)(iii)`, `31 CFR 510.206`."""
        return self.cite.format(number=self.number, year=self.adopted.year, paragraph=paragraph)


class Vote(Record, frozen=True):
    """A vote of the Council, or a draft that never came to one. `effect` says what it changed in law."""

    id: str
    date: str
    result: str
    kind: str
    says: Text
    effect: Text
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: str = "M"


class Jurisdiction(Record, frozen=True):
    """Whom a regime binds, as far as a deal shows it. `countries` are lower-case ISO codes of parties, flags, places of
    the deed and stops; `currencies` are units of amounts (`usd`). `says` tells the rest. Empty for the United Nations.
    """

    countries: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    says: Text = field(default_factory=dict)


class Regime(Record, frozen=True):
    """All measures about one situation, as one revision of a pack.

    `short` names the issuer in a word or two ("EU"); `deciders` gives a decider its own name here (`authority`: OFAC).
    `carries_out` is the regime whose measures bind here as well, and which this one only adds to.
    """

    id: str
    title: Text
    target: str
    began: date
    encoded_from: date
    instruments: tuple[Instrument, ...]
    provisions: tuple[Provision, ...]
    exemptions: tuple[Exception_, ...]
    goods: Mapping[str, GoodsList]
    votes: tuple[Vote, ...]
    readings: Mapping[str, Text]
    not_encoded: tuple[Text, ...]
    sha256: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    issuer: str = "un-sc"
    short: Text = field(default_factory=dict)
    jurisdiction: Jurisdiction = Jurisdiction()
    deciders: Mapping[str, Text] = field(default_factory=dict)
    carries_out: str = ""
