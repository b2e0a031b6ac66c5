"""Cases for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.audit.show import label, table
from nizam.cases.book import Case, Event

_COLUMNS = ("id", "state", "query", "entity", "score", "opened", "by", "reason")


def cases(found: Sequence[Case], lang: str) -> str:
    """A line each."""
    if not found:
        return label("cases.none", lang)
    return table(_COLUMNS, [_row(one, lang) for one in found], lang)


def story(case: Case, events: Sequence[Event], lang: str) -> str:
    """One with everything that was done."""
    lines = [cases([case], lang), ""]
    for one in events:
        verdict = f" ({label(f'cases.states.{one.verdict}', lang)})" if one.verdict else ""
        action = label(f"cases.actions.{one.action}", lang)
        lines.append(f"#{one.seq}  {one.at[:19]}Z  {one.by}  {action}{verdict}  {one.reason}".rstrip())
    return "\n".join(lines)


def _row(one: Case, lang: str) -> Sequence[object]:
    subject = one.subject
    what = subject.get("query") or f"{subject.get('decision', '')} {subject.get('item', '')}".strip()
    score = subject.get("score")
    return (
        one.id,
        label(f"cases.states.{one.state}", lang),
        what,
        subject.get("entity", "—"),
        f"{score:.2f}" if score is not None else "—",
        one.opened[:10],
        one.by or "—",
        one.reason or "—",
    )
