"""Cooperation items: what one side does for, to or with another, found fragment by fragment.

Each fragment of a sentence gives at most one deed (its best word, with what that word needs beside it); goods of
different kinds joined by "and" give one item each. Status and sides are read apart (deedstatus.py, direction.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from nizam.model.text import Document, Item, Span, Statement
from nizam.reader.context import Context, fill
from nizam.reader.deedframes import Frame, deed_words, roles_of
from nizam.reader.deedstatus import Decided, decide
from nizam.reader.direction import Part, abstract_object, admits, both_sides, parts, sides
from nizam.reader.domains import activity_of, class_of, domain_of, telling
from nizam.reader.fragments import MOST_TOKENS, Deed, Layout, lay_out
from nizam.reader.itemspan import goods_before, pieces, region, span_of
from nizam.reader.segment import Sentence
from nizam.text.dates import DateFound, find_dates
from nizam.text.numbers import find_amounts

if TYPE_CHECKING:
    from nizam.reader.parties import Entities
    from nizam.reader.vocabulary import TermHit, Vocabulary

_SAME = 0.5
_REALISED = frozenset(("done", "historical"))
_EARLIER = frozenset("before until till since by قبل حتي منذ до с со раньше".split())


@dataclass(frozen=True, slots=True)
class _Found:
    """A deed in a fragment, before its sides and status are read."""

    deed: Deed
    frame: Frame
    form: str
    score: float


def find_items(
    document: Document,
    sentences: Sequence[Sentence],
    entities: Entities,
    statements: Sequence[Statement],
    vocabulary: Vocabulary,
) -> tuple[Item, ...]:
    """Every deed of the body, in order of place. Headlines only tell which countries the article is about."""
    words = deed_words(document.language)
    context = Context(document, {e.id: e for e in entities.all}, _totals(entities))
    out: list[Item] = []
    for sentence in sentences:
        for low in range(0, len(sentence.tokens), MOST_TOKENS):
            tokens = sentence.tokens[low : low + MOST_TOKENS]
            start, end = tokens[0].start, tokens[-1].end
            near = [s for s in statements if s.span.start < end and start < s.span.end]
            layout = lay_out(document.text, tokens, sentence.paragraph, words, entities, near, vocabulary)
            context.before(layout)
            if sentence.paragraph >= 0 and (layout.deeds or layout.goods):
                for item in _in_sentence(layout, vocabulary, context):
                    context.items.append((sentence.paragraph, item))
                    out.append(item)
            context.note(layout)
    return tuple(replace(item, id=f"i{n}") for n, item in enumerate(_distinct(out), 1))


def _totals(entities: Entities) -> Counter[str]:
    totals: Counter[str] = Counter()
    for entity in entities.all:
        if entity.country:
            totals[entity.country] += len(entity.mentions)
    return totals


def _in_sentence(layout: Layout, vocabulary: Vocabulary, context: Context) -> Iterator[Item]:
    terms = vocabulary.terms(layout.text, layout.tokens)
    dates = find_dates(layout.text, layout.tokens, context.document.as_of or context.document.page_date)
    before: Deed | None = None
    for index, fragment in enumerate(layout.fragments):
        ranges = region(layout, index)
        found = _best(layout, index, ranges, terms, context)
        if found is None and before is not None and fragment.opener in ("comma", "coord"):
            found = _shared(layout, index, before)
        before = found.deed if found is not None else None
        if found is not None:
            yield from _items(layout, index, ranges, found, terms, dates, vocabulary, context)


def _shared(layout: Layout, index: int, before: Deed) -> _Found | None:
    """Goods that follow a deed after "as well as" or a comma: the same deed once more."""
    fragment = layout.fragments[index]
    inside = [g for g in layout.goods if fragment.first <= g.first < fragment.last]
    own_verb = any(d.verbal and fragment.first <= d.first < fragment.last for d in layout.deeds) or any(
        h.value.scope in ("governs", "verb") and fragment.first <= h.first < fragment.last for h in layout.cues
    )
    if not inside or own_verb or inside[0].first - fragment.first > 6:
        return None
    frame, form = next(((f, form) for f, form in before.heavy if "goods" in f.needs), (None, ""))
    return _Found(before, frame, form, 1) if frame is not None else None


def _best(
    layout: Layout, index: int, ranges: Sequence[tuple[int, int]], terms: Sequence[TermHit], context: Context
) -> _Found | None:
    """The deed a fragment tells, with the reading of its word that has most beside it."""
    fragment = layout.fragments[index]
    best: _Found | None = None
    for deed in layout.deeds:
        if not (fragment.first <= deed.first and deed.last <= fragment.last):
            continue
        for frame, form in deed.heavy:
            score = _score(layout, deed, frame, form, ranges, context)
            if score > 0 and (best is None or score > best.score):
                best = _Found(deed, frame, form, score)
    told = _told(layout, fragment.first, fragment.last, terms, best)
    return told or best


def _told(layout: Layout, first: int, last: int, terms: Sequence[TermHit], best: _Found | None) -> _Found | None:
    """An activity the vocabulary names where no deed's word does."""
    if best is not None and not best.frame.weak:
        return None
    hit = next((t for t in terms if t.fact == "activity" and t.term in telling() and first <= t.first and t.last <= last), None)
    if hit is None:
        return None
    frame = Frame("told", roles_of(hit.term), hit.term, "", frozenset())
    verb = next((d for d in layout.deeds if d.verbal and hit.first <= d.first < hit.last), None)
    return _Found(Deed(hit.first, hit.last, ((frame, verb.form if verb else "noun"),)), frame, verb.form if verb else "noun", 1)


