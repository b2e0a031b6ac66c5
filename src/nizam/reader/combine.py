"""Notions and terms that make a fact where they meet: `regime/vocabulary/words/combine.yml` as code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from nizam.reader.wordtrie import Hit
from nizam.record import Record

NOTION = "notion"
"""The fact name under which notions are kept: words that decide nothing alone."""

_MOST_ANCHORS = 12
_JOIN = " + "


class Rule(Record, frozen=True):
    """One entry of combine.yml: alternatives that must all be met, that must not, and what they make."""

    wanted: tuple[frozenset[tuple[str, str]], ...]
    unwanted: frozenset[tuple[str, str]]
    near: int | None
    gives: tuple[tuple[str, str], ...]


def _atom(text: str) -> tuple[str, str]:
    fact, equals, term = text.partition("=")
    return (fact, term) if equals else (NOTION, text)


def rule_of(entry: Mapping[str, Any]) -> Rule:
    """A rule from its entry: {all, none, near, gives}."""
    return Rule(
        wanted=tuple(
            frozenset(map(_atom, group if isinstance(group, list) else [group])) for group in entry.get("all", ())
        ),
        unwanted=frozenset(map(_atom, entry.get("none", ()))),
        near=int(entry["near"]) if "near" in entry else None,
        gives=tuple(entry["gives"].items()),
    )


class Rules:
    """All rules in their order, each looked at only where something of its first group was found."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._rules = [rule_of(entry) for entry in entries]
        self._by_atom: dict[tuple[str, str], list[int]] = {}
        for number, rule in enumerate(self._rules):
            for atom in rule.wanted[0]:
                self._by_atom.setdefault(atom, []).append(number)

    def made_of(self, found: Sequence[Hit[tuple[str, str]]], text: str) -> list[Hit[tuple[str, str]]]:
        """Everything the rules make of what was found; what one rule makes, those after it may go on from."""
        everything = list(found)
        met = {hit.value for hit in found}
        waiting = [number for atom in met for number in self._by_atom.get(atom, ())]
        heapify(waiting)
        last = -1
        while waiting:
            number = heappop(waiting)
            if number == last:
                continue
            last = number
            rule = self._rules[number]
            if met & rule.unwanted or any(met.isdisjoint(group) for group in rule.wanted):
                continue
            made = applied(rule, everything, text)
            everything.extend(made)
            for value in {hit.value for hit in made} - met:
                met.add(value)
                for later in self._by_atom.get(value, ()):
                    if later > number:
                        heappush(waiting, later)
        return everything


def applied(rule: Rule, found: Sequence[Hit[tuple[str, str]]], text: str) -> list[Hit[tuple[str, str]]]:
    """The terms a rule makes of what was found in the text, all it wants being there; nothing where it is too far."""
    groups = [[hit for hit in found if hit.value in group] for group in rule.wanted]
    best: list[Hit[tuple[str, str]]] | None = None
    best_gap = 10_000
    for anchor in groups[0][:_MOST_ANCHORS]:
        chosen = [anchor]
        for group in groups[1:]:
            free = [hit for hit in group if not any(_clash(hit, other) for other in chosen)]
            if not free:
                break
            chosen.append(min(free, key=lambda hit: abs(hit.first - anchor.first)))
        else:
            gap = max(h.last for h in chosen) - min(h.first for h in chosen) - sum(h.last - h.first for h in chosen)
            if gap < best_gap:
                best, best_gap = chosen, gap
    if best is None or (rule.near is not None and best_gap > rule.near):
        return []
    first, last = min(best, key=lambda h: h.first), max(best, key=lambda h: h.last)
    label = _JOIN.join(dict.fromkeys(spoken(hit, text) for hit in sorted(best, key=lambda h: h.first)))
    label = label if _JOIN in label else label + _JOIN
    return [Hit(value, first.start, last.end, first.first, last.last, label) for value in rule.gives]


def spoken(hit: Hit[tuple[str, str]], text: str) -> str:
    """How the text itself says a hit: its words, or those of its parts with dots between."""
    if _JOIN in hit.label:
        return hit.label.removesuffix(_JOIN).replace(_JOIN, " … ")
    return " ".join(text[hit.start : hit.end].split())


def _clash(one: Hit[tuple[str, str]], other: Hit[tuple[str, str]]) -> bool:
    """Two notions must stand on words of their own; a term may rest on the same words as a notion, and one notion may
    meet two wishes."""
    if one == other:
        return False
    both = one.value[0] == NOTION == other.value[0]
    return both and one.first < other.last and other.first < one.last
