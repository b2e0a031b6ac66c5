"""A screener that remembers its last answers: the same leaders, ministries and ships stand in article after article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from nizam.model.entity import Match

_ANSWERS = 8_192
"""Answers that are remembered; most are empty lists."""
_LONGEST = 400
"""Characters from which a name is not remembered."""


class Recalling:
    """Answers as the screener does that it is made of, whose entities must not change meanwhile."""

    def __init__(self, screen: Callable[..., list[Match]]) -> None:
        self._screen = screen
        self._known: dict[object, tuple[Match, ...]] = {}

    def screen(
        self,
        name: str,
        *,
        countries: Sequence[str] = (),
        identifiers: Mapping[str, Sequence[str]] | None = None,
        as_of: date | None = None,
        **asked: Any,
    ) -> list[Match]:
        """What `Screener.screen` says."""
        day = as_of or date.today()
        numbers = tuple((kind, tuple(values)) for kind, values in (identifiers or {}).items())
        key = (name, tuple(countries), numbers, day, *asked.items())
        found = self._known.get(key)
        if found is None:
            found = tuple(self._screen(name, countries=countries, identifiers=identifiers, as_of=day, **asked))
            if len(self._known) >= _ANSWERS:
                self._known.pop(next(iter(self._known)))  # the one that came first
            if len(name) <= _LONGEST:
                self._known[key] = found
        return list(found)
