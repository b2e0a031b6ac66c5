"""The two sides of a deed that was found: by its words, by what it shares with the deed before, by the context."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.model.text import Item, Statement
from nizam.reader.doing.context import TARGET, Context, country_of
from nizam.reader.doing.deeds import Found
from nizam.reader.doing.direction import sides
from nizam.reader.doing.filling import fill
from nizam.reader.doing.fragments import Layout
from nizam.reader.doing.parts import Part
from nizam.reader.doing.region import region
from nizam.reader.doing.sidewords import admits, both_sides, listed_among, loading_words, teaching_words, turned_round
from nizam.reader.doing.tense import Decided
from nizam.record import replace
from nizam.text.numbers import find_amounts
from nizam.text.tokens import stem_keys

_TOPICS = frozenset(
    (
        "visit",
        "talks",
        "tourism",
        "tourists-go",
        "flight",
        "pact",
        "bank",
        "insure",
        "culture",
        "link",
        "train",
        "property",
    )
)

_WHATEVER = frozenset(("sell-any", "buy-any", "come-back"))
_EVERYDAY = _WHATEVER | {
    "give", "get", "carry", "arrive", "pay", "work", "flight", "assemble", "bank", "study", "train"
}  # fmt: skip
_ENCOUNTERS = frozenset(("visit", "talks"))
_BOTH = 2
_VISITING = frozenset(("work", "lend-people", "present", "travel"))


def only_spoken_of(found: Found, decided: Decided, named: Sequence[Part]) -> bool:
    """A deed's noun with nobody beside it and no word on whether it was done: a heading, "the visit", «السياحة»."""
    if found.form != "noun" or decided.status != "possible" or decided.cue is not None:
        return False
    least = _BOTH if found.frame.name in _ENCOUNTERS else 1
    return found.frame.name in _TOPICS and len({p.country for p in named if p.country}) < least


def sides_unsaid(
    layout: Layout, index: int, found: Found, span: tuple[int, int], sides: set[str | None], context: Context
) -> bool:
    """Whether a deed of everyday words ("the first pump was running") has no side in its sentence and no number."""
    if found.frame.name not in _EVERYDAY or turned_round(layout, region(layout, index)):
        return False
    countries = {country_of(side, context) for side in sides} - {None}
    if any(k.value == "vessel" and span[0] <= k.first < span[1] for k in layout.kinds):
        return False  # one ship to another: who they are may stand elsewhere
    if any(n.entity.id in sides or n.entity.country in countries for n in layout.named):
        return False
    return found.frame.name in _WHATEVER or not find_amounts(layout.text, layout.tokens[span[0] : span[1]])


def from_there(layout: Layout, found: Found, span: tuple[int, int]) -> bool:
    """Whether the target is likelier to give: deals named without a direction, and its instructors."""
    if found.frame.roles in ("joint", "with"):
        return True
    teachers = teaching_words(layout.words.language)
    return any(key.text in teachers for t in layout.tokens[slice(*span)] for key in stem_keys(t.folded))


def shown_not_hired(layout: Layout, found: Found, span: tuple[int, int]) -> bool:
    """Whether the people of a deed only come to play or to show, and nobody hires them."""
    return found.frame.name in _VISITING and of_people(layout, span, "performers")


def of_people(layout: Layout, span: tuple[int, int], name: str) -> bool:
    """Whether the people a deed's stretch names are all of a reviewed list: `performers`, `in_arms`."""
    people = [k.first for k in layout.kinds if k.value == "people" and span[0] <= k.first < span[1]]
    return bool(people) and all(listed_among(layout, at, name) for at in people)


def both_named(named: Sequence[Part]) -> bool:
    return len({p.country for p in named if p.country}) > 1


def sides_of(
    layout: Layout,
    index: int,
    found: Found,
    named: Sequence[Part],
    span: tuple[int, int],
    statement: Statement | None,
    context: Context,
) -> tuple[str | None, str | None]:
    roles = found.frame.roles
    if roles == "give" and found.form == "noun" and any(p.case == "src" and p.country for p in named):
        roles = "move"  # a shipment from one country, spoken of or seized in another
    if roles in ("call", "work") and admits(layout, [*region(layout, index)]):
        roles = "admit"
    loading = layout.tokens[found.deed.first].folded.removeprefix("و") in loading_words(layout.words.language)
    if loading and roles in ("carry", "get", "give", "hire") and not any(p.case == "src" for p in named):
        # "loaded 9,000 tonnes at Songnim": where it is taken aboard is where it comes from.
        roles, named = "carry", [replace(p, case="src") if p.case == "loc" else p for p in named]
    actor, taker = sides(roles, named)
    countries = {p.country for p in named if p.country}
    if (
        roles in ("joint", "with", "give", "serve")
        and len(countries) < 2
        and both_sides(layout, [*region(layout, index), span])
    ):
        speaker = context.by_id.get((statement.speaker or "") if statement else "")
        pair = context.pair(speaker.country if speaker else None)
        if pair is not None:
            return pair[0].id, pair[1].id
    if not countries and context.items and turned_round(layout, region(layout, index)):
        before = context.items[-1][1]
        return before.to, before.actor
    if actor is None and taker is not None and _at_home(taker, statement, context):
        taker = None
    way = taker if taker is not None and taker.case == "via" and taker.country != TARGET else None
    if way is not None and context.about_target() and not context.is_target(actor.named.entity.id if actor else None):
        taker = None  # what goes through a country goes on from it
    giver = context.home(actor.named.entity) if actor else None
    getter = context.home(taker.named.entity) if taker else None
    if actor and giver and getter and giver.country == getter.country:
        giver = actor.named.entity  # a place beside a firm's name is where it deals, not where it is from
    return fill(
        giver.id if giver else None,
        getter.id if getter else None,
        roles, layout, span, statement, context, _sharing(layout, index, found, context),
        frozenset(c for c in countries if c),
    )  # fmt: skip


def _at_home(taker: Part, statement: Statement | None, context: Context) -> bool:
    """Whether the place a speaker's offer is carried out in is his own ("Egypt offered to train them in Cairo")."""
    speaker = context.by_id.get((statement.speaker or "") if statement else "")
    return (
        speaker is not None and taker.case == "loc" and speaker.country is not None and speaker.country == taker.country
    )


def _sharing(layout: Layout, index: int, found: Found, context: Context) -> Item | None:
    """The deed before in this sentence, where "and" joins this one to it without a subject of its own."""
    fragment = layout.fragments[index]
    shared = fragment.opener == "comma" and not fragment.first <= found.deed.first < fragment.last
    if not (fragment.opener == "coord" or shared) or not context.items:
        return None
    paragraph, item = context.items[-1]
    own = next((n for n in layout.named if fragment.first <= n.first < fragment.last), None)
    verb = next((d for d in layout.deeds if d.verbal and fragment.first <= d.first < fragment.last), None)
    if own is not None and (verb is None or own.first < verb.first):
        return None
    return item if item.span.start >= layout.tokens[0].start and paragraph == layout.paragraph else None
