"""Screening against a list of any size: an index of its names in a file, and the entities wherever they are kept.

    build(entities, path)          once per version of a list
    Matcher(path, entities)        opens in milliseconds; `screen` answers

A name is read as its schema says (as a person's, a body's, a ship's; all three where no schema is given), in every
variant that brackets, slashes and "a.k.a." leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from nizam.index import arrays
from nizam.index.namebook import Found, Namebook, stable
from nizam.model.entity import Entity, Feature, Match
from nizam.names import parts, tokens
from nizam.names.countries import country_code
from nizam.names.tokens import Token
from nizam.screening import context, explain, model
from nizam.screening.evidence import weigh
from nizam.screening.score import Asked, identifiers

PERSON, BODY, VESSEL = "person", "body", "vessel"
KINDS = (PERSON, BODY, VESSEL)
_BOOK = {"Person": PERSON, "Vessel": VESSEL, "Airplane": VESSEL, "Vehicle": VESSEL}
_READ = {PERSON: tokens.person, BODY: tokens.body, VESSEL: tokens.vessel}
_ALTERNATIVES = re.compile(r"\s+/\s+|;")
MOST_VARIANTS = 6
# below this a candidate is not weighed any further
_HOPELESS = 0.02


class Records(Protocol):
    """Entities by number, in the order in which they were indexed."""

    def __getitem__(self, number: int) -> Entity: ...


def readings(text: str, *, asked: bool = False) -> list[str]:
    """The names that one line gives, the line itself first; few, however long the line is."""
    if not _OPEN.search(text):
        return [text]
    out: dict[str, None] = {}
    for piece in _ALTERNATIVES.split(text[: tokens.LONGEST]):
        for variant in parts.variants(piece, asked=asked):
            out.setdefault(variant)
    return list(out)[:MOST_VARIANTS] or [text]


_OPEN = re.compile(r"[(（\[;/]|\b[afn]\.?k\.?a\b|also known|formerly", re.IGNORECASE)


def books(schema: str | None) -> tuple[str, ...]:
    """The books in which an asked schema is looked up."""
    if schema in (None, "", "Thing"):
        return KINDS
    if schema == "LegalEntity":
        return (PERSON, BODY)
    return (_BOOK.get(schema or "", BODY),)


def build(entities: Iterable[Entity], path: Path) -> None:
    """Write the index of a list's names. Entities are numbered in the order in which they come."""
    names: dict[str, list[tuple[Token, ...]]] = {kind: [] for kind in KINDS}
    texts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    owners: dict[str, list[int]] = {kind: [] for kind in KINDS}
    lines: dict[str, list[int]] = {kind: [] for kind in KINDS}
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
                        names[kind].append(words)
                        texts[kind].append(variant)
                        owners[kind].append(number)
                        lines[kind].append(line)
    data: dict[str, Any] = {}
    for kind in KINDS:
        data |= Namebook.build(names[kind], texts[kind], kind)
        data[f"{kind}.owners"] = np.array(owners[kind], np.int32)
        data[f"{kind}.lines"] = np.array(lines[kind], np.int32)
    order = sorted(numbers)
    data["numbers"] = np.array([key for key, _ in order], np.int64)
    data["numbers_of"] = np.array([at for _, at in order], np.int32)
    arrays.write(path, data)


class Scored(NamedTuple):
    """A name's score 0..1, the book and the name's number in it, and what the score was made from."""

    score: float
    kind: str
    name: int
    words: Sequence[Token]
    found: Found
    met: Any
    at: int


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

    def scores(self, name: str, schema: str | None = None) -> dict[int, Scored]:
        """By entity number: how its best name alone scores."""
        best: dict[int, Scored] = {}
        for kind in books(schema):
            for variant in readings(name, asked=True):
                words = _READ[kind](variant)
                found = self._book(kind).find(variant, words) if words else None
                if found is not None:
                    self._score(kind, found, words, best)
        return best

    def batch(self, asked: Sequence[tuple[str, str | None]]) -> list[dict[int, Scored]]:
        """`scores` of many (name, schema), in order."""
        return [self.scores(name, schema) for name, schema in asked]

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

    def _score(self, kind: str, found: Found, words: Sequence[Token], best: dict[int, Scored]) -> None:
        weighed = weigh(found)
        learnt = PERSON if kind == PERSON else BODY
        scale, shift = model.SCALE[learnt]
        sums = (weighed.features @ _WEIGHTS[learnt] + model.CONSTANT[learnt]) * scale + shift
        scores = 1 / (1 + np.exp(-np.maximum(sums, -60.0)))
        owners = self._owners[kind][found.names].tolist()
        for at, (owner, score) in enumerate(zip(owners, scores.tolist(), strict=True)):
            if score >= _HOPELESS and (owner not in best or score > best[owner].score):
                best[owner] = Scored(score, kind, int(found.names[at]), words, found, weighed.met, at)

    def _detail(self, scored: Scored) -> str:
        """Which word met which, and what was left: `محمد = mohammed 0.99 · only listed: hassan`."""
        found, at, met = scored.found, scored.at, scored.met[scored.at]
        if found.whole[at]:
            return "the same letters, merged, split or in another order"
        book = self._book(scored.kind)
        row = book.rows[scored.name]
        asked = list(dict.fromkeys(scored.words))[: found.likeness.shape[1]]
        said, left = [], []
        for i, word in enumerate(asked):
            if met[i] >= 0:
                value = float(found.likeness[at, i, met[i]])
                said.append(f"{word.text} = {book.words.texts[row[met[i]]]} {value:.2f}")
            else:
                left.append(word.text)
        rest = [book.words.texts[one] for j, one in enumerate(row.tolist()) if one >= 0 and j not in met]
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


_WEIGHTS = {kind: np.array(weights) for kind, weights in model.WEIGHTS.items()}


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


def forget() -> None:
    """Empty every cache of names and words: for measuring."""
    from nizam.names import codes, phonemes, scripts

    for module in (tokens, phonemes, codes, scripts, parts):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
