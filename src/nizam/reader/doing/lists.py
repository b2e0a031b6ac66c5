"""Lists set out in lines of their own: "The Korean side handed over a list of requests: 1) spare parts … 2) …".

The line that ends with a colon tells who asks or offers; the lines after it only name what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Item, Span
from nizam.reader.doing.deedframes import Frame
from nizam.reader.doing.deeds import Found
from nizam.reader.doing.fragments import Deed, Layout
from nizam.reader.doing.sidewords import asking_nouns
from nizam.record import Record, replace
from nizam.text.tokens import stem_keys

if TYPE_CHECKING:
    from nizam.reader.doing.context import Context

_COLON = re.compile('^[\\s»”"]{0,3}:')
_MARKED = re.compile("^[)\\].:-]|^\\s?[)\\]–—-]")
_BULLET = re.compile("[-–—•*▪◦·]\\s*$")
_LONGEST_NUMBER = 2
_TAKEN = frozenset(("proposed", "agreed", "planned", "denied"))
_LISTED = Frame("listed", "give", "supply", "", frozenset(("goods",)))
_OWN_STATUS = frozenset(("denied", "negated", "excluded", "historical", "conditional"))


class ListHead(Record, frozen=True):
    """What the line before a list says of all its lines. `asks`: the side named is to get them, else to give."""

    status: str
    cue: Span
    side: Entity | None
    asks: bool


def head_of(layout: Layout) -> ListHead | None:
    """The head a sentence makes for the lines after it, where it ends with a colon and a word of asking or agreeing."""
    if not _COLON.match(layout.text[layout.tokens[-1].end : layout.tokens[-1].end + 4]):
        return None
    cues = [h for h in layout.cues if h.value.status in _TAKEN and h.value.scope == "governs"]
    if not cues:
        return None
    # Who hands the list over stands before the verb, who gets it after.
    verb = next((d.first for d in layout.deeds if d.verbal and d.first < cues[-1].first), cues[-1].first)
    named = [n for n in layout.named if n.entity.country and n.last <= cues[-1].first]
    side = next((n.entity for n in reversed(named) if n.last <= verb), named[-1].entity if named else None)
    words = asking_nouns(layout.words.language)
    asks = any(key.text in words for t in layout.tokens for key in stem_keys(t.folded))
    return ListHead(cues[-1].value.status, Span(cues[-1].start, cues[-1].end), side, asks)


def is_listed(layout: Layout) -> bool:
    """Whether a sentence is a line of a list: it begins with a bullet, or with a number and a bracket or full stop."""
    first = layout.tokens[0]
    if first.text.isdigit() and len(first.text) <= _LONGEST_NUMBER:
        return bool(_MARKED.match(layout.text[first.end : first.end + 2]))
    return bool(_BULLET.search(layout.text[max(0, first.start - 3) : first.start]))


def only_goods(layout: Layout, index: int) -> Found | None:
    """A line of a list that names goods and no deed: they are to be handed over."""
    fragment = layout.fragments[index]
    goods = next((g for g in layout.goods if fragment.first <= g.first < fragment.last), None)
    if goods is None:
        return None
    return Found(Deed(goods.first, fragment.last, ((_LISTED, "noun"),)), _LISTED, "noun", 1)


def under(head: ListHead, items: Iterable[Item], context: Context) -> Iterator[Item]:
    """The deeds of a list's line with the status and the sides that its head gives."""
    for item in items:
        if item.status not in _OWN_STATUS:
            item = replace(item, status=head.status, status_cue=head.cue)
        if head.side is not None:
            sides = [context.by_id[s] for s in (item.actor, item.to) if s in context.by_id]
            other = next((e.id for e in sides if e.country and e.country != head.side.country), None)
            if other is None:
                known = context.other_country() if head.side.country == "kp" else context.target()
                other = known.id if known is not None else None
            item = replace(item, actor=other if head.asks else head.side.id, to=head.side.id if head.asks else other)
        yield item
