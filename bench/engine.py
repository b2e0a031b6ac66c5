"""How fast the engine judges: `python bench/engine.py [--rounds 7] [--profile]`.

The deals are all cases of the pack by their facts, each on its own day, plus lines of goods for every heading of the
nomenclature in both directions. Judged one by one on one core, words and screening apart. `first` counts the first
round, which also builds the states of the law.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

from nizam.engine.cases import _facts, load_cases
from nizam.engine.verdict import judge_deal
from nizam.model.deal import Deal, Fact, Goods, Party
from nizam.model.law import Regime
from nizam.regime.hs import hs_codes
from nizam.regime.load import PACKS, load_regime

DAYS = tuple(date.fromisoformat(day) for day in ("2008-05-01", "2014-05-01", "2016-06-01", "2017-10-01", "2019-05-01"))


def deals() -> list[tuple[Deal, date]]:
    """What is judged, with its day."""
    out = [(Deal(id=c.name, facts=_facts(c)), c.as_of) for c in load_cases(PACKS / "un_dprk") if c.facts and c.as_of]
    supply = Fact(frozenset(("supply",)), complete=True, said="bench")
    flows = [Fact(frozenset((flow, "with-target")), complete=True) for flow in ("to-target", "from-target")]
    sides = (
        Party("Ural Trading", "supplier", "ru", designated=False),
        Party("Taedong", "recipient", "kp", designated=False),
    )
    for number, code in enumerate(sorted(c for c in hs_codes() if len(c) == 6)):
        goods = (Goods(description="goods", hs=(code,), known=True, hs_given=True),)
        facts = {"activity": supply, "flow": flows[number % 2]}
        out.append((Deal(id=code, parties=sides, goods=goods, facts=facts), DAYS[number % len(DAYS)]))
    return out


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def judge_all(rows: Sequence[tuple[Deal, date]], regime: Regime) -> None:
    for deal, day in rows:
        judge_deal(deal, regime, day)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args(arguments)
    loading = timed(load_regime)
    regime, rows = load_regime(), deals()
    first = timed(lambda: judge_all(rows, regime))
    if options.profile:
        import cProfile

        cProfile.runctx("judge_all(rows, regime)", globals(), locals(), sort="tottime")
    rounds = [timed(lambda: judge_all(rows, regime)) for _ in range(options.rounds)]
    print(f"load the pack      {loading * 1000:8.1f} ms")
    print(f"deals              {len(rows):8,}")
    print(f"first round        {len(rows) / first:8,.0f} deals/s")
    median = statistics.median(rounds)
    each = median / len(rows) * 1e6
    print(f"median of {options.rounds:<2}       {len(rows) / median:8,.0f} deals/s   ({each:.0f} µs a deal)")
    cases = rows[: -len([r for r in rows if r[0].goods])]
    spent = statistics.median(timed(lambda: judge_all(cases, regime)) for _ in range(options.rounds))
    print(f"the cases alone    {len(cases) / spent:8,.0f} deals/s")
    undecided = [(d, day) for d, day in rows if judge_deal(d, regime, day).questions]
    print(f"of them undecided  {len(undecided):8,}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
