"""Statements in Arabic, where the verb comes first, its subject after it or carried over from the clause before."""

from __future__ import annotations

from nizam.reader.saying.stretch import Complement, Part
from nizam.reader.saying.subjects_ar import VerbSubjects
from nizam.reader.saying.verbs import Cue, Entry
from nizam.reader.saying.voices import Voice
from nizam.record import replace

_SUBJECT = 8  # words in which a subject ends where nothing marks its end
_LEAD = 5  # words of an adverbial before a first verb
_WHEN = ("لما", "حين", "عندما", "حينما", "بعدما", "ردا", "جوابا")
_ADJUNCT = 5
_WHICH = ("ما", "وهو", "هو", "هي", "الذي", "التي", "الامر", "مما")


class VerbFirst(VerbSubjects):
    """Arabic clauses."""

    def may_close(self, cue: Cue) -> bool:
        return self.ends_quote(cue.first) and not cue.joined  # «"…"، يشدد العميد»

    def is_no_verb(self, cue: Cue, entry: Entry, complement: Complement | None, previous: Part | None) -> bool:
        at = cue.first
        if cue.form == "noun":
            return not (self.word(at).startswith("و") and complement is not None)
        if cue.form == "participle" and self.word(at).endswith("ه") and complement is not None:
            # «مذكرة لبناء جسر»: a noun, unless what is said follows at once.
            return complement.mark - cue.last > 1 and "\u0651" not in self.tokens[at].text
        if cue.form == "participle":
            return complement is None and (entry.frame.name == "say" or not (cue.joined or self.breaks(at)))
        nominal = not cue.joined and at > 0 and not self.has("openers", at - 1) and not self.breaks(at)
        bare = complement is None or complement.mark <= cue.last
        goes_on = cue.joined and previous is not None  # «يقول المزارع …، ويتوقع أن»
        if bare and not nominal and not goes_on and self.word(at)[cue.joined :] in self.table.words["impersonal"]:
            return True
        unverb = self.word(at - 1).removeprefix("و") in self.table.words["unverbs"] or self.has("unverbs", at - 1)
        if unverb and not (cue.aside or cue.carries):
            return True
        # Many verbs look like their own nouns (وصف, نفي, كشف): inside a clause they must be followed by a clause.
        if cue.aside or cue.carries or not self._like_a_noun(cue):
            return False
        inside = at > 0 and not cue.joined and not self._opens(at) and not self.has("between", at - 1)
        leads = complement is not None and any(
            len(words) > 1 and tuple(self.word(complement.mark + i) for i in range(len(words))) == words
            for words in entry.complements
        )  # «سارع إلى القول»
        bare = complement is None or not (complement.clause or leads)
        return inside and bare and not self.has("relatives", at - 1)

    def clause(
        self, cue: Cue, entry: Entry, complement: Complement | None, opened: Part | None, previous: Part | None
    ) -> Part | None:
        if cue.form == "stands":
            return self._stands(cue, entry, complement, previous) if complement else None
        if entry.frame.name == "relay":
            return self._relayed(cue, entry, complement) if complement else None
        head = cue.first - 1 if cue.negated else cue.first
        when = self.word(0).removeprefix("و") in _WHEN and not any(i in self.cues for i in range(cue.first))
        new = cue.joined or cue.form != "finite" or head == 0 or self._opens(head) or when
        verb = start = self.tokens[cue.first].start
        voice: Voice | None = None
        if cue.form == "participle" and opened is not None and opened.content.start >= verb:
            return None  # «علق قائلاً إن»: one saying
        if cue.form == "participle" and opened is not None:
            # «…، مؤكداً أن» goes on with what was said.
            return self._carried(cue, entry, complement, opened)
        if cue.form == "finite":
            voice = self._pronoun_before(head) or self._topic(cue, opened) or self._inserted(cue, entry, complement)
            voice = voice or self._headed(cue, opened)
            if voice is not None:
                start = voice.start
            voice = voice or self._after(cue, complement)
            lips = self._on_the_lips(cue, complement)
            voice = replace(lips, start=voice.start if voice else lips.start) if lips is not None else voice
            if voice is not None and self._is_object(cue, entry, voice, opened):
                voice = None
            if voice is not None and not voice.value and cue.joined and previous is not None:
                voice = None if entry.frame.name in ("attitude", "deny", "opinion") else voice  # «ووصفت الخبر بأنه»
            if voice is not None and opened is None and self._attributes(cue, entry, complement, voice):
                after = self.past(voice)
                if after >= len(self.tokens) or self.closes(after):
                    return self.closed(cue, entry, voice, self.from_place(previous.end) if previous else 0, verb, after)
                return self.whole(cue, entry, voice, self._clause_around(cue.first))
            if complement is None and self.ends_quote(cue.first) and opened is None:
                voice = voice or (previous.voice if previous else self.memory.last)
                if voice is None and cue.last < len(self.tokens) and not self.breaks(cue.last):
                    voice = Voice("", self.tokens[cue.last].start, self.tokens[cue.last].end)
                if voice is not None:
                    left = self.from_place(previous.end) if previous else 0
                    after = max(voice.end, voice.reach, self.tokens[cue.last - 1].end)
                    return self.closed(cue, entry, voice, left, verb, self.index(after))
            if voice is None and not cue.joined:
                voice = self._before_verb(cue, opened)
                if voice is not None:
                    start = verb if self._hangs(cue, voice, complement) else voice.start
        if voice is None:
            if not new:
                return self._of_a_noun(cue, entry, complement, opened)
            return self._carried(cue, entry, complement, previous)
        if opened is not None and not new and not cue.carries:
            told = voice.entity and complement is not None and complement.clause
            return self.part(cue, entry, voice, start, complement, True) if told else None
        if cue.carries and not cue.aside:
            return self._of_what_precedes(cue, entry, complement, voice)
        if cue.aside and previous is None and not self._also(cue):
            return self.aside(cue, entry, voice)
        return self.part(cue, entry, voice, start, complement)

    def _like_a_noun(self, cue: Cue) -> bool:
        """Whether the form is a bare perfect, not after an opening adverbial («وفي طوكيو أعلن»)."""
        form = self.word(cue.first)
        marked = form.startswith(("ي", "ت")) or form.endswith(("ت", "وا", "ون"))
        led = self.has("adverbials", 0) and cue.first <= _LEAD and not any(i in self.cues for i in range(cue.first))
        return not (marked or led)

    def _is_object(self, cue: Cue, entry: Entry, voice: Voice, opened: Part | None) -> bool:
        """«…، واتهم بعض الدول»: right after a statement in its sentence, a common noun is who is accused or urged."""
        carried = cue.joined and opened is not None and entry.frame.name in ("attitude", "deny")
        return carried and not voice.entity and voice.kind in ("body", "text")

    def _carried(self, cue: Cue, entry: Entry, complement: Complement | None, previous: Part | None) -> Part | None:
        """An elided subject: the speaker of the statement before, «وأضاف أن»."""
        voice = previous.voice if previous else self.first_subject(cue.first) or self._elided_subject(cue)
        if voice is None and cue.form != "finite" and cue.first:
            voice = self.speakers.voice(0, cue.first, self.memory)
        if complement is None and (voice is None or not (cue.joined or entry.frame.name in ("deny", "no_comment"))):
            return None
        return self.part(cue, entry, voice, self.tokens[cue.first].start, complement)

    def _hangs(self, cue: Cue, voice: Voice, complement: Complement | None) -> bool:
        """Whether the verb is no predicate of the subject far before it: «ضبط التحالف زورقاً … قال إنها»."""
        bare = complement is not None and complement.mark == cue.last and complement.clause
        between = cue.first - self.from_place(voice.end)
        return bare and not cue.joined and not self.breaks(cue.first) and between > _ADJUNCT

    def _of_a_noun(self, cue: Cue, entry: Entry, complement: Complement | None, opened: Part | None) -> Part | None:
        """«عرضت الوزارة صوراً قالت إنها»: a clause that hangs on a noun, its speaker the subject before."""
        if complement is None or complement.mark != cue.last or cue.form != "finite" or entry.frame.name != "say":
            return None
        voice = opened.voice if opened else self.first_subject(cue.first)
        if voice is None:
            return None
        return self.part(cue, entry, voice, self.tokens[cue.first].start, complement, opened is not None)

    def _of_what_precedes(self, cue: Cue, entry: Entry, complement: Complement | None, voice: Voice) -> Part | None:
        """«وهو ما نفاه المدير», «أما ما أشيع عن … فوصفته المصادر بأنه»: the thing said stands before the verb."""
        first = cue.first
        while first and self.word(first - 1).removeprefix("و") in _WHICH:
            first -= 1
        topic = next((i for i in range(first) if self.word(i).removeprefix("و") == "اما"), None)
        if topic is not None and self.word(cue.first).startswith("ف"):
            first = topic
        return self.part(cue, entry, voice, self.tokens[first].start, complement)

    def _also(self, cue: Cue) -> bool:
        """«كما أعلن البنك تجميد حسابين»: at a sentence's start, with no clause set off after it, it means "also"."""
        if self.word(cue.first - 1).removeprefix("و") != "كما" or cue.first > 1:
            return False
        ends = self.phrase_end(cue.last) if cue.last < len(self.tokens) else len(self.tokens)
        if ends >= len(self.tokens) or ends > cue.last + _SUBJECT:
            return True
        return self.word(ends).startswith("و")

    def _stands(self, cue: Cue, entry: Entry, complement: Complement, previous: Part | None) -> Part | None:
        """«جاء في بيان الوزارة أن»: the speaker is the paper's author, or the last body where the paper is "its"."""
        first = cue.last
        if not first < complement.mark or self.next_cue(first):
            return None
        end = next((i for i in range(first + 1, complement.mark) if self.breaks(i)), complement.mark)
        voice = self.speakers.voice(first, end, self.memory)
        if (voice is None or voice.kind == "text") and self.word(first).endswith(("ها", "هم", "انه", "يره")):
            voice = previous.voice if previous else self.memory.last or self.first_subject(cue.first)
        if voice is None or (not voice.entity and not voice.kind and voice is not self.memory.last):
            return None
        return self.part(cue, entry, voice, self.tokens[cue.first].start, complement)

    def _relayed(self, cue: Cue, entry: Entry, complement: Complement) -> Part | None:
        """«نقلت الوكالة عن مسؤول قوله إن»: the speaker is the one quoted, after عن."""
        first = complement.mark + 1
        ends = (
            i
            for i in range(first, min(first + 2 * _SUBJECT, len(self.tokens)))
            if self.has("relayed", i) or self.has("complementisers", i) or (i > first and self.breaks(i))
        )
        end = next(ends, None)
        voice = self.speakers.voice(first, end, self.memory) if end is not None and end > first else None
        if voice is None or end is None:
            return None
        while end < len(self.tokens) - 1 and (self.has("relayed", end) or self.word(end) in ("ان", "بان")):
            end += 1
        said = Complement(complement.mark, self.tokens[end].start, True)
        return self.part(cue, entry, voice, self.tokens[cue.first].start, said)
