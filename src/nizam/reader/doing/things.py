"""Which goods of a sentence are dealt in, and which only carry others, count them, or say what somebody's trade is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam import yamltext
from nizam.reader.doing.deedframes import RESOURCES
from nizam.text.normalise import fold
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import GoodsHit, Vocabulary

_CARRIERS = ("8601", "8602", "8603", "8604", "8605", "8606", "8609", "8701", "8702", "8704", "8716", "88", "89")
_FILLED = frozenset(
    [
        "of",
        "with",
        "carrying",
        "loaded",
        "full",
        "filled",
        "holding",
        "containing",
        "hauling",
        "с",
        "со",
        "полные",
        "из",
        "من",
        "محمله",
        "محملة",
        "تحمل",
        "مليئه",
        "بها",
    ]
)
_ABOARD = frozenset(
    [
        "on",
        "aboard",
        "by",
        "in",
        "onto",
        "via",
        "using",
        "a",
        "the",
        "на",
        "борту",
        "в",
        "متن",
        "على",
        "علي",
        "بواسطه",
        "عبر",
    ]
)


def dealt_in(tokens: Sequence[Token], hits: Sequence[GoodsHit], vocabulary: Vocabulary) -> tuple[GoodsHit, ...]:
    """Goods without what only carries or counts them: wagons of flour, a flight by aircraft, a shipment of coal."""
    out: list[GoodsHit] = []
    for index, hit in enumerate(hits):
        concept = vocabulary.concept(hit.concept)
        following = next((h for h in hits[index + 1 :] if h.first >= hit.last), None)
        near = following is not None and following.first - hit.last <= 4
        between = {t.folded for t in tokens[hit.last : following.first]} if following is not None else set()
        if (
            not concept.hs
            and not concept.lists
            and any(h is not hit and abs(h.first - hit.first) <= 8 and _firm(h, vocabulary) for h in hits)
        ):
            continue
        if _only_trade_of(tokens, hit):
            continue
        if concept.hs and all(code.startswith(_CARRIERS) for code in concept.hs):
            if near and (between & _FILLED or any(w.startswith("ب") for w in between)):
                continue
            if hit.first > 0 and tokens[hit.first - 1].folded in _ABOARD - {"a", "the"} and len(hits) > 1:
                continue
        out.append(hit)
    return tuple(out)


def _only_trade_of(tokens: Sequence[Token], hit: GoodsHit) -> bool:
    """Whether goods only say what somebody deals in: "a seafood trader", «تاجر أسماك», «торговец рыбой»."""
    dealers = _dealers()
    before = tokens[hit.first - 1].folded if hit.first else ""
    after = tokens[hit.last].folded if hit.last < len(tokens) else ""
    return before in dealers or before.removeprefix("ال") in dealers or after in dealers


@lru_cache(maxsize=1)
def _dealers() -> frozenset[str]:
    raw = yamltext.load(RESOURCES / "sides.yml")["dealers"]
    return frozenset(fold(word) for words in raw.values() for word in words)


def _firm(hit: GoodsHit, vocabulary: Vocabulary) -> bool:
    concept = vocabulary.concept(hit.concept)
    return bool(concept.hs or concept.lists)
