"""A deal against a shared allowance: what it asks, what is used already, what is left, and the note that says so."""

from __future__ import annotations

from collections.abc import Iterable

from nizam.engine.capnotes import (
    Measure,
    alert,
    by_the_deal,
    conversion,
    differences,
    joined,
    left,
    limit_of,
    limits_of,
    once,
    over,
    reckoning,
    state_differs,
)
from nizam.engine.caps import Capped, Period, deliveries, goods_of, key, period, products_under
from nizam.engine.view import View
from nizam.model.deal import Goods, Tri
from nizam.model.law import Exception_, Text
from nizam.record import Record
from nizam.regime.goods import on_list
from nizam.regime.units import (
    Product,
    amount,
    convert,
    phrase,
    products,
    products_of,
)


class Counted(Record, frozen=True):
    """`passed`: YES over the limit or used up, NO inside, UNKNOWN where the balance is not known. `found`: for the
    trace."""

    passed: Tri
    note: Text
    found: str
    source: str


def count(item: Capped, view: View) -> Counted:
    """Weigh the line of goods a view looks at, with every other line of the deal under the same cap."""
    state = view.fact("quota.state")
    running = period(item.cap, view.as_of, item.provision.until)
    if running is None:
        return _one(Tri.YES, phrase("no_period", day=str(view.as_of)))
    exhausted = state.values & {"exhausted", "above"}
    if not running.amount.limits:
        if exhausted:
            return _one(Tri.YES, by_the_deal(exhausted, state.said))
        return _one(Tri.UNKNOWN, phrase("each_state"))
    measures, remarks = _measures(item, running, view)
    worst = max(measures, key=lambda m: (m.passed, round(m.share, 6), m.direct))
    by_ledger = next((m for m in measures if m.ledger is not None), None)
    if exhausted:
        parts = [by_the_deal(exhausted, state.said)]
        if by_ledger is not None and not any(m.passed for m in measures):
            parts.append(state_differs(by_ledger))
        return Counted(Tri.YES, joined(parts), reckoning(worst), "quota.state")
    source = "ledger" if worst.used is not None and worst.used != worst.told else "quota.used" if worst.used else "deal"
    if worst.passed:
        parts = [over(worst, running)]
        if state.values & {"within"} and by_ledger is not None:
            parts.append(state_differs(by_ledger))
        return Counted(Tri.YES, joined([*parts, *differences(measures), *remarks]), reckoning(worst), source)
    known = [m for m in measures if m.used is not None]
    parts = []
    if known:
        # Two measures of one limit say the same thing twice; two limits at once do not.
        shown = (
            known
            if running.amount.whichever == "lower"
            else [max(known, key=lambda m: (m.direct, m.asked is not None))]
        )
        parts += [left(m, running) for m in shown]
        if running.amount.whichever == "lower":
            parts += [phrase("unknown_in", limit=amount(m.limit, m.unit)) for m in measures if m.used is None]
            parts.append(phrase("whichever"))
        parts += differences(measures) + alert(item, max(known, key=lambda m: m.share))
        return Counted(Tri.NO, joined([*parts, *remarks]), reckoning(worst), source)
    if state.values & {"within"}:
        parts = [limit_of(running), phrase("deal_within", said=state.said)]
        return Counted(Tri.NO, joined([*parts, *remarks]), reckoning(worst), "quota.state")
    parts = [phrase("unknown", limit=limits_of(running))]
    return Counted(Tri.UNKNOWN, joined([*parts, *remarks]), reckoning(worst), source)


def _one(passed: Tri, note: Text) -> Counted:
    return Counted(passed, note, note["en"], "deal or cap table")


def weighed_cap(view: View, provision: str, exception: Exception_) -> Capped:
    """The cap of an exception, with the provision it stands in."""
    assert exception.cap is not None
    return Capped(next(p for p in view.regime.provisions if p.id == provision), exception, exception.cap)


def _measures(item: Capped, running: Period, view: View) -> tuple[list[Measure], list[Text]]:
    """Every limit with what counts against it, and remarks on how figures were counted."""
    lines = _lines(item, view)
    # What was used is told of the whole trade, not of the deal's own product.
    any_product = products_under(item, view.regime)
    told = _told(view.fact("quota.used").values)
    ledger = deliveries(view.deal.outside.get(key(item.provision.id, running.first), {}))
    out: list[Measure] = []
    by_unit: dict[str, list[Text]] = {}
    counted: set[int] = set()
    for unit, limit in running.amount.limits.items():
        remarks = by_unit[unit] = []
        asked: float | None = None
        for index, line in enumerate(lines):
            value = _asked(line, unit, products_of(line.concepts, line.hs or line.maybe_hs) or any_product, remarks)
            if value is not None:
                asked = (asked or 0.0) + value
                counted.add(index)
        stated = [v for v in (_counted(*t, unit, any_product, remarks) for t in told) if v is not None]
        entered = [v for v in (_counted(*d, unit, any_product, remarks) for d in ledger) if v is not None]
        direct = any(a.unit == unit for line in lines for a in line.amounts)
        booked = max(sum(entered), 0.0) if entered else None
        out.append(Measure(unit, limit, asked, max(stated, default=None), booked, direct))
    shown = list(by_unit.values())
    if running.amount.whichever != "lower" and len(out) > 1:
        # Two measures of one limit: how figures came into the one that is told is enough.
        shown = [by_unit[max(out, key=lambda m: (round(m.share, 6), m.direct)).unit]]
    lost = [
        phrase("not_counted", given=amount(a.value, a.unit))
        for index, line in enumerate(lines)
        if index not in counted
        for a in line.amounts
        if a.unit not in ("percent", "person")
    ]
    return out, once([remark for some in shown for remark in some] + lost)


def _lines(item: Capped, view: View) -> list[Goods]:
    """Every line of the deal under this cap: several together may pass what each alone does not."""
    if view.goods is None:
        return []
    lists = goods_of(item)
    return [
        line
        for line in view.deal.goods
        if line is view.goods or any(on_list(line, name, view.regime.goods)[0] is Tri.YES for name in lists)
    ]


def _asked(line: Goods, unit: str, among: tuple[Product, ...], remarks: list[Text]) -> float | None:
    """What a line asks of a limit, in its unit: as told, else converted from what gives the most."""
    by_unit: dict[str, float] = {}
    for told in line.amounts:
        by_unit[told.unit] = by_unit.get(told.unit, 0.0) + told.value
    if unit in by_unit:
        return by_unit[unit]
    ways = [(found.value, given) for given in by_unit if (found := convert(by_unit[given], given, unit, among))]
    if not ways:
        return None
    _, given = max(ways)
    return _counted(by_unit[given], given, "", unit, among, remarks)


def _counted(
    value: float, given: str, product: str, unit: str, among: tuple[Product, ...], remarks: list[Text]
) -> float | None:
    """An amount in a limit's unit, with a remark where it was converted; None where there is no way."""
    found = convert(value, given, unit, (products()[product],) if product in products() else among)
    if found is None:
        return None
    if given != unit:
        remarks.append(conversion(value, given, found, unit))
    return found.value


def _told(values: Iterable[str]) -> list[tuple[float, str, str]]:
    """`{"80000 barrel"}` as amount, unit and no product."""
    out = []
    for value in values:
        number, _, unit = value.partition(" ")
        try:
            out.append((float(number), unit, ""))
        except ValueError:
            continue
    return out
