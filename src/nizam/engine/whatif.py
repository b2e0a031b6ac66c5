"""What each answer to a question would give, and the shortest list of questions that settles a deal.

Nothing is derived by rule here: each possible answer is put into the deal and the deal is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from nizam.engine.compiled import Compiled, compiled
from nizam.engine.questions import fact_of
from nizam.engine.verdict import judge_deal
from nizam.engine.view import DATED, SCOPE_FACTS
from nizam.model.deal import Deal, Fact
from nizam.model.law import Condition, Provision, Regime
from nizam.model.verdict import Outcome, Question, Verdict
from nizam.record import replace
from nizam.regime.terms import fact_kinds

MOST_JUDGED = 160
"""Combinations of answers tried before the list is left as it is."""

OTHER = "other"
"""The answer "none of those that a paragraph asks for"."""

_MOST_VALUES = 12
_ELSEWHERE = "zz"  # a code that no country has, so no paragraph names it


def settled(verdict: Verdict, deal: Deal, regime: Regime) -> Verdict:
    """An undetermined verdict with the shortest list of questions, each with what its answers would give."""
    day = verdict.as_of
    if verdict.outcome is not Outcome.UNDETERMINED or day is None or not verdict.questions:
        return verdict
    trial = _Trial(deal, regime, day, verdict.questions)
    kept = trial.shortest()
    asked = sorted((trial.answered(q) for q in kept), key=_open_answers)
    return replace(verdict, questions=tuple(asked))


def _open_answers(question: Question) -> int:
    return sum(1 for word in question.if_answered.values() if word == Outcome.UNDETERMINED.word)


class _Trial:
    """A deal tried with different answers to its open questions."""

    def __init__(self, deal: Deal, regime: Regime, day: date, questions: Sequence[Question]) -> None:
        self.deal, self.regime, self.day = deal, regime, day
        self.questions = questions
        law = compiled(regime)
        asked = {q.fact: _asked(q, law, day) for q in questions}
        self.values = {name: tuple(_values(name, conditions, deal, law)) for name, conditions in asked.items()}
        self.other = {name: _not_asked(fact_of(name)[0], conditions) for name, conditions in asked.items()}

    def judged(self, answers: Mapping[str, str]) -> Verdict:
        deal = self.deal
        for name, value in answers.items():
            deal = self._told(deal, name, value)
        return judge_deal(deal, self.regime, self.day)

    def answered(self, question: Question) -> Question:
        """The question with the outcome that each of its answers alone would give."""
        found = {value: self.judged({question.fact: value}).outcome.word for value in self.values[question.fact]}
        return replace(question, if_answered=found)

    def _told(self, deal: Deal, name: str, value: str) -> Deal:
        """The deal with one question answered."""
        fact, line = fact_of(name)
        if fact in DATED:
            day = date.fromisoformat(value)
            return replace(deal, contract_date=day) if fact == "contract.date" else replace(deal, delivery_date=day)
        if fact == "goods.list" and line is not None and line < len(deal.goods):
            on = frozenset(() if value == OTHER else (value,))
            item = replace(deal.goods[line], lists=on, maybe_lists=frozenset(), maybe_hs=(), known=True)
            if value == OTHER:
                item = replace(item, hs=())
            return replace(deal, goods=(*deal.goods[:line], item, *deal.goods[line + 1 :]))
        if fact == "goods.origin" and line is not None and line < len(deal.goods) and fact not in deal.facts:
            origin = _ELSEWHERE if value == OTHER else value
            item = replace(deal.goods[line], origin=origin)
            return replace(deal, goods=(*deal.goods[:line], item, *deal.goods[line + 1 :]))
        known = deal.fact(fact).values
        if value == OTHER:
            term = self.other.get(name)
            holds = known | {term} if term else known
        else:
            holds = known | {value}
        return replace(deal, facts={**deal.facts, fact: Fact(holds, complete=True, said="answer")})

    def shortest(self) -> Sequence[Question]:
        """The questions less those that the others' answers make idle. Where there are too many combinations to try,
        what is done comes first: which other facts matter depends on it."""
        kept = list(self.questions)
        budget = MOST_JUDGED
        for question in reversed(self.questions):
            rest = [q for q in kept if q is not question]
            cost = 1
            for q in rest:
                cost *= len(self.values[q.fact])
            budget -= cost
            if not rest:
                break
            if budget < 0:
                return [q for q in kept if fact_of(q.fact)[0] in SCOPE_FACTS] or kept
            if not any(question.fact in {q.fact for q in v.questions} for v in self._combinations(rest)):
                kept = rest
        return kept

    def _combinations(self, questions: Sequence[Question]) -> Iterator[Verdict]:
        names = [q.fact for q in questions]
        for values in product(*(self.values[name] for name in names)):
            yield self.judged(dict(zip(names, values, strict=True)))


def _asked(question: Question, law: Compiled, day: date) -> Sequence[Condition]:
    """The conditions on a question's fact in the paragraphs that it bears on."""
    fact, _ = fact_of(question.fact)
    return [c for p in _concerned(question, law, day) for c in _conditions(p, law, day) if c.fact == fact]


def _values(name: str, asked: Sequence[Condition], deal: Deal, law: Compiled) -> Iterator[str]:
    """The answers that could make a difference: the terms that paragraphs in force ask for, and none of them."""
    fact, line = fact_of(name)
    if fact in DATED:
        yield from _days(asked)
        return
    if fact != "goods.origin" and {v for c in asked for v in c.values} <= {"true", "false"}:
        yield from ("true", "false")
        return
    named = list(dict.fromkeys(value for c in asked for value in c.values))
    if fact == "goods.list" and line is not None and line < len(deal.goods):
        may = law.lists_of(deal.goods[line])
        named = [name for name in named if name in may.maybe] or named
    known = deal.fact(fact)
    if known.maybe:
        named = [value for value in named if value in known.maybe] or named
    named = [value for value in named if value not in known.excluded]
    yield from named[:_MOST_VALUES]
    if not fact_kinds()[fact].terms or _not_asked(fact, asked):
        yield OTHER


def _not_asked(fact: str, asked: Iterable[Condition]) -> str | None:
    """A term of the vocabulary that no paragraph asks for, or None where they ask for all of them."""
    kind = fact_kinds()[fact]
    wanted = {value for c in asked for value in c.values}
    return next((term for term in kind.terms if not kind.widened((term,)) & wanted), None)


def _concerned(question: Question, law: Compiled, day: date) -> Iterable[Provision]:
    state = law.state(day)
    return [p for p in state.provisions if p.id in question.why] or state.provisions


def _conditions(provision: Provision, law: Compiled, day: date) -> Iterator[Condition]:
    yield from provision.applies_to
    for option in provision.any_of:
        yield from option
    for way in law.state(day).ways[provision.id]:
        yield from way.when


def _days(asked: Iterable[Condition]) -> Iterator[str]:
    """A day on each side of every date that is compared with."""
    days: dict[date, None] = {}
    for c in asked:
        for value in c.values:
            edge = date.fromisoformat(value) + (timedelta(1) if c.op == "until" else timedelta(0))
            days.setdefault(edge - timedelta(1))
            days.setdefault(edge)
    yield from (day.isoformat() for day in sorted(days)[:_MOST_VALUES])
