"""One deed's stretch cut where its goods come under different paragraphs, or where one side pays the other in kind."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nizam.reader.doing.domains import class_of
from nizam.reader.doing.fragments import Deed, Layout
from nizam.reader.doing.sidewords import barter_words

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_COMMA = re.compile("[,،]")


def pieces(layout: Layout, span: tuple[int, int], deed: Deed, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Cut a stretch where "and" joins goods that the law treats differently; else the stretch as it is."""
    first, last = span
    inside = [g for g in layout.goods if first <= g.first < last and g.first >= min(deed.first, first)]
    cuts: list[int] = []
    for left, right in pairwise(inside):
        if class_of(left.concept, vocabulary) == class_of(right.concept, vocabulary):
            continue
        at = _joint(layout, left.last, right.first)
        if at is not None:
            cuts.append(at)
    swap = barter_at(layout, first, last)
    if swap is not None:
        cuts = sorted({*cuts, swap})
    bounds = [first, *cuts, last]
    out = []
    for low, high in pairwise(bounds):
        while high > low + 1 and layout.tokens[high - 1].folded in layout.words.coordinators | {
            "также",
            "well",
            "as",
            "also",
        }:
            high -= 1
        if swap is not None and high == swap:
            high = max(low + 1, _before_swap(layout, low, swap))
        if high > low:
            out.append((low, high))
    return out


def _before_swap(layout: Layout, low: int, swap: int) -> int:
    """Where "in exchange for", which ends at a token, begins."""
    forms = barter_words(layout.words.language)
    starts = (swap - n for n in (3, 2, 1) if swap - n >= low)
    return next((at for at in starts if tuple(t.folded for t in layout.tokens[at:swap]) in forms), swap)


def _joint(layout: Layout, left: int, right: int) -> int | None:
    """The first token of the second thing where "and" joins it to the first."""
    words = layout.words
    for at in range(left, right + 1):
        folded = layout.tokens[at].folded
        if words.language == "ar":
            if folded.startswith("و") and at > left - 1 and at >= left:
                return at
        elif folded in words.coordinators or (folded in ("also", "plus", "также")):
            return at + 1 if at < right else at
        elif at == right and _COMMA.search(layout.gap(at)):
            return at
    return None


def barter_at(layout: Layout, first: int, last: int) -> int | None:
    """The token right after "in exchange for", from which the other side gives."""
    forms = barter_words(layout.words.language)
    openers = {form[0] for form in forms}
    words = [t.folded for t in layout.tokens[first + 1 : last + 2]]
    for at in range(first + 1, last):
        if words[at - first - 1] not in openers:
            continue
        for size in (3, 2, 1):
            if tuple(words[at - first - 1 : at - first - 1 + size]) in forms and at + size < last:
                return at + size
    return None
