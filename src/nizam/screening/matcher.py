"""Screening against a list of any size: an index of its names in a file, and the entities wherever they are kept.

    build(entities, path)          once per version of a list
    Matcher(path, entities)        opens in milliseconds; `screen` answers, `screen_many` answers many at once

A name is read as its schema says (as a person's, a body's, a ship's; all three where no schema is given), in every
variant that brackets, slashes, "a.k.a." and the spellings of Korean surnames leave open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Protocol

from nizam.index import arrays
from nizam.index.namebook import Namebook, stable
from nizam.model.entity import Entity, Feature, Match
from nizam.names import parts, tokens
from nizam.names.tokens import Token
from nizam.record import replace
from nizam.screening import context, explain, korean, meeting, quick
from nizam.screening.asked import Asked, Question, asked_of, identifiers
from nizam.screening.evidence import weigh
from nizam.screening.meeting import Meeting
from nizam.screening.quick import Quick
from nizam.screening.wording import BODY, BOOK, KINDS, PERSON, READ, VESSEL, books, worded


class Records(Protocol):
    """Entities by number, in the order in which they were indexed."""

    def __getitem__(self, number: int) -> Entity: ...


def build(entities: Iterable[Entity], path: Path, progress: Callable[[int], None] | None = None) -> None:
    """Write the index of a list's names. Entities are numbered in the order in which they come; `progress` is told
    how many were read."""
    import numpy as np

    from nizam.index.namebuild import Gathered

    gathered = {kind: Gathered(kind) for kind in KINDS}
    numbers: list[tuple[int, int]] = []
    for number, entity in enumerate(entities):
        for key, values in identifiers(entity.identifiers).items():
            numbers.extend((stable(f"{key}:{value}"), number) for value in values)
        for kind in (PERSON, BODY) if entity.schema == "LegalEntity" else (BOOK.get(entity.schema, BODY),):
            seen: set[tuple[Token, ...]] = set()
            for line, name in enumerate(entity.names):
                for variant, words in worded(kind, name.text, asked=False):
                    if words not in seen:
                        seen.add(words)
                        gathered[kind].add(variant, words, number, line)
        if progress is not None:
            progress(number + 1)
    data: dict[str, Any] = {}
    for kind in KINDS:
        data |= gathered.pop(kind).arrays()
    order = sorted(numbers)
    data["numbers"] = np.array([key for key, _ in order], np.int64)
    data["numbers_of"] = np.array([at for _, at in order], np.int32)
    arrays.write(path, data)


class Scored(NamedTuple):
    """A name's score 0..1, the book and the name's number in it, and what was asked, in the variant that met it."""

    score: float
    kind: str
    name: int
    asked: str
    words: tuple[Token, ...]


_Questions = dict[str, list[tuple[int, str, tuple[Token, ...]]]]
"""By book: which question of a piece it is, the name in one of its readings, its words."""


class Matcher:
    """A list's index, open. `entities` gives the entity of a number."""

    def __init__(self, path: Path, entities: Records) -> None:
        """Raises IndexStale where the file is damaged or of another version."""
        self._data = arrays.Arrays(path)
        self.entities = entities
        self._books: dict[str, Namebook] = {}
        self._owners = {kind: self._data.numbers(f"{kind}.owners") for kind in KINDS}
        self._lines = {kind: self._data.numbers(f"{kind}.lines") for kind in KINDS}
        self._numbers = self._data.numbers("numbers")
        self._numbers_of = self._data.numbers("numbers_of")
        self._quick: dict[str, Quick] = {}
        self._asked = 0

    def scores(self, name: str, schema: str | None = None) -> dict[int, Scored]:
        """By entity number: how its best name alone scores."""
        return self.batch(((name, schema),))[0]

    def batch(self, asked: Sequence[tuple[str, str | None]]) -> list[dict[int, Scored]]:
        """`scores` of many (name, schema), in order: faster than one after another where the kernel is at hand."""
        return self._answered(self._questions(asked), len(asked))

    def _questions(self, asked: Sequence[tuple[str, str | None]]) -> _Questions:
        """What is asked of each book."""
        questions: _Questions = {kind: [] for kind in KINDS}
        for at, (name, schema) in enumerate(asked):
            for kind in books(schema):
                questions[kind] += [(at, *read) for read in worded(kind, name, asked=True)]
        return questions

    def _answered(self, questions: _Questions, count: int) -> list[dict[int, Scored]]:
        self._asked += count
        kernel = quick.KERNEL.now() if quick.KERNEL.loaded or self._asked > quick.PATIENCE else None
        out: list[dict[int, Scored]] = [{} for _ in range(count)]
        for kind, some in questions.items():
            if some:
                self._answer(kind, some, kernel, out)
        return out

    def _answer(
        self,
        kind: str,
        questions: Sequence[tuple[int, str, tuple[Token, ...]]],
        kernel: ModuleType | None,
        out: list[dict[int, Scored]],
    ) -> None:
        """Put the answers of one book to their places; of an entity the better stands."""
        if kernel is None:
            answers = iter([self._plain(kind, variant, words) for _, variant, words in questions])
        else:
            if kind not in self._quick:
                self._quick[kind] = Quick(kernel, self._data, kind)
            answers = self._quick[kind].answers([(variant, words) for _, variant, words in questions])
        # millions of them: made without the checks of a call
        owners, made = self._owners[kind], tuple.__new__
        for (at, variant, words), (names, scores) in zip(questions, answers, strict=True):
            best = out[at]
            for name, score in zip(names, scores, strict=False):
                owner = owners[name]
                held = best.get(owner)
                if held is None or score > held[0]:
                    best[owner] = made(Scored, (score, kind, name, variant, words))

    def screen(
        self,
        name: str,
        *,
        schema: str | None = None,
        countries: Sequence[str] = (),
        birth_date: str | None = None,
        identifiers: Mapping[str, Sequence[str]] | None = None,
        as_of: date | None = None,
        limit: int = 5,
        threshold: float = 0.7,
        include_inactive: bool = False,
    ) -> list[Match]:
        """Listed entities a name may mean, best first, at most `limit`.

        `schema` as in FollowTheMoney or None; `countries` as names or codes; `identifiers` by property (`imo` and
        `passport` are understood). Only listings in force on `as_of` (default: today) count; with `include_inactive`
        the others come too, each with a feature saying since when. A match ruled out by a number or a birth date comes
        last, where its name alone would have met the threshold.
        """
        one = Question(name, schema, countries, birth_date, identifiers, as_of, limit, threshold, include_inactive)
        return self.screen_many((one,))[0]

    def screen_many(self, questions: Sequence[Question]) -> list[list[Match]]:
        """`screen` of many, in order: faster than one after another where the kernel is at hand."""
        asked = [asked_of(one.name, one.schema, one.countries, one.birth_date, one.identifiers) for one in questions]
        wanted = self._wanted(list(zip(questions, asked, strict=True)))
        scored = self._answered(wanted, len(questions))
        return [self._decided(*one) for one in zip(questions, asked, scored, strict=True)]

    def _wanted(self, asked: Sequence[tuple[Question, Asked]]) -> _Questions:
        """What is asked of each book, where more is known than the name."""
        wanted: _Questions = {kind: [] for kind in KINDS}
        for at, (question, known) in enumerate(asked):
            for kind in books(known.schema):
                for variant, words in worded(kind, question.name, asked=True):
                    wanted[kind].append((at, variant, words))
                    rest = meeting.apart(words)[0] if kind == BODY else words
                    if len(rest) < len(words) and (len(rest) > 1 or (rest and rest[0].sounds)):
                        wanted[kind].append((at, variant, rest))
            if known.schema == "Person" and self._book(VESSEL).same_letters(question.name):
                # what is taken for a person may be a ship
                wanted[VESSEL].append((at, question.name, READ[VESSEL](question.name)))
        return wanted

    def _decided(self, question: Question, asked: Asked, scored: Mapping[int, Scored]) -> list[Match]:
        day, threshold, limit = question.as_of or date.today(), question.threshold, question.limit
        numbered = self._numbered(asked) if asked.identifiers else set()
        # the name's score bounds what else is known can make of it
        floor = context.least(threshold, born=bool(asked.birth_date))
        # a Korean name is compared anew, syllable by syllable
        kept = sorted(
            (
                (row.score, at)
                for at, row in scored.items()
                if row.score >= floor or at in numbered or (row.kind == PERSON and korean.reads_as_one(row.words))
            ),
            reverse=True,
        )
        matches: list[Match] = []
        for _, at in [*kept[: max(limit * 3, 15)], *((0.0, at) for at in numbered if at not in scored)]:
            entity = self.entities[at]
            if not question.include_inactive and not explain.in_force(entity, day):
                continue
            row = scored.get(at)
            listed = entity.names[self._lines[row.kind][row.name]] if row else None
            met = self._meet(row, listed.text) if row and listed else Meeting(0.0, "")
            known = asked
            if row and listed and row.kind == BODY:
                said, own = (meeting.apart(READ[BODY](text))[1] for text in (row.asked, listed.text))
                # a State in both names tells nothing apart where the body is another's: "Hong Kong Electronics" of Iran
                known = replace(asked, countries=asked.countries | (said - (own - set(entity.countries))))
            decision = context.decide(met, entity, known, listed.kind if listed else "", row.kind if row else BODY)
            reached = decision.score if decision.decided != "ruled_out" else met.score
            if reached < threshold:
                continue
            features = [Feature("name", met.score, question.name, listed.text, met.detail)] if listed else []
            features += [*decision.features, *explain.listing(entity, day)]
            matches.append(Match(entity, decision.score, decision.decided, tuple(features)))
        matches.sort(key=lambda match: (match.decided == "ruled_out", -match.score, match.decided, match.entity.id))
        return matches[:limit]

    def _meet(self, row: Scored, listed: str) -> Meeting:
        book = self._book(row.kind)
        if row.kind == BODY:
            return meeting.body(row.score, book, row.asked, row.words, row.name, listed)
        detail = meeting.detail(book, row.asked, row.words, row.name)
        return (
            meeting.person(row.score, detail, row.asked, listed) if row.kind == PERSON else Meeting(row.score, detail)
        )

    def _book(self, kind: str) -> Namebook:
        book = self._books.get(kind)
        if book is None:
            book = self._books[kind] = Namebook(self._data, kind)
        return book

    def _plain(self, kind: str, variant: str, words: Sequence[Token]) -> tuple[list[int], list[float]]:
        """Names compared and their scores, without the kernel."""
        names: list[int] = []
        scores: list[float] = []
        for found in self._book(kind).find(variant, words):
            score = quick.chance(kind, weigh(found).features)
            if score >= quick.HOPELESS:
                names.append(found.name)
                scores.append(score)
        return names, scores

    def _numbered(self, asked: Asked) -> set[int]:
        out: set[int] = set()
        for key, values in asked.identifiers.items():
            for value in values:
                wanted = stable(f"{key}:{value}")
                at = bisect_left(self._numbers, wanted)
                while at < len(self._numbers) and self._numbers[at] == wanted:
                    out.add(self._numbers_of[at])
                    at += 1
        return out


_A_TABLE = 16


def forget() -> None:
    """Empty every cache of names and words: for measuring."""
    from nizam.index import asking
    from nizam.names import bodybook, bodytokens, codes, phonemes, scripts

    for module in (tokens, phonemes, codes, scripts, parts, bodybook, bodytokens, asking):
        for value in vars(module).values():
            # the small ones hold reviewed tables, not names
            if hasattr(value, "cache_clear") and value.cache_info().maxsize > _A_TABLE:
                value.cache_clear()
