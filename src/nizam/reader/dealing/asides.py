"""What somebody found about a deal stands aside: its words are no deed of the deal, and name no side."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import Vocabulary
from nizam.text.tokens import Token


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
