"""A screener that remembers its last answers: the same leaders, ministries and ships stand in article after article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, runtime_checkable

from nizam.model.entity import Match
from nizam.screening.asked import Question

_ANSWERS = 4_096
"""Answers that are remembered at most, most of them empty; then remembering begins anew."""
_LONGEST = 400
"""Characters from which a name is not remembered."""


@runtime_checkable
class Many(Protocol):
    """Whoever answers many questions at once: a matcher, or several as one."""

    def screen_many(self, questions: Sequence[Question]) -> list[list[Match]]:
        """Matches for each question, best first."""


class Recalling:
    """Answers as the screener does that it is made of, whose entities must not change meanwhile."""

    def __init__(self, screener: Many) -> None:
        self._screener = screener
        self._known: dict[Question, tuple[Match, ...]] = {}

    def screen(self, name: str, **asked: Any) -> list[Match]:
        """What `Matcher.screen` says."""
        question = _plain(Question(name, **asked))
        found = self._known.get(question)
        if found is None:
            found = tuple(self._screener.screen_many((question,))[0])
            self._keep(question, found)
        return list(found)

    def prepare(self, questions: Iterable[Question]) -> None:
        """Work out answers that will be asked for, all at once."""
        plain = [one for one in dict.fromkeys(map(_plain, questions)) if one not in self._known]
        for question, found in zip(plain, self._screener.screen_many(plain), strict=True):
            self._keep(question, tuple(found))

    def _keep(self, question: Question, found: tuple[Match, ...]) -> None:
        if len(self._known) >= _ANSWERS:
            self._known = {}  # a new one, so that threads in the middle of the old one finish with it
        if len(question.name) <= _LONGEST:
            self._known[question] = found


def _plain(question: Question) -> Question:
    """A question that can be a key: with its day, and with tuples for lists."""
    given: Mapping[str, Sequence[str]] = dict(question.identifiers or {})
    numbers = tuple((kind, (held,) if isinstance(held, str) else tuple(held)) for kind, held in given.items())
    day = question.as_of or date.today()
    return question._replace(countries=tuple(question.countries), identifiers=numbers, as_of=day)
