"""Who the parties of a deal or an article are on the lists: each is asked about, and what the lists say is noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from nizam import athand, goodguys
from nizam.athand import list_hash, screener, screener_of, versions
from nizam.model.deal import Deal, Fact, Party
from nizam.model.entity import Match
from nizam.model.text import Entity as Named
from nizam.model.text import Reading
from nizam.record import replace
from nizam.text.kontsevich import with_ng
from nizam.text.romanise import romanise
from nizam.text.tokens import is_arabic
from nizam.text.transcribed import in_english

MATCH = 0.7
"""Threshold from which a candidate is a match or a possible one."""


def _ask(name: str, also: Sequence[str] = (), **asked: Any) -> goodguys.Sifted:
    """What the UN's list says of a name; what somebody dismissed is set apart. `also`: the party's other spellings."""
    return goodguys.ask(athand.own(), name, also=also, threshold=MATCH, **asked)


def _ask_others(name: str, also: Sequence[str] = (), **asked: Any) -> goodguys.Sifted:
    """The same of every other list at hand."""
    others = athand.others()
    return goodguys.ask(others, name, also=also, threshold=MATCH, **asked) if others else goodguys.Sifted([])


def screen_parties(deal: Deal, on: date) -> Deal:
    """Ask the lists about every named party; write what they say into the deal as facts."""
    from nizam.reader.dealing.shares import owner_and_share

    notes: dict[str, None] = {}
    parties = tuple(_screened(party, on, notes) for party in deal.parties)
    facts = dict(deal.facts)
    # "X (60 %)" is X; what X holds is for the regimes that count shares, the UN's text sets no threshold.
    owners = [owner_and_share(owner)[0] for party in parties for owner in party.owned_by]
    hits = [owner for owner in owners if _decided(_ask(owner, as_of=on).matches) is True]
    if hits and "parties.controlled" not in facts:
        facts["parties.controlled"] = Fact(frozenset(("true",)), complete=True, said=f"owned by {', '.join(hits)}")
    return replace(deal, parties=parties, facts=facts, notes=(*deal.notes, *notes))


def _screened(party: Party, on: date, notes: dict[str, None]) -> Party:
    if not party.name:
        return replace(party, designated=party.stated_designated)
    own: Sequence[Match] = ()
    others: dict[str, Match] = {}
    for name in _spellings(party.name):
        found, elsewhere = _said_of(party, name, on, notes)
        for match in elsewhere:
            held = others.get(match.entity.id)
            if held is None or match.score > held.score:
                others[match.entity.id] = match
        if not own or _decided(found) is True:
            own = found
        if _decided(found) is True:
            break
    listed = sorted(others.values(), key=lambda match: -match.score)
    designated = _decided(own)
    if party.not_the_listed_one:
        return replace(party, matches=tuple(own), elsewhere=tuple(listed), designated=False)
    if party.stated_designated is not None and designated is not True:
        designated = party.stated_designated
    return replace(party, matches=tuple(own), elsewhere=tuple(listed), designated=designated)


def _said_of(party: Party, name: str, on: date, notes: dict[str, None]) -> tuple[list[Match], list[Match]]:
    """What the UN's list says of one spelling of a party, and what the other lists at hand do.

    An entry on the DPRK of a UN list that was brought counts as the UN's own, unless the pack has the same.
    """
    asked: dict[str, Any] = {
        "also": (party.name,),
        "schema": party.schema,
        "countries": (party.country,) if party.country else (),
        "birth_date": party.birth_date,
        "identifiers": party.identifiers,
        "as_of": on,
    }
    sifted, brought = _ask(name, **asked), _ask_others(name, **asked)
    notes.update(dict.fromkeys((*sifted.notes(), *brought.notes())))
    own = sifted.shown()
    known = {match.entity.id for match in own}
    rest = [match for match in brought.shown() if match.entity.id not in known]
    newer = [match for match in rest if athand.of_the_regime(match.entity)]
    own = sorted([*own, *newer], key=lambda match: (match.decided != "match", -match.score)) if newer else own
    return own, [match for match in rest if match not in newer and match.decided != "ruled_out"]


def _spellings(name: str) -> tuple[str, ...]:
    """A name as written; in other scripts also with the English words in it as such, Korean ones in Russian letters
    turned back, and in Latin letters."""
    if name.isascii():
        return (name,)
    english = in_english(name)
    spelled = (name, english, with_ng(english), *([romanise(name)] if is_arabic(name) else ()))
    return tuple(dict.fromkeys(spelled))


def is_listed(name: str, on: date, regime: str = "") -> bool:
    """Whether a name is a listed one's on a day, beyond doubt: on the UN's list, or on that of a regime's authority."""
    if _decided(_ask(name, as_of=on).matches) is True:
        return True
    own = [match for match in _ask_others(name, as_of=on).matches if athand.listed_by(match.entity, regime)]
    return _decided(own) is True


