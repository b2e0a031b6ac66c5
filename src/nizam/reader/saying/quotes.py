"""Quotation marks of every style paired up, reversed ones (”…“) included."""

from __future__ import annotations

import re

from nizam.model.text import Span

# «» and ‹› tell opening from closing; the others are used both ways round and pair by turns.
_OPENING = "«‹「『"
_CLOSING = "»›」』"
_TURNS = '"“”„‟″＂'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}{_TURNS}]|(?<!\\w)‘|’(?!\\w)")
_LONGEST = 2000


def find_quotes(text: str, start: int, end: int) -> list[Span]:
    """Outermost quotations between two places of a text, marks included, in order."""
    out: list[Span] = []
    depth, opened, turn = 0, -1, -1
    single = -1
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if turn >= 0 and at - turn > _LONGEST:
            turn = -1
        if mark in _OPENING:
            if depth == 0:
                opened = at
            depth += 1
        elif mark in _CLOSING:
            if depth == 1 and opened >= 0 and turn < 0:
                out.append(Span(opened, at + 1))
            depth = max(0, depth - 1)
        elif mark == "‘":
            single = at
        elif mark == "’":
            if single >= 0 and turn < 0 and depth == 0:
                out.append(Span(single, at + 1))
            single = -1
        elif depth == 0:
            if turn < 0 or (mark == "„" and at - turn > 1):
                turn = at
            else:
                out.append(Span(turn, at + 1))
                turn = -1
    return sorted(out)
