"""Who speaks: a noun phrase turned into an entity, or into English words for somebody unnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention
from nizam.reader.saying.gender import gender_of, told_by
from nizam.reader.saying.voices import Memory, Noun, Voice, plural_of
from nizam.reader.saying.wording import Wording
from nizam.record import replace
from nizam.text.phrases import Found
from nizam.text.tokens import Token

if TYPE_CHECKING:
    pass

_OPENING = 5
_OF_THEM = (("of", "them"), ("of", "whom"), ("из", "них"))
_GOVERNING = frozenset(("government", "presidency", "country", "army", "parliament", "leader", "president", "side"))


class Speakers(Wording, frozen=True):
    """Resolves the noun phrases of one sentence."""

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

    def opens(self, first: int, last: int) -> bool:
        """Whether a noun for somebody, or a name, stands at the very start of tokens `first:last`."""
        if any(noun.first <= 1 for noun in self.nouns_in(first, min(first + _OPENING, last))):
            return True
        return bool(self.entities.at(self.tokens[first].start, self.tokens[min(first + 1, last - 1)].end))

    def _resolve(self, first: int, last: int, whole: int, memory: Memory, inside: bool) -> Voice | None:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        end += self.text[end : end + 1] == "."  # "Blue Quay Ltd."
        pronoun = self._pronoun(first, last, memory)
        if pronoun is not None:
            return pronoun
        found = [(e, m) for e, m in self.entities.at(start, end) if m.span.start >= start]
        whole_name = next((p for p in found if p[1].kind == "name" and p[1].span.end >= end - 1), None)
        if whole_name is not None and whole_name[1].span.start == start:
            return Voice(whole_name[0].id, start, whole_name[1].span.end, "", True)  # "Petrakis & Daughters"
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
            body = next(
                (n for n in self.nouns_in(first, whole) if n.first >= head.last and n.value.kind == "body"), None
            )
            again = self.again(body.value, start, memory) if body is not None else None
            if again is not None:
                return replace(again, start=start, end=self.tokens[first + head.last - 1].end, kind="text")
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
        sure = token.folded in ("он", "она")  # «рассказала она нашему корреспонденту»
        if (last - first > 2 and not sure) or token.folded not in self.table.words["pronouns"]:
            return None
        if token.folded in self.table.words["first_person"]:
            return Voice("unnamed author", token.start, token.end, "author", False, "person")
        meant = self._meant(first, memory) or memory.last or Voice("", token.start, token.end)
        return Voice(meant.value, token.start, token.end, meant.noun, meant.entity)

    def _meant(self, first: int, memory: Memory) -> Voice | None:
        """Whom a pronoun at a token means, where it is not the last speaker."""
        token, last = self.tokens[first], memory.last
        single = last is not None and self._is_one(last)
        if token.folded in self.table.words["they"] and (single or last is None):
            return self._many_before(first, memory)
        if last is not None and not self._is_personal(token):
            return None
        changed = self.changed(last, token.start, told_by(token.folded)) if self._is_personal(token) else None
        if changed is None and last is None:
            # Nobody has spoken yet: the person named last.
            changed = (self.named_before(token.start) or (0, None))[1]
        if changed is not None:
            return Voice(changed, token.start, token.end, "", True)
        alone = last is None or (not last.entity and not single)
        return self.introduced(token.start) if alone and self._is_personal(token) else None

    def _is_personal(self, token: Token) -> bool:
        return token.folded in self.table.words["personal"]

    def changed(self, last: Voice | None, start: int, gender: str = "") -> str | None:
        """Who "he" or "she" at a place is, where that is not the last speaker: a person who was spoken of since.

        After a body that may be any person named since; after a person, one who is the subject of a clause, or whom
        the other's name leaves no choice.
        """
        entity = self.entities.by_id(last.value) if last is not None and last.entity else None
        body = last is not None and (entity.type != "person" if entity else last.kind in ("body", "text"))
        anew = last is not None and "\n" in self.text[last.start : start]  # in a paragraph of its own
        after = last.start if last else -1
        if anew and not body:
            after = self.text.rfind("\n", 0, start)
        since = self.named_before(start, after, subject=not body and not anew, gender=gender)
        if since is not None and (entity is None or since[1] != entity.id):
            return since[1]
        other = entity is not None and not body and gender
        if other and entity is not None and gender_of(self.text, entity, self.table.language) not in ("", gender):
            named = self.named_before(start, subject=True, gender=gender)
            return named[1] if named else None
        return None

    def _is_one(self, voice: Voice) -> bool:
        """Whether a voice is a single person's."""
        entity = self.entities.by_id(voice.value) if voice.entity else None
        if entity is not None:
            return entity.type == "person"
        return voice.kind == "person" and not voice.value.split(",")[0].endswith("s")

    def _many_before(self, first: int, memory: Memory) -> Voice | None:
        """The people or the body that the clause before "they" is about."""
        for noun in self.nouns_in(0, first) if first else ():
            if noun.value.kind == "body" or self._is_plural(self.tokens[noun.first], noun):
                low = noun.first
                while low > max(0, noun.first - 2) and self.text[self.tokens[low - 1].end] == " ":
                    low -= 1
                return self.voice(low, noun.last, memory)
        return None

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
            # «Представитель Хафтара Ахмед аль-Мисмари»: two names in a row, the first in the genitive.
            whose = best is not None and head is not None and self._adjoins(best[1], mention)
            if best is None or whose or (best[1].kind != "name" and mention.kind == "name"):
                best = (entity, mention)
        if best is None:
            return None
        entity, mention = best
        noun = head.value.english if head else ""
        return Voice(entity.id, min(start, mention.span.start), mention.span.end, noun, True)

    def _adjoins(self, first: Mention, second: Mention) -> bool:
        between = self.text[first.span.end : second.span.start]
        return self.table.language == "ru" and bool(between) and not between.strip()

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
        after = self.tokens[first + head.last : last]
        if self.table.language == "ar":
            # A definite noun takes no genitive: «الوزارة جملة وتفصيلاً» says no more of who it is.
            bare = not any(t.folded.startswith("ال") or t.folded in self.table.words["belongs"] for t in after)
        else:
            bare = head.last - head.first >= last - first - 1
        bare = bare and not nations
        if self._is_definite(first, head) and (bare or self.table.language == "en"):
            again = self.again(noun, start, memory)
            many = self.table.language == "ar" and self._is_plural(self.tokens[first + head.first], head)
            if again is not None and not (many and noun.kind == "person" and again.value.rstrip("s") == again.value):
                return Voice(again.value, start, end, noun.english, again.entity)
        tail = self._tail(head, found, first, last, memory)
        words = self._english(head, found, first, last, nations, tail)
        return Voice(f"unnamed {words}" + (f", {tail}" if tail else ""), start, end, noun.english, False, noun.kind)
