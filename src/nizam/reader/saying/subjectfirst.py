"""Statements in English and Russian: the subject before its verb, or after it where what is said comes first."""

from __future__ import annotations

from nizam.model.text import Span
from nizam.reader.saying.stretch import Complement, Part
from nizam.reader.saying.subjects import Subjects
from nizam.reader.saying.verbs import Cue, Entry
from nizam.reader.saying.voices import Voice
from nizam.record import replace

_QUIET = ("no_comment", "silence")
_REFUSING = (*_QUIET, "deny")
_CLOSING = 8  # words of a subject after its verb at a sentence's end
_GOING = ("go", "goes", "went")
_QUOTE_NEAR = 40
_NEUTER = ("that", "this", "it", "much", "one", "nothing")
_BY = 3  # words between a passive verb and "by"
_CLAUSE = 5  # words of a clause that may be what is said
_INSERTED = 5  # words of a subject and verb put in between commas


class SubjectFirst(Subjects):
    """English and Russian clauses."""

    def may_close(self, cue: Cue) -> bool:
        at = cue.first
        if any(0 <= self.tokens[at].start - q.end < 60 for q in self.quotes):
            return True
        if self.table.language == "ru" and "—" in self.gap(at) and self.gap(at).strip() != "—":
            return True  # «— Мы строим дома, — говорит прораб»
        if self.has("starters", cue.last) and not self.breaks(cue.last):
            return True
        ends = self.phrase_end(cue.last) if cue.last < len(self.tokens) else cue.last
        if "," in self.gap(at) and cue.last < ends <= cue.last + _CLOSING and ends == len(self.tokens):
            return not self.infinitive(cue.last)  # "Nobody paid, admits the owner."
        if "," in self.gap(cue.last) and any("," in self.gap(i) for i in range(max(1, at - _INSERTED), at + 1)):
            return True  # "If tourists come back, he argues, buses will be wanted"
        if self.infinitive(cue.last):
            return False
        if self._is_inserted(cue):
            return True
        return self.closes(cue.last) and any(self.breaks(i) for i in range(1, at + 1))

    def _is_inserted(self, cue: Cue) -> bool:
        """«Автобусы, возразил ей юрист Глеб Сташевский, ввозить запрещено»: verb and subject set between commas."""
        if "," not in self.gap(cue.first) or cue.last >= len(self.tokens):
            return False
        first = cue.last + self.has("to_them", cue.last)
        end = self.phrase_end(first) if first < len(self.tokens) else first
        if not first < end <= cue.last + _INSERTED + 1 or end >= len(self.tokens) or "," not in self.gap(end):
            return False
        return self.speakers.voice(first, end, self.memory) is not None

    def is_no_verb(self, cue: Cue, entry: Entry, complement: Complement | None, previous: Part | None) -> bool:  # noqa: ARG002
        at, token = cue.first, self.tokens[cue.first]
        if self.table.language == "ru":
            # «не подтвердили и не опровергли»: one refusal.
            return cue.negated and self.word(at - 2) == "и" and at - 3 in self.cues
        if self.word(at - 1) in ("nor", "nobody"):
            return True
        if self.has("noun_like", at) and self.has("belongs", at - 1) and self.word(at - 1) != "to":
            return True  # "reached for comment"
        if self.has("noun_like", at) and (self._verb_at(at - 1, at) or self._verb_at(at + 1, at + 1)):
            return True  # "said claims director", "the report says": a noun
        if cue.form == "participle":
            return not (at == 0 or self.breaks(at) or self.word(at - 1) in ("as", "by", "and"))
        if token.capital and at > 0 and self.text[token.start - 1] not in '"“':
            return True
        if self._only_thought(cue, entry) or self._goes_somewhere(cue) or self._keeps_back(cue):
            return True
        if entry.frame.name in ("deny", "attitude") and self._by(cue) is not None:
            return False
        past = self.word(at - 1) == "to" and self.word(at).endswith("ed")  # "officials I spoke to doubted it"
        if self.word(at - 1) in ("would", "could") and "only" in (self.word(at - 2), self.word(at + 1)):
            return False  # "would say only that"
        if self.word(at - 1) == "only" and self.word(at - 2) in ("would", "could"):
            return False
        if self.has("unverbs", at - 1) and not past and entry.frame.name != "conviction":
            return entry.frame.name not in _QUIET and not cue.negated
        if self.word(cue.last) in ("to", "by") and entry.free and entry.frame.name == "say":
            return complement is None and not self.closes(cue.last)
        if any(0 <= token.start - q.end < _QUOTE_NEAR for q in self.quotes):
            return False  # '"They went home," he said of the crew'
        return self.word(cue.last) == "of" and entry.free and entry.frame.name != "attitude"

    def _only_thought(self, cue: Cue, entry: Entry) -> bool:
        """ "Moscow could perhaps argue": nobody said it."""
        before = [i for i in (cue.first - 1, cue.first - 2) if i >= 0]
        modal = next((i for i in before if self.has("modals", i)), None)
        adverb = (
            modal is None
            or modal == cue.first - 1
            or self.word(cue.first - 1).endswith("ly")
            or self.word(cue.first - 1) in ("perhaps", "also", "still", "well")
        )
        return modal is not None and adverb and not cue.negated and entry.frame.name not in _REFUSING

    def _keeps_back(self, cue: Cue) -> bool:
        """ "The manager, who asked not to be named, recalled": anonymity is no statement."""
        if not self.has("relatives", cue.first - 1):
            return False
        return any(self.has("kept_back", i) for i in range(cue.last, min(cue.last + _BY + 2, len(self.tokens))))

    def _goes_somewhere(self, cue: Cue) -> bool:
        """ "The war went on": "go on" says something only before "to say" or next to what is said."""
        if self.word(cue.first) not in _GOING or self.table.language != "en":
            return False
        return self.word(cue.last + 1) != "to" and not set(self.gap(cue.last + 1)) & set(',:"“')

    def clause(
        self, cue: Cue, entry: Entry, complement: Complement | None, opened: Part | None, previous: Part | None
    ) -> Part | None:
        left = 0
        if opened is not None:
            left = self.from_place(opened.content.start)
        elif previous is not None:
            left = self.from_place(previous.end)
        if cue.form == "participle":
            return self._participle(cue, entry, complement, previous, left)
        if complement is not None and complement.mark < cue.first:
            return self._refused(cue, entry, complement, left)
        if self._is_passive(cue):
            return self._done_by(cue, entry, left)
        subject, start, fresh, parted = self._subject(cue.first, left)
        if entry.frame.name == "conviction" and subject is not None and self.word(self.index(subject.start)) in _NEUTER:
            return None  # "that much is certain"
        if opened is not None and not fresh:
            told = subject is not None and subject.entity and complement is not None and complement.clause
            return self.part(cue, entry, subject, start, complement, True) if told and not parted else None
        if cue.aside and opened is None:
            after = self._after(cue.last, self.phrase_end(cue.last))
            return self.aside(cue, entry, after or subject)
        if self.has("written", cue.first) and complement is not None and not complement.clause:
            return self._written(cue, entry, complement, left)
        turned = self._turned(cue, subject, complement)
        quoted = self.ends_quote(self._past_adverbs(cue.first))
        if turned is not None:
            inserted = complement is None and opened is None and not quoted and cue.first > left
            if inserted and self._goes_on(self.past(turned)) and self.breaks(self._past_adverbs(cue.first)):
                # «Если спрос упадёт, предупреждает он, рейсы отменят»: what is said stands on both sides.
                return self.whole(cue, entry, turned, self.opening() if left == 0 else self.tokens[left].start)
            lead = self._past_adverbs(cue.first)
            if complement is not None or not self._content_before(lead, left):
                return self.part(cue, entry, turned, self._lead(cue.first, left), complement)
            begins = min(turned.start, self.tokens[lead].start)
            return self.closed(cue, entry, turned, left, begins, self.past(turned))
        if subject is None and self.has("subordinate", self.verb_start(cue.first) - 1):
            return None  # "when asked"
        bare = complement is None and entry.clause and previous is not None
        if subject is None and bare and self.word(cue.first - 1) in ("и", "and"):
            return None  # «говорит он и показывает журнал»
        if subject is None:
            before = self.first_subject(cue.first) if opened is None else None
            subject = previous.voice if previous else before or self.memory.last
            start = self.tokens[self.verb_start(cue.first)].start
            if subject is None or (cue.first > left and not self._elided(cue.first, left)):
                return None
            if self.verb_start(cue.first) == 0 and self.table.language == "en":
                return None  # "Asked about the price, …": a participle
        if opened is None and self._said_before(cue, entry, complement, start, left):
            return self.closed(cue, entry, subject, left, start, cue.last)
        another = any(at > cue.last for at in self.cues)  # «это отрицает: на площадке, заявили в пресс-службе, …»
        told_of = ":" in self.gap(cue.last) and self.has("this", cue.first - 1) and opened is None and another
        if (complement is None and cue.last >= len(self.tokens)) or (told_of and entry.frame.name in _REFUSING):
            return self._objected(cue, entry, subject, start)
        if complement is None and "," in self.gap(cue.last) and opened is None:
            # "The cars, the group said, were flown": what is said stands on both sides.
            return self.whole(cue, entry, subject, self._clause_around(self.index(start)))
        if start < self.tokens[cue.first].start and self._told_at_length(cue, subject):
            start = self.tokens[self.verb_start(cue.first)].start
        return self.part(cue, entry, subject, start, complement)

    def _told_at_length(self, cue: Cue, voice: Voice) -> bool:
        """Whether who speaks is told in an apposition with a clause of its own, longer than what he says.

        "Do Young, the company that managed the ship, denied it": the statement begins at its verb.
        """
        first, verb = self.from_place(voice.end), self.tokens[cue.first].start
        inside = any(self.has("relatives", i) for i in range(first + 1, cue.first))
        apposed = first < cue.first and self.breaks(first) and not self.has("relatives", first)
        return apposed and inside and verb - voice.start > self.end - verb

    def _is_passive(self, cue: Cue) -> bool:
        """ "The report was rejected by the ministry as …"."""
        return self.table.language == "en" and self._by(cue) is not None

    def _by(self, cue: Cue) -> int | None:
        """The token after "by" close behind a passive verb."""
        if not any(self.has("passives", i) for i in (cue.first - 1, cue.first - 2) if i >= 0):
            return None
        near = range(cue.last, min(cue.last + _BY, len(self.tokens) - 1))
        return next((i + 1 for i in near if self.word(i) == "by" and not self.breaks(i)), None)

    def _done_by(self, cue: Cue, entry: Entry, left: int) -> Part | None:
        first = self._by(cue)
        if first is None or cue.form != "finite":
            return None
        voice = self.speakers.voice(first, self.phrase_end(first), self.memory, inside=True)
        if voice is None:
            return None
        begins = self.opening() if left == 0 else self.tokens[left].start
        return self._made(cue, entry, voice, Span(begins, self.end), Span(begins, self.end), self.tokens[first].end)

    def _said_before(self, cue: Cue, entry: Entry, complement: Complement | None, start: int, left: int) -> bool:
        """Whether what is said stands before subject and verb."""
        at = self.index(start)
        if complement is not None or self.ends_quote(at):
            return self.ends_quote(at)
        if self._dated_aside(cue, at, left):
            return True
        told = self.has("tellers", cue.first) and self.phrase_end(cue.last) - cue.last <= 6
        if not self.closes(cue.last) and not told:
            return False
        return self._content_before(at, left) or (entry.frame.name == "deny" and start > self.start)

    def _dated_aside(self, cue: Cue, at: int, left: int) -> bool:
        """ "The border will open in June, the ministry said in a statement on Monday, two years after …"."""
        parted = 0 < at < len(self.tokens) and "," in self.gap(at) and at - left > _CLAUSE
        return parted and self.has("trailing", cue.last) and not self.breaks(cue.last)

    def _objected(self, cue: Cue, entry: Entry, voice: Voice, start: int) -> Part | None:
        """«в министерстве это отрицают»: a refusal whose object stands before it."""
        if entry.frame.name not in _REFUSING:
            return None
        content = Span(min(start, self.tokens[cue.first].start), self.tokens[cue.last - 1].end)
        made = self.part(cue, entry, voice, content.start, None)
        return replace(made, content=content, end=max(content.end, made.verb_end))

    def _refused(self, cue: Cue, entry: Entry, complement: Complement, left: int) -> Part | None:
        """«от комментариев отказались», «на запрос не ответили»: the complement stands before its verb."""
        subject, start, _, _ = self._subject(complement.mark, left)
        if entry.frame.name not in _QUIET:
            # «К такому выводу пришла группа»: what is said stands in the sentence before.
            told = self._after(cue.last, self.phrase_end(cue.last)) or subject
            return self.part(cue, entry, told, min(start, complement.content), None) if told else None
        if subject is None:
            inner = (i for i in range(complement.mark + 1, cue.first) if self.has("belongs", i))
            found = (self.speakers.voice(i, cue.first, self.memory, inside=True) for i in inner)
            subject = next((v for v in found if v is not None), None)
            start = complement.content
        if subject is None:
            subject = self.first_subject(complement.mark) if self.word(complement.mark - 1) == "и" else None
            start = subject.start if subject is not None else start
        voice = subject or self.memory.last
        if voice is None:
            return None
        content = Span(self.tokens[complement.mark].start, self.tokens[cue.last - 1].end)
        first = start if subject is not None else content.start
        return replace(self.part(cue, entry, voice, min(first, content.start), None), content=content, end=content.end)

    def _participle(
        self, cue: Cue, entry: Entry, complement: Complement | None, previous: Part | None, left: int
    ) -> Part | None:
        """ "…, adding that"; "was quoted as saying"."""
        if self.word(cue.first - 1) == "as":
            return self._quoted_as(cue, entry, complement, left)
        if previous is None and complement is None:
            return None
        voice = previous.voice if previous else self.memory.last
        if voice is None and cue.first:
            voice = self.speakers.voice(0, cue.first, self.memory)
        return self.part(cue, entry, voice, self.tokens[cue.first].start, complement)

    def _quoted_as(self, cue: Cue, entry: Entry, complement: Complement | None, left: int) -> Part | None:
        """ "The agency quoted him as saying", "he was quoted by the agency as saying"."""
        at = next((i for i in range(cue.first - 1, left - 1, -1) if self.has("relayed", i)), None)
        if at is None:
            return None
        if self.has("unverbs", at - 1):
            voice = self._phrase(self._clause_start(left, at - 1)[0], at - 1)
        else:
            voice = self.speakers.voice(at + 1, cue.first - 1, self.memory)
        return self.part(cue, entry, voice, min(voice.start, self.tokens[at].start), complement) if voice else None

    def _written(self, cue: Cue, entry: Entry, complement: Complement, left: int) -> Part | None:
        """«Об этом говорится в докладе», «как следует из отчёта»: the speaker is what it is written in."""
        first = complement.mark + 1
        end = self.phrase_end(first) if first < len(self.tokens) else first
        voice = self.speakers.voice(first, end, self.memory, inside=True) if end > first else None
        if voice is None:
            return None
        lead = self._lead(cue.first, left)
        if end < len(self.tokens):
            said = end
            while self.has("complementisers", said) and said < len(self.tokens) - 1:
                said += 1
            return self.part(cue, entry, voice, lead, Complement(complement.mark, self.tokens[said].start, True))
        if self._content_before(self.index(lead), left):
            return self.closed(cue, entry, voice, left, lead, end)
        return self.part(cue, entry, voice, lead, None)
