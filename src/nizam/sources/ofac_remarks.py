"""OFAC's remarks → fields. In the classic CSV form, birth dates, documents and ties stand in one line of prose."""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.sources.draft import Draft
from nizam.sources.ofac import Label, apply, label, labels, special

_PARTS = re.compile(r";\s+|;$")
_CURRENCY = re.compile(r"digital currency address\s*-\s*(\S+)\s+(\S+)", re.IGNORECASE)
_QUOTED = re.compile(r"([afn]\.k\.a\.)\s*'(.*)'$", re.DOTALL)


def read(remarks: str, draft: Draft) -> None:
    """Write what the remarks say into the entity. Prose without a known label is left out: it identifies nobody."""
    remarks = remarks.strip()
    if not remarks:
        return
    if remarks.endswith("."):
        remarks = remarks[:-1]
    for part in _PARTS.split(remarks):
        part = part.strip()
        # the XML form puts brackets around a tie
        if part.startswith("(") and part.endswith(")"):
            part = part[1:-1]
        if part[:5].lower() == "alt. ":
            part = part[5:].lstrip()
        if part:
            _part(part, draft)


def _part(part: str, draft: Draft) -> None:
    if match := _QUOTED.match(part):
        special(draft, match[1], match[2])
        return
    if match := _CURRENCY.match(part):
        draft.identify("publicKey", match[2])
        return
    meaning = _leading(part)
    if meaning is None or meaning.group == "left_out":
        return
    value = part[len(meaning.text) :].lstrip(": -").strip()
    if meaning.group == "special":
        special(draft, meaning.key, value)
    elif value:
        apply(draft, meaning, value)


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for text in sorted(labels(), key=len, reverse=True):
        out.setdefault(text.split()[0].rstrip(":"), []).append(text)
    return out


def _leading(part: str) -> Label | None:
    """The longest label that the part begins with."""
    low = part.lower()
    for text in _by_first_word().get(low.split()[0].rstrip(":"), ()):
        if low.startswith(text) and (len(low) == len(text) or not low[len(text)].isalnum()):
            return label(text)
    return None
