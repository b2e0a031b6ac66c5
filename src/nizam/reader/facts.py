"""A deal as people send it, or one sentence about it → the facts a rule may ask about.

`read_deal` takes the shape of the design (parties, goods, words); `read_sentence` takes words alone. Both give the same
`Deal`. What was not said stays unknown; what was guessed stands in `Deal.notes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nizam.model.deal import Deal, Fact, Goods, Party
from nizam.reader.dealing.approvals import put_approvals
from nizam.reader.dealing.deal_dates import Days, settled, told_amounts, told_days
from nizam.reader.dealing.deal_fields import Given, When, given_deal
from nizam.reader.dealing.ends import ends_of_fields, ends_of_text
from nizam.reader.dealing.flows import TARGET, flow_of
from nizam.reader.dealing.missions import embassies, foreign_missions, state_bodies
from nizam.reader.dealing.parties_in_deal import armies_in, countries_of, owners_in, party_of, with_claims
from nizam.reader.dealing.sentence import read_words
from nizam.reader.dealing.words_of_deal import Words, activity_fact, facts_from, hits_of
from nizam.reader.vocabulary import Vocabulary, load_vocabulary
from nizam.record import replace
from nizam.text.gazetteer import gazetteer
from nizam.text.tokens import tokenise

_CASH = "cash-word"


def read_deal(raw: Mapping[str, object], *, today: date | None = None, written: date | None = None) -> Deal:
    """Read a deal in the shape users send. Raises BadDeal, whose `field` says where it cannot be used.

    "Last week" counts from the deal's own date, else from the day its words were `written`, else from `today`.
    """
    given = given_deal(raw)
    vocabulary = load_vocabulary()
    base = given.date.last if given.date else written
    asked = today or date.today()
    if given.only_text:
        return _from_text(vocabulary, given, base, asked)
    return _from_fields(vocabulary, given, base, asked)


def read_sentence(text: str, when: date | None = None) -> Deal:
    """Read a deal told in one sentence, in Arabic, English or Russian."""
    return read_deal({"text": text, "date": when})


def _from_fields(vocabulary: Vocabulary, given: Given, base: date | None, asked: date) -> Deal:
    goods = tuple(line for entry in given.goods for line in _goods(vocabulary, entry))
    deed = " . ".join(t for t in (given.activity, given.purpose, given.text) if t)
    told = read_words(vocabulary, given.activity, ()) if given.activity and not goods else None
    if told is not None and told.goods and told.traded:
        goods = told.goods
    swapped = bool(deed) and any(h.value[0] == "barter" for h in vocabulary.trade_words(deed, tokenise(deed)))
    if swapped and given.goods:
        # "Rice, for coal": what is given back is goods of the deal, too.
        goods += read_words(vocabulary, deed, ()).goods
    parties = tuple(party_of(vocabulary, p) for p in given.parties)
    words = [Words("deed", _in_scene(deed, given, parties)), *(Words("goods", g.description) for g in given.goods)]
    words += [Words("name", f"{p.name} ; {p.note} ; {_flag_words(p.flag)}") for p in given.parties]
    words += [Words("name", given.aircraft), *(Words("stop", stop) for stop in given.route)]
    words += [Words("finding", entry.get("what", "")) for entry in given.findings]
    hits = hits_of(vocabulary, words)
    parties = with_claims(parties, vocabulary.terms(deed, tokenise(deed)), deed) if deed else parties
    behind = owners_in(vocabulary, deed)
    if behind:
        parties = (*parties, Party(name="", role="owner", owned_by=behind))
    facts = facts_from(hits)
    activity = activity_fact(
        vocabulary,
        facts.get("activity"),
        goods=bool(goods),
        traded=bool(told and told.traded),
        told=given.activity,
    )
    _put(facts, "activity", activity)
    forces = [e for p in parties for e in armies_in(vocabulary, p.name, p.country)]
    _end_users(facts, [*forces, *armies_in(vocabulary, deed)])
    if activity is not None and "payment" in activity.values and all(g.concepts == (_CASH,) for g in goods):
        goods = ()  # "withdrawal of cash": the money is what is paid
        facts["activity"] = replace(activity, values=activity.values - {"supply"})
    if {"payment", "remittance"} & (activity.values if activity else set()) and not goods:
        # What a payment is for, "humanitarian relief", delivers nothing.
        facts["activity"] = replace(facts["activity"], values=facts["activity"].values - {"aid", "supply"})
    embassies(vocabulary, facts, parties)
    state_bodies(vocabulary, facts, parties)
    _route_facts(facts, given.route, bool(goods))
    _flag_facts(facts, given)
    ends = ends_of_fields(given, parties, goods, deed)
    if swapped:
        ends = replace(ends, supplier=ends.supplier | ends.recipient, recipient=ends.supplier | ends.recipient)
    if "route.port" in facts and goods and TARGET not in ends.supplier | ends.recipient:
        # "Coal railed to Rajin for export": told in words, the port counts as on the route.
        # Who gets them may be the target itself, unless somebody else is told to: «Хыннам ждёт бензин».
        ends = replace(ends, route=ends.route | {TARGET}, maybe_recipient=ends.maybe_recipient or not ends.recipient)
    facts["flow"] = flow_of(ends, _implied(vocabulary, facts, goods), presumed=False)
    _, used = told_amounts(vocabulary, deed, tokenise(deed))
    if used:
        facts["quota.used"] = Fact(used, complete=True, said=deed)
    put_approvals(facts, given)
    days = told_days(vocabulary, deed, tokenise(deed), base, asked) if deed else Days()
    return _deal(vocabulary, given, parties, goods, facts, days, text=given.text, notes=())


def _from_text(vocabulary: Vocabulary, given: Given, base: date | None, asked: date) -> Deal:
    text = given.text
    told = read_words(vocabulary, text, ())
    facts = facts_from(told.hits)
    words = [Words("finding", entry.get("what", "")) for entry in given.findings]
    facts.update(facts_from(hits_of(vocabulary, words)))
    found = facts.get("activity")
    if told.only_paid and found is not None:
        # What the money is for is another deed: "pays a bank to rent a store for relief goods".
        found = replace(found, values=found.values - {"aid", "supply"})
    activity = activity_fact(vocabulary, found, goods=bool(told.goods), traded=told.traded, told=text, sold=told.sold)
    if told.denied:
        activity = Fact(complete=True, said=text)
    _put(facts, "activity", activity)
    _end_users(facts, armies_in(vocabulary, text))
    if TARGET in told.sides.route and told.goods and activity is not None:
        facts["activity"] = replace(activity, values=activity.values | {"transit"})
    ends, presumed, note = ends_of_text(told)
    implied = _implied(vocabulary, facts, told.goods, presumed=presumed)
    if "route.port" in facts and told.goods and TARGET not in ends.recipient | ends.supplier:
        # Goods of a port of the target, though the words do not say who sells them, leave or cross it.
        # Who gets them may be the target itself, unless somebody else is told to: «Хыннам ждёт бензин».
        ends = replace(ends, route=ends.route | {TARGET}, maybe_recipient=ends.maybe_recipient or not ends.recipient)
    facts["flow"] = flow_of(ends, implied, presumed=presumed)
    put_approvals(facts, given)
    if told.used:
        facts["quota.used"] = Fact(told.used, complete=True, said=text)
    days = told_days(vocabulary, text, tokenise(text), base, asked)
    notes: tuple[str, ...] = (note,) if note else ()
    if told.denied:
        notes += ("the sentence says that no such trade takes place; nothing is done that a measure could cover",)
    return _deal(vocabulary, given, told.parties, told.goods, facts, days, text=text, notes=notes)


def _deal(
    vocabulary: Vocabulary,
    given: Given,
    parties: Sequence[Party],
    goods: Sequence[Goods],
    facts: dict[str, Fact],
    days: Days,
    *,
    text: str,
    notes: tuple[str, ...],
) -> Deal:
    """Put it together: days settled, fields of study only where knowledge is passed on."""
    foreign_missions(vocabulary, facts, parties, goods=bool(goods))
    _field_by_route(facts)
    activity = facts.get("activity")
    if (
        activity is not None
        and "refuel-aircraft" in activity.values
        and "round-trip" in facts.get("purpose", Fact()).values
    ):
        # What is pumped into a plane's tanks for its own flight is not delivered to anybody.
        facts["activity"] = activity = replace(activity, values=activity.values - {"supply", "flight"})
    flow = facts["flow"]
    if flow.complete and not flow.values and not (activity and activity.values):
        # What is done between others needs no name: nothing ties it to the target.
        facts["activity"] = activity = Fact(complete=True, said=activity.said if activity else "")
    if activity is not None and not activity.values & set(vocabulary.settings["field-activities"]):
        facts.pop("field", None)
    contract = given.contract or days.contract
    delivery = given.delivery or days.delivery
    for name, when in (("contract.date", contract), ("delivery.date", delivery)):
        if when is not None and when.first != when.last:
            facts[name] = Fact(
                frozenset((when.first.isoformat(), when.last.isoformat())),
                complete=True,
                said=f"{when.first} to {when.last}",
            )
    day = settled(given.date) if given.date else settled(days.deed)
    open_day = given.date or days.deed
    if open_day is not None and day is None:
        notes = (
            *notes,
            f"the day is only known to lie between {open_day.first} and {open_day.last}, and the law changed",
        )
    return Deal(
        id=given.id,
        date=day,
        between=(open_day.first, open_day.last) if open_day is not None and day is None else None,
        contract_date=_one(contract),
        delivery_date=_one(delivery),
        parties=tuple(parties),
        goods=tuple(goods),
        facts={name: fact for name, fact in facts.items() if fact.stated or fact.said},
        text=text,
        notes=notes,
    )


def _one(when: When | None) -> date | None:
    return when.first if when is not None and when.first == when.last else None


def _goods(vocabulary: Vocabulary, entry: object) -> Iterable[Goods]:
    from nizam.reader.dealing.deal_fields import GivenGoods

    assert isinstance(entry, GivenGoods)
    origin = countries_of(entry.origin)[0] if entry.origin else _origin_in(entry.description)
    return vocabulary.goods_lines(entry.description, list(entry.hs), origin, entry.quantity, entry.value)


def _origin_in(description: str) -> str | None:
    """ "Russian coal", «фeросилиций из КНДР»: a nationality in the description is the origin, if it is the only one."""
    found = {
        f.value.country
        for f in gazetteer().find(description, tokenise(description))
        if f.value.kind == "adjective" and not f.value.ambiguous
    }
    return next(iter(found)) if len(found) == 1 else None


def _in_scene(deed: str, given: Given, parties: Sequence[Party]) -> str:
    """The deed's words with what stands in other fields: "hull insurance" of a ship, "training" by the target."""
    if not deed:
        return ""
    scene = [deed]
    if any(p.country == TARGET for p in parties):
        scene.append("DPRK")
    if any(p.role == "vessel" for p in given.parties):
        scene.append("ship")
    if given.aircraft:
        scene.append("aircraft")
    # Before the deed, so that what is done stands near whom it is done to.
    return " ; ".join([*scene[1:], deed])


