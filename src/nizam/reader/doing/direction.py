"""Who gives and who takes: the likeliest pair among the named sides of a deed.

`parts.py` tells each side's part in the words; which part gives and which takes depends on the kind of deed (`roles`
in sides.yml). What the words leave out is looked for in what was said before (`context.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from nizam.model.text import Entity
from nizam.reader.doing.parts import Part
from nizam.reader.doing.sidewords import role_parts
from nizam.record import replace

_ABSENT = 12
_MOST = 24
_DOER = 0.5  # of two pairs alike, the one that tells who acts
_ONE_END = frozenset(("src", "dst", "loc", "agent", "of", "obj"))
_HANDED = frozenset(("serve", "endow"))
_CARRYING = frozenset(("give", "carry", "move"))
_NO_COUNTRY = 3
_HOME_ROLES = frozenset(("hire", "admit", "get", "serve", "permit", "joint", "with", "return"))
_NAMES = {("loc", True): "locb", ("asker", True): "dst", ("asker", False): "dst"}
_WATCHERS = (
    "United Nations",
    "Committee",
    "Security Council",
    "Panel of Experts",
    "Sanctions Monitoring",
    "General Assembly",
)


def sides(roles: str, found: Sequence[Part]) -> tuple[Part | None, Part | None]:
    """The giving and the taking side among the parts: the likeliest pair, never of one country."""
    usable = [_settled(p, roles) for p in found if not watches(p.named.entity)][:_MOST]
    usable = _loaded(usable) if roles in _CARRYING else usable
    if (
        roles == "serve"
        and any(p.case == "src" and p.country for p in usable)
        and any(p.case == "subj" for p in usable)
    ):
        roles = "get"  # "lease a ship from": what comes from somebody is taken
    if roles in _HANDED and any(p.case == "src" and p.country for p in usable):
        # «تأجير كوريا سفينتين من أسطول …»: what is had from somebody goes to the one named after the verbal noun.
        usable = [replace(p, case="dst") if p.case == "of" and not p.on and p.country else p for p in usable]
    giving, taking = role_parts(roles)
    best: tuple[float, Part | None, Part | None] = (2 * _ABSENT, None, None)
    # The one who admits is named first, the one admitted after: of two alike pairs that one is taken.
    for actor in [None, *(reversed(usable) if roles == "admit" else usable)]:
        for taker in [None, *usable]:
            rank = _rank(actor, giving) + _rank(taker, taking) - (_DOER if actor is not None else 0)
            if rank < best[0] and (actor is None or taker is None or not _alike(actor, taker)):
                best = (rank, actor, taker)
    _, actor, taker = best
    known = actor or taker
    if known is not None and (actor is None or taker is None):
        # Somebody else named beside is a likelier side than anybody from before.
        rest = (p for p in usable if p.country and not _alike(p, known) and _may_be_side(p))
        other = next(rest, None)
        return (actor, other) if taker is None else (other, taker)
    return actor, taker


def watches(entity: Entity) -> bool:
    """The bodies that make and watch the measures are no side of a deed."""
    return entity.type == "org" and (entity.name == "UN" or any(w in entity.name for w in _WATCHERS))


def _may_be_side(part: Part) -> bool:
    return part.case != "via" and not (part.case == "loc" and part.before)


def _loaded(parts: Sequence[Part]) -> list[Part]:
    """Where a thing is bound for somewhere else, the place it is taken aboard is where it comes from."""
    bound = any(p.case == "dst" and p.country for p in parts) and not any(p.case == "src" for p in parts)
    away = {p.country for p in parts if p.case == "dst"}
    return [
        replace(p, case="src") if bound and p.case == "loc" and p.country and p.country not in away else p
        for p in parts
    ]


def _settled(part: Part, roles: str) -> Part:
    """Cases that mean another part in some deeds: "a firm from Artyom hires", "hackers linked to Pyongyang"."""
    if part.before and not part.on:
        if part.case == "src" and roles in _HOME_ROLES:
            return replace(part, case="subj")
        if part.case == "dst" and part.named.prefix == "" and roles != "permit":
            return replace(part, case="subj")
    if part.on == "people" and roles == "serve" and not part.before and part.case not in ("agent", "src"):
        return replace(part, on="", case="obj")  # "trains Kenyan engineers"
    return part


def _rank(part: Part | None, cases: Sequence[str]) -> int:
    """How likely a part stands at this end; one that cannot counts as worse than none."""
    if part is None:
        return _ABSENT
    name = part.on or _NAMES.get((part.case, part.before), part.case)
    if name not in cases:
        return 3 * _ABSENT
    return cases.index(name) + (0 if part.country else _NO_COUNTRY)


def _alike(one: Part, other: Part) -> bool:
    if one.case in _ONE_END and (one.case, one.start) == (other.case, other.start) and one.named is not other.named:
        return True  # "from Peru and Argentina": one end
    return one.named.entity.id == other.named.entity.id or (one.country is not None and one.country == other.country)
