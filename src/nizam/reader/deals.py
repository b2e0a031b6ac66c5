"""An item of an article as a deal: the JSON shape users send, and the facts for the engine.

The deal is read by the same rules as one that is typed in (`facts.read_deal`); what the reader of articles knows
better (what is done, which way it goes) is then written over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from nizam.model.deal import Deal, Fact, Party
from nizam.model.text import Entity, Item, Reading, Span
from nizam.reader.doing.deedframes import deed_words
from nizam.reader.doing.domains import same_field
from nizam.reader.facts import read_deal
from nizam.reader.vocabulary import Vocabulary, load_vocabulary
from nizam.record import replace
from nizam.regime.terms import fact_kinds
from nizam.text.gazetteer import gazetteer
from nizam.text.tokens import Token, tokenise

TARGET = "kp"
# Deeds in which goods change hands or cross a border; in others goods are only spoken of.
_MOVES_GOODS = frozenset((
    "supply", "transit", "carriage", "aid", "ship-to-ship", "bunkering", "refuel-aircraft", "technology-transfer",
    "mission-supply", "repair-shipment", "release-cargo", "fishing-rights", "arms-brokering",
))  # fmt: skip
_ROLES = {"person": "person", "vessel": "vessel", "org": "other"}
_SCHEMAS = {"person": "Person", "org": "Organization", "vessel": "Vessel"}
_WIDEST = 600


def to_json(item: Item, reading: Reading, vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The deal in the shape of design §3, as `nizam check` takes it."""
    text, reading = reading.document.text, _as_found(item, reading)
    if item.proposed_by:
        return {"id": item.id, "date": _iso(_day(item, reading)), "text": item.span.of(text)[:_WIDEST]}
    deal: dict[str, Any] = {
        "id": item.id,
        "date": _iso(_day(item, reading)),
        "contract_date": next(iter(item.facts.get("contract.date", ())), None),
        "supplier": _party(item.actor, reading),
        "recipient": _party(item.to, reading),
        "parties": _others(item, reading),
        "goods": _goods(item, reading, vocabulary or load_vocabulary()),
        "activity": item.span.of(text)[:_WIDEST],
    }
    vessel = _vessel(item, reading)
    if vessel:
        deal["vessel"] = {"name": vessel}
    return deal


def to_deal(item: Item, reading: Reading, vocabulary: Vocabulary | None = None) -> Deal:
    """The deal an item amounts to, judged by the deed's own day where the text gives a past one."""
    raw = {key: value for key, value in to_json(item, reading, vocabulary).items() if value not in (None, [], {})}
    deal = read_deal(raw, written=reading.document.as_of)
    reading = _as_found(item, reading)
    if item.proposed_by:
        return _of_words(deal, item, reading)
    facts = dict(deal.facts)
    said = item.span.of(reading.document.text)
    held = facts.get("activity", Fact()).values
    values = {item.activity} | {term for term in held if same_field(term, item.activity)}
    goods = deal.goods if item.activity in _MOVES_GOODS else ()
    if goods and item.activity in _MOVES_GOODS - {"fishing-rights", "technology-transfer"}:
        values.add("supply")
    facts["activity"] = Fact(fact_kinds()["activity"].widened(values), complete=True, said=said)
    if item.domain == "space" and "field" not in facts:
        facts["field"] = Fact(frozenset(("aerospace",)), complete=True, said=said)
    for name, terms in item.facts.items():
        if name in fact_kinds() and name not in facts and not fact_kinds()[name].computed:
            facts[name] = Fact(frozenset(terms), complete=True, said=said)
    if not _linked(item, reading) and _korean(item, reading):
        facts["flow"] = Fact(maybe=frozenset(("from-target", "to-target", "with-target")), said=said)
    elif not _linked(item, reading) and not any(g.origin == TARGET for g in deal.goods):
        facts["flow"] = Fact(complete=True, said="no party, origin or route ties it to the target")
    elif not facts.get("flow", Fact()).values:
        facts["flow"] = Fact(frozenset(("with-target",)), maybe=frozenset(("from-target", "to-target")), said=said)
    if deal.goods and not goods:
        facts = {name: fact for name, fact in facts.items() if not name.startswith("goods.")}
    return replace(deal, id=item.id, date=_day(item, reading), goods=goods, facts=facts, text=said)


