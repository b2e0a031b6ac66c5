"""Words that are no deed of the deal: what somebody found about it, and what only describes goods that are dealt in."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.dealing.cases_ru import case_of
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.sidephrases import is_verb
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


def is_denied(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[TermHit]) -> bool:
    """Whether all that is told of a trade is that it is not done: "no coal was bought", «угля не покупали».

    A sentence with "unless", "but", "only", with another deed, or with one verb of trade that no "not" touches tells
    more, and is read as if the deed were done.
    """
    words = {t.folded for t in tokens}
    if words & set(vocabulary.grammar["exceptions"]) or any(c in text for c in "?؟"):
        return False
    weak = set(vocabulary.settings["weak-activities"]) | {"supply"}
    if any(h.fact == "activity" and not h.negated and h.term not in weak for h in hits):
        return False
    if not vocabulary.goods(text, tokens):
        return False
    told = vocabulary.trade_words(text, tokens)
    found = named_in(text, tokens)
    verbs = {h.first for h in told if h.value[0] == "verbs" and is_verb(vocabulary, tokens, found, h.first)}
    if not verbs <= {h.first for h in told if h.value[0] == "deniable"}:
        return False
    return bool(verbs) and all(_not_done(vocabulary, text, tokens, at) for at in verbs)


def _not_done(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], at: int) -> bool:
    """A "not" right before the verb, auxiliaries left out, or a "no" before the goods that are its subject."""
    nots, auxiliaries = set(vocabulary.grammar["plain-nots"]), set(vocabulary.grammar["auxiliaries"])
    back = at - 1
    while back >= 0 and tokens[back].folded in auxiliaries:
        back -= 1
    if back >= 0 and tokens[back].folded in nots:
        return True
    subject = next((h for h in vocabulary.goods(text, tokens) if h.last == back + 1 and h.first), None)
    return subject is not None and back + 1 < at and tokens[subject.first - 1].folded == "no"


def without_loose_deeds(
    text: str, tokens: Sequence[Token], hits: Sequence[TermHit], goods: Sequence[Head], *, traded: bool
) -> list[TermHit]:
    """Leave out deeds of persons pieced together from words far apart where goods are counted and traded: the tins an
    army ordered and a firm dispatches are no dispatch of troops, and «рабочие брюки» are no workers."""
    starts = {g.first for g in goods}
    inside = {i for g in goods for i in range(g.first, g.last)}
    described = {i for i in inside | {g.first - 1 for g in goods} if i >= 0 and case_of(tokens[i].folded)}
    shown = {g.last for g in goods}  # «статуя рыбака работы северокорейской студии»
    amounts = [i for a in find_amounts(text, tokens) for i, t in enumerate(tokens) if a.start <= t.start < a.end]
    counted = any(0 < start - at <= _FROM_AMOUNT for start in starts for at in amounts)
    out = []
    for hit in hits:
        pieced = hit.fact == "activity" and " … " in hit.label
        if pieced and counted and traded and hit.term == "troop-deployment":
            continue
        if pieced and traded and hit.term in ("construction", "teaching") and hit.first in inside:
            # "Railway sleepers were laid", "a grand piano and an S-Class": the goods' own words make no deed.
            continue
        if pieced and hit.term in ("employment", "work-permit", "repatriation") and hit.first in described | shown:
            continue
        if hit.term == "travel" and goods and traded and "," in text[hit.start : hit.end]:
            # «Машины, купленные для чиновников, прибыли»: it is the goods that arrive.
            continue
        if hit.fact == "person.status" and hit.first in described and hit.last - hit.first == 1:
            continue
        out.append(hit)
    return out


def without_voyages(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[TermHit]
) -> list[TermHit]:
    """Leave out a flight that is a ship's voyage: «рейс» is both, and tells by the craft the sentence names."""
    codes = [code for g in vocabulary.goods(text, tokens) for code in vocabulary.concept(g.concept).hs]
    flown = any(code.startswith("88") for code in codes) or any(h.fact == "aircraft.operator" for h in hits)
    if flown or not any(code.startswith("89") for code in codes):
        return list(hits)
    return [h for h in hits if not (h.term == "flight" and h.label.casefold().startswith("рейс"))]
