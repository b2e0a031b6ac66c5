"""What a ledger says is used of each cap, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from nizam.ledger.files import read
from nizam.ledger.rows import Caps, Row

Balances = Mapping[str, Mapping[str, float]]
"""Amounts by unit column (`barrel`, `tonne diesel`), by cap and first day of its period: as in `Deal.outside`."""


def balances(rows: Iterable[Row], caps: Caps) -> Balances:
    """Rows summed by cap, period and unit. A row of nothing makes the balance of its period known."""
    out: dict[str, dict[str, float]] = {}
    for row in rows:
        first = caps.first_day(row.cap, row.day)
        if first is not None:
            held = out.setdefault(f"cap:{row.cap}:{first}", {})
            held[row.measure] = held.get(row.measure, 0.0) + row.amount
    return out


def balances_of(path: Path, caps: Caps) -> Balances:
    """The balances of a ledger file, read anew only when it has changed. Raises BadInput."""
    try:
        stat = path.stat()
    except OSError:
        return balances(read(path, caps), caps)
    return _balances(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino), caps)


@lru_cache(maxsize=8)
def _balances(path: Path, _changed: tuple[int, int, int], caps: Caps) -> Balances:
    return balances(read(path, caps), caps)
