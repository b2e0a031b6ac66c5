"""An unnamed speaker in English words: what they are, and the body or place they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention
from nizam.reader.saying.verbs import Saying
from nizam.reader.saying.voices import Memory, Noun, Voice, adjective, may_be, nouns, plural_of, qualities
from nizam.record import Record
from nizam.text.phrases import Found
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_CLASS_REACH = 24  # characters before a name in which its class word may stand
_RUSSIAN_PLURALS = ("ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ые", "ие")


class Wording(Record, frozen=True):
    """Puts the noun phrases of one sentence into words."""

    text: str
    tokens: Sequence[Token]
    entities: Entities
    table: Saying

    def nouns_in(self, first: int, last: int) -> list[Found[Noun]]:
        found = nouns(self.table.language).find(self.text, self.tokens[first:last])
        if not found or self.table.language == "en":
            return found
        named = [
            m.span
            for e, m in self.entities.at(self.tokens[first].start, self.tokens[last - 1].end)
            if m.kind == "name" and e.type in ("org", "place", "country")
        ]
        # A word inside a body's name is nobody: «مديرية التجارة» has no trader.
        return [n for n in found if not any(s.start < n.start < s.end for s in named)]

    def _is_definite(self, first: int, head: Found[Noun]) -> bool:
        token = self.tokens[first + head.first]
        if self.table.language == "ar":
            return "ال" in token.folded[:4] or token.folded[:2] == "لل"
        if self.table.language == "en":
            return self.tokens[first].folded in self.table.words["definite"]
        return True  # Russian has no article: a bare noun points back where it can

    def _again(self, noun: Noun, before: int, memory: Memory) -> Voice | None:
        """An earlier speaker, or the last body or person of that kind named, that a definite noun points back to."""
        known = memory.by_noun.get(noun.english)
        if known is not None:
            return known
        best: tuple[int, Entity] | None = None
        for entity in self.entities.all:
            wanted = entity.type == ("person" if noun.kind == "person" else "org")
            if noun.kind == "text" or not wanted:
                continue
            if noun.kind == "person" and noun.english not in entity.role.lower():
                continue
            if noun.kind == "body" and not self._is_called(noun.english, entity, memory):
                continue
            spoken = [m.span.start for m in entity.mentions if m.span.start < before]
            if spoken and (best is None or max(spoken) > best[0]):
                best = (max(spoken), entity)
        return Voice(best[1].id, 0, 0, noun.english, True) if best else None

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
        return noun in known or may_be(noun, entity.name)

    def _english(
        self,
        head: Found[Noun],
        found: list[tuple[Entity, Mention]],
        first: int,
        last: int,
        nations: list[Entity],
        tail: str,
    ) -> str:
        if self.table.language == "en":
            core_end = first + head.last
            core = [t for t in self.tokens[first:core_end] if t.folded not in self.table.words["determiners"]]
            core = [t for t in core if t.folded not in self.table.words["possessives"]]
            inner = [(e, m) for e, m in found if m.span.end <= self.tokens[core_end - 1].start and m.kind == "name"]
            words = [t for t in core if not any(m.span.start <= t.start < m.span.end for _, m in inner)]
            # A capital at the sentence's start tells nothing.
            opening = self.tokens[0]
            return " ".join(
                t.text if t.capital and t is not opening else t.text.lower() for t in words if t.text[0] not in "'’"
            )
        kept = [
            q.value.english
            for q in qualities(self.table.language).find(self.text, self.tokens[first:last])
            if not head.first <= q.first < head.last
            and not any(m.kind == "name" and m.span.start <= q.start < m.span.end for _, m in found)
            and q.value.english not in f"{head.value.english} {tail.lower()}"
        ]
        nation = [adjective(e.country) for e in nations[:1]]
        noun = head.value.english
        if self._is_plural(self.tokens[first + head.first], head.value):
            noun = plural_of(noun)
        return " ".join([*dict.fromkeys(kept[:2]), *nation, noun])

    def _is_plural(self, token: Token, noun: Noun) -> bool:
        if self.table.language == "ru":
            return noun.kind == "person" and token.folded.endswith(_RUSSIAN_PLURALS)
        sound = len(token.folded) > 5 and token.folded.endswith(("ون", "ين", "ات"))
        return noun.plural or (noun.kind == "person" and sound)

    def _tail(
        self, head: Found[Noun], found: list[tuple[Entity, Mention]], first: int, last: int, memory: Memory
    ) -> str:
        """Where an unnamed speaker belongs: a body or place named in the phrase, or the body last spoken of."""
        named = [e for e, m in found if m.kind == "name" and e.type != "person"]
        if named:
            return ", ".join(dict.fromkeys(e.name for e in named[:2]))
        if self.table.language == "en":
            if self.tokens[first].folded in self.table.words["possessives"] and memory.last:
                return self._name(memory.last)
            rest = self.tokens[first + head.last : last]
            if not rest or rest[0].folded not in self.table.words["belongs"]:
                return ""
            words = [t.text for t in rest if t.folded not in self.table.words["determiners"]]
            return " ".join(w for w in words[1:6] if w[0] not in "'’")
        after = [n for n in self.nouns_in(first, last) if n.first >= head.last and n.value.kind == "body"]
        if after:
            again = self._again(after[0].value, self.tokens[first].start, memory)
            if again is not None:
                return self._name(again)
            told = qualities(self.table.language).find(self.text, self.tokens[first:last])
            return "" if any(q.first == after[0].first for q in told) else after[0].value.english
        return ""

    def _name(self, voice: Voice) -> str:
        entity = self.entities.by_id(voice.value) if voice.entity else None
        return entity.name if entity else voice.value.removeprefix("unnamed ").split(",")[0]

    def _open(self, found: list[tuple[Entity, Mention]], first: int, last: int) -> Voice | None:
        """An English phrase of words no table knows, as long as an article or a possessive opens it."""
        if self.table.language != "en":
            return None
        opening = self.table.words["determiners"] | self.table.words["possessives"]
        if self.tokens[first].folded not in opening:
            return self._bare(self.tokens[first:last])
        core: list[Token] = []
        at = first
        for at in range(first, last):
            if core and self.tokens[at].folded in self.table.words["belongs"]:
                break
            if self.tokens[at].folded not in opening:
                core.append(self.tokens[at])
        stops = self.table.phrases["stops"]
        if not core or len(core) > 6 or any(stops.longest_at(self.text, [t], 0) for t in core):
            return None
        tail = ", ".join(e.name for e, m in found if m.kind == "name" and m.span.start >= self.tokens[at].start)
        words = " ".join(t.text for t in core)
        return Voice(f"unnamed {words}" + (f", {tail}" if tail else ""), core[0].start, core[-1].end, core[-1].folded)

    def _bare(self, words: Sequence[Token]) -> Voice | None:
        """A name no finder knows, given as it is written, or a bare plural ("fishmongers say")."""
        if len(words) > 4 or any(w.folded in self.table.words["belongs"] for w in words):
            return None
        start, end = words[0].start, words[-1].end
        if all(w.capital for w in words):
            return Voice(self.text[start:end], start, end)
        plural = words[-1].folded.endswith("s") and not any(w.folded in self.table.words["between"] for w in words)
        return Voice(f"unnamed {self.text[start:end].lower()}", start, end, words[-1].folded) if plural else None
