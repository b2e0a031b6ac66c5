"""A name → the words it is compared by, the same from every script: titles and articles off, compounds taken apart.

`person(text)` gives words by sound. `body(text)` gives known words by their idea (`#bank`), the rest by sound; legal
forms and filler go. Both sides of a comparison pass here, so a rule need only be the same on both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nizam.names import parts
from nizam.names.bodybook import bodybook, phrase, taken_apart
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, MODES, OTHER, readings
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import around

MOST_WORDS = 12
LONGEST = 400
"""Words and letters of a name that are looked at; nobody's name is longer."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name. `text` is what the word is known by in an index (`#idea` for a known word of a body);
    `sounds` its readings, empty for an idea or a number; `mode` as in `phonemes`."""

    text: str
    mode: int
    sounds: tuple[str, ...]


_ARTICLES = frozenset({"al", "el", "ul", "ال"})
_ASSIMILATED = dict(
    pair.split(":")
    for pair in ["ar:r", "as:s", "ash:s", "at:t", "an:n", "az:z", "ad:d", "ed:d", "er:r", "es:s", "ud:d", "eddin:d"]
)
_SON = frozenset({"bin", "ibn", "ben", "ould", "bint", "bn", "بن", "ابن", "بنت", "ولد", "wa", "و"})
_ABD = re.compile(r"^abd(?:[aeiou]{0,2}l?|[aeiou]{0,2})$")
_ABD_JOINED = re.compile(r"^abd([aeiou]{0,2})(.{3,})$")
_DIN_ENDINGS = (
    "uddin",
    "eddin",
    "eddine",
    "addin",
    "udin",
    "uldin",
    "aldin",
    "eldin",
    "eldine",
    "oddin",
    "ddin",
    "uddeen",
    "udeen",
    "edine",
    "ddine",
)
_LAH_ENDINGS = ("ullah", "allah", "ollah", "ulla", "alla", "ulah", "olla")
_DIN_WORDS = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin", "udin", "aldin", "addin", "oddin"})
_LAH_WORDS = frozenset({"allah", "ullah", "lah", "ollah", "alla", "ulla", "ula", "ola"})
_CYRILLIC_COMPOUND = re.compile("^абд|^абу.{3}|.{3}(?:улла|уллах|уддин|еддин|утдин)$")
_ROMAN = {"x": "kh", "S": "sh", "C": "ch", "c": "ts", "Z": "zh", "N": "ng", "G": "gh"}
_MUHAMMAD = frozenset({"mohd", "mohamd", "md", "muhd", "mhd", "mohammd"})


@lru_cache(maxsize=65536)
def token(word: str) -> Token:
    """One folded word as a token."""
    mode = MODES.get(script_of(word), OTHER)
    return Token(word, mode, readings(word, mode) if mode != OTHER else ())


def split_words(text: str, most: int = MOST_WORDS) -> list[str]:
    """Folded words of a text, no more than are looked at."""
    return fold(text[:LONGEST]).split()[:most]


@lru_cache(maxsize=32768)
def person(text: str) -> tuple[Token, ...]:
    """The words of a person's name."""
    head, comma, tail = text.partition(",")
    # "SURNAME, Given" as registers write it: in the order of speech
    given = split_words(f"{tail} {head}" if comma and "," not in tail else text)
    titles = around().titles
    kept = [word for word in given if word not in titles] or given
    out: list[str] = []
    last = len(kept) - 1
    for at, word in enumerate(kept):
        first = word[0]
        if first < "\u0250":
            _latin(word, kept[at + 1] if at < last else "", out)
        elif "\u0600" <= first <= "\u06ff":
            _arabic(word, out)
        elif "\u0400" <= first <= "\u052f" and _CYRILLIC_COMPOUND.search(word):
            _latin("".join(_ROMAN.get(char, char) for char in readings(word, CYRILLIC)[0]), "", out)
        elif "\uac00" <= first <= "\ud7a3":
            out.extend(word if len(word) <= 4 else [word])
        else:
            out.append(word)
    return tuple(map(token, dict.fromkeys(out or kept)))


