"""What a deed's own words leave out, from what was said before: the speaker, earlier sides, the article's countries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nizam.model.text import Document, Entity, Item
from nizam.reader.doing.direction import watches
from nizam.reader.doing.fragments import Layout
from nizam.reader.doing.sidewords import beside_name, observing, un_seats

if TYPE_CHECKING:
    from nizam.reader.doing.lists import ListHead

TARGET = "kp"
FEWEST = 2
"""Mentions that make a country one the article speaks of, not in passing."""
_LEAD = 500  # characters of a body that tell what it is about


@dataclass(slots=True)
class Context:
    """What the reader remembers while it goes through a document."""

    document: Document
    by_id: dict[str, Entity]
    totals: Counter[str] = field(default_factory=Counter)
    seen: list[tuple[int, Entity]] = field(default_factory=list)
    items: list[tuple[int, Item]] = field(default_factory=list)
    homes: dict[str, Entity] = field(default_factory=dict)
    last_body: Entity | None = None
    head: ListHead | None = None
    observers: set[str] = field(default_factory=set)

    def before(self, layout: Layout) -> None:
        """Note where bodies and people of no known country belong: the nationality or place beside their names."""
        arabic = layout.words.language == "ar"
        self.observers |= observing(layout)
        for named in layout.named:
            if (
                named.entity.country
                or named.entity.type not in ("org", "person", "vessel")
                or named.entity.id in self.homes
            ):
                continue
            beside = [n for n in layout.named if n.entity.country and beside_name(layout, named, n, arabic)]
            if beside:
                self.homes[named.entity.id] = beside[0].entity

    def note(self, layout: Layout) -> None:
        """Remember a sentence's sides, after its deeds are read."""
        for named in layout.named:
            if named.entity.country and not watches(named.entity) and not _seat(named.entity):
                self.seen.append((layout.paragraph, named.entity))
            if named.entity.type == "org" and named.mention.kind == "name" and not watches(named.entity):
                self.last_body = named.entity

    def pair(self, first: str | None = None) -> tuple[Entity, Entity] | None:
        """The two countries the article speaks of most ("both sides"), that of `first` in front where it is one."""
        if self.items:
            last = self.items[-1][1]
            one, two = self.by_id.get(last.actor or ""), self.by_id.get(last.to or "")
            if (
                one is not None
                and two is not None
                and one.country
                and two.country
                and self.totals[TARGET]
                and TARGET not in (one.country, two.country)
            ):
                return one, two
        top = [code for code, _ in self.totals.most_common() if code][:2]
        if len(top) < 2:
            return None
        found = [
            next(e for e in self.by_id.values() if e.country == code and e.type == "country")
            for code in top
            if any(e.country == code and e.type == "country" for e in self.by_id.values())
        ]
        if len(found) < 2:
            return None
        return (found[1], found[0]) if first is not None and found[1].country == first else (found[0], found[1])

    def home(self, entity: Entity) -> Entity:
        """The country's entity for somebody whose own record has no country; else the entity itself."""
        return entity if entity.country else self.homes.get(entity.id, entity)

    @property
    def doing(self) -> set[str]:
        """The sides of the deeds found so far."""
        return {side for _, item in self.items for side in (item.actor, item.to) if side}

    def other_country(self) -> Entity | None:
        """The country the article speaks of most beside the target, where it speaks of the target."""
        if not self.main_target():
            return None
        code = next((c for c, n in self.totals.most_common() if c and c != TARGET and n >= FEWEST), None)
        return next((e for e in self.by_id.values() if e.country == code and e.type == "country"), None)

    def leading_body(self) -> Entity | None:
        """The body the article speaks of most, where it names one twice: the firm or the institute it is about."""
        bodies = [
            e
            for e in self.by_id.values()
            if e.type == "org" and e.country != TARGET and not watches(e) and e.id not in self.observers
        ]
        best = max(bodies, key=lambda e: (len(e.mentions), -e.mentions[0].span.start), default=None)
        if best is None:
            return None
        early = best.mentions[0].span.start < self.document.body.start + _LEAD
        return best if early or len(best.mentions) >= FEWEST else None

    def target(self) -> Entity | None:
        """The target itself, where the article names it."""
        return next((e for e in self.by_id.values() if e.country == TARGET and e.type == "country"), None)

    def with_target(
        self, actor: str | None, taker: str | None, named: frozenset[str] = frozenset()
    ) -> tuple[str | None, str | None]:
        """A side nobody named, or one of no known country, is the target's where the article is about the target.

        A side of no known country that the deed's own words name (`named`) stays what it is; one that only spoke of
        the deed stands for the article's other country, where that is not the side across.
        """
        actor, taker = self._placed(actor, taker), self._placed(taker, actor)
        target = self.target()
        countries = (country_of(actor, self), country_of(taker, self))
        if target is None or not self.about_target() or TARGET in countries or not any(countries):
            return actor, taker
        if countries[0] is None:
            return self._stand_in(actor, countries[1], named) or target.id, taker
        return (
            (actor, self._stand_in(taker, countries[0], named) or target.id) if countries[1] is None else (actor, taker)
        )

    def _stand_in(self, side: str | None, across: str | None, named: frozenset[str]) -> str | None:
        entity, known = self.by_id.get(side or ""), self.other_country()
        if entity is not None and entity.id in named:
            return entity.id
        if entity is None or entity.type != "org":
            return None
        return known.id if known is not None and known.country != across else None

    def is_target(self, side: str | None) -> bool:
        return country_of(side, self) == TARGET

    def _placed(self, side: str | None, other: str | None) -> str | None:
        """The article's other country for a person or place of no known country that deals with the target."""
        entity, known = self.by_id.get(side or ""), self.other_country()
        if (
            entity is None
            or entity.country
            or entity.type not in ("person", "place")
            or known is None
            or country_of(other, self) != TARGET
        ):
            return side
        return known.id

    def main_target(self) -> bool:
        """Whether the article speaks of the target at all."""
        return self.totals[TARGET] > 0

    def about_target(self) -> bool:
        """Whether the target is what the article is about: one in seven of its names of countries, or more."""
        return self.totals[TARGET] * 7 >= sum(self.totals.values())


def _seat(entity: Entity) -> bool:
    """A city that only stands for the bodies that meet there: "permission from New York"."""
    return entity.type == "place" and entity.name in un_seats()


def country_of(value: str | None, context: Context) -> str | None:
    entity = context.by_id.get(value or "")
    return entity.country if entity else None
