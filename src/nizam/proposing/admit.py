"""Which proposals are taken in, and the reading with them.

The rules come first: what they read stands, and a proposal that touches it is left out. Countries and everything else
the tables know by name are theirs alone; who is listed is asked of the lists afterwards, for all entities alike. What
an item is told in must not contradict it, by the vocabulary; its verdict rests on these words (`reader.deals`), and no
verdict on what the rules found rests on a proposal. Each one that is left out is counted by its reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from nizam.model.proposal import Place, Proposals, ProposedEntity, ProposedItem, ProposedStatement
from nizam.model.text import Entity, Item, Mention, Reading, Span, Statement
from nizam.proposing.locate import Rejected
from nizam.reader.deals import agrees
from nizam.reader.doing.deedframes import Frame, deed_words
from nizam.reader.doing.domains import domain_of
from nizam.reader.facts import read_sentence
from nizam.reader.segment import MAX_TOKENS
from nizam.reader.vocabulary import Vocabulary, load_vocabulary
from nizam.record import replace
from nizam.text.gazetteer import gazetteer
from nizam.text.normalise import fold
from nizam.text.numbers import find_amounts
from nizam.text.romanise import romanise
from nizam.text.tokens import Token, exact_keys, tokenise

MOST_TOKENS_NAMED = 12
MOST_LETTERS_TOLD = 600
_NOT = frozenset(("denied", "negated", "excluded"))
_CUES_OF_NOT = _NOT | {"ban"}
_LOOSE = frozenset(("possible", "conditional", "proposed", "planned", "agreed"))
_FIRM = frozenset(("done", "historical"))
_One = TypeVar("_One")


def admitted(reading: Reading, proposals: Proposals) -> Reading:
    """The reading with what passed; its `proposals` hold that alone, and count what did not by reason."""
    return _Admission(reading, proposals).result()


class _Admission:
    def __init__(self, reading: Reading, proposals: Proposals) -> None:
        self.reading, self.by, self.given = reading, proposals.by, proposals
        document = reading.document
        self.text = document.text
        self.stretches = [*([document.title] if document.title else []), *document.paragraphs]
        self.entities = list(reading.entities)
        self.statements = list(reading.statements)
        self.items = list(reading.items)
        self.vocabulary: Vocabulary = load_vocabulary()
        self.rejected = Counter(proposals.rejected)
        self.places = _Places(self.entities)
        self.words: dict[Span, _Words] = {}
        self.called = {
            (entity.type, self._form(m.span)): at
            for at, entity in reversed(list(enumerate(self.entities)))
            for m in entity.mentions
            if m.kind == "name"
        }

    def result(self) -> Reading:
        """Entities first: the others name them."""
        entities = self._each(self.given.entities, self._entity)
        statements = self._each(self.given.statements, self._statement)
        items = self._each(self.given.items, self._item)
        taken = replace(self.given, entities=entities, statements=statements, items=items, rejected=dict(self.rejected))
        return replace(
            self.reading,
            entities=tuple(self.entities),
            statements=tuple(self.statements),
            items=tuple(self.items),
            proposals=taken,
        )

    def _each(self, given: Sequence[_One], take: Callable[[_One], None]) -> tuple[_One, ...]:
        kept = []
        for one in given:
            try:
                take(one)
            except Rejected as wrong:
                self.rejected[wrong.reason] += 1
            else:
                kept.append(one)
        return tuple(kept)

    def _stretch(self, at: Place, *, title: bool) -> Span:
        """The paragraph a place stands in; a place across two, or in what was not read, is none."""
        span = _span(at)
        for held in self.stretches:
            if held.covers(span) and (title or held is not self.reading.document.title):
                return held
        raise Rejected("not_in_text")

    def _tokens(self, span: Span, held: Span) -> list[Token]:
        """The words of a stretch of a paragraph. Raises Rejected where it holds half a word."""
        if held not in self.words:
            self.words[held] = _Words(self.text, held)
        return self.words[held].whole(span)

    def _form(self, span: Span) -> str:
        """A name as it is compared."""
        return fold(_name(span.of(self.text)))

    # entities

    def _entity(self, one: ProposedEntity) -> None:
        held, span = self._stretch(one.at, title=True), _span(one.at)
        tokens = self._tokens(span, held)
        if len(tokens) > MOST_TOKENS_NAMED or "\n" in span.of(self.text):
            raise Rejected("too_long")
        if not any(c.isalpha() for c in span.of(self.text)):
            raise Rejected("not_whole_words")
        for named in gazetteer().find(self.text, tokens):
            # a name that holds a country's is its own: "Bank of China"
            if named.last - named.first >= len(tokens):
                raise Rejected("closed_class")
        for at, mention in self.places.near(span):
            inside = span.covers(mention) and span != mention and self.entities[at].type == "country"
            if not inside:
                raise Rejected("already_read")
        self._named(span, one.type)

    def _named(self, span: Span, kind: str) -> None:
        """A mention of the entity of that name and type, or a new entity."""
        mention = Mention(span, "name", self.by)
        at = self.called.setdefault((kind, self._form(span)), len(self.entities))
        if at < len(self.entities):
            held = self.entities[at]
            mentions = tuple(sorted((*held.mentions, mention), key=lambda m: m.span))
            self.entities[at] = replace(held, mentions=mentions)
        else:
            name = _name(span.of(self.text))
            number = 1 + max((int(e.id[1:]) for e in self.entities if e.id[1:].isdigit()), default=0)
            self.entities.append(Entity(f"e{number}", kind, name, None, (mention,), proposed_by=self.by))
        self.places.add(at, span)

    def _entity_at(self, at: Place | None) -> str | None:
        """The id of who or what some words name. What no entity is named by is no side."""
        if at is None:
            return None
        span = _span(at)
        found = self.places.near(span)
        whole = {number for number, mention in found if mention.covers(span)}
        named = whole if len(whole) == 1 else {number for number, _ in found}
        if len(named) != 1:
            raise Rejected("side_unknown")
        return self.entities[named.pop()].id

    # statements

    def _statement(self, one: ProposedStatement) -> None:
        held, span = self._stretch(one.at, title=False), _span(one.at)
        self._tokens(span, held)
        if any(s.span.overlaps(span) for s in self.statements):
            raise Rejected("already_read")
        verb, content = _span(one.verb), _span(one.content)
        if verb.overlaps(content) or not (span.covers(verb) and span.covers(content)):
            raise Rejected("wrong_shape")
        made = Statement(
            1 + max((s.id for s in self.statements), default=0),
            self._entity_at(one.speaker),
            " ".join(verb.of(self.text).split()),
            one.mode,
            one.polarity,
            span,
            content,
            proposed_by=self.by,
        )
        self.statements.append(made)

    # items

    def _item(self, one: ProposedItem) -> None:
        held, span = self._stretch(one.at, title=False), _span(one.at)
        if span.end - span.start > MOST_LETTERS_TOLD:
            raise Rejected("too_long")
        tokens = self._tokens(span, held)
        if any(i.span.overlaps(span) for i in self.items):
            raise Rejected("already_read")
        goods = self._goods(one, tokens)
        told = read_sentence(span.of(self.text), self.reading.document.as_of).fact("activity")
        if told.said and told.values and not agrees(one.activity, told):
            raise Rejected("contradicted")
        self._check_status(one, tokens)
        actor, to = self._entity_at(one.actor), self._entity_at(one.to)
        if actor is None and to is None:
            raise Rejected("side_unknown")
        statement = self._statement_around(span)
        cue = _span(one.cue) if one.cue else None
        amounts = find_amounts(self.text, tokens)
        number = 1 + max((int(i.id[1:]) for i in self.items if i.id[1:].isdigit()), default=0)
        self.items.append(
            Item(
                id=f"i{number}",
                domain=domain_of(
                    Frame("proposed", "", one.activity, "", frozenset()), one.activity, goods, self.vocabulary
                ),
                activity=one.activity,
                goods=goods,
                actor=actor,
                to=to,
                status=one.status,
                status_cue=cue,
                span=span,
                statement=statement,
                quantity=self.text[amounts[0].start : amounts[0].end] if amounts else None,
                proposed_by=self.by,
            )
        )

    def _goods(self, one: ProposedItem, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Every kind of goods in the words, proposed or not; proposed goods have to be of a kind that is known."""
        for place in one.goods:
            if not self.vocabulary.goods(self.text, tokenise(self.text, *place)):
                raise Rejected("not_in_vocabulary")
        return tuple(dict.fromkeys(hit.concept for hit in self.vocabulary.goods(self.text, tokens)))

    def _check_status(self, one: ProposedItem, tokens: Sequence[Token]) -> None:
        """ "Not" needs words that say so; what such words stand in was not done; a cue must not tell another status."""
        cues = deed_words(self.reading.document.language).cues
        inside = {hit.value.status for hit in cues.find(self.text, tokens)}
        named = {hit.value.status for hit in cues.find(self.text, tokenise(self.text, *one.cue))} if one.cue else set()
        if one.status in _NOT:
            if not (inside | named) & _CUES_OF_NOT:
                raise Rejected("status_untold")
            return
        against = (inside | named) & (_CUES_OF_NOT | _LOOSE) if one.status in _FIRM else named & _NOT
        if against:
            raise Rejected("contradicted")

    def _statement_around(self, span: Span) -> int | None:
        """The innermost statement whose content holds the words."""
        held = [s for s in self.statements if s.content.covers(span)]
        return min(held, key=lambda s: s.content.end - s.content.start).id if held else None


