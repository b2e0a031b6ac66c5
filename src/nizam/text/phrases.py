"""Find the phrases of a vocabulary in running text: whole words, clitics and endings minded, longest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from nizam.record import Record
from nizam.text.arabic import splits, stem
from nizam.text.normalise import fold
from nizam.text.tokens import Key, Token, exact_keys, is_arabic, noun_keys, stem_keys, tokenise
from nizam.text.tries import Node, Tries

T = TypeVar("T")

# What may stand between two words of one phrase: spaces, hyphens, joiners, quotes; not a comma or a full stop.
_GAP = re.compile("^(?:['’]s\\b)?[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\\-‐‑–—ـ'’\"“”«»/&]*$")


class Found(Record, Generic[T], frozen=True):
    """A phrase at tokens `first:last` (exclusive), text `start:end`; proclitics of its first word stand outside."""

    value: T
    start: int
    end: int
    first: int
    last: int
    label: str


_REMEMBERED = 8_000
_SHORT, _LONG = 3, 5


class Phrases(Generic[T]):
    """A set of labels, each with a value, matched word by word.

    `names=True` keeps the Arabic article and Latin words as they are (proper names); otherwise words are compared by
    stem and the article is optional (common words); `nouns=True` strips English plurals only, for names of things.
    `kept` and `source` are those of Tries. One label may carry several values; where one is written just as the text
    has it, looser ones give way.
    """

    def __init__(
        self,
        *,
        names: bool = False,
        nouns: bool = False,
        kept: str = "",
        source: Callable[[], Iterable[tuple[Iterable[str], T]]] | None = None,
    ) -> None:
        self._names = names
        self._key_maker = exact_keys if names else noun_keys if nouns else stem_keys
        self._tries = Tries(self._insert, self._key_maker.__name__, kept, source)
        # Where the labels go on that a word may begin; most words of any text begin none, and are asked about often.
        self._begun: dict[str, tuple[tuple[Key, Node], ...]] = {}

    @property
    def size(self) -> int:
        """How many labels were added."""
        return self._tries.size

    def add(self, label: str, value: T) -> None:
        """Add a label of one or more words."""
        self._begun.clear()
        self._tries.add(label, value)

    def _insert(self, root: Node, label: str, number: int) -> None:
        words = tokenise(label)
        if not words:
            return
        node = root
        for word in words:
            node = node.setdefault(self._label_key(word), {})
        node.setdefault("\0", []).append(number)

    def extend(self, labels: Iterable[str], value: T) -> None:
        """Add several labels of one value."""
        self._begun.clear()
        self._tries.extend(labels, value)

    def find(self, text: str, tokens: Sequence[Token]) -> list[Found[T]]:
        """Non-overlapping phrases, longest at each place, left to right."""
        out: list[Found[T]] = []
        free = 0
        for at in self.starts(tokens):
            if at < free:
                continue
            best = self.longest_at(text, tokens, at)
            if best:
                out.extend(best)
                free = best[0].last
        return out

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """Where a label may begin; at any other token none does, and most words of any text begin none."""
        begun = self._begun
        # An empty entry says that no label begins so; no entry, that nobody asked yet.
        return [at for at, token in enumerate(tokens) if begun.get(token.folded, True)]

    def longest_at(self, text: str, tokens: Sequence[Token], at: int) -> list[Found[T]]:
        """The longest phrase that begins at a token, once for each value it carries; [] if none."""
        best: list[Found[T]] = []
        folded = tokens[at].folded
        beginnings = self._begun.get(folded)
        if beginnings is None:
            beginnings = self._beginnings(folded)
        if not beginnings:
            return best
        for key, node in beginnings:
            found = self._walk(text, tokens, at, at + 1, node, key)
            if found and (not best or found[0].last > best[0].last):
                best = found
        if len(best) > 1 and not self._names:
            as_written = [f for f in best if _same_words(f.label, tokens[f.first : f.last])]
            return as_written or best
        return best

    def begins(self, folded: str) -> bool:
        """Whether any label begins with a word."""
        found = self._begun.get(folded)
        return bool(self._beginnings(folded) if found is None else found)

    def _beginnings(self, folded: str) -> tuple[tuple[Key, Node], ...]:
        """The nodes of a first word, each with the key that led there; () for a word that begins no label."""
        if len(self._begun) >= _REMEMBERED:
            self._begun = {}
        begin = self._tries.root(folded).get
        found = [(key, node) for key in self._key_maker(folded) if (node := begin(key.text)) is not None]
        beginnings = self._begun[folded] = tuple(found)
        return beginnings

    def _walk(
        self, text: str, tokens: Sequence[Token], first: int, at: int, node: dict[str, Any], key: Key
    ) -> list[Found[T]]:
        # A node of one entry, the numbers of labels, has no further words.
        further = len(node) > 1 or "\0" not in node
        if further and at < len(tokens) and _joined(text, tokens[at - 1], tokens[at]):
            for nxt in self._key_maker(tokens[at].folded):
                # Inside a phrase only the article may be dropped, not و or ب: «فحم وحديد» is no phrase of coal.
                child = node.get(nxt.text)
                if isinstance(child, dict) and nxt.skip == 0:
                    found = self._walk(text, tokens, first, at + 1, child, key)
                    if found:
                        return found
        values = self._tries.values(tokens[first].folded, node)
        if not values:
            return []
        start = tokens[first].start + _offset(tokens[first], key.skip)
        return [Found(value, start, tokens[at - 1].end, first, at, label) for value, label in values]

    def _label_key(self, word: Token) -> str:
        keys = self._key_maker(word.folded)
        if self._names or not is_arabic(word.folded):
            if self._names and is_arabic(word.folded):
                return word.folded
            # «барит» is no "bar": a Russian stem this short is another word, so the label stands for itself alone.
            short = not self._names and len(keys[0].text) <= _SHORT and len(word.folded) >= _LONG
            return word.folded if short and not word.folded.isascii() else keys[0].text
        # A label is written without proclitics: only its article may go.
        # «ألومنيوم» begins with no article, though folding makes it look so.
        bare = word.folded[2:] if word.text.startswith("ال") and len(word.folded) > 4 else word.folded
        return stem(bare)


def _same_words(label: str, tokens: Sequence[Token]) -> bool:
    """Whether a label's words stand in the text as they are, proclitics and article apart."""
    words = [word.folded.removeprefix("ال") for word in tokenise(label)]
    return len(words) == len(tokens) and all(
        word == token.folded or any(word == s.rest for s in splits(token.folded))
        for word, token in zip(words, tokens, strict=True)
    )


def _joined(text: str, before: Token, after: Token) -> bool:
    """Whether two words may belong to one phrase; a full stop only after a single letter: U.S., N. Korea."""
    gap = text[before.end : after.start]
    if gap == " ":
        return True
    return bool(_GAP.match(gap)) or (before.end - before.start == 1 and gap in (".", ". "))


def _offset(token: Token, skip: int) -> int:
    """How many characters of the token as written make up `skip` characters of its folded form."""
    if not skip:
        return 0
    if token.text == token.folded:
        return skip
    for index in range(1, len(token.text) + 1):
        if len(fold(token.text[:index])) >= skip:
            return index
    return 0
