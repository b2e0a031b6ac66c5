"""Matches that somebody dismissed are set apart from those that are open, and do not take their places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, Protocol

from nizam.goodguys import book
from nizam.goodguys.record import Dismissal, asked_of, key_of
from nizam.model.entity import Entity, Feature, Match
from nizam.record import Record, replace

SHOW: ContextVar[bool] = ContextVar("show_dismissed", default=False)
"""Whether dismissed matches are shown among a deal's and an article's parties, for as long as a command runs."""
NOTE = "dismissed: "
"""How the note of a dismissal begins among what a verdict rests on."""


class Screens(Protocol):
    """Whoever answers which listed entities a name may mean."""

    @property
    def screen(self) -> Callable[..., list[Match]]:
        """Takes the name and, by keyword, what `Matcher.screen` takes; matches, best first."""


class Sifted(Record, frozen=True):
    """Open matches, best first, and those dismissed with their dismissal."""

    matches: list[Match]
    dismissed: tuple[tuple[Match, Dismissal], ...] = ()

    def shown(self) -> list[Match]:
        """The open ones; with `SHOW`, all of them."""
        return self.marked() if SHOW.get() else self.matches

    def marked(self) -> list[Match]:
        """All of them, the dismissed ones last: `decided` is `dismissed`, and a feature says by whom and why."""
        return [*self.matches, *(_marked(match, made) for match, made in self.dismissed)]

    def notes(self) -> tuple[str, ...]:
        """A sentence for each dismissal."""
        return tuple(
            f"{NOTE}«{made.query}» is not {match.entity.id} {match.entity.caption}; by {made.author} "
            f"on {made.at[:10]}: {made.reason}"
            for match, made in self.dismissed
        )


def ask(
    screener: Screens,
    name: str,
    *,
    also: Collection[str] = (),
    limit: int = 5,
    scope: Collection[str] = (),
    today: date | None = None,
    **asked: Any,
) -> Sifted:
    """Screen a name, as `Matcher.screen` does, and set apart what was dismissed for this very query.

    A dismissal holds while the listed record stays as it was, until it expires, inside its scope, and for a query that
    says the same besides its name: a birth date, country or number more, less or other opens the match again.
    `also`: other names and spellings of the same party, whose dismissals hold for it as well. `scope`: the lists and
    customers that this screening is for, besides those a match is from.
    """
    by_key = book.current().by_key
    if not by_key:
        return Sifted(screener.screen(name, limit=limit, **asked))
    made = [one for key in dict.fromkeys(map(key_of, (name, *also))) for one in by_key.get(key, ())]
    if not made:
        return Sifted(screener.screen(name, limit=limit, **asked))
    # The places of dismissed matches go to the next ones.
    found = screener.screen(name, limit=limit + len(made), **asked)
    own = asked_of(asked.get("birth_date"), asked.get("countries") or (), asked.get("identifiers"))
    day = today or datetime.now(UTC).date()
    holding = [one for one in made if one.asked == own and not one.expired(day)]
    kept: list[Match] = []
    apart: list[tuple[Match, Dismissal]] = []
    for match in found:
        dismissal = next((one for one in holding if _holds(one, match.entity, scope)), None)
        if dismissal is None:
            kept.append(match)
        else:
            apart.append((match, dismissal))
    return Sifted(kept[:limit], tuple(apart))


def _holds(made: Dismissal, entity: Entity, scope: Collection[str]) -> bool:
    if made.entity != entity.id:
        return False
    if made.scope and made.scope not in scope and made.scope not in datasets_of(entity):
        return False
    from nizam.index.store import fingerprint

    return fingerprint(entity) in made.records


def _marked(match: Match, made: Dismissal) -> Match:
    told = f"dismissed by {made.author} on {made.at[:10]} ({made.id}): {made.reason}"
    return replace(
        match,
        decided="dismissed",
        features=(*match.features, Feature("dismissed", 0.0, made.query, match.entity.caption, told)),
    )


def datasets_of(entity: Entity) -> Sequence[str]:
    """The lists that an entity is from."""
    return tuple(sorted({*entity.datasets, *(one.list_id for one in entity.designations if one.list_id)}))


def topics_of(entity: Entity) -> Sequence[str]:
    """What an entity is on its lists for, as FollowTheMoney topics: a listing under sanctions is `sanction`."""
    return entity.topics or (("sanction",) if entity.designations else ())
