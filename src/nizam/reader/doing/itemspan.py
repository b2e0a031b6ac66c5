"""The stretch of text that says a deed: from its verb or noun to its last complement, without the frame of saying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.doing.deedframes import Frame
from nizam.reader.doing.fragments import FINITE, Deed, Fragment, Layout
from nizam.reader.doing.sidewords import pact_words, side_words

if TYPE_CHECKING:
    from nizam.reader.vocabulary import GoodsHit

_LEADING = frozenset(("planned", "proposed", "agreed", "denied"))
_COMMA = re.compile("[,،]")
_NOUN_PHRASE = 4
_PACT_REACH = 14
_SUBJECT_SHARE, _FINITE_SHARE, _VERB_SECOND_SHARE = 0.9, 1.2, 2.0
_HELPERS = 3
_THING_FIRST = frozenset(
    (
        "lend-people",
        "hire",
        "give-unknown",
        "get-unknown",
        "assemble",
        "made-in",
        "arrive",
        "carry",
        "give",
        "get",
        "flight",
        "permit",
        "work",
        "sts",
        "return",
    )
)


def span_of(
    layout: Layout, index: int, ranges: Sequence[tuple[int, int]], deed: Deed, form: str, frame: Frame
) -> tuple[int, int]:
    """First and last token (exclusive) of the deed's stretch."""
    own = layout.fragments[index]
    inside = own.first <= deed.first < own.last
    first = deed.first if inside else own.first
    asking = {h.first for h in layout.cues if h.value.scope == "governs" and h.value.status in _LEADING}
    for other in layout.deeds:
        if other.first in asking:
            continue
        # A verb before the noun it carries: "issued visas", "resumed exports"; one that stops it is only its status.
        if own.first <= other.first < first and other.light != "stop":
            first = other.first
            break
    first = _with_helpers(layout, own.first, first)
    thing = _thing_before(layout, ranges, first, frame, form)
    if thing is not None:
        first = thing
    if form == "noun" and first == deed.first:
        first = _offered_to(layout, own.first, first)
    low, high = ranges[0] if ranges else (0, 0)
    if inside and own.opener == "comma" and high == own.first and first - own.first <= _HELPERS:
        first = low  # «Последняя партия, 90 тонн, ушла …»
    last = max(high for _, high in ranges) if ranges else own.last
    last = max(_without_frame(layout, first, deed, last), deed.last if inside else first + 1)
    if first < own.first:
        return first, last
    finite = any(d.verbal and d.form in FINITE and first <= d.first < last for d in layout.deeds)
    finite = finite or (layout.words.language != "ar" and layout.tokens[first].folded in layout.words.auxiliaries)
    if form == "noun" and first == deed.first and layout.words.language == "ar":
        return _from_pact(layout, own.first, first), last
    return _with_subject(layout, own, _from_pact(layout, own.first, first), last, finite=finite), last


def _offered_to(layout: Layout, low: int, first: int) -> int:
    """Take in those to whom a thing is offered or given before it is named: "offered Korean students grants"."""
    governing = (h.last for h in layout.cues if h.value.scope == "governs")
    cue = max((last for last in governing if low < last < first), default=-1)
    if cue < 0 or first - cue > _NOUN_PHRASE:
        return first
    people = [n.first for n in layout.named if cue <= n.first < first]
    people += [k.first for k in layout.kinds if cue <= k.first < first and k.value == "people"]
    return cue if people and min(people) == cue else first


def _from_pact(layout: Layout, low: int, first: int) -> int:
    """Take in the agreement a deed's noun hangs on: "a contract with the port for the supply of …"."""
    pacts = pact_words(layout.words.language)
    for at in range(first - 1, max(low, first - _PACT_REACH) - 1, -1):
        bare = layout.tokens[at].folded.removeprefix("ال")
        if bare in pacts:
            return at
        if any(d.verbal and d.first <= at < d.last and not d.light for d in layout.deeds):
            return first
    return first


def _with_subject(layout: Layout, own: Fragment, first: int, last: int, *, finite: bool) -> int:
    """Take in what stands before a deed in its clause where it is the shorter part of the stretch."""
    low = own.first
    while low < first and (layout.tokens[low].text.isdigit() and layout.gap(low + 1).strip(" \u00a0")):
        low += 1  # "2) lease of …"
    skipped = layout.words.complementisers | layout.words.coordinators | layout.words.relatives
    opening = low
    while low < first and (
        layout.tokens[low].folded in skipped
        or any(h.value.scope == "governs" and h.first <= low < h.last for h in layout.cues)
    ):
        low += 1
    start, end = layout.tokens[first].start, layout.tokens[last - 1].end
    for statement in layout.statements:
        # Never the frame of saying: "he said".
        if statement.span.start <= layout.tokens[low].start < statement.content.start <= start:
            while low < first and layout.tokens[low].start < statement.content.start:
                low += 1
    # «اتفق الجانبان على إنشاء»: who agreed stands before the deed in Arabic, but is no part of it.
    since = opening if layout.words.language == "ar" else low
    if any(h.value.scope == "governs" and since <= h.first < first and h.value.status in _LEADING for h in layout.cues):
        return first
    before = start - layout.tokens[low].start
    cases = side_words(layout.words.language).cases
    phrase_first = layout.words.language == "ar" or layout.tokens[low].folded in cases
    share = _SUBJECT_SHARE if not finite else _FINITE_SHARE if phrase_first else _VERB_SECOND_SHARE
    return low if before <= share * (end - start) else first


