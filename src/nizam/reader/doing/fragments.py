"""A sentence laid out for the finder of deeds: its words' readings, and the fragments (rough clauses) it falls into.

No parser: a fragment ends at punctuation, at a word that opens a clause, and where "and" joins a second deed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention, Statement
from nizam.reader.doing.deedframes import Cue, DeedWords, Frame
from nizam.reader.wordtrie import Hit
from nizam.record import Record
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import GoodsHit

MOST_TOKENS = 400
_HARD = re.compile(r"[;:؛()\n]|\s[—–-]+\s|[.!?؟]\s")
_QUESTION = re.compile(r"[\s»”\"]*[?؟]")
_COMMA = re.compile("[,،]")
FINITE = frozenset(("past", "present", "future", "passive"))
_FEWEST_LETTERS = 4
_AS = frozenset(("of", "well", "a", "an", "late", "early", "far", "long", "recently", "many", "much", "part"))
_SHORTENED = frozenset(
    ("тыс", "млн", "млрд", "руб", "г", "гг", "т", "им", "ст", "ул", "долл", "dr", "mr", "mrs", "ms", "st", "gen")
)
_PROMISES = frozenset(("proposed", "planned"))
_OFTEN_PREPOSITIONS = frozenset(("since", "after", "before", "until", "despite"))
_CLAUSE = 6
_ADVERBS = frozenset(("not", "also", "now", "later"))


class Deed(Record, frozen=True):
    """A deed's word at tokens `first:last` with the frames it may stand for, each with its form.

    `joined`: the word carries an Arabic «و» or «ف» of its own that is no part of it.
    """

    first: int
    last: int
    frames: tuple[tuple[Frame, str], ...]
    joined: bool = False

    @property
    def light(self) -> str:
        return next((f.light for f, _ in self.frames if f.light), "")

    @property
    def heavy(self) -> tuple[tuple[Frame, str], ...]:
        return tuple((f, form) for f, form in self.frames if not f.light)

    @property
    def form(self) -> str:
        """The verb's form where one of the readings is a verb, else noun."""
        return next((form for _, form in self.frames if form != "noun"), "noun")

    @property
    def verbal(self) -> bool:
        return self.form != "noun"


class Named(Record, frozen=True):
    """A mention of an entity at tokens `first:last`; `prefix` are the Arabic clitics written with it."""

    entity: Entity
    mention: Mention
    first: int
    last: int
    prefix: str


class Fragment(Record, frozen=True):
    """Tokens `first:last`. `opener`: start, complement, sub, relative, coord, comma, hard."""

    first: int
    last: int
    opener: str


class Layout(Record, frozen=True):
    """One sentence with everything read from it. Token indices are the sentence's own."""

    text: str
    tokens: Sequence[Token]
    words: DeedWords
    deeds: tuple[Deed, ...]
    cues: tuple[Hit[Cue], ...]
    goods: tuple[GoodsHit, ...]
    kinds: tuple[Hit[str], ...]
    named: tuple[Named, ...]
    statements: tuple[Statement, ...]
    fragments: tuple[Fragment, ...]
    paragraph: int

    def gap(self, at: int) -> str:
        """The text between token `at` and the one before it."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else ""

    def asks(self) -> bool:
        """Whether the sentence is a question."""
        end = self.tokens[-1].end
        return bool(_QUESTION.match(self.text, end, end + 3))

    def statement_at(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds a stretch's greater part, or its whole span where not."""
        middle = (start + end) // 2
        held = [s for s in self.statements if s.content.start <= middle < s.content.end]
        held = held or [s for s in self.statements if s.span.start <= middle < s.span.end]
        return min(held, key=lambda s: s.content.end - s.content.start, default=None)


class _Marks(Record, frozen=True):
    """Where the words stand that may open a fragment, by token."""

    verbs: frozenset[int]
    deeds: frozenset[int]
    cues: frozenset[int]
    after_cues: frozenset[int]
    things: frozenset[int]


