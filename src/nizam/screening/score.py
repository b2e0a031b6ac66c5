"""A fit of names and what else is known → one score and one decision.

`match`      the full name meets distinctively, or an identifier is equal
`possible`   a namesake, a part of the name, a weak name, a country that contradicts
`ruled_out`  a birth year more than two years off, or another ship number or passport
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nizam.model.entity import Entity, Feature
from nizam.names import checks
from nizam.record import Record, field
from nizam.screening.features import Fit

# a score below this is never a match, whatever met
MATCH_FROM = 0.85
_YEARS_APART = 2
_PUBLIC = frozenset({"Organization", "PublicBody"})
# places whose companies are registered side by side
_NEIGHBOURS = frozenset({"cn", "hk", "mo"})
_IDENTIFIERS = {
    "imo": "imoNumber",
    "imonumber": "imoNumber",
    "passport": "passportNumber",
    "passportnumber": "passportNumber",
    "idnumber": "idNumber",
    "nationalid": "idNumber",
    "swift": "swiftBic",
    "swiftbic": "swiftBic",
    "bic": "swiftBic",
}
# another number of these kinds speaks against the match; a person may hold many papers of other kinds
_EXCLUSIVE = ("imoNumber", "passportNumber")


class Asked(Record, frozen=True):
    """What a query says besides the name: codes of countries, birth date as text, normalised identifiers."""

    schema: str | None = None
    countries: frozenset[str] = frozenset()
    birth_date: str | None = None
    identifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Decision(Record, frozen=True):
    """The score 0..1, the word for it, and the features beyond the name's own."""

    score: float
    decided: str
    features: tuple[Feature, ...]


def identifiers(given: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Identifiers by FtM property, each reduced to letters and digits; `imo`, `passport`, `swift` are understood."""
    out: dict[str, set[str]] = {}
    for key, values in given.items():
        kind = _IDENTIFIERS.get(key.lower().replace("_", ""), key)
        texts = [values] if isinstance(values, str) else values
        for value in texts:
            text = "".join(char for char in value if char.isalnum()).upper()
            text = text.removeprefix("IMO") if kind == "imoNumber" else text
            if text:
                out.setdefault(kind, set()).add(text)
    return {kind: frozenset(values) for kind, values in out.items()}


def decide(fit: Fit, entity: Entity, asked: Asked, name_kind: str, named: Sequence[str]) -> Decision:
    """Weigh a fit of names with the rest. `named` are countries inside the query's name; `name_kind` as in Name."""
    features: list[Feature] = []
    score, sure = fit.score, fit.full
    countries = asked.countries | frozenset(named)
    agrees, contradicts = _country(countries, entity, features)
    if contradicts:
        # a ministry is its country's; a trading house may sit anywhere, a bank may have branches
        score *= 0.93 if not fit.generic else 0.5 if entity.schema in _PUBLIC else 0.85
        sure = False
    if entity.schema == "Vessel":
        score, sure = _ship(fit, asked, agrees, score, sure, features)
    elif fit.thin and not agrees:
        sure = False
        features.append(Feature("distinctive", 0.5, "", entity.caption, "too few telling words to be sure"))
    if fit.generic and fit.thin and entity.schema in _PUBLIC and not agrees:
        score = min(score, 0.84)
    if name_kind == "weak" and not agrees:
        score, sure = min(score, 0.8) * (1.0 if fit.full else 0.8), False
        features.append(Feature("weak_name", 0.5, "", entity.caption, "the list's name identifies nobody alone"))
    birth = _birth(asked.birth_date, entity, features)
    if fit.common and birth is not True:
        sure = False
        features.append(Feature("namesake", 0.5, "", entity.caption, "a very common name; others bear it too"))
    if birth is False:
        return Decision(score * 0.5, "ruled_out", tuple(features))
    same = _identifiers(asked.identifiers, entity, features)
    if same is True:
        return Decision(1.0, "match", tuple(features))
    if same is False:
        return Decision(score * 0.5, "ruled_out", tuple(features))
    if birth and score >= 0.7:
        score = min(1.0, score + 0.05)
        sure = sure or score >= MATCH_FROM
    if not sure:
        score = min(score, 0.95)
    return Decision(score, "match" if sure and score >= MATCH_FROM else "possible", tuple(features))


def _ship(
    fit: Fit, asked: Asked, agrees: bool, score: float, sure: bool, features: list[Feature]
) -> tuple[float, bool]:
    if asked.schema == "Vessel":
        return score, sure and (agrees or not fit.thin)
    features.append(Feature("schema", 0.5, asked.schema or "", "Vessel", "a ship by this name is listed"))
    return score * (0.72 if asked.schema == "Person" else 0.78), False


def _country(asked: frozenset[str], entity: Entity, features: list[Feature]) -> tuple[bool, bool]:
    """Whether countries agree, and whether they contradict; both false where either side is silent."""
    if not asked or not entity.countries:
        return False, False
    own = set(entity.countries)
    if own & _NEIGHBOURS:
        own |= _NEIGHBOURS
    shared = asked & own
    features.append(Feature("country", 1.0 if shared else 0.0, " ".join(sorted(asked)), " ".join(entity.countries)))
    return bool(shared), not shared


def _birth(given: str | None, entity: Entity, features: list[Feature]) -> bool | None:
    """True where the dates agree, False where they exclude each other, None where they say nothing."""
    if not given or not entity.birth_dates or not given[:4].isdigit():
        return None
    years = [int(text[:4]) for text in entity.birth_dates if text[:4].isdigit()]
    apart = min((abs(int(given[:4]) - year) for year in years), default=None)
    if apart is None:
        return None
    whole = any(given == text for text in entity.birth_dates)
    agrees = whole or (apart == 0 and (len(given) == 4 or any(len(text) == 4 for text in entity.birth_dates)))
    score = 1.0 if agrees else 0.0 if apart > _YEARS_APART else 0.5
    features.append(Feature("birth_date", score, given, " ".join(entity.birth_dates)))
    return True if agrees else False if apart > _YEARS_APART else None


def _identifiers(asked: Mapping[str, frozenset[str]], entity: Entity, features: list[Feature]) -> bool | None:
    """True where any identifier is equal, False where an exclusive one differs, None where they say nothing."""
    own = identifiers(entity.identifiers)
    differs = False
    slips = checks.slips(asked)
    features += [Feature("identifier", 0.0, value, "", f"{kind}: {checks.WRONG}") for kind, value in slips]
    for kind, values in asked.items():
        listed = own.get(kind, frozenset())
        if not listed:
            continue
        shared = values & listed
        features.append(
            Feature("identifier", 1.0 if shared else 0.0, " ".join(sorted(values)), " ".join(sorted(listed)), kind)
        )
        if shared:
            return True
        # a number that fails its own check digit is a slip, and rules out nobody
        differs = differs or (kind in _EXCLUSIVE and not checks.slips({kind: values | listed}))
    return False if differs else None
