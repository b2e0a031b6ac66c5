"""Screening against a list of any size: an index of its names in a file, and the entities wherever they are kept.

    build(entities, path)          once per version of a list
    Matcher(path, entities)        opens in milliseconds; `screen` answers

A name is read as its schema says (as a person's, a body's, a ship's; all three where no schema is given), in every
variant that brackets, slashes and "a.k.a." leave open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Protocol

import numpy as np

from nizam.index import arrays
from nizam.index.namebook import Namebook, stable
from nizam.index.namebuild import Gathered
from nizam.model.entity import Entity, Feature, Match
from nizam.names import parts, tokens
from nizam.names.countries import country_code
from nizam.names.han import spoken
from nizam.names.tokens import Token
from nizam.screening import context, explain, quick
from nizam.screening.evidence import weigh
from nizam.screening.quick import Quick
from nizam.screening.score import Asked, identifiers

PERSON, BODY, VESSEL = "person", "body", "vessel"
KINDS = (PERSON, BODY, VESSEL)
_BOOK = {"Person": PERSON, "Vessel": VESSEL, "Airplane": VESSEL, "Vehicle": VESSEL}
_READ = {PERSON: tokens.person, BODY: tokens.body, VESSEL: tokens.vessel}
_ALTERNATIVES = re.compile(r"\s+/\s+|;")
MOST_VARIANTS = 6


class Records(Protocol):
    """Entities by number, in the order in which they were indexed."""

    def __getitem__(self, number: int) -> Entity: ...


def readings(text: str, *, asked: bool = False) -> list[str]:
    """The names that one line gives, the line itself first; few, however long the line is."""
    if not _OPEN.search(text):
        return [text, *(spoken(text) if asked and not text.isascii() else ())]
    out: dict[str, None] = {}
    for piece in _ALTERNATIVES.split(text[: tokens.LONGEST]):
        for variant in parts.variants(piece, asked=asked):
            out.setdefault(variant)
    return list(out)[:MOST_VARIANTS] or [text]


_OPEN = re.compile(r"[(（\[;/]|\b[afn]\.?k\.?a\b|also known|formerly|\bex\b", re.IGNORECASE)


def books(schema: str | None) -> tuple[str, ...]:
    """The books in which an asked schema is looked up."""
    if schema in (None, "", "Thing"):
        return KINDS
    if schema == "LegalEntity":
        return (PERSON, BODY)
    return (_BOOK.get(schema or "", BODY),)


def build(entities: Iterable[Entity], path: Path, progress: Callable[[int], None] | None = None) -> None:
    """Write the index of a list's names. Entities are numbered in the order in which they come; `progress` is told
    how many were read."""
    gathered = {kind: Gathered(kind) for kind in KINDS}
    numbers: list[tuple[int, int]] = []
    for number, entity in enumerate(entities):
        for key, values in identifiers(entity.identifiers).items():
            numbers.extend((stable(f"{key}:{value}"), number) for value in values)
        for kind in (PERSON, BODY) if entity.schema == "LegalEntity" else (_BOOK.get(entity.schema, BODY),):
            seen: set[tuple[Token, ...]] = set()
            for line, name in enumerate(entity.names):
                for variant in readings(name.text):
                    words = _READ[kind](variant)
                    if words and words not in seen:
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


class Matcher:
    """A list's index, open. `entities` gives the entity of a number."""

    def __init__(self, path: Path, entities: Records) -> None:
        """Raises IndexStale where the file is damaged or of another version."""
        self._data = arrays.Arrays(path)
        self.entities = entities
        self._books: dict[str, Namebook] = {}
        self._owners = {kind: self._data.array(f"{kind}.owners") for kind in KINDS}
        self._lines = {kind: self._data.array(f"{kind}.lines") for kind in KINDS}
        self._numbers = self._data.array("numbers")
        self._numbers_of = self._data.array("numbers_of")
        self._quick: dict[str, Quick] = {}
        self._asked = 0

    def scores(self, name: str, schema: str | None = None) -> dict[int, Scored]:
        """By entity number: how its best name alone scores."""
        return self.batch(((name, schema),))[0]

    def batch(self, asked: Sequence[tuple[str, str | None]]) -> list[dict[int, Scored]]:
        """`scores` of many (name, schema), in order: faster than one after another where the kernel is at hand."""
        self._asked += len(asked)
        kernel = quick.KERNEL.now() if self._asked > quick.PATIENCE else None
        out: list[dict[int, Scored]] = [{} for _ in asked]
        questions: dict[str, list[tuple[int, str, Sequence[Token]]]] = {kind: [] for kind in KINDS}
        for at, (name, schema) in enumerate(asked):
            variants = readings(name, asked=True)
            for kind in books(schema):
                for variant in variants:
                    words = _READ[kind](variant)
                    if words:
                        questions[kind].append((at, variant, words))
        for kind, some in questions.items():
            if some:
                self._answer(kind, some, kernel, out)
        return out

    def _answer(
        self,
        kind: str,
        questions: Sequence[tuple[int, str, Sequence[Token]]],
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
        owners = self._owners[kind]
        for (at, variant, _), (names, scores) in zip(questions, answers, strict=True):
            best = out[at]
            for name, score in zip(names, scores, strict=False):
                owner = owners.item(name)
                held = best.get(owner)
                if held is None or score > held.score:
                    best[owner] = Scored(score, kind, name, variant)

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
        """Listed entities a name may mean, best first, at most `limit`: the arguments of `Screener.screen`."""
        day = as_of or date.today()
        asked = asked_of(name, schema, countries, birth_date, identifiers)
        numbered = self._numbered(asked)
        scored = self.scores(name, asked.schema)
        # the name's score bounds what else is known can make of it
        floor = context.least(threshold)
        kept = sorted(
            ((row.score, at) for at, row in scored.items() if row.score >= floor or at in numbered), reverse=True
        )
        matches: list[Match] = []
        for _, at in [*kept[: max(limit * 3, 15)], *((0.0, at) for at in numbered if at not in scored)]:
            entity = self.entities[at]
            if not include_inactive and not explain.in_force(entity, day):
                continue
            row = scored.get(at)
            score = row.score if row else 0.0
            listed = entity.names[int(self._lines[row.kind][row.name])] if row else None
            decision = context.decide(score, entity, asked, listed.kind if listed else "", row.kind if row else BODY)
            reached = decision.score if decision.decided != "ruled_out" else score
            if reached < threshold:
                continue
            features = [Feature("name", score, name, listed.text, self._detail(row))] if row and listed else []
            features += [*decision.features, *explain.listing(entity, day)]
            matches.append(Match(entity, decision.score, decision.decided, tuple(features)))
        matches.sort(key=lambda match: (match.decided == "ruled_out", -match.score, match.entity.id))
        return matches[:limit]

    def _book(self, kind: str) -> Namebook:
        book = self._books.get(kind)
        if book is None:
            book = self._books[kind] = Namebook(self._data, kind)
        return book

    def _plain(self, kind: str, variant: str, words: Sequence[Token]) -> tuple[list[int], list[float]]:
        """Names compared and their scores, without the kernel."""
        found = self._book(kind).find(variant, words)
        if found is None:
            return [], []
        scores = quick.chances(kind, weigh(found).features @ quick.WEIGHTS[kind])
        kept = scores >= quick.HOPELESS
        return found.names[kept].tolist(), scores[kept].tolist()

    def _detail(self, scored: Scored) -> str:
        """Which word met which, and what was left: `محمد = mohammed 0.99 · only listed: hassan`."""
        book = self._book(scored.kind)
        words = _READ[scored.kind](scored.asked)
        found = book.beside(scored.asked, words, scored.name)
        if found.whole[0]:
            return "the same letters, merged, split or in another order"
        met = weigh(found).met[0].tolist()
        row = book.rows[scored.name]
        said, left = [], []
        for i, word in enumerate(list(dict.fromkeys(words))[: len(met)]):
            if met[i] >= 0:
                value = float(found.likeness[0, i, met[i]])
                said.append(f"{word.text} = {book.words.text(row[met[i]])} {value:.2f}")
            else:
                left.append(word.text)
        rest = [book.words.text(one) for j, one in enumerate(row.tolist()) if one >= 0 and j not in met]
        said += [f"only asked: {' '.join(left)}"] if left else []
        return " · ".join([*said, f"only listed: {' '.join(rest)}"] if rest else said)

    def _numbered(self, asked: Asked) -> set[int]:
        out: set[int] = set()
        for key, values in asked.identifiers.items():
            for value in values:
                wanted = stable(f"{key}:{value}")
                lo, hi = (int(np.searchsorted(self._numbers, wanted, side)) for side in ("left", "right"))
                out.update(self._numbers_of[lo:hi].tolist())
        return out


def asked_of(
    name: str,
    schema: str | None,
    countries: Sequence[str],
    birth_date: str | None,
    given: Mapping[str, Sequence[str]] | None,
) -> Asked:
    """What a query says, in one shape; an IMO number written in the name counts as given."""
    codes = frozenset(country_code(text) or text.lower() for text in countries if text)
    numbers = identifiers(given or {})
    written = parts.imo_numbers(name)
    if written:
        numbers["imoNumber"] = numbers.get("imoNumber", frozenset()) | frozenset(written)
    return Asked("Vessel" if written and schema is None else schema, codes, birth_date, numbers)


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
