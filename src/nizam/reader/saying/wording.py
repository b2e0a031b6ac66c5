"""An unnamed speaker in English words: what they are, and the body or place they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.model.text import Entity, Mention
from nizam.reader.saying.antecedents import Antecedents
from nizam.reader.saying.voices import Memory, Noun, Voice, adjective, nouns, plural_of, qualities
from nizam.text.normalise import fold
from nizam.text.phrases import Found
from nizam.text.tokens import Token

_ONE_OF = ("احد", "احدي", "احدهم", "один", "одна", "одному", "одного", "одной", "одним")
_RUSSIAN_PLURALS = ("ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ые", "ие")


class Wording(Antecedents, frozen=True):
    """Puts the noun phrases of one sentence into words."""

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
        one = self.tokens[first].folded.lstrip("ولبف") in _ONE_OF and head.first > 0
        if not one and self._is_plural(self.tokens[first + head.first], head):
            noun = plural_of(noun)
        return " ".join([*dict.fromkeys(kept[:2]), *nation, noun])

    def _is_plural(self, token: Token, head: Found[Noun]) -> bool:
        noun = head.value
        if self.table.language == "ru":
            return noun.kind == "person" and token.folded.endswith(_RUSSIAN_PLURALS)
        sound = len(token.folded) > 5 and token.folded.endswith(("ون", "ين", "ات"))
        listed = token.folded.endswith(fold(head.label))  # «النحات» ends so by itself
        return noun.plural or (noun.kind == "person" and sound and not listed)

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
            again = self.again(after[0].value, self.tokens[first].start, memory)
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