def _decided(matches: Sequence[Match]) -> bool | None:
    if any(m.decided == "match" for m in matches):
        return True
    return None if any(m.decided == "possible" for m in matches) else False


_SCHEMAS = {"person": "Person", "org": "Organization", "vessel": "Vessel"}
Asked = tuple[str, str | None, bool]
"""A name that was put to the lists, its schema where known, and whether more is known of the party."""


def party_names(deal: Deal) -> list[Asked]:
    """The names of a deal that were put to the lists: parties in every spelling, and their owners."""
    from nizam.reader.dealing.shares import owner_and_share

    out: dict[Asked, None] = {}
    for party in deal.parties:
        more = bool(party.country or party.birth_date)
        out.update(dict.fromkeys((name, party.schema, more) for name in (_spellings(party.name) if party.name else ())))
        out.update(dict.fromkeys((owner_and_share(owner)[0], None, False) for owner in party.owned_by))
    return list(out)


def entity_names(reading: Reading) -> list[Asked]:
    """The names of an article that were put to the lists."""
    return [
        (name, _SCHEMAS[entity.type], bool(entity.country))
        for entity in reading.entities
        if entity.type in _SCHEMAS
        for name in _names_of(entity, reading)
    ]


def _names_of(entity: Named, reading: Reading) -> tuple[str, ...]:
    written = [m.span.of(reading.document.text) for m in entity.mentions if m.kind == "name"]
    return tuple(dict.fromkeys([*written, entity.name]))


def listed_entity(entity: Named, reading: Reading) -> Named:
    """Attach possible list entries to a person, body or ship of an article."""
    schema = _SCHEMAS.get(entity.type)
    if schema is None:
        return entity
    names = _names_of(entity, reading)
    best: dict[str, tuple[str, str, float, str]] = {}
    for name in names:
        asked: dict[str, Any] = {
            "also": names,
            "schema": schema,
            "countries": (entity.country,) if entity.country else (),
            "as_of": reading.document.as_of,
        }
        brought = [m for m in _ask_others(name, **asked).shown() if m.decided != "ruled_out"]
        for m in [*_ask(name, **asked).shown(), *brought]:
            held = best.get(m.entity.id)
            if held is None or held[2] < m.score:
                list_id = m.entity.designations[0].list_id if m.entity.designations else ";".join(m.entity.datasets)
                best[m.entity.id] = (list_id, m.entity.id, m.score, m.decided)
    return replace(entity, listed=tuple(sorted(best.values(), key=lambda row: -row[2])))


def listing_days(deal: Deal) -> set[date]:
    """First days of the listings that the deal's parties and their owners may mean, and first days without them."""
    days: set[date] = set()
    for name in {name for party in deal.parties for name in (party.name, *party.owned_by) if name}:
        for match in screener().screen(name, threshold=MATCH, include_inactive=True):
            for listing in match.entity.designations:
                days |= {listing.listed_on} if listing.listed_on else set()
                days |= {listing.until + timedelta(days=1)} if listing.until else set()
    return days


__all__ = [
    "MATCH", "Asked", "entity_names", "is_listed", "list_hash", "listed_entity", "listing_days", "party_names",
    "screen_parties", "screener", "screener_of", "versions",
]  # fmt: skip
