"""What was found in the last few texts, so that rules may ask about the same words again without looking again.

One sentence of a deal is asked about by some twenty rules, one of an article by as many. Each names what it needs and
none hands results on to another; that stays simple where asking twice costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from nizam.text.tokens import Token

R = TypeVar("R")

_TEXTS = 48
"""How many texts are remembered: those of a few deals."""
_LONGEST = 60_000
"""Characters from which a text is not remembered: memory stays small whatever is read."""


class Remembered(Generic[R]):
    """Results about stretches of text. What is given back is shared: it must not be changed."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[object, R]] = {}

    def of(
        self, text: str, tokens: Sequence[Token], find: Callable[[str, Sequence[Token]], R], besides: object = None
    ) -> R:
        """`find(text, tokens)`, worked out once. `tokens` are words of the text; `besides` is what else it rests on."""
        if not tokens or len(text) > _LONGEST:
            return find(text, tokens)
        results = self._texts.get(text)
        if results is None:
            while len(self._texts) >= _TEXTS:
                self._texts.pop(next(iter(self._texts)))  # the one that came first
            results = self._texts[text] = {}
        key = (tokens[0].start, tokens[-1].end, len(tokens), besides)
        found = results.get(key)
        if found is None:
            found = results[key] = find(text, tokens)
        return found
