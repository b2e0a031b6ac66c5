"""Prepositions beside the sides of a deed: Arabic ones written with their noun, and what a place after "for" is."""

from __future__ import annotations

from nizam.reader.doing.fragments import Layout
from nizam.reader.doing.sidewords import SideWords
from nizam.text.normalise import fold

_NO_PREPOSITION = frozenset(
    fold(w)
    for w in [
        "لجنة",
        "لحوم",
        "لواء",
        "ليبيا",
        "لبنان",
        "لقاء",
        "لندن",
        "لغة",
        "ليلة",
        "بنك",
        "بناء",
        "برنامج",
        "بلد",
        "بيان",
        "بعد",
        "بحر",
        "بحث",
        "بيع",
        "بضائع",
        "بنزين",
        "بترول",
        "بعثة",
        "بدون",
        "بين",
        "بلاده",
        "بيونغ",
        "بكين",
        "باريس",
        "برلين",
        "بولندا",
        "بيلاروس",
        "لاوس",
    ]
)
_NUMBERS_AR = (
    "مئ",
    "ماي",
    "ارب",
    "خمس",
    "ست",
    "سبع",
    "ثمان",
    "تسع",
    "عشر",
    "ثلاث",
    "الف",
    "ملي",
    "اثن",
    "نصف",
    "ربع",
    "ثلث",
    "احد",
)


def bound_for(layout: Layout, at: int, words: SideWords, verbs: set[int]) -> bool:
    """Whether a place follows what the deed is for: "for a plant in Pyongyang", "to hospitals in Wonsan"."""
    for left in range(at - 1, max(at - 4, -1), -1):
        if left in verbs or layout.gap(left + 1).strip() or any(d.first <= left < d.last for d in layout.deeds):
            return False
        folded = layout.tokens[left].folded
        if about_a_number(layout, left):
            return False
        if words.cases.get(folded) == "dst" or (layout.words.language == "ar" and attached(folded, "") == "dst"):
            return True
        if folded in words.cases:
            return False
    return False


def about_a_number(layout: Layout, at: int) -> bool:
    """«نحو» before a number is "about", no direction."""
    if layout.tokens[at].folded != "نحو" or at + 1 >= len(layout.tokens):
        return False
    following = layout.tokens[at + 1].folded
    return following[:1].isdigit() or following.startswith(_NUMBERS_AR)


def attached(folded: str, prefix: str) -> str:
    """The case of an Arabic one-letter preposition written with a noun: للصين، لمواطني، بالكويت."""
    if prefix:
        bare = prefix.lstrip("وف")
        return {"ل": "dst", "ب": "loc"}.get(bare[:1], "")
    word = folded[1:] if folded[:1] in "وف" and folded[1:2] in ("ل", "ب") else folded
    if word in _NO_PREPOSITION or len(word) < 4:
        return ""
    if word.startswith("لل"):
        return "dst"
    if word.startswith("بال"):
        return "loc"
    if word.startswith("ل") and not word.startswith("لا"):
        return "dst"
    return ""