def _field_by_route(facts: dict[str, Fact]) -> None:
    """Research that a State found harmless and told the Committee of went the way of the other sciences (2321 para
    11(b)): its field, where the words name none that is watched, is one of them."""
    activity = facts.get("activity", Fact())
    harmless = "no-contribution" in facts.get("finding", Fact()).values
    told = "given" in facts.get("notice", Fact()).values
    if "science-cooperation" in activity.values and harmless and told and not facts.get("field", Fact()).values:
        facts["field"] = Fact(frozenset(("other-science",)), complete=True, said="found harmless, and notified")


def _flag_words(flag: str) -> str:
    return f"flag of {gazetteer().country_name(countries_of(flag)[0])}" if flag and countries_of(flag)[0] else flag


def _flag_facts(facts: dict[str, Fact], given: Given) -> None:
    """A ship's flag or country as given decides over words."""
    for party in given.parties:
        code = countries_of(party.flag)[0] if party.flag else None
        if code is not None:
            term = "kp" if code == TARGET else "other"
            facts["vessel.flag"] = Fact(frozenset((term,)), complete=True, said=f"{party.path}.flag")


def _route_facts(facts: dict[str, Fact], route: Sequence[str], goods: bool) -> None:
    """Stops in the target are its ports; goods that cross it are in transit."""
    codes = [countries_of(stop)[0] for stop in route]
    if TARGET in codes and "route.port" not in facts:
        facts["route.port"] = Fact(frozenset(("target-port",)), complete=True, said=", ".join(route))
    if TARGET in codes and goods:
        held = facts.get("activity", Fact())
        facts["activity"] = replace(held, values=held.values | {"transit"}, complete=True)


