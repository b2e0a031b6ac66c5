"""The other regimes beside the United Nations': is the deal tied to one, and what does its law say of it?

Each regime gets the deal as it sees it: the Committee's approval and notice do not count before its authorities, a
licence of those does, and a stated holding is measured by its own threshold. The outcome is what the regime says for
those it binds; whether the deal shows a tie to it is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import overload

from nizam.engine.resolve import APPROVED_NOTE
from nizam.engine.verdict import judge_deal
from nizam.model.deal import Deal, Fact, Party
from nizam.model.entity import Entity
from nizam.model.law import Regime, Text
from nizam.model.verdict import Beside, Finding, Verdict
from nizam.record import Record, replace
from nizam.text.normalise import plain_digits
from nizam.text.tokens import tokenise


class Lists(Record, frozen=True):
    """What the lists say, asked with the id of a regime: `listed`, whether an owner of this name is on the UN's list or
    that of the regime's authority; `belongs`, whether an entity is on the latter; `absent`, that it is not at hand.
    """

    listed: Callable[[str, str], bool]
    belongs: Callable[[Entity, str], bool]
    absent: Callable[[str], Text | None]


_COMMITTEES_OWN = ("approval", "notice", "quota.state", "quota.used")
"""Facts about the Committee's dealings, which no other authority is bound by."""

_LICENSED: Text = {
    "en": "The deal says that the authority has licensed it; keep the licence with the file, its terms bind.",
    "ar": "تفيد الصفقة بأن السلطة المختصة رخّصت بها؛ احتفظ بالترخيص في الملف، فشروطه ملزمة.",
}
_AGO = re.compile(
    r"\b(\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten)\s+(day|week|month|year)s?\b", re.IGNORECASE
)
_WORDS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_REACH_DAYS = 180
_SMALL_EUR = 5000.0


