"""Forms of Russian verbs and nouns of trade: the class of the deed, and its voice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nizam import yamltext
from nizam.reader.dealing.declension_ru import noun_forms
from nizam.regime.terms import VOCABULARY
from nizam.text.normalise import fold

_THEME = r"(?:ова|ева|ыва|ива|ирова|иру|[аеиуюя]){0,2}"
_ADJECTIVAL = r"(?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ому|ему|ым|им|ом|ем|ых|их|ыми|ими|ую|юю)"
_FINITE = "л|ла|ло|ли|ет|ют|ит|ят|ут|ат|ем|им|ст|ть|ти|чь|в|вши"
# What stands behind the beginning of a verb, and the form: active (""), a participle of it ("ing"), passive ("ed").
_FORMS = (
    (re.compile(rf"^{_THEME}(?:{_FINITE})?(?:ся|сь)$"), "ed"),
    (re.compile(r"^(?:(?:ова|ева|ирова|[аея])?н|т)(?:а|о|ы)?$"), "ed"),
    (re.compile(rf"^{_THEME}(?:нн|т|ем|им|ом){_ADJECTIVAL}$"), "ed"),
    (re.compile(rf"^{_THEME}(?:вш|ющ|ящ|ущ|ащ|ш){_ADJECTIVAL}ся$"), "ed"),
    (re.compile(rf"^{_THEME}(?:вш|ющ|ящ|ущ|ащ|ш){_ADJECTIVAL}$"), "ing"),
    (re.compile(rf"^{_THEME}(?:{_FINITE}|я)$"), ""),
)
_VOICELESS = frozenset(("move", "load", "unload", "leave", "trade"))
_LONGEST_STEM = 12


@lru_cache(maxsize=1)
def constructions_ru() -> Mapping[str, Any]:
    """The words and rules of constructions_ru.yml."""
    data: Mapping[str, Any] = yamltext.load(VOCABULARY / "words" / "constructions_ru.yml")
    return data


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, str]:
    return {
        form: sign + "n"
        for sign, nouns in constructions_ru()["nouns"].items()
        for noun in nouns
        for form in noun_forms(noun)
    }


@lru_cache(maxsize=1)
def _stems() -> Mapping[str, str]:
    return {fold(stem): sign for sign, stems in constructions_ru()["verbs"].items() for stem in stems}


def names_deed(sign: str) -> bool:
    """Whether a sign is that of a noun («поставка») and not of a verb."""
    return sign.endswith("n") and sign != "in"


@lru_cache(maxsize=16_384)
def verb_sign(folded: str) -> str:
    """The sign of a form of a verb or noun of trade, "" for another word.

    >>> verb_sign("продала"), verb_sign("поставленных"), verb_sign("закупку"), verb_sign("приобретается")
    ('out', 'outed', 'inn', 'ined')
    >>> verb_sign("сшитых"), verb_sign("сшила"), verb_sign("берег"), verb_sign("поставщику")
    ('made', 'make', '', '')
    """
    noun = _nouns().get(folded)
    if noun is not None:
        return noun
    stems = _stems()
    for length in range(min(len(folded), _LONGEST_STEM), 1, -1):
        sign = stems.get(folded[:length])
        if sign is None:
            continue
        if length == len(folded) and (sign == "move" or folded.endswith("вез")):
            return sign  # «вывез», «завёз»: a past with no ending
        for pattern, voice in _FORMS:
            if pattern.match(folded[length:]):
                if sign == "made":
                    return "made" if voice == "ed" else "make" + voice
                return sign if sign in _VOICELESS else sign + voice
    return ""
