"""A deal as a rule sees it: one line of goods, one day, every fact with three values and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from nizam.model.deal import UNKNOWN_FACT, Deal, Fact, Goods, Party, Tri
from nizam.model.law import Condition, Regime
from nizam.regime.goods import expanded, on_list
from nizam.regime.terms import FactKind, fact_kinds

SCOPE_FACTS = frozenset(("activity", "goods.list", "flow"))
"""Facts that the ban itself names: stating them does not bring an exception into play."""

DATED = frozenset(("date", "contract.date", "delivery.date"))
"""Facts that are days, compared with before, until and from."""

STRONG = 0.8
"""From this score on, a possible match of a party is a question; below it is only shown."""


class Answer(NamedTuple):
    """One condition tested. `stated`: the deal said something about the fact. `assumed`: silence counted as no."""

    result: Tri
    stated: bool
    assumed: bool = False


_YES, _NO, _OPEN = Answer(Tri.YES, True), Answer(Tri.NO, True), Answer(Tri.UNKNOWN, True)
_STATED = {Tri.YES: _YES, Tri.NO: _NO, Tri.UNKNOWN: _OPEN}
_SILENT = Answer(Tri.UNKNOWN, False)
_ASSUMED_NO, _ASSUMED_YES = Answer(Tri.NO, False, True), Answer(Tri.YES, False, True)


class View:
    """One deal, one line of goods (or none), one day.

    `lists_of` tells on which goods lists a line is; it is given where a regime is compiled, which remembers them.
    """

    def __init__(
        self,
        deal: Deal,
        regime: Regime,
        as_of: date,
        line: int | None,
        lists_of: Callable[[Goods], Fact] | None = None,
    ) -> None:
        self.deal, self.regime, self.as_of, self.line = deal, regime, as_of, line
        self.goods: Goods | None = deal.goods[line] if line is not None else None
        self._lists_of = lists_of
        self.kinds = fact_kinds()
        self._facts: dict[str, Fact] = {}
        # By identity: conditions live as long as their regime, and hashing them would cost more than testing them.
        self._answers: dict[int, Answer] = {}

    def fact(self, name: str) -> Fact:
        """What is known of a fact, with broader terms added and party facts computed."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._fact(name)
        return found

    def goods_fact(self) -> Fact:
        """The goods lists that this line, or the deal where it has no lines, is on or may be on."""
        if self.goods is None:
            return self.fact("goods.list")
        assert self._lists_of is not None
        return self._lists_of(self.goods)

    def answer(self, asked: Condition) -> Answer:
        """Test one condition; silence stays unknown here."""
        found = self._answers.get(id(asked))
        if found is None:
            found = self._answers[id(asked)] = self._answer(asked)
        return found

    def in_scope(self, asked: Condition) -> Answer:
        """Test a condition of a provision's scope: a silent fact that nobody stated counts as not so, and says it."""
        found = self.answer(asked)
        if found is _SILENT and self.kinds[asked.fact].silent:
            return _ASSUMED_YES if asked.op == "not" else _ASSUMED_NO
        return found

    def _answer(self, asked: Condition) -> Answer:
        name = asked.fact
        if name in DATED:
            return self._date_answer(asked)
        if name == "goods.list" and self.goods is not None:
            result = self._goods_result(asked)[0]
            return _STATED[result.negated() if asked.op == "not" else result]
        fact = self.fact(name)
        if not fact.stated:
            return _SILENT
        result = fact.among(self._closed(asked.values) if name == "goods.list" else asked.values)
        return _STATED[result.negated() if asked.op == "not" else result]

    def explain(self, asked: Condition, *, scope: bool) -> tuple[str, str]:
        """What a condition was decided on, and where that came from: for the trace."""
        if asked.fact in DATED:
            first, last, said = self._dates(asked.fact)
            if first is None or last is None:
                return "not known", ""
            return (str(first) if first == last else f"{first} to {last}"), said
        if asked.fact == "goods.list" and self.goods is not None:
            said = self._goods_result(asked)[1]
            given = self.goods.description or ", ".join(self.goods.hs)
            return said or f"«{given}» is not", f"goods[{self.line}]"
        fact = self.fact(asked.fact)
        if scope and self.in_scope(asked).assumed:
            return "not stated", fact.said
        found = ", ".join(sorted(fact.values)) or (f"perhaps {', '.join(sorted(fact.maybe))}" if fact.maybe else "")
        return found or "not known", fact.said

    def _closed(self, values: Iterable[str]) -> frozenset[str]:
        out: set[str] = set()
        for value in values:
            out |= expanded(self.regime.goods, value)
        return frozenset(out)

    def _goods_result(self, asked: Condition) -> tuple[Tri, str]:
        assert self.goods is not None
        best, said = Tri.NO, ""
        for name in asked.values:
            result, why = on_list(self.goods, name, self.regime.goods)
            if result.value > best.value:
                best, said = result, why
            if best is Tri.YES:
                break
        return best, said

    def _date_answer(self, asked: Condition) -> Answer:
        first, last, _ = self._dates(asked.fact)
        if first is None or last is None:
            return _SILENT
        limit = date.fromisoformat(asked.values[0])

        def holds(day: date) -> bool:
            if asked.op == "before":
                return day < limit
            return day >= limit if asked.op == "from" else day <= limit

        both = (holds(first), holds(last))
        return _YES if all(both) else _NO if not any(both) else _OPEN

    def _dates(self, name: str) -> tuple[date | None, date | None, str]:
        """First and last possible day of a dated fact; the delivery's day falls back to the deed's."""
        if name == "date":
            return self.as_of, self.as_of, "as-of date"
        given = self.deal.contract_date if name == "contract.date" else self.deal.delivery_date
        stated = self.deal.fact(name).values
        if given is None and stated:
            days = sorted(date.fromisoformat(value) for value in stated)
            return days[0], days[-1], self.deal.fact(name).said
        if given is None and name == "delivery.date":
            return self.as_of, self.as_of, "the deed's own day"
        return given, given, name.replace(".", "_")

    def _fact(self, name: str) -> Fact:
        fact = self.deal.facts.get(name)
        if fact is None:
            computed = COMPUTED.get(name)
            return computed(self) if computed is not None else UNKNOWN_FACT
        kind = self.kinds.get(name)
        if kind is None:
            return fact  # an amount, such as quota.used
        return _widened(fact, kind)