def _as_found(item: Item, reading: Reading) -> Reading:
    """The reading that an item's verdict may rest on: for what the rules found, without a model's proposals."""
    if reading.proposals is None or item.proposed_by:
        return reading
    entities = tuple(
        replace(entity, mentions=tuple(m for m in entity.mentions if not m.proposed_by))
        for entity in reading.entities
        if not entity.proposed_by
    )
    return replace(reading, entities=entities)


def _of_words(deal: Deal, item: Item, reading: Reading) -> Deal:
    """The deal of an item that a model proposed: as its words are read when somebody types them in.

    What the model says is done, and between whom, decides nothing: where the words do not tell it, it stays open and
    becomes a question. Everybody named is put to the lists.
    """
    facts = dict(deal.facts)
    said = item.span.of(reading.document.text)
    held = facts.get("activity", Fact())
    if not agrees(item.activity, held):
        facts.pop("activity", None)
    if not any(entity.country == TARGET for entity in reading.entities):
        facts["flow"] = Fact(complete=True, said="no party, origin or route ties it to the target")
    elif not any(entity.country == TARGET and _named_in(entity, item.span) for entity in reading.entities):
        facts["flow"] = Fact(maybe=frozenset(("from-target", "to-target", "with-target")), said=said)
    known = {party.name for party in deal.parties}
    named = [
        Party(name=entity.name, role="other", country=entity.country, schema=_SCHEMAS.get(entity.type))
        for entity in reading.entities
        if (entity.type in _ROLES or entity.type == "aircraft")
        and entity.name not in known
        and not _un_body(entity)
        and (entity.id in (item.actor, item.to) or _named_in(entity, item.span))
    ]
    return replace(
        deal, id=item.id, date=_day(item, reading), facts=facts, parties=(*deal.parties, *named[:20]), text=said
    )


def agrees(activity: str, told: Fact) -> bool:
    """Whether what words tell of a deed fits a term for it: the same term, a broader or a narrower one."""
    kind = fact_kinds()["activity"]
    return bool(kind.widened((activity,)) & told.values) or activity in kind.widened(told.values)


def _day(item: Item, reading: Reading) -> date | None:
    """The deed's own day where it lies before the document's, else the document's."""
    as_of = reading.document.as_of
    if item.when is not None and (as_of is None or item.when <= as_of):
        return item.when
    return as_of


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _party(value: str | None, reading: Reading) -> dict[str, Any] | None:
    """A side: its name where it is somebody, its country where that is known."""
    if value is None:
        return None
    entity = reading.entity(value)
    if entity is None:
        return {"name": value}
    country = gazetteer().country_name(entity.country) if entity.country else None
    party: dict[str, Any] = {}
    if entity.type in ("org", "person", "vessel", "aircraft"):
        party["name"] = entity.name
        if entity.type in _SCHEMAS:
            party["schema"] = _SCHEMAS[entity.type]
    elif entity.type == "place" and not entity.country:
        party["name"] = entity.name
    if country:
        party["country"] = country
    return party or None


def _others(item: Item, reading: Reading) -> list[dict[str, Any]]:
    """Everybody else named in the deed's words."""
    out = []
    for entity in reading.entities:
        if entity.id in (item.actor, item.to) or entity.type not in _ROLES or entity.type == "vessel":
            continue
        if _named_in(entity, item.span) and not _un_body(entity):
            row: dict[str, Any] = {"name": entity.name, "role": _ROLES[entity.type], "schema": _SCHEMAS[entity.type]}
            if entity.country:
                row["country"] = gazetteer().country_name(entity.country)
            out.append(row)
    return out[:20]


