"""`nizam check --over-time`: the answers to one deal over the years, as a bar of signs, a table, or data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from nizam.casework import Period
from nizam.model.deal import Deal
from nizam.model.law import Regime
from nizam.model.verdict import Outcome, Verdict
from nizam.report.history import Teller, painted
from nizam.report.labels import GLYPHS
from nizam.report.lines import Sheet, apart, clean, screen_columns, width

EXPLAINS = "¶"
"""The sign of a paragraph that has no outcome of its own."""


def over_time_json(deal: Deal, periods: Sequence[Period]) -> list[dict[str, Any]]:
    """`[{"from", "until", "outcome", "provisions": [citations], "questions"}]`, oldest first; `until` null is open.

    `by` gives each citation with its own outcome, null where it only explains. `at_least` stands beside an undetermined
    outcome; `deal_day` is true where the deal's own day lies.
    """
    return [
        {
            "from": p.start.isoformat(),
            "until": p.until.isoformat() if p.until else None,
            "outcome": p.verdict.outcome.word,
            "at_least": p.verdict.at_least.word if p.verdict.at_least else None,
            "provisions": list(dict.fromkeys(citation for citation, _ in cited(p.verdict))),
            "by": [{"citation": citation, "outcome": own.word if own else None} for citation, own in cited(p.verdict)],
            "questions": [{"fact": q.fact, "ask": dict(q.ask)} for q in p.verdict.questions],
            "deal_day": within(deal.date, p),
        }
        for p in periods
    ]


def over_time_text(
    deal: Deal,
    periods: Sequence[Period],
    regime: Regime,
    lang: str,
    *,
    today: date,
    color: bool = False,
    notes: bool = True,
) -> str:
    """A bar of signs over the years, and a row for each period: its days, its outcome, what is cited and asked.

    `notes` adds how to read it; in a file of deals once is enough.
    """
    t = Teller(regime, lang, screen=True)
    w = t.labels
    wide = screen_columns()
    head = Sheet(color=color, columns=wide)
    head.line(t.ui("over_time"), style="bold")
    told = clean(deal.text) or ", ".join(clean(g.description) for g in deal.goods if g.description)
    called = " ".join(apart(part, w.dir) for part in (clean(deal.id), f"«{told}»" if told else "") if part)
    if called:
        head.line(called)

    rows = Sheet(color=color, columns=wide)
    for number, p in enumerate(periods, 1):
        outcome = p.verdict.outcome
        days = t.ui("since", start=t.apart(p.start))
        if p.until:
            days = t.ui("between", start=t.apart(p.start), until=t.apart(p.until))
        first = f"{number:>{len(str(len(periods)))}}  "
        rows.line(f"{days}  {GLYPHS[outcome]} {w.headline(outcome)}", first=first, style=outcome)
        hang = len(first)
        marked = [f"{GLYPHS[own] if own else EXPLAINS} {citation}" for citation, own in cited(p.verdict)]
        for line in packed(marked, wide - hang):
            rows.line(" · ".join(t.apart(c) for c in line), hang)
        if p.verdict.at_least:
            rows.line(t.ui("at_least", headline=w.headline(p.verdict.at_least)), hang, style="soft")
        if p.verdict.questions:
            asks = " ".join(dict.fromkeys(w.text(q.ask) for q in p.verdict.questions))
            rows.line(t.ui("asks", asks=asks), hang, style="soft")
        if within(deal.date, p):
            rows.line(t.ui("own_day", day=w.day(deal.date)), hang, first="▸ " if w.dir == "ltr" else "◂ ")
    if notes:
        rows.gap()
        rows.line(legend(periods, t), style="soft")
        rows.line(f"{t.ui('older', day=w.day(regime.began))} {t.ui('stays')} {t.ui('scale')}", style="soft")
    return head.text() + "\n" + bar(periods, today, wide, t, color=color) + "\n" + rows.text()


def legend(periods: Sequence[Period], t: Teller) -> str:
    """The signs that the table shows, strictest first, in words."""
    shown = {own for p in periods for _, own in cited(p.verdict)} | {p.verdict.outcome for p in periods}
    told = [o for o in sorted(Outcome, key=lambda o: -o.value) if o in shown]
    signs = [f"{GLYPHS[o]} {t.labels.headline(o)}" for o in told]
    return " · ".join([*signs, *([f"{EXPLAINS} {t.labels.binding('clarifies')}"] if None in shown else [])])


def cited(verdict: Verdict) -> tuple[tuple[str, Outcome | None], ...]:
    """Citations of a verdict, each with its own outcome; None where the paragraph only explains another."""
    explains = [f.binding == "clarifies" and f.outcome is Outcome.NOT_RESTRICTED for f in verdict.findings]
    pairs = zip(verdict.findings, explains, strict=True)
    return tuple(dict.fromkeys((f.citation, None if silent else f.outcome) for f, silent in pairs))


def packed(words: Sequence[str], wide: int) -> list[list[str]]:
    """Lines of whole citations: none is broken at its spaces."""
    lines: list[list[str]] = []
    for word in words:
        if lines and width(" · ".join((*lines[-1], word))) <= wide:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def within(day: date | None, period: Period) -> bool:
    """Whether a day lies in a period."""
    return day is not None and period.start <= day and (period.until is None or day <= period.until)


def bar(periods: Sequence[Period], today: date, wide: int, t: Teller, *, color: bool) -> str:
    """Three lines: years, a block of its sign for each period, and the periods' numbers. Time runs left to right."""
    edges = [p.start for p in periods]
    end = max(today, edges[-1])
    cells = shares([(b - a).days for a, b in zip(edges, [*edges[1:], end], strict=True)], wide)
    starts = [sum(cells[:index]) for index in range(len(cells))]
    years = [(date(year, 1, 1), str(year)) for year in range(edges[0].year + 1, end.year + 1)]
    above = [(0, str(edges[0].year))]
    for day, name in years:
        at = max(index for index, start in enumerate(edges) if start <= day)
        length = ((edges[at + 1] if at + 1 < len(edges) else end) - edges[at]).days or 1
        above.append((starts[at] + cells[at] * (day - edges[at]).days // length, name))
    blocks = "".join(
        painted(GLYPHS[p.verdict.outcome] * count, p.verdict.outcome, color=color)
        for p, count in zip(periods, cells, strict=True)
    )
    below = [(start, str(number)) for number, start in enumerate(starts, 1)]
    return "".join(f"{t.apart(line)}\n" for line in (ruler(above, wide, 2), blocks, ruler(below, wide, 1)))


def shares(lengths: Sequence[int], wide: int) -> list[int]:
    """Columns for each length: at least one, together at most `wide` where there are no more lengths than columns."""
    left, total = max(0, wide - len(lengths)), sum(lengths) or 1
    return [1 + left * length // total for length in lengths]


def ruler(marks: Sequence[tuple[int, str]], wide: int, gap: int) -> str:
    """Words at their columns, the earlier first; one that would touch the one before it is left out."""
    line = ""
    for column, word in marks:
        if (not line or column >= width(line) + gap) and column + len(word) <= wide:
            line = line.ljust(column) + word
    return line
