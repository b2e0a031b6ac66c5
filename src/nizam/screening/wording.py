"""A line asked or listed → the names that it gives, each as the words by which a book of names knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.names import parts, tokens
from nizam.names.han import spoken
from nizam.names.tokens import Token
from nizam.screening import korean

PERSON, BODY, VESSEL = "person", "body", "vessel"
KINDS = (PERSON, BODY, VESSEL)
BOOK = {"Person": PERSON, "Vessel": VESSEL, "Airplane": VESSEL, "Vehicle": VESSEL}
READ = {PERSON: tokens.person, BODY: tokens.body, VESSEL: tokens.vessel}
_ALTERNATIVES = re.compile(r"\s+/\s+|;")
MOST_VARIANTS = 6


def readings(text: str, *, asked: bool = False) -> list[str]:
    """The names that one line gives, the line itself first; few, however long the line is."""
    if not _opens(text):
        return [text, *(spoken(text) if asked and not text.isascii() else ())]
    out: dict[str, None] = {}
    for piece in _ALTERNATIVES.split(text[: tokens.LONGEST]):
        for variant in parts.variants(piece, asked=asked):
            out.setdefault(variant)
    return list(out)[:MOST_VARIANTS] or [text]


_MARKS = re.compile(r"[(（\[;/]")
_OTHERWISE = re.compile(r"\b[afn]\.?k\.?a\b|also known|formerly|\bex\b", re.IGNORECASE)
_MAY_BE = ("ka", "k.a", "also", "formerly", "ex")


def _opens(text: str) -> bool:
    """Whether a line may give more names than itself."""
    if _MARKS.search(text):
        return True
    # looked for in vain in most names, so first what is found quickly
    low = text.lower()
    return any(sign in low for sign in _MAY_BE) and bool(_OTHERWISE.search(text))


def books(schema: str | None) -> tuple[str, ...]:
    """The books in which an asked schema is looked up."""
    if schema in (None, "", "Thing"):
        return KINDS
    if schema == "LegalEntity":
        return (PERSON, BODY)
    return (BOOK.get(schema or "", BODY),)


def worded(kind: str, text: str, *, asked: bool) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The names that a line gives, with their words."""
    for variant in readings(text, asked=asked):
        words = READ[kind](variant)
        if words:
            yield variant, korean.syllabled(words) if asked and kind == PERSON else words
            if kind == PERSON and korean.may_be(words):
                for spelled in korean.respelled(words):
                    if asked:
                        yield variant, korean.syllabled(spelled)
                    else:
                        yield " ".join(word.text for word in spelled), spelled
