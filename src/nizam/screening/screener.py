"""Screening one name against a sequence of entities held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from nizam.model.entity import Entity, Match
from nizam.names import parts
from nizam.names.countries import country_code
from nizam.names.parts import Form
from nizam.names.scripts import fold, script_of
from nizam.screening import candidates, explain
from nizam.screening.candidates import Candidates, forms, listed_forms
from nizam.screening.features import Fit, fit
from nizam.screening.score import Asked, Decision, decide, identifiers

# listed names compared in full per reading of the query
COMPARED = 24
# a query that reads as a Korean person's name is a body's only where it meets that name well
_PERSON_AS_BODY = 0.88
_SHIP_MARKS = (
    "mv ",
    "m v ",
    "mt ",
    "m t ",
    "vessel ",
    "tanker ",
    "ship ",
    "سفينة",
    "السفينة",
    "ناقلة",
    "الناقلة",
    "судно ",
    "танкер ",
)


State = tuple[candidates.State, dict[tuple[str, str], list[int]]]


class Screener:
    """Listed entities, ready to be asked. Building reads every name once; asking touches only likely names."""

    def __init__(self, entities: Sequence[Entity], state: State | None = None) -> None:
        """`state` is what `index` gave for these entities, where an earlier run kept it."""
        self.entities = entities
        names, self._numbers = state or self.index(entities)
        self._candidates = Candidates(names)

    @staticmethod
    def index(entities: Sequence[Entity]) -> State:
        """Plain data that spares the next screener over the same entities the reading of their names."""
        listed = [entry for at, entity in enumerate(entities) for entry in listed_forms(entity, at)]
        numbers: dict[tuple[str, str], list[int]] = {}
        for at, entity in enumerate(entities):
            for kind, values in sorted(identifiers(entity.identifiers).items()):
                for value in sorted(values):
                    numbers.setdefault((kind, value), []).append(at)
        return Candidates.index(listed), numbers

    def screen(
        self,
        name: str,
        *,
        schema: str | None = None,
        countries: Sequence[str] = (),
        birth_date: str | None = None,
        identifiers: Mapping[str, Sequence[str]] | None = None,
        as_of: date | None = None,
        limit: int = 5,
        threshold: float = 0.7,
        include_inactive: bool = False,
    ) -> list[Match]:
        """Listed entities a name may mean, best first, at most `limit`.

        `schema` as in FollowTheMoney or None; `countries` as names or codes; `identifiers` by property (`imo` and
        `passport` are understood). Only listings in force on `as_of` (default: today) count; with `include_inactive`
        the others come too, each with a feature saying since when. A match ruled out by a number or a birth date comes
        last, where its name alone would have met the threshold.
        """
        day = as_of or date.today()
        asked = self._asked(name, schema, countries, birth_date, identifiers)
        best: dict[int, tuple[Decision, Fit | None, str]] = {}
        readings = forms(name, asked.schema)
        person_like = asked.schema is None and _reads_as_person(readings)
        script = script_of(fold(name))
        for form in readings:
            for found in self._candidates.find(form, COMPARED):
                entry = self._candidates.listed(found)
                fitted = fit(form, entry.form, self._candidates.rarity)
                if fitted.score < (_PERSON_AS_BODY if person_like and form.reading == "body" else threshold * 0.9):
                    continue
                decision = decide(fitted, self.entities[entry.entity], asked, entry.kind, form.countries)
                _keep(best, entry.entity, decision, fitted, entry.text, script)
        for at in self._numbered(asked):
            if at not in best:
                decision = decide(Fit(0.0, False), self.entities[at], asked, "", ())
                best[at] = (decision, None, self.entities[at].caption)
        matches = []
        for at, (decision, fitted_best, listed) in best.items():
            entity = self.entities[at]
            reached = decision.score if decision.decided != "ruled_out" else decision.score * 2
            if reached >= threshold and (include_inactive or explain.in_force(entity, day)):
                matches.append(explain.match(entity, decision, fitted_best, name, listed, day))
        matches.sort(key=lambda match: (match.decided == "ruled_out", -match.score, match.decided, match.entity.id))
        return matches[:limit]

    def _asked(
        self,
        name: str,
        schema: str | None,
        countries: Sequence[str],
        birth_date: str | None,
        given: Mapping[str, Sequence[str]] | None,
    ) -> Asked:
        codes = (country_code(text) or text.lower() for text in countries if text)
        numbers = identifiers(given or {})
        written = parts.imo_numbers(name)
        if written:
            numbers["imoNumber"] = numbers.get("imoNumber", frozenset()) | frozenset(written)
        if schema is None and (written or fold(name).startswith(_SHIP_MARKS)):
            schema = "Vessel"
        return Asked(schema, frozenset(codes), birth_date, numbers)

    def _numbered(self, asked: Asked) -> list[int]:
        return [
            at
            for kind, values in asked.identifiers.items()
            for value in values
            for at in self._numbers.get((kind, value), [])
        ]


def _reads_as_person(readings: Sequence[Form]) -> bool:
    """A Korean person's name in which no word of a body's name stands."""
    korean = any(form.korean for form in readings)
    return korean and all(
        part.kind in ("name", "acronym") for form in readings if form.reading == "body" for part in form.parts
    )


def _rank(decision: Decision, listed: str, script: str) -> tuple[bool, float, bool, float]:
    """A match before a likeness, then the score; of names about as good, the one in the script that was asked."""
    return decision.decided == "match", round(decision.score, 1), script_of(listed) == script, decision.score


def _keep(
    best: dict[int, tuple[Decision, Fit | None, str]],
    entity: int,
    decision: Decision,
    fitted: Fit,
    listed: str,
    script: str,
) -> None:
    """Keep the better decision for an entity."""
    known = best.get(entity)
    if known is None or _rank(decision, listed, script) > _rank(known[0], known[2], script):
        best[entity] = (decision, fitted, listed)
