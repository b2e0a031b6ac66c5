"""Approvals that are spoken of and not there: "not yet sought", "the exemption lapsed", «موافقة اللجنة لم تُطلب»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.termhits import TermHit
from nizam.record import replace
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_BEFORE, _AFTER = 5, 7
_ANDS = frozenset(("and", "then", "ثم", "и"))
_STOPS = re.compile("[,;:.،؛()!?؟\n]")


def as_met(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[TermHit]) -> list[TermHit]:
    """The hits, an approval beside words of asking, waiting or ending turned into none."""
    if not any(h.fact == "approval" and h.term == "granted" for h in hits):
        return list(hits)
    return [
        replace(h, term="none")
        if h.fact == "approval" and h.term == "granted" and _is_open(vocabulary, text, tokens, h)
        else h
        for h in hits
    ]


def _is_open(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hit: TermHit) -> bool:
    """Whether the clause of an approval says that it is not there: "not", or "awaited" with no "granted" beside it."""
    first, last = _clause(text, tokens, hit)
    words = vocabulary.trade_words(text, tokens)
    own = {f.folded for f in tokens[hit.first : hit.last]}
    around = [h for h in words if first <= h.first and h.last <= last]
    unmet = [h for h in around if h.value[0] == "unmet"]
    harmless = vocabulary.grammar["not-denying"]
    denied = [
        at
        for at in vocabulary.negated_at(text, tokens)
        if first <= at < last and not (at + 1 < len(tokens) and tokens[at + 1].folded in harmless)
    ]
    # "Yet to be granted" is not granted.
    shut = {*denied, *(h.last - 1 for h in unmet)}
    had = [h for h in around if h.value[0] == "met"]
    met = [h for h in had if not any(_governs(tokens, at, h.first) for at in shut)]
    if had and not met:
        return True
    if any(at >= hit.first or hit.first - at <= 2 for at in denied) and not met:
        return True
    return bool(unmet) and not met and not own & {t.folded for h in unmet for t in tokens[h.first : h.last]}


def _governs(tokens: Sequence[Token], at: int, word: int) -> bool:
    """Whether what stands at a token shuts a word after it: "to be granted", and not "sought and obtained"."""
    return at < word <= at + 2 and not any(t.folded in _ANDS for t in tokens[at + 1 : word])


def _clause(text: str, tokens: Sequence[Token], hit: TermHit) -> tuple[int, int]:
    def parted(at: int) -> bool:
        return bool(_STOPS.search(text[tokens[at - 1].end : tokens[at].start]))

    first, last = hit.first, hit.last
    while first > 0 and hit.first - first < _BEFORE and not parted(first):
        first -= 1
    while last < len(tokens) and last - hit.last < _AFTER and not parted(last):
        last += 1
    return first, last
