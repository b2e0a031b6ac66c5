"""Other matchers over the same names and queries: rapidfuzz's WRatio and Jaro-Winkler, nomenklatura's logic-v2.

rapidfuzz compares letters, so every name is first written in Latin letters, word by word. logic-v2 has no index of its
own: it is given the names that Jaro-Winkler puts first, which takes a right answer from it only where letters differ
most. It is asked when it can be imported (`pip install nomenklatura`; it wants PyICU, which wheels do not bring
everywhere), and left out with a word otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from namesets import Query, Sets
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from nizam.names.latinise import sound
from nizam.names.scripts import fold

Ask = Callable[[Query], tuple[float, str]]
EACH = 20
"""Queries of each set that are asked: comparing with every name is slow."""
_SHORTLIST = 40


def thin(sets: Sets, each: int = EACH) -> Sets:
    """The first queries of each set, a few of each kind of evasion, twice as many negatives of each culture."""
    hard_by = {name: queries[: each * 2] for name, queries in sets.hard_by.items()}
    positives = {
        name: queries[: each // 4 if name.startswith("evasion") else each] for name, queries in sets.positives.items()
    }
    hard = [query for name, queries in hard_by.items() if "body" not in name for query in queries]
    return Sets(sets.records, positives, hard, sets.easy[: each * 5], hard_by)


def peers(sets: Sets) -> Iterator[tuple[str, Ask]]:
    """Every peer that is installed, by name."""
    names, owners = _names(sets)
    yield "rapidfuzz WRatio", _best(names, owners, fuzz.WRatio, 100.0)
    yield "rapidfuzz Jaro-Winkler, words sorted", _best(*_sorted(names, owners), JaroWinkler.similarity, 1.0, True)
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
    except ImportError as error:
        print(f"nomenklatura is left out: {error}")
        return
    yield "nomenklatura logic-v2", _logic(sets, names, owners, model, LogicV2)


def _latin(text: str) -> str:
    return " ".join(sound(word) if not word.isascii() else word for word in fold(text).split())


def _names(sets: Sets) -> tuple[list[str], list[str]]:
    pairs = [(_latin(name), record.id) for record in sets.records for name in record.names]
    return [name for name, _ in pairs], [owner for _, owner in pairs]


def _sorted(names: list[str], owners: list[str]) -> tuple[list[str], list[str]]:
    return [" ".join(sorted(name.split())) for name in names], owners


def _best(names: list[str], owners: list[str], scorer: Any, full: float, by_word: bool = False) -> Ask:
    def ask(query: Query) -> tuple[float, str]:
        text = _latin(query.text)
        if by_word:
            text = " ".join(sorted(text.split()))
        scores = process.cdist([text], names, scorer=scorer)[0]
        at = int(scores.argmax())
        return float(scores[at]) / full, owners[at]

    return ask


def _logic(sets: Sets, names: list[str], owners: list[str], model: Any, matcher: Any) -> Ask:
    config = matcher.default_config()
    records = {record.id: record for record in sets.records}

    def entity(key: str, schema: str, texts: list[str]) -> Any:
        return model.get_proxy({"id": key, "schema": schema, "properties": {"name": texts}})

    def ask(query: Query) -> tuple[float, str]:
        asked = entity("asked", query.schema, [query.text])
        scores = process.cdist([_latin(query.text)], names, scorer=JaroWinkler.similarity)[0]
        best = (0.0, "")
        for key in dict.fromkeys(owners[at] for at in np.argsort(-scores)[:_SHORTLIST]):
            record = records[key]
            listed = entity(key, record.schema, record.names)
            best = max(best, (float(matcher.compare(asked, listed, config).score), key))
        return best

    return ask
