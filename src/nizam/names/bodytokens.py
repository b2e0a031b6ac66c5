"""The words of a body's name: known ones by their idea, the same in every language, the rest by sound."""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names.bodybook import bodybook, phrase, taken_apart
from nizam.names.han import hangul, pinyin
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, MODES, OTHER, readings
from nizam.names.scripts import script_of
from nizam.names.token import LONGEST, MOST_WORDS, Token, split_words, token

_ARTICLES = frozenset({"al", "el", "ul", "ال", "אל"})
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.[ -]?){1,3}(?=[^\W\d_]{3})")
_ASSOCIATION = re.compile(r"(?<!\w)ПО(?= *[«\"'‘“])")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|й|ый|ий|ой|го|ого|я|ая|ти|го)$")


_HYPHEN = re.compile(r"(?<=\d)-(?=(?:й|ый|ий|ой|го|ого|я|ая|ти)(?!\w))")
_NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
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
    short = _ASSOCIATION.sub("производственное объединение", _INITIALS.sub("", _HYPHEN.sub("", text[:LONGEST])))
    given = [part for word in split_words(short, 24) for part in taken_apart(word).split()]
    out: list[Token] = []
    at = 0
    while at < len(given):
        word = given[at]
        ordinal = _ORDINAL.match(word)
        if ordinal:
            number = int(ordinal[1][:9])
            out.append(Token("#" + _NTH[number], OTHER, ()) if 0 < number < len(_NTH) else token(str(number)))
            at += 1
            continue
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
    elif mode == ABJAD and word[0] == "ה":
        # the article of Hebrew, if it is one: no more readings than the kernel has room for
        return Token(word, mode, tuple(dict.fromkeys((*plain.sounds[:4], *token(word[1:]).sounds[:8]))))
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
                    out.append(unknown(rest))
                    rest = ""
                out.extend(Token("#" + one, OTHER, ()) for one in inside[piece].split())
                at += size
                break
        else:
            rest += word[at]
            at += 1
    if rest:
        out.append(unknown(rest))
    return out


def unknown(word: str) -> Token:
    """A word of a body in Hangul, or in Han characters by both their readings."""
    if script_of(word) != "han":
        return token(word)
    said = readings(pinyin(word) or "-", LATIN)[:1] + readings(hangul(word) or "-", HANGUL)[:1]
    return Token(word, LATIN, tuple(sounds for sounds in said if sounds != "-"))
