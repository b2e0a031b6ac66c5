"""Parties of an Arabic sentence: where each begins, and how far its name and description go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from nizam import yamltext
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.namespans import name_spans
from nizam.reader.dealing.sides import untied_at
from nizam.reader.wordtrie import Hit, WordTrie
from nizam.record import replace
from nizam.regime.terms import VOCABULARY
from nizam.text.dates import find_dates
from nizam.text.gazetteer import Named
from nizam.text.normalise import fold
from nizam.text.numbers import find_amounts
from nizam.text.phrases import Found
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_VERB_RANK = {"move": 0, "leave": 1, "wish": 2, "pay": 3, "in": 4, "out": 5}
_MOST_WORDS = 14
_NEAR_PLACE = 4
_STEM = 3
_PLACES = frozenset(("country", "place", "capital"))
_QUOTES = ("«", "“", "„", '"')
_OBJECTS = ("ها", "هم", "هما", "ه")
_SHORTEST_VERB = 2
_ADJECTIVAL = ("ي", "يه", "يين", "يون")


class _Placed(Protocol):
    """Something at `start:end` of the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@lru_cache(maxsize=1)
def constructions_ar() -> Mapping[str, Any]:
    """The words and rules of constructions_ar.yml."""
    data: Mapping[str, Any] = yamltext.load(VOCABULARY / "words" / "constructions_ar.yml")
    return data


@lru_cache(maxsize=1)
def words_ar() -> WordTrie[str]:
    """The words that stand for signs."""
    trie: WordTrie[str] = WordTrie()
    for sign, labels in constructions_ar()["words"].items():
        trie.extend(labels, sign)
    return trie


