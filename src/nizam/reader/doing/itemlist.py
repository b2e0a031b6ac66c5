"""All the deeds of an article together: none told twice for one stretch, and an origin told once is shared."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.model.text import Document, Item, Span
from nizam.record import replace

_SAME = 0.5
_LAST = 4


def with_origins(items: Sequence[Item], document: Document) -> list[Item]:
    """An origin told once in a paragraph holds for its other deeds with the same goods: "it is only Russian coal"."""
    out = []
    for item in items:
        if item.goods and "goods.origin" not in item.facts:
            paragraph = next((p for p in document.paragraphs if p.covers(item.span)), document.body)
            told = {
                o.facts["goods.origin"]
                for o in items
                if o.goods == item.goods and "goods.origin" in o.facts and paragraph.covers(o.span)
            }
            if len(told) == 1:
                item = replace(item, facts={**item.facts, "goods.origin": told.pop()})
        out.append(item)
    return out


def distinct(items: Sequence[Item]) -> list[Item]:
    """No two items for one stretch: the first stays, unless their goods differ. Nor one deed inside its own words."""
    out: list[Item] = []
    for item in items:
        if not any(_overlap(item.span, o.span) > _SAME and item.goods == o.goods for o in out[-_LAST:]):
            out.append(item)
    kept = [i for n, i in enumerate(out) if not any(_inside(i, o) for o in out[max(0, n - _LAST) : n + _LAST])]
    return sorted(kept, key=lambda i: (i.span.start, i.span.end))


def _inside(item: Item, other: Item) -> bool:
    """Whether a deed is only told once more within another's words: "paid by Chile, which gave two million"."""
    return (
        item is not other
        and other.span.covers(item.span)
        and item.span != other.span
        and item.activity == other.activity
        and set(item.goods) <= set(other.goods)
        and {item.actor, item.to} <= {other.actor, other.to, None}
    )


def _overlap(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0
