"""Caps with their balances, for a person and as JSON: limit, period, used, left, share, alerts passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.engine.capnotes import conversion, limits_of
from nizam.engine.caps import Capped, Period, capped, deliveries, period, periods, products_under, used
from nizam.ledger.rows import Row
from nizam.model.law import Regime, Text
from nizam.record import Record
from nizam.regime.units import amount, convert, figure, products
from nizam.report.labels import labels
from nizam.report.lines import Sheet, apart, clean
from nizam.report.words import say
from nizam.text.scripts import FSI, PDI

_SLACK = 1e-9
RUNNING, OVER, NEVER = "running", "over", "never"


class Line(Record, frozen=True):
    """A cap in one period. `used` is by the units of its limits, empty where the ledger has nothing for the period.

    `state`: running, over, or never (replaced before it began). `counted` says how figures in other units came in.
    """

    item: Capped
    period: Period
    state: str
    used: Mapping[str, float]
    rows: tuple[Row, ...]
    counted: tuple[Text, ...]

    @property
    def known(self) -> bool:
        return bool(self.used)

    @property
    def by_state(self) -> Mapping[str, Mapping[str, float]]:
        """What each State reported, by unit, in the order of their names."""
        out: dict[str, dict[str, float]] = {}
        for row in sorted(self.rows, key=lambda row: row.state):
            told = out.setdefault(row.state, {})
            told[row.unit] = told.get(row.unit, 0.0) + row.amount
        return out

    def share(self, unit: str) -> float | None:
        """What is used of a limit, as a part of it; None where it is not known."""
        limit = self.period.amount.limits[unit]
        if unit not in self.used:
            return None
        return self.used[unit] / limit if limit else 1.0

    @property
    def highest(self) -> float | None:
        """The share of the limit that is nearest to being reached."""
        shares = [share for unit in self.period.amount.limits if (share := self.share(unit)) is not None]
        return max(shares, default=None)

    @property
    def passed(self) -> tuple[float, ...]:
        """Alert thresholds reached."""
        share = self.highest
        return tuple(a for a in self.item.cap.alerts if share is not None and share >= a - _SLACK)


def overview(regimes: Iterable[Regime], rows: Sequence[Row], on: date, *, every: bool = False) -> list[Line]:
    """Every cap that runs on a day; with `every`, each period of each cap until then."""
    out = []
    for regime in regimes:
        for item in capped(regime):
            until = item.provision.until
            if every:
                found = list(periods(item.cap, until, on))
            else:
                running = period(item.cap, on, until)
                found = [running] if running is not None and item.provision.in_force(on) else []
            out += [_line(item, one, rows, regime, on) for one in found]
    return out


def _line(item: Capped, one: Period, rows: Sequence[Row], regime: Regime, on: date) -> Line:
    until = item.provision.until
    if until is not None and one.first > until:
        return Line(item, one, NEVER, {}, (), ())
    own = tuple(
        row for row in rows if row.cap == item.id and one.first <= row.day and (one.last is None or row.day <= one.last)
    )
    balance: dict[str, float] = {}
    for row in own:
        balance[row.measure] = balance.get(row.measure, 0.0) + row.amount
    among = products_under(item, regime)
    state = RUNNING if one.first <= on and (one.last is None or on <= one.last) else OVER
    in_limits = {unit: max(value, 0.0) for unit, value in used(one.amount.limits, balance, among).items()}
    counted: list[Text] = []
    for to in list(one.amount.limits)[:1]:
        for value, unit, product in deliveries(balance):
            found = convert(value, unit, to, (products()[product],) if product in products() else among)
            if found is not None and unit != to:
                counted.append(conversion(value, unit, found, to))
    return Line(item, one, state, in_limits, own, tuple(counted))


def caps_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as JSON: one object a cap and period, in the law's order."""
    return [_json(line) for line in lines]


def _json(line: Line) -> dict[str, Any]:
    item, one = line.item, line.period
    limits = one.amount.limits
    return {
        "cap": item.id,
        "citation": item.provision.citation,
        "title": dict(item.provision.title),
        "verified": item.provision.verified and item.exception.verified,
        "shared_by": item.cap.shared_by,
        "status": line.state,
        "period": {"from": one.first.isoformat(), "until": one.last.isoformat() if one.last else None},
        "limits": dict(limits),
        "limit": dict(limits_of(one)) if limits else None,
        "whichever": one.amount.whichever or None,
        "from_outside": one.amount.from_outside or None,
        "balance": "known" if line.known else "unknown",
        "used": {unit: round(value, 3) for unit, value in line.used.items()},
        "left": {unit: round(max(limits[unit] - value, 0.0), 3) for unit, value in line.used.items()},
        "share": {unit: round(share, 4) for unit in limits if (share := line.share(unit)) is not None},
        "alerts": list(item.cap.alerts),
        "alerts_passed": list(line.passed),
        "reached": line.highest is not None and line.highest >= 1 - _SLACK,
        "by_state": {state: dict(told) for state, told in line.by_state.items()},
        "rows": len(line.rows),
        "last": max(row.day for row in line.rows).isoformat() if line.rows else None,
        "counted": [dict(said) for said in line.counted],
    }