def _score(
    layout: Layout, deed: Deed, frame: Frame, form: str, ranges: Sequence[tuple[int, int]], context: Context
) -> float:
    """How well a reading of a deed's word is borne out by what stands beside it; 0 where it is not."""
    if abstract_object(layout, deed, frame):
        return 0.0
    score = 1.0 + 1.5 * (deed.last - deed.first - 1) + (0.5 if form != "noun" else 0.0) - (1.5 if frame.weak else 0.0)
    if frame.needs:
        met = [need for need in frame.needs if _met(layout, deed, need, ranges, context)]
        if not met:
            return 0.0
        score += 2.0 if "two" not in met else 0.5
        if "people" in met and frame.roles in ("work", "hire", "return"):
            score += 1.0
    else:
        score += 2.0
    return max(score, 0.1) - 0.0001 * deed.first


def _met(layout: Layout, deed: Deed, need: str, ranges: Sequence[tuple[int, int]], context: Context) -> bool:
    def inside(first: int) -> bool:
        return any(low <= first < high for low, high in ranges)

    if need == "goods":
        return any(inside(g.first) and not (deed.first <= g.first and g.last <= deed.last) for g in layout.goods)
    if need == "vessel":
        return any(inside(n.first) and n.entity.type == "vessel" for n in layout.named) or any(
            inside(k.first) and k.value == "vessel" for k in layout.kinds
        )
    if need == "two":
        countries = {n.entity.country for n in layout.named if inside(n.first) and n.entity.country}
        if both_sides(layout, ranges):
            return True
        if not countries:
            return False
        around = {n.entity.country for n in layout.named if n.entity.country}
        return len(countries) > 1 or len(around) > 1 or (context.main_target() and countries != {"kp"})
    if need == "people" and layout.words.language != "ar" and any(
        inside(n.first) and n.mention.kind == "nationality" and n.mention.span.of(layout.text).endswith(("ans", "цы", "цев", "ون", "ين"))
        for n in layout.named
    ):
        return True
    return any(inside(k.first) and k.value == need and k.first != deed.first for k in layout.kinds)


