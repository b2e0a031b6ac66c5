"""Which deeds the words themselves tie to the target, and which were only given it for want of another side.

A side nobody names is completed from the article (filling.py). In news that speaks of the target in passing — a
match, a storm, a vote — that would make its deeds of everybody's. So a completed side stays only near a deed that
names the target, and only where the article tells at least one deed that is no pastime.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nizam.model.text import Item
from nizam.reader.doing.context import TARGET, Context
from nizam.reader.doing.fragments import Layout
from nizam.record import Record, replace

_PASTIMES = frozenset(
    ("culture", "tourism", "diplomacy", "travel", "general-cooperation", "missile-test", "nuclear-test", "aid")
)
_KOREAN = ("korean", "корейск", "корейц", "корее", "كوري", "الكوري")  # beginnings, folded
_OTHER_KOREA = "kr"
_REACH = 2  # paragraphs between a deed that names the target and one that takes it over
_FIRST_MEASURE = date(2006, 7, 15)


class Tie(Record, frozen=True):
    """A deed with what its sentence names: `target`, and `sides`, whether any country or side of it at all."""

    item: Item
    paragraph: int
    target: bool
    sides: bool


def tie_of(item: Item, layout: Layout, context: Context, *, listed: bool) -> Tie:
    """What a deed's sentence names of its sides. `listed`: it is a line of a list whose head names the target."""
    named = {n.entity.id for n in layout.named}
    target = listed or any(context.is_target(n) for n in named) or _korean(layout, context)
    return Tie(item, layout.paragraph, target, bool(named & {item.actor, item.to}))


def tells_of_target(layout: Layout) -> bool:
    """Whether a headline names the target and a deed."""
    dealing = any(frame.activity not in _PASTIMES for deed in layout.deeds for frame, _ in deed.heavy)
    return dealing and any(n.entity.country == TARGET for n in layout.named)


def borne_out(ties: Sequence[Tie], context: Context, *, headline: bool) -> list[Item]:
    """The deeds, without the target as a side where nothing near bears it out.

    `headline`: whether the headline tells a deed and names the target.
    """
    anchors = [n for n, tie in enumerate(ties) if _anchors(tie, context)]
    leading = headline or any(code == TARGET for code, _ in context.totals.most_common(2))
    out: list[Item] = []
    for tie in ties:
        if tie.target or not _with_target(tie.item, context):
            out.append(tie.item)
            continue
        near = any(abs(ties[a].paragraph - tie.paragraph) <= _REACH for a in anchors)
        if near or (leading and anchors) or (headline and tie.sides):
            out.append(tie.item)
            continue
        bare = _without_target(tie.item, context)
        if bare.actor or bare.to:
            out.append(bare)
    return out


def _korean(layout: Layout, context: Context) -> bool:
    """Whether "Korean" can only mean the target: the article names it, and the other Korea less often."""
    if context.totals[TARGET] <= context.totals[_OTHER_KOREA]:
        return False
    return any(layout.tokens[at].folded.lstrip("ول").startswith(_KOREAN) for at in range(len(layout.tokens)))


def _with_target(item: Item, context: Context) -> bool:
    return context.is_target(item.actor) or context.is_target(item.to)


def _anchors(tie: Tie, context: Context) -> bool:
    """Whether a deed makes the article one about dealings with the target."""
    item = tie.item
    old = item.when is not None and item.when < _FIRST_MEASURE
    return tie.target and not old and item.activity not in _PASTIMES and _with_target(item, context)


def _without_target(item: Item, context: Context) -> Item:
    return replace(
        item,
        actor=None if context.is_target(item.actor) else item.actor,
        to=None if context.is_target(item.to) else item.to,
    )