def caps_text(lines: Sequence[Line], on: date, lang: str, ledger: Path | None, rows: int) -> str:
    """The lines as a table of blocks, a cap each, its periods beneath. `ledger` None: there is none yet."""
    sheet = Sheet(color=False)
    words = labels(lang)
    held = ""
    for line in lines:
        item = line.item
        if item.id != held:
            held = item.id
            sheet.gap()
            cite = apart(item.provision.citation, words.dir)
            sheet.line(f"{apart(item.id, words.dir)}  {cite} — {say(item.provision.title, lang)}")
            memory = [] if item.provision.verified and item.exception.verified else [label("memory", lang)]
            sheet.line(words.ui("semicolon").join((label(item.cap.shared_by, lang), *memory)), 2)
        for first, said in _block(line, lang):
            sheet.line(said, 4 if first else 2, first=first)
    if not lines:
        sheet.line(label("none", lang, day=words.day(on)))
    if ledger:
        sheet.gap()
        sheet.line(label("ledger", lang, path=apart(str(ledger), words.dir), rows=str(rows)))
    return sheet.text().rstrip("\n")


def _block(line: Line, lang: str) -> Iterator[tuple[str, str]]:
    """What is said of a period, line by line: its name in the table, "" for a line of its own, and the words."""
    words = labels(lang)
    one = line.period
    limits = one.amount.limits
    state = label(line.state, lang, by=apart(line.item.provision.ended_by, words.dir))
    days = _run(f"{one.first} – {one.last or '…'}", lang)
    yield "", f"{days}  ({state})"
    yield _row("limit", say(limits_of(one), lang) if limits else label("outside", lang), lang)
    if line.state == NEVER:
        return
    if not line.rows:
        yield _row("used", label("unknown", lang), lang)
        return
    for unit, limit in limits.items():
        yield from _reckoned(line, unit, limit, lang)
    if len(line.by_state) > 1 or not limits:
        for state, told in line.by_state.items():
            said = words.ui("comma").join(say(amount(value, unit), lang) for unit, value in told.items())
            yield _row("state", f"{apart(state or label('unnamed', lang), words.dir)}: {said}", lang)
    last_day = _run(str(max(row.day for row in line.rows)), lang)
    said = label("last", lang, rows=str(len(line.rows)), day=last_day)
    yield _row("rows", said, lang)
    for counted in line.counted:
        yield _row("converted", say(counted, lang), lang)
    if line.item.cap.alerts and line.known:
        shares = words.ui("comma").join(f"{a:.0%}".replace("%", " %") for a in line.passed or line.item.cap.alerts)
        last = line.passed and line.passed[-1] == max(line.item.cap.alerts)
        yield _row(
            "alerts", label("stop" if last else "passed" if line.passed else "not_passed", lang, shares=shares), lang
        )
    if line.highest is not None and line.highest >= 1 - _SLACK:
        yield "", f"! {label('used_up', lang)}"


def _reckoned(line: Line, unit: str, limit: float, lang: str) -> Iterator[tuple[str, str]]:
    share = line.share(unit)
    if share is None:
        yield _row("used", f"{say(amount(limit, unit), lang)}: {label('unknown_in', lang)}", lang)
        return
    value = line.used[unit]
    yield _row("used", f"{say(amount(value, unit), lang)} ({figure(int(share * 1000 + 1e-6) / 10)} %)", lang)
    beyond = value - limit
    if beyond > _SLACK * limit:
        yield _row("left", label("exceeded", lang, amount=say(amount(beyond, unit), lang)), lang)
    else:
        yield _row("left", say(amount(max(-beyond, 0.0), unit), lang), lang)


def _row(name: str, said: str, lang: str) -> tuple[str, str]:
    return f"{label(name, lang):<{14 if lang == 'ar' else 8}} ", said


def _run(text: str, lang: str) -> str:
    """Days and figures that run left to right, set apart where the line does not."""
    return f"{FSI}{text}{PDI}" if labels(lang).dir == "rtl" else text


def told(fields: Mapping[str, str], lang: str) -> str:
    """A row of the ledger on one line, as it was written."""
    words = labels(lang)
    return words.ui("comma").join(_run(clean(value), lang) for value in fields.values() if value)


def label(name: str, lang: str, **values: str) -> str:
    """A word or sentence of `caps.yml`, filled in."""
    return yamltext.words(_LABELS, name, lang, **values)


_LABELS = Path(__file__).parent / "caps.yml"
