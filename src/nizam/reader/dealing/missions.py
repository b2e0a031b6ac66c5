"""Embassies and bodies of State among the parties of a deal, by their names and the countries given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.deal import Fact, Party
from nizam.reader.dealing.flows import TARGET
from nizam.record import replace
from nizam.text.gazetteer import gazetteer
from nizam.text.tokens import tokenise

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary


def embassies(vocabulary: Vocabulary, facts: dict[str, Fact], parties: Sequence[Party]) -> None:
    """ "Embassy of Sweden" in the target is a foreign mission; the target's own mission abroad is another thing."""
    for party in parties:
        if party.country != TARGET or "end_user" in facts:
            continue
        missions = [h for h in vocabulary.trade_words(party.name, tokenise(party.name)) if h.value[0] == "missions"]
        named = {f.value.country for f in gazetteer().find(party.name, tokenise(party.name)) if f.value.country}
        if missions and named and TARGET not in named:
            facts["end_user"] = Fact(frozenset(("embassy",)), complete=True, said=party.name)


def foreign_missions(vocabulary: Vocabulary, facts: dict[str, Fact], parties: Sequence[Party], *, goods: bool) -> None:
    """What an embassy in the target pays for itself is no account of the target's own mission, and delivers nothing."""
    activity = facts.get("activity")
    users = facts.get("end_user", Fact()).values
    if activity is None or "embassy" not in users or "target-mission" in users:
        return
    if any(p.country == TARGET and _is_mission(vocabulary, p.name) for p in parties):
        return
    values = activity.values - {"mission-account", "mission-staffing", "mission-property"}
    if "payment" in values and not goods:
        values -= {"mission-supply", "supply", "correspondent-account", "employment"}
    if values:
        facts["activity"] = replace(activity, values=values)


def _is_mission(vocabulary: Vocabulary, name: str) -> bool:
    """Whether a name is that of the target's own mission: no other State stands in it."""
    words = vocabulary.trade_words(name, tokenise(name))
    found = gazetteer().find(name, tokenise(name))
    named = {f.value.country for f in found if f.value.kind in ("country", "adjective")}
    return any(h.value[0] == "missions" for h in words) and named <= {TARGET}


def state_bodies(vocabulary: Vocabulary, facts: dict[str, Fact], parties: Sequence[Party]) -> None:
    """A ministry or committee of the target, by its name and the country given."""
    for party in parties:
        if party.country != TARGET or "end_user" in facts:
            continue
        words = vocabulary.trade_words(party.name, tokenise(party.name))
        if any(h.value[0] == "state-bodies" for h in words):
            facts["end_user"] = Fact(frozenset(("state-body",)), complete=True, said=party.name)