def _with_helpers(layout: Layout, low: int, first: int) -> int:
    """Take in auxiliaries, negations and modal words right before a verb."""
    while first > low:
        before = first - 1
        token = layout.tokens[before]
        cue = next((h for h in layout.cues if h.last == first and h.first >= low), None)
        if _COMMA.search(layout.gap(first)):
            return first
        if (
            cue is not None
            and cue.value.status in ("negated", "possible", "planned", "denied", "pluperfect")
            and cue.value.scope != "onward"
        ):
            first = cue.first
        elif token.folded in layout.words.auxiliaries and token.folded not in ("that", "ان"):
            first = before
        elif (subject := _subject_after_cue(layout, low, first)) is not None:
            first = subject
        else:
            return first
    return first


def _subject_after_cue(layout: Layout, low: int, first: int) -> int | None:
    """Arabic sets the subject between a helping verb and the deed: «تعتزم روسيا تطوير», «يمكن لروسيا توفير»."""
    named = next((n for n in layout.named if n.last == first and n.first > low), None)
    if named is None or layout.words.language != "ar":
        return None
    cue = next(
        (
            h
            for h in layout.cues
            if h.last == named.first
            and h.first >= low
            and h.value.scope == "governs"
            and h.value.status in ("planned", "possible")
        ),
        None,
    )
    return cue.first if cue is not None else None


def _thing_before(layout: Layout, ranges: Sequence[tuple[int, int]], first: int, frame: Frame, form: str) -> int | None:
    """Where the thing moved stands before the verb ("cars ended up in …"), its first word."""
    if frame.name not in _THING_FIRST:
        return None
    low = ranges[0][0]
    after = [g for g in layout.goods if g.first >= first and any(a <= g.first < b for a, b in ranges)]
    before = [g.first for g in layout.goods if low <= g.first < first]
    before += [k.first for k in layout.kinds if low <= k.first < first and k.value in ("people", "vessel", "measure")]
    if frame.name in ("flight", "permit"):
        before += [
            d.first for d in layout.deeds if low <= d.first < first and any(f.name == frame.name for f, _ in d.frames)
        ]
    if not before or (after and form != "passive" and frame.name != "arrive"):
        return None
    start = min(before)
    steps = 0
    while start > low and steps < _NOUN_PHRASE:
        token = layout.tokens[start - 1]
        if layout.gap(start).strip(' \u00a0"«“') or _parting(layout, start - 1):
            break
        start -= 1
        steps += 1
        if token.folded in ("the", "a", "an"):
            break
    return start


def _parting(layout: Layout, at: int) -> bool:
    """Whether a word ends the noun phrase to its right: a verb, a joiner, a clause word."""
    folded = layout.tokens[at].folded
    words = layout.words
    return (
        any(d.verbal and d.first <= at < d.last for d in layout.deeds)
        or folded in words.complementisers
        or folded in words.coordinators
        or (folded,) in words.subordinators
        or folded
        in ("over", "of", "with", "on", "in", "of", "about", "for", "о", "в", "с", "на", "من", "في", "علي", "ان")
    )


def _without_frame(layout: Layout, first: int, deed: Deed, last: int) -> int:
    """Leave out a frame of saying that follows what is said: "…, a research group said"."""
    start = layout.tokens[first].start
    for statement in layout.statements:
        if statement.content.start <= start < statement.content.end < statement.span.end:
            while last - 1 > deed.last and layout.tokens[last - 1].start >= statement.content.end:
                last -= 1
    for at in range(deed.last, last):
        begins = any(
            s.span.start == layout.tokens[at].start and s.content.start > layout.tokens[at].start
            for s in layout.statements
        )
        if begins and at > deed.last:
            return at
    return last


def goods_before(layout: Layout, first: int, ranges: Sequence[tuple[int, int]]) -> list[GoodsHit]:
    """Goods of the deed that stand before its stretch."""
    return [g for g in layout.goods if g.first < first and any(low <= g.first < high for low, high in ranges)]


def clitic_length(layout: Layout, at: int) -> int:
    """How many characters of «و» or «ف» stand before a span's first word, where that word is a deed's."""
    token = layout.tokens[at]
    opens = any(f.first == at and f.opener in ("coord", "comma", "start", "hard") for f in layout.fragments)
    return 1 if opens and layout.words.language == "ar" and token.text[:1] in "وف" and len(token.text) > 3 else 0


def closed_quote(text: str, start: int, end: int) -> int:
    """A span takes in the quotation mark that closes a quotation it opens."""
    inner = text[start:end]
    for opening, closing in (("«", "»"), ("“", "”"), ('"', '"')):
        opened = inner.count(opening) > inner.count(closing) if opening != closing else inner.count(opening) % 2 == 1
        if opened and text[end : end + 1] == closing:
            return end + 1
    return end
