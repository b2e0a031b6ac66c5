"""What was read in an article as FollowTheMoney entities, for OpenAleph and whatever else loads them.

The article, who and what it names, each form of a name as a mention, and the listings that were decided. Ids are made
of the text and of what is named in it: the same article gives the same ids, and two articles share none. Whether the
persons of two articles are one is for whoever loads them to find out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.casework import ArticleCase
from nizam.model.entity import Designation
from nizam.model.text import Document, Entity, Reading
from nizam.text.gazetteer import gazetteer

_TABLE = Path(__file__).parent / "ftm.yml"
_LEGAL = frozenset(("Person", "Organization", "Company", "PublicBody", "LegalEntity"))
"""What a mention may be resolved to, by its schema."""
_MOST_NAME = 380
Row = dict[str, Any]


def render(case: ArticleCase) -> str:
    """JSON lines, one entity each: `{"id", "schema", "properties": {name: [values]}}`."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(case))


def rows(case: ArticleCase) -> Iterator[Row]:
    """The article first, then each entity followed by its listings and mentions. Countries are codes, not entities."""
    reading = case.reading
    article = _article(reading)
    yield article
    ids: set[str] = set()
    for entity in reading.entities:
        if entity.type not in _table()["schemata"] or not _forms(entity, reading):
            continue
        row = _entity(entity, reading, article["id"], ids)
        yield row
        for _, entry, _, decided in entity.listed:
            if decided == "match":
                yield from _sanctions(entry, row["id"])
        yield from _mentions(entity, reading, row, article["id"])


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    data: dict[str, Any] = yamltext.load(_TABLE)
    data["kinds"] = {row["name"]: row.get("kind", "") for row in gazetteer().organisations.values()}
    return data


def _id(*parts: object) -> str:
    """An id that OpenAleph takes: the project's name and forty characters of a hash."""
    whole = json.dumps([str(part) for part in parts], ensure_ascii=True)
    return f"nizam-{hashlib.sha1(whole.encode(), usedforsecurity=False).hexdigest()}"


def _row(key: str, schema: str, **properties: Iterable[str | None]) -> Row:
    """An entity without empty properties, every value once."""
    held = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _article(reading: Reading) -> Row:
    from nizam import __version__

    document = reading.document
    title = _line(document.title.of(document.text)) if document.title else ""
    named = {kind: [f for e in reading.entities if e.type in types for f in _forms(e, reading)] for kind, types in {
        "people": ("person",), "bodies": ("org", "group"), "places": ("place",), "crafts": ("vessel", "aircraft"),
    }.items()}  # fmt: skip
    source = document.source
    web = source.split(":", 1)[0].lower() in ("http", "https")
    language = _table()["languages"].get(document.language)
    return _row(
        _id("article", source if web else "", document.text),
        "Article",
        title=[title],
        # OpenAleph shows a document without a file name as nameless
        fileName=[title or _file_name(source)],
        bodyText=[_body(document)],
        language=[language],
        detectedLanguage=[language],
        publishedAt=[document.page_date.isoformat() if document.page_date else None],
        sourceUrl=[source if web else None],
        detectedCountry=sorted({e.country for e in reading.entities if e.type == "country" and e.country}),
        namesMentioned=[form for forms in named.values() for form in forms],
        peopleMentioned=named["people"],
        companiesMentioned=named["bodies"],
        locationMentioned=named["places"],
        processingAgent=[f"nizam {__version__}"],
    )


def _file_name(source: str) -> str:
    return source.rstrip("/").rsplit("/", 1)[-1] if source not in ("", "-") else "article"


def _body(document: Document) -> str:
    """What was read: title and paragraphs, without the page's furniture."""
    spans = [*([document.title] if document.title else []), *document.paragraphs]
    return "\n\n".join(span.of(document.text).strip() for span in spans)


