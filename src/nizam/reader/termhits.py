"""Words found for terms of facts, and when they do not hold: a "not" before or inside, a longer label over them."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.wordtrie import Hit
from nizam.record import Record
from nizam.text.tokens import Token

# "Unrelated to revenue for the missile programme": what such words disown right after them does not hold.
_DISOWNING = frozenset(("no-contribution", "no-programme-revenue"))
_DISOWNED = frozenset(("military", "contributes-wmd", "programme-linked"))
# Labels with one of these say "not" themselves.
_NEGATING = frozenset((
    "no", "not", "never", "without", "nobody", "nothing", "не", "нет", "без", "ни", "لا", "لم", "لن", "ليس", "غير",
    "دون", "بلا", "ولا", "ولم",
))  # fmt: skip
# Facts whose terms say themselves whether they hold: a "not" before them is part of other labels.
SELF_NEGATING = frozenset(("notice", "approval", "said.designated", "said.namesake", "parties.controlled", "emergency"))
# Facts in which a longer label of another term swallows a shorter one ("no income" holds "income").
_SWALLOWING = SELF_NEGATING | {"income", "finding", "workers.level", "vessel.flag"}


class TermHit(Record, frozen=True):
    """Words that mean a term of a fact, at tokens `first:last`; `label` is how the text says it.

    `negated`: the text says that it does not hold.
    """

    fact: str
    term: str
    start: int
    end: int
    first: int
    last: int
    label: str
    negated: bool = False


def without_swallowed(hits: list[TermHit]) -> list[TermHit]:
    """Leave out a term inside a longer one of the same fact where the longer words turn its meaning round."""
    offices = [h for h in hits if h.term == "representative-office"]
    return [
        h
        for h in hits
        if not any(_swallows(o, h) for o in hits if o.fact == h.fact and o.fact in _SWALLOWING)
        # "A bank representative office" is no representative of a bank.
        and not (h.term in _DISOWNED and any(o.first < h.first <= o.last + 2 for o in hits if o.term in _DISOWNING))
        and not (h.term == "bank-agent" and any(h.first < o.first < h.last < o.last for o in offices))
    ]


def _swallows(outer: TermHit, inner: TermHit) -> bool:
    longer = outer.last - outer.first > inner.last - inner.first
    return longer and outer.term != inner.term and outer.first <= inner.first and inner.last <= outer.last


def holds_not(hit: Hit[tuple[str, str]], negations: frozenset[int]) -> bool:
    """A "not" in a gap of the label: "the ceiling is not yet reached" is no "ceiling reached"."""
    if not _NEGATING.isdisjoint(hit.label.split()):
        return False
    return ".." in hit.label and " + " not in hit.label and any(hit.first < at < hit.last - 1 for at in negations)


def is_negated(text: str, tokens: Sequence[Token], first: int, negations: frozenset[int]) -> bool:
    """A "not" at most three words before, with no comma or colon between."""
    for at in range(first - 1, max(first - 4, -1), -1):
        if any(c in ",;:،؛.()" for c in text[tokens[at].end : tokens[at + 1].start]):
            return False
        if at in negations:
            return tokens[at + 1].folded not in ("only", "just", "merely", "فقط", "только", "لشيء", "لشيي", "لشي")
    return False
