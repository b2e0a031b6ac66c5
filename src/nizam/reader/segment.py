"""A document's body as sentences of words. Every offset points into the input as given."""

from __future__ import annotations

import re

from nizam.model.text import Document, Span
from nizam.record import Record
from nizam.text.tokens import Token, tokenise

# A full stop ends a sentence unless it stands in a number or an initial, or closes one of these abbreviations.
# A row of them is looked at once, from its first: ten thousand are met as quickly as one.
_END = re.compile(r"(?<![.!?؟…۔])[.!?؟…۔]++[\"”“»’)\]]*+(?=\s|$)|\n{1,}|(?<=[؛;])\s")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZА-Я]|Mr|Mrs|Ms|Dr|St|No|Gen|Col|Lt|Sgt|Prof|Rev|Inc|Ltd|Co|Corp|U\.S|U\.N|U\.K|vs|etc|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|para|paras|art|т|г|гг|тыс|млн|млрд|руб|долл|ст|пп|см|им|ул|рис"
    r"|кв|куб|и о|т\.е|т\.д|т\.п|т\.н|др|د|أ|م|ص|ق))\.$"
)

# A text without full stops is cut after so many words, so that no rule meets a sentence without end.
MAX_TOKENS = 400


class Sentence(Record, frozen=True):
    """One sentence of the title (`paragraph` -1) or of a body paragraph, with its words."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Title first (if any), then the body's sentences in order; clutter has none."""
    out: list[Sentence] = []
    stretches = [(-1, document.title)] if document.title else []
    stretches += list(enumerate(document.paragraphs))
    for paragraph, span in stretches:
        for start, end in split(document.text, span.start, span.end):
            tokens = tuple(tokenise(document.text, start, end))
            for piece in range(0, len(tokens), MAX_TOKENS):
                part = tokens[piece : piece + MAX_TOKENS]
                whole = len(tokens) <= MAX_TOKENS
                out.append(
                    Sentence(
                        len(out), paragraph, start if whole else part[0].start, end if whole else part[-1].end, part
                    )
                )
    return tuple(out)


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of text into sentences, each trimmed of space at both ends."""
    out: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, end):
        if match.group().startswith(".") and _ABBREVIATION.search(
            text[max(start, match.start() - 12) : match.start() + 1]
        ):
            continue
        _trimmed(text, at, match.end(), out)
        at = match.end()
    _trimmed(text, at, end, out)
    return out


def _trimmed(text: str, start: int, end: int, out: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append((start, end))