def _entity(entity: Entity, reading: Reading, article: str, ids: set[str]) -> Row:
    forms = _forms(entity, reading)
    schema = _schema(entity)
    kind = _table()["kinds"].get(entity.name, "") if entity.type == "org" else ""
    key = _id("entity", article, entity.type, entity.name.casefold())
    if key in ids:
        # two of one name that the reader kept apart
        key = _id("entity", article, entity.type, entity.name.casefold(), entity.mentions[0].span.start)
    ids.add(key)
    name = _line(entity.name)
    fullest = max(forms, key=lambda form: (len(form.split()), len(form)))
    short = [form for form in forms if len(form.split()) == 1 < len(fullest.split())]
    row = _row(
        key,
        schema,
        name=[name, fullest],
        alias=[form for form in forms if form not in (name, fullest, *short)],
        # a surname or a short name alone is anybody's
        weakAlias=short,
        country=[entity.country],
        topics=[*_listed_as(entity), _table()["topics"].get(kind)],
        notes=[*_possible(entity), _proposed(entity)],
        proof=[article],
    )
    if schema == "Address":
        row["properties"]["full"] = row["properties"]["name"][:1]
    if schema == "Person" and entity.role:
        row["properties"]["position"] = [entity.role]
    return row


def _schema(entity: Entity) -> str:
    """A body's schema by the gazetteer, else by the words of its name; everything else by its type."""
    table = _table()
    if entity.type != "org":
        return str(table["schemata"][entity.type])
    kind = table["kinds"].get(entity.name)
    if kind:
        return str(table["bodies"].get(kind, "Organization"))
    words = " ".join(re.findall(r"\w+", entity.name.casefold()))
    for schema, telling in table["words"].items():
        if any(f" {word} " in f" {words} " for word in telling):
            return str(schema)
    return "Organization"


def _possible(entity: Entity) -> list[str]:
    """Likenesses nobody has decided: told, and no topic."""
    from nizam.report.findings import caption

    return [
        f"Possible match, not decided: {list_id} {entry} «{caption(entry) or entry}» (score {score:.2f})"
        for list_id, entry, score, decided in entity.listed
        if decided == "possible"
    ]  # fmt: skip


def _proposed(entity: Entity) -> str:
    """Who put the entity forward, where it was not the reader."""
    return f"Proposed by the model {entity.proposed_by}, not found by the rules." if entity.proposed_by else ""


def _listed_as(entity: Entity) -> list[str]:
    """The topics of the list entries that the entity is, decided beyond doubt."""
    from nizam.athand import entry as found

    matched = [found(entry) for _, entry, _, decided in entity.listed if decided == "match"]
    return [topic for one in matched if one for topic in one.topics or (("sanction",) if one.designations else ())]


def _sanctions(entry: str, entity: str) -> Iterator[Row]:
    """Every listing of the entry that the entity is, decided beyond doubt."""
    from nizam.athand import entry as found

    listed = found(entry)
    for listing in listed.designations if listed else ():
        row = _row(
            _id("sanction", entity, listing.list_id, listing.reference),
            "Sanction",
            entity=[entity],
            authority=[listing.authority or _AUTHORITIES.get(listing.list_id)],
            authorityId=[listing.reference],
            program=listing.programmes,
            listingDate=[listing.listed_on.isoformat() if listing.listed_on else None],
            endDate=[listing.until.isoformat() if listing.until else None],
            sourceUrl=[_url(listing)],
        )
        if listing.list_id == "un-sc":
            row["properties"]["unscId"] = [listing.reference]
        yield row


_AUTHORITIES = {"un-sc": "United Nations Security Council"}


def _url(listing: Designation) -> str | None:
    from nizam.report.verdicts import document_url

    return document_url(listing.instrument, "en") or None


def _mentions(entity: Entity, reading: Reading, row: Row, article: str) -> Iterator[Row]:
    """Each form of the name once: FollowTheMoney's mention has no place in the text."""
    countries = sorted({entity.country} if entity.country else ())
    for form in _forms(entity, reading):
        yield _row(
            _id("mention", row["id"], form),
            "Mention",
            document=[article],
            name=[form],
            resolved=[row["id"] if row["schema"] in _LEGAL else None],
            detectedSchema=[row["schema"]],
            contextCountry=countries,
        )


def _forms(entity: Entity, reading: Reading) -> list[str]:
    """The article's own forms of a name, the most frequent first; where there are none (a role alone), none."""
    text = reading.document.text
    counted = Counter(_line(m.span.of(text)) for m in entity.mentions if m.kind == "name")
    return [form for form, _ in counted.most_common() if form]


def _line(text: str) -> str:
    return " ".join(text.split())[:_MOST_NAME]
