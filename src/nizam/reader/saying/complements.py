"""Where what is said begins: the first sign of it after a verb of saying, or before it."""

from __future__ import annotations

from nizam.model.text import Span
from nizam.reader.saying.cues import of_anonymity
from nizam.reader.saying.stretch import LONG_QUOTE, SENTENCE_END, Complement, Stretch
from nizam.reader.saying.verbs import Cue, Entry

# How many words after its verb a complement is looked for: Arabic puts the speaker between.
_REACH = {"ar": 32, "en": 18, "ru": 18}
_NEAR = 3


class Complements(Stretch):
    """Finds the complement of a verb."""

    def complement(self, cue: Cue, entry: Entry) -> Complement | None:
        """The first sign of it after the verb: a complementiser, a colon, a quotation, a preposition."""
        last = min(len(self.tokens), cue.last + _REACH[self.table.language])
        before = self._complement_before(cue, entry)
        if before is not None:
            return before
        only = not entry.clause and bool(entry.complements)
        parted = False
        free = cue.last
        for at in range(cue.last, last):
            if at < free:
                continue
            gap = self.gap(at)
            free = of_anonymity(self.text, self.tokens, at, self.table)
            if free:
                continue
            if (at > cue.last and self.next_cue(at)) or SENTENCE_END.search(gap) or ";" in gap:
                return None
            parted = parted or "," in gap
            if parted and at in self.cues and self.cues[at].form == "finite" and self.table.language != "ar":
                return None  # "who asked not to be named, said that"
            quote = self.quote_at(at)
            if quote is not None and not only and not self._listens(at, quote) and not self._word_alone(at, cue, quote):
                return Complement(at, quote.start, True)
            if ":" in gap and not only:
                return Complement(at, self.tokens[at].start, True)
            width = self._matches(at, entry)
            if width == 1 and entry.clause and self._says_where(at) and self._that_follows(at, last):
                continue  # «يرى الباحث في المعهد أن», «يذكّر الأستاذ بجامعة وهران بأن»: where the speaker works
            if width:
                return Complement(at, self._past_particles(at, width, entry), False)
            if self.has("conjoined", at - 1) and self.has("complementisers", at):
                return None  # «غير أن»: a clause of its own
            if not only and self._complementiser(at, gap, cue):
                bare = at + 1 < len(self.tokens) and self._is_particle(at)
                return Complement(at, self.tokens[at + 1 if bare else at].start, True)
        return None

    def _complement_before(self, cue: Cue, entry: Entry) -> Complement | None:
        """A Russian verb may have its complement before it: «от комментариев отказались», «к такому выводу пришли»."""
        if self.table.language != "ru":
            return None
        end = cue.first
        while end > 0 and self.has("between", end - 1):
            end -= 1
        if entry.frame.name in ("no_comment", "silence"):
            for at in range(end - 1, max(-1, end - 8), -1):
                if self.has("comments", at):
                    first = at - 1 if at and self.has("belongs", at - 1) else at
                    return Complement(first, self.tokens[first].start, False)
                if self.breaks(at):
                    break
        for words in entry.complements:
            first = end - len(words)
            if len(words) > 1 and first >= 0 and tuple(self.word(first + i) for i in range(len(words))) == words:
                return Complement(first, self.tokens[first].start, False)
        return None

    def _listens(self, at: int, quote: Span) -> bool:
        """Whether a quotation is only the name of the paper it was said to: لـ«الخليج», لصحيفة «الخليج»."""
        before = self.text[max(self.start, quote.start - 3) : quote.start].rstrip("ـ ")
        short = sum(quote.start <= t.start < quote.end for t in self.tokens) <= LONG_QUOTE
        return short and (before.endswith((" ل", "،ل")) or self.has("givers", at - 1))

    def _word_alone(self, at: int, cue: Cue, quote: Span) -> bool:
        """Whether a quotation is one word far from a verb of saying: «يضيف إليه حصادات ستُرسل "مجاناً"»."""
        word = sum(quote.start <= t.start < quote.end for t in self.tokens) == 1
        return word and at - cue.last > _NEAR and cue.entries[0].frame.name == "say"

    def _says_where(self, at: int) -> bool:
        """Whether an Arabic word may only say where somebody works: «في», or ب on a word that is no "that"."""
        word = self.word(at)
        return word == "في" or (word.startswith("ب") and not self.has("complementisers", at))

    def _that_follows(self, at: int, last: int) -> bool:
        """Whether a complementiser follows in the same clause."""
        for i in range(at + 1, last):
            if self.hard(i) or i in self.cues:
                return False
            if self.has("complementisers", i):
                return True
        return False

    def _past_particles(self, at: int, width: int, entry: Entry) -> int:
        """What follows a required word: past it where it is a preposition, and past "that" after it."""
        preposition = width == 1 and self.has("belongs", at)
        skips = preposition or self.has("complementisers", at + width) or (not entry.clause and width > 1)
        after = at + width if skips else at
        while self.has("complementisers", after) and after < len(self.tokens) - 1:
            after += 1
        return self.tokens[min(after, len(self.tokens) - 1)].start

    def _complementiser(self, at: int, gap: str, cue: Cue) -> bool:
        if not self.has("complementisers", at):
            return False
        if self.table.language == "ru":
            return "," in gap or self.word(at - 1) == "том"
        if self.table.language == "en":
            return (self.word(at) == "that" and not self.infinitive(cue.last)) or at == cue.last
        return True

    def infinitive(self, at: int) -> bool:
        """Whether "to" at a token begins a verb ("hoped to double"), and no listener."""
        after = at + 1 < len(self.tokens) and self.tokens[at + 1].capital
        return self.word(at) == "to" and not (after or self.has("determiners", at + 1) or self.has("listeners", at + 1))

    def _is_particle(self, at: int) -> bool:
        """Whether a complementiser is a particle alone: an Arabic one with a pronoun is part of what is said."""
        return self.table.language != "ar" or self.word(at) in ("ان", "بان")

    def _matches(self, at: int, entry: Entry) -> int:
        """How many tokens of a required complement stand at a place; one Arabic letter may begin the word."""
        for words in entry.complements:
            if len(words) == 1 and len(words[0]) == 1 and self.table.language == "ar":
                if self.word(at).startswith(words[0]) and len(self.word(at)) > 3 and not self.has("back", at):
                    return 1
            elif tuple(self.word(at + i) for i in range(len(words))) == words:
                return len(words)
        return 0

    def next_cue(self, at: int) -> bool:
        """Whether a statement of its own begins at a token."""
        cue = self.cues.get(at)
        if cue is None or cue.negated:
            return False
        return cue.joined or self.has("openers", at - 1) or (cue.form == "participle" and self.breaks(at))