def _widened(fact: Fact, kind: FactKind) -> Fact:
    values, maybe = kind.widened(fact.values), kind.widened(fact.maybe)
    if values == fact.values and maybe == fact.maybe:
        return fact
    return Fact(values, fact.excluded, maybe, fact.complete, fact.said)


def _origin(view: View) -> Fact:
    origin = view.goods.origin if view.goods is not None else None
    return Fact(frozenset((origin,)), complete=True, said=f"goods[{view.line}].origin") if origin else UNKNOWN_FACT


def _entries(view: View) -> Fact:
    """Which entries that a paragraph names the deal's listed parties are; `another` for any other listed party."""
    named = view.kinds["parties.entry"].terms.keys()
    found: set[str] = set()
    for party in view.deal.parties:
        ids = {m.entity.id for m in party.matches if m.decided == "match"}
        if party.designated or ids:
            found |= (ids & named) or {"another"}
    return Fact(frozenset(found), complete=True, said="screened") if found else UNKNOWN_FACT


def _may_be_person(party: Party) -> bool:
    """A person, or somebody called listed of whom it is not told what they are."""
    known = party.role == "person" or party.schema == "Person"
    return known or (party.schema is None and party.stated_designated is True)


def _designated(parties: list[Party]) -> Fact:
    """One listed party is enough; a strong likeness leaves it open; otherwise all named ones were screened."""
    hits = [p for p in parties if p.designated]
    if hits:
        return Fact(frozenset(("true",)), complete=True, said=", ".join(p.name for p in hits))
    open_ = [p for p in parties if p.designated is None and any(m.score >= STRONG for m in p.matches)]
    if open_:
        return Fact(maybe=frozenset(("true",)), said=", ".join(p.name for p in open_))
    if parties and all(p.designated is False or p.matches for p in parties):
        return _NOT_LISTED
    return UNKNOWN_FACT


def _end_user(view: View) -> Fact:
    """Armed forces, where the purpose is military and the deal does not say who the end user is."""
    purpose = view.fact("purpose")
    if "military" not in purpose.values:
        return UNKNOWN_FACT
    users = frozenset(user for way, user in _ARMIES.items() if way in view.fact("flow").values)
    return Fact(users, complete=True, said=purpose.said) if users else UNKNOWN_FACT


_ARMIES = {"to-target": "target-military", "from-target": "foreign-military"}


_NOT_LISTED = Fact(frozenset(("false",)), complete=True, said="screened")

COMPUTED: dict[str, Callable[[View], Fact]] = {
    "goods.origin": _origin,
    "parties.designated": lambda view: _designated([p for p in view.deal.parties if p.name]),
    "persons.designated": lambda view: _designated([p for p in view.deal.parties if _may_be_person(p)]),
    "vessel.designated": lambda view: _designated(
        [p for p in view.deal.parties if p.role == "vessel" or p.schema == "Vessel"]
    ),
    "parties.entry": _entries,
    "end_user": _end_user,
}
"""Facts that follow from the deal's parties and goods where the deal does not state them itself."""


def views(deal: Deal, regime: Regime, as_of: date, lists_of: Callable[[Goods], Fact] | None = None) -> list[View]:
    """One view for each line of goods, or a single one where the deal has none."""
    lines: list[int | None] = list(range(len(deal.goods))) or [None]
    return [View(deal, regime, as_of, line, lists_of) for line in lines]
