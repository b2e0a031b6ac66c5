"""Which fragments of a sentence belong to one deed: its own, what it hangs on, and what hangs on it."""

from __future__ import annotations

from nizam.reader.doing.fragments import FINITE, Layout
from nizam.reader.doing.sidewords import side_words

_RELATIVE_TAIL = 16
_LIST_TAIL, _COMPLEMENT_TAIL = 8, 12
_HELPERS, _ASIDES = 3, 3
_NOUN_PHRASE = 4
_THING_WITHIN = 4
_SUBJECT = 8


def region(layout: Layout, index: int) -> list[tuple[int, int]]:
    """Token ranges that belong to a fragment's deed: what a relative clause hangs on, itself, and what hangs on it."""
    own = layout.fragments[index]
    out = [(own.first, own.last)]
    if own.opener == "relative" and index > 0:
        before = layout.fragments[index - 1]
        thing = [g.first for g in layout.goods if before.first <= g.first < before.last]
        thing += [k.first for k in layout.kinds if before.first <= k.first < before.last]
        out.insert(0, (max(before.first, max(thing, default=before.last) - _NOUN_PHRASE), before.last))
    if own.opener == "comma":
        subject = _subject_before_aside(layout, index)
        if subject is not None:
            out.insert(0, subject)
    following = index + 1
    while following < len(layout.fragments):
        fragment = layout.fragments[following]
        size = fragment.last - fragment.first
        if (
            (fragment.opener == "relative" and size <= _RELATIVE_TAIL)
            or _goes_on(layout, following, size)
            or (size <= _LIST_TAIL and _in_quotes(layout, own.first, fragment.first))
        ):
            out.append((fragment.first, fragment.last))
            following += 1
            continue
        break
    return out


def subject_shared(layout: Layout, index: int) -> list[tuple[int, int]]:
    """The subject of the clause before, where "and" joins to it a verb without one: "workers … posed … and earned"."""
    own = layout.fragments[index]
    verb = next((d.first for d in layout.deeds if d.verbal and own.first <= d.first <= own.first + _HELPERS), None)
    if own.opener not in ("coord", "comma") or layout.words.language == "ar" or verb is None or index == 0:
        return []
    if any(own.first <= n.first < verb for n in layout.named) or any(own.first <= k.first < verb for k in layout.kinds):
        return []
    at = index - 1
    while at > 0 and layout.fragments[at].opener in ("coord", "comma"):
        at -= 1
    before = layout.fragments[at]
    if before.opener not in ("start", "hard", "complement"):
        return []
    ends = [d.first for d in layout.deeds if d.verbal and before.first < d.first < before.last]
    end = min([*ends, before.first + _SUBJECT, before.last])
    return [(before.first, end)] if end > before.first else []


def _subject_before_aside(layout: Layout, index: int) -> tuple[int, int] | None:
    """«Последняя партия, 90 тонн, ушла в Расон»: the words from the subject to its verb after an aside."""
    own = layout.fragments[index]
    verb = next((d for d in layout.deeds if d.verbal and own.first <= d.first < own.first + _HELPERS), None)
    if verb is None or layout.words.language == "ar" or not _only_helpers(layout, own.first, verb.first):
        return None
    low = index - 1
    while low >= 0 and index - low <= _ASIDES:
        fragment = layout.fragments[low]
        if any(d.verbal and d.form in FINITE and fragment.first <= d.first < fragment.last for d in layout.deeds):
            return None
        if fragment.opener in ("start", "hard", "complement", "sub", "coord"):
            return (fragment.first, own.first) if low < index - 1 else None
        low -= 1
    return None


def _only_helpers(layout: Layout, low: int, first: int) -> bool:
    return all(layout.tokens[i].folded in layout.words.auxiliaries for i in range(low, first))


def _goes_on(layout: Layout, index: int, size: int) -> bool:
    """Whether a fragment after a comma only lengthens the list before it: a name or a thing, and no deed of its own."""
    fragment = layout.fragments[index]
    longest = _COMPLEMENT_TAIL if _complement(layout, fragment.first) else _LIST_TAIL
    if fragment.opener not in ("comma", "coord") or size > longest:
        return False
    if _refusal(layout, index):
        return True
    if any(fragment.first <= d.first < fragment.last for d in layout.deeds) or any(
        h.value.scope == "governs" and fragment.first <= h.first < fragment.last for h in layout.cues
    ):
        return False
    start = layout.tokens[fragment.first].start
    stretch = layout.text[start : layout.tokens[fragment.last - 1].end]
    if any(
        s.span.start <= start <= s.content.start
        or s.content.end <= start < s.span.end
        or (s.verb and s.verb in stretch)
        for s in layout.statements
    ):
        return False
    near = fragment.first + _THING_WITHIN
    things = [n.first for n in layout.named] + [g.first for g in layout.goods] + [k.first for k in layout.kinds]
    return _complement(layout, fragment.first) or any(fragment.first <= at < near for at in things)


def _complement(layout: Layout, at: int) -> bool:
    """Whether a preposition opens a fragment: «возят по ночам, катерами, из Вонсана»."""
    return layout.tokens[at].folded in side_words(layout.words.language).cases


def _in_quotes(layout: Layout, first: int, at: int) -> bool:
    """Whether a quotation that a deed's fragment opens is still open at a later token: 'sent "food, and only food"'."""
    inner = layout.text[layout.tokens[first].start : layout.tokens[at].start]
    return inner.count("«") > inner.count("»") or inner.count("“") > inner.count("”") or inner.count('"') % 2 == 1


def _refusal(layout: Layout, index: int) -> bool:
    fragment = layout.fragments[index]
    return any(
        h.value.status == "denied" and h.value.scope == "around" and fragment.first <= h.first < fragment.last
        for h in layout.cues
    )
