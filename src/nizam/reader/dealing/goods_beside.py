"""What stands beside the name of goods and puts them on a list: a case of gold, a weapon they are made for, axles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.deal import Goods
from nizam.record import replace
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_NEAR = 7
_FEWEST_AXLES = 6
_MOST_AXLES = 20
_AXLED = ("87", "8602")
_WATCH = ("9102", "9103")
_BREAK = re.compile("[.;:؛!?؟\n]")
AXLED_CONCEPT = "six-axle-chassis"
"""The kind of goods that a vehicle with so many axles is of."""


def beside(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], line: Goods) -> Goods:
    """The line with the lists that the words beside it tell."""
    for rule in (_axled, _for_weapon, _of_precious_metal):
        line = rule(vocabulary, text, tokens, line)
    return line


def many_axles(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> bool:
    """ "Eight-axle", "with seven axles", «بثمانية محاور»: six or more, from which trucks are listed (S/2014/253)."""
    hits = vocabulary.trade_words(text, tokens)
    if any(h.value[0] == "many-axles" for h in hits):
        return True
    axles = [h for h in hits if h.value[0] == "axles"]
    return any(
        _FEWEST_AXLES <= amount.value <= _MOST_AXLES and any(0 <= a.start - amount.end <= 2 for a in axles)
        for amount in find_amounts(text, tokens)
    )


def axled(vocabulary: Vocabulary, text: str) -> Goods:
    """A vehicle known by nothing but its axles."""
    concept = vocabulary.concept(AXLED_CONCEPT)
    return Goods(description=text, hs=concept.hs, lists=concept.lists, known=True, concepts=(AXLED_CONCEPT,))


def _axled(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], line: Goods) -> Goods:
    codes = line.hs or line.maybe_hs
    if not any(code.startswith(_AXLED) for code in codes) or not many_axles(vocabulary, text, tokens):
        return line
    return replace(line, lists=line.lists | vocabulary.concept(AXLED_CONCEPT).lists)


def _of_precious_metal(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], line: Goods) -> Goods:
    """ "Wristwatches in gold", «ساعات يد من الذهب»: watches with a case of precious metal have their heading."""
    codes = line.hs or line.maybe_hs
    if line.hs_given or not any(code.startswith(_WATCH) for code in codes):
        return line
    precious = [h for h in vocabulary.trade_words(text, tokens) if h.value[0] == "precious"]
    first, last = _span(tokens, text, line)
    if not any(last - 1 <= h.first <= last + _NEAR or first - 3 <= h.first < first for h in precious):
        return line
    return replace(line, hs=("9101",), maybe_hs=(), lists=line.lists | {"luxury"})


def _for_weapon(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], line: Goods) -> Goods:
    """ "Turret bearings for T-62 tanks": what is made for a heavy weapon is a part of it, whatever its heading."""
    chapters = tuple(vocabulary.settings["military-chapters"])
    codes = line.hs or line.maybe_hs
    if "arms" in line.lists or not any(code.startswith(chapters) for code in codes):
        return line
    _, last = _span(tokens, text, line)
    hits = vocabulary.trade_words(text, tokens)
    edges = {h.first for h in hits if h.value[0] == "goods-edges" and h.value[1] != "and"}
    for hit in vocabulary.goods(text, tokens):
        if "heavy-arms" not in vocabulary.concept(hit.concept).lists or not last <= hit.first <= last + _NEAR:
            continue
        between = text[tokens[last - 1].end : hit.start]
        written = tokens[hit.first].folded.startswith("ل") and hit.start > tokens[hit.first].start
        if not _BREAK.search(between) and (written or edges & set(range(last, hit.first)) or last == hit.first):
            return replace(line, lists=line.lists | {"arms", "heavy-arms"}, maybe_lists=frozenset())
    return line


def _span(tokens: Sequence[Token], text: str, line: Goods) -> tuple[int, int]:
    """The tokens of a line's own words, (0, 0) where they are not in the text."""
    start = text.find(line.words[0]) if line.words else -1
    if start < 0:
        return 0, 0
    end = start + len(line.words[0])
    inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
