"""What speaks for and against a candidate, laid out so that a person can compare it at a glance."""

from __future__ import annotations

from nizam.model.entity import Feature, Match
from nizam.record import Record

AGREES, PARTLY, AGAINST = "agrees", "partly", "against"
_ENOUGH, _HARDLY = 0.85, 0.5


class Pair(Record, frozen=True):
    """Two parts of names that were laid beside each other; one side is empty where the other stands alone."""

    asked: str
    listed: str
    alike: float | None
    sign: str


class Line(Record, frozen=True):
    """Another value that was compared: its kind, both sides, how they stand to each other."""

    kind: str
    asked: str
    listed: str
    sign: str
    told: str


class Candidate(Record, frozen=True):
    """A listed party with its evidence; `dismissed` says by whom and why it was, or is empty."""

    match: Match
    number: int
    name: str
    score: int
    pairs: tuple[Pair, ...]
    whole: str
    lines: tuple[Line, ...]
    listings: tuple[tuple[str, bool, str], ...]
    dismissed: str
    dismissal: str


def candidate(match: Match, number: int, dismissal: str = "") -> Candidate:
    """A match as laid out."""
    name = next((one for one in match.features if one.name == "name"), None)
    pairs, whole = _pairs(name) if name else ((), "")
    others = [one for one in match.features if one.name not in ("name", "listing", "dismissed")]
    return Candidate(
        match=match,
        number=number,
        name=name.candidate if name else match.entity.caption,
        score=min(99, round(match.score * 100)) if match.score < 1 else 100,
        pairs=pairs,
        whole=whole,
        lines=tuple(Line(one.name, one.query, one.candidate, _sign(one.score), one.detail) for one in others),
        listings=tuple((one.candidate, one.score > 0, one.detail) for one in match.features if one.name == "listing"),
        dismissed=next((one.detail for one in match.features if one.name == "dismissed"), ""),
        dismissal=dismissal,
    )


def _pairs(name: Feature) -> tuple[tuple[Pair, ...], str]:
    """`ri = ri 1.00 · chol = chul 0.92 · only asked: dr` → pairs; what is no pair is a remark on the whole name."""
    pairs, remarks = [], []
    for piece in name.detail.split(" · "):
        left, sign, rest = piece.partition(" = ")
        listed, _, number = rest.rpartition(" ")
        side, colon, alone = piece.partition(": ")
        if sign and listed:
            try:
                alike = float(number)
            except ValueError:
                remarks.append(piece)
                continue
            pairs.append(Pair(left, listed, alike, _sign(alike)))
        elif colon and side in ("only asked", "only listed"):
            both = (alone, "") if side == "only asked" else ("", alone)
            pairs.append(Pair(*both, None, PARTLY))
        elif piece:
            remarks.append(piece)
    return tuple(pairs), "; ".join(remarks)


def _sign(score: float) -> str:
    return AGREES if score >= _ENOUGH else AGAINST if score < _HARDLY else PARTLY
