"""Statements: who says what, with the stretch from the verb of saying (or its speaker) to the end of what is said.

Words of a language are data (`resources/saying.yml`); the rules here serve Arabic (verb first), English and Russian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nizam.model.text import Document, Span, Statement
from nizam.reader.saying.cues import find_cues
from nizam.reader.saying.quotes import find_quotes
from nizam.reader.saying.stretch import Part, Stretch
from nizam.reader.saying.subjectfirst import SubjectFirst
from nizam.reader.saying.verbfirst import VerbFirst
from nizam.reader.saying.verbs import LANGUAGES, Saying, saying
from nizam.reader.saying.voices import Memory
from nizam.reader.segment import Sentence
from nizam.record import Record, replace
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_MOST_TOKENS = 400
# More verbs of saying than this in one sentence is no prose.
_MOST_CUES = 40
_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-zа-яё]|[٠-٩]{1,2})[).،/-]|[-–—•*▪●◦])\s*\w")
# What is said in brackets inside a sentence is an aside of the author's.
_BRACKETS = re.compile(r"\([^()]{1,160}\)")
_LOOSE = " \t\n\u00a0\u200f\u200e,;:.،؛!?؟…–—-"


class Unit(Record, frozen=True):
    """Sentences read as one: those a quotation runs through, and the attribution after its closing mark."""

    paragraph: int
    tokens: tuple[Token, ...]
    start: int
    end: int
    quotes: tuple[Span, ...]


def find_statements(document: Document, sentences: Sequence[Sentence], entities: Entities) -> tuple[Statement, ...]:
    """All statements in order of place, numbered from 1. Empty in a language the reader does not know."""
    if document.language not in LANGUAGES:
        return ()
    table = saying(document.language)
    out: list[Statement] = []
    memory = Memory()
    paragraph: int | None = None
    for unit in _units(document.text, sentences):
        if unit.paragraph != paragraph:
            # A pronoun may reach back over a paragraph's edge; a headline is written by somebody else.
            memory = Memory() if paragraph == -1 else memory
            paragraph = unit.paragraph
        for part in _parts(document.text, unit, entities, table, memory):
            out.append(_statement(len(out) + 1, document.text, unit, part, table))
    return tuple(out)


def _units(text: str, sentences: Sequence[Sentence]) -> Iterator[Unit]:
    by_paragraph: dict[int, list[Sentence]] = {}
    last: Sentence | None = None
    into = -1
    for sentence in sentences:
        if last is None or (sentence.paragraph != last.paragraph and not _listed(text, last, sentence)):
            into = sentence.paragraph
        by_paragraph.setdefault(into, []).append(sentence)
        last = sentence
    for paragraph, members in by_paragraph.items():
        quotes = find_quotes(text, members[0].start, members[-1].end)
        group: list[Sentence] = []
        for sentence in members:
            if group and not _joined(text, group[-1], sentence, quotes):
                yield from _cut(paragraph, group, quotes)
                group = []
            group.append(sentence)
        if group:
            yield from _cut(paragraph, group, quotes)


def _listed(text: str, left: Sentence, right: Sentence) -> bool:
    """Whether a sentence is an item of the list that the one before announces or belongs to."""
    return (
        left.paragraph >= 0 and _opens_item(text, right) and (text[left.end - 1] in ":;؛," or _opens_item(text, left))
    )


def _opens_item(text: str, sentence: Sentence) -> bool:
    # What stands before the first word may be cut off as loose punctuation.
    line = text.rfind("\n", 0, sentence.start) + 1
    return bool(_ITEM.match(text, line))


def _joined(text: str, left: Sentence, right: Sentence, quotes: list[Span]) -> bool:
    """Whether a quotation or a list runs over the border of two sentences, or a speaker is still to come there."""
    if (left.paragraph != right.paragraph or text[left.end - 1] in ";؛") and _listed(text, left, right):
        return True
    if any(q.start < left.end < q.end - 1 and q.end > right.start for q in quotes):
        return True
    if any(q.start == right.start and q.end >= right.end - 1 for q in quotes):
        return any(left.start <= q.start and q.end <= left.end for q in quotes)
    opening = text[right.start]
    if text[left.end - 1] == ";" and opening.islower() and left.paragraph == right.paragraph and _attributed(left):
        return True
    closes = text[left.end - 1] in '"”»“' or (text[left.end - 1] in "!?…" and opening in "–—-")
    return closes and (opening.islower() or opening in "–—-") and not "\u0600" <= opening <= "\u06ff"


def _attributed(sentence: Sentence) -> bool:
    """Whether a stretch before a semicolon ends with "he said": what follows is still his."""
    language = "ru" if "а" <= sentence.tokens[-1].folded[:1] <= "я" else "en"
    forms = saying(language).forms
    last = sentence.tokens[-3:]
    gaps = pairwise(last)
    comma = any(b.start - a.end > 1 for a, b in gaps) or len(last) < 3
    return comma and any(entry.form == "finite" for token in last[-2:] for entry in forms.get(token.folded, ()))


def _cut(paragraph: int, group: list[Sentence], quotes: list[Span]) -> Iterator[Unit]:
    tokens = [token for sentence in group for token in sentence.tokens]
    for at in range(0, len(tokens), _MOST_TOKENS):
        piece = tuple(tokens[at : at + _MOST_TOKENS])
        start = group[0].start if at == 0 else piece[0].start
        end = group[-1].end if at + _MOST_TOKENS >= len(tokens) else piece[-1].end
        yield Unit(paragraph, piece, start, end, tuple(q for q in quotes if q.start >= start and q.end <= end))


def _parts(text: str, unit: Unit, entities: Entities, table: Saying, memory: Memory) -> list[Part]:
    """The statements of one unit: each cue read with what is open before it, then ends set where the next begins."""
    brackets = [Span(*m.span()) for m in _BRACKETS.finditer(text, unit.start + 1, unit.end)]
    cues = [
        cue
        for cue in find_cues(text, unit.tokens, table)
        if not any(q.start < unit.tokens[cue.first].start < q.end for q in (*unit.quotes, *brackets))
    ]
    if not cues:
        return []
    cues = cues[:_MOST_CUES]
    reader = VerbFirst if table.language == "ar" else SubjectFirst
    clauses = reader(text, unit.tokens, Span(unit.start, unit.end), unit.quotes, entities, table, memory, cues)
    out: list[Part] = []
    for cue in cues:
        part = clauses.read(cue, out[-1] if out else None)
        if part is None:
            continue
        if out and not part.nested and out[-1].content.end > part.start:
            out[-1] = _ended(out[-1], part.start, clauses)
        if part.nested and out:
            # The outer statement stays last: it is the one that what follows may close.
            inner = Span(part.content.start, max(part.content.start, out[-1].content.end))
            out.insert(len(out) - 1, replace(part, content=inner))
        else:
            out.append(part)
        if part.voice is not None and part.voice.value and not part.nested:
            memory.keep(part.voice)
    return sorted(_halved(text, unit, out, table), key=lambda p: (p.start, p.end))


def _halved(text: str, unit: Unit, parts: list[Part], table: Saying) -> Iterator[Part]:
    """One verb with two things said ("that …, and that …"): two statements, where the second is the longer."""
    for part in parts:
        inside = [
            i
            for i, t in enumerate(unit.tokens)
            if part.verb_end < t.start < part.content.end and not any(q.start < t.start < q.end for q in unit.quotes)
        ]
        low = part.content.start
        again = [i for i in inside if unit.tokens[i].start > low + 12 and _says_again(text, unit.tokens, i, table)]
        if part.nested or not again or unit.tokens[again[0]].start - part.start > 0.5 * (part.content.end - part.start):
            yield part
            continue
        at = unit.tokens[again[0]].start
        end = _stripped(text, low, at)
        yield replace(part, content=Span(low, end), end=end)
        yield replace(part, start=at, content=Span(at, part.content.end), verb_end=unit.tokens[again[0]].end)


def _says_again(text: str, tokens: Sequence[Token], at: int, table: Saying) -> bool:
    """Whether "and that", «وأن», «и что» stands at a token."""
    word = tokens[at].folded
    if table.language == "ar":
        return (word[:1] == "و" and word[1:] in table.words["complementisers"] and word not in ("وان", "وانه")) or (
            word in ("وان", "وانه", "وانها") and "،" in text[tokens[at - 1].end : tokens[at].start]
        )
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    return word in ("and", "и") and following in ("that", "что")


def _ended(part: Part, before: int, clauses: Stretch) -> Part:
    """A statement closed where the next one begins, connecting words left out."""
    end = clauses.without_connectors(part.content.start, before)
    if end <= part.content.start:
        end = min(part.content.end, before)
    content = Span(min(part.content.start, end), end)
    return replace(part, content=content, end=max(end, part.verb_end))


def _statement(number: int, text: str, unit: Unit, part: Part, table: Saying) -> Statement:
    start, end = part.start, max(part.content.end, part.end if not part.content.end > part.end else 0)
    end = _stripped(text, start, max(end, part.verb_end))
    content = Span(min(part.content.start, end), _stripped(text, part.content.start, min(part.content.end, end)))
    tokens = [t for t in unit.tokens if content.start <= t.start < content.end]
    said = text[content.start : content.end]
    polarity = part.polarity
    if polarity == "asserts":
        falsity = table.phrases["falsity"].find(text, tokens)
        if part.frame == "attitude" and falsity and len(tokens) < 12:
            polarity = "denies"
        elif _is_negated(text, tokens, table):
            polarity = "negated"
    quoted = any(q.overlaps(content) for q in unit.quotes if not part.is_name(q)) and bool(said)
    hedge = part.verb if part.hedge else None
    if hedge is None:
        # "May" inside a sentence is a month.
        hedges = table.phrases["hedges"].find(text, tokens)
        found = [f for f in hedges if not text[f.start].isupper() or f.start == content.start]
        hedge = text[found[0].start : found[0].end] if found else None
    return Statement(
        number,
        (part.voice.value or None) if part.voice else None,
        part.verb,
        "quoted" if quoted else "reported",
        polarity,
        Span(start, end),
        content,
        hedge,
        part.addressee,
    )


def _is_negated(text: str, tokens: Sequence[Token], table: Saying) -> bool:
    """Whether what is said holds a negation that negates: "no doubt" and «لا تزال» affirm."""
    affirming = table.phrases["affirming"].find(text, tokens)
    for index, token in enumerate(tokens):
        if any(a.first <= index < a.last for a in affirming):
            continue
        if token.folded in table.words["negations"] or token.folded.endswith(("n't", "n’t")):
            return True
    return False


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    return end
