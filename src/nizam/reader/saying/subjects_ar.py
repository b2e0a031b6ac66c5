"""The subject of an Arabic verb of saying: after it, set before it, a pronoun, or carried over."""

from __future__ import annotations

from nizam.reader.saying.clauses import Clauses
from nizam.reader.saying.stretch import Complement, Part
from nizam.reader.saying.verbs import Cue, Entry
from nizam.reader.saying.voices import Voice
from nizam.record import replace

_SUBJECT = 8  # words in which a subject ends where nothing marks its end
_ADJUNCT = 5
_SAID = 3  # words that may be what is said
_ASIDE = 12  # words that may stand between a subject and its verb


class VerbSubjects(Clauses):
    """Finds who speaks around an Arabic verb."""

    def _pronoun_before(self, head: int) -> Voice | None:
        """«فهو لم يستبعد أن», «وهي ترى أن»: a pronoun as subject."""
        if head == 0 or not self.has("personal", head - 1) or self.breaks(head):
            return None
        return self.speakers.voice(head - 1, head, self.memory)

    def _inserted(self, cue: Cue, entry: Entry, complement: Complement | None) -> Voice | None:
        """«فالشركة ذاتها، يقول مصدر مطّلع، كانت …»: a verb set between commas with its own subject."""
        if cue.first == 0 or "،" not in self.gap(cue.first):
            return None
        voice = self._after(cue, complement)
        return voice if voice is not None and self._attributes(cue, entry, complement, voice) else None

    def _on_the_lips(self, cue: Cue, complement: Complement | None) -> Voice | None:
        """«فاكتفت سيول، على لسان الناطق باسمها، بالقول»: who says it for a body is its speaker."""
        stop = complement.mark if complement is not None else min(len(self.tokens), cue.last + _ASIDE)
        for at in range(cue.last, stop - 2):
            if self.word(at) == "علي" and self.word(at + 1) == "لسان":
                return self.speakers.voice(at + 2, min(stop, self.phrase_end(at + 2)), self.memory)
        return None

    def _topic(self, cue: Cue, opened: Part | None) -> Voice | None:
        """«أما السفير … فدعا»: the subject is set before its verb."""
        head = cue.first - 1 if cue.negated else cue.first
        topical = self.word(head).startswith("ف") and cue.joined
        if topical and any(self.word(i).removeprefix("و") == "اما" for i in range(cue.first)):
            return self._before_verb(cue, opened)
        return None

    def _headed(self, cue: Cue, opened: Part | None) -> Voice | None:
        """«مديرتها، السيدة نور، أبلغت المحققين بأن»: a subject that opens the clause, its verb a comma after it."""
        head = cue.first - 1 if cue.negated else cue.first
        if cue.joined or cue.aside or head == 0 or not (self.breaks(head) or self._listening(cue)):
            return None
        return self._before_verb(cue, opened, opening=True)

    def _listening(self, cue: Cue) -> bool:
        """Whether the word after a verb is whom it was said to: «أبلغت المحققين», «قال لي»."""
        return self.has("informing", cue.first) or self.has("to_me", cue.last)

    def _elided_subject(self, cue: Cue) -> Voice | None:
        """Who speaks by a verb alone at a sentence's start: «فقد أعلن أن» goes with the person just told of."""
        if self.memory.last is not None and self.has("goes_on", cue.first):
            return self.memory.last
        form = self.word(cue.first)[cue.joined :]
        feminine = form.startswith("ت") or (form.endswith("ت") and not form.startswith("ي"))
        return self.spoken_of(self.tokens[cue.first].start, "f" if feminine else "m")

    def _attributes(self, cue: Cue, entry: Entry, complement: Complement | None, voice: Voice) -> bool:
        """«…، يقول ضابط سابق»: a verb and its subject set off after what is said, or in its midst."""
        plain = complement is None and entry.frame.name in ("say", "opinion") and not cue.joined and not cue.negated
        if not plain or cue.first < _SAID or not self.breaks(cue.first) or self.ends_quote(cue.first):
            return False
        after = self.past(voice)
        ends = after >= len(self.tokens) or self.breaks(after)
        more = not voice.entity or self.has("belongs", after)  # «يقول حارس يعمل في الميناء، …»
        ends = ends or (more and self.phrase_end(after) - after <= _ADJUNCT)
        return voice.start > self.tokens[cue.first].start and ends

    def _opens(self, at: int) -> bool:
        """Whether a clause begins at a token: after punctuation, a joining word or a connecting phrase."""
        if self.breaks(at) or self.has("openers", at - 1):
            return True
        connectors = self.table.phrases["connectors"]
        found = (connectors.longest_at(self.text, self.tokens, i) for i in range(max(0, at - 4), at))
        return any(f and f[0].last == at for f in found)

    def _after(self, cue: Cue, complement: Complement | None) -> Voice | None:
        """The subject after a verb. Where nothing marks its end, it ends with its first name or noun."""
        limit = complement.mark if complement else min(len(self.tokens), cue.last + _ASIDE)
        first = cue.last
        while first < limit and (self.has("after_verb", first) or self._is_manner(first)):
            first += 1
        end = next((i for i in range(first + 1, limit) if self.breaks(i)), limit)
        if end <= first or (self.breaks(first) and first > cue.last):
            return None
        token = self.tokens[first]
        stopped = bool(self.table.phrases["stops"].longest_at(self.text, self.tokens[: first + 2], first))
        if stopped or (self.has("adverbials", first) and not self.entities.at(token.start, token.end)):
            return self._further(first, end) if complement is not None and complement.clause else None
        if complement is None:
            end = min(end, first + _SUBJECT)
        voice = self.speakers.voice(first, end, self.memory)
        if voice is not None:
            most = complement.mark if complement else len(self.tokens)
            voice = self.apposed(voice, end, most)
        if voice is None and complement is not None and complement.clause:
            voice = self._further(first, end)
        if voice is None and complement is not None and (complement.clause or (cue.aside and complement.mark > first)):
            # Somebody is named there whom nothing knows; the statement stands all the same.
            return Voice("", token.start, self.tokens[end - 1].end)
        if voice is not None and voice.kind == "text" and cue.entries[0].frame.name in ("attitude", "deny"):
            return None  # «ووصف التقارير بأنها»: what is described, not who describes
        return voice

    def _is_manner(self, at: int) -> bool:
        """«وأضاف مبتسماً أن», «وأكد مجدداً»: an accusative that says how."""
        return self.tokens[at].text.endswith(("اً", "ًا")) and self.word(at).startswith(("م", "ج", "ح", "ض", "س"))

    def _further(self, first: int, end: int) -> Voice | None:
        """«وقال للصحفيين على هامش المؤتمر وزير النقل إن»: the subject after the adverbials."""
        named = self.entities.at(self.tokens[first].start, self.tokens[end - 1].end)
        places = [self.index(m.span.start) for e, m in named if e.type == "person"]
        places += [first + n.first for n in self.speakers.nouns_in(first, end) if n.value.kind == "person"]
        for at in sorted(places):
            if at > first and not self._governed(at):
                return self.speakers.voice(at, end, self.memory)
        return None

    def _governed(self, at: int) -> bool:
        """Whether a noun belongs to an adverbial: «خلال لقائه وزير الدفاع», «مع نظيره الروسي»."""
        if self.word(at).startswith(("لل", "بال")):
            return True
        return any(
            self.has("belongs", i)
            or self.has("adverbials", i)
            or (self.word(i).endswith(("ه", "ها", "هم")) and not self.word(i).startswith("ال"))
            for i in (at - 1, at - 2)
        )

    def _turns(self, at: int) -> bool:
        """Whether a clause against the one before begins at a token: «، لكن الوزارة قالت»."""
        return self.breaks(at) and self.has("adversatives", at)

    def _before_verb(self, cue: Cue, opened: Part | None, *, opening: bool = False) -> Voice | None:
        """The subject of a nominal sentence, which stands before its verb: الوزير … أكد أن.

        `opening`: it must be the clause's first word.
        """
        low = self.from_place(opened.content.start) if opened else 0
        low = max([low, *(i for i in range(low + 1, cue.first + 1) if self.hard(i) or self._turns(i))])
        while low < cue.first and self.has("openers", low):
            low += 1
        if low >= cue.first or self.has("adverbials", low) or low in self.cues or self.has("negations", low):
            return None
        if not self.speakers.opens(low, cue.first):
            return None
        voice = self.speakers.voice(low, cue.first, self.memory)
        if voice is not None:
            voice = self.apposed(voice, self.phrase_end(low), cue.first)
        if voice is None or voice.start > self.tokens[min(low + (0 if opening else 3), cue.first)].start:
            return None
        voice = replace(voice, start=min(voice.start, self.tokens[low].start))
        parted = sum(voice.end <= t.start < self.tokens[cue.first].start for t in self.tokens)
        return voice if parted < _ASIDE or self.breaks(cue.first) else None
