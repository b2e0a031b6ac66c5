"""Parties as a sentence mentions them: the words of one party with the country they tell.

"A factory in Hamhung, DPRK", "the Ministry of Railways of the DPRK" and "Jilin Foods of China" are one mention each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.named import named_in
from nizam.record import Record
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_INNER = frozenset(("of", "the", "in", "at", "near", "a", "an", "and", "&"))
_PLACED = frozenset(("in", "at", "near"))
_MOST_BETWEEN = 3
_LONGEST_GAP = 2


class Mention(Record, frozen=True):
    """A party at tokens `first:last`; `countries` its words tell, none where they tell no country."""

    first: int
    last: int
    countries: tuple[str, ...]


def mentions(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], taken: frozenset[int], heads: Sequence[str]
) -> list[Mention]:
    """Parties of an English sentence, in order. `taken`: tokens of goods and verbs, which name nobody; `heads`: what
    parties are called that have no name ("a firm", "the depot")."""
    found = [f for f in named_in(text, tokens) if f.value.country and not (taken & set(range(f.first, f.last)))]
    cores = _cores(text, tokens, found, taken, frozenset(heads))
    places = {i for f in found for i in range(f.first, f.last)}
    out: list[tuple[int, int]] = []
    for first, last in cores:
        comma = bool(out) and "," in text[tokens[out[-1][1] - 1].end : tokens[first].start]
        apart = comma and _two_countries(found, out[-1], (first, last))
        if out and not apart and _joined(vocabulary, text, tokens, out[-1], (first, last), places, taken):
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return [Mention(a, b, countries_in(vocabulary, tokens, found, a, b)) for a, b in out]


def _two_countries(found: Sequence[Found[Named]], before: tuple[int, int], after: tuple[int, int]) -> bool:
    told = [{f.value.country for f in found if a <= f.first < b and not f.value.ambiguous} for a, b in (before, after)]
    return bool(told[0] and told[1] and not told[0] & told[1])


def begins(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence or an entry of a form begins at a token: its capital tells nothing."""
    return at == 0 or bool(re.search("[.!?:;\n]", text[tokens[at - 1].end : tokens[at].start]))


def _cores(
    text: str, tokens: Sequence[Token], found: Sequence[Found[Named]], taken: frozenset[int], heads: frozenset[str]
) -> list[tuple[int, int]]:
    """Names of places, runs of capitals, and nouns of parties."""
    named = {i for f in found for i in range(f.first, f.last)}
    core = set(named)
    for at, token in enumerate(tokens):
        if at in taken or at in core:
            continue
        ahead = at + 1 < len(tokens) and (tokens[at + 1].capital or at + 1 in named)
        called = not begins(text, tokens, at) or (ahead and token.folded not in _INNER)
        if token.folded in heads or (token.capital and token.text[:1].isascii() and called):
            core.add(at)
    spans: list[tuple[int, int]] = []
    for at in sorted(core):
        if spans and spans[-1][1] == at and not re.search("[,;:.!?()]", text[tokens[at - 1].end : tokens[at].start]):
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _joined(
    vocabulary: Vocabulary,
    text: str,
    tokens: Sequence[Token],
    before: tuple[int, int],
    after: tuple[int, int],
    places: set[int],
    taken: frozenset[int],
) -> bool:
    """Whether two cores are one party: "X of Y", "X in Y", "X, Y" where Y is a place, "a North Korean trading firm"."""
    between = range(before[1], after[0])
    gap = text[tokens[before[1] - 1].end : tokens[after[0]].start]
    words = [tokens[i].folded for i in between]
    placed = after[0] in places
    if not between:
        if re.search("[,(]", gap):
            return placed and set(range(*after)) <= places
        return not re.search("[.;:!?)]", gap)
    if len(words) > _MOST_BETWEEN or re.search("[.;:!?]", gap) or taken & set(between):
        return False
    if set(words) <= _INNER:
        if "," in gap or "(" in gap:
            return False
        if "and" in words:
            return tokens[before[1] - 1].capital and tokens[after[0]].capital and not places & {after[0], before[0]}
        return not _PLACED & set(words) or placed or tokens[after[0]].capital
    if any(w in vocabulary.grammar["be"] or w in vocabulary.grammar["modals"] for w in words):
        return False
    hits = vocabulary.trade_words(text, tokens)
    spoken = {i for h in hits if h.value[0] in ("verbs", "sides", "clauses") for i in range(h.first, h.last)}
    return "," not in gap and len(words) <= _LONGEST_GAP and before[1] - 1 in places and not spoken & set(between)


def countries_in(
    vocabulary: Vocabulary, tokens: Sequence[Token], found: Sequence[Found[Named]], first: int, last: int
) -> tuple[str, ...]:
    inside = [f for f in found if first <= f.first < last]
    bare = [f for f in inside if f.last - f.first == 1 and tokens[f.first].folded in vocabulary.grammar["korea"]]
    sure = [f for f in inside if f not in bare and (not f.value.ambiguous or f.value.kind in ("country", "place"))]
    # A bare "Korea" in the name of a firm of Pyongyang is that of Pyongyang.
    codes = dict.fromkeys(f.value.country for f in sure or bare if f.value.country)
    return tuple(c for c in codes if c)
