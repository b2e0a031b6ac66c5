"""Words that are no deed of the deal: what somebody found about it, and what only describes goods that are dealt in."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.dealing.cases_ru import case_of
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import Vocabulary
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token

_FROM_AMOUNT = 4


def asides(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[TermHit]) -> frozenset[int]:
    """Tokens of what a State found about the deal, up to the next mark or verb: "could contribute to the missile
    programme" is no cooperation on missiles, and nothing goes to the programme's country by it."""
    be = frozenset(vocabulary.grammar["be"])
    out: set[int] = set()
    for hit in hits:
        if hit.fact != "finding" or hit.term not in vocabulary.settings["findings-aside"]:
            continue
        out |= set(range(hit.first, hit.last))
        further = int(vocabulary.settings["findings-aside"][hit.term])
        for at in range(hit.last, min(hit.last + further, len(tokens))):
            if any(c in ",;:.،؛()" for c in text[tokens[at - 1].end : tokens[at].start]) or tokens[at].folded in be:
                break
            out.add(at)
    return frozenset(out)


def without_loose_deeds(
    text: str, tokens: Sequence[Token], hits: Sequence[TermHit], goods: Sequence[Head], *, traded: bool
) -> list[TermHit]:
    """Leave out deeds of persons pieced together from words far apart where goods are counted and traded: the tins an
    army ordered and a firm dispatches are no dispatch of troops, and «рабочие брюки» are no workers."""
    starts = {g.first for g in goods}
    beside = {g.first - 1 for g in goods} | {i for g in goods for i in range(g.first, g.last)}
    described = {i for i in beside if i >= 0 and case_of(tokens[i].folded)}
    amounts = [i for a in find_amounts(text, tokens) for i, t in enumerate(tokens) if a.start <= t.start < a.end]
    counted = any(0 < start - at <= _FROM_AMOUNT for start in starts for at in amounts)
    out = []
    for hit in hits:
        pieced = hit.fact == "activity" and " … " in hit.label
        if pieced and counted and traded and hit.term == "troop-deployment":
            continue
        if pieced and hit.term in ("employment", "work-permit", "repatriation") and hit.first in described:
            continue
        if hit.fact == "person.status" and hit.first in described and hit.last - hit.first == 1:
            continue
        out.append(hit)
    return out
