"""The subject of an English or Russian verb of saying: before its verb, or after it where what is said comes first."""

from __future__ import annotations

import re

from nizam.reader.saying.clauses import Clauses
from nizam.reader.saying.stretch import Complement
from nizam.reader.saying.verbs import Cue
from nizam.reader.saying.voices import Voice
from nizam.record import replace
from nizam.text.romanise import romanise

_MOST_PIECES = 7
_OBJECT = 2  # words of an object set between subject and verb
_RELATIVE = 3  # words of a relative clause with a verb of its own


class Subjects(Clauses):
    """Finds who speaks around a verb."""

    def _verb_at(self, at: int, border: int) -> bool:
        """Whether a verb of saying stands at a token, nothing parting it from its neighbour."""
        cue = self.cues.get(at)
        if cue is None or cue.form != "finite" or self.has("between", at):
            return False
        return border >= len(self.tokens) or not self.breaks(border)

    def _past_adverbs(self, at: int) -> int:
        """The first of the adverbs before a verb: «— коротко ответил он»."""
        ending = "ly" if self.table.language == "en" else ("о", "е")
        while at > 0 and not self.breaks(at) and len(self.word(at - 1)) > 4 and self.word(at - 1).endswith(ending):
            at -= 1
        return at

    def _goes_on(self, at: int) -> bool:
        """Whether after a comma at token `at` what was said before it goes on."""
        if at >= len(self.tokens) or self.gap(at).strip() != ",":
            return False
        if self.has("openers", at) or self.has("relatives", at) or self.has("trailing", at) or at in self.cues:
            return False
        return not any(i in self.cues for i in range(at, len(self.tokens)))

    def _subject(self, at: int, left: int) -> tuple[Voice | None, int, bool, bool]:
        """The subject before a verb: voice, start, whether its clause begins anew, whether a relative parts them."""
        end = at
        while end > left and self.has("between", end - 1) and not self.breaks(end):
            end -= 1
        verb = self.tokens[at].start
        end = self._without_links(end, left)
        if end <= left:
            return None, verb, at == left or end == 0 or self.has("openers", end - 1), False
        if self.has("openers", end - 1) and not self.has("between", end - 1) and not self.breaks(end):
            return None, verb, True, False
        closed = self.breaks(end)
        chosen: tuple[Voice, int] | None = None
        if not closed and self.table.language == "ru" and end - left > 1 and self.has("personal", end - 1):
            # «А про Корею он обмолвился»
            voice = self.speakers.voice(end - 1, end, self.memory)
            if voice is not None:
                return voice, self.tokens[left].start if left == 0 else voice.start, True, False
        parted = False
        for first, last in self._pieces(end, left, closed):
            low, relative = self._clause_start(first, last)
            if last < end and self.has("subordinate", first):
                continue  # "If the committee agrees, …"
            if chosen is not None and self.has("relatives", first):
                continue  # "the bank, where two of them are held, would not say"
            parted = parted or relative
            if closed and self.has("belongs", low) and self.table.language == "en":
                continue
            voice = self._before_relative(first, low, last) if relative else None
            if voice is not None:
                low, parted = first, False
            voice = voice or self._phrase(low, last)
            if voice is not None and chosen is None and last < end and self._goes_further(voice, last):
                continue  # "Pyongyang is to receive two engines, a minister, Bold Erdene, said": a clause, no subject
            if chosen is not None:
                # "Its director, Hans Meier, declined": the name in apposition says who the phrase before it means.
                told = voice is not None and voice.entity and not (chosen[0].entity and self._is_person(chosen[0]))
                if voice is not None and told and (not chosen[0].entity or self._is_person(voice)):
                    chosen = (replace(voice, start=chosen[0].start), chosen[1])
                break
            if voice is not None:
                chosen = (voice, low)
        if chosen is None and self.table.language == "ru":
            alone = at + 1 >= len(self.tokens) or self.breaks(at + 1)
            chosen = self._by_capitals(end, left) or (self._past_object(end, left) if alone else None)
        if chosen is None:
            return None, verb, self.has("openers", at - 1) or self.has("openers", end - 1), parted
        voice, low = chosen
        fresh = low == 0 or self.has("openers", low - 1) or self.hard(low) or self.ends_quote(low)
        return voice, min(voice.start, self.tokens[low].start), fresh and not parted, parted

    def _before_relative(self, first: int, low: int, last: int) -> Voice | None:
        """ "The committee that watches over sanctions said": the subject of the outer verb, not of the inner one."""
        joint = next((i for i in range(first, last) if self.has("relatives", i)), None)
        if (
            self.table.language != "en"
            or joint is None
            or joint == first
            or last - joint < _RELATIVE
            or self.breaks(last)
        ):
            return None
        while first < joint and self.has("openers", first):
            first += 1
        return self._phrase(first, joint) if first < joint and low > joint else None

    def _by_capitals(self, end: int, left: int) -> tuple[Voice, int] | None:
        """A name no finder knows right before a Russian verb: «Д. А. Козыревский отметил»."""
        low = end
        while low > left and self.tokens[low - 1].capital and not self.breaks(low):
            low -= 1
        if end - low < 2:
            return None
        start, stop = self.tokens[low].start, self.tokens[end - 1].end
        known = next((e for e, m in self.entities.at(start, stop) if m.span.start == start and m.kind == "name"), None)
        if known is not None:
            return Voice(known.id, start, stop, "", True), low
        name = romanise(self.text[start:stop])
        return Voice(name, start, stop, "", False, "person"), low

    def _past_object(self, end: int, left: int) -> tuple[Voice, int] | None:
        """«Владелец судна, компания «Улов», вину отрицает»: the subject before an object set before its verb."""
        low = end - 1
        while low > left and not self.breaks(low):
            low -= 1
        if low <= left or end - low > _OBJECT:
            return None
        chosen: tuple[Voice, int] | None = None
        for first, last in self._pieces(low, left, True):
            voice = self._phrase(first, last)
            if voice is not None and chosen is None:
                chosen = voice, first
            elif voice is not None and chosen is not None and voice.entity and not chosen[0].entity:
                return replace(voice, start=chosen[0].start), chosen[1]  # the name in apposition
        return chosen

    def _goes_further(self, voice: Voice, last: int) -> bool:
        """Whether a stretch goes on past the noun phrase it opens with: it is a clause."""
        return self.table.language == "en" and bool(voice.reach) and self.from_place(voice.reach) < last

    def _without_links(self, end: int, left: int) -> int:
        """The end of a subject before words that only link its clause to another: «Египет между тем предложил»."""
        links = self.table.phrases["connectors"]
        for at in range(max(left + 1, end - 3), end):
            found = links.longest_at(self.text, self.tokens, at)
            if found and found[0].last == end:
                return at
        return end

    def _is_person(self, voice: Voice) -> bool:
        entity = self.entities.by_id(voice.value)
        return entity is not None and entity.type == "person"

    def _pieces(self, end: int, left: int, closed: bool) -> list[tuple[int, int]]:
        """The stretch next to the verb; where a comma closes it off, those before it too, in order."""
        pieces: list[tuple[int, int]] = []
        high = end
        for i in range(end - 1, left - 1, -1):
            if i == left or self.breaks(i):
                pieces.append((i, high))
                high = i
                if not closed or self.hard(i) or self.ends_quote(i) or self._joins(i) or len(pieces) == _MOST_PIECES:
                    break
        return pieces[::-1]

    def _joins(self, at: int) -> bool:
        """Whether a clause of its own begins at a token after a comma: ", and its chairman, Paul Reuss, told"."""
        return at > 0 and self.word(at) in ("and", "but", "while", "и", "а", "но") and not self.has("openers", at + 1)

    def _phrase(self, low: int, last: int) -> Voice | None:
        """The noun phrase next to the verb; words of an opening adverbial before it are tried without."""
        if self.table.language == "ru":
            low = self._inside_body(low, last)
        if self.table.language != "en" or not self.has("belongs", low):
            return self.speakers.voice(low, last, self.memory, inside=self.table.language == "ru")
        for at in range(low + 2, last):
            if self.has("determiners", at) or self.has("pronouns", at) or self.tokens[at].capital:
                later = self.speakers.voice(at, last, self.memory)
                if later is not None:
                    return later
        after = next((n for n in range(low + 2, last) if not self.has("belongs", n)), last)
        return self.speakers.voice(after, last, self.memory) if after < last else None

    def _inside_body(self, low: int, last: int) -> int:
        """The preposition of «в компании» in «Другую новость в компании предпочли не комментировать»."""
        for at in range(last - 2, low, -1):
            if self.word(at) in ("в", "во") and not self.has("belongs", at + 1):
                here = self.speakers.nouns_in(at + 1, last)
                told = self.entities.at(self.tokens[low].start, self.tokens[at].start)
                told_of = bool(told or self.speakers.nouns_in(low, at))
                return at if here and here[0].value.kind == "body" and not told_of else low
        return low

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
        return low, relative or (first < last and self.has("relatives", last - 1))

    def _elided(self, at: int, left: int) -> bool:
        """A verb whose subject is the speaker before: "…, and denied that"."""
        before = at - 1
        while before > left and self.has("between", before):
            before -= 1
        return self.has("openers", before) or self.has("between", before)

    def _turned(self, cue: Cue, subject: Voice | None, complement: Complement | None) -> Voice | None:
        """A subject after its verb: «сообщили в порту», «"…," said the captain»."""
        at, first = cue.first, cue.last
        if complement is not None and complement.mark <= first:
            return None
        if self.has("to_them", first) and first + 1 < len(self.tokens) and not self.breaks(first + 1):
            first += 1  # «возразил ей юрист»
        lead = self._past_adverbs(at)
        quoted = self.ends_quote(lead)
        comma = lead > 0 and self.breaks(lead) and "," in self.gap(lead)
        about = self.table.language == "ru" and any(self.word(i) == "об" for i in range(max(0, lead - 4), lead))
        if subject is not None and not quoted and (not comma or complement is not None) and not about:
            return None
        if subject is not None and not quoted and not about:
            parts = sum(self.breaks(i) for i in range(self.from_place(subject.start) + 1, lead + 1))
            if self.has("tellers", at) or parts > 1:
                return None  # "The group, which is small, urged Washington": an aside, no end of what is said
        if first >= len(self.tokens) or self.breaks(first):
            return None
        if self.table.language == "en" and lead > 0 and not self.breaks(lead):
            return None  # "and expects Russia to pay"
        end = self.phrase_end(first)
        end = min(end, complement.mark) if complement is not None else end
        if self.table.language == "ru":
            return self._after(first, end)
        opening = ("determiners", "pronouns", "possessives")
        begins = self.tokens[first].capital or any(self.has(kind, first) for kind in opening)
        if not begins and self.speakers.voice(first, first + 1, self.memory) is None:
            return None
        voice = self.speakers.voice(first, end, self.memory, inside=True)
        if voice is None:
            return None
        voice = self.apposed(voice, end, complement.mark if complement is not None else len(self.tokens))
        # "said the captain on Friday", not "said the captain was ill".
        after = self.past(voice)
        ends = after >= len(self.tokens) or self.breaks(after)
        return voice if ends or self.has("trailing", after) or self.has("relatives", after) else None

    def _after(self, first: int, end: int) -> Voice | None:
        """The subject after a verb; a body right there with more to follow is the listener («рассказал ТАСС мэр»)."""
        if self.table.language == "ru" and first < len(self.tokens) and self.gap(first).endswith("«"):
            # «рассказал «Вестнику порта» диспетчер»: the paper in quotation marks is the listener.
            close = self.text.find("»", self.tokens[first].start, self.end)
            rest = self.from_place(close) if close > 0 else len(self.tokens)
            if rest < len(self.tokens) and not re.search(r"[,.;:–—-]", self.gap(rest)):
                voice = self.speakers.voice(rest, self.phrase_end(rest), self.memory, inside=True)
                if voice is not None:
                    return self.apposed(voice, self.phrase_end(rest), len(self.tokens))
        if self.table.language == "ru" and first < end:
            at = self.entities.at(self.tokens[first].start, self.tokens[end - 1].end)
            heard = next((m.span for e, m in at if e.type == "org" and m.span.start == self.tokens[first].start), None)
            rest = self.from_place(heard.end) if heard else end
            if rest < end:
                voice = self.speakers.voice(rest, end, self.memory, inside=True)
                if voice is not None:
                    return self.apposed(voice, end, len(self.tokens))
        voice = self.speakers.voice(first, end, self.memory, inside=True)
        return self.apposed(voice, end, len(self.tokens)) if voice is not None else None

    def _content_before(self, at: int, left: int) -> bool:
        """Whether something is said before token `at`: a quotation, or words closed off by a comma."""
        at = min(at, len(self.tokens) - 1)
        told = sum(not self.has("openers", i) for i in range(left, at))
        return self.ends_quote(at) or (told >= 2 and self.breaks(at))

    def _lead(self, at: int, left: int) -> int:
        """The start of a clause whose verb comes first, with its little words: «Об этом сообщила», «Ранее заявил»."""
        low = at
        while low > left and not self.breaks(low):
            low -= 1
        return self.tokens[low].start
