"""Which domain and which activity a deed has, and which kinds of goods the law treats alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nizam import yamltext
from nizam.reader.doing.deedframes import RESOURCES, Frame

if TYPE_CHECKING:
    from nizam.reader.doing.fragments import Layout
    from nizam.reader.termhits import TermHit
from nizam.reader.vocabulary import Vocabulary, load_vocabulary

_CARRIERS = ("8601", "8602", "8603", "8604", "8605", "8606", "8802", "89")
_MACHINES = ("84", "85", "86", "87", "88", "89")
_METALS = tuple(str(n) for n in range(72, 84))


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    raw: dict[str, Any] = yamltext.load(RESOURCES / "domains.yml")
    raw["by_activity"] = {a: d for d, many in raw["activities"].items() for a in many}
    raw["by_list"] = {a: d for d, many in raw["lists"].items() for a in many}
    raw["general"] = frozenset(raw["general"])
    raw["telling"] = frozenset(raw["telling"])
    chapters: dict[str, str] = {}
    for domain, stretches in raw["chapters"].items():
        for stretch in stretches:
            low, _, high = stretch.partition("-")
            chapters.update({f"{n:02d}": domain for n in range(int(low), int(high or low) + 1)})
    raw["by_chapter"] = chapters
    return raw


def telling() -> frozenset[str]:
    """Activities whose words make a deed without any verb of the frames."""
    told: frozenset[str] = _table()["telling"]
    return told


def same_field(one: str, other: str) -> bool:
    """Whether two activities are of one domain of the report, where the words may say both: a payment, by a bank."""
    table = _table()["by_activity"]
    return one not in _table()["general"] and table.get(one) is not None and table.get(one) == table.get(other)


def class_of(concept: str, vocabulary: Vocabulary) -> str:
    """A coarse kind of goods such that two goods of one kind come under the same paragraphs."""
    goods = vocabulary.concept(concept)
    lists = goods.lists
    for name in (
        "arms",
        "crude-oil",
        "refined-petroleum",
        "coal",
        "luxury",
        "luxury-open",
        "launch-vehicle",
        "satellite",
    ):
        if name in lists:
            return name
    codes = goods.hs or goods.maybe_hs
    chapters = {code[:2] for code in codes}
    if chapters & set(_MACHINES):
        return "machines"
    if chapters & set(_METALS):
        return "metals"
    if chapters & {"27"}:
        return "fuel"
    return "other"


def activity_of(
    frame: Frame, goods: Sequence[str], terms: Sequence[TermHit], vocabulary: Vocabulary, *, money: bool = False
) -> str:
    """The narrowest activity the words name; the frame's own where they name none."""
    named = [t.term for t in terms if t.fact == "activity"]
    general = _table()["general"]
    if any("statues" in vocabulary.concept(concept).lists for concept in goods):
        return "supply"
    if frame.activity == "supply" and money and not goods:
        return "payment"
    if (
        frame.activity in ("employment", "work-permit")
        and "teaching" in named
        and not {"employment", "work-permit"} & set(named)
    ):
        return "teaching"
    narrow = [t for t in named if t not in general]
    if frame.activity not in general:
        # The frame's word is narrow itself: a narrower term of the same domain may replace it.
        domain = _table()["by_activity"].get(frame.activity)
        same = [t for t in narrow if _table()["by_activity"].get(t) == domain]
        return same[0] if same and frame.activity not in same else frame.activity
    if goods and frame.activity in ("supply", "carriage", "aid"):
        kept = [
            t
            for t in narrow
            if t
            in (
                "ship-to-ship",
                "bunkering",
                "refuel-aircraft",
                "fishing-rights",
                "technology-transfer",
                "repair-shipment",
            )
        ]
        if kept:
            return kept[0]
        if "transit" in named:
            return "transit"
        return frame.activity
    if narrow:
        return narrow[0]
    if frame.activity in named or not named:
        return frame.activity
    return frame.activity if frame.activity != "general-cooperation" else named[0]


def without_carriers(layout: Layout, low: int, high: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Kinds of goods between two words; the ship, lorry or wagon that only carries other goods is none of them.

    "Trucks and flour" are both goods; "two ships unloaded shells", "wagons of flour" name one and what carries it.
    """
    hits = [g for g in layout.goods if low <= g.first < high]
    kept = []
    for at, hit in enumerate(hits):
        after = hits[at + 1] if at + 1 < len(hits) else None
        carries = (
            after is not None
            and _is_carrier(hit.concept, vocabulary)
            and not _is_carrier(after.concept, vocabulary)
            and not _joined(layout, hit.last, after.first)
        )
        if not carries:
            kept.append(hit.concept)
    return tuple(dict.fromkeys(kept))


def _is_carrier(concept: str, vocabulary: Vocabulary) -> bool:
    codes = vocabulary.concept(concept).hs
    return bool(codes) and all(code[:2] in ("86", "87", "88", "89") for code in codes)


@lru_cache(maxsize=4096)
def carrier(concept: str) -> bool:
    """Whether a kind of goods is a ship, an aircraft or a train."""
    codes = load_vocabulary().concept(concept).hs
    return bool(codes) and all(code.startswith(_CARRIERS) for code in codes)


def _joined(layout: Layout, low: int, high: int) -> bool:
    """Whether two goods stand side by side: a comma or "and" between them, and hardly a word else."""
    words = layout.tokens[low:high]
    between = layout.text[layout.tokens[low - 1].end : layout.tokens[min(high, len(layout.tokens) - 1)].start]
    linked = "," in between or "،" in between or any(w.folded in ("and", "or", "и", "или") for w in words)
    own = layout.tokens[high].folded if high < len(layout.tokens) else ""
    return len(words) <= 3 and (linked or own.startswith("و"))


def domain_of(frame: Frame, activity: str, goods: Sequence[str], vocabulary: Vocabulary) -> str:
    """One of the report's domains."""
    table = _table()
    by_activity = table["by_activity"].get(activity)
    if by_activity and by_activity not in ("humanitarian", "finance", "shipping", "diplomacy"):
        return str(by_activity)
    for concept in goods:
        for name in sorted(vocabulary.concept(concept).lists):
            if name in table["by_list"]:
                return str(table["by_list"][name])
    if activity in ("supply", "transit", "carriage", "aid") or not by_activity:
        for concept in goods:
            codes = vocabulary.concept(concept).hs
            if codes and table["by_chapter"].get(codes[0][:2], "other") != "other":
                return str(table["by_chapter"][codes[0][:2]])
    return str(by_activity or frame.domain or "other")
