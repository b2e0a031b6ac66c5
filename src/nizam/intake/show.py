"""What is told of pages read: the strictest answer in them, and sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nizam import said, yamltext
from nizam.intake.run import Result
from nizam.model.verdict import Outcome
from nizam.report.cards import NOT

_LABELS = Path(__file__).parent / "labels.yml"


def label(place: str, lang: str, **values: object) -> str:
    """A word or sentence of `labels.yml`, filled in."""
    return yamltext.words(_LABELS, place, lang, **values)


def outcomes(answer: Mapping[str, Any]) -> list[str]:
    """The outcomes of a report's items, strictest first, each once; items that are denied or ruled out do not count."""
    found = {item["verdict"]["outcome"] for item in answer["items"] if item["status"] not in NOT}
    return _strictest_first(found)


def _strictest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: Outcome.of(word).value, reverse=True)


def outcome_words(word: str, lang: str) -> str:
    """An outcome in a reader's words; a dash where nothing was judged."""
    from nizam.report.labels import labels

    return labels(lang).headline(Outcome.of(word)) if word else label("no_items", lang)


def told(result: Result, answer: Mapping[str, Any] | None, lang: str) -> str:
    """One line on a page that was read, or was not."""
    source = result.piece.where
    if answer is None:
        return label("line.failed", lang, source=source, error=said.message(result.error, lang))
    if not answer["items"]:
        return label("line.empty", lang, source=source)
    strictest = outcomes(answer)
    worst = outcome_words(strictest[0] if strictest else "", lang)
    return label("line.answered", lang, source=source, items=len(answer["items"]), worst=worst)
