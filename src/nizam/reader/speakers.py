"""Who speaks: a noun phrase turned into an entity, or into English words for somebody unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention
from nizam.reader.saying import Saying
from nizam.reader.voices import Memory, Noun, Voice, adjective, may_be, nouns, plural_of, qualities
from nizam.text.phrases import Found
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.parties import Entities

_RUSSIAN_PLURALS = ("ы", "и", "ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях", "ые", "ие")
_CLASS_REACH = 24  # characters before a name in which its class word may stand
_OF_THEM = (("of", "them"), ("of", "whom"), ("из", "них"))
_ENDS = frozenset(".!?؟…\n»”")
_GOVERNING = frozenset(("government", "presidency", "country", "army", "parliament", "leader", "president", "side"))


@dataclass(frozen=True, slots=True)
class Speakers:
    """Resolves the noun phrases of one sentence."""

    text: str
    tokens: Sequence[Token]
    entities: Entities
    table: Saying

    def voice(self, first: int, last: int, memory: Memory, *, inside: bool = False) -> Voice | None:
        """The speaker in tokens `first:last`; None where nobody can be made out there.

        `inside` admits a body after a preposition («в МИД России опровергли»).
        """
        whole = last
        first, last = self._trim(first, last, inside)
        if first >= last:
            return None
        voice = self._resolve(first, last, whole, memory, inside)
        return replace(voice, reach=self.tokens[last - 1].end) if voice else None

    def _resolve(self, first: int, last: int, whole: int, memory: Memory, inside: bool) -> Voice | None:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        pronoun = self._pronoun(first, last, memory)
        if pronoun is not None:
            return pronoun
        found = [(e, m) for e, m in self.entities.at(start, end) if m.span.start >= start]
        nouns_here = self.nouns_in(first, last)
        head = self._head(nouns_here, first, last)
        named = self._person(found, head, start)
        if named is not None:
            return named
        if head is not None and head.value.kind == "person":
            return self._unnamed(head, found, first, last, memory)
        if head is not None and head.value.kind == "text":
            wide = self.entities.at(start, self.tokens[whole - 1].end)
            author = next((e for e, m in wide if m.kind != "role" and e.type in ("org", "country", "group")), None)
            if author is not None:
                return Voice(author.id, start, self.tokens[first + head.last - 1].end, head.value.english, True, "text")
        name = next(((e, m) for e, m in found if m.kind == "name" and self._leads(m, head, first, inside)), None)
        if name is not None:
            entity, mention = name
            return Voice(entity.id, mention.span.start, mention.span.end, "", True)
        if head is not None:
            return self._unnamed(head, found, first, last, memory)
        if found and self._first_word(found[0][1], first):
            return Voice(found[0][0].id, found[0][1].span.start, found[0][1].span.end, "", True)
        return self._open(found, first, last)

    def _trim(self, first: int, last: int, inside: bool) -> tuple[int, int]:
        """Without leading joints and what follows the phrase (when, where, to whom it was said)."""
        while first < last and self.tokens[first].folded in self.table.words["openers"]:
            first += 1
        if inside and first < last and self.tokens[first].folded in self.table.words["belongs"]:
            first += 1
        stops = self.table.phrases["stops"]
        for at in range(first, last):
            if at > first and stops.longest_at(self.text, self.tokens[:last], at):
                inner = self.entities.at(self.tokens[at].start, self.tokens[at].end)
                if not any(m.span.start < self.tokens[at].start for _, m in inner):
                    return first, at
        return first, last

    def _pronoun(self, first: int, last: int, memory: Memory) -> Voice | None:
        token = self.tokens[first]
        some = token.folded in self.table.words["determiners"] and first + 2 < last
        if some and memory.last and (self.tokens[first + 1].folded, self.tokens[first + 2].folded) in _OF_THEM:
            return replace(memory.last, start=token.start, end=self.tokens[first + 2].end)
        if last - first == 1 and token.folded in self.table.words["others"]:
            noun = memory.last.noun if memory.last and memory.last.noun and not memory.last.entity else "person"
            many = token.folded in self.table.words["several"]
            return Voice(f"unnamed {plural_of(noun) if many else noun}", token.start, token.end, noun, False, "person")
        if last - first > 2 or token.folded not in self.table.words["pronouns"]:
            return None
        if memory.last is not None and not self._changed(memory.last, token):
            return Voice(memory.last.value, token.start, token.end, memory.last.noun, memory.last.entity)
        # Nobody has spoken yet: the person named last, or nobody known.
        named = self._named_before(token.start)
        if named is None and memory.last is not None:
            return Voice(memory.last.value, token.start, token.end, memory.last.noun, memory.last.entity)
        value = named[1] if named else ""
        return Voice(value, token.start, token.end, "", bool(value))

    def _named_before(self, start: int, after: int = -1, opening: bool = False) -> tuple[int, str] | None:
        """The person named last in `after:start`; with `opening`, the last one whose name opens a sentence."""
        best: tuple[int, str] | None = None
        for entity in self.entities.all:
            if entity.type != "person":
                continue
            for mention in entity.mentions:
                at = mention.span.start
                if not after < at < start or mention.span.end > start or (best and at <= best[0]):
                    continue
                lead = self.text[max(0, at - 3) : at].rstrip(" \t")[-1:]
                if mention.kind != "nationality" and (not opening or at == 0 or lead in _ENDS):
                    best = (at, entity.id)
        return best

    def _changed(self, last: Voice, token: Token) -> bool:
        """Whether "he" or "she" is somebody else than the last speaker: a body, or another person named since."""
        if token.folded not in self.table.words["personal"]:
            return False
        entity = self.entities.by_id(last.value) if last.entity else None
        body = entity.type != "person" if entity else last.kind in ("body", "text")
        since = self._named_before(token.start, last.start, opening=not body)
        return since is not None and (entity is None or since[1] != entity.id)

    def nouns_in(self, first: int, last: int) -> list[Found[Noun]]:
        return nouns(self.table.language).find(self.text, self.tokens[first:last])

    def _head(self, here: list[Found[Noun]], first: int, last: int) -> Found[Noun] | None:
        """The noun the phrase is about: the first in Arabic and Russian, the last before a preposition in English."""
        if not here:
            return None
        if self.table.language != "en":
            return here[0]
        limit = next(
            (i - first for i in range(first + 1, last) if self.tokens[i].folded in self.table.words["belongs"]),
            last - first,
        )
        core = [noun for noun in here if noun.first < limit]
        return core[-1] if core else None

    def _person(self, found: list[tuple[Entity, Mention]], head: Found[Noun] | None, start: int) -> Voice | None:
        """A person named in the phrase, unless they only belong to its head ("a spokesman for Mr Lee")."""
        best: tuple[Entity, Mention] | None = None
        for entity, mention in found:
            if entity.type != "person" or self._possessive(mention):
                continue
            if mention.span.start > start and self._belongs_before(mention.span.start):
                continue
            if best is None or (best[1].kind != "name" and mention.kind == "name"):
                best = (entity, mention)
        if best is None:
            return None
        entity, mention = best
        noun = head.value.english if head else ""
        return Voice(entity.id, min(start, mention.span.start), mention.span.end, noun, True)

    def _possessive(self, mention: Mention) -> bool:
        return self.text[mention.span.end : mention.span.end + 2] in ("'s", "’s")

    def _belongs_before(self, start: int) -> bool:
        """Whether a preposition, or an Arabic ل or ب on the same word, stands right before a place in the text."""
        before = self.text[max(0, start - 14) : start]
        words = before.split()
        if not words:
            return False
        if not before[-1].isspace():
            return words[-1] in ("ل", "ب", "ول", "وب") or (before[-1] in "لب" and len(words[-1]) <= 2)
        return words[-1].lower() in self.table.words["belongs"]

    def _leads(self, mention: Mention, head: Found[Noun] | None, first: int, inside: bool) -> bool:
        """Whether a name is the phrase's own subject: nothing but its class word, titles and adjectives before it."""
        if self._possessive(mention):
            return False
        start = self.tokens[first].start
        if mention.span.start == start or (inside and mention.span.start <= start + 1):
            return True
        if mention.span.start > start and self._belongs_before(mention.span.start):
            return False
        between = self.text[start : mention.span.start].split()
        return head is not None or len(between) <= 3

    def _first_word(self, mention: Mention, first: int) -> bool:
        return mention.span.start <= self.tokens[min(first + 1, len(self.tokens) - 1)].start

    def _unnamed(
        self, head: Found[Noun], found: list[tuple[Entity, Mention]], first: int, last: int, memory: Memory
    ) -> Voice:
        noun = head.value
        start, end = self.tokens[first].start, self.tokens[first + head.last - 1].end
        nations = [e for e, m in found if m.kind == "nationality"]
        if noun.english in _GOVERNING and noun.kind == "body" and nations:
            return Voice(nations[0].id, start, end, noun.english, True)
        bare = head.last - head.first >= last - first - 1 and not nations
        if self._is_definite(first, head) and (bare or self.table.language == "en"):
            again = self._again(noun, start, memory)
            if again is not None:
                return Voice(again.value, start, end, noun.english, again.entity)
        tail = self._tail(head, found, first, last, memory)
        words = self._english(head, found, first, last, nations, tail)
        return Voice(f"unnamed {words}" + (f", {tail}" if tail else ""), start, end, noun.english, False, noun.kind)

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
