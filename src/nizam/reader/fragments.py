"""A sentence laid out for the finder of deeds: its words' readings, and the fragments (rough clauses) it falls into.

No parser: a fragment ends at punctuation, at a word that opens a clause, and where "and" joins a second deed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.model.text import Entity, Mention, Span, Statement
from nizam.reader.deedframes import Cue, DeedWords, Frame, Word, longest
from nizam.reader.verbforms import verb_form
from nizam.reader.wordtrie import Hit
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic, plural

if TYPE_CHECKING:
    from nizam.reader.parties import Entities
    from nizam.reader.vocabulary import GoodsHit, Vocabulary

MOST_TOKENS = 400
_HARD = re.compile(r"[;:؛()\n]|\s[—–-]+\s|[.!?؟]\s")
_COMMA = re.compile("[,،]")
FINITE = frozenset(("past", "present", "future", "passive"))
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Deed:
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


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of an entity at tokens `first:last`; `prefix` are the Arabic clitics written with it."""

    entity: Entity
    mention: Mention
    first: int
    last: int
    prefix: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """Tokens `first:last`. `opener`: start, complement, sub, relative, coord, comma, hard."""

    first: int
    last: int
    opener: str


@dataclass(frozen=True, slots=True)
class Layout:
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

    def statement_at(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds a stretch's greater part, or its whole span where not."""
        middle = (start + end) // 2
        held = [s for s in self.statements if s.content.start <= middle < s.content.end]
        held = held or [s for s in self.statements if s.span.start <= middle < s.span.end]
        return min(held, key=lambda s: s.content.end - s.content.start, default=None)


def lay_out(
    text: str,
    tokens: Sequence[Token],
    paragraph: int,
    words: DeedWords,
    entities: Entities,
    statements: Sequence[Statement],
    vocabulary: Vocabulary,
) -> Layout:
    """Read one sentence's words. `statements` are those that overlap it."""
    start, end = tokens[0].start, tokens[-1].end
    named = _named(text, tokens, entities.at(start, end))
    masked = _masked(named)
    deeds = _deeds(text, tokens, words, masked)
    cues = tuple(h for h in longest(words.cues.find(text, tokens)) if not _inside(h.first, h.last, masked))
    goods = _cargo(text, tokens, [h for h in vocabulary.goods(text, tokens) if not _inside(h.first, h.last, masked)], vocabulary)
    kinds = tuple(h for h in words.kinds.find(text, tokens) if not _inside(h.first, h.last, masked))
    fragments = _cut(text, tokens, words, deeds, cues, goods, named, statements)
    return Layout(text, tokens, words, deeds, cues, goods, kinds, named, tuple(statements), fragments, paragraph)


def _named(text: str, tokens: Sequence[Token], found: Sequence[tuple[Entity, Mention]]) -> tuple[Named, ...]:
    out: list[Named] = []
    at = 0
    # "The company", "the ship": whether it is the one named before is for the context to weigh, not for the words.
    found = [(e, m) for e, m in found if m.kind != "role" or e.type == "person"]
    for entity, mention in sorted(found, key=lambda p: (p[1].span.start, -p[1].span.end)):
        while at < len(tokens) and tokens[at].end <= mention.span.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].start < mention.span.end:
            last += 1
        if last > at:
            prefix = text[tokens[at].start : mention.span.start] if is_arabic(tokens[at].text) else ""
            out.append(Named(entity, mention, at, last, prefix))
    return tuple(out)


def _masked(named: Sequence[Named]) -> list[bool | None]:
    size = max((n.last for n in named), default=0)
    out: list[bool | None] = [None] * size
    for n in named:
        if n.mention.kind == "name" and n.entity.type in ("org", "person", "vessel", "place", "country"):
            for i in range(n.first, n.last):
                out[i] = True
    return out


def _inside(first: int, last: int, masked: Sequence[bool | None]) -> bool:
    """Whether words belong to somebody's name: "Korea Coal Trading" sells no coal by its name."""
    return any(i < len(masked) and masked[i] for i in range(first, last))