class Later(Sequence[Beside]):
    """The answers of other regimes, worked out at the first look: who asks only for the UN's pays nothing."""

    def __init__(self, work: Callable[[], tuple[Beside, ...]]) -> None:
        self._work: Callable[[], tuple[Beside, ...]] | None = work
        self._found: tuple[Beside, ...] = ()

    def _all(self) -> tuple[Beside, ...]:
        if self._work is not None:
            self._found, self._work = self._work(), None
        return self._found

    @overload
    def __getitem__(self, index: int) -> Beside: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Beside, ...]: ...
    def __getitem__(self, index: int | slice) -> Beside | tuple[Beside, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


def answers(
    deal: Deal,
    others: Iterable[Regime],
    asked: Verdict,
    lists: Lists,
    *,
    route: Sequence[str] = (),
    today: date | None = None,
) -> tuple[Beside, ...]:
    """What other regimes say of a screened deal as of the day of the verdict `asked` for. `route`: the stops as given.

    A regime that carries out the measures behind `asked` is never milder than they are.
    """
    shown = shown_by(deal, route)
    return tuple(_answer(deal, regime, asked, lists, _ties(shown, regime), today) for regime in others)


def _answer(
    deal: Deal, regime: Regime, asked: Verdict, lists: Lists, by: tuple[str, ...], today: date | None
) -> Beside:
    day = asked.as_of
    first = day or (deal.between[0] if deal.between else None)
    if first is not None and regime.began <= first < regime.encoded_from:
        missing: Text = {
            "en": f"Its law before {regime.encoded_from} is not encoded.",
            "ar": f"قانونه السابق على {regime.encoded_from} غير مُرمَّز.",
        }
        return _beside(regime, by, None, asked, (missing, *regime.not_encoded))
    verdict = judge_deal(as_seen_by(deal, regime, lists), regime, day, today)
    absent = lists.absent(regime.id)
    return _beside(regime, by, verdict, asked, (*((absent,) if absent else ()), *verdict.not_checked))


def _beside(
    regime: Regime, by: tuple[str, ...], verdict: Verdict | None, asked: Verdict, not_checked: Sequence[Text]
) -> Beside:
    own = verdict.outcome if verdict else None
    carried = bool(regime.carries_out) and own is not None and asked.outcome.value > own.value
    urls = {instrument.id: instrument.url for instrument in regime.instruments}
    findings = tuple(_licensed(f) for f in verdict.findings) if verdict else ()
    return Beside(
        regime=regime.id,
        title=regime.title,
        short=regime.short,
        outcome=asked.outcome if carried else own,
        own=own,
        at_least=asked.at_least if carried else verdict.at_least if verdict else None,
        binds_by=by,
        says=regime.jurisdiction.says,
        findings=findings,
        doors=verdict.doors if verdict else (),
        questions=verdict.questions if verdict else (),
        not_checked=tuple(not_checked),
        deciders=regime.deciders,
        urls={p.id: urls.get(p.instrument, "") for p in regime.provisions},
        pack=f"sha256:{regime.sha256}",
    )


def _licensed(finding: Finding) -> Finding:
    return replace(finding, note=_LICENSED) if finding.note is APPROVED_NOTE else finding


def shown_by(deal: Deal, route: Sequence[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries and currencies that a deal shows: of its parties, flags, goods, stops, and the words it is told in."""
    codes = [party.country for party in deal.parties if party.country]
    codes += [code for party in deal.parties for code in party.countries]
    codes += [goods.origin for goods in deal.goods if goods.origin]
    codes += _places(" ; ".join(route)) + _places(deal.text)
    units = [amount.unit for goods in deal.goods for amount in goods.amounts] + [
        unit for _, unit in _money(_told(deal))
    ]
    units += _currencies(_told(deal))
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(units))


def _ties(shown: tuple[tuple[str, ...], tuple[str, ...]], regime: Regime) -> tuple[str, ...]:
    """What of it ties the deal to a regime, as codes of countries (`DE`) and currencies (`USD`)."""
    codes, units = shown
    law = regime.jurisdiction
    found = [code for code in codes if code in law.countries] + [unit for unit in units if unit in law.currencies]
    return tuple(tie.upper() for tie in found)


def _places(text: str) -> list[str]:
    """Countries of every country, nationality, town and ship's flag that words name, where it is sure which."""
    from nizam.text.gazetteer import gazetteer

    if not text:
        return []
    return [
        f.value.country
        for f in gazetteer().find(text, tokenise(text))
        # "Polish" is another word, too, but not with a capital; so is «немецкая» a language's.
        if f.value.country and f.value.kind != "org" and (not f.value.ambiguous or not "a" <= text[f.start] <= "z")
    ]


def as_seen_by(deal: Deal, regime: Regime, lists: Lists) -> Deal:
    """The deal's facts as a regime of its own takes them; who is on its authority's list is designated before it."""
    facts = {name: fact for name, fact in deal.facts.items() if name not in _COMMITTEES_OWN}
    licence = deal.fact("licence")
    if regime.id in licence.values:
        facts["approval"] = Fact(frozenset(("granted",)), complete=True, said=licence.said)
    control = controlled(deal, regime, lists)
    facts.pop("parties.controlled", None)
    if control is not None:
        facts["parties.controlled"] = control
    if "remittance" in deal.fact("activity").values and "remittance.size" not in facts:
        size = _size(deal)
        if size is not None:
            facts["remittance.size"] = size
    if "target-call" in deal.fact("vessel.calls").values:
        facts["vessel.calls"] = _calls(deal)
    return replace(
        deal, parties=tuple(_designated(one, regime, lists) for one in deal.parties), facts=facts, outside={}
    )


def _designated(party: Party, regime: Regime, lists: Lists) -> Party:
    own = tuple(match for match in party.elsewhere if lists.belongs(match.entity, regime.id))
    said = {match.decided for match in own}
    if party.not_the_listed_one or not said & {"match", "possible"}:
        return party
    designated = True if "match" in said or party.designated else None
    return replace(party, designated=designated, matches=(*own, *party.matches))


def controlled(deal: Deal, regime: Regime, lists: Lists) -> Fact | None:
    """Whether listed owners reach the threshold of a regime, where the deal states what they hold; else as it was.

    Below the threshold control by other means stays open where the regime counts it, and the answer is no where not.
    """
    from nizam.reader.dealing.shares import owner_and_share, shares_in

    stated = deal.facts.get("parties.controlled")
    limit = regime.parameters.get("ownership_percent")
    if limit is None:
        return stated
    entries = [owner_and_share(owner) for party in deal.parties for owner in party.owned_by]
    held = [(share, name) for name, share in entries if share is not None and lists.listed(name, regime.id)]
    if not held and stated is None:
        # an owner without a share is taken to own it
        whole = [name for name, share in entries if share is None and lists.listed(name, regime.id)]
        if whole:
            return Fact(frozenset(("true",)), complete=True, said=f"owned by {', '.join(whole)}")
    if not held and stated is not None and "true" in stated.values:
        held = [(share, "") for share in shares_in(_told(deal))]
    if not held:
        return stated
    together = regime.parameters.get("ownership_aggregate") == "true"
    share = sum(s for s, _ in held) if together else max(s for s, _ in held)
    said = ", ".join(f"{s:g} % {name}".strip() for s, name in held)
    reached = share >= float(limit) if regime.parameters.get("ownership_from") == "at" else share > float(limit)
    if reached:
        return Fact(frozenset(("true",)), complete=True, said=said)
    return (
        None
        if regime.parameters.get("control_counts") == "true"
        else Fact(frozenset(("false",)), complete=True, said=said)
    )


def _told(deal: Deal) -> str:
    """The deal's own words, as far as it keeps them."""
    return deal.text or " ; ".join(dict.fromkeys(fact.said for fact in deal.facts.values() if fact.said))


def _money(text: str) -> Iterable[tuple[float, str]]:
    from nizam.text.numbers import find_amounts

    return [(a.value, a.unit) for a in find_amounts(text, tokenise(text)) if a.unit] if text else []


def _currencies(text: str) -> list[str]:
    """Currencies that words name without a sum: "paid in dollars". A dollar of another country is not the one meant."""
    tokens = tokenise(text) if text else []
    out = []
    for at, token in enumerate(tokens):
        foreign = at > 0 and tokens[at - 1].capital and tokens[at - 1].folded not in ("us", "american")
        if not foreign and token.text[:1].isalpha():
            out += [unit for _, unit in _money(f"5 {token.text}")]
    return out


def _size(deal: Deal) -> Fact | None:
    """A remittance against the line of 5,000 euros; other currencies are not converted, and stay a question."""
    given = [(amount.value, amount.unit) for goods in deal.goods for amount in goods.amounts]
    euros = [value for value, unit in (*given, *_money(_told(deal))) if unit == "eur"]
    if not euros:
        return None
    term = "over-eur-5000" if max(euros) > _SMALL_EUR else "to-eur-5000"
    return Fact(frozenset((term,)), complete=True, said=f"{max(euros):,.0f} EUR")


def _calls(deal: Deal) -> Fact:
    """A call whose age is told falls inside the 180 days or outside; one whose age is not stays open."""
    held = deal.fact("vessel.calls")
    values = held.values - {"target-call"}
    ages = [
        int(_WORDS.get(n.lower(), 0) or n) * _DAYS[unit.lower()] for n, unit in _AGO.findall(plain_digits(_told(deal)))
    ]
    if values or any(age <= _REACH_DAYS for age in ages):
        return Fact(values | {"target-180"}, complete=True, said=held.said)
    if ages:
        return Fact(complete=True, said=held.said)
    return Fact(maybe=frozenset(("target-180",)), said=held.said)


def route_of(given: object) -> tuple[str, ...]:
    """The stops of a deal as its sender wrote them."""
    stops = given.get("route") if isinstance(given, Mapping) else None
    if isinstance(stops, str):
        return (stops,)
    return tuple(str(stop) for stop in stops if stop) if isinstance(stops, list | tuple) else ()
