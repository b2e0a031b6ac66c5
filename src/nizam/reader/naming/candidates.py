"""Possible mentions before they are chosen between, and the scene they are found in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nizam.reader.naming.lexicon import glosses, words
from nizam.reader.segment import Sentence
from nizam.record import Record, replace
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic

SPACE = re.compile("^[\\s\u00a0\u200b-\u200f\u202a-\u202e]*$")
LINK = re.compile("^(?:[\\s\u00a0\u200b-\u200f\u202a-\u202e]*|[-‐‑–]|\\.\\s|['’]\\s?)$")


class Candidate(Record, frozen=True):
    """A stretch that may name something. `rank` decides between overlapping ones; `group` is what it is grouped by.

    `kind` is the mention's (name, role, nationality); `ident` the table's key where the thing is known.
    """

    start: int
    end: int
    type: str
    name: str
    country: str | None = None
    kind: str = "name"
    ident: str = ""
    rank: int = 0
    sort: str = ""
    role: str = ""
    inflected: bool = False

    def overlaps(self, other: Candidate) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Candidate) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(slots=True)
class Scene:
    """A sentence with what the gazetteer found in it; finders add to `found`."""

    text: str
    language: str
    sentence: Sentence
    hits: list[Found[Named]]
    lower: frozenset[str] = frozenset()
    maritime: bool = False
    found: list[Candidate] = field(default_factory=list)
    tokens: Sequence[Token] = ()
    runs: list[tuple[int, int]] | None = None
    _headline: bool | None = None
    _by_token: dict[int, Found[Named]] | None = None

    def __post_init__(self) -> None:
        self.tokens = self.sentence.tokens

    def gap(self, index: int) -> str:
        """The text between a token and the one before it."""
        if index <= 0 or index >= len(self.tokens):
            return "\0"
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def touches(self, index: int) -> bool:
        """Whether only blanks part a token from the one before it."""
        return bool(SPACE.match(self.gap(index)))

    def token_at(self, start: int) -> int:
        """The index of the token that covers a place in the text; the number of tokens where none does."""
        for index, token in enumerate(self.tokens):
            if token.start <= start < token.end:
                return index
        return len(self.tokens)

    def has_arabic(self) -> bool:
        """Whether any word is in Arabic script."""
        return self.language == "ar" or any(map(arabic, self.tokens))

    def headline(self) -> bool:
        """Whether capitals tell nothing here: a title in which most words have one."""
        if self._headline is None:
            wordy = [t for t in self.tokens if len(t.text) > 3 and t.text[:1].isalpha()]
            share = 0.65 if self.sentence.paragraph == -1 else 0.9
            self._headline = 3 < len(wordy) <= 40 and sum(t.capital for t in wordy) > share * len(wordy)
        return self._headline

    def hit_at(self, index: int) -> Found[Named] | None:
        """The gazetteer's hit that covers a token, if any; the first of several readings."""
        if self._by_token is None:
            self._by_token = {}
            for hit in reversed(self.hits):
                for at in range(hit.first, hit.last):
                    self._by_token[at] = hit
        return self._by_token.get(index)


def arabic(token: Token) -> bool:
    return is_arabic(token.text)


def has_article(token: Token) -> bool:
    """Whether an Arabic word begins with the article: القائد does, ألبرتو and إلياس do not."""
    return token.folded.startswith("ال") and token.text.lstrip("\u200e\u200f\u202a-\u202e")[:1] not in "أإآ"


def bare_prefix(folded: str) -> str:
    """An Arabic word without و or ف, ب, ل, ك in front, where enough is left."""
    if folded[:1] in "وف" and (len(folded) > 3 or folded[1:] == "في"):
        folded = folded[1:]
    if folded[:1] in "بلك" and len(folded) > 4:
        folded = folded[1:]
    return folded


def is_function_word(folded: str) -> bool:
    lists = words()
    return folded in lists.not_names or (folded[:1] in "وف" and folded[1:] in lists.not_names)


def hit_kind(scene: Scene, index: int) -> str:
    hit = scene.hit_at(index)
    return hit.value.kind if hit is not None and not hit.value.ambiguous else ""


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best set that does not overlap: higher rank first, then longer, then earlier.

    Roles may hold names (a president's country), a lower-case embassy its country; nationalities give way to all.
    """
    chosen: list[Candidate] = []
    taken: dict[int, Candidate] = {}
    ordered = sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start))
    for one in (c for c in ordered if c.kind == "name"):
        if any(position in taken for position in range(one.start, one.end)):
            continue
        chosen.append(one)
        for position in range(one.start, one.end):
            taken[position] = one
    # The country in «سفارة كوريا الشمالية» stays a name: the body is shown, and whose it is.
    missions = [c for c in chosen if c.type == "org" and c.sort in glosses("missions") and not c.ident]
    for one in ordered if missions else ():
        if one.type == "country" and one.kind == "name" and any(m.covers(one) for m in missions):
            chosen.append(one)
            missions = [m for m in missions if not m.covers(one)]
    roles: dict[int, Candidate] = {}
    for one in (c for c in ordered if c.kind == "role"):
        inside = {id(taken[p]): taken[p] for p in range(one.start, one.end) if p in taken}
        if any(other.type == "person" or not one.covers(other) for other in inside.values()):
            continue
        if any(position in roles for position in range(one.start, one.end)):
            continue
        chosen.append(one)
        for position in range(one.start, one.end):
            roles[position] = one
    for one in (c for c in ordered if c.kind == "nationality"):
        if any(p in taken or p in roles for p in range(one.start, one.end)):
            continue
        chosen.append(one)
        for position in range(one.start, one.end):
            taken[position] = one
    return sorted(chosen, key=lambda c: (c.start, -c.end))


def widened(candidate: Candidate, start: int, end: int) -> Candidate:
    return replace(candidate, start=start, end=end)
