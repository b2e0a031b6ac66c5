"""One verb of saying in its sentence: whether it carries a statement, and the statement it makes.

What languages share is here; where the speaker stands is told by `verbfirst.py` (Arabic) and `subjectfirst.py`
(English, Russian).
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from nizam.model.text import Span
from nizam.reader.saying.complements import Complements
from nizam.reader.saying.stretch import SENTENCE_END, Complement, Part
from nizam.reader.saying.verbs import Cue, Entry
from nizam.reader.saying.voices import Voice
from nizam.record import replace

_SHORT = 10
_TURN = 6  # characters between an attribution and the quotation that goes on after it
_TITLES = 4  # words of rank and title before a name
_TELLING_WHO = (
    "просивш",
    "попросивш",
    "пожелавш",
    "знаком",
    "знающ",
    "работающ",
    "возглавляющ",
    "руководящ",
    "отвечающ",
)
_VERB_FIRST = {"ar": 3, "en": 2, "ru": 2}  # words within which a clause's subject begins
_QUIET = ("no_comment", "silence")


class Clauses(Complements, ABC):
    """Reads the cues of one unit, left to right."""

    def read(self, cue: Cue, previous: Part | None) -> Part | None:
        """The statement a cue carries; None where it carries none. `previous` is the one before it in the unit."""
        if cue.form in ("source", "own"):
            return self._source(cue, previous)
        entry, complement = self._entry(cue)
        if entry is None or self.is_no_verb(cue, entry, complement, previous):
            return None
        opened = previous if previous is not None and previous.content.end > self.tokens[cue.first].start else None
        return self.clause(cue, entry, complement, opened, previous)

    @abstractmethod
    def is_no_verb(self, cue: Cue, entry: Entry, complement: Complement | None, previous: Part | None) -> bool:
        """Whether a form is no verb of saying where it stands: a passive, an infinitive, a noun."""

    @abstractmethod
    def may_close(self, cue: Cue) -> bool:
        """Whether what is said may stand before the verb, or follow it without a sign."""

    @abstractmethod
    def clause(
        self, cue: Cue, entry: Entry, complement: Complement | None, opened: Part | None, previous: Part | None
    ) -> Part | None:
        """The statement itself. `opened` is the one before where the cue stands inside what it says."""

    def _entry(self, cue: Cue) -> tuple[Entry | None, Complement | None]:
        """The reading of a cue whose complement is there; a refusal to comment goes before all others."""
        free: tuple[Entry, Complement | None] | None = None
        for entry in sorted(cue.entries, key=lambda e: (e.frame.name not in _QUIET, e.frame.name != "deny" or e.free)):
            if not (entry.frame.negated if cue.negated else entry.frame.polarity):
                continue
            complement = self.complement(cue, entry)
            if entry.free or (cue.aside and entry.frame.polarity):
                free = free or (entry, complement)
            elif complement is not None or (entry.clause and self.may_close(cue)):
                return entry, complement
        return free or (None, None)

    def spoken_of(self, start: int, gender: str = "") -> Voice | None:
        """Whose words follow without a name: a person who was a clause's subject since somebody spoke, or who spoke."""
        changed = self.speakers.changed(self.memory.last, start, gender)
        if changed is None and self.memory.last is None:
            named = self.speakers.named_before(start, gender=gender)
            changed = named[1] if named else None
        return Voice(changed, start, start, "", True, "person") if changed else self.memory.last

    def first_subject(self, before: int) -> Voice | None:
        """The subject of the unit's first clause, for a verb that leaves its own out: "The bank closed and said"."""
        low = self.from_place(self.opening())
        while low < before and (
            self.has("openers", low) or self.has("complementisers", low) or self.has("between", low)
        ):
            low += 1
        opening = range(low, min(low + 2, before))
        if any(self.has("adverbials", at) or self.has("belongs", at) or at in self.cues for at in opening):
            # "Asked about it, the colonel laughed and said": the subject stands after the opening phrase.
            low = self.phrase_end(low)
        for at in range(low, min(low + _VERB_FIRST[self.table.language], before)):
            if self.has("adverbials", at) or self.has("belongs", at) or at in self.cues:
                if self.table.language == "ar" and at > low:
                    continue  # «قرأه عليّ دبلوماسي»
                return None
            voice = self.speakers.voice(at, min(at + 5, before), self.memory)
            if voice is not None and voice.start <= self.tokens[at].start:
                return voice
        return None

    def apposed(self, voice: Voice, at: int, limit: int) -> Voice:
        """The person named between commas after a phrase that ends before token `at`: "its owner, Hans Meier, said"."""
        if at >= limit or not {",", "،"} & set(self.gap(at)) or self._names_person(voice):
            return voice
        close = min(limit, self.phrase_end(at))
        for entity, mention in self.entities.at(self.tokens[at].start, self.tokens[close - 1].end):
            first = self.index(mention.span.start)
            lead = range(at, first)
            classed = any(n.value.kind == "body" for n in self.speakers.nouns_in(at, first)) if lead else False
            told = all(self.has("called", i) for i in lead) if voice.kind == "body" else False
            body = entity.type == "org" and not voice.entity and (told or classed)  # «وكيل الشحن، شركة «…»»
            if not (entity.type == "person" or body) or mention.kind != "name" or len(lead) > _TITLES:
                continue
            if any(self.has("belongs", i) or i in self.cues for i in lead):
                return voice
            end = mention.span.end
            kind = "body" if body else "person"
            return replace(voice, value=entity.id, entity=True, kind=kind, end=end, reach=max(voice.reach, end))
        return voice

    def _names_person(self, voice: Voice) -> bool:
        entity = self.entities.by_id(voice.value) if voice.entity else None
        if entity is None or entity.type != "person":
            return False
        return any(m.kind == "name" and voice.start <= m.span.start < voice.end for m in entity.mentions)

    # Making a statement

    def part(
        self,
        cue: Cue,
        entry: Entry,
        voice: Voice | None,
        start: int,
        complement: Complement | None,
        nested: bool = False,
    ) -> Part:
        """A statement whose content follows its verb, to the end of the unit or of its quotation."""
        after = self.tokens[cue.last - 1].end
        if complement is not None:
            content = complement.content
        else:
            content = next((t.start for t in self.tokens[cue.last :] if voice is None or t.start >= voice.end), after)
        end = max(self.content_end(content, complement is None or not complement.clause), after)
        verb_end = max(after, voice.end if voice and voice.start >= after else 0)
        if cue.negated and self.table.language == "ar" and cue.first and start == self.tokens[cue.first].start:
            start = self.tokens[cue.first - 1].start  # «لم ترد»
        made = self._made(cue, entry, voice, Span(start, end), Span(min(content, end), end), verb_end)
        return replace(made, nested=nested, addressee=self._addressee(cue, content, voice))

    def closed(self, cue: Cue, entry: Entry, voice: Voice, left: int, start: int, last: int) -> Part:
        """A statement whose content stands before its verb; it ends with the verb, its speaker, time and place."""
        first = self.opening() if left == 0 else self.tokens[left].start
        low = self.tokens[left - 1].end if left else first
        if left:
            first = min([first, *(q.start for q in self.quotes if low <= q.start < start)])
        if last >= len(self.tokens) or self.closes(last):
            end = self.end
        else:
            rest = self.phrase_end(last - 1)
            end = self.tokens[rest - 1 if rest - last <= _SHORT else last - 1].end
        if last < len(self.tokens) and self._runs_on(last):
            end = max(end, self._sentence_end(last))
        content_end = self.tokens[max(0, self.index(start) - 1)].end
        quote = next((q for q in self.quotes if content_end <= q.end <= start), None)
        content_end = quote.end if quote else content_end
        following = next((q for q in self.quotes if -3 <= q.start - end <= _TURN and q.start > start), None)
        end = following.end if following else end
        whole = Span(min(first, start), max(end, content_end))
        content = Span(first, max(first, content_end))
        return self._made(cue, entry, voice, whole, content, max(end, self.tokens[cue.last - 1].end))

    def _runs_on(self, at: int) -> bool:
        """Whether what follows an attribution belongs to it: who the speaker is, or more of what is said."""
        gap = self.gap(at)
        return ";" in gap or ("," in gap and (self.has("relatives", at) or self.word(at).startswith(_TELLING_WHO)))

    def _sentence_end(self, at: int) -> int:
        stop = next((i for i in range(at + 1, len(self.tokens)) if SENTENCE_END.search(self.gap(i))), None)
        return self.end if stop is None else self.tokens[stop - 1].end

    def whole(self, cue: Cue, entry: Entry, voice: Voice | None, first: int) -> Part:
        """A statement that is its whole sentence, the verb of saying put in between."""
        span = Span(first, self.end)
        return self._made(cue, entry, voice, span, span, self.tokens[cue.last - 1].end)

    def aside(self, cue: Cue, entry: Entry, voice: Voice | None) -> Part:
        """«كما ذكرت الوكالة»، "as the agency reported", «как сообщил глава»: what is said is the sentence around it."""
        sizes = (
            len(w) for w in self.table.asides if tuple(self.word(cue.first - len(w) + i) for i in range(len(w))) == w
        )
        start = self.tokens[max(0, cue.first - max(sizes, default=1))].start
        after = max(self.tokens[cue.last - 1].end, max(voice.end, voice.reach) if voice else 0)
        rest = next((t.start for t in self.tokens if t.start >= after), self.end)
        if start > self.opening() + _SHORT and rest < self.end:
            return self.whole(cue, entry, voice, self.opening())
        if self.end - rest >= start - self.start:
            content, first = Span(rest, self.end), start
        else:
            content, first = Span(self.opening(), start), self.opening()
        return self._made(cue, entry, voice, Span(first, max(content.end, after)), content, after)

    def _made(self, cue: Cue, entry: Entry, voice: Voice | None, whole: Span, content: Span, verb_end: int) -> Part:
        frame = entry.frame
        return Part(
            start=whole.start,
            end=whole.end,
            verb_end=verb_end,
            verb=cue.verb,
            voice=voice,
            content=content,
            polarity=frame.negated if cue.negated else frame.polarity,
            frame=frame.name,
            hedge=frame.hedge,
            names=self.names,
        )

    def _addressee(self, cue: Cue, content: int, voice: Voice | None) -> str | None:
        """Whom it was said to: a name after "told" or the preposition of giving, before what is said."""
        for entity, mention in self.entities.at(self.tokens[cue.last - 1].end, content):
            if voice is not None and (entity.id == voice.value or mention.span.start < voice.end < mention.span.end):
                continue
            lead = self.text[max(0, mention.span.start - 16) : mention.span.start].lower().split()
            if lead and mention.kind != "nationality" and lead[-1] in self.table.words["givers"]:
                return entity.id
        words = {t.folded for t in self.tokens[cue.last :] if t.start < content}
        return "journalists" if words & self.table.words["listeners"] else None

    # Sources: according to

    def _person_before(self, at: int) -> Voice | None:
        """The subject of the clause before a phrase like "in his words", where it is a person."""
        voice = self.first_subject(at) if at > 1 else None
        entity = self.entities.by_id(voice.value) if voice is not None and voice.entity else None
        return voice if entity is not None and entity.type == "person" else None

    def _somebody(self, cue: Cue, end: int) -> Voice | None:
        """A source in words that no table knows: the statement stands, its speaker is not known."""
        if end - cue.last > _SHORT or self.tokens[cue.last].text[:1].isdigit():
            return None
        return Voice("", self.tokens[cue.last].start, self.tokens[end - 1].end)

    def _clause_around(self, at: int) -> int:
        """The start of the clause a remark between commas stands in."""
        for i in range(at - 1, 0, -1):
            if self.hard(i) or ":" in self.gap(i) or (self.breaks(i) and self._joins_clause(i)):
                return self.tokens[i].start
        return self.opening()

    def _joins_clause(self, at: int) -> bool:
        return self.word(at) in ("and", "but", "и", "а", "но") or (
            self.table.language == "ar" and self.word(at)[:1] in "وف" and len(self.word(at)) > 3
        )

    def _source(self, cue: Cue, previous: Part | None) -> Part | None:
        start = self.tokens[cue.first].start
        if previous is not None and previous.content.end > start:
            return None
        if cue.form == "own":
            end = cue.last
            voice = previous.voice if previous else self._person_before(cue.first) or self.spoken_of(start)
            voice = replace(voice, start=start, end=self.tokens[end - 1].end) if voice else None
        else:
            if self.table.language == "ar" and self.word(cue.last) == "ما":
                return None  # «وفق ما أوردته الصحيفة»: the verb after it says it
            if cue.last >= len(self.tokens) or any(self.has("not_sources", cue.last + i) for i in (0, 1)):
                return None
            end = self.phrase_end(cue.last)
            voice = self.speakers.voice(cue.last, end, self.memory, inside=True)
            told = cue.first > 0 and not self.breaks(cue.first) and not self.has("openers", cue.first - 1)
            if told and len(self.cues) > 1 and end < len(self.tokens) - 1:
                return None  # "the paper, citing sources, writes": another verb says it
        if voice is None and cue.form == "source":
            voice = self._somebody(cue, end)
        if voice is None:
            return None
        entry = cue.entries[0]
        after = max(voice.end, self.tokens[end - 1].end if end - cue.last <= 14 else voice.end)
        if self.index(after) >= len(self.tokens) and cue.first >= 3:
            first = self.opening() if previous is None else start
            return self._made(cue, entry, voice, Span(first, after), Span(first, self.tokens[cue.first - 1].end), after)
        rest = next((t.start for t in self.tokens if t.start >= after), self.end)
        # Set between commas it speaks for the words on both sides.
        inserted = (
            cue.first > 1 and self.breaks(cue.first) and self.breaks(min(self.index(after), len(self.tokens) - 1))
        )
        if inserted and previous is None:
            first = self._clause_around(cue.first)
        else:
            first = self.opening() if start - self.start > self.end - rest else start
        turns = (i for i in range(1, len(self.tokens)) if self.tokens[i].start > rest and self.has("adversatives", i))
        turn = next((i for i in turns if self.breaks(i)), None)
        last = self.tokens[turn - 1].end if turn else self.end
        return self._made(cue, entry, voice, Span(first, last), Span(first if first < start else rest, last), after)
