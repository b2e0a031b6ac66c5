"""A regime made ready for many deals: on a given day, which provisions can still cover a deal?

Each provision, or each alternative of one, is a row, and each row one bit of an integer. A fact that the deal states
crosses out all rows that ask for something else in a few operations, so that only the handful that is left is weighed
condition by condition. The crossing out never decides anything: what is left is judged as if all had been.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nizam.engine.exceptions import in_force
from nizam.engine.resolve import OWN_DUTY
from nizam.engine.view import COMPUTED, DATED, View
from nizam.model.deal import UNKNOWN_FACT, Fact, Goods, Tri
from nizam.model.law import Condition, Exception_, Provision, Regime, Text
from nizam.model.verdict import Finding
from nizam.record import Record
from nizam.regime.goods import expanded, on_list
from nizam.regime.terms import fact_kinds
from nizam.regime.timeline import law_days

_MOST_GOODS = 65_536
"""Different goods remembered with the lists they are on."""

_MOST_FACTS = 4_096
"""Different states of one fact remembered with the rows they cross out."""


class Row(Record, frozen=True):
    """One way a provision can cover a deal: all conditions must hold."""

    provision: Provision
    conditions: tuple[Condition, ...]


class Layer:
    """Conditions on one fact, at most one a row, as bits of the rows that carry them."""

    def __init__(self) -> None:
        self.asked: list[tuple[Condition, int]] = []
        self.wanted = self.unwanted = 0  # rows that ask for a term, rows that ask for anything but a term
        self.wants: dict[str, int] = {}
        self.refuses: dict[str, int] = {}

    def add(self, asked: Condition, values: frozenset[str], bit: int) -> None:
        self.asked.append((asked, bit))
        index = self.refuses if asked.op == "not" else self.wants
        if asked.op == "not":
            self.unwanted |= bit
        else:
            self.wanted |= bit
        for value in values:
            index[value] = index.get(value, 0) | bit

    def tested(self, view: View) -> tuple[int, int]:
        """As `sift`, condition by condition."""
        no = unknown = 0
        for asked, bit in self.asked:
            found = view.in_scope(asked).result
            no |= bit if found is Tri.NO else 0
            unknown |= bit if found is Tri.UNKNOWN else 0
        return no, unknown

    def sift(self, fact: Fact) -> tuple[int, int]:
        """Rows whose condition does not hold, and rows where it is not known, by what is known of the fact."""
        yes = _union(self.wants, fact.values)
        hit = _union(self.refuses, fact.values)
        if fact.complete:
            return (self.wanted & ~yes) | hit, 0
        open_, spared = self.wanted & ~yes, self.unwanted & ~hit
        if fact.maybe:
            perhaps, perhaps_not = _union(self.wants, fact.maybe), _union(self.refuses, fact.maybe)
            return (open_ & ~perhaps) | hit, (open_ & perhaps) | (spared & perhaps_not)
        return hit, open_ | spared


def _union(index: Mapping[str, int], values: frozenset[str]) -> int:
    out = 0
    for value in values:
        out |= index.get(value, 0)
    return out


class Asks:
    """All conditions on one fact, and what silence about it does: it crosses rows out where the fact is a silent one,
    and leaves them open elsewhere."""

    def __init__(self, name: str, layers: list[Layer]) -> None:
        self.name, self.layers = name, tuple(layers)
        self.silent = fact_kinds()[name].silent
        self.wanted = self.unwanted = 0
        for layer in layers:
            self.wanted |= layer.wanted
            self.unwanted |= layer.unwanted
        self._sifted: dict[object, tuple[int, int]] = {}

    def sift(self, fact: Fact, view: View) -> tuple[int, int]:
        """Rows that do not hold, and rows where it is not known. Few states of a fact come up again and again."""
        if fact.excluded:
            return self._over(layer.tested(view) for layer in self.layers)
        key = (fact.values, fact.maybe, fact.complete)
        found = self._sifted.get(key)
        if found is None:
            if len(self._sifted) >= _MOST_FACTS:
                self._sifted.clear()
            found = self._sifted[key] = self._over(layer.sift(fact) for layer in self.layers)
        return found

    @staticmethod
    def _over(layers: Iterable[tuple[int, int]]) -> tuple[int, int]:
        no = unknown = 0
        for out, open_ in layers:
            no |= out
            unknown |= open_
        return no, unknown


class State:
    """The law between two days on which it changed: its rows, and the ways out of each provision."""

    def __init__(self, regime: Regime, day: date) -> None:
        self.regime = regime
        self.provisions = [p for p in regime.provisions if p.in_force(day)]
        self.ways = {p.id: _ways(p, regime, day) for p in self.provisions}
        self.rows: list[Row] = []
        self.dated: list[tuple[Condition, int]] = []
        self.silent: dict[tuple[int, int], Mapping[str, tuple[str, ...]]] = {}
        self._by_fact: dict[str, list[Layer]] = {}
        for provision in self.provisions:
            for option in provision.any_of or ((),):
                self._add(Row(provision, (*provision.applies_to, *option)))
        self.all = (1 << len(self.rows)) - 1
        self.binds = sum(
            1 << n for n, row in enumerate(self.rows) if row.provision.binding not in ("clarifies", "calls_upon")
        )
        self.facts = [Asks(name, layers) for name, layers in self._by_fact.items()]

    def _add(self, row: Row) -> None:
        bit = 1 << len(self.rows)
        self.rows.append(row)
        seen: dict[str, int] = {}
        for asked in row.conditions:
            if asked.fact in DATED:
                self.dated.append((asked, bit))
                continue
            depth = seen[asked.fact] = seen.get(asked.fact, -1) + 1
            layers = self._by_fact.setdefault(asked.fact, [])
            if depth == len(layers):
                layers.append(Layer())
            values = frozenset(asked.values)
            if asked.fact == "goods.list":
                values = frozenset().union(*(expanded(self.regime.goods, value) for value in asked.values))
            layers[depth].add(asked, values, bit)

    def rows_of(self, bits: int) -> Iterator[Row]:
        """The rows whose bits are set, in order."""
        while bits:
            lowest = bits & -bits
            yield self.rows[lowest.bit_length() - 1]
            bits ^= lowest

    def sift(self, view: View) -> Sifted:
        """Cross out what the deal's facts rule out."""
        no = assumed = unknown = quiet = 0
        stated = view.deal.facts
        for number, asks in enumerate(self.facts):
            if asks.name not in stated and asks.name not in COMPUTED and asks.name != "goods.list":
                fact = UNKNOWN_FACT
            else:
                fact = view.goods_fact() if asks.name == "goods.list" else view.fact(asks.name)
            if fact is UNKNOWN_FACT or not fact.stated:
                if asks.silent:
                    assumed |= asks.wanted
                    quiet |= 1 << number
                else:
                    unknown |= asks.wanted | asks.unwanted
                continue
            out, open_ = asks.sift(fact, view)
            no |= out
            unknown |= open_
        for asked, bit in self.dated:
            found = view.in_scope(asked).result
            no |= bit if found is Tri.NO else 0
            unknown |= bit if found is Tri.UNKNOWN else 0
        return Sifted(self, self.all & ~(no | assumed), self.binds & assumed & ~(no | unknown), quiet)