_CARRIERS = ("8601", "8602", "8603", "8604", "8605", "8606", "8609", "8701", "8702", "8704", "8716", "88", "89")
_FILLED = frozenset("of with carrying loaded full filled holding containing hauling с со полные из من محمله محملة تحمل مليئه بها".split())
_ABOARD = frozenset("on aboard by in onto via using a the на борту в متن على علي بواسطه عبر".split())


def _cargo(text: str, tokens: Sequence[Token], hits: Sequence[GoodsHit], vocabulary: Vocabulary) -> tuple[GoodsHit, ...]:
    """Goods without what only carries or counts them: wagons of flour, a flight by aircraft, a shipment of coal."""
    out: list[GoodsHit] = []
    for index, hit in enumerate(hits):
        concept = vocabulary.concept(hit.concept)
        following = next((h for h in hits[index + 1 :] if h.first >= hit.last), None)
        near = following is not None and following.first - hit.last <= 4
        between = {t.folded for t in tokens[hit.last : following.first]} if following is not None else set()
        if not concept.hs and not concept.lists and any(h is not hit and abs(h.first - hit.first) <= 8 and _firm(h, vocabulary) for h in hits):
            continue
        if concept.hs and all(code.startswith(_CARRIERS) for code in concept.hs):
            if near and (between & _FILLED or any(w.startswith("ب") for w in between)):
                continue
            if hit.first > 0 and tokens[hit.first - 1].folded in _ABOARD - {"a", "the"} and len(hits) > 1:
                continue
        out.append(hit)
    return tuple(out)


def _firm(hit: GoodsHit, vocabulary: Vocabulary) -> bool:
    concept = vocabulary.concept(hit.concept)
    return bool(concept.hs or concept.lists)


def _deeds(text: str, tokens: Sequence[Token], words: DeedWords, masked: Sequence[bool | None]) -> tuple[Deed, ...]:
    by_first: dict[int, dict[int, list[tuple[Frame, str]]]] = {}
    joined: set[int] = set()
    for hit in words.deeds.find(text, tokens):
        # With a gap in it ("open .. account") only the ends must be no names.
        ends = (hit.first, hit.last - 1)
        if any(_inside(i, i + 1, masked) for i in ends) or (hit.value.gapped and _crosses(hit, tokens, words)):
            continue
        form = verb_form(hit.value, tokens, hit.first, hit.last, words, 0)
        if _odd_form(hit, form, tokens, words):
            continue
        if _carries_clitic(hit, tokens, words):
            joined.add(hit.first)
        group = by_first.setdefault(hit.first, {}).setdefault(hit.last, [])
        if (hit.value.frame, form) not in group and not any(f is hit.value.frame and form == "noun" for f, _ in group):
            group.append((hit.value.frame, form))
    out: list[Deed] = []
    for first in sorted(by_first):
        longest_heavy = max((last for last, group in by_first[first].items() if any(not f.light for f, _ in group)), default=0)
        for last in sorted(by_first[first], reverse=True):
            group = [(f, form) for f, form in by_first[first][last] if not f.light or last >= longest_heavy]
            if group:
                out.append(Deed(first, last, tuple(group), first in joined))
    return tuple(out)


def _crosses(hit: Hit[Word], tokens: Sequence[Token], words: DeedWords) -> bool:
    """Whether a phrase with a gap reaches into another clause."""
    parting = words.coordinators | words.complementisers | words.relatives
    return any(t.folded in parting for t in tokens[hit.first + 1 : hit.last - 1])


def _carries_clitic(hit: Hit[Word], tokens: Sequence[Token], words: DeedWords) -> bool:
    """Whether an Arabic word's first «و» or «ف» joins it to what came before: in «وصلت» it is a root letter."""
    folded = tokens[hit.first].folded
    if words.language != "ar" or folded[:1] not in "وف":
        return False
    forms = [fold(form) for form in hit.label.split()[0].split("/")]
    return not any(folded == form or (form[:1] == folded[:1] and folded.startswith(form)) for form in forms)


