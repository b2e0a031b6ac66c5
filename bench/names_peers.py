"""Other matchers over the same names and queries: rapidfuzz's WRatio and Jaro-Winkler, nomenklatura's logic-v2.

rapidfuzz compares letters, so every name is first written in Latin letters, word by word. logic-v2 has no index of its
own: it is given the names that Jaro-Winkler puts first and the right ones among them, so that only its comparing is
measured. `bench/names_peers_env.py` makes an environment in which it can be imported; elsewhere it is left out with a
word. Every query has an id of its own: logic-v2 remembers names by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import numpy as np
from namesets import Query, Sets
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from nizam.names.latinise import sound
from nizam.names.scripts import fold

Ask = Callable[[Query], tuple[float, str]]
EACH = 40
"""Queries of each set that are asked: comparing with every name is slow."""
_AGAINST = 120
_SHORTLIST = 40


def thin(sets: Sets, each: int = EACH) -> Sets:
    """The first queries of each set, a few of each kind of evasion, three times as many negatives of each culture."""
    hard_by = {name: queries[:_AGAINST] for name, queries in sets.hard_by.items()}
    positives = {
        name: queries[: each // 4 if name.startswith("evasion") else each] for name, queries in sets.positives.items()
    }
    hard = [query for name, queries in hard_by.items() if "body" not in name for query in queries]
    return Sets(sets.records, positives, hard, sets.easy[: each * 5], hard_by)


def peers(sets: Sets) -> Iterator[tuple[str, Ask]]:
    """Every peer that is installed, by name."""
    names, owners = _names(sets)
    yield "WRatio", _best(names, owners, fuzz.WRatio, 100.0)
    yield "Jaro-Winkler, sorted", _best(*_sorted(names, owners), JaroWinkler.similarity, 1.0, True)
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
    except ImportError as error:
        print(f"nomenklatura is left out: {error}")
        return
    yield "logic-v2", _logic(sets, names, owners, model, LogicV2)


def beside(sets: Sets, asks: list[tuple[str, Ask]]) -> None:
    """Print for every set, side by side: recall at the score that lets 1 % of hard negatives through, of easy ones."""
    cells: dict[str, list[str]] = {}
    wide = max(len(name) for name, _ in asks) + 2
    for _, ask in asks:
        hard = {name: [ask(query)[0] for query in queries] for name, queries in sets.hard_by.items()}
        person = _least([score for name, scores in hard.items() if "body" not in name for score in scores])
        body, easy = _least(hard["body"]), _least([ask(query)[0] for query in sets.easy])
        evasions: list[tuple[Query, tuple[float, str]]] = []
        for name, queries in sets.positives.items():
            answers = [(query, ask(query)) for query in queries]
            evasions += answers if name.startswith("evasion") else []
            cells.setdefault(name, []).append(_shares(answers, body if "org" in name else person, easy))
        cells.setdefault("evasions, all", []).append(_shares(evasions, person, easy))
    print("recall at 1 % of hard negatives, of easy ones")
    print(f"{'set':<26}{'of':>4}" + "".join(f"{name:>{wide}}" for name, _ in asks))
    sizes = {name: len(queries) for name, queries in sets.positives.items()}
    sizes["evasions, all"] = sum(size for name, size in sizes.items() if name.startswith("evasion"))
    for name, row in cells.items():
        print(f"{name:<26}{sizes[name]:>4}" + "".join(f"{cell:>{wide}}" for cell in row))


def _least(scores: list[float]) -> float:
    return sorted(scores, reverse=True)[len(scores) // 100]


def _shares(answers: list[tuple[Query, tuple[float, str]]], hard: float, easy: float) -> str:
    right = [score for query, (score, found) in answers if found in query.targets]
    return " ".join(f"{sum(score > least for score in right) / max(1, len(answers)):.2f}" for least in (hard, easy))


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
    numbers = count()

    def entity(key: str, schema: str, texts: list[str]) -> Any:
        return model.get_proxy({"id": key, "schema": schema, "properties": {"name": texts}})

    def ask(query: Query) -> tuple[float, str]:
        asked = entity(f"asked-{next(numbers)}", query.schema, [query.text])
        scores = process.cdist([_latin(query.text)], names, scorer=JaroWinkler.similarity)[0]
        best = (0.0, "")
        near = [owners[at] for at in np.argsort(-scores)[:_SHORTLIST]]
        for key in dict.fromkeys([*near, *sorted(query.targets)]):
            record = records[key]
            listed = entity(key, record.schema, record.names)
            best = max(best, (float(matcher.compare(asked, listed, config).score), key))
        return best

    return ask
