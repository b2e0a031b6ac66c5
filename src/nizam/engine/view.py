"""A deal as a rule sees it: one line of goods, one day, every fact with three values and where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from nizam.model.deal import UNKNOWN_FACT, Deal, Fact, Goods, Party, Tri
from nizam.model.law import Condition, Regime
from nizam.regime.goods import expanded, on_list
from nizam.regime.terms import fact_kinds

SCOPE_FACTS = frozenset(("activity", "goods.list", "flow"))
"""Facts that the ban itself names: stating them does not bring an exception into play."""

STRONG = 0.8
"""From this score on, a possible match of a party is a question; below it is only shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One condition tested. `stated`: the deal said something about the fact. `assumed`: silence counted as no."""

    result: Tri
    stated: bool
    found: str
    source: str
    assumed: bool = False


class View:
    """One deal, one line of goods (or none), one day."""

    def __init__(self, deal: Deal, regime: Regime, as_of: date, line: int | None) -> None:
        self.deal, self.regime, self.as_of, self.line = deal, regime, as_of, line
        self.goods: Goods | None = deal.goods[line] if line is not None else None
        self._facts: dict[str, Fact] = {}
        # By identity: conditions live as long as their regime, and hashing them would cost more than testing them.
        self._answers: dict[int, Answer] = {}
        self._scoped: dict[int, Answer] = {}

    def fact(self, name: str) -> Fact:
        """What is known of a fact, with broader terms added and party facts computed."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._fact(name)
        return found

    def answer(self, asked: Condition) -> Answer:
        """Test one condition; silence stays unknown here."""
        found = self._answers.get(id(asked))
        if found is None:
            found = self._answers[id(asked)] = self._answer(asked)
        return found

    def in_scope(self, asked: Condition) -> Answer:
        """Test a condition of a provision's scope: a silent fact that nobody stated counts as not so, and says it."""
        found = self._scoped.get(id(asked))
        if found is None:
            found = self.answer(asked)
            if found.result is Tri.UNKNOWN and not found.stated and fact_kinds()[asked.fact].silent:
                result = Tri.YES if asked.op == "not" else Tri.NO
                found = replace(found, result=result, found="not stated", assumed=True)
            self._scoped[id(asked)] = found
        return found

    def _answer(self, asked: Condition) -> Answer:
        if asked.fact in ("date", "contract.date", "delivery.date"):
            return self._date_answer(asked)
        if asked.fact == "goods.list" and self.goods is not None:
            answer = self._goods_answer(asked.values)
        else:
            fact = self.fact(asked.fact)
            found = ", ".join(sorted(fact.values)) or (f"perhaps {', '.join(sorted(fact.maybe))}" if fact.maybe else "")
            values = self._closed(asked.values) if asked.fact == "goods.list" else asked.values
            answer = Answer(fact.among(values), fact.stated, found or "not known", fact.said)
        return replace(answer, result=answer.result.negated()) if asked.op == "not" else answer

    def _closed(self, values: Iterable[str]) -> frozenset[str]:
        out: set[str] = set()
        for value in values:
            out |= expanded(self.regime.goods, value)
        return frozenset(out)

    def _goods_answer(self, lists: Iterable[str]) -> Answer:
        assert self.goods is not None
        best, said = Tri.NO, ""
        for name in lists:
            result, why = on_list(self.goods, name, self.regime.goods)
            if result.value > best.value:
                best, said = result, why
            if best is Tri.YES:
                break
        return Answer(
            best,
            True,
            said or f"«{self.goods.description or ', '.join(self.goods.hs)}» is not",
            f"goods[{self.line}]",
        )

    def _date_answer(self, asked: Condition) -> Answer:
        first, last, said = self._dates(asked.fact)
        if first is None or last is None:
            return Answer(Tri.UNKNOWN, False, "not known", "")
        limit = date.fromisoformat(asked.values[0])

        def holds(day: date) -> bool:
            if asked.op == "before":
                return day < limit
            return day >= limit if asked.op == "from" else day <= limit

        both = (holds(first), holds(last))
        result = Tri.YES if all(both) else Tri.NO if not any(both) else Tri.UNKNOWN
        shown = str(first) if first == last else f"{first} to {last}"
        return Answer(result, True, shown, said)

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
            if name == "goods.origin" and self.goods is not None:
                origin = self.goods.origin
                return (
                    Fact(frozenset((origin,)), complete=True, said=f"goods[{self.line}].origin")
                    if origin
                    else UNKNOWN_FACT
                )
            if name == "parties.designated":
                return _designated([p for p in self.deal.parties if p.name])
            if name == "persons.designated":
                return _designated([p for p in self.deal.parties if _may_be_person(p)])
            if name == "vessel.designated":
                return _designated([p for p in self.deal.parties if p.role == "vessel" or p.schema == "Vessel"])
            if name == "parties.entry":
                entries = frozenset(m.entity.id for p in self.deal.parties for m in p.matches if m.decided == "match")
                return Fact(entries, complete=True, said="screened") if entries else UNKNOWN_FACT
            return UNKNOWN_FACT
        kind = fact_kinds().get(name)
        if kind is None:
            return fact  # an amount, such as quota.used
        return replace(fact, values=kind.widened(fact.values), maybe=kind.widened(fact.maybe))


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
        return Fact(frozenset(("false",)), complete=True, said="screened")
    return UNKNOWN_FACT


def views(deal: Deal, regime: Regime, as_of: date) -> list[View]:
    """One view for each line of goods, or a single one where the deal has none."""
    lines: list[int | None] = list(range(len(deal.goods))) or [None]
    return [View(deal, regime, as_of, line) for line in lines]