def _odd_form(hit: Hit[Word], form: str, tokens: Sequence[Token], words: DeedWords) -> bool:
    """Forms that are no deed's word after all: an English noun where only a verb is meant, a short Arabic accident."""
    if words.language == "en":
        if form == "noun" and hit.value.form in ("base", "past"):
            return True
        if hit.last - hit.first == 1:
            folded, label = tokens[hit.first].folded, hit.label.split("/")[0]
            return plural(folded) != plural(label.lower()) if hit.value.form == "noun" else not _inflected(folded, label)
        return False
    return words.language == "ar" and form == "noun" and hit.value.form == "perfect" and hit.last - hit.first == 1


@lru_cache(maxsize=4096)
def _inflected(folded: str, base: str) -> bool:
    """Whether an English word is a form of a verb, not a noun made from it: "exporter" exports nothing by itself."""
    if folded == base:
        return True
    root = base[:-1] if base.endswith(("e", "y")) else base
    rest = folded.removeprefix(root) if folded.startswith(root) else "?"
    return rest in ("s", "es", "ed", "d", "e", "ing", "y", "ies", "ied", "ying", base[-1:] + "ed", base[-1:] + "ing")


def _cut(
    text: str,
    tokens: Sequence[Token],
    words: DeedWords,
    deeds: Sequence[Deed],
    cues: Sequence[Hit[Cue]],
    goods: Sequence[GoodsHit],
    named: Sequence[Named],
    statements: Sequence[Statement],
) -> tuple[Fragment, ...]:
    arabic = words.language == "ar"
    verbs = {d.first for d in deeds if d.verbal and (d.joined or not arabic)}
    heavy = {d.first for d in deeds if d.heavy and (d.joined or not arabic)}
    cued = {h.first for h in cues if h.value.scope == "governs"}
    governed = {h.last for h in cues if h.value.scope == "governs"}
    contents = {s.content.start for s in statements}
    inside_name = {i for n in named for i in range(n.first + 1, n.last)}
    things = {i for h in goods for i in range(h.first, h.last)}
    cuts: list[tuple[int, str]] = [(0, "start")]
    for at in range(1, len(tokens)):
        if at in inside_name:
            continue
        gap = text[tokens[at - 1].end : tokens[at].start]
        kind = _opener(tokens, at, gap, words, verbs, heavy, cued, governed, things)
        said = tokens[at].start in contents or (at + 1 < len(tokens) and tokens[at + 1].start in contents)
        if tokens[at].start in contents and kind in ("", "relative") or (said and kind == "relative"):
            kind = "complement"
        if kind:
            cuts.append((at, kind))
    ends = [at for at, _ in cuts[1:]] + [len(tokens)]
    return tuple(Fragment(at, end, kind) for (at, kind), end in zip(cuts, ends, strict=True))


def _opener(
    tokens: Sequence[Token],
    at: int,
    gap: str,
    words: DeedWords,
    verbs: set[int],
    heavy: set[int],
    cued: set[int],
    governed: set[int],
    things: set[int],
) -> str:
    """What begins at a token: "" where the fragment goes on."""
    folded = tokens[at].folded
    following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if _HARD.search(gap):
        return "hard"
    comma = bool(_COMMA.search(gap))
    if words.language == "en" and folded == "that":
        return "complement" if at in governed else "relative"
    if folded in words.relatives:
        return "relative"
    if folded in words.complementisers:
        return "complement"
    if folded == "а" and following == "также":
        return "comma"
    if (folded,) in words.subordinators or (folded, following) in words.subordinators:
        return "sub" if words.language != "en" or folded != "as" or following not in ("of", "well", "a", "an") else ""
    joined = words.language == "ar" and folded[:1] in "وف" and len(folded) >= _FEWEST_LETTERS
    if joined and (at in verbs or (at in heavy and at not in things)):
        return "coord"
    if folded in words.coordinators and at + 1 < len(tokens):
        ahead = {at + 1, at + 2, at + 3} if words.language != "ar" else {at + 1}
        helper = following in words.auxiliaries
        if verbs & ahead and (at + 1 in verbs or helper):
            return "coord"
        if (at + 1 in heavy and at + 1 not in things) or (helper and following not in ("not", "also", "now", "later")):
            return "coord"
        if at + 1 in cued and words.language != "ar":
            return "coord"
    if comma:
        return "comma"
    return ""