def _un_body(entity: Entity) -> bool:
    """The bodies that make and watch the measures are no party to a deed."""
    return any(word in entity.name for word in ("Committee", "Security Council", "United Nations", "Panel of Experts"))


def _named_in(entity: Entity, span: Span) -> bool:
    return any(span.start <= m.span.start and m.span.end <= span.end for m in entity.mentions)


def _vessel(item: Item, reading: Reading) -> str | None:
    for entity in reading.entities:
        if entity.type == "vessel" and (entity.id in (item.actor, item.to) or _named_in(entity, item.span)):
            return entity.name
    return None


def _goods(item: Item, reading: Reading, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The goods in the article's own words, with the words around them that change what they are."""
    if not item.goods:
        return []
    text = reading.document.text
    tokens = tokenise(text, item.span.start, item.span.end)
    hits = [h for h in vocabulary.goods(text, tokens) if h.concept in item.goods]
    if not hits:
        # The thing stands before the stretch; its English name will do.
        return [{"description": _label(concept, vocabulary), **_origin(item)} for concept in item.goods]
    first, last = hits[0], hits[-1]
    low = _phrase_start(tokens, first.first, text, reading.document.language)
    high = last.last if reading.document.language != "ar" else min(last.last + 1, len(tokens))
    description = text[tokens[low].start : tokens[high - 1].end]
    understood = {c for line in vocabulary.goods_lines(description) for c in line.concepts}
    if not understood & set(item.goods):
        description = ", ".join(_label(concept, vocabulary) for concept in item.goods)
    row: dict[str, Any] = {"description": description[:_WIDEST], **_origin(item)}
    if item.quantity:
        row["quantity"] = item.quantity
    return [row]


def _origin(item: Item) -> dict[str, str]:
    """Where the goods are from, where a nationality on them tells it."""
    codes = item.facts.get("goods.origin", ())
    return {"origin": gazetteer().country_name(codes[0])} if len(codes) == 1 else {}


def _phrase_start(tokens: Sequence[Token], at: int, text: str, language: str) -> int:
    """Two words before the goods may change what they are ("armoured limousines"); verbs and little words do not."""
    if language == "ar":
        return at
    words = deed_words(language)
    verbs = {i for h in words.deeds.find(text, tokens) for i in range(h.first, h.last)}
    low = at
    while (
        low > max(at - 2, 0)
        and low - 1 not in verbs
        and len(tokens[low - 1].folded) > 3
        and tokens[low - 1].text.islower()
    ):
        low -= 1
    return low


def _label(concept: str, vocabulary: Vocabulary) -> str:
    labels = vocabulary.concept(concept).labels.get("en") or (concept.replace("-", " "),)
    return labels[0]


def _linked(item: Item, reading: Reading) -> bool:
    """Whether a side or somebody named in the deed's words ties it to the target."""
    for value in (item.actor, item.to):
        entity = reading.entity(value)
        if entity is not None and entity.country == TARGET:
            return True
    return any(entity.country == TARGET and _named_in(entity, item.span) for entity in reading.entities)


def _korean(item: Item, reading: Reading) -> bool:
    """ "A Korean friend": which Korea is not told."""
    tokens = tokenise(reading.document.text, item.span.start, item.span.end)
    if any(e.country == "kr" and _named_in(e, item.span) for e in reading.entities):
        return False
    south, north = (sum(len(e.mentions) for e in reading.entities if e.country == code) for code in ("kr", TARGET))
    if south > north:
        return False  # in an article about the South, "Korean" is South Korean
    return bool(
        {t.folded for t in tokens}
        & {
            "korean",
            "koreans",
            "корейский",
            "корейского",
            "корейскому",
            "корейских",
            "كوري",
            "كوريه",
            "الكوري",
            "الكوريه",
        }
    )


__all__ = ["agrees", "to_deal", "to_json"]