class Sifted(Record, frozen=True):
    """`left`: rows that can cover the deal. `hushed`: rows that only silence keeps from covering it, and `quiet` the
    silent facts that nobody stated."""

    state: State
    left: int
    hushed: int
    quiet: int

    def provisions(self) -> list[Provision]:
        """Provisions with a row left, in the pack's order."""
        out: list[Provision] = []
        for row in self.state.rows_of(self.left):
            if not out or out[-1] is not row.provision:
                out.append(row.provision)
        return out

    def silent_facts(self) -> Mapping[str, tuple[str, ...]]:
        """Facts nobody stated that alone keep a provision from covering the deal, with those provisions."""
        key = (self.hushed, self.quiet)
        found = self.state.silent.get(key)
        if found is None:
            found = self.state.silent[key] = self._silent_facts()
        return found

    def _silent_facts(self) -> Mapping[str, tuple[str, ...]]:
        quiet = [asks for n, asks in enumerate(self.state.facts) if self.quiet >> n & 1]
        out: dict[str, dict[str, None]] = {}
        for number, row in enumerate(self.state.rows):
            if self.hushed >> number & 1:
                for asks in quiet:
                    if asks.wanted >> number & 1:
                        out.setdefault(asks.name, {})[row.provision.id] = None
        return {fact: tuple(ids) for fact, ids in out.items()}


class Compiled:
    """A regime with the states of its law, each built when a deal of its time is first asked about."""

    def __init__(self, regime: Regime) -> None:
        self.regime = regime
        self.days = law_days(regime)
        self._states: dict[int, State] = {}
        self.findings: dict[object, Finding] = {}
        self.open_lists: tuple[Text, ...] | None = None
        self._goods: dict[object, Fact] = {}

    def state(self, day: date) -> State:
        """The law of a day."""
        number = bisect_right(self.days, day)
        found = self._states.get(number)
        if found is None:
            found = self._states[number] = State(self.regime, day)
        return found

    def lists_of(self, goods: Goods) -> Fact:
        """Which goods lists a line is on, and which it may be on."""
        key = (goods.hs, goods.maybe_hs, goods.lists, goods.maybe_lists, goods.known)
        found = self._goods.get(key)
        if found is None:
            if len(self._goods) >= _MOST_GOODS:
                self._goods.clear()
            found = self._goods[key] = self._on_lists(goods)
        return found

    def _on_lists(self, goods: Goods) -> Fact:
        on, may = set(), set()
        for name in self.regime.goods:
            result, _ = on_list(goods, name, self.regime.goods)
            if result is Tri.YES:
                on.add(name)
            elif result is Tri.UNKNOWN:
                may.add(name)
        return Fact(frozenset(on), maybe=frozenset(may), complete=not may)


def _ways(provision: Provision, regime: Regime, day: date) -> tuple[Exception_, ...]:
    """The exceptions and general exemptions that stand over a provision on a day."""
    if provision.binding == "clarifies":
        return ()
    ways = [e for e in provision.exceptions if in_force(e, day)]
    if provision.measure != OWN_DUTY:
        ways += [e for e in regime.exemptions if in_force(e, day) and lifts(e, provision.id)]
    return tuple(ways)


def lifts(exemption: Exception_, provision: str) -> bool:
    """Whether a general exemption reaches a provision: `all`, its id, or a prefix that ends at a letter or slash."""
    return any(
        target == "all" or provision == target or provision.startswith((target + "(", target + "/"))
        for target in exemption.lifts
    )


_COMPILED: dict[int, Compiled] = {}
_MOST_REGIMES = 32


def compiled(regime: Regime) -> Compiled:
    """The compiled form of a regime, made once while it is in use."""
    found = _COMPILED.get(id(regime))
    if found is None:
        while len(_COMPILED) >= _MOST_REGIMES:
            _COMPILED.pop(next(iter(_COMPILED)))
        # It holds the regime, so the id stays taken as long as the entry stands.
        found = _COMPILED[id(regime)] = Compiled(regime)
    return found
