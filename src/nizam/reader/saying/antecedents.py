"""Whom a pronoun, a bare noun ("the rector") or a verb without a subject points back to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention
from nizam.reader.saying.gender import gender_of
from nizam.reader.saying.verbs import Saying
from nizam.reader.saying.voices import Memory, Noun, Voice, may_be, nouns
from nizam.record import Record
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_CLASS_REACH = 24  # characters before a name in which its class word may stand
_LEAD_REACH = 110  # characters before a name in which its office may stand, or its sentence begin
_LEAD = 8  # words that may stand between a sentence's start and the name of its subject
_BYLINE = 3  # further words in a line that only names its writer
_BACK = 260  # characters before a pronoun in which somebody without a name may have been introduced
_ADJECTIVES = 3
_APPOSED = 4  # words behind a name, past a comma, in which its office may stand
_ENDS = frozenset(".!?؟…\n»”")


class Antecedents(Record, frozen=True):
    """Who was named before a place of the text, and as what."""

    text: str
    tokens: Sequence[Token]
    entities: Entities
    table: Saying

    def again(self, noun: Noun, before: int, memory: Memory) -> Voice | None:
        """An earlier speaker, or the last body or person of that kind named, that a definite noun points back to."""
        known = memory.by_noun.get(noun.english)
        if known is not None:
            return known
        if noun.kind == "text":
            return None
        best: tuple[int, Entity] | None = None
        for entity in self.entities.all:
            if entity.type != ("person" if noun.kind == "person" else "org"):
                continue
            if noun.kind == "person":
                called = noun.english in entity.role.lower() or noun.english in self._offices(entity, memory)
            else:
                called = self._is_called(noun.english, entity, memory)
            if not called:
                continue
            spoken = [m.span.start for m in entity.mentions if m.span.start < before]
            if spoken and (best is None or max(spoken) > best[0]):
                best = (max(spoken), entity)
        return Voice(best[1].id, 0, 0, noun.english, True) if best else None

    def named_before(
        self, start: int, after: int = -1, *, subject: bool = False, gender: str = ""
    ) -> tuple[int, str] | None:
        """The person named last in `after:start`; with `subject`, one who is the subject of a clause there.

        `gender`: m or f where the word that points back tells; who is known to be of the other is passed over.
        """
        best: tuple[int, str] | None = None
        for entity in self.entities.all:
            if entity.type != "person":
                continue
            for mention in entity.mentions:
                at = mention.span.start
                if not after < at < start or mention.span.end > start or (best and at <= best[0]):
                    continue
                if mention.kind == "nationality" or (subject and not self._leads_its_sentence(mention)):
                    continue
                if self._stands_alone(mention):
                    continue
                if gender and gender_of(self.text, entity, self.table.language) not in ("", gender):
                    continue
                best = (at, entity.id)
        return best

    def _leads_its_sentence(self, mention: Mention) -> bool:
        """Whether a name stands where a subject does: near its sentence's start, after no preposition."""
        lead = self._lead(mention)
        if lead and lead[-1].folded in self.table.words["belongs"]:
            return False
        if self.table.language != "ar":
            # «О Сухорукове …», "For Mr Lee": the phrase that opens the sentence is no subject.
            return len(lead) < _LEAD and not (lead and lead[0].folded in self.table.words["belongs"])
        return len(lead) < _LEAD and self.text[mention.span.start - 1 : mention.span.start] not in ("ل", "ب")

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether a name has a line for itself: it is the writer's."""
        low = self.text.rfind("\n", 0, mention.span.start) + 1
        high = self.text.find("\n", mention.span.end)
        line = self.text[low : high if high >= 0 else len(self.text)]
        return low > 0 and high >= 0 and len(line.split()) - len(mention.span.of(self.text).split()) <= _BYLINE

    def introduced(self, start: int) -> Voice | None:
        """Somebody without a name in the words before a place: "I sat with a retired pilot. He told me"."""
        low = max(self.text.rfind("\n", 0, start), start - _BACK, 0)
        before = tokenise(self.text, low, start)
        found = [f for f in nouns(self.table.language).find(self.text, before) if f.value.kind == "person"]
        one = [f for f in found if not f.value.plural and not before[f.last - 1].folded.endswith("s")]
        if not one:
            return None
        head = one[-1]
        first = head.first
        kept = head.value.english
        if self.table.language == "en":
            while first and head.first - first < _ADJECTIVES and self.text[before[first - 1].end] == " ":
                if self.table.has("determiners", before[first - 1].folded) or before[first - 1].capital:
                    break
                first -= 1
            kept = " ".join(t.text for t in before[first : head.last])
        return Voice(f"unnamed {kept}", head.start, head.end, head.value.english, False, "person")

    def _lead(self, mention: Mention) -> list[Token]:
        """The words of a name's sentence before it, as far as they are looked at."""
        low = max(0, mention.span.start - _LEAD_REACH)
        while low and low < mention.span.start and self.text[low - 1].isalnum():
            low += 1
        before = self.text[low : mention.span.start]
        cut = max((i + 1 for i, sign in enumerate(before[:-1]) if self._ends(before, i, sign)), default=0)
        return tokenise(self.text, low + cut, mention.span.start)

    @staticmethod
    def _ends(text: str, at: int, sign: str) -> bool:
        if sign == ".":
            return text[at + 1].isspace() and not (at > 1 and text[at - 2].isspace())  # no initial's stop
        return sign in _ENDS and sign not in "»”"

    def _offices(self, person: Entity, memory: Memory) -> frozenset[str]:
        """The nouns for people that stand beside a person's name anywhere: «ректор … Аркадий Сухоруков»."""
        known = memory.offices.get(person.id)
        if known is None:
            found: set[str] = set()
            for mention in person.mentions:
                if mention.kind == "name":
                    found |= self._beside(mention)
            known = memory.offices[person.id] = frozenset(found)
        return known

    def _beside(self, mention: Mention) -> set[str]:
        table = nouns(self.table.language)
        lead = self._lead(mention)
        first = next((i for i in range(len(lead), 0, -1) if self._parts(lead[i - 1])), 0)
        near = lead[max(first, len(lead) - _LEAD) :]
        found = [f for f in table.find(self.text, near) if f.value.kind == "person"]
        before = {f.value.english for f in found[:1]}
        tail = tokenise(self.text, mention.span.end, mention.span.end + 60)[:_APPOSED]
        if tail and self.text[mention.span.end : tail[0].start].strip() in (",", "،"):
            before |= {f.value.english for f in table.find(self.text, tail) if f.value.kind == "person"}
        return before

    def _parts(self, token: Token) -> bool:
        """Whether a word before a name parts it from an office further left: a verb of saying, "with", "to"."""
        kinds = self.table.words
        joins = token.folded in kinds["belongs"] and token.folded not in ("of", "for", "по", "при", "في", "من")
        return joins or token.folded in kinds["relatives"] or token.folded in self.table.forms

    def _is_called(self, noun: str, entity: Entity, memory: Memory) -> bool:
        """Whether a body may be "the newspaper": by its name, or by a class word in or before its first mention."""
        known = memory.classes.get(entity.id)
        if known is None:
            first = next((m.span for m in entity.mentions if m.kind == "name"), entity.mentions[0].span)
            around = tokenise(self.text, max(0, first.start - _CLASS_REACH), first.end)
            around = [t for t in around if t.start > first.start - _CLASS_REACH or t.start == 0]
            inside = next((i for i, t in enumerate(around) if t.start >= first.start), len(around))
            found = nouns(self.table.language).find(self.text, around)
            known = frozenset(f.value.english for f in found if f.value.kind == "body" and f.last >= inside)
            memory.classes[entity.id] = known
        return noun in known or (not known and may_be(noun, entity.name))
