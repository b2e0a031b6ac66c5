"""Days and amounts told in a deal's words: of the deed, the contract, the delivery; what a quota has used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from nizam.model.deal import Amount
from nizam.reader.dealing.deal_fields import When
from nizam.reader.dealing.goods_heads import MEASURES
from nizam.reader.vocabulary import Vocabulary
from nizam.record import Record
from nizam.text.dates import DateFound, find_dates
from nizam.text.numbers import AmountFound, find_amounts
from nizam.text.tokens import Token

_BREAK = re.compile(r"[.;؛\n]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 6


class Days(Record, frozen=True):
    """What the words say of days. `deed` None: not told, or left open."""

    deed: When | None = None
    contract: When | None = None
    delivery: When | None = None


def told_days(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], base: date | None, asked: date | None = None
) -> Days:
    """Sort the dates of a text by the words before them. `base` is the day the words were written. Where that is not
    known, "tomorrow" and "next month" count from the day the question is `asked`; a month without its year says no day.
    """
    found = find_dates(text, tokens, base or asked, months=base is not None)
    cues = [
        (hit.first, hit.last, hit.value[0])
        for hit in vocabulary.trade_words(text, tokens)
        if hit.value[0] in ("contract", "delivery", "other-days", "spans")
    ]
    cues += [
        (t.first, t.last, "other-days") for t in vocabulary.terms(text, tokens) if t.fact in ("notice", "approval")
    ]
    by: dict[str, list[DateFound]] = {}
    for day in found:
        by.setdefault(_role(text, tokens, day, cues), []).append(day)
    deed = by.get("deed", [])
    ors = [h.start for h in vocabulary.trade_words(text, tokens) if h.value[0] == "alternatives"]
    if len(deed) > 1 and any(deed[0].end <= at <= deed[1].start for at in ors):
        # "In 2016 or in 2018": one of them, nobody says which.
        by.setdefault("spans", deed)
    open_span = "spans" in by
    return Days(
        deed=_span(text, by["spans"]) if open_span else When(deed[0].first, deed[0].last) if deed else None,
        contract=_shifted(vocabulary, text, tokens, _when(by.get("contract"))),
        delivery=_when(by.get("delivery")),
    )


def _shifted(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], told: When | None) -> When | None:
    """A contract "before 5 August" was closed on the 4th at the latest."""
    if told is None:
        return None
    by_last = {h.last: h.value[0] for h in vocabulary.trade_words(text, tokens) if h.value[0] in ("before", "after")}
    for day in find_dates(text, tokens):
        at = next((i for i, t in enumerate(tokens) if t.start >= day.start), len(tokens))
        if (day.first, day.last) == (told.first, told.last) and at in by_last:
            moved = day.first - timedelta(days=1) if by_last[at] == "before" else day.last + timedelta(days=1)
            return When(moved, moved)
    return told


def _when(found: Sequence[DateFound] | None) -> When | None:
    return When(found[0].first, found[0].last) if found else None


def _span(text: str, found: Sequence[DateFound]) -> When:
    """Between two dates: the years named after the first count too («بين عامي 2015 و2018»)."""
    years = [int(y) for y in _YEAR.findall(text[found[0].start :])]
    last = max([day.last for day in found] + [date(y, 12, 31) for y in years])
    return When(found[0].first, last)


def _role(text: str, tokens: Sequence[Token], day: DateFound, cues: Sequence[tuple[int, int, str]]) -> str:
    """The nearest cue before the date in the same clause; "on 3 May" after a comma is still the contract's."""
    at = next((i for i, t in enumerate(tokens) if t.start >= day.start), len(tokens))
    best, distance = "deed", _NEAR + 1
    for _first, last, kind in cues:
        if last <= at and not _BREAK.search(text[tokens[last - 1].end : day.start]):
            gap = at - last
            if gap < distance:
                best, distance = kind, gap
    return best


def settled(when: When | None) -> date | None:
    """One day for a day or span: the last, where the law is the same throughout; else None."""
    if when is None:
        return None
    if when.first == when.last or not any(when.first < day <= when.last for day in _law_days()):
        return when.last
    return None


@lru_cache(maxsize=1)
def _law_days() -> tuple[date, ...]:
    from nizam.regime.load import load_regime
    from nizam.regime.timeline import law_days

    return law_days(load_regime())


def told_amounts(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token]
) -> tuple[tuple[Amount, ...], frozenset[str]]:
    """Amounts of goods with a unit, and what has been used of a quota as `80000 barrel`. Limits are neither."""
    amounts = [a for a in find_amounts(text, tokens) if a.unit not in ("percent", "person")]
    hits = vocabulary.trade_words(text, tokens)
    used_at = [(h.start, h.end) for h in hits if h.value[0] == "quota-used"]
    limit_at = [(h.start, h.end) for h in hits if h.value[0] == "limits"]
    used: set[AmountFound] = set()
    for span in used_at:
        near = [a for a in amounts if a.unit and _same_clause(text, a, span)]
        if near:
            used.add(min(near, key=lambda a: _gap(a, span)))
    limits = {a for a in amounts for span in limit_at if 0 <= span[0] - a.end <= 2 or 0 <= a.start - span[1] <= 6}
    goods = tuple(
        Amount(a.value, a.unit or "piece") for a in amounts if a not in used and a not in limits and a.unit is not None
    )
    return goods, frozenset(f"{a.value:g} {a.unit}" if a.value < 1e6 else f"{a.value:.0f} {a.unit}" for a in used)


def measured_at(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[int]:
    """Token indexes right after a weight or volume that is no limit and nothing already used: goods follow."""
    limits = {h.first for h in vocabulary.trade_words(text, tokens) if h.value[0] in ("limits", "quota-used")}
    out = []
    for amount in find_amounts(text, tokens):
        if amount.unit in MEASURES:
            at = next((i for i, t in enumerate(tokens) if t.start >= amount.end), len(tokens))
            if not any(abs(at - limit) <= 3 for limit in limits):
                out.append(at)
    return out


def _gap(amount: AmountFound, span: tuple[int, int]) -> int:
    return max(span[0] - amount.end, amount.start - span[1], 0)


def _same_clause(text: str, amount: AmountFound, span: tuple[int, int]) -> bool:
    between = text[min(amount.end, span[1]) : max(amount.start, span[0])]
    return not _BREAK.search(between.replace(". ", "; ") if len(between) > 80 else between) and len(between) < 60
