"""What else was found in an article: who said what, who is named, which measures and votes it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nizam.model.text import Entity, Reading
from nizam.report.labels import Labels
from nizam.report.people import People
from nizam.report.proposed import by
from nizam.report.shape import Card, EntityGroup, EntityLine, ListedLine, ReferenceLine, StatementLine
from nizam.report.verdicts import document_url

TYPES = ("person", "org", "vessel", "aircraft", "group", "country", "place")
_FORMS = 4


def statements(reading: Reading, cards: Sequence[Card], people: People, words: Labels) -> tuple[StatementLine, ...]:
    """Every statement in order, with its speaker's office and the items that stand in it."""
    text = reading.document.text
    out = []
    for number, s in enumerate(sorted(reading.statements, key=lambda s: s.span), 1):
        out.append(
            StatementLine(
                number=number,
                speaker=people.name(s.speaker) or words.ui("author"),
                office=people.office(s.speaker),
                verb=s.verb,
                mode=words.title("modes", s.mode),
                polarity=words.title("polarities", s.polarity),
                polarity_key=s.polarity,
                hedge=words.ui("hedge", words=f"«{s.hedge}»") if s.hedge else "",
                addressee=words.ui("addressee", name=people.name(s.addressee)) if s.addressee else "",
                content=" ".join(s.content.of(text).split()),
                items=tuple(card.number for card in cards if card.statement == s.id),
                proposed=by(s.proposed_by, words),
            )
        )
    return tuple(out)


def entities(reading: Reading, people: People, words: Labels) -> tuple[EntityGroup, ...]:
    """Entities by type, the most named first; those that may be listed lead their group."""
    out = []
    for kind in TYPES:
        held = [e for e in reading.entities if e.type == kind]
        held.sort(key=lambda e: (not _possible(e), -len(e.mentions), e.name))
        if held:
            lines = tuple(_entity(e, people, words) for e in held)
            out.append(EntityGroup(kind, words.title("entity_types", kind), lines))
    return tuple(out)


def _possible(entity: Entity) -> list[tuple[str, str, float, str]]:
    return [row for row in entity.listed if row[3] != "ruled_out"]


def _entity(entity: Entity, people: People, words: Labels) -> EntityLine:
    name, office, country = people.entity(entity), people.office(entity.id), people.country(entity)
    also = [form for form in people.forms(entity, "name") if form != name]
    listed = []
    for _, entry, score, decided in _possible(entity):
        state = "match" if decided == "match" else "possible"
        says = words.ui(f"entity_{state}", entry=entry, caption=caption(entry), score=f"{score:.2f}")
        listed.append(ListedLine(state, says))
    return EntityLine(
        id=entity.id,
        name=name,
        office=office,
        country="" if country and office.endswith(country) else country,
        mentions=words.count("mentions", len(entity.mentions)),
        also=tuple(also[:_FORMS]),
        listed=tuple(listed),
        proposed=by(entity.proposed_by, words),
    )


@lru_cache(maxsize=4096)
def caption(entry: str) -> str:
    """The list's own name of an entry, by its reference; '' where no list at hand has it."""
    from nizam.athand import entry as found

    entity = found(entry)
    return entity.caption if entity else ""


def references(reading: Reading, words: Labels) -> tuple[ReferenceLine, ...]:
    """Measures, votes and drafts in order of mention, each thing once with the first words that name it."""
    text = reading.document.text
    seen: dict[tuple[str, str], ReferenceLine] = {}
    for r in sorted(reading.references, key=lambda r: r.span):
        key = (r.kind, r.id)
        if key in seen:
            continue
        seen[key] = ReferenceLine(
            number=len(seen) + 1,
            kind=words.title("reference_kinds", r.kind),
            id=r.id,
            words=" ".join(r.span.of(text).split()),
            says=words.text(r.says) if r.says else "",
            url=document_url(r.id, words.lang),
        )
    return tuple(seen.values())
