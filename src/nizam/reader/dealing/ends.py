"""Which countries stand at each end of a deal, from its fields or from one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nizam.model.deal import Goods, Party
from nizam.reader.dealing.deal_fields import Given
from nizam.reader.dealing.flows import TARGET, Ends
from nizam.reader.dealing.parties_in_deal import countries_of
from nizam.reader.dealing.sentence import SentenceDeal
from nizam.reader.vocabulary import load_vocabulary
from nizam.record import replace
from nizam.text.gazetteer import gazetteer
from nizam.text.tokens import tokenise


def ends_of_fields(given: Given, parties: Sequence[Party], goods: Sequence[Goods], deed: str) -> Ends:
    """Countries at each end of a deal given by fields."""
    by_role: dict[str, list[Party]] = {}
    for party in parties:
        by_role.setdefault(party.role, []).append(party)
    suppliers, recipients = by_role.get("supplier", []), by_role.get("recipient", [])
    rest = [p for p in parties if p.role not in ("supplier", "recipient")]
    words = " ; ".join([deed, given.aircraft, *(g.description for g in given.goods), *(p.name for p in given.parties)])
    found = {f.value.country for f in gazetteer().find(words, tokenise(words)) if not f.value.ambiguous}
    owners = " ; ".join(o for p in parties for o in p.owned_by)
    found |= {f.value.country for f in gazetteer().find(owners, tokenise(owners))}
    flags = [countries_of(p.flag)[0] for p in given.parties if p.flag]
    return Ends(
        supplier=_codes(suppliers),
        recipient=_codes(recipients),
        origin=frozenset(g.origin for g in goods if g.origin),
        route=frozenset(c for stop in given.route if (c := countries_of(stop)[0])),
        other=_codes(rest) | frozenset(c for c in flags if c),
        maybe_supplier=any(TARGET in p.countries for p in suppliers),
        maybe_recipient=any(TARGET in p.countries for p in recipients),
        supplier_missing=not any(p.country for p in suppliers),
        recipient_missing=not any(p.country for p in recipients),
        linked=TARGET in found or _tied(words),
    )


def _tied(words: str) -> bool:
    return any(h.value[0] == "target-ties" for h in load_vocabulary().trade_words(words, tokenise(words)))


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.country for p in parties if p.country)


def ends_of_text(told: SentenceDeal) -> tuple[Ends, bool, str]:
    """Countries at each end of a sentence. Where it never names the target, the question itself does."""
    sides = told.sides
    ends = Ends(
        supplier=frozenset(sides.supplier),
        recipient=frozenset(sides.recipient),
        origin=frozenset(sides.origin),
        route=frozenset(sides.route),
        other=frozenset(sides.other),
        maybe_supplier=(sides.unknown_party and not sides.supplier) or bool(sides.maybe & {"supplier", "origin"}),
        maybe_recipient=(sides.unknown_party and not sides.recipient) or "recipient" in sides.maybe,
        supplier_missing=not sides.supplier,
        recipient_missing=not sides.recipient,
        linked=told.tied,
    )
    ends = _unsure(told, ends)
    countries = set(sides.countries)
    foreign = bool(countries) and TARGET not in countries
    if foreign and not (sides.unknown_party or sides.maybe or told.tied or told.regime):
        deeds = {h.term for h in told.hits if h.fact == "activity" and not h.negated}
        persons = deeds & set(load_vocabulary().settings["person-activities"])
        if len(countries) > 1 and (persons or not (told.goods or told.traded or deeds)):
            # "A South Korean engineer works in Gdansk": who does it and where are both told.
            return Ends(supplier=frozenset(countries), recipient=frozenset(countries)), False, ""
        if len(countries) > 1 and told.goods and not (ends.supplier and ends.recipient):
            # Several countries are named and none is the target: an end that no word tells is one of them.
            every = frozenset(countries)
            return replace(ends, supplier=ends.supplier or every, recipient=ends.recipient or every), False, ""
        if sides.origin and sides.recipient and not sides.supplier:
            ends = replace(ends, supplier=frozenset(sides.origin), supplier_missing=False)
    if any(h.fact == "said.namesake" for h in told.hits) and TARGET not in countries:
        return Ends(supplier=frozenset(countries), recipient=frozenset(countries)), False, ""
    if sides.paid_first and not sides.constructed and told.goods and TARGET in sides.recipient:
        # Who is paid for goods gives them.
        ends = replace(ends, supplier=ends.supplier | {TARGET})
    if TARGET in countries or sides.unknown_party or sides.maybe or told.tied:
        return ends, False, ""
    if not countries:
        return ends, True, "no country is named; read as a deal with the target"
    if told.regime and len(countries) == 1:
        note = "only one side is named; the other is read as the target"
        if sides.recipient and not sides.supplier:
            return replace(ends, supplier=frozenset((TARGET,))), False, note
        if sides.supplier and not sides.recipient:
            return replace(ends, recipient=frozenset((TARGET,))), False, note
        return ends, True, note
    return ends, False, ""


def _unsure(told: SentenceDeal, ends: Ends) -> Ends:
    """A reading of the sides that cannot be whole leaves the other side open: two givers and nobody who gets, or goods
    that change hands between others while the target stands in the sentence without a part."""
    sides = told.sides
    if sides.constructed:
        return ends
    if TARGET in ends.supplier and len(ends.supplier) > 1 and not ends.recipient:
        return replace(ends, maybe_recipient=True)
    embassy = any(h.fact == "end_user" and h.term == "embassy" for h in told.hits)
    if TARGET in ends.recipient and len(ends.recipient) > 1 and not ends.supplier and not embassy:
        return replace(ends, maybe_supplier=True)
    known = ends.supplier | ends.recipient | ends.origin | ends.route
    if TARGET in ends.other and TARGET not in known and told.goods and sides.gives:
        return replace(ends, maybe_supplier=True, maybe_recipient=True)
    return ends