def cut(
    text: str,
    tokens: Sequence[Token],
    words: DeedWords,
    deeds: Sequence[Deed],
    cues: Sequence[Hit[Cue]],
    things: Sequence[tuple[int, int]],
    named: Sequence[Named],
    statements: Sequence[Statement],
) -> tuple[Fragment, ...]:
    """Cut a sentence into fragments. `things` are the token ranges of goods, people and money."""
    joining = [d for d in deeds if d.joined or words.language != "ar"]
    governing = [h for h in cues if h.value.scope == "governs"]
    marks = _Marks(
        frozenset(d.first for d in joining if d.verbal),
        frozenset(d.first for d in joining if d.heavy),
        frozenset(h.first for h in governing),
        frozenset(h.last for h in governing),
        frozenset(i for low, high in (*things, *((n.first, n.last) for n in named)) for i in range(low, high)),
    )
    offers = {tokens[h.last].start for h in governing if h.value.status in _PROMISES and h.last < len(tokens)}
    offers |= {
        tokens[d.last].start for d in deeds if d.last - d.first > 1 and d.last < len(tokens)
    }  # "asked Syria for"
    contents = {s.content.start for s in statements} - offers  # "offered Belarus to build": no clause begins
    inside_name = {i for n in named for i in range(n.first + 1, n.last)}
    cuts: list[tuple[int, str]] = [(0, "start")]
    for at in range(1, len(tokens)):
        if at in inside_name:
            continue
        kind = _opener(tokens, at, text[tokens[at - 1].end : tokens[at].start], words, marks)
        said = tokens[at].start in contents or (at + 1 < len(tokens) and tokens[at + 1].start in contents)
        if (tokens[at].start in contents and kind in ("", "relative")) or (said and kind == "relative"):
            kind = "complement"
        if kind:
            cuts.append((at, kind))
    ends = [at for at, _ in cuts[1:]] + [len(tokens)]
    return tuple(Fragment(at, end, kind) for (at, kind), end in zip(cuts, ends, strict=True))


def _opener(tokens: Sequence[Token], at: int, gap: str, words: DeedWords, marks: _Marks) -> str:
    """What begins at a token: "" where the fragment goes on."""
    folded = tokens[at].folded
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if gap == "." and words.language == "ar" and len(tokens[at - 1].text) > 1:
        return "hard"  # no space after the full stop
    if _HARD.search(gap) and not _only_looks_hard(tokens, at, gap):
        return "hard"
    comma = bool(_COMMA.search(gap))
    if words.language == "en" and folded == "that":
        # After a thing or a name it hangs on that ("cars that left"); else it begins what was heard, said or hoped.
        return "relative" if at - 1 in marks.things and at not in marks.after_cues else "complement"
    if folded in words.relatives:
        return "relative"
    if folded in words.complementisers:
        return "complement"
    if folded == "а" and following == "также":
        return "comma"
    if (folded,) in words.subordinators or (folded, following) in words.subordinators:
        # "as well as", and "before 2017": no clause follows.
        measure = folded == "as" and (following in _AS or tokens[at - 1].folded in _AS)
        preposition = folded in _OFTEN_PREPOSITIONS and not _clause_follows(tokens, at, words, marks)
        return "" if measure or preposition or following.isdigit() else "sub"
    joined = words.language == "ar" and folded[:1] in "وف" and len(folded) >= _FEWEST_LETTERS
    if joined and (at in marks.verbs or (at in marks.deeds and at not in marks.things)):
        return "coord"
    if folded in words.coordinators and following and _second_deed(tokens, at, words, marks):
        return "coord"
    return "comma" if comma else ""


def _clause_follows(tokens: Sequence[Token], at: int, words: DeedWords, marks: _Marks) -> bool:
    """Whether a verb follows "since", "after" or "before": "since it left", not "since spring"."""
    ahead = range(at + 1, min(at + _CLAUSE, len(tokens)))
    return any(
        i in marks.verbs or tokens[i].folded in words.auxiliaries or tokens[i].folded.endswith("ed") for i in ahead
    )


def _only_looks_hard(tokens: Sequence[Token], at: int, gap: str) -> bool:
    """The full stop of an initial or a shortened word («16 тыс. тонн»), the dash of a route («Хабаровск – Пхеньян»)."""
    before = tokens[at - 1]
    if gap.strip() == ".":
        return (len(before.text) == 1 and before.capital) or before.folded in _SHORTENED
    return gap.strip() in ("–", "—", "-") and before.capital and tokens[at].capital and at > 1


def _second_deed(tokens: Sequence[Token], at: int, words: DeedWords, marks: _Marks) -> bool:
    """Whether a joiner at a token joins a second deed, not a second thing."""
    following = tokens[at + 1].folded
    ahead = {at + 1, at + 2, at + 3} if words.language != "ar" else {at + 1}
    helper = following in words.auxiliaries
    if marks.verbs & ahead and (at + 1 in marks.verbs or helper):
        return True
    if (at + 1 in marks.deeds and at + 1 not in marks.things) or (helper and following not in _ADVERBS):
        return True
    return at + 1 in marks.cues and words.language != "ar"
