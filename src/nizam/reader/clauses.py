"""One verb of saying in its sentence: where its speaker stands and what stretch is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nizam.model.text import Span
from nizam.reader.saying import Cue, Entry, Saying
from nizam.reader.speakers import Memory, Speakers, Voice
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_REACH = 32
_ADVERSATIVE = frozenset(("but", "although", "though", "но", "однако", "хотя", "لكن", "ولكن", "غير"))
_BREAK = re.compile(r"[,،;؛:()\"“”„«»\n]|\s[-–—]+\s|[.!?؟]\s")
_SENTENCE_END = re.compile(r"[.!?؟]\s")
_DATELINE = re.compile(
    r"\s*[^\W\d_][^.\n–—]{1,60}?(?:\s[-–—]+|\s*[–—]+)\s"
)
_UPPER_OR_DATE = re.compile(r"[A-ZА-ЯЁ]{3,}|\d|\(|خاص|وكالات")


@dataclass(frozen=True, slots=True)
class Part:
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
        return any(n.start <= quote.start + 2 and quote.end - 2 <= n.end for n in self.names)


@dataclass(frozen=True, slots=True)
class Complement:
    """Where what is said begins: at token `at` (`content` in the text), announced from token `mark` on."""

    mark: int
    content: int
    clause: bool


class Clauses:
    """Reads the cues of one unit, left to right."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        start: int,
        end: int,
        quotes: Sequence[Span],
        entities: Entities,
        table: Saying,
        memory: Memory,
        cues: Sequence[Cue],
    ) -> None:
        self.text, self.tokens, self.start, self.end = text, tokens, start, end
        self.entities, self.table, self.memory = entities, table, memory
        self.names = tuple(m.span for _, m in entities.at(start, end) if m.kind == "name")
        self.quotes = tuple(q for q in quotes if not self._holds_name(q))
        self.speakers = Speakers(text, tokens, entities, table)
        self.cues = {cue.first: cue for cue in cues}

    def _holds_name(self, quote: Span) -> bool:
        return any(n.start <= quote.start + 2 and quote.end - 2 <= n.end for n in self.names)

    # Words and punctuation

    def gap(self, at: int) -> str:
        """The text before token `at`, back to the token before it."""
        if at >= len(self.tokens):
            return self.text[self.tokens[-1].end : self.end] if self.tokens else ""
        return self.text[self.tokens[at - 1].end if at else self.start : self.tokens[at].start]

    def breaks(self, at: int) -> bool:
        """Whether punctuation parts token `at` from the one before; quotation marks around a name do not."""
        gap = self.gap(at)
        match = _BREAK.search(gap)
        if match is None:
            return False
        if match.group() in "\"“”„«»":
            place = (self.tokens[at - 1].end if at else self.start) + match.start()
            return any(q.start <= place < q.end for q in self.quotes)
        return True

    def word(self, at: int) -> str:
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def has(self, kind: str, at: int) -> bool:
        return self.word(at) in self.table.words[kind]

    def quote_at(self, at: int) -> Span | None:
        """A quotation that opens in the gap before token `at`."""
        low = self.tokens[at - 1].end if at else self.start
        return next((q for q in self.quotes if low <= q.start < self.tokens[at].start), None)

    # Reading a cue

    def read(self, cue: Cue, previous: Part | None) -> Part | None:
        """The statement a cue carries; None where it carries none. `previous` is the one before it in the unit."""
        if cue.form in ("source", "own"):
            return self._source(cue, previous)
        entry, complement = self._entry(cue)
        if entry is None or self._is_no_verb(cue, entry, complement):
            return None
        polarity = entry.frame.polarity
        if cue.negated and not (entry.frame.name == "no_comment" and entry.frame.deed):
            polarity = entry.frame.negated
        if not polarity:
            return None
        open_before = previous is not None and previous.content.end > self.tokens[cue.first].start
        if self.table.language == "ar":
            return self._verb_first(cue, entry, complement, polarity, previous if open_before else None, previous)
        return self._subject_first(cue, entry, complement, polarity, previous if open_before else None, previous)

    def _entry(self, cue: Cue) -> tuple[Entry | None, Complement | None]:
        """The reading of a cue whose complement is there; a refusal to comment goes before all others."""
        best: tuple[Entry, Complement | None] | None = None
        entries = sorted(cue.entries, key=lambda e: (e.frame.name != "no_comment", e.frame.name != "deny" or e.free))
        for entry in entries:
            negatable = bool(entry.frame.negated)
            if cue.negated and not negatable:
                continue
            if not cue.negated and entry.frame.name == "no_comment" and not _refuses(cue, entry):
                continue
            complement = self.complement(cue, entry)
            if entry.complements or entry.clause:
                if complement is not None or (entry.clause and self._may_close(cue)):
                    return entry, complement
                continue
            if best is None:
                best = (entry, complement)
        return best if best else (None, None)

    def _may_close(self, cue: Cue) -> bool:
        """Whether what is said may stand before the verb: English and Russian, after a comma or a closing quote."""
        if self.table.language == "ar":
            return False
        at = cue.first
        if any(q.end <= self.tokens[at].start and self.tokens[at].start - q.end < 60 for q in self.quotes):
            return True
        if self.table.language == "en" and cue.last < len(self.tokens) and not self.breaks(cue.last):
            follows = self.word(cue.last)
            if follows in ("the", "it", "he", "she", "they", "there", "no", "its", "his", "their", "this", "these", "some"):
                return True
        return self._closes(cue.last) and any(self.breaks(i) for i in range(1, at + 1))

    def _is_no_verb(self, cue: Cue, entry: Entry, complement: Complement | None) -> bool:
        """English and Arabic forms that are no verb of saying here: passives, infinitives, nouns, names."""
        at = cue.first
        token = self.tokens[at]
        before = self.word(at - 1)
        if self.table.language == "en":
            if token.capital and at > 0 and cue.form != "participle" and not self.text[token.start - 1] in "\"“":
                return True
            if cue.form == "participle":
                return not (at == 0 or self.breaks(at) or before in ("as", "by", "and"))
            if before in ("to", "a", "the", "an", "of", "its", "their", "his", "her", "any", "no", "s") and entry.frame.name != "no_comment":
                return True
            if before in ("is", "are", "was", "were", "be", "been", "being", "not", "will", "may", "might", "should", "must", "can", "would", "could"):
                return entry.frame.name != "no_comment" and not cue.negated
            if self.word(cue.last) in ("to", "by") and entry.free and entry.frame.name == "say" and token.folded != "spoke":
                follows = self.word(cue.last + 1)
                return complement is None and not (follows and self._closes(cue.last))
            return self.word(cue.last) in ("of", "earlier this") and entry.free and entry.frame.name != "attitude"
        if self.table.language == "ar":
            if cue.form == "noun":
                return not (self.word(at).startswith("و") and complement is not None)
            if cue.form == "participle":
                return complement is None
            impersonal = self.word(at).lstrip("و") in ("يذكر", "يشار", "يعتقد", "يقال", "يعتبر", "تعتبر", "يقدر", "يرجح", "يتوقع")
            if impersonal and not self._subject_after(cue, complement) and not self._nominal(cue):
                return True
            if self.word(at - 1).lstrip("و") in ("هذا", "هذه", "مما", "ما", "يمكن", "يجب", "ينبغي", "تم", "يتم"):
                return True
            # Many verbs look like their own nouns (وصف, نفي, كشف): inside a clause they must be followed by a clause.
            inside = at > 0 and not cue.joined and not self._opens(at) and not self.has("between", at - 1)
            return inside and (complement is None or not complement.clause) and before not in self.table.words["relatives"]
        return False

    def _nominal(self, cue: Cue) -> bool:
        return not cue.joined and cue.first > 0 and not self.has("openers", cue.first - 1) and not self.breaks(cue.first)

    def _subject_after(self, cue: Cue, complement: Complement | None) -> bool:
        return complement is not None and complement.mark > cue.last

    # What is said

    def complement(self, cue: Cue, entry: Entry) -> Complement | None:
        """The first sign after the verb that what is said begins: a complementiser, a colon, a quotation, a preposition."""
        last = min(len(self.tokens), cue.last + (_REACH if self.table.language == "ar" else 18))
        only = not entry.clause and bool(entry.complements)
        for at in range(cue.last, last):
            if at > cue.last and self._next_cue(at):
                return None
            gap = self.gap(at)
            if _SENTENCE_END.search(gap) or ";" in gap:
                return None
            quote = self.quote_at(at)
            if quote is not None and not only:
                return Complement(at, quote.start, True)
            if ":" in gap and not only:
                return Complement(at, self.tokens[at].start, True)
            width = self._matches(at, entry)
            if width:
                after = at + (width if self.has("complementisers", at + width) or _is_preposition(entry, width, self.word(at)) else 0)
                while self.has("complementisers", after) and after < len(self.tokens) - 1:
                    after += 1
                return Complement(at, self.tokens[min(after, len(self.tokens) - 1)].start, False)
            if not only and self._complementiser(at, gap, cue):
                bare = at + 1 < len(self.tokens) and self._bare_complementiser(at)
                return Complement(at, self.tokens[at + 1 if bare else at].start, True)
        return None

    def _complementiser(self, at: int, gap: str, cue: Cue) -> bool:
        if not self.has("complementisers", at):
            return False
        if self.table.language == "ru":
            return "," in gap or self.word(at - 1) == "том"
        if self.table.language == "en":
            word = self.word(at)
            return word == "that" or at == cue.last
        return True

    def _bare_complementiser(self, at: int) -> bool:
        """Whether it is a particle alone: an Arabic one with a pronoun is part of what is said."""
        return self.table.language != "ar" or self.word(at) in ("ان", "بان")

    def _matches(self, at: int, entry: Entry) -> int:
        """How many tokens of a required complement stand at a place; one Arabic letter may begin the word."""
        for words in entry.complements:
            if len(words) == 1 and len(words[0]) == 1 and self.table.language == "ar":
                if self.word(at).startswith(words[0]) and len(self.word(at)) > 3:
                    return 1
            elif tuple(self.word(at + i) for i in range(len(words))) == words:
                return len(words)
        return 0

    def _next_cue(self, at: int) -> bool:
        cue = self.cues.get(at)
        if cue is None or cue.negated:
            return False
        return cue.joined or self.has("openers", at - 1) or cue.form == "participle" and self.breaks(at)

    def _closes(self, at: int) -> bool:
        """Whether from token `at` to the end of the unit there is nothing but when, where and to whom."""
        size = next((i for i in range(at, len(self.tokens)) if i and _SENTENCE_END.search(self.gap(i))), len(self.tokens))
        if size - at > 12:
            return False
        while at < size:
            if self.breaks(at) and self.gap(at).strip(" ,") and not re.fullmatch(r"[\"”»\s,]*", self.gap(at)):
                return False
            if not self.has("trailing", at):
                return False
            at += 1
            taken = 0
            while at < size and not self.has("trailing", at) and not self.breaks(at):
                at, taken = at + 1, taken + 1
            if taken > 6:
                return False
        return True

    def _content_end(self, start: int, noun: bool) -> int:
        """The end of what is said from a place on: the quotation's end where it is one, else the unit's.

        `noun`: what is said is a noun phrase; a clause that begins anew after a comma is the author's again.
        """
        quote = next((q for q in self.quotes if q.start == start), None)
        if quote is not None and sum(quote.start <= t.start < quote.end for t in self.tokens) >= 4:
            following = next((q for q in self.quotes if 0 <= q.start - quote.end <= 12), None)
            return following.end if following else quote.end
        connectors = self.table.phrases["connectors"]
        for at in range(1, len(self.tokens)):
            if self.tokens[at].start <= start + 1 or not self.breaks(at):
                continue
            if self.table.language == "ar":
                if connectors.longest_at(self.text, self.tokens, at):
                    return self.tokens[at - 1].end
                if noun and self.word(at).startswith(("وال", "وان", "وقد")) and self.tokens[at].start > start + 12:
                    return self.tokens[at - 1].end
            elif self.table.language == "en" and self.word(at) in ("although", "though", "but") and noun:
                return self.tokens[at - 1].end
        return self.end

    def without_connectors(self, low: int, before: int) -> int:
        """The end of a stretch that the next statement closes: words that only connect the two are left out."""
        inside = [i for i, t in enumerate(self.tokens) if low <= t.start < before]
        while inside:
            at = inside[-1]
            if self.has("openers", at) or self.word(at) in ("و", "ف"):
                inside.pop()
                continue
            found = next(
                (f for i in inside[-5:] if (f := self.table.phrases["connectors"].longest_at(self.text, self.tokens, i))
                 and f[0].last == at + 1 and self.breaks(i)), None,
            )  # fmt: skip
            if not found:
                break
            inside = [i for i in inside if i < found[0].first]
        if not inside:
            return before
        end = self.tokens[inside[-1]].end
        # A closing mark right after the last word belongs to it.
        while end < before and self.text[end] in "\"”»“)!?؟.":
            end += 1
        return end

    # Verb first: Arabic

    def _verb_first(
        self, cue: Cue, entry: Entry, complement: Complement | None, polarity: str, opened: Part | None, previous: Part | None
    ) -> Part | None:
        limit = complement.mark if complement else min(len(self.tokens), cue.last + 12)
        verb_start = self.tokens[cue.first].start
        new = cue.joined or cue.form in ("participle", "noun") or cue.first == 0 or self._opens(cue.first)
        voice: Voice | None = None
        start = verb_start
        if entry.frame.name == "relay" and complement is not None:
            return self._relayed(cue, entry, polarity, complement)
        if cue.form == "finite":
            voice = self._after(cue, limit, complement)
            if complement is None and self._ends_quote(cue.first) and opened is None:
                voice = voice or (previous.voice if previous else self.memory.last)
                if voice is not None:
                    after = self._index(max(voice.end, voice.reach, self.tokens[cue.last - 1].end))
                    return self._closed(cue, entry, polarity, voice, self._after_part(previous), verb_start, after)
            if voice is None and not cue.joined:
                voice = self._before_arabic(cue, opened)
                if voice is not None:
                    start = self._near(voice, verb_start, complement)
        own = voice is not None
        if not own and not new:
            return None
        if opened is not None and not new and not (own and start == verb_start and self.breaks(cue.first)):
            if not (own and voice is not None and voice.entity and complement is not None and complement.clause):
                return None
            return self._part(cue, entry, polarity, voice, start, complement, nested=True)
        if voice is None:
            voice = previous.voice if previous else self.memory.last
            if voice is None and cue.form != "finite":
                voice = self._subject_of_sentence(cue.first)
        if voice is None and complement is None:
            return None
        if complement is None and not own and not cue.joined and entry.frame.name not in ("deny", "no_comment"):
            return None
        if opened is None and previous is None and cue.aside and own:
            return self._aside(cue, entry, polarity, voice)
        return self._part(cue, entry, polarity, voice, start, complement)

    def _relayed(self, cue: Cue, entry: Entry, polarity: str, complement: Complement) -> Part | None:
        """«نقلت الوكالة عن مسؤول قوله إن»: the speaker is the one quoted, after عن."""
        first = complement.mark + 1
        words = ("قوله", "قولها", "قولهم")
        end = next(
            (i for i in range(first, min(first + 16, len(self.tokens))) if self.word(i) in words
             or self.has("complementisers", i) or self.breaks(i)), None,
        )  # fmt: skip
        voice = self.speakers.voice(first, end, self.memory) if end is not None and end > first else None
        if voice is None or end is None:
            return None
        while end < len(self.tokens) - 1 and (self.word(end) in words or self.word(end) in ("ان", "بان")):
            end += 1
        said = Complement(complement.mark, self.tokens[end].start, True)
        return self._part(cue, entry, polarity, voice, self.tokens[cue.first].start, said)

    def _after_part(self, previous: Part | None) -> int:
        """The first token past the statement before."""
        if previous is None:
            return 0
        return next((i for i, t in enumerate(self.tokens) if t.start >= previous.end), 0)

    def _opens(self, at: int) -> bool:
        if self.breaks(at) or self.has("openers", at - 1):
            return True
        connectors = self.table.phrases["connectors"]
        found = (connectors.longest_at(self.text, self.tokens, i) for i in range(max(0, at - 4), at))
        return any(f and f[0].last == at for f in found)

    def _after(self, cue: Cue, limit: int, complement: Complement | None) -> Voice | None:
        """The subject after an Arabic verb. Where nothing marks its end, it ends with its first name or noun."""
        first = cue.last
        while first < limit and self.word(first) in ("ايضا", "كذلك", "فيه", "فيها", "امس", "اليوم", "بدوره", "بدورها", "مجددا", "له", "لها", "لهم"):
            first += 1
        end = next((i for i in range(first + 1, limit) if self.breaks(i)), limit)
        if end <= first or (self.breaks(first) and first > cue.last):
            return None
        if self.table.phrases["stops"].longest_at(self.text, self.tokens[: first + 2], first):
            return None
        if _is_prepositional(self.word(first)) and not self.entities.at(self.tokens[first].start, self.tokens[first].end):
            return None
        if complement is None:
            end = min(end, first + 8)
        voice = self.speakers.voice(first, end, self.memory)
        if voice is not None and voice.kind == "text" and cue.entries[0].frame.name in ("attitude", "deny"):
            return None  # «ووصف التقارير بأنها»: what is described, not who describes
        return voice

    def _before_arabic(self, cue: Cue, opened: Part | None) -> Voice | None:
        """The subject of a nominal sentence, which stands before its verb: الوزير … أكد أن."""
        low = next((i for i, t in enumerate(self.tokens) if opened and t.start >= opened.content.start), 0)
        low = max([low, *(i for i in range(low + 1, cue.first + 1) if re.search(r"[.!?؟؛;]\s", self.gap(i)))])
        while low < cue.first and self.has("openers", low):
            low += 1
        if low >= cue.first or _is_prepositional(self.word(low)) or low in self.cues:
            return None
        voice = self.speakers.voice(low, cue.first, self.memory)
        if voice is None or voice.start > self.tokens[min(low + 3, cue.first)].start:
            return None
        parted = sum(voice.end <= t.start < self.tokens[cue.first].start for t in self.tokens)
        return voice if parted < 12 or self.breaks(cue.first) else None

    def _near(self, voice: Voice, verb: int, complement: Complement | None) -> int:
        """Where a statement begins whose speaker comes first: at the speaker, past it where a long aside parts the two."""
        length = (self._content_end(complement.content, False) if complement else self.end) - verb
        parted = sum(voice.end <= t.start < verb for t in self.tokens)
        if verb - voice.start <= 0.8 * length or parted < 2:
            return voice.start
        after = next((i for i, t in enumerate(self.tokens) if t.start >= voice.end), 0)
        return min(self.tokens[after].start, verb) if after else verb

    def _subject_of_sentence(self, before: int) -> Voice | None:
        return self.speakers.voice(0, before, self.memory) if before else None

    def _part(
        self, cue: Cue, entry: Entry, polarity: str, voice: Voice | None, start: int, complement: Complement | None, *, nested: bool = False
    ) -> Part:
        after = self.tokens[cue.last - 1].end
        if complement is not None:
            content = complement.content
        else:
            content = next((t.start for t in self.tokens[cue.last :] if voice is None or t.start >= voice.end), after)
        noun = complement is None or not complement.clause
        end = max(self._content_end(content, noun), after)
        verb_end = max(after, voice.end if voice and voice.start >= after else 0)
        return Part(
            start, end, verb_end, cue.verb, voice, Span(min(content, end), end), polarity, entry.frame.name,
            entry.frame.hedge, nested, self._addressee(cue, content, voice), self.names,
        )  # fmt: skip

    def _addressee(self, cue: Cue, content: int, voice: Voice | None) -> str | None:
        """Whom it was said to: a name after "told" or the preposition of giving, before what is said."""
        verb_end = self.tokens[cue.last - 1].end
        for entity, mention in self.entities.at(verb_end, content):
            if voice is not None and (entity.id == voice.value or mention.span.start < voice.end < mention.span.end):
                continue
            lead = self.text[max(0, mention.span.start - 12) : mention.span.start].split()
            if not lead or mention.kind == "nationality":
                continue
            if lead[-1] in ("ل", "to", "told", "لصحيفة", "لوكالة", "لقناة", "агентству", "газете", "телеканалу", "рассказал", "рассказала"):
                return entity.id
        words = {t.folded for t in self.tokens[cue.last :] if t.start < content}
        listeners = {"reporters", "journalists", "журналистам", "للصحفيين", "للصحافيين"} & words
        return "journalists" if listeners else None

    def _aside(self, cue: Cue, entry: Entry, polarity: str, voice: Voice | None) -> Part:
        """«كما ذكرت الوكالة»، "as the agency reported", «как сообщил глава»: what is said is the sentence around it."""
        start = self.tokens[cue.first - 1].start
        after = max(self.tokens[cue.last - 1].end, voice.end if voice else 0)
        rest = next((t.start for t in self.tokens if t.start >= after), self.end)
        if self.end - rest >= start - self.start:
            content = Span(rest, self.end)
            first = start
        else:
            content, first = Span(self.opening(), start), self.opening()
        return Part(first, max(content.end, after), after, cue.verb, voice, content, polarity, entry.frame.name, entry.frame.hedge, names=self.names)

    def opening(self) -> int:
        """The unit's start past a dateline ("SEOUL, 22 November - ")."""
        match = _DATELINE.match(self.text, self.start, min(self.end, self.start + 90))
        if match and _UPPER_OR_DATE.search(match.group()):
            return match.end()
        return self.start

    # Subject first: English and Russian

    def _subject_first(
        self, cue: Cue, entry: Entry, complement: Complement | None, polarity: str, opened: Part | None, previous: Part | None
    ) -> Part | None:
        left = 0
        if opened is not None:
            left = next((i for i, t in enumerate(self.tokens) if t.start >= opened.content.start), 0)
        elif previous is not None:
            left = next((i for i, t in enumerate(self.tokens) if t.start >= previous.end), 0)
        verb_start = self.tokens[cue.first].start
        if cue.form == "participle":
            voice = previous.voice if previous else self.memory.last or self._subject_of_sentence(cue.first)
            if self.word(cue.first - 1) == "as":
                return self._quoted_as(cue, entry, polarity, complement, left)
            if previous is None and complement is None:
                return None
            return self._part(cue, entry, polarity, voice, verb_start, complement)
        subject, start, fresh, parted = self._before(cue.first, left)
        if opened is not None and not fresh:
            nested = subject is not None and subject.entity and complement is not None and complement.clause and not parted
            return self._part(cue, entry, polarity, subject, start, complement, nested=True) if nested else None
        if cue.aside and opened is None:
            after = self.speakers.voice(cue.last, self._phrase_end(cue.last), self.memory, inside=True)
            return self._aside(cue, entry, polarity, after or subject)
        if self.word(cue.first).endswith(("ся", "следует")) and complement is not None and not complement.clause:
            return self._written(cue, entry, polarity, complement, left)
        turned = None
        if complement is None or complement.mark > cue.last:
            turned = self._turned(cue, subject, complement)
        if turned is not None:
            after_voice = self._past(turned)
            if complement is not None or not self._content_before(cue.first, left):
                return self._part(cue, entry, polarity, turned, self._lead(cue.first, left), complement)
            return self._closed(cue, entry, polarity, turned, left, min(turned.start, verb_start), after_voice)
        if subject is None:
            subject = previous.voice if previous else self.memory.last
            if cue.first > left and not self._elided(cue.first, left):
                return None
            if subject is None:
                return None
            start = verb_start
        if complement is not None and opened is None and self._ends_quote(self._index(start)):
            return self._closed(cue, entry, polarity, subject, left, start, cue.last)
        if complement is None and opened is None and self._content_before(self._index(start), left) and self._closes(cue.last):
            return self._closed(cue, entry, polarity, subject, left, start, cue.last)
        if complement is None and opened is None and entry.frame.name == "deny" and self._closes(cue.last) and start > self.start:
            return self._closed(cue, entry, polarity, subject, left, start, len(self.tokens))
        if complement is None and cue.last >= len(self.tokens):
            if entry.frame.name not in ("deny", "no_comment"):
                return None
            content = Span(min(start, verb_start), self.tokens[cue.last - 1].end)
            return replace(self._part(cue, entry, polarity, subject, content.start, None), content=content)
        if complement is None and self.breaks(cue.last) and "," in self.gap(cue.last) and opened is None:
            # "The cars, the group said, were flown": what is said stands on both sides.
            around = start - self.opening()
            first = self.opening() if around > 40 else start
            return self._whole(cue, entry, polarity, subject, first)
        if start < verb_start:
            start = self._shifted(start, subject, verb_start, complement)
        return self._part(cue, entry, polarity, subject, start, complement)

    def _quoted_as(self, cue: Cue, entry: Entry, polarity: str, complement: Complement | None, left: int) -> Part | None:
        """"The agency quoted him as saying", "he was quoted by the agency as saying"."""
        at = next((i for i in range(cue.first - 1, left - 1, -1) if self.word(i) in ("quoted", "cited", "reported")), None)
        if at is None:
            return None
        if self.word(at - 1) in ("was", "were", "is", "been"):
            voice = self._phrase(self._clause_start(left, at - 1)[0], at - 1)
        else:
            voice = self.speakers.voice(at + 1, cue.first - 1, self.memory)
        if voice is None:
            return None
        start = min(voice.start, self.tokens[at].start)
        return self._part(cue, entry, polarity, voice, start, complement)

    def _written(self, cue: Cue, entry: Entry, polarity: str, complement: Complement, left: int) -> Part | None:
        """«Об этом говорится в докладе», «как следует из отчёта»: the speaker is what it is written in."""
        first = complement.mark + 1
        end = self._phrase_end(first) if first < len(self.tokens) else first
        voice = self.speakers.voice(first, end, self.memory, inside=True) if end > first else None
        if voice is None:
            return None
        said = end if end < len(self.tokens) else None
        while said is not None and self.has("complementisers", said) and said < len(self.tokens) - 1:
            said += 1
        if said is not None:
            place = Complement(complement.mark, self.tokens[said].start, True)
            return self._part(cue, entry, polarity, voice, self._lead(cue.first, left), place)
        if self._content_before(self._index(self._lead(cue.first, left)), left):
            return self._closed(cue, entry, polarity, voice, left, self._lead(cue.first, left), end)
        return self._part(cue, entry, polarity, voice, self._lead(cue.first, left), None)

    def _shifted(self, start: int, subject: Voice, verb: int, complement: Complement | None) -> int:
        length = self.end - verb
        parted = sum(subject.end <= t.start < verb for t in self.tokens)
        if verb - start <= 0.8 * length or parted < 2:
            return start
        after = next((i for i, t in enumerate(self.tokens) if t.start >= subject.end), 0)
        return min(self.tokens[after].start, verb) if after else start

    def _index(self, place: int) -> int:
        return next((i for i, t in enumerate(self.tokens) if t.end > place), len(self.tokens))

    def _before(self, at: int, left: int) -> tuple[Voice | None, int, bool, bool]:
        """The subject before a verb: voice, start, whether its clause begins anew, whether a relative word parts them."""
        end = at
        while end > left and self.has("between", end - 1) and not self.breaks(end):
            end -= 1
        if end <= left:
            fresh = at == left or self.has("openers", end - 1) or end == 0
            return None, self.tokens[at].start, fresh, False
        if self.has("openers", end - 1) and not self.has("between", end - 1):
            return None, self.tokens[at].start, True, False
        pieces: list[tuple[int, int]] = []
        high = end
        closed = self.breaks(end)
        for i in range(end - 1, left - 1, -1):
            if i == left or self.breaks(i):
                pieces.append((i, high))
                high = i
                if not closed or self._hard(i) or len(pieces) > 6:
                    break
        chosen: tuple[Voice, int] | None = None
        parted = False
        for first, last in reversed(pieces) if closed else pieces:
            low, relative = self._clause_start(first, last)
            parted = parted or relative
            if closed and self.has("belongs", low) and self.table.language == "en":
                continue
            voice = self._phrase(low, last)
            if chosen is not None:
                # "Its director, Hans Meier, declined": the name in apposition says who the phrase before it means.
                if voice is not None and voice.entity and not chosen[0].entity:
                    chosen = (replace(voice, start=chosen[0].start), chosen[1])
                break
            if voice is not None:
                chosen = (voice, low)
                if voice.entity:
                    break
        if chosen is None:
            fresh = self.has("openers", at - 1) or self.has("openers", end - 1)
            return None, self.tokens[at].start, fresh, parted
        voice, low = chosen
        fresh = low == 0 or self.has("openers", low - 1) or self._hard(low) or self._ends_quote(low)
        return voice, min(voice.start, self.tokens[low].start), fresh and not parted, parted

    def _phrase(self, low: int, last: int) -> Voice | None:
        """The noun phrase next to the verb; words of an opening adverbial before it are tried without."""
        voice = self.speakers.voice(low, last, self.memory, inside=self.table.language == "ru")
        if self.table.language != "en" or not self.has("belongs", low):
            return voice
        for at in range(low + 1, last):
            if self.has("determiners", at) or self.has("pronouns", at) or (at > low + 1 and self.tokens[at].capital):
                later = self.speakers.voice(at, last, self.memory)
                if later is not None and at > low + 1:
                    return later
        after = next((n for n in range(low + 2, last) if not self.has("belongs", n)), last)
        return self.speakers.voice(after, last, self.memory) if after < last else None

    def _clause_start(self, first: int, last: int) -> tuple[int, bool]:
        """Past the words that open a clause inside a stretch; whether the clause is a relative one."""
        low, relative = first, False
        for i in range(first, last - 1):
            if self.has("relatives", i) and not (i == first and self.word(i) == "that"):
                low, relative = i + 1, True
            elif self.has("openers", i):
                joint = self.word(i) in ("and", "и") and i > low
                if not (joint and self.speakers.voice(low, i, self.memory)):
                    low = i + 1
        if first < last and self.has("relatives", last - 1):
            relative = True
        return low, relative

    def _hard(self, at: int) -> bool:
        gap = self.gap(at)
        return bool(re.search(r"[;؛]|[.!?]\s|\s[-–—]\s", gap))

    def _ends_quote(self, at: int) -> bool:
        low = self.tokens[at - 1].end if at else self.start
        return any(low < q.end <= self.tokens[at].start for q in self.quotes)

    def _elided(self, at: int, left: int) -> bool:
        """A verb whose subject is the speaker before: "…, and denied that"."""
        before = at - 1
        while before > left and self.has("between", before):
            before -= 1
        return self.has("openers", before) or self.has("between", before)

    def _turned(self, cue: Cue, subject: Voice | None, complement: Complement | None) -> Voice | None:
        """A subject after its verb: «сообщили в порту», «"…," said the captain»."""
        at = cue.first
        after_quote = self._ends_quote(at) or (at > 0 and self.breaks(at) and "," in self.gap(at))
        if subject is not None and not (after_quote and (self._ends_quote(at) or self.table.language == "ru")):
            return None
        if cue.last >= len(self.tokens) or self.breaks(cue.last):
            return None
        end = complement.mark if complement is not None else self._phrase_end(cue.last)
        end = min(end, self._phrase_end(cue.last))
        if self.table.language == "en":
            follows = self.word(cue.last)
            if not (self.tokens[cue.last].capital or self.has("determiners", cue.last) or follows in self.table.words["pronouns"] or self._noun_at(cue.last)):
                return None
        voice = self.speakers.voice(cue.last, end, self.memory, inside=True)
        if voice is None or self.table.language == "ru":
            return voice
        # "said the captain on Friday", not "said the captain was ill".
        after = self._past(voice)
        ends = after >= len(self.tokens) or self.breaks(after)
        return voice if ends or self.has("trailing", after) or self.has("relatives", after) else None

    def _past(self, voice: Voice) -> int:
        """The first token past a voice's whole phrase."""
        place = max(voice.end, voice.reach)
        return next((i for i, t in enumerate(self.tokens) if t.start >= place), len(self.tokens))

    def _noun_at(self, at: int) -> bool:
        return self.speakers.voice(at, at + 1, self.memory) is not None

    def _phrase_end(self, at: int) -> int:
        return next((i for i in range(at + 1, len(self.tokens)) if self.breaks(i)), len(self.tokens))

    def _content_before(self, at: int, left: int) -> bool:
        """Whether something is said before token `at`: a quotation, or words closed off by a comma."""
        at = min(at, len(self.tokens) - 1)
        if self._ends_quote(at):
            return True
        return at - left >= 3 and self.breaks(at)

    def _lead(self, at: int, left: int) -> int:
        """The start of a clause whose verb comes first, with its little words: «Об этом сообщила», «Ранее заявил»."""
        low = at
        while low > left and not self.breaks(low):
            low -= 1
        return self.tokens[low].start

    def _closed(self, cue: Cue, entry: Entry, polarity: str, voice: Voice, left: int, start: int, last: int) -> Part:
        """A statement whose content stands before its verb; it ends with the verb, its speaker, time and place."""
        first = self.opening() if left == 0 else self.tokens[left].start
        low = self.tokens[left - 1].end if left else first
        first = min([first, *(q.start for q in self.quotes if low <= q.start < start)]) if left else first
        end = self.end if last >= len(self.tokens) or self._closes(last) else self.tokens[last - 1].end
        content_end = self.tokens[max(0, self._index(start) - 1)].end
        quote = next((q for q in self.quotes if content_end <= q.end <= start), None)
        content_end = quote.end if quote else content_end
        following = next((q for q in self.quotes if q.start >= end - 3 and q.start > start), None)
        if following is not None:
            end = following.end
        content = Span(first, max(first, content_end))
        return Part(
            min(first, start), max(end, content_end), max(end, self.tokens[cue.last - 1].end), cue.verb, voice, content,
            polarity, entry.frame.name, entry.frame.hedge, names=self.names,
        )  # fmt: skip

    def _whole(self, cue: Cue, entry: Entry, polarity: str, voice: Voice, first: int) -> Part:
        content = Span(first, self.end)
        return Part(first, self.end, self.tokens[cue.last - 1].end, cue.verb, voice, content, polarity, entry.frame.name, entry.frame.hedge, names=self.names)

    # Sources: according to

    def _source(self, cue: Cue, previous: Part | None) -> Part | None:
        if cue.last >= len(self.tokens):
            return None
        for at in range(cue.last, min(cue.last + 2, len(self.tokens))):
            if self.has("not_sources", at):
                return None
        end = self._phrase_end(cue.last)
        voice = self.speakers.voice(cue.last, end, self.memory, inside=True)
        if cue.form == "own":
            end, voice = cue.last, previous.voice if previous else self.memory.last
            if voice is not None:
                voice = replace(voice, start=self.tokens[cue.first].start, end=self.tokens[cue.last - 1].end)
        if voice is None:
            return None
        start = self.tokens[cue.first].start
        if previous is not None and previous.content.end > start:
            return None
        after = max(voice.end, self.tokens[end - 1].end if end - cue.last <= 14 else voice.end)
        frame = cue.entries[0].frame
        if self._index(after) >= len(self.tokens) and cue.first >= 3:
            first = self.opening() if previous is None else start
            content = Span(first, self.tokens[cue.first - 1].end)
            return Part(first, after, after, cue.verb, voice, content, frame.polarity, frame.name, False, names=self.names)
        rest = next((t.start for t in self.tokens if t.start >= after), self.end)
        before = start - self.start
        first = start
        if before > (self.end - rest):
            first = self.opening()
        end = next(
            (self.tokens[i - 1].end for i in range(1, len(self.tokens)) if self.tokens[i].start > rest and self.breaks(i)
             and self.word(i) in _ADVERSATIVE), self.end,
        )  # fmt: skip
        content = Span(first if first < start else rest, end)
        return Part(first, end, after, cue.verb, voice, content, frame.polarity, frame.name, False, names=self.names)


def _refuses(cue: Cue, entry: Entry) -> bool:
    """Whether a verb refuses by itself ("declined to comment"), and not only with its negation ("did not comment")."""
    return not entry.complements or any(
        len(c) > 1 or c[0] in ("comment", "التعليق", "الادلاء", "الاجابه", "الرد", "التعقيب", "комментировать", "прокомментировать", "отвечать", "ответить", "подтвердить", "commenting")
        for c in entry.complements
    ) and cue.verb.lower() not in ("стал", "стала", "стали", "стало", "ответил", "ответила", "ответили", "comment", "returned", "respond", "responded", "reachable", "reached", "رد", "ردت", "علق", "علقت")


def _is_preposition(entry: Entry, width: int, word: str) -> bool:
    return width == 1 and word in ("عن", "الي", "علي", "في", "من") or not entry.clause and width > 1


def _is_prepositional(word: str) -> bool:
    """Whether an Arabic word opens an adverbial rather than a subject."""
    return word in (
        "في", "من", "علي", "الي", "عن", "خلال", "بعد", "قبل", "عقب", "وفي", "ومن", "منذ", "بدوره", "بدورها", "مع", "ضد", "حول", "عند", "لدي", "وخلال",
    )  # fmt: skip
