"""The closed vocabulary of facts: which facts a rule may ask about, which terms they take, how to ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.model.law import Text
from nizam.record import Record, field

_MOST_WIDENED = 10_000
_NONE: frozenset[str] = frozenset()
VOCABULARY = Path(__file__).parent / "vocabulary"


class FactKind(Record, frozen=True):
    """One fact. `silent`: its absence opens no question. `ancestors` maps a term to all it also counts as."""

    name: str
    terms: Mapping[str, str]
    ancestors: Mapping[str, frozenset[str]]
    silent: bool
    computed: bool
    ask: Text
    known_by: Text
    _widened: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def widened(self, values: Iterable[str]) -> frozenset[str]:
        """The terms given and every broader one."""
        given = frozenset(values)
        found = self._widened.get(given)
        if found is None:
            found = given.union(*(self.ancestors.get(value, _NONE) for value in given))
            if len(self._widened) < _MOST_WIDENED:
                self._widened[given] = found
        return found


@lru_cache(maxsize=1)
def fact_kinds() -> Mapping[str, FactKind]:
    """All facts by name, from `vocabulary/terms.yml`."""
    raw = yamltext.load(VOCABULARY / "terms.yml")
    return {name: _kind(name, entry) for name, entry in raw.items()}


def _kind(name: str, entry: Mapping[str, Any]) -> FactKind:
    terms: Mapping[str, Mapping[str, Any]] = entry.get("terms") or {}
    parents: dict[str, tuple[str, ...]] = {term: tuple(spec.get("broader", ())) for term, spec in terms.items()}

    def ancestors(term: str) -> frozenset[str]:
        out = {term}
        for parent in parents.get(term, ()):
            out |= ancestors(parent)
        return frozenset(out)

    return FactKind(
        name=name,
        terms={term: str(spec.get("gloss", "")) if spec else "" for term, spec in terms.items()},
        ancestors={term: ancestors(term) for term in terms},
        silent=entry.get("silent") == "true",
        computed=entry.get("computed") == "true",
        ask=entry.get("ask", {}),
        known_by=entry.get("known_by", {}),
    )
