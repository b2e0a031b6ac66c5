"""Mentions of one thing brought together as an entity."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.model.text import Entity, Mention, Span
from nizam.reader.naming.candidates import Candidate
from nizam.text.normalise import fold
from nizam.text.tokens import word_stem


def group(found: Sequence[Sequence[Candidate]]) -> list[Entity]:
    """Put mentions of one thing together: by the tables' key, else by type and name; ids in order of appearance."""
    groups: dict[str, list[Candidate]] = {}
    names: dict[tuple[str, str], str] = {}
    for one in (c for sentence in found for c in sentence):
        label = _label(one, names)
        groups.setdefault(label, []).append(one)
    ordered = sorted(groups.values(), key=lambda g: min(c.start for c in g))
    out = []
    for number, members in enumerate(ordered, 1):
        best = max(members, key=lambda c: (bool(c.ident), c.kind == "name", c.rank, len(c.name)))
        spans = {(c.start, c.end): c.kind for c in sorted(members, key=lambda c: c.rank)}
        mentions = tuple(Mention(Span(start, end), kind) for (start, end), kind in sorted(spans.items()))
        country = next((c.country for c in members if c.country), None)
        role = next((c.role for c in members if c.role), "")
        out.append(Entity(f"e{number}", best.type, best.name, country, mentions, role))
    return out


def _label(one: Candidate, names: dict[tuple[str, str], str]) -> str:
    if one.ident:
        return one.type + "|" + one.ident
    parts = tuple(word_stem(fold(p)) for p in one.name.split())
    return names.setdefault((one.type, " ".join(parts)), one.type + "|" + " ".join(parts))
