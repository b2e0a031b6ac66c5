"""Sides that a deed's own words leave out, filled from the speaker, the sentence, the paragraph and the article."""

from __future__ import annotations

from nizam.model.text import Entity, Item, Statement
from nizam.reader.doing.context import FEWEST, TARGET, Context, country_of
from nizam.reader.doing.direction import watches
from nizam.reader.doing.fragments import Layout, Named
from nizam.reader.doing.sidewords import passed_through

# For these kinds the speaker's own side is the taker ("we will not issue visas"); else the giver.
_SPEAKER_TAKES = frozenset(("get", "hire", "permit", "work", "call", "admit"))
_WORKERS_COME = frozenset(("hire", "work", "permit", "admit"))
_SALIENT = 2.0
"""How much more a country is spoken of than the next one for it to be the article's own."""
_NO_SPEAKER = frozenset(("move", "own"))


def fill(
    actor: str | None,
    taker: str | None,
    roles: str,
    layout: Layout,
    span: tuple[int, int],
    statement: Statement | None,
    context: Context,
    previous: Item | None = None,
    unplaced: frozenset[str] = frozenset(),
) -> tuple[str | None, str | None]:
    """Both sides, missing ones from the speaker, then from the sentence, the paragraph's deeds and the article.

    `previous` is the deed that this one shares its subject with ("delivered maize and hopes to send biscuits");
    `unplaced` are countries that the words name, but as no side.
    """
    used = {c for c in (country_of(actor, context), country_of(taker, context)) if c} | unplaced
    if roles in _WORKERS_COME and actor and not country_of(actor, context):
        used.add(TARGET)  # whoever lends workers is most likely the target's own body: the other side is not
    if actor and taker:
        return actor, taker
    if previous is not None:
        actor = actor or _other_than(previous.actor, used, context)
        used |= {c for c in (country_of(actor, context),) if c}
        if not taker and country_of(previous.to, context) not in used:
            taker = previous.to
        if actor and taker:
            return actor, taker
    ranked = _candidates(layout, span, statement, context)
    speaker = ranked[0] if ranked and ranked[0][1] == "speaker" else None
    takes = roles in _SPEAKER_TAKES
    if speaker is not None and roles not in _NO_SPEAKER and speaker[2] not in used:
        if takes and not taker:
            taker = speaker[0]
            used.add(speaker[2])
        elif not takes and not actor:
            actor = speaker[0]
            used.add(speaker[2])
    if speaker is not None and statement is not None and statement.polarity == "denies" and speaker[2] not in used:
        # Who denies a deed is most often one of its sides.
        actor, taker = (actor, speaker[0]) if actor and not taker else (actor or speaker[0], taker)
        used.add(speaker[2])
    if roles == "own":
        return actor, None
    if roles in _WORKERS_COME and not actor and TARGET not in used:
        own = next((c for c in ranked if c[2] == TARGET), None)
        if own is not None:
            actor = own[0]
            used.add(TARGET)
    if bool(actor) != bool(taker) and TARGET not in used and context.about_target():
        # The target completes a pair before any other country, where the article is about it.
        ranked.sort(key=lambda c: c[2] != TARGET)
    for value, _, country in ranked:
        if actor and taker:
            break
        if country in used:
            continue
        if not actor:
            actor = value
        else:
            taker = value
        used.add(country)
    return actor, taker


def _other_than(value: str | None, used: set[str], context: Context) -> str | None:
    return value if country_of(value, context) not in used else None