def _items(
    layout: Layout,
    index: int,
    ranges: Sequence[tuple[int, int]],
    found: _Found,
    terms: Sequence[TermHit],
    dates: Sequence[DateFound],
    vocabulary: Vocabulary,
    context: Context,
) -> Iterator[Item]:
    deed = found.deed
    first, last = span_of(layout, index, ranges, deed, found.form, found.frame)
    start, end = layout.tokens[first].start, layout.tokens[last - 1].end
    statement = layout.statement_at(start, end)
    low, high = min(a for a, _ in ranges), max(b for _, b in ranges)
    own_dates = [d for d in dates if layout.tokens[low].start <= d.start < layout.tokens[high - 1].end]
    decided = decide(
        layout, index, deed, found.form, (first, last), statement, _own(layout, own_dates), context.document.as_of
    )
    if decided is None or (found.frame.weak and (decided.status in _REALISED or decided.cue is None)):
        return
    named = parts(layout, _wide(ranges, first, last), deed)
    actor, taker = _sides(layout, index, found, named, (first, last), statement, context)
    if actor is None and taker is None:
        return
    if found.frame.name == "told" and found.frame.activity in ("employment", "work-permit") and not _both_named(named):
        return
    first = _from_source(layout, index, first, named)
    region_terms = [t for t in terms if first <= t.first and t.last <= last or _within(t, layout, index)]
    for low, high in pieces(layout, (first, last), deed, vocabulary):
        goods = tuple(dict.fromkeys(g.concept for g in layout.goods if low <= g.first < high))
        if not goods and found.frame.needs == frozenset(("goods",)):
            goods = tuple(dict.fromkeys(g.concept for g in goods_before(layout, first, ranges)))
        activity = activity_of(found.frame, goods, [t for t in region_terms], layout, vocabulary)
        yield _item(layout, (low, high), found, decided, actor, taker, goods, activity, region_terms, own_dates, statement, vocabulary, named)


def _both_named(named: Sequence[Part]) -> bool:
    return len({p.country for p in named if p.country}) > 1


def _from_source(layout: Layout, index: int, first: int, named: Sequence[Part]) -> int:
    """Take in where a deed comes from or goes to when that stands before the verb: "from Pyongyang … they carry"."""
    own = layout.fragments[index]
    starts = [p.start for p in named if p.case in ("src", "dst") and p.country and p.named.mention.kind == "name" and own.first <= p.start < first]
    return min(starts, default=first)


def _within(term: TermHit, layout: Layout, index: int) -> bool:
    fragment = layout.fragments[index]
    return fragment.first <= term.first and term.last <= fragment.last


