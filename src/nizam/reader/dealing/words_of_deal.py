"""From term hits to facts: what holds, what is said not to hold, and which fields may speak of which facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nizam.model.deal import Fact
from nizam.reader.dealing.namespans import name_spans
from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import FACTS_OF_NAMES, Vocabulary
from nizam.record import Record
from nizam.text.tokens import tokenise

# What the words of a stop, a description or a finding may tell; the words of the deed may tell everything.
_OF_STOPS = FACTS_OF_NAMES | {"route.port"}
_OF_GOODS = frozenset((
    "purpose", "end_user", "finding", "project", "quota.state", "notice", "approval", "said.designated", "route.port",
    "property.use", "vessel.flag", "vessel.control",
))  # fmt: skip
_OF_FINDINGS = frozenset(("finding", "purpose", "parties.controlled", "owners", "end_user", "notice", "approval"))
SPEAKS: Mapping[str, frozenset[str] | None] = {
    "deed": None, "name": FACTS_OF_NAMES, "stop": _OF_STOPS, "goods": _OF_GOODS, "finding": _OF_FINDINGS,
}  # fmt: skip


class Words(Record, frozen=True):
    """A text of the deal and its sort: deed, name, stop, goods, finding."""

    sort: str
    text: str


def hits_of(vocabulary: Vocabulary, words: Sequence[Words]) -> list[TermHit]:
    """Term hits of all texts, each kept to the facts its sort may speak of."""
    out: list[TermHit] = []
    for entry in words:
        allowed = SPEAKS[entry.sort]
        names = name_spans(vocabulary, entry.text) if entry.sort == "deed" else ()
        for hit in vocabulary.terms(entry.text, tokenise(entry.text), names):
            if allowed is None or hit.fact in allowed:
                out.append(hit)
    return out


def facts_from(hits: Iterable[TermHit]) -> dict[str, Fact]:
    """One fact for each fact name hit. What is stated is taken as all there is to say."""
    hits = list(hits)
    values: dict[str, set[str]] = {}
    excluded: dict[str, set[str]] = {}
    said: dict[str, list[str]] = {}
    for hit in hits:
        if hit.fact.startswith("said.") or (hit.negated and hit.fact == "person.status"):
            # "Not the official of that name" says who somebody is not, and leaves open nothing that was asked.
            continue
        (excluded if hit.negated else values).setdefault(hit.fact, set()).add(hit.term)
        said.setdefault(hit.fact, []).append(hit.label)
    out = {}
    if any(hit.fact == "said.quota" for hit in hits):
        # "How much of the quota is used up is not stated": neither used up nor within.
        said.pop("quota.state", None)
    for fact, words in said.items():
        held = _settled(fact, values.get(fact, set()))
        out[fact] = Fact(
            frozenset(held),
            frozenset(excluded.get(fact, set()) - held),
            complete=bool(held),
            said="; ".join(dict.fromkeys(words)),
        )
    return _polished(out)


def _settled(fact: str, values: set[str]) -> set[str]:
    """Terms of one fact that rule each other out: the more telling one stays."""
    for strong, weak in _OVERRULES.get(fact, ()):
        if strong in values:
            values = values - weak
    return values


_OVERRULES: Mapping[str, Sequence[tuple[str, frozenset[str]]]] = {
    "notice": [("none", frozenset(("given",)))],
    "approval": [
        ("refused", frozenset(("granted", "pending", "none"))),
        ("pending", frozenset(("granted", "none"))),
        ("none", frozenset(("granted",))),
    ],
    "income": [("false", frozenset(("true",)))],
    "emergency": [("false", frozenset(("true",)))],
    "finding": [("no-contribution", frozenset(("contributes-wmd", "contributes-military")))],
    "workers.level": [("within", frozenset(("above",)))],
    "quota.state": [("exhausted", frozenset(("within",))), ("above", frozenset(("within",)))],
    "vessel.flag": [("kp", frozenset(("other",)))],
    "end_user": [("target-military", frozenset(("foreign-military",)))],
    "accounts": [("several", frozenset(("single",)))],
    "property.use": [("other", frozenset(("diplomatic",)))],
    "venture.state": [("winding-up", frozenset(("existing", "new")))],
    "field": [],
    "permit.state": [("renewal", frozenset(("new", "existing"))), ("new", frozenset(("existing",)))],
    "parties.controlled": [("false", frozenset(("true",)))],
    "person.status": [("student", frozenset(("worker",)))],
}


def _polished(facts: dict[str, Fact]) -> dict[str, Fact]:
    """Facts whose unknowns work in a way of their own."""
    hidden = facts.get("parties.controlled")
    if hidden is not None and "hidden" in hidden.values and "true" not in hidden.values:
        # Hidden owners may be listed ones: a question, not a no.
        facts["parties.controlled"] = Fact(frozenset(("hidden",)), maybe=frozenset(("true",)), said=hidden.said)
    approval = facts.get("approval")
    if approval is not None and "none" in approval.values:
        facts["approval"] = Fact(excluded=frozenset(("granted",)), said=approval.said)
    return facts


def activity_fact(
    vocabulary: Vocabulary, found: Fact | None, *, goods: bool, traded: bool, told: str, sold: bool = False
) -> Fact | None:
    """What is done. Goods that change hands add `supply`, and so does a sale of what was not understood beside a deed
    read only weakly; words nobody understood leave it open."""
    settings = vocabulary.settings
    values = set(found.values) if found else set()
    excluded = set(found.excluded) if found else set()
    if {"repatriation", "employment"} <= values and not _some_stay(vocabulary, told):
        # "Ends the workers' contracts and sends them home": who goes works there no more.
        values.discard("employment")
    if "repair-shipment" in values and not goods and len(values) > 1:
        # "A loan for refurbishing office blocks": nothing is sent anywhere for repair.
        values.discard("repair-shipment")
    firm = values - set(settings["weak-activities"]) - {"supply"}
    if firm:
        values &= firm | {"supply"}
    if goods or (traded and not values) or (sold and not firm):
        values.add("supply")
    if values:
        return Fact(frozenset(values), frozenset(excluded - values), complete=True, said=found.said if found else "")
    if told:
        return Fact(excluded=frozenset(excluded), said=told)
    return None


def _some_stay(vocabulary: Vocabulary, told: str) -> bool:
    return any(h.value[0] == "some-stay" for h in vocabulary.trade_words(told, tokenise(told)))
