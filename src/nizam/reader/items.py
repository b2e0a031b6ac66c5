"""Cooperation items: what one side does for, to or with another, found fragment by fragment.

Each fragment of a sentence gives at most one deed (its best word, with what that word needs beside it); goods of
different kinds joined by "and" give one item each. Status and sides are read apart (deedstatus.py, direction.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from nizam.model.text import Document, Item, Span, Statement
from nizam.reader.doing.context import Context
from nizam.reader.doing.deedframes import deed_words
from nizam.reader.doing.deeds import Found, best_deed, shared_deed
from nizam.reader.doing.deedstatus import decide, of_pact, wished_for
from nizam.reader.doing.domains import activity_of, domain_of, without_carriers
from nizam.reader.doing.fragments import MOST_TOKENS, Deed, Layout
from nizam.reader.doing.itemdates import contract_day, deed_dates, judged_day, past_day
from nizam.reader.doing.itemlist import distinct, with_origins
from nizam.reader.doing.itemsides import (
    both_named,
    from_there,
    of_people,
    only_spoken_of,
    shown_not_hired,
    sides_of,
    sides_unsaid,
)
from nizam.reader.doing.itemspan import clitic_length, closed_quote, goods_before, span_of
from nizam.reader.doing.layout import lay_out
from nizam.reader.doing.lists import head_of, is_listed, only_goods, under
from nizam.reader.doing.parts import Part, parts
from nizam.reader.doing.pieces import barter_at, pieces
from nizam.reader.doing.region import region, subject_shared
from nizam.reader.doing.sidewords import numbers_something
from nizam.reader.doing.statusreach import adjuncts
from nizam.reader.doing.tense import Decided
from nizam.reader.doing.ties import Tie, borne_out, tells_of_target, tie_of
from nizam.reader.segment import Sentence
from nizam.record import replace
from nizam.text.dates import DateFound, find_dates
from nizam.text.numbers import find_amounts

if TYPE_CHECKING:
    from nizam.reader.parties import Entities
    from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import Vocabulary

_ARMS_DEALS = frozenset(("arms-brokering", "arms-production", "military-training"))
_ALONE = frozenset(("missile-test", "nuclear-test"))
_PASSING = 4
_LENT = frozenset(("lend-people", "lend-instructors"))
_REALISED = frozenset(("done", "historical"))


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
    told: list[Tie] = []
    headline = False
    for sentence in sentences:
        for low in range(0, len(sentence.tokens), MOST_TOKENS):
            tokens = sentence.tokens[low : low + MOST_TOKENS]
            start, end = tokens[0].start, tokens[-1].end
            near = [s for s in statements if s.span.start < end and start < s.span.end]
            layout = lay_out(document.text, tokens, sentence.paragraph, words, entities, near, vocabulary)
            context.before(layout)
            if sentence.paragraph < 0:
                headline = headline or tells_of_target(layout)
            if sentence.paragraph >= 0 and (layout.deeds or layout.goods or layout.kinds):
                found = _in_sentence(layout, vocabulary, context)
                listed = context.head is not None and is_listed(layout)
                if context.head is not None and listed:
                    found = under(context.head, found, context)
                # One by one: a deed may share its sides with the one before it in the sentence.
                for item in found:
                    context.items.append((sentence.paragraph, item))
                    told.append(tie_of(item, layout, context, listed=listed))
            context.note(layout)
            if context.head is None or not is_listed(layout):
                context.head = head_of(layout)
    out = borne_out(told, context, headline=headline)
    return tuple(replace(item, id=f"i{n}") for n, item in enumerate(with_origins(distinct(out), document), 1))


def _totals(entities: Entities) -> Counter[str]:
    totals: Counter[str] = Counter()
    for entity in entities.all:
        if entity.country:
            totals[entity.country] += len(entity.mentions)
    return totals


def _in_sentence(layout: Layout, vocabulary: Vocabulary, context: Context) -> Iterator[Item]:
    terms = vocabulary.terms(layout.text, layout.tokens)
    dates: list[DateFound] | None = None
    before: Deed | None = None
    for index, fragment in enumerate(layout.fragments):
        ranges = region(layout, index)
        found = best_deed(layout, index, ranges, terms, context)
        if found is None:
            found = best_deed(layout, index, [*subject_shared(layout, index), *ranges], terms, context)
        if found is None and before is not None and fragment.opener in ("comma", "coord"):
            found = shared_deed(layout, index, before)
        if found is None and context.head is not None and is_listed(layout):
            found = only_goods(layout, index)
        if found is not None or not (fragment.opener == "sub" or fragment.last - fragment.first < _PASSING):
            before = found.deed if found is not None else None
        if found is not None:
            if dates is None:
                dates = find_dates(layout.text, layout.tokens, context.document.as_of or context.document.page_date)
            yield from _items(layout, index, ranges, found, terms, dates, vocabulary, context)


def _items(
    layout: Layout,
    index: int,
    ranges: Sequence[tuple[int, int]],
    found: Found,
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
    own_dates = [d for d in dates if start <= d.start < end]
    near = [(low, high), *((a.first, a.last) for a in adjuncts(layout, index))]
    own_dates += [
        d
        for d in dates
        if d not in own_dates and any(layout.tokens[a].start <= d.start < layout.tokens[b - 1].end for a, b in near)
    ]
    decided = decide(layout, index, deed, found.form, (first, last), statement, own_dates, context.document.as_of)
    decided = of_pact(layout, first, decided) if decided is not None else None
    decided = wished_for(layout, deed, decided) if decided is not None else None
    if found.frame.roles == "own":
        return  # what one State does alone, a missile it fires, is no dealing
    if decided is None or (found.frame.weak and (decided.status in _REALISED or decided.cue is None)):
        return
    named = parts(layout, [*subject_shared(layout, index), *ranges, (first, last)], deed)
    if only_spoken_of(found, decided, named) or (deed.verbal and layout.asks()):
        return
    own = frozenset(p.named.entity.id for p in named)
    actor, taker = context.with_target(*sides_of(layout, index, found, named, (first, last), statement, context), own)
    # One side's own affair, in an article that does not name the target, is no deed.
    if (actor is None or taker is None) and not (context.main_target() and (actor or taker)):
        return
    if found.frame.name == "told" and found.frame.activity in ("employment", "work-permit") and not both_named(named):
        return
    if decided.status in _REALISED and sides_unsaid(layout, index, found, (first, last), {actor, taker}, context):
        return
    first = _from_source(layout, index, first, named)
    region_terms = [t for t in terms if (first <= t.first and t.last <= last) or _within(t, layout, index)]
    swap = barter_at(layout, first, last)
    for low, high in pieces(layout, (first, last), deed, vocabulary):
        if swap is not None and low == swap:
            actor, taker = taker, actor  # what is got in exchange goes the other way
        goods = without_carriers(layout, low, high, vocabulary)
        if not goods and found.frame.needs == frozenset(("goods",)):
            goods = tuple(dict.fromkeys(g.concept for g in goods_before(layout, first, ranges)))
        money = any(k.value == "money" and low <= k.first < high for k in layout.kinds)
        activity = activity_of(found.frame, goods, region_terms, vocabulary, money=money)
        if activity in _ALONE:
            continue
        if activity == "teaching" and of_people(layout, (low, high), "in_arms"):
            activity = "military-training"
        if activity == "employment" and context.is_target(taker) and not context.is_target(actor):
            activity = "travel"  # others' people in the target are not its workers
        if activity == "employment" and shown_not_hired(layout, found, (low, high)):
            activity = "culture"
        if activity == "teaching" and found.frame.roles in ("hire", "work") and found.frame.name not in _LENT:
            actor, taker = taker, actor  # who teaches gives
        told = any(p.case == "subj" and p.country for p in named) and any(p.case == "dst" and p.country for p in named)
        if (
            activity in _ARMS_DEALS
            and context.is_target(taker)
            and from_there(layout, found, (low, high))
            and (not told or found.frame.roles in ("joint", "with"))
        ):
            actor, taker = taker, actor  # "an arms deal with Pyongyang": the arms come from there
        yield _item(
            layout,
            (low, high),
            found,
            decided,
            actor,
            taker,
            goods,
            activity,
            region_terms,
            own_dates,
            statement,
            vocabulary,
            named,
            context.document.as_of,
        )


def _from_source(layout: Layout, index: int, first: int, named: Sequence[Part]) -> int:
    """Take in where a deed comes from or goes to when that stands before the verb: "from Pyongyang … they carry"."""
    own = layout.fragments[index]
    starts = [
        p.start
        for p in named
        if p.case in ("src", "dst") and p.country and p.named.mention.kind == "name" and own.first <= p.start < first
    ]
    return min(starts, default=first)


def _within(term: TermHit, layout: Layout, index: int) -> bool:
    fragment = layout.fragments[index]
    return fragment.first <= term.first and term.last <= fragment.last


def _item(
    layout: Layout,
    piece: tuple[int, int],
    found: Found,
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
    as_of: date | None,
) -> Item:
    low, high = piece
    tokens = layout.tokens[low:high]
    start, end = tokens[0].start, tokens[-1].end
    prefix = clitic_length(layout, low)
    facts: dict[str, tuple[str, ...]] = {}
    for term in terms:
        if term.fact != "activity" and not term.negated and term.term not in facts.get(term.fact, ()):
            facts[term.fact] = (*facts.get(term.fact, ()), term.term)
    origins = tuple(dict.fromkeys(p.country for p in named if p.on == "goods" and p.country))
    if len(origins) == 1:
        facts["goods.origin"] = origins
    contract = contract_day(layout, dates)
    if contract:
        facts["contract.date"] = contract
    amounts = [
        a
        for a in find_amounts(layout.text, tokens)
        if not any(d.start <= a.start < d.end for d in dates) and not numbers_something(layout, a.start)
    ]
    place = next(
        (
            p.named.entity.name
            for p in named
            if p.named.entity.type == "place" and p.named.entity.id not in (actor, taker)
        ),
        None,
    )
    return Item(
        id="",
        domain=domain_of(found.frame, activity, goods, vocabulary),
        activity=activity,
        goods=goods,
        actor=actor,
        to=taker,
        status=decided.status,
        status_cue=decided.cue,
        span=Span(start + prefix, closed_quote(layout.text, start, end)),
        statement=statement.id if statement else None,
        when=judged_day(deed_dates(layout, dates), decided.status, as_of)
        or (past_day(layout, [(low, high)], decided) if decided.status in _REALISED else None),
        quantity=layout.text[amounts[0].start : amounts[0].end] if amounts else None,
        place=place,
        facts=facts,
        commitment=decided.commitment,
    )