def _implied(
    vocabulary: Vocabulary, facts: Mapping[str, Fact], goods: Sequence[Goods], *, presumed: bool = False
) -> list[str]:
    """Directions the deed has by its nature: workers come from the target, relief goes to it; where no country is
    named at all, goods with a cap go the way of their cap."""
    settings = vocabulary.settings
    activity = facts.get("activity", Fact())
    out: list[str] = []
    for term in sorted(activity.values):
        out.extend(settings["implied-flow"].get(term, ()))
    purposes = facts.get("purpose", Fact()).values
    if "supply" in activity.values and (purposes & {"relief", "livelihood", "denuclearisation"} or "provider" in facts):
        out.append("to-target")
    quota = settings["quota-flow"] if presumed else {}
    if goods and "supply" in activity.values:
        for way, headings in quota.items():
            if any(code.startswith(tuple(headings)) for line in goods for code in line.hs):
                out.append(way)
    return list(dict.fromkeys(out))


def _end_users(facts: dict[str, Fact], found: Sequence[str]) -> None:
    """Armed forces among the parties. One of the target outweighs a foreign one read from looser words."""
    if found:
        held = facts.get("end_user", Fact())
        values = (held.values - {"target-military", "foreign-military"}) | set(found)
        facts["end_user"] = Fact(values, complete=True, said=held.said or "armed forces among the parties")


def _put(facts: dict[str, Fact], name: str, fact: Fact | None) -> None:
    if fact is None:
        facts.pop(name, None)
    else:
        facts[name] = fact