def _span(at: Place) -> Span:
    return Span(*at)


def _name(words: str) -> str:
    """A name for reports: in Latin letters, blanks made one."""
    return romanise(" ".join(words.split()))


class _Places:
    """Where entities are named, in order, so that a place has not to be held against all of them."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        rows = sorted((m.span, at) for at, entity in enumerate(entities) for m in entity.mentions)
        self._spans = [span for span, _ in rows]
        self._numbers = [at for _, at in rows]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def near(self, span: Span) -> list[tuple[int, Span]]:
        """The entities, by number, and mentions that touch a stretch."""
        out = []
        at = bisect_left(self._spans, Span(span.start - self._longest, 0))
        while at < len(self._spans) and self._spans[at].start < span.end:
            if self._spans[at].overlaps(span):
                out.append((self._numbers[at], self._spans[at]))
            at += 1
        return out

    def add(self, number: int, span: Span) -> None:
        at = bisect_left(self._spans, span)
        self._spans.insert(at, span)
        self._numbers.insert(at, number)
        self._longest = max(self._longest, span.end - span.start)


class _Words:
    """The words of a paragraph, read once for all the stretches of it that are asked about."""

    def __init__(self, text: str, held: Span) -> None:
        self._tokens = tokenise(text, held.start, held.end)
        self._text = text
        self._starts = [token.start for token in self._tokens]
        self._ends = {token.end for token in self._tokens}

    def whole(self, span: Span) -> list[Token]:
        """A stretch's words. Half a word is none; an Arabic particle before one may be left off."""
        tokens = tokenise(self._text, span.start, span.end)
        if not tokens or tokens[-1].end not in self._ends:
            raise Rejected("not_whole_words")
        if len(tokens) > MAX_TOKENS:
            raise Rejected("too_long")
        first = tokens[0].start
        at = bisect_left(self._starts, first)
        if at == len(self._starts) or self._starts[at] != first:
            before = self._tokens[at - 1] if at else None
            if before is None or first - before.start not in {key.skip for key in exact_keys(before.folded)}:
                raise Rejected("not_whole_words")
        return tokens
