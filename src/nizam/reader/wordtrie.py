"""Find phrases of common words in running text: every phrase at every place, little words and short gaps minded.

`text/phrases.py` gives the longest phrase only; facts need them all, since one stretch of words may carry several.

A label is words parted by spaces. `sell/sold` gives alternatives for one word; `=ships` wants that very form, where a
stem would say too much; `North_Korea/DPRK` joins the words of one alternative; `..` lets up to `GAP` words stand
between. An Arabic pair `باع/يبيع` (perfect and imperfect) stands for the verb's usual forms. `^WHO` wants the
capitals too. "M/V" and the like are written as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from nizam.record import Record
from nizam.text.arabic import stem
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic, stem_keys, tokenise, word_stem
from nizam.text.tries import Node, Tries

T = TypeVar("T")

GAP = 5
_REMEMBERED = 8_000
_ANY = ".."
_SHORTEST = 3
# What may stand between two words of a phrase. A comma or full stop parts them.
_JOINT = re.compile("^(?:['’]s\\b)?[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\\-‐‑–—ـ'’\"“”«»/&()]*$")
_OPENS = ("«", "“", "„")
_CLOSES = "»”“"
_LONGEST_QUOTE = 60
_LOOSE = re.compile("^[^.!?؟;؛\n]*$")


class Hit(Record, Generic[T], frozen=True):
    """A phrase at tokens `first:last` (exclusive), text `start:end`."""

    value: T
    start: int
    end: int
    first: int
    last: int
    label: str


class WordTrie(Generic[T]):
    """Labels with values, compared by stem. Build with `add`, then `find`."""

    def __init__(self, little: Collection[str] = (), kept: str = "") -> None:
        """`little`: words that may stand between two words of any label ("the", "its"). `kept`: see Tries."""
        self._little = frozenset(little)
        self._tries = Tries(_insert, "words", kept)
        # Where the labels go on that a word may begin, by the word as written.
        self._begun: dict[str, tuple[Node, ...]] = {}

    @property
    def size(self) -> int:
        """How many labels were added."""
        return self._tries.size

    def add(self, label: str, value: T) -> None:
        """Add a label and all the forms its slashes stand for."""
        self._begun.clear()
        self._tries.add(label, value)

    def extend(self, labels: Iterable[str], value: T) -> None:
        """Add several labels of one value."""
        self._begun.clear()
        self._tries.extend(labels, value)

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit[T]]:
        """All phrases, in order of place; the same value inside a longer phrase of that value is left out."""
        out: list[Hit[T]] = []
        begun = self._begun
        # An empty entry says that no label begins so; no entry, that nobody asked yet.
        for at in [at for at, token in enumerate(tokens) if begun.get(token.text, True)]:
            nodes = self._begun.get(tokens[at].text)
            if nodes is None:
                nodes = self._beginnings(tokens[at])
            for node in nodes:
                self._walk(text, tokens, at, at + 1, node, out)
        return _outermost(out)

    def _beginnings(self, token: Token) -> tuple[Node, ...]:
        """The nodes of a first word; () for one that begins no label, as most do."""
        if len(self._begun) >= _REMEMBERED:
            self._begun = {}
        begin = self._tries.root(token.folded).get
        found = [node for key in _keys(token.text, token.folded) if (node := begin(key)) is not None]
        beginnings = self._begun[token.text] = tuple(found)
        return beginnings

    def _walk(self, text: str, tokens: Sequence[Token], first: int, at: int, node: Node, out: list[Hit[T]]) -> None:
        """Put every phrase that goes on from a node at a token into `out`."""
        ends = "\0" in node
        if ends:
            for value, label in self._tries.values(tokens[first].folded, node):
                out.append(Hit(value, tokens[first].start, tokens[at - 1].end, first, at, label))
        if at >= len(tokens) or (ends and len(node) == 1):
            return
        between = text[tokens[at - 1].end : tokens[at].start]
        if between == " " or _JOINT.match(between):
            self._step(text, tokens, first, at, node, out)
            if between.endswith(_OPENS):
                self._past_quotation(text, tokens, first, at, node, out)
            # Past a little word, which never ends a phrase.
            little = tokens[at].folded in self._little and at + 1 < len(tokens)
            if little and _JOINT.match(text[tokens[at].end : tokens[at + 1].start]):
                self._step(text, tokens, first, at + 1, node, out)
        wide = node.get(_ANY)
        if wide is not None:
            for ahead in range(at, min(at + GAP + 1, len(tokens))):
                if not _LOOSE.match(text[tokens[ahead - 1].end : tokens[ahead].start]):
                    break
                self._step(text, tokens, first, ahead, wide, out)

    def _past_quotation(
        self, text: str, tokens: Sequence[Token], first: int, at: int, node: Node, out: list[Hit[T]]
    ) -> None:
        """«بنك «تومان» الكوري الشمالي»: a name in quotation marks may stand within a phrase."""
        reach = range(tokens[at].end, min(tokens[at].end + _LONGEST_QUOTE, len(text)))
        closed = next((c for c in reach if text[c] in _CLOSES), -1)
        ahead = next((i for i in range(at + 1, len(tokens)) if tokens[i].start > closed), len(tokens))
        if closed >= 0 and ahead < len(tokens) and _JOINT.match(text[closed + 1 : tokens[ahead].start]):
            self._step(text, tokens, first, ahead, node, out)

    def _step(self, text: str, tokens: Sequence[Token], first: int, at: int, node: Node, out: list[Hit[T]]) -> None:
        """Go on with the nodes that the word at a token leads to."""
        for key in _keys(tokens[at].text, tokens[at].folded):
            child = node.get(key)
            if child is not None:
                self._walk(text, tokens, first, at + 1, child, out)


def _insert(root: Node, label: str, number: int) -> None:
    for words in _spelled_out(label):
        node = root
        for word in words:
            node = node.setdefault(word, {})
        numbers = node.setdefault("\0", [])
        if number not in numbers:
            numbers.append(number)


@lru_cache(maxsize=16_384)
def _keys(word: str, folded: str) -> tuple[str, ...]:
    """Under what a word may stand in a label: its stems, itself, itself with its capitals."""
    return (*(k.text for k in stem_keys(folded)), "=" + folded, "^" + word)


def _outermost(hits: list[Hit[T]]) -> list[Hit[T]]:
    hits.sort(key=lambda h: (h.first, -h.last))
    out: list[Hit[T]] = []
    reach: dict[T, int] = {}
    for hit in hits:
        if hit.last > reach.get(hit.value, -1):
            reach[hit.value] = hit.last
            out.append(hit)
    return out


def _spelled_out(label: str) -> Iterator[tuple[str, ...]]:
    """The key sequences of a label: slashes multiplied out, words as stems."""
    parts: list[list[str]] = []
    for word in label.split():
        if word == _ANY:
            parts.append([_ANY])
            continue
        forms = word.split("/") if len(word) > 3 else [word]
        if len(forms) == 2 and is_arabic(forms[0]) and fold(forms[1])[:1] == "ي":
            forms = _arabic_verb(*forms)
        # A hyphenated or joined form is several tokens: kept together as one alternative.
        parts.append([" ".join(_label_keys(form)) for form in forms if form])
    for choice in product(*parts):
        words = tuple(key for part in choice for key in part.split())
        if words:
            yield words


def _label_keys(form: str) -> list[str]:
    if form.startswith("="):
        return ["=" + fold(form[1:])]
    if form.startswith("^"):
        return [form]
    out = []
    for token in tokenise(form.replace("_", " ")):
        folded = token.folded
        if is_arabic(folded):
            bare = folded[2:] if token.text.startswith("ال") and len(folded) > 4 else folded
            out.append(stem(bare))
        else:
            cut = word_stem(folded)
            # A stem this short is another word: «наём» is no «на», «заём» no «за».
            out.append(cut if len(cut) >= _SHORTEST or cut == folded else "=" + folded)
    return out


def _arabic_verb(perfect: str, imperfect: str) -> list[str]:
    """Usual forms of a verb from its third person: feminine, plural, and the prefixes ت and ن."""
    past, now = fold(perfect), fold(imperfect)
    base = past[:-1] if past.endswith(("ي", "ا")) and len(past) > 2 else past
    out = [past, base + "ت", base + "وا", now, "ت" + now[1:], "ن" + now[1:]]
    if now.endswith("ي"):
        out += [now[:-1] + "ون", "ت" + now[1:-1] + "ون"]
    if past.endswith("ي"):
        out.append(past[:-1] + "ا")
    return list(dict.fromkeys(out))
