"""What a verdict says about a cap, in every language: limits, what is used and by whose word, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nizam.engine.caps import Capped, Period
from nizam.model.law import Condition, Text
from nizam.record import Record
from nizam.regime.terms import fact_kinds
from nizam.regime.units import LANGUAGES, Converted, amount, figure, phrase, source_of, units

_SLACK = 1e-9
"""Conversions round: a total this share above its limit is the limit."""


class Measure(Record, frozen=True):
    """One limit: what it is, what the deal asks of it, what is used by the deal's words and by the ledger. `direct`:
    the deal is told in its unit."""

    unit: str
    limit: float
    asked: float | None
    told: float | None
    ledger: float | None
    direct: bool = False

    @property
    def used(self) -> float | None:
        """The stricter of what the deal says and what the ledger says."""
        known = [value for value in (self.told, self.ledger) if value is not None]
        return max(known) if known else None

    @property
    def total(self) -> float:
        return (self.used or 0.0) + (self.asked or 0.0)

    @property
    def full(self) -> bool:
        return self.used is not None and self.used >= self.limit * (1 - _SLACK)

    @property
    def passed(self) -> bool:
        return self.full or self.total > self.limit * (1 + _SLACK)

    @property
    def share(self) -> float:
        return self.total / self.limit if self.limit else 1.0

    @property
    def differ(self) -> bool:
        return self.told is not None and self.ledger is not None and abs(self.told - self.ledger) > _SLACK * self.limit


def over(m: Measure, running: Period) -> Text:
    """Past the limit, or nothing left of it."""
    when = _when(running)
    limit = amount(m.limit, m.unit)
    if m.used is None:
        return phrase("over_alone", asked=amount(m.asked or 0.0, m.unit), limit=limit, **when)
    said = amount(m.used, m.unit)
    if m.full:
        return phrase("full", used=said, limit=limit, by=_by(m), **when)
    return phrase("over", asked=amount(m.asked or 0.0, m.unit), used=said, limit=limit, **when)


def left(m: Measure, running: Period) -> Text:
    """Inside the limit: used, by whose word, and what is left after the deal."""
    said: dict[str, Text | str] = {
        "used": amount(m.used or 0.0, m.unit),
        "limit": amount(m.limit, m.unit),
        "by": _by(m),
        **_when(running),
    }
    rest = amount(max(m.limit - m.total, 0.0), m.unit)
    return phrase("left" if m.asked is not None else "left_untold", left=rest, **said)


def alert(item: Capped, m: Measure) -> list[Text]:
    """Past the last alert the paragraph itself tells all States to stop."""
    last = max(item.cap.alerts, default=None)
    if last is None or m.share < last - _SLACK:
        return []
    return [
        phrase(
            "stop", alert=f"{last:.0%}"[:-1], at=amount(m.limit * last, m.unit), share=figure(int(m.share * 100 + 1e-6))
        )
    ]


def _by(m: Measure) -> Text:
    return phrase("by_deal" if m.told is not None and m.used == m.told else "by_ledger")


def conversion(value: float, unit: str, found: Converted, to: str) -> Text:
    """How a figure told in another unit was counted, by which product's density and whose figures."""
    said = {"given": amount(value, unit), "amount": amount(found.value, to), "source": source_of(found.source)}
    if found.product is None:
        return phrase("converted_plain", **said)
    title = phrase("product_open", product=found.product.title) if found.open else found.product.title
    return phrase("converted", product=title, **said)


def differences(measures: list[Measure]) -> list[Text]:
    """Where the deal and the ledger tell different figures."""
    return [
        phrase("differ", deal=amount(m.told or 0.0, m.unit), ledger=amount(m.ledger or 0.0, m.unit))
        for m in measures
        if m.differ
    ][:1]


def state_differs(m: Measure) -> Text:
    """The deal says inside, the ledger used up, or the other way round."""
    return phrase("state_differs", ledger=amount(m.ledger or 0.0, m.unit), limit=amount(m.limit, m.unit))


def by_the_deal(state: frozenset[str], said: str) -> Text:
    """The deal's own words close the cap."""
    return phrase("deal_exhausted" if "exhausted" in state else "deal_above", said=said)


def _when(running: Period) -> Mapping[str, str]:
    return {"first": str(running.first), "last": str(running.last) if running.last else "…"}


def limits_of(running: Period) -> Text:
    """Every limit with its unit: `500,000 barrels a year`."""
    joiner = phrase("or_lower" if running.amount.whichever == "lower" else "or")
    per = phrase("per_year") if running.amount.per else {}
    said = [amount(value, unit) for unit, value in running.amount.limits.items()]
    return {lang: joiner[lang].join(one[lang] for one in said) + per.get(lang, "") for lang in LANGUAGES}


def limit_of(running: Period) -> Text:
    """The limits as a sentence of their own."""
    return phrase("limit", limit=limits_of(running))


def reckoning(m: Measure) -> str:
    """The reckoning in figures, for the trace: used + asked / limit."""
    used, asked = ("?" if value is None else figure(value) for value in (m.used, m.asked))
    return f"{used} + {asked} / {figure(m.limit)} {m.unit if m.unit in units() else ''}".rstrip()


def joined(parts: Iterable[Text]) -> Text:
    """Parts of a note as one sentence in every language."""
    next_ = phrase("next")
    said = list(parts)
    return {lang: next_[lang].join(one[lang] for one in said) for lang in LANGUAGES}


def once(said: Iterable[Text]) -> list[Text]:
    """Each remark once."""
    return list({one["en"]: one for one in said}.values())


def conditions_untold(asked: Iterable[Condition]) -> list[Text]:
    """What a note adds where conditions of the cap are not told: in English as a reviewer reads them, in Arabic as the
    questions they answer."""
    conditions = tuple(asked)
    if not conditions:
        return []
    said = " and ".join(f"{c.fact} is {'' if c.op == 'in' else c.op + ' '}{' or '.join(c.values)}" for c in conditions)
    kinds = fact_kinds()
    asks = {c.fact: kinds[c.fact].ask.get("ar", c.fact) for c in conditions}
    return [phrase("only_where", conditions={"en": said, "ar": " ".join(asks.values())})]
