"""Entities of a document: candidates from every finder, the best of them, and those that name one thing together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from nizam.model.text import Document, Entity, Mention
from nizam.reader.naming import (
    bylines,
    closed,
    crafts,
    grouping,
    memory,
    organisations,
    organisations_ar,
    persons,
    persons_ar,
    places,
)
from nizam.reader.naming.candidates import Candidate, Scene, choose
from nizam.reader.naming.lexicon import folded, glosses
from nizam.reader.segment import Sentence
from nizam.record import Record, field, replace
from nizam.text.gazetteer import gazetteer
from nizam.text.tokens import tokenise

_NATIVE = ("ko", "zh")


class Entities(Record, frozen=True):
    """All entities of a document, and which of their mentions stand in a stretch of its text."""

    all: tuple[Entity, ...]
    _order: tuple[tuple[int, Entity, Mention], ...] = ()
    _starts: tuple[int, ...] = ()
    _by_id: dict[str, Entity] = field(default_factory=dict)

    @staticmethod
    def of(entities: Sequence[Entity]) -> Entities:
        order = sorted(
            ((m.span.start, e, m) for e in entities for m in e.mentions), key=lambda row: (row[0], -row[2].span.end)
        )
        return Entities(tuple(entities), tuple(order), tuple(row[0] for row in order), {e.id: e for e in entities})

    def at(self, start: int, end: int) -> list[tuple[Entity, Mention]]:
        """Mentions that lie inside `start:end`, of every kind, in order."""
        out = []
        for position in range(bisect_left(self._starts, start), len(self._order)):
            begin, entity, mention = self._order[position]
            if begin >= end:
                break
            if mention.span.end <= end:
                out.append((entity, mention))
        return out

    def by_id(self, entity_id: str | None) -> Entity | None:
        return self._by_id.get(entity_id or "")


def find_entities(document: Document, sentences: Sequence[Sentence]) -> Entities:
    """Every person, body, country, place, ship and aircraft of the body and title, with all its mentions.

    Roles ("the Russian president") are mentions of the person who held the office on the document's day, where the
    dated table or the document itself tells who; nationalities are mentions of the country.
    """
    on = document.as_of or document.event_date or document.page_date
    if document.language in _NATIVE:
        return Entities.of(grouping.group([list(_native(document, s)) for s in sentences]))
    scenes = _scenes(document, sentences)
    weighed = closed.Weighed(scenes)
    written = list(bylines.find_bylines(document))
    for line, writer in written:
        within = next((s for s in scenes if s.sentence.start <= writer.start < s.sentence.end), None)
        if within is None:
            within = Scene(document.text, document.language, line, gazetteer().find(document.text, line.tokens))
            scenes.append(within)
        within.found.append(writer)
    for scene in scenes:
        scene.found.extend(_without_rivals(list(_candidates(scene, weighed))))
    remembered = memory.Memory(scenes, on)
    chosen = [choose([*scene.found, *remembered.recall(scene)]) for scene in scenes]
    settled = [remembered.settled(scene, found) for scene, found in zip(scenes, chosen, strict=True)]
    return Entities.of(grouping.group(_at_home(document, scenes, settled)))


# A ministry or a customs office without a country belongs to the State spoken of last, else to the writer's.
_HOME = {"ru": "ru"}


def _at_home(document: Document, scenes: Sequence[Scene], found: list[list[Candidate]]) -> list[list[Candidate]]:
    out: list[list[Candidate]] = []
    counts = Counter(
        c.country for members in found for c in members if c.type in ("country", "place") and c.country != "kp"
    )
    home = _HOME.get(document.language)
    if home and not counts[home] and counts:
        home = counts.most_common(1)[0][0]
    paragraph, last = -9, None
    for scene, members in zip(scenes, found, strict=True):
        if scene.sentence.paragraph != paragraph:
            paragraph, last = scene.sentence.paragraph, home
        row = []
        for one in sorted(members, key=lambda c: c.start):
            state = one.sort in glosses("of_state") or one.name.startswith("Ministry of")
            if one.type == "org" and one.country is None and not one.ident and state and last is not None:
                if last == "kp" and home is not None:
                    last = home  # a Russian «Минтранс» after a word on Pyongyang is Moscow's
                suffix = f" of {gazetteer().country_name(last)}" if one.name.startswith("Ministry of") else ""
                one = replace(one, country=last, name=one.name + suffix)
            elif one.type in ("country", "place") and one.country:
                last = one.country
            row.append(one)
        out.append(row)
    return out


def _scenes(document: Document, sentences: Sequence[Sentence]) -> list[Scene]:
    tables = gazetteer()
    lower = (
        frozenset(t.folded for s in sentences for t in s.tokens if t.text[:1].islower())
        if document.language != "ar"
        else frozenset()
    )
    # An English text that speaks of ships again and again names them with "the" and no noun: "the Sea Harmony".
    maritime = document.language == "en" and _count(lower, sentences) > 2
    scenes = [
        Scene(document.text, document.language, s, tables.find(document.text, s.tokens), lower, maritime)
        for s in sentences
    ]
    # The line with the page's date often names a region as its heading: closed names only.
    for span in document.clutter:
        if (
            span.end <= document.body.start
            and span.end - span.start < 160
            and any(c.isdigit() for c in span.of(document.text))
        ):
            tokens = tuple(tokenise(document.text, span.start, span.end))
            line = Sentence(-1, -2, span.start, span.end, tokens)
            scenes.append(Scene(document.text, document.language, line, tables.find(document.text, tokens), lower))
    return scenes


def _count(lower: frozenset[str], sentences: Sequence[Sentence]) -> int:
    """How often words for ships stand in the text."""
    ships = folded("ship_words")
    return sum(1 for s in sentences for t in s.tokens if t.folded in ships) if lower & ships else 0


def _candidates(scene: Scene, weighed: closed.Weighed) -> Iterator[Candidate]:
    yield from closed.find_closed(scene, weighed)
    if scene.sentence.paragraph == -2:
        return
    yield from persons.find_known(scene)
    yield from crafts.find_quoted(scene)
    yield from crafts.find_crafts(scene)
    yield from crafts.find_flagged(scene)
    yield from places.find_places(scene)
    yield from persons_ar.find_arabic(scene)
    yield from organisations_ar.find_arabic_bodies(scene)
    if scene.language != "ar":
        yield from persons.find_capitalised(scene)
        yield from organisations.find_capitalised_bodies(scene)


def _without_rivals(found: list[Candidate]) -> list[Candidate]:
    """A body or place the tables name beats one that grammar makes of the same words, unless that one is longer."""
    tabled = [c for c in found if c.kind == "name" and c.type in ("org", "place", "country") and c.ident]
    return [
        c for c in found
        if c.type not in ("org", "place") or c.ident or not any(_rivals(c, t) for t in tabled)
    ]  # fmt: skip


def _rivals(made: Candidate, tabled: Candidate) -> bool:
    if made.type != tabled.type and (made.type, tabled.type) != ("place", "country"):
        return False
    longer = made.covers(tabled) and made.end - made.start > tabled.end - tabled.start
    return made.overlaps(tabled) and not longer


def _native(document: Document, sentence: Sentence) -> Iterator[Candidate]:
    for start, end, named in gazetteer().find_native(document.text, sentence.start, sentence.end):
        yield Candidate(start, end, "country", named.name, named.country, "name", named.key, 75)


def on_day(document: Document) -> date | None:
    """The day on which offices are looked up for a document."""
    return document.as_of or document.event_date or document.page_date
