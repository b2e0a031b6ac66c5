"""A stretch of sentences as words and punctuation, and where in it what is said begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.text import Span
from nizam.reader.saying.speakers import Speakers
from nizam.reader.saying.verbs import Cue, Saying
from nizam.reader.saying.voices import Memory, Voice
from nizam.record import Record
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_QUOTES = '"“”„«»'
_BREAK = re.compile(rf"[,،;؛:(){_QUOTES}\n]|\s[-–—]+\s|[.!?؟]\s")
SENTENCE_END = re.compile(r"[.!?؟]\s")
_HARD = re.compile(r"[;؛]|[.!?؟]\s|\s[-–—]\s")
_DATELINE = re.compile(r"\s*[^\W\d_][^.\n–—]{1,60}?(?:\s[-–—]+|\s*[–—]+)\s")
_UPPER_OR_DATE = re.compile(r"[A-ZА-ЯЁ]{3,}|\d|\(|خاص|وكالات")
_SHORTENED = frozenset(
    ("dr", "mr", "mrs", "ms", "st", "gen", "col", "lt", "capt", "prof", "sen", "rep", "gov", "rev", "mt")
)
LONG_QUOTE = 4
_TRAIL = 12


class Part(Record, frozen=True):
    """A statement as read: `start` of the whole, `content` (what is said), the verb's end, and its voice."""

    start: int
    end: int
    verb_end: int
    verb: str
    voice: Voice | None
    content: Span
    polarity: str
    frame: str
    hedge: bool
    nested: bool = False
    addressee: str | None = None
    names: tuple[Span, ...] = ()

    def is_name(self, quote: Span) -> bool:
        """Whether a quotation only holds a name («Воронеж», “Silver Moon”)."""
        return holds_name(quote, self.names)


class Complement(Record, frozen=True):
    """Where what is said begins: `content` in the text, announced from token `mark` on; `clause` or noun phrase."""

    mark: int
    content: int
    clause: bool


def shortened(token: Token) -> bool:
    """Whether a word is an initial or a shortened title, whose full stop ends no sentence."""
    return (len(token.text) == 1 and token.capital) or token.folded in _SHORTENED


def holds_name(quote: Span, names: Sequence[Span]) -> bool:
    return any(name.start <= quote.start + 2 and quote.end - 2 <= name.end for name in names)