def _candidates(
    layout: Layout, span: tuple[int, int], statement: Statement | None, context: Context
) -> list[tuple[str, str, str]]:
    """(value, where from, country) of what may complete a deed, best first."""
    out: list[tuple[str, str, str]] = []
    if statement is not None:
        out.extend(_speaker(layout, statement, context))
    sided = [
        n
        for n in layout.named
        if n.entity.country
        and n.entity.id not in context.observers
        and not passed_through(layout, n)
        and not _in_frame(n, span, layout, statement)
    ]
    inside: list[Named] = [n for n in sided if n.last <= span[0]]
    after: list[Named] = [n for n in sided if n.first >= span[1]]
    for named in [*reversed(inside), *after]:
        out.append((named.entity.id, "sentence", named.entity.country or ""))
    main = _main_countries(context)
    if len(main) == 1 or (
        len(main) > 1 and context.totals[main[0].country or ""] >= _SALIENT * context.totals[main[1].country or ""]
    ):
        out.append((main[0].id, "article", main[0].country or ""))
    for paragraph, item in reversed(context.items):
        if layout.paragraph - paragraph > 1:
            break
        for value in (item.actor, item.to):
            country = country_of(value, context)
            if value and country:
                out.append((value, "item", country))
    for paragraph, entity in reversed(context.seen):
        if layout.paragraph - paragraph > 1 and not (entity.country == TARGET and context.about_target()):
            continue
        out.append((entity.id, "paragraph", entity.country or ""))
        if len(out) > 40:
            break
    body = context.leading_body()
    if body is not None:
        out.append((body.id, "body", body.country or "?" + body.id))
    speaker = [c for c in out if c[1] == "speaker"]
    rest = [c for c in out if c[1] != "speaker"]
    if context.about_target() and any(c[2] == TARGET for c in rest) and not any(c[2] == TARGET for c in rest[:1]):
        first = next(c for c in rest if c[2] == TARGET)
        # Two unknown sides: the nearest and the target.
        rest = [rest[0], first, *rest[1:]] if rest else [first]
    return speaker + rest


def _in_frame(named: Named, span: tuple[int, int], layout: Layout, statement: Statement | None) -> bool:
    """Whether a name stands in the frame of saying ("In Seoul, a person briefed on it said"), not in what is said."""
    if statement is None or not statement.content.start <= layout.tokens[span[0]].start:
        return False
    return named.last <= span[0] and named.mention.span.end <= statement.content.start


def _main_countries(context: Context) -> list[Entity]:
    """The countries the article speaks of most beside the target."""
    codes = [c for c, count in context.totals.most_common() if c and c != TARGET and count >= FEWEST]
    found = (next((e for e in context.by_id.values() if e.country == c and e.type == "country"), None) for c in codes)
    return [e for e in found if e is not None][:2]


def _speaker(layout: Layout, statement: Statement, context: Context) -> list[tuple[str, str, str]]:
    """The speaker's side: its own country, the one named beside it, else that of the body last spoken of."""
    entity = context.by_id.get(statement.speaker or "")
    if entity is not None and watches(entity):
        # A body that watches the measures speaks of others' deeds, unless "the company" was taken for it.
        return []
    if entity is not None and (
        entity.id in context.observers
        or (
            entity.type == "person"
            and not context.home(entity).country
            and context.last_body is not None
            and context.last_body.id in context.observers
        )
    ):
        return []
    if entity is not None:
        entity = context.home(entity)
        if entity.country:
            # A spokesman speaks for his State; the deed is not his own.
            state = next(
                (e for e in context.by_id.values() if e.type == "country" and e.country == entity.country), None
            )
            own = state if entity.type == "person" and state is not None else entity
            return [(own.id, "speaker", entity.country)]
    # An unnamed speaker's country stands beside it: "a Swiss dealer", "an underwriter in London".
    for named in layout.named:
        span = named.mention.span
        in_frame = statement.span.start <= span.start < statement.span.end and not (
            statement.content.start <= span.start < statement.content.end
        )
        if in_frame and named.entity.country:
            return [(named.entity.id, "speaker", named.entity.country)]
    other = context.other_country()
    if entity is not None and entity.type == "org":
        return [(entity.id, "speaker", "?" + entity.id)]
    if entity is not None and entity.type == "person" and context.last_body is not None:
        body = context.home(context.last_body)
        if not body.country and other is not None:
            return [(other.id, "speaker", other.country or "")]
        return [(body.id, "speaker", body.country or "?" + body.id)]
    return []
