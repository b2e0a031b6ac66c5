"""A cap as it stands in a pack: limits by period, how a year is counted, at which shares States are warned."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from nizam.model.law import Cap, CapAmount
from nizam.regime.values import At, day, fields, number, one_of, text

SHARED_BY = ("all-states", "each-state")
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def cap(raw: Any, at: At) -> Cap:
    """A shared allowance. `year_starts` may stand on the cap or on one amount."""
    fields(raw, at, ("amounts",), ("shared_by", "alerts", "year_starts", "unit"))
    amounts = [_cap_amount(start, spec, raw, at / "amounts" / start) for start, spec in raw["amounts"].items()]
    amounts.sort(key=lambda a: a.start)
    for earlier, later in pairwise(amounts):
        if earlier.until is not None and earlier.until >= later.start:
            raise (at / "amounts" / str(later.start)).fail(
                f"begins on {later.start}, while the amount before it runs until {earlier.until}; part them by a day."
            )
    alerts = tuple(number(value, at / "alerts") for value in raw.get("alerts", ()))
    if any(not 0 < share <= 1 for share in alerts):
        raise (at / "alerts").fail('an alert is a share of the limit; write "0.75", "0.90", "0.95".')
    return Cap(one_of(raw.get("shared_by", "all-states"), at / "shared_by", SHARED_BY), tuple(amounts), alerts)


def _cap_amount(start: str, spec: Any, raw: Any, where: At) -> CapAmount:
    """One amount with its first day; `raw` is the cap it belongs to."""
    known = ("barrel", "tonne", "usd")
    fields(spec, where, (), ("until", "per", "whichever", "year_starts", "value", "from_outside", *known))
    limits = {unit: number(spec[unit], where / unit) for unit in known if unit in spec}
    if "value" in spec:
        limits[text(raw.get("unit"), where)] = number(spec["value"], where / "value")
    if not limits and "from_outside" not in spec:
        raise where.fail(f"no limit; give {', '.join(known)}, or say in from_outside where it comes from.")
    if any(limit < 0 for limit in limits.values()):
        raise where.fail("a limit cannot be less than nothing.")
    begins = text(spec.get("year_starts", raw.get("year_starts", "")), where / "year_starts")
    if begins and (not _MONTH_DAY.fullmatch(begins) or begins == "02-29"):
        raise (where / "year_starts").fail(f'{begins!r} is not a month and day of every year; write it as "12-22".')
    amount = CapAmount(
        start=day(start, where),
        until=day(spec["until"], where / "until") if "until" in spec else None,
        per=one_of(spec.get("per", ""), where / "per", ("", "year")),
        limits=limits,
        whichever=one_of(spec.get("whichever", ""), where / "whichever", ("", "lower")),
        year_starts=begins,
        from_outside=text(spec.get("from_outside", ""), where / "from_outside"),
    )
    if amount.until is not None and amount.until < amount.start:
        raise (where / "until").fail(f"ends on {amount.until}, before it begins on {amount.start}.")
    return amount
