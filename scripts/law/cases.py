"""Which cases of a pack show a provision or an exception inside, and which outside; each as one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nizam.engine.cases import Case, load_cases
from nizam.model.verdict import Outcome
from scripts.law.words import Words, safe

SHOWN = 3
"""Cases printed on each side; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Cases by the id (`provision` or `provision#exception`) that they expect to be cited, or not."""

    inside: dict[str, list[Case]] = field(default_factory=dict)
    outside: dict[str, list[Case]] = field(default_factory=dict)


def by_provision(folder: Path) -> Shown:
    """Every case of a pack folder under the ids it names; cases by facts first, as they say what they turn on."""
    shown = Shown({}, {})
    for case in sorted(load_cases(folder), key=lambda case: not case.facts):
        cited = _list(case.expect.get("by"))
        for name in dict.fromkeys((*cited, *(name.partition("#")[0] for name in cited))):
            shown.inside.setdefault(name, []).append(case)
        for name in dict.fromkeys(_list(case.expect.get("not_by"))):
            shown.outside.setdefault(name, []).append(case)
    return shown


def lines(cases: Iterable[Case], words: Words, *, apart_from: str = "") -> list[str]:
    """The first few cases as list items, and how many more there are in which files.

    With `apart_from` they are outside that rule, and what else they come under is named.
    """
    cases = list(cases)
    out = [f"- {_line(case, words, apart_from=apart_from)}" for case in cases[:SHOWN]]
    rest = cases[SHOWN:]
    if rest:
        files = words.join(words.code(name) for name in dict.fromkeys(case.file for case in rest))
        out.append(f"- {words.ui('more_cases', n=len(rest))} ({files})")
    return out


def _line(case: Case, words: Words, *, apart_from: str) -> str:
    outcomes = words.labels.ui("or").join(words.outcome(Outcome.of(word)) for word in _list(case.expect["outcome"]))
    own = apart_from.partition("#")[0]
    others = [name for name in _list(case.expect.get("by")) if own and name.partition("#")[0] != own]
    if others:
        outcomes = words.ui("case_by", outcome=outcomes, by=words.refers(others))
    day = words.day(case.as_of) if case.as_of else words.ui("on_any_day")
    name = safe(case.name)
    if not words.rtl:
        return f"{outcomes}, {day}: {name} ({words.code(case.file)})"
    told = words.semi(_facts(case.facts, words))
    name = f'<span dir="ltr" lang="en">{name}</span>'
    return f"{outcomes}{words.labels.ui('comma')}{day}: {f'{told} — ' if told else ''}{name} ({words.code(case.file)})"


def _facts(facts: Mapping[str, Any], words: Words) -> Iterable[str]:
    """A case's facts in words: names of cases stand in English only."""
    for fact, raw in facts.items():
        values = _list(raw.get("maybe") or raw.get("not") if isinstance(raw, Mapping) else raw)
        # Whatever goes to or from the target goes on with it: saying both tells nothing.
        values = [v for v in values if v != "with-target"] or values if fact == "flow" else values
        shown = words.labels.ui("or" if isinstance(raw, Mapping) else "and").join(words.plain(fact, v) for v in values)
        if not values:
            shown = words.ui("nothing")
        elif isinstance(raw, Mapping):
            shown = words.labels.ui("perhaps" if "maybe" in raw else "not_word", words=shown)
        yield f"{words.fact(fact)}: {shown}"


def _list(raw: Any) -> list[str]:
    return [raw] if isinstance(raw, str) else list(raw or ())
