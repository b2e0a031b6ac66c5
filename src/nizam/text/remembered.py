"""What was found in the last few texts, so that rules may ask about the same words again without looking again.

One sentence of a deal is asked about by some twenty rules, one of an article by as many. Each names what it needs and
none hands results on to another; that stays simple where asking twice costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from nizam.text.tokens import Token

R = TypeVar("R")

_TEXTS = 96
"""How many texts are remembered at most: those of a few deals. Then remembering begins anew."""
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
            if len(self._texts) >= _TEXTS:
                self._texts = {}  # a new one, so that threads in the middle of the old one finish with it
            results = self._texts[text] = {}
        key = (tokens[0].start, tokens[-1].end, len(tokens), besides)
        found = results.get(key)
        if found is None:
            found = results[key] = find(text, tokens)
        return found
