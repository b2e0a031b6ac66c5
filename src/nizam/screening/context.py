"""What a query says besides the name raises, lowers or vetoes the name's score.

Scores move in log-odds, so nothing reaches 1 but an equal identifier, and nothing that agrees can lower a score.
"""

from __future__ import annotations

import math

from nizam.model.entity import Entity, Feature
from nizam.names import checks
from nizam.screening.asked import Asked, Decision, identifiers
from nizam.screening.meeting import Meeting

MATCH_FROM = 0.85
"""Score from which a candidate is a match; below it is a possible one."""
_YEARS_APART = 2
_SAME_DAY, _SAME_YEAR, _NEAR_YEAR = 3.0, 1.5, -0.7
_SAME_COUNTRY, _OTHER_COUNTRY = 0.8, -1.0
# a ministry is its own country's; a trading house may sit anywhere
_OTHER_STATE = -2.5
# a body named word for word
_THE_NAME = 1.0
_UNSURE = 0.95
_WEAK = -1.5
_OTHER_SCHEMA = -1.0
_NEIGHBOURS = frozenset({"cn", "hk", "mo"})
# another number of these kinds speaks against the match; a person may hold many papers of other kinds
_EXCLUSIVE = ("imoNumber", "leiCode", "innCode")


def least(threshold: float, *, born: bool = True) -> float:
    """The lowest score of a name from which everything else together could reach a threshold. `born`: whether a birth
    date is given. Half of what that takes: what both names whole tell may lift a score by itself."""
    most = _SAME_COUNTRY + _THE_NAME + (_SAME_DAY if born else 0)
    return _move(threshold, -most) / 2 if 0 < threshold < 1 else 0.0


def decide(met: Meeting, entity: Entity, asked: Asked, name_kind: str, book: str) -> Decision:
    """Weigh how the names met with the rest of what is known. `name_kind` as in Name, `book` as in matcher.

    Whatever the score, it is no match where the name is weak, thin, common, a part, or another country's.
    """
    features: list[Feature] = []
    agrees, shift = _country(asked, entity, met.generic, features)
    sure = met.full and shift >= 0
    if met.very and not met.thin:
        shift += _THE_NAME
    if met.thin and not agrees:
        sure = False
        features.append(Feature("distinctive", 0.5, "", entity.caption, "too few telling words to be sure"))
    if name_kind == "weak" and not agrees:
        sure, shift = False, shift + _WEAK
        features.append(Feature("weak_name", 0.5, "", entity.caption, "the list's name identifies nobody alone"))
    if book == "vessel" and asked.schema in (None, "Person"):
        sure, shift = False, shift + _OTHER_SCHEMA
        features.append(Feature("schema", 0.5, asked.schema or "", entity.schema, "a ship by this name is listed"))
    born, moved = _birth(asked.birth_date, entity, features)
    if met.common and born is not True:
        sure = False
        features.append(Feature("namesake", 0.5, "", entity.caption, "a very common name; others bear it too"))
    same = _identifiers(asked, entity, features)
    if same is True:
        return Decision(1.0, "match", tuple(features))
    if born is False or same is False:
        return Decision(met.score * 0.5, "ruled_out", tuple(features))
    final = _move(met.score, shift + moved)
    if not sure:
        return Decision(min(final, _UNSURE), "possible", tuple(features))
    return Decision(final, "match" if final >= MATCH_FROM else "possible", tuple(features))


def _move(score: float, by: float) -> float:
    bound = min(max(score, 1e-9), 1 - 1e-9)
    return 1 / (1 + math.exp(-(math.log(bound / (1 - bound)) + by)))


def _country(asked: Asked, entity: Entity, generic: bool, features: list[Feature]) -> tuple[bool, float]:
    """Whether countries agree, and what they move."""
    own = set(entity.countries) | set(entity.nationalities)
    if not asked.countries or not own:
        return False, 0.0
    if own & _NEIGHBOURS:
        own |= _NEIGHBOURS
    shared = asked.countries & own
    features.append(
        Feature("country", 1.0 if shared else 0.0, " ".join(sorted(asked.countries)), " ".join(sorted(own)))
    )
    return bool(shared), _SAME_COUNTRY if shared else _OTHER_STATE if generic else _OTHER_COUNTRY


def _birth(given: str | None, entity: Entity, features: list[Feature]) -> tuple[bool | None, float]:
    """Whether dates exclude each other (False), agree (True) or say nothing (None), and what that moves."""
    years = [int(text[:4]) for text in entity.birth_dates if text[:4].isdigit()]
    if not given or not given[:4].isdigit() or not years:
        return None, 0.0
    apart = min(abs(int(given[:4]) - year) for year in years)
    listed = " ".join(entity.birth_dates)
    if apart > _YEARS_APART:
        features.append(Feature("birth_date", 0.0, given, listed))
        return False, 0.0
    whole = len(given) == 10 and given in entity.birth_dates
    agrees = apart == 0 and (len(given) == 4 or any(len(text) == 4 for text in entity.birth_dates))
    features.append(Feature("birth_date", 1.0 if whole or agrees else 0.5, given, listed))
    return (True, _SAME_DAY) if whole else (True, _SAME_YEAR) if agrees else (None, _NEAR_YEAR)


def _identifiers(asked: Asked, entity: Entity, features: list[Feature]) -> bool | None:
    """True where a number is equal, False where an exclusive one differs, None where they say nothing."""
    own = identifiers(entity.identifiers)
    differs = False
    slips = checks.slips(asked.identifiers)
    features += [Feature("identifier", 0.0, value, "", f"{kind}: {checks.WRONG}") for kind, value in slips]
    for kind, values in asked.identifiers.items():
        listed = own.get(kind, frozenset())
        if not listed:
            continue
        shared = values & listed
        text, other = " ".join(sorted(values)), " ".join(sorted(listed))
        features.append(Feature("identifier", 1.0 if shared else 0.0, text, other, kind))
        if shared:
            return True
        # a number that fails its own check digit is a slip, and rules out nobody
        sound = all(checks.sound(kind, value) for value in (*values, *listed))
        differs = differs or (kind in _EXCLUSIVE and sound)
    return False if differs else None
