"""What a record says of an answer: its result without anybody's name, and apart from it what was asked and the trace.

A record names provisions, list entries and outcomes, not their words: those are in the packs and lists it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nizam.model.entity import Match
from nizam.model.text import Reading
from nizam.model.verdict import Verdict

Json = dict[str, Any]
NONE, POSSIBLE, MATCH = "none", "possible", "match"
"""Outcomes of a screening: the best of what was found."""


def verdict_result(verdict: Verdict) -> Json:
    """The result of a check, in short."""
    return {
        "outcome": verdict.outcome.word,
        "at_least": verdict.at_least.word if verdict.at_least else None,
        "by": [
            {"provision": f.provision, "outcome": f.outcome.word, "exception": f.exception, "binding": f.binding}
            for f in verdict.findings
        ],
        "doors": [door.provision for door in verdict.doors],
        "questions": [question.fact for question in verdict.questions],
        "parties": [
            {
                "designated": p.designated,
                "list": p.list_id,
                "entry": p.entry,
                "score": round(p.score, 6),
                **(
                    {"elsewhere": [[one.list_id, one.entry, one.decided] for one in p.elsewhere]} if p.elsewhere else {}
                ),
            }
            for p in verdict.parties
        ],
        "beside": {b.regime: b.outcome.word if b.outcome else None for b in verdict.beside},
    }


def verdict_trace(verdict: Verdict) -> Json:
    """What was tested and how a deal's words were understood."""
    return {
        "steps": [[s.provision, s.test, s.asked, s.found, s.source, s.result] for s in verdict.steps],
        "understood": list(verdict.understood),
        "parties": [p.name for p in verdict.parties],
    }


def article_result(reading: Reading, answers: Iterable[tuple[str, Verdict]]) -> Json:
    """The result of reading an article: each item with its status and its result."""
    verdicts = dict(answers)
    return {
        "items": [{"id": i.id, "status": i.status, **verdict_result(verdicts[i.id])} for i in reading.items],
        "listed": [
            {"entity": entry, "list": list_id, "score": round(score, 6), "decided": decided}
            for named in reading.entities
            for list_id, entry, score, decided in named.listed
        ],
    }


def proposed(reading: Reading) -> Json:
    """What was taken in from a model: offsets and terms, so that the answer can be given again without it."""
    import msgspec

    return {"proposals": msgspec.to_builtins(reading.proposals)} if reading.proposals else {}


def listed_names(reading: Reading) -> list[str]:
    """Whose the rows of `listed` in an article's result are, in their order."""
    return [named.name for named in reading.entities for _ in named.listed]


def article_outcome(answers: Iterable[tuple[str, Verdict]]) -> str:
    """The strictest of an article's answers; "none" where it holds no item."""
    outcomes = [verdict.outcome for _, verdict in answers]
    return max(outcomes, key=lambda one: one.value).word if outcomes else NONE


def matches_result(matches: Sequence[Match], dismissed: Sequence[tuple[str, str]]) -> Json:
    """The result of a screening; `dismissed` are entities with the ids of their dismissals."""
    return {
        "matches": [{"entity": m.entity.id, "score": round(m.score, 6), "decided": m.decided} for m in matches],
        "dismissed": [{"entity": entity, "dismissal": made} for entity, made in dismissed],
    }


def matches_trace(matches: Sequence[Match]) -> Json:
    """What spoke for each match and against it."""
    return {
        "steps": [
            [m.entity.id, f.name, f.query, f.candidate, f.detail, round(f.score, 6)]
            for m in matches
            for f in m.features
        ]
    }


def matches_outcome(matches: Sequence[Match]) -> str:
    """The best that was found."""
    decided = {match.decided for match in matches}
    return MATCH if "match" in decided else POSSIBLE if "possible" in decided else NONE


def scrubbed(trace: Any, hidden: Iterable[str]) -> Any:
    """A trace in which nothing quotes what was masked."""
    wanted = sorted({text for text in hidden if len(text) > 2}, key=len, reverse=True)
    return _scrub(trace, wanted) if wanted else trace


def _scrub(data: Any, hidden: Sequence[str]) -> Any:
    if isinstance(data, str):
        for text in hidden:
            data = data.replace(text, "•••")
        return data
    if isinstance(data, Mapping):
        return {name: _scrub(value, hidden) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_scrub(value, hidden) for value in data]
    return data


def texts(data: Any) -> Iterable[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value)
