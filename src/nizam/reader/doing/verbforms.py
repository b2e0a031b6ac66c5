"""What the form of a deed's word says about time: past, present, future, infinitive, participle or noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nizam.reader.doing.deedframes import DeedWords, Word, future_prefix
from nizam.reader.doing.sidewords import material_words
from nizam.text.tokens import Token

_RU_PAST = re.compile("(?:л|ла|ло|ли|шёл|шел|ез|ёз|вез|нёс|нес|ог)(?:ся|сь)?$")
_RU_INFINITIVE = re.compile("(?:ть|ти|чь)(?:ся|сь)?$")
_RU_SHORT = re.compile("(?:[аяе]н|[аяе]на|[аяе]но|[аяе]ны|ен|ена|ено|ены|ято|яты|крыт|т[аоы])$")
_RU_PARTICIPLE = re.compile(
    "(?:вш|нн|ющ|ящ|ем|им|ущ|ащ)(?:ий|ый|ая|ое|ие|ые|его|ого|ей|ой|их|ых|им|ым|ими|ыми|ую|ее)(?:ся)?$"
)
_RU_PRESENT = re.compile("(?:[еиё]т|[уюая]т|[еи]м|[еи]шь|[еи]те|[уюяав]|вши)(?:ся|сь)?$")
_NOT_A_VERB = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "on",
        "from",
        "about",
        "any",
        "all",
        "some",
        "such",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "these",
        "those",
        "no",
        "other",
        "between",
        "with",
        "by",
        "new",
        "recent",
        "more",
    ]
)
_PREPOSITIONS_EN = frozenset(
    ("under", "over", "at", "into", "through", "against", "after", "before", "during", "without", "than", "per", "via")
)
_DETERMINERS = frozenset(("a", "an", "the", "its", "their", "his", "her", "our", "these", "those"))
_PLURAL = 4  # letters of an Arabic word more than which ات is a plural
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "got"])
_HAVE = frozenset(["has", "have", "had", "having"])
_TO = frozenset(("to",))
_MODAL = frozenset(["will", "would", "shall", "should", "may", "might", "can", "could", "must"])
_PREPOSITIONS_AR = frozenset(
    (
        "من",
        "في",
        "علي",
        "الي",
        "عن",
        "بعد",
        "قبل",
        "خلال",
        "عمليات",
        "عمليه",
        "حول",
        "بشان",
        "مجال",
        "اي",
        "بدون",
        "دون",
        "تم",
        "يتم",
        "ستتم",
        "سيتم",
        "وقف",
    )
)


def verb_form(word: Word, tokens: Sequence[Token], first: int, words: DeedWords, low: int, label: str) -> str:
    """The form of a deed's word at token `first`: past, present, future, infinitive, gerund, passive, noun.

    `low` is the first token of the clause, `label` the table's own word. "passive" is a past passive; one to come is
    "future".
    """
    token = tokens[first]
    if word.form in ("noun", "participle"):
        return word.form
    if words.language == "ar":
        return _arabic(word, tokens, first, low, label)
    if words.language == "ru":
        return _russian(word, token)
    return _english(word, tokens, first, low)


def _arabic(word: Word, tokens: Sequence[Token], first: int, low: int, label: str) -> str:
    token = tokens[first]
    before = tokens[first - 1].folded if first > low else ""
    if word.form == "perfect":
        # A verbal noun is often written like the perfect; after a preposition, or with an article, it is the noun.
        bare = token.folded.lstrip("وف")
        if future_prefix(token) and label.lstrip("=")[:1] != "س":
            return "noun"  # «ستُسلَّم»
        if bare.endswith("ات") and len(bare) > _PLURAL:
            return "noun"
        if token.text.lstrip("وف")[:2] in ("تُ", "يُ"):
            return "noun"  # a passive imperfect, no perfect: «تُسلَّم»
        if bare[:1] == "ل" and any(t.folded in ("لو", "ولو", "لولا", "ولولا") for t in tokens[:first]):
            return "past"  # «لو وافقت لأرسلت»
        if bare[:1] in "بل" and label.lstrip("=")[:1] != bare[:1]:
            return "noun"  # «بتبادل», «لإرسال»: after a preposition written with it
        if before in _PREPOSITIONS_AR or (
            bare.startswith(("ال", "لل", "بال")) and not label.lstrip("=").startswith("ال")
        ):
            return "noun"
        return "past"
    return "future" if future_prefix(token) else "present"


def _russian(word: Word, token: Token) -> str:
    folded = token.folded
    if _RU_INFINITIVE.search(folded):
        return "infinitive"
    if _RU_PARTICIPLE.search(folded) and len(folded) > 6:
        return "participle"
    if _RU_PAST.search(folded):
        return "past"
    if _RU_SHORT.search(folded) and word.form != "ipf":
        return "passive"
    if not _RU_PRESENT.search(folded):
        return "noun"  # «грузов» is no form of «грузить»
    return "future" if word.form == "pf" else "present"


def _english(word: Word, tokens: Sequence[Token], first: int, low: int) -> str:
    folded = tokens[first].folded
    before = [t.folded for t in tokens[max(low, first - 4) : first]]
    previous = before[-1] if before else ""
    helper = next((w for w in reversed(before) if w in _BE or w in _HAVE or w in _MODAL or w in _TO), "")
    if folded.endswith("ing") and helper in _BE and previous not in _NOT_A_VERB:
        return "future" if set(before) & _MODAL else "present" if set(before) & {"is", "are"} else "past"
    if folded.endswith("ing"):
        return "noun" if previous in _NOT_A_VERB - {"of", "for", "from", "about", "by", "in", "no"} else "gerund"
    if folded.endswith("ed") and previous in _DETERMINERS:
        return "noun"  # "a shared radar"
    if word.form == "past" or folded.endswith("ed"):
        if helper in _BE:
            return "future" if any(w in _MODAL or w == "to" for w in before) else "passive"
        return "past"
    if helper and helper in _TO | _MODAL and previous not in _NOT_A_VERB:
        return "infinitive" if helper in _TO else "future"
    if previous in _NOT_A_VERB or previous in _PREPOSITIONS_EN or previous == "s":
        return "noun"
    if (
        first > low
        and not tokens[first - 1].capital
        and previous.endswith(("al", "ic", "an", "ese", "ish", "ary", "our", "ial"))
    ):
        return "noun"  # after an adjective: "North Korean exports", "naval supplies"
    if word.form == "base" and first > low and _names_a_thing(folded, tokens[first - 1]):
        return "noun"  # "copper wire"
    return "present"


def _names_a_thing(folded: str, before: Token) -> bool:
    """Whether a bare form is a noun by the singular noun before it: no "they wire", no "workers wire"."""
    bare = not folded.endswith(("s", "ing")) and not before.capital
    return bare and before.folded in material_words("en")
