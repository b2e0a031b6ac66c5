"""A country as people write it → its ISO code."""

from __future__ import annotations

from functools import lru_cache

from nizam.names.scripts import fold
from nizam.names.vocabulary import resource

# what lists print where no country is meant
_NOT_A_COUNTRY = frozenset({"na", "n a", "unknown", "not available", ""})


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for code, country in resource("countries").items():
        table[code] = code
        for text in country["names"]:
            table.setdefault(fold(text), code)
    # adjectives last, so that no adjective hides a country's own name
    for code, country in resource("countries").items():
        for text in country.get("words", []):
            table.setdefault(fold(text), code)
    return table


def country_code(text: str) -> str | None:
    """ISO 3166 code in lower case for a country's name, adjective or code; None where it is not known."""
    folded = fold(text)
    if folded in _NOT_A_COUNTRY and folded != "na":
        return None
    return _by_name().get(folded)
