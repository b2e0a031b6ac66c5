"""The facts a rule may ask about: a deal, its parties and goods, and what is known of each question.

Nothing here is ever "no" by silence: a fact that was not given is unknown, and unknown is its own value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Day
from enum import Enum

from nizam.model.entity import Match
from nizam.record import Record, field


class Tri(Enum):
    """Kleene's three values. `and_`/`or_` follow min and max with UNKNOWN in the middle."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @staticmethod
    def all_of(values: Iterable[Tri]) -> Tri:
        """Conjunction; an empty one is YES."""
        return Tri(min((v.value for v in values), default=2))

    @staticmethod
    def any_of(values: Iterable[Tri]) -> Tri:
        """Disjunction; an empty one is NO."""
        return Tri(max((v.value for v in values), default=0))

    def negated(self) -> Tri:
        return Tri(2 - self.value)


class Fact(Record, frozen=True):
    """What is known of one question.

    `values` hold, `excluded` do not; `complete` says that nothing beyond `values` holds; `maybe` narrows an open
    question to these candidates (the word "fuel" may be refined products or coal, but not a limousine).
    `said` quotes the words or the field it was read from.
    """

    values: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    complete: bool = False
    said: str = ""

    def among(self, wanted: Iterable[str]) -> Tri:
        """Whether one of the wanted terms holds."""
        asked = frozenset(wanted)
        if self.values & asked:
            return Tri.YES
        if self.complete or asked <= self.excluded:
            return Tri.NO
        if self.maybe:
            return Tri.UNKNOWN if self.maybe & asked else Tri.NO
        return Tri.UNKNOWN

    @property
    def stated(self) -> bool:
        """Whether the deal said anything at all about it."""
        return bool(self.values or self.excluded or self.maybe or self.complete)


UNKNOWN_FACT = Fact()


class Party(Record, frozen=True):
    """Somebody in the deal. `country` is a lower-case ISO code; `countries` several where the text left it open.

    `designated` is True, False, or None: a possible match, or never screened. `stated_designated` is what the deal's
    own words claim. `schema` is Person, Organization or Vessel where known. `matches` are the entries of the regime's
    own list that it may be, `elsewhere` those of other lists at hand, which do not make it `designated`.
    """

    name: str
    role: str
    country: str | None = None
    countries: tuple[str, ...] = ()
    owned_by: tuple[str, ...] = ()
    schema: str | None = None
    designated: bool | None = None
    stated_designated: bool | None = None
    not_the_listed_one: bool = False
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    birth_date: str | None = None
    matches: tuple[Match, ...] = ()
    elsewhere: tuple[Match, ...] = ()


class Amount(Record, frozen=True):
    """A number with its unit as people write it: `1200000 tonne`, `66000000 usd`, `20000 barrel`, `8 piece`."""

    value: float
    unit: str


class Goods(Record, frozen=True):
    """One line of goods.

    `hs`: codes given or certainly meant, digits only; a line may have several, any of which bites. `maybe_hs`: codes
    a vague word leaves open. `lists`: named legal lists the thing is on by its nature. `known` is False where nothing
    in the description was understood. `concepts` and `words` say what the classifier went by.
    """

    description: str = ""
    hs: tuple[str, ...] = ()
    maybe_hs: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    maybe_lists: frozenset[str] = frozenset()
    known: bool = False
    concepts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    origin: str | None = None
    amounts: tuple[Amount, ...] = ()
    hs_given: bool = False


class Deal(Record, frozen=True):
    """The facts put to the engine. `between` holds the first and last day that `date` may be, where it is not known
    and the law changed between them. `facts` is keyed by the fact names of `regime/vocabulary/terms.yml`.

    `outside` holds what came from neither the deal nor the law: what is used of a cap by unit, keyed by the cap's
    provision and the first day of the period, as in `{"cap:un-dprk/2397/5:2018-01-01": {"barrel": 80000.0}}`; a unit
    may name its product (`tonne diesel`).
    """

    id: str = ""
    date: Day | None = None
    between: tuple[Day, Day] | None = None
    contract_date: Day | None = None
    delivery_date: Day | None = None
    parties: tuple[Party, ...] = ()
    goods: tuple[Goods, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    text: str = ""
    notes: tuple[str, ...] = ()
    outside: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def fact(self, name: str) -> Fact:
        return self.facts.get(name, UNKNOWN_FACT)
