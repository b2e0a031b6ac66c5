"""What a model had a hand in: who proposed a finding, how much was taken in, and why the rest was not."""

from __future__ import annotations

from typing import Any

from nizam.model.proposal import Proposals
from nizam.model.text import Reading
from nizam.report.labels import Labels


def by(name: str, words: Labels) -> str:
    """Who proposed a finding; "" for what the rules found."""
    return words.ui("proposed_by", name=name) if name else ""


def lines(reading: Reading, words: Labels) -> tuple[str, ...]:
    """How a model's proposals fared, a sentence each; nothing where none was asked."""
    given = reading.proposals
    if given is None:
        return ()
    out = [words.ui("model_counts", name=given.by, given=given.given, taken=given.taken)]
    if given.rejected:
        told = (f"{words.title('rejections', reason)}: {n}" for reason, n in _counted(given))
        out.append(words.ui("model_rejected", reasons=words.ui("semicolon").join(told)))
    if given.trouble:
        out.append(words.ui("model_trouble", why=words.title("model_troubles", given.trouble)))
    out.append(words.ui("model_why"))
    return tuple(out)


def to_json(given: Proposals) -> dict[str, Any]:
    """`{"name", "proposed", "accepted": {"entities", "statements", "items"}, "rejected": {reason: n}, "trouble"}`."""
    return {
        "name": given.by,
        "proposed": given.given,
        "accepted": {
            "entities": len(given.entities),
            "statements": len(given.statements),
            "items": len(given.items),
        },
        "rejected": dict(_counted(given)),
        "trouble": given.trouble or None,
    }


def _counted(given: Proposals) -> list[tuple[str, int]]:
    """Reasons, the most frequent first."""
    return sorted(given.rejected.items(), key=lambda row: (-row[1], row[0]))