def _wide(ranges: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    return [*ranges, (first, last)]


def _own(layout: Layout, dates: Iterable[DateFound]) -> list[DateFound]:
    """Dates that tell when the deed was, not what it came before."""
    out = []
    for d in dates:
        at = next((i for i, t in enumerate(layout.tokens) if t.start >= d.start), 0)
        before = [layout.tokens[i].folded for i in (at - 1, at - 2) if i >= 0]
        if not any(w in _EARLIER for w in before[:2]):
            out.append(d)
    return out


def _sides(
    layout: Layout,
    index: int,
    found: _Found,
    named: Sequence[Part],
    span: tuple[int, int],
    statement: Statement | None,
    context: Context,
) -> tuple[str | None, str | None]:
    roles = found.frame.roles
    if roles in ("call", "work") and admits(layout, [*region(layout, index)]):
        roles = "admit"
    actor, taker = sides(roles, named)
    countries = {p.country for p in named if p.country}
    if roles in ("joint", "with", "give", "serve") and len(countries) < 2 and both_sides(layout, [span]):
        speaker = context.by_id.get((statement.speaker or "") if statement else "")
        pair = context.pair(speaker.country if speaker else None)
        if pair is not None:
            return pair[0].id, pair[1].id
    return fill(
        context.home(actor.named.entity).id if actor else None,
        context.home(taker.named.entity).id if taker else None,
        roles, layout, span, statement, context, _sharing(layout, index, context),
    )  # fmt: skip


def _sharing(layout: Layout, index: int, context: Context) -> Item | None:
    """The deed before in this sentence, where "and" joins this one to it without a subject of its own."""
    fragment = layout.fragments[index]
    if fragment.opener != "coord" or not context.items:
        return None
    paragraph, item = context.items[-1]
    own = next((n for n in layout.named if fragment.first <= n.first < fragment.last), None)
    verb = next((d for d in layout.deeds if d.verbal and fragment.first <= d.first < fragment.last), None)
    if own is not None and (verb is None or own.first < verb.first):
        return None
    return item if item.span.start >= layout.tokens[0].start and paragraph == layout.paragraph else None


def _item(
    layout: Layout,
    piece: tuple[int, int],
    found: _Found,
    decided: Decided,
    actor: str | None,
    taker: str | None,
    goods: tuple[str, ...],
    activity: str,
    terms: Sequence[TermHit],
    dates: Sequence[DateFound],
    statement: Statement | None,
    vocabulary: Vocabulary,
    named: Sequence[Part],
) -> Item:
    low, high = piece
    tokens = layout.tokens[low:high]
    start, end = tokens[0].start, tokens[-1].end
    prefix = _clitic(layout, low)
    facts: dict[str, tuple[str, ...]] = {}
    for term in terms:
        if term.fact != "activity" and not term.negated and term.term not in facts.get(term.fact, ()):
            facts[term.fact] = (*facts.get(term.fact, ()), term.term)
    amounts = [a for a in find_amounts(layout.text, tokens) if not any(d.start <= a.start < d.end for d in dates)]
    place = next((p.named.entity.name for p in named if p.named.entity.type == "place" and p.named.entity.id not in (actor, taker)), None)
    return Item(
        id="",
        domain=domain_of(found.frame, activity, goods, vocabulary),
        activity=activity,
        goods=goods,
        actor=actor,
        to=taker,
        status=decided.status,
        status_cue=decided.cue,
        span=Span(start + prefix, _closed(layout.text, start, end)),
        statement=statement.id if statement else None,
        when=_when(_own(layout, dates)),
        quantity=layout.text[amounts[0].start : amounts[0].end] if amounts else None,
        place=place,
        facts=facts,
        commitment=decided.commitment,
    )


def _clitic(layout: Layout, at: int) -> int:
    """How many characters of «و» or «ف» stand before a span's first word, where that word is a deed's."""
    token = layout.tokens[at]
    opens = any(f.first == at and f.opener in ("coord", "comma", "start", "hard") for f in layout.fragments)
    return 1 if opens and layout.words.language == "ar" and token.text[:1] in "وف" and len(token.text) > 3 else 0


def _closed(text: str, start: int, end: int) -> int:
    """A span takes in the quotation mark that closes a quotation it opens."""
    inner = text[start:end]
    for opening, closing in (("«", "»"), ("“", "”"), ('"', '"')):
        opened = inner.count(opening) > inner.count(closing) if opening != closing else inner.count(opening) % 2 == 1
        if opened and text[end : end + 1] == closing:
            return end + 1
    return end


def _when(dates: Sequence[DateFound]) -> date | None:
    """The day a deed is judged by: a whole date, or the last day of the stretch that is named."""
    return dates[0].last if dates else None


def _distinct(items: Sequence[Item]) -> list[Item]:
    """No two items for one stretch: the first stays, unless their goods differ."""
    out: list[Item] = []
    for item in items:
        if not any(_overlap(item.span, o.span) > _SAME and item.goods == o.goods for o in out[-4:]):
            out.append(item)
    return sorted(out, key=lambda i: (i.span.start, i.span.end))


def _overlap(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


__all__ = ["class_of", "find_items"]