def _latin(word: str, following: str, out: list[str]) -> None:
    if word in _ARTICLES or word in _SON or (following and following[0] == _ASSIMILATED.get(word)):
        return
    if word[:2] == "ab" and word[:3] == "abd":
        if _ABD.match(word):
            out.append("abd")
            return
        found = _ABD_JOINED.match(word)
        if found:
            rest = _after_article(found[2])
            if len(rest) >= 3:
                out.append("abd")
                _latin(rest, "", out) if rest in _LAH_WORDS else out.append(rest)
                return
    if len(word) > 3:
        if word in _DIN_WORDS:
            out.append("din")
            return
        if word in _LAH_WORDS:
            out.append("lah")
            return
        if len(word) > 6:
            if word.startswith("abu") and len(word) > 6:
                out.extend(("abu", word[3:]))
                return
            for endings, part in ((_DIN_ENDINGS, "din"), (_LAH_ENDINGS, "lah")):
                if word.endswith(endings):
                    ending = max((e for e in endings if word.endswith(e)), key=len)
                    if len(word) - len(ending) >= 3:
                        out.extend((word[: -len(ending)], part))
                        return
    elif word in _MUHAMMAD:
        out.append("muhammad")
        return
    elif word in _LAH_WORDS:
        out.append("lah")
        return
    out.append(word)


def _after_article(rest: str) -> str:
    """What follows "abdu" without its article: lrahman, rrahman, laziz → rahman, aziz."""
    if rest[0] == rest[1]:
        return rest[1:]
    if rest[0] == "l" and not rest.startswith(("latif", "latef", "lateef")):
        return rest[1:]
    return rest


def _arabic(word: str, out: list[str]) -> None:
    if word in _SON or word == "ال":
        return
    if word.startswith(("أبو", "ابو", "أبي", "ابي")):
        word = "ابو" + word[3:]
    if word.startswith("عبد") and len(word) > 4:
        out.append("عبد")
        rest = word[3:]
        _arabic(rest, out)
        return
    if word.startswith("محمد") and len(word) > 6:
        out.append("محمد")
        _arabic(word[4:], out)
        return
    if word.startswith("ابو") and len(word) > 5:
        out.extend(("ابو", word[3:]))
        return
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    if word in ("له", "لله"):
        out.append("lah")
        return
    if word == "دين":
        out.append("din")
        return
    if len(word) > 5:
        if word.endswith("الدين"):
            out.extend((word[:-5], "din"))
            return
        if word.endswith("الله"):
            out.extend((word[:-4], "lah"))
            return
    out.append(word)


_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.[ -]?){1,3}(?=[^\W\d_]{3})")
_ASSOCIATION = re.compile(r"(?<!\w)ПО(?= *[«\"'‘“])")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|й|ый|ий|ой|го|ого|я|ая|ти|го)$")
_ADJECTIVE = re.compile("(?:ий|ый|ой|ая|яя|ое|ее|ого|его|ому|ым|им|ом|ых|их|ые|ие|ую|ей)$")
_GENITIVE = re.compile("(?<=ов|ев|ин|ын|ёв)а$|(?<=[бвгджзклмнпрстфхцчш])а$|я$")
_RUSSIAN_ADJECTIVE = re.compile("(?<=sk)(?:i[iy]|yy|y|i|oe|oye|oie|aya|aia|aja|ogo|oy|oi|oj|ij|om)$")
# endings of words that many languages share: интеграционный and integration have «integr»
_SHARED = re.compile("(?:ационн|аци|ированн|ирующ|ическ|ичн|альн|ивн|ик)(?:[аеиоуыюяійьє][ейяюмхоаи]?|ого|ому|ости)?$")
_SHARED_LATIN = re.compile("(?:ational|ations?|ating|ated|ative|ional|ically|ical|ics|ic|ive|ality|al|ality|ity)$")
_SHARED_STEM = 4