class Words:
    """What is known of each token of an Arabic sentence, and how far the name of a party goes."""

    def __init__(self, vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> None:
        self.text, self.tokens = text, tokens
        bare, untied = vocabulary.grammar["korea"], untied_at(vocabulary, text, tokens)
        self.names: dict[int, Found[Named]] = {
            f.first: f
            for f in named_in(text, tokens)
            if f.value.country and not _weak(f) and f.first not in untied
            if f.last - f.first > 1 or tokens[f.first].folded not in bare
        }
        self.special = _longest(words_ar().find(text, tokens))
        hits = vocabulary.trade_words(text, tokens)
        self.heads: dict[int, tuple[int, str]] = {
            **{h.first: (h.last, h.label) for h in hits if h.value[0] == "name-heads"},
            **{at: (h.last, h.label) for at, h in self.special.items() if h.value == "party"},
        }
        self.verbs: dict[int, tuple[int, str]] = {}
        for hit in hits:
            held = self.verbs.get(hit.first)
            kind = hit.value[1]
            if hit.value[0] == "verbs" and (held is None or _VERB_RANK[kind] > _VERB_RANK[held[1]]):
                self.verbs[hit.first] = (hit.last, kind)
        self.feeding = tuple(vocabulary.grammar["feeding-ar"])
        quoted = [(a, b) for a, b in name_spans(vocabulary, text) if text[: tokens[a].start].endswith(_QUOTES)]
        self.spans = dict(quoted)
        for at, token in enumerate(tokens):
            if at not in self.verbs and at not in self.special:
                self._with_object(vocabulary, at, token.folded)
        self.things = {i for g in goods for i in range(g.first, g.last)}
        self.amounts = _at(tokens, find_amounts(text, tokens))
        self.dated = _at(tokens, find_dates(text, tokens))

    def _with_object(self, vocabulary: Vocabulary, at: int, word: str) -> None:
        """«اشترته», «فتحه»: a verb with its object written onto it, before whoever does it."""
        base = next((word.removesuffix(e) for e in _OBJECTS if word.endswith(e)), "")
        if len(base) < _SHORTEST_VERB or not {at + 1} & (self.heads.keys() | self.names.keys() | self.spans.keys()):
            return
        alone = tokenise(base)
        for hit in vocabulary.trade_words(base, alone):
            if hit.value[0] == "verbs" and "/" in hit.label:
                self.verbs[at] = (at + 1, hit.value[1])
        for told in words_ar().find(base, alone):
            if "/" in told.label:
                self.special[at] = replace(told, first=at, last=at + 1)

    def gets_next(self) -> bool:
        """Whether a verb of getting stands before the party that is being read; what reads the row knows."""
        return False

    def others_told(self) -> bool:
        """Whether another party with its country stands before."""
        return False

    def codes(self, first: int, last: int) -> tuple[str, ...]:
        """The countries that a party's own words tell."""
        codes = [str(f.value.country) for at, f in sorted(self.names.items()) if first <= at < last]
        return tuple(dict.fromkeys(codes))

    def gap(self, at: int) -> str:
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else ""

    def is_nationality(self, at: int) -> bool:
        return at in self.names and self.names[at].value.kind == "adjective"

    def extent(self, first: int, last: int, *, chain: bool) -> int:
        """Where the name and description of a party end. `chain`: genitives may follow ("the store of a firm of …")."""
        definite = self.tokens[first].folded.lstrip("وبف").startswith(("ال", "لل"))
        own: set[str] = {str(f.value.country) for at, f in self.names.items() if first <= at < last}
        while last < len(self.tokens) and last - first < _MOST_WORDS:
            ahead = self._further(first, last, chain=chain and not definite, own=own)
            if ahead <= last:
                break
            own |= {str(f.value.country) for at, f in self.names.items() if last <= at < ahead}
            chain = chain and ahead == last + 1 and last in self.heads
            definite = definite or not chain
            last = ahead
        return last

    def _further(self, first: int, at: int, *, chain: bool, own: set[str]) -> int:
        """The token after what goes on with a party's name at a token, or that token itself where it ends."""
        gap, word = self.gap(at), self.tokens[at].folded
        if re.search(r"[.!?؟؛;:\n]", gap):
            return at
        if "(" in gap and self.tokens[at].text[:1].isascii():
            return self._in_letters(at)
        if re.search("[,،()]", gap):
            return self._apposed(at)
        if at in self.spans:
            return self.spans[at]
        if at in self.names:
            return self._named_on(at, own)
        if at in self.heads:
            last, label = self.heads[at]
            return last if chain and at == first + 1 and not proclitic(word, label) else at
        if word in ("في", "قرب", "قباله", "ومقرها", "ومقره", "مقرها", "مقره"):
            return self._placed(at, own)
        if word == "من":
            return self._placed(at, own) if self._comes_from(first, at, own) else at
        if word.startswith("لل") and at not in self.verbs:
            return at + 1
        if at in self.verbs and chain and at == first + 1 and not self._starts_deed(at):
            return at + 1
        if at in self.special or at in self.verbs or at in self.things or at in self.amounts or at in self.dated:
            return at
        # Past its nationality only adjectives go on with a party: «شركة صينية صفقة» has two nouns.
        return at + 1 if not own or word.startswith("ال") or word.endswith(_ADJECTIVAL) else at

    def _starts_deed(self, at: int) -> bool:
        """A noun of trade right after a body is its business («شركة شحن», «مكتب توريد»), unless goods come at once."""
        following = at + 1
        return following in self.amounts or following in self.things or self.tokens[at].folded.startswith("ل")

    def _apposed(self, at: int) -> int:
        """ "X, China," and "X (North Korea)": a country alone between two commas."""
        name = self.names.get(at)
        if name is None or name.value.kind not in _PLACES:
            return at
        closed = name.last >= len(self.tokens) or re.search("[,،()؛.:]", self.gap(name.last))
        return name.last if closed and not self.tokens[at].folded.startswith(("ل", "و")) else at

    def _in_letters(self, at: int) -> int:
        """Past the name in Latin letters that stands in brackets after the Arabic one."""
        closed = self.text.find(")", self.tokens[at].start)
        last = at
        while last < len(self.tokens) and self.tokens[last].start < closed:
            last += 1
        return last

    def _named_on(self, at: int, own: set[str]) -> int:
        name = self.names[at]
        prefix = self.tokens[at].folded[: max(name.start - self.tokens[at].start, 0)]
        if name.value.kind == "adjective":
            return name.last if not prefix or not own else at
        if prefix.startswith("ب"):
            return name.last if not own or name.value.country in own else at
        if prefix or self.tokens[at].folded.startswith("لل"):
            return at
        return name.last if not own or name.value.country in own else at

    def _placed(self, at: int, own: set[str]) -> int:
        """ "In the city of X": the place belongs to the party, unless it is another country's."""
        for ahead in range(at + 1, min(at + 1 + _NEAR_PLACE, len(self.tokens))):
            if re.search("[.,،؛:()]", self.gap(ahead)) or ahead in self.verbs or ahead in self.amounts:
                return at
            name = self.names.get(ahead)
            if name is not None:
                return name.last if not own or name.value.country in own else at
        return at

    def _comes_from(self, first: int, at: int, own: set[str]) -> bool:
        """«تاجر من هانوي»: "from" belongs to the party where its country is told already, or where another party
        or another "from" says whence the goods are; else after a verb of getting it is whence they come."""
        name = next((self.names[i] for i in range(at + 1, min(at + 3, len(self.tokens))) if i in self.names), None)
        if name is None:
            return False
        if own:
            return name.value.country in own
        if not self.gets_next():
            return at == first + 1
        if self.others_told():
            return True
        later = [i for i in range(name.last, len(self.tokens)) if self.tokens[i].folded == "من"]
        return any(i + 1 in self.heads or i + 1 in self.names for i in later)


def _weak(found: Found[Named]) -> bool:
    return found.value.ambiguous and found.value.kind not in ("country", "place")


def _longest(hits: Sequence[Hit[str]]) -> dict[int, Hit[str]]:
    out: dict[int, Hit[str]] = {}
    for hit in hits:
        held = out.get(hit.first)
        if held is None or hit.last > held.last:
            out[hit.first] = hit
    return out


@lru_cache(maxsize=4096)
def proclitic(folded: str, label: str) -> str:
    """What is written before a word of a label, "" where the word stands bare; the article counts as "ال".

    >>> proclitic("للشركه", "شركة/شركات"), proclitic("شركه", "شركة"), proclitic("والمشتري", "مشتري")
    ('لل', '', 'وال')
    """
    begin = fold(label.split("/")[0].split()[0]).removeprefix("ال")[:_STEM]
    at = folded.find(begin)
    return folded[:at] if 0 < at <= _STEM + 1 else ""


def _at(tokens: Sequence[Token], found: Iterable[_Placed]) -> set[int]:
    return {i for f in found for i, t in enumerate(tokens) if f.start <= t.start < f.end}
