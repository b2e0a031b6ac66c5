"""Parties as a Russian sentence mentions them, with their cases; bodies of the target by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.declension_ru import ANY, adjective_cases
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.mentions import Mention, countries_in
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.party_ru import MISSIONS, PartyReader
from nizam.reader.dealing.partywords_ru import head_forms, office_forms, quotations
from nizam.reader.dealing.places_ru import is_cyrillic
from nizam.record import Record
from nizam.text.scripts import main_script
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_FEWEST_WORDS = 2


class Standing(Record, frozen=True):
    """A mention, the cases it may stand in, and what its noun alone says of it: `taker`, `giver`, or ""."""

    mention: Mention
    cases: str
    role: str


def standing_parties(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], things: frozenset[int], stops: frozenset[int]
) -> list[Standing]:
    """Parties of a Russian sentence, in order. `things`: tokens of goods; `stops`: of dates, amounts and words that
    show sides, which name nobody either."""
    reader = PartyReader(text, tokens, things, stops)
    found = [f for f in named_in(text, tokens) if f.value.country]
    out: list[Standing] = []
    at = 0
    while at < len(tokens):
        party = None if at in reader.stops else reader.party(at)
        if party is None:
            at += 1
            continue
        last, cases, role = party
        countries = countries_in(vocabulary, tokens, found, at, last)
        if TARGET in countries and any(t.folded.startswith(MISSIONS) for t in tokens[at:last]):
            # The target's mission abroad is the target's, and a mission in the target is there.
            countries = (TARGET,)
        out.append(Standing(Mention(at, last, countries), cases or ANY, role))
        at = last
    return out


def inside_parties(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of the parties of a Russian sentence; none in another language."""
    return frozenset(i for p in _all(vocabulary, text, tokens) for i in range(p.mention.first, p.mention.last))


def bodies_named(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[str]:
    """What bodies of the target are called in a Russian sentence, to put to the lists: «Министерства народных
    вооружённых сил КНДР», «пхеньянской корпорации «Канбон»»."""
    out = []
    quoted = quotations(text, tokens)
    for party in _all(vocabulary, text, tokens):
        mention = party.mention
        words = [t.folded for t in tokens[mention.first : mention.last]]
        korean = any(w.startswith("корейск") for w in words)
        if mention.countries != (TARGET,) and (mention.countries or not korean):
            continue
        body = next((w for w in words if w in head_forms()), "")
        office = body in office_forms() and len(words) > _FEWEST_WORDS
        name = next((i for i in range(mention.first, mention.last) if i in quoted and is_cyrillic(tokens[i])), None)
        if office or name is not None:
            first = mention.first
            while name is not None and first < name and _nationality(tokens[first]):
                first += 1
            last = quoted[name] if name is not None else mention.last
            out.append(re.split(r" \(", text[tokens[first].start : tokens[last - 1].end])[0])
    return out


def _nationality(token: Token) -> bool:
    """«пхеньянской», «северокорейскому»: beside a name no part of it, unlike the «Корейская» of a name."""
    return bool(adjective_cases(token.folded)) and "ск" in token.folded and not token.folded.startswith("корейск")


def _all(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[Standing]:
    if main_script(text) != "cyrl":
        return []
    things = frozenset(i for h in vocabulary.goods(text, tokens) for i in range(h.first, h.last))
    return standing_parties(vocabulary, text, tokens, things, frozenset())
