"""Replays and impacts for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nizam.audit.show import asked, label, short, table, word
from nizam.replay.again import Replayed
from nizam.replay.compare import SAME, STEPS
from nizam.replay.impact import Impact

_MOST_ROWS = 200


def replayed(one: Replayed, lang: str) -> str:
    """One replay, with where it parts and why."""
    made = one.decision
    lines = [
        f"#{made.seq} {made.id}  {word('kinds', made.kind, lang)}  {made.kept.at[:19]}Z  {short(asked(made, lang))}",
        f"{word('outcomes', made.kept.outcome, lang)} → {word('outcomes', str(one.answer.get('outcome') or '—'), lang)}"
        f"  ({label(f'statuses.{one.status}', lang)})",
    ]
    if one.now is not None and one.now.error:
        lines.append(one.now.error)
    if one.now is not None and one.now.step:
        lines.append(_step(one.now.step, lang))
    for cause in one.causes:
        effect = label(f"statuses.{cause.difference.status}", lang)
        lines.append(f"{label('columns.cause', lang)}: {label(f'causes.{cause.kind}', lang)} ({effect})")
        lines += [f"  {change}" for change in cause.changes]
        if cause.difference.step and cause.difference.step != (one.now.step if one.now else None):
            lines.append("  " + _step(cause.difference.step, lang))
    if one.then is not None:
        same = one.then.status in (SAME, STEPS)
        status = label(f"statuses.{one.then.status}", lang)
        lines.append(label("then.same", lang) if same else label("then.other", lang, status=status))
    lines += one.notes
    return "\n".join(lines)


def tally(counts: dict[str, int], lang: str) -> str:
    """How many were the same, and how many not."""
    names = {"same": "same", "steps": "other_steps", "differs": "differs", "failed": "failed", "erased": "erased"}
    told = {name: counts.get(status, 0) for name, status in names.items()}
    return label("replayed", lang, count=sum(counts.values()), **told)


def impact(found: Impact, lang: str) -> str:
    """Which answers would change, a line each."""
    lines = []
    if found.changed:
        columns = ("seq", "at", "kind", "before", "after", "gone", "come", "asked")
        lines.append(table(columns, [_row(one, lang) for one in found.changed[:_MOST_ROWS]], lang))
    if len(found.changed) > _MOST_ROWS:
        lines.append("…")
    if found.added or found.delisted or found.altered:
        sizes = {"added": found.added, "delisted": found.delisted, "altered": found.altered}
        lines.append(label("impact_list", lang, **sizes))
    counts = {"changed": len(found.changed), "looked": found.looked, "again": found.again}
    lines.append(label("impact", lang, what=found.what, **counts))
    if found.erased:
        lines.append(label("impact_erased", lang, erased=found.erased))
    return "\n".join(lines)


def _row(one: Any, lang: str) -> Sequence[object]:
    made = one.decision
    return (
        made.seq,
        made.kept.at[:10],
        word("kinds", made.kind, lang),
        word("outcomes", one.before, lang),
        word("outcomes", one.after, lang),
        ", ".join(one.gone) or "—",
        ", ".join(one.come) or "—",
        asked(made, lang),
    )


def _step(step: tuple[Sequence[Any] | None, Sequence[Any] | None], lang: str) -> str:
    before, after = (" · ".join(map(str, one)) if one is not None else label("no_step", lang) for one in step)
    return label("step", lang, before=before, after=after)
