"""Shared allowances in time: which period a day falls in, and how much of its limits some deliveries use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from nizam.model.law import Cap, CapAmount, Exception_, Provision, Regime
from nizam.record import Record
from nizam.regime.goods import expanded
from nizam.regime.units import Product, convert, products, products_of

_DAY = timedelta(days=1)


class Period(Record, frozen=True):
    """One stretch in which an amount may be used up: first and last day, both inclusive; `last` None is open."""

    amount: CapAmount
    first: date
    last: date | None


class Capped(Record, frozen=True):
    """A provision with its cap and the exception that holds it."""

    provision: Provision
    exception: Exception_
    cap: Cap

    @property
    def id(self) -> str:
        return self.provision.id


def capped(regime: Regime) -> Iterator[Capped]:
    """Every cap of a regime, in the order of its provisions."""
    for provision in regime.provisions:
        for exception in provision.exceptions:
            if exception.cap is not None:
                yield Capped(provision, exception, exception.cap)


def period(cap: Cap, on: date, until: date | None = None) -> Period | None:
    """The period that runs on a day; None before the first, after `until` (the provision's last day), or in a gap."""
    if until is not None and on > until:
        return None
    current = following = None
    for amount in cap.amounts:
        if amount.start <= on:
            current = amount
        elif following is None:
            following = amount.start
    if current is None or (current.until is not None and on > current.until):
        return None
    first, last = current.start, current.until
    if current.per == "year":
        begins = _year_begins(current, on)
        first, last = max(first, begins), _earliest(last, _same_day(begins, begins.year + 1) - _DAY)
    if following is not None:
        last = _earliest(last, following - _DAY)
    if until is not None:
        last = _earliest(last, until)
    return Period(current, first, last)


def periods(cap: Cap, until: date | None, through: date) -> Iterator[Period]:
    """Every period from the first to the one that runs on `through`, and those replaced before they began."""
    for index, amount in enumerate(cap.amounts):
        following = cap.amounts[index + 1].start if index + 1 < len(cap.amounts) else None
        if until is not None and amount.start > until:
            yield Period(amount, amount.start, amount.until)
            continue
        day: date | None = amount.start
        while day is not None and day <= through and (following is None or day < following):
            running = period(cap, day, until)
            if running is None:
                break
            yield running
            day = running.last + _DAY if running.last is not None else None


def _year_begins(amount: CapAmount, on: date) -> date:
    """The last day on or before `on` that has the month and day on which the yearly period begins."""
    month, day = (
        (int(part) for part in amount.year_starts.split("-"))
        if amount.year_starts
        else (amount.start.month, amount.start.day)
    )
    begins = date(2000, month, day)
    this_year = _same_day(begins, on.year)
    return this_year if this_year <= on else _same_day(begins, on.year - 1)


def _same_day(day: date, year: int) -> date:
    """The same month and day of another year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _earliest(first: date | None, second: date) -> date:
    return second if first is None or second < first else first


def key(provision: str, first: date) -> str:
    """The name under which a balance stands in `Deal.outside`: `cap:un-dprk/2397/5:2018-01-01`."""
    return f"cap:{provision}:{first}"


def goods_of(item: Capped) -> tuple[str, ...]:
    """The goods lists a cap is about: those of its own conditions, else those of its provision."""
    for conditions in (item.exception.when, item.provision.applies_to):
        named = [value for c in conditions if c.fact == "goods.list" and c.op == "in" for value in c.values]
        if named:
            return tuple(named)
    return ()


def products_under(item: Capped, regime: Regime) -> tuple[Product, ...]:
    """Everything a delivery under a cap may be, where nobody says which product it was."""
    lists = {member for name in goods_of(item) for member in expanded(regime.goods, name)}
    codes = [code for name in lists if name in regime.goods for code in regime.goods[name].hs]
    return products_of(lists, ()) or products_of((), codes)


def deliveries(balance: Mapping[str, float]) -> list[tuple[float, str, str]]:
    """A balance as it stands in `Deal.outside`, as amount, unit and product: `{"tonne diesel": 2700.0}`."""
    return [(value, *_unit_and_product(name)) for name, value in balance.items()]


def _unit_and_product(name: str) -> tuple[str, str]:
    unit, _, product = name.partition(" ")
    return unit, product


def used(limits: Iterable[str], balance: Mapping[str, float], among: Iterable[Product]) -> Mapping[str, float]:
    """A balance in each unit of a limit; a unit that nothing in it can be told in is left out."""
    candidates, known = tuple(among), products()
    out: dict[str, float] = {}
    for to in limits:
        for amount, unit, product in deliveries(balance):
            found = convert(amount, unit, to, (known[product],) if product in known else candidates)
            if found is not None:
                out[to] = out.get(to, 0.0) + found.value
    return out


class CapTable:
    """The caps of some regimes, as a ledger asks about them.

    Rows about regimes of `others` are passed over unread: who judges by one regime loads no other.
    """

    def __init__(self, regimes: Iterable[Regime], others: Iterable[str] = ()) -> None:
        self.caps = {item.id: (item, regime) for regime in regimes for item in capped(regime)}
        self._others = tuple(others)

    def known(self) -> tuple[str, ...]:
        """Ids of all caps."""
        return tuple(self.caps)

    def id_of(self, name: str) -> str | None:
        """The id of a cap by its id, its id without the regime, or its citation."""
        asked = name.strip().casefold().removeprefix("cap:")
        for known, (item, _) in self.caps.items():
            names = (known, known.partition("/")[2], item.provision.citation, item.exception.citation)
            if asked in map(str.casefold, names):
                return known
        return asked if asked.partition("/")[0] in self._others else None

    def first_day(self, cap: str, day: date) -> date | None:
        """First day of the period a day falls in; None where none runs."""
        if cap not in self.caps:
            return None
        item, _ = self.caps[cap]
        running = period(item.cap, day, item.provision.until)
        return running.first if running is not None else None

    def problem(self, cap: str, day: date, unit: str, product: str) -> str:
        """Why a delivery cannot be counted under a cap, as words after "it"; "" where it can."""
        if cap not in self.caps:
            return ""
        item, regime = self.caps[cap]
        running = period(item.cap, day, item.provision.until)
        if running is None:
            return f"is dated {day}, a day on which no allowance of {cap} runs; `nizam caps --all` shows the periods"
        limits = running.amount.limits
        among = (products()[product],) if product in products() else products_under(item, regime)
        if limits and not any(convert(1.0, unit, to, among) for to in limits):
            return f"is in {unit}, which cannot be counted against a limit in {' or '.join(limits)}"
        return ""
