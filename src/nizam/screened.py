"""Who the parties of a deal or an article are on the lists: each is asked about, and what the lists say is noted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nizam import goodguys
from nizam.model.deal import Deal, Fact, Party
from nizam.model.entity import Match
from nizam.model.text import Entity as Named
from nizam.model.text import Reading
from nizam.record import replace
from nizam.regime.load import PACKS
from nizam.screening.recall import Recalling
from nizam.text.romanise import romanise
from nizam.text.tokens import is_arabic
from nizam.text.transcribed import in_english

if TYPE_CHECKING:
    from nizam.screening.over import Over
    from nizam.screening.screener import Screener

MATCH = 0.7
"""Threshold from which a candidate is a match or a possible one."""


@lru_cache(maxsize=1)
def screener() -> Screener:
    """The screener over the regime's own designations, there from the first run."""
    from nizam.screening import kept

    return kept.opened(PACKS / "un_dprk" / "designations.yml")


@lru_cache(maxsize=1)
def _recalling() -> Recalling:
    """The same screener, with its last answers at hand."""
    return Recalling(screener().screen)


def screener_of(dataset: str) -> Screener | Over:
    """The screener over a dataset; `default` is every list at hand. Raises BadRequest where there is none."""
    from nizam import lists
    from nizam.errors import BadRequest

    names = lists.names()
    if dataset not in (*names, lists.DEFAULT):
        raise BadRequest(f"no dataset {dataset!r}; there are: {lists.DEFAULT}, {', '.join(names)}.")
    if dataset == lists.BUILT_IN or len(names) == 1:
        return screener()
    return _screener_over(dataset, lists.content_hash(dataset))


@lru_cache(maxsize=2)
def _screener_over(dataset: str, version: str) -> Over:  # noqa: ARG001 - the version tells when to open anew
    from nizam import lists
    from nizam.screening.over import over

    return over(lists.datasets(dataset), screener)


def _ask(name: str, also: Sequence[str] = (), **asked: Any) -> goodguys.Sifted:
    """What the lists say of a name; what somebody dismissed is set apart. `also`: the party's other spellings."""
    return goodguys.ask(_recalling(), name, also=also, threshold=MATCH, **asked)


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
    matches: Sequence[Match] = ()
    for name in _spellings(party.name):
        sifted = _ask(
            name,
            also=(party.name,),
            schema=party.schema,
            countries=(party.country,) if party.country else (),
            birth_date=party.birth_date,
            identifiers=party.identifiers,
            as_of=on,
        )
        notes.update(dict.fromkeys(sifted.notes()))
        found = sifted.shown()
        if not matches or _decided(found) is True:
            matches = found
        if _decided(found) is True:
            break
    designated = _decided(matches)
    if party.not_the_listed_one:
        return replace(party, matches=tuple(matches), designated=False)
    if party.stated_designated is not None and designated is not True:
        designated = party.stated_designated
    return replace(party, matches=tuple(matches), designated=designated)


def _spellings(name: str) -> tuple[str, ...]:
    """A name as written; in other scripts also with the English words in it as such, and in Latin letters."""
    if name.isascii():
        return (name,)
    spelled = (name, in_english(name), *([romanise(name)] if is_arabic(name) else ()))
    return tuple(dict.fromkeys(spelled))


def is_listed(name: str, on: date) -> bool:
    """Whether a name is a listed one's on a day, beyond doubt."""
    return _decided(_ask(name, as_of=on).matches) is True


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
        for m in _ask(
            name,
            also=names,
            schema=schema,
            countries=(entity.country,) if entity.country else (),
            as_of=reading.document.as_of,
        ).shown():
            held = best.get(m.entity.id)
            if held is None or held[2] < m.score:
                list_id = m.entity.designations[0].list_id if m.entity.designations else ""
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


@lru_cache(maxsize=1)
def list_hash() -> str:
    """Hash of the regime's own designations, as shipped."""
    return hashlib.sha256((PACKS / "un_dprk" / "designations.yml").read_bytes()).hexdigest()