class Stretch:
    """The words of one unit, with its quotations, names and cues."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        span: Span,
        quotes: Sequence[Span],
        entities: Entities,
        table: Saying,
        memory: Memory,
        cues: Sequence[Cue],
    ) -> None:
        self.text, self.tokens, self.start, self.end = text, tokens, span.start, span.end
        self.entities, self.table, self.memory = entities, table, memory
        self.names = tuple(m.span for _, m in entities.at(span.start, span.end) if m.kind == "name")
        self.quotes = tuple(q for q in quotes if not holds_name(q, self.names))
        self.speakers = Speakers(text, tokens, entities, table)
        self.cues = {cue.first: cue for cue in cues}

    # Words and punctuation

    def word(self, at: int) -> str:
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def has(self, kind: str, at: int) -> bool:
        return self.word(at) in self.table.words[kind]

    def index(self, place: int) -> int:
        """The first token that ends past a place in the text."""
        return next((i for i, t in enumerate(self.tokens) if t.end > place), len(self.tokens))

    def from_place(self, place: int) -> int:
        """The first token that starts at a place in the text or past it."""
        return next((i for i, t in enumerate(self.tokens) if t.start >= place), len(self.tokens))

    def gap(self, at: int) -> str:
        """The text before token `at`, back to the token before it."""
        if at >= len(self.tokens):
            return self.text[self.tokens[-1].end : self.end] if self.tokens else ""
        between = self.text[self._before(at) : self.tokens[at].start]
        # «И. П. Терентьев», "Dr. Meier": the stop of an initial or a title parts nothing.
        return between[1:] if between[:1] == "." and at and shortened(self.tokens[at - 1]) else between

    def _before(self, at: int) -> int:
        return self.tokens[at - 1].end if at else self.start

    def breaks(self, at: int) -> bool:
        """Whether punctuation parts token `at` from the one before; quotation marks around a name do not."""
        for match in _BREAK.finditer(self.gap(at)):
            place = self._before(at) + match.start()
            if match.group() not in _QUOTES or any(q.start <= place < q.end for q in self.quotes):
                return True
        return False

    def hard(self, at: int) -> bool:
        """Whether more than a comma stands before token `at`."""
        return bool(_HARD.search(self.gap(at)))

    def ends_quote(self, at: int) -> bool:
        """Whether a quotation closes right before token `at`."""
        if at >= len(self.tokens):
            return False
        return any(self._before(at) < q.end <= self.tokens[at].start for q in self.quotes)

    def quote_at(self, at: int) -> Span | None:
        """A quotation that opens right before token `at`."""
        return next((q for q in self.quotes if self._before(at) <= q.start < self.tokens[at].start), None)

    def phrase_end(self, at: int) -> int:
        """The first token after `at` that punctuation parts from it."""
        return next((i for i in range(at + 1, len(self.tokens)) if self.breaks(i)), len(self.tokens))

    def opening(self) -> int:
        """The unit's start past a dateline ("SEOUL, 22 November - ")."""
        match = _DATELINE.match(self.text, self.start, min(self.end, self.start + 90))
        if match and _UPPER_OR_DATE.search(match.group()):
            return match.end()
        return self.start

    def verb_start(self, at: int) -> int:
        """The first of the little words before a verb that belong to it: "has long denied", «уже не отрицает»."""
        while at > 0 and self.has("between", at - 1) and not self.breaks(at):
            at -= 1
        return at

    def past(self, voice: Voice) -> int:
        """The first token past a voice's whole phrase."""
        return self.from_place(max(voice.end, voice.reach))

    # Where it ends

    def closes(self, at: int) -> bool:
        """Whether from token `at` to the end of its sentence there is nothing but when, where and to whom."""
        size = len(self.tokens)
        size = next((i for i in range(max(at, 1), size) if SENTENCE_END.search(self.gap(i))), size)
        if at < len(self.tokens) and ";" in self.gap(at):
            return True
        if size - at > _TRAIL:
            return False
        while at < size:
            if ";" in self.gap(at):
                return True
            if self.breaks(at) and not re.fullmatch(rf"[{_QUOTES}\s,]*", self.gap(at)):
                return False
            if not self.has("trailing", at):
                return False
            at += 1
            taken = 0
            while at < size and not self.has("trailing", at) and not self.breaks(at):
                at, taken = at + 1, taken + 1
            if taken > _TRAIL // 2:
                return False
        return True

    def content_end(self, start: int, noun: bool) -> int:
        """The end of what is said from a place on: the quotation's end where it is one, else the unit's.

        `noun`: what is said is a noun phrase; a clause that begins anew after a comma is the author's again.
        """
        quote = next((q for q in self.quotes if q.start == start), None)
        if quote is not None and sum(quote.start <= t.start < quote.end for t in self.tokens) >= LONG_QUOTE:
            following = next((q for q in self.quotes if 0 <= q.start - quote.end <= _TRAIL), None)
            return following.end if following else quote.end
        for at in range(max(1, self.from_place(start + 2)), len(self.tokens)):
            if not self.breaks(at):
                continue
            if self.table.phrases["connectors"].longest_at(self.text, self.tokens, at) and self.table.language == "ar":
                return self.tokens[at - 1].end
            if noun and self._author_again(at, start):
                return self.tokens[at - 1].end
        return self.end

    def _author_again(self, at: int, start: int) -> bool:
        if self.table.language == "ar":
            return self.word(at).startswith(("وال", "وان", "وقد")) and self.tokens[at].start > start + _TRAIL
        return self.table.language == "en" and self.has("adversatives", at)

    def without_connectors(self, low: int, before: int) -> int:
        """The end of a stretch that the next statement closes: words that only connect the two are left out."""
        inside = [i for i, t in enumerate(self.tokens) if low <= t.start < before]
        connectors = self.table.phrases["connectors"]
        while inside:
            last = inside[-1]
            if self.has("openers", last):
                inside.pop()
                continue
            ending = (
                found[0].first
                for i in inside[-5:]
                if (found := connectors.longest_at(self.text, self.tokens, i))
                and found[0].last == last + 1
                and self.breaks(i)
            )
            first = next(ending, None)
            if first is None:
                break
            inside = [i for i in inside if i < first]
        if not inside:
            return before
        end = self.tokens[inside[-1]].end
        # A closing mark right after the last word belongs to it.
        while end < before and self.text[end] in '"”»“)!?؟.':
            end += 1
        return end
