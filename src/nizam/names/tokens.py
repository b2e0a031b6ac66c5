"""A name → the words it is compared by, the same from every script: titles and articles off, compounds taken apart.

`person(text)` gives words by sound. `body(text)` gives known words by their idea (`#bank`), the rest by sound; legal
forms and filler go. Both sides of a comparison pass here, so a rule need only be the same on both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nizam.names.latinise import inflections
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, MODES, OTHER, readings
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import around, stem_word, words

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
_ASSIMILATED = {"ar": "r", "as": "s", "ash": "s", "at": "t", "an": "n", "az": "z", "ad": "d", "ed": "d", "er": "r", "es": "s", "ud": "d", "eddin": "d"}
_SON = frozenset({"bin", "ibn", "ben", "ould", "bint", "bn", "بن", "ابن", "بنت", "ولد", "wa", "و"})
_ABD = re.compile(r"^abd(?:[aeiou]{0,2}l?|[aeiou]{0,2})$")
_ABD_JOINED = re.compile(r"^abd([aeiou]{0,2})(.{3,})$")
_DIN = re.compile(r"^(.{3,}?)(?:[aeiou]*l?-?[aeiou]?dd?[ie]+ne?)$")
_DIN_ENDINGS = ("uddin", "eddin", "eddine", "addin", "udin", "uldin", "aldin", "eldin", "eldine", "oddin", "ddin", "uddeen", "udeen", "edine", "ddine")
_LAH_ENDINGS = ("ullah", "allah", "ollah", "ulla", "alla", "ulah", "olla")
_DIN_WORDS = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin", "udin", "aldin", "addin", "oddin"})
_LAH_WORDS = frozenset({"allah", "ullah", "lah", "ullah", "ollah", "alla", "ulla"})
_CYRILLIC_COMPOUND = re.compile("^абд|^абу.{3}|.{3}(?:улла|уллах|уддин|еддин|утдин)$")
_ROMAN = {"x": "kh", "S": "sh", "C": "ch", "c": "ts", "Z": "zh", "N": "ng", "G": "gh"}
_MUHAMMAD = frozenset({"mohd", "mohamd", "md", "muhd", "mhd", "mohammd"})


@lru_cache(maxsize=65536)
def token(word: str) -> Token:
    """One folded word as a token."""
    mode = MODES.get(script_of(word), OTHER)
    return Token(word, mode, readings(word, mode) if mode != OTHER else ())


def split_words(text: str) -> list[str]:
    """Folded words of a text, no more than are looked at."""
    return fold(text[:LONGEST]).split()[:MOST_WORDS]


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
    elif word in ("lah", "din"):
        out.append(word)
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


@lru_cache(maxsize=32768)
def body(text: str) -> tuple[Token, ...]:
    """The words of the name of a company, bank, ministry ...: known ones by their idea, the rest by sound."""
    book = words()
    given = [part for word in split_words(text) for part in book.compounds.get(word, word).split()]
    out: list[Token] = []
    at = 0
    while at < len(given):
        size, found = _idea(given, at)
        if found is None:
            word = given[at]
            mode = MODES.get(script_of(word), OTHER)
            if mode == ABJAD and word.startswith("ال") and len(word) > 4:
                word = word[2:]
            if word not in _ARTICLES:
                out.append(token(word))
        elif found:
            out.append(Token("#" + found, OTHER, ()))
        at += size
    return tuple(dict.fromkeys(out)) or tuple(map(token, given))


def _idea(given: list[str], at: int) -> tuple[int, str | None]:
    """How many words are one idea, and which: '' for legal forms and filler, None for an unknown word."""
    book = words()
    word = given[at]
    forms = inflections(word) if word[0] > "\u0250" else (word,)
    for form in forms:
        if form in book.openings:
            for size in (5, 4, 3, 2):
                phrase = " ".join([form, *(w.removeprefix("ال") for w in given[at + 1 : at + size])])
                plain = " ".join([form, *given[at + 1 : at + size]])
                found = book.whole.get(plain) or book.whole.get(phrase)
                if found is not None and at + size <= len(given):
                    return size, "" if found.level in ("legal", "filler") else found.concept
    meaning = book.whole.get(word)
    if meaning is None:
        first = word[0]
        if "\u0400" <= first <= "\u052f":
            meaning = stem_word(word)
        elif "\u0600" <= first <= "\u06ff":
            meaning = next((book.whole[form] for form in forms[1:] if form in book.whole), None)
        elif first < "\u0250" and len(word) > 3 and word.endswith("s"):
            meaning = book.whole.get(word[:-1])
    if meaning is None:
        return 1, None
    return 1, "" if meaning.level in ("legal", "filler") else meaning.concept


def letters(text: str) -> str:
    """All letters of a name in alphabetical order: the same for a name merged, split or put in another order."""
    return "".join(sorted(fold(text[:LONGEST]).replace(" ", "")))


__all__ = ["ABJAD", "CYRILLIC", "HANGUL", "LATIN", "Token", "body", "letters", "person", "token"]