@lru_cache(maxsize=32768)
def body(text: str) -> tuple[Token, ...]:
    """The words of the name of a company, bank, ministry ...: known ones by their idea, the rest by sound.

    A known word of another script than Latin keeps its sound: «Связь» may stand in a list as "Svyaz", too.
    """
    book = bodybook()
    short = _ASSOCIATION.sub("производственное объединение", _INITIALS.sub("", text[:LONGEST]))
    given = [part for word in split_words(short, 24) for part in taken_apart(word).split()]
    out: list[Token] = []
    at = 0
    while at < len(given):
        word = given[at]
        size, found = phrase(given, at)
        mode = MODES.get(script_of(word), OTHER)
        if found:
            known = mode in (CYRILLIC, ABJAD) and size == 1
            out.append(
                Token("#" + found, mode if known else OTHER, token(_bare_word(word, mode)).sounds if known else ())
            )
        elif found is None:
            if word[0] > "\u2e7f":
                out.extend(_inside(word, book.inside))
            elif word[0].isdigit():
                ordinal = _ORDINAL.match(word)
                out.append(token(ordinal[1] if ordinal else word))
            elif word not in _ARTICLES:
                out.append(_body_word(word, mode))
        at += size
    return _once(out)[:MOST_WORDS] or tuple(map(token, given[:MOST_WORDS]))


def _once(words: list[Token]) -> tuple[Token, ...]:
    """Each word once, the first time it stands."""
    seen: dict[str, Token] = {}
    for word in words:
        seen.setdefault(word.text, word)
    return tuple(seen.values())


def _bare_word(word: str, mode: int) -> str:
    """An Arabic word without "and" and the article."""
    if mode == ABJAD and len(word) > 4:
        if word.startswith("وال") and len(word) > 5:
            return word[3:]
        if word.startswith("ال"):
            return word[2:]
    return word


def _body_word(word: str, mode: int) -> Token:
    """A word by sound, also as it may be in another case or language: Брянский is Bryansk, Брука Bruk."""
    word = _bare_word(word, mode)
    plain = token(word)
    if len(word) <= 4:
        return plain
    more: tuple[str, ...] = ()
    if mode == CYRILLIC:
        stem = _ADJECTIVE.sub("", word)
        if stem != word and len(stem) > 3:
            more = readings(stem, CYRILLIC)[:1]
            if stem.endswith("ск") and len(stem) > 5:
                place = stem[:-2]
                more += readings(place, CYRILLIC)[:1]
                if place.endswith("ж"):
                    # Волжский is of the Volga
                    more += readings(place[:-1] + "га", CYRILLIC)[:1]
        elif stem == word:
            bare = _GENITIVE.sub("", word)
            more = readings(bare, CYRILLIC)[:1] if bare != word and len(bare) > 3 else ()
        shared = _SHARED.sub("", word)
    elif mode == LATIN:
        stem = _RUSSIAN_ADJECTIVE.sub("", word)
        if stem != word and len(stem) > 5:
            more = readings(stem, LATIN)[:1] + readings(stem[:-2], LATIN)[:1]
        shared = _SHARED_LATIN.sub("", word)
    else:
        return plain
    if shared != word and len(shared) >= _SHARED_STEM:
        more += readings(shared, mode)[:1]
    return Token(word, mode, tuple(dict.fromkeys(plain.sounds + more))) if more else plain


def _inside(word: str, inside: dict[str, str]) -> list[Token]:
    """A Hangul or Han word without spaces → known words inside it and the stretches between them."""
    out: list[Token] = []
    rest, at = "", 0
    while at < len(word):
        for size in range(min(8, len(word) - at), 0, -1):
            piece = word[at : at + size]
            if piece in inside and (size > 1 or at + size == len(word)):
                if rest:
                    out.append(token(rest))
                    rest = ""
                if inside[piece]:
                    out.append(Token("#" + inside[piece], OTHER, ()))
                at += size
                break
        else:
            rest += word[at]
            at += 1
    if rest:
        out.append(token(rest))
    return out


@lru_cache(maxsize=8192)
def vessel(text: str) -> tuple[Token, ...]:
    """The words of a ship's or an aircraft's name, without "MV" and the like, and without its IMO number."""
    return tuple(map(token, dict.fromkeys(part.text for part in parts.vessel(text[:LONGEST]).parts[:MOST_WORDS])))


def letters(text: str) -> str:
    """All letters of a name in alphabetical order: the same for a name merged, split or put in another order."""
    return "".join(sorted(fold(text[:LONGEST]).replace(" ", "")))


__all__ = ["ABJAD", "CYRILLIC", "HANGUL", "LATIN", "Token", "body", "letters", "person", "token", "vessel"]
