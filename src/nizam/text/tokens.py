"""Words with their places. A token knows where it stands in the input and under which keys it may be looked up."""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.record import Record
from nizam.text.arabic import forms, splits, stem
from nizam.text.jussive import after_lam
from nizam.text.normalise import fold

# A word: letters with their marks and joiners, or digits with separators inside. Hyphens and slashes part words. What
# is longer than any word is cut, so that none of the many things remembered by word can grow without bound.
_WORD = re.compile(
    r"['’]s\b"  # the English possessive is no word, and stands outside the name
    r"|\d{1,99}(?:[.,٫٬]\d{1,99}){0,20}"
    r"|[^\W\d_][\w\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2060\u00ad]{0,199}(?:['’](?!s\b)[^\W\d_]{1,200})?"
)
_ARABIC_LETTER = re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


_PERSONS = ("ي", "ت", "ن", "ا")

# Up to this length the words of a text are remembered for a while: a deal's fields and sentences, not pages.
_SHORT = 4_000


class Token(Record, frozen=True):
    """A word at `start:end` of the input; `folded` is its comparable form."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


class Key(Record, frozen=True):
    """A form under which a word may be looked up. `skip` characters of the word are proclitics, outside the name."""

    text: str
    skip: int = 0


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """All words of a stretch of text, in order; punctuation is what lies between them."""
    if start == 0 and end is None and len(text) <= _SHORT:
        return list(_short(text))
    return _words(text, start, len(text) if end is None else end)


@lru_cache(maxsize=1024)
def _short(text: str) -> tuple[Token, ...]:
    """The words of one sentence or field, which many rules ask about in turn."""
    return tuple(_words(text, 0, len(text)))


def _words(text: str, start: int, end: int) -> list[Token]:
    out: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if word[0] not in "'’":
            folded = fold(word)
            if out and folded[:1] in _PERSONS:
                folded = after_lam(out[-1].folded, folded)
            out.append(Token(word, match.start(), match.end(), folded))
    return out


@lru_cache(maxsize=16_384)
def is_arabic(word: str) -> bool:
    return bool(_ARABIC_LETTER.search(word))


@lru_cache(maxsize=1)
def _stemmers() -> tuple[object, object]:
    import Stemmer

    return Stemmer.Stemmer("english"), Stemmer.Stemmer("russian")


@lru_cache(maxsize=16_384)
def word_stem(folded: str) -> str:
    """The stem of a folded word in its own script: Snowball for Latin and Cyrillic, none for Arabic (see `forms`)."""
    if folded.isascii():
        if not folded.isalpha():
            return folded
        return str(_stemmers()[0].stemWord(folded))  # type: ignore[attr-defined]
    if _CYRILLIC_LETTER.search(folded):
        return str(_stemmers()[1].stemWord(folded))  # type: ignore[attr-defined]
    if is_arabic(folded):
        return stem(folded)
    return folded


@lru_cache(maxsize=16_384)
def exact_keys(folded: str) -> tuple[Key, ...]:
    """Keys for names: Arabic proclitics may go, the article stays; Russian case endings go; Latin stays whole."""
    if is_arabic(folded):
        return tuple(Key(("ال" if s.article else "") + s.rest, s.skip) for s in splits(folded))
    if _CYRILLIC_LETTER.search(folded):
        return tuple(Key(base) for base in case_bases(folded))
    return (Key(folded),)


# Endings of the Russian nominative, and of the other cases, longest first.
_NOMINATIVE = ("ия", "ие", "ье", "ья", "ий", "ый", "ая", "яя", "ое", "ой", "а", "я", "о", "е", "и", "ы", "ь", "й")
_CASES = (
    "иями", "ями", "ами", "ией", "иям", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ьем", "ьям", "ьях", "ях",
    "ах", "ов", "ев", "ей", "ой", "ий", "ый", "ая", "яя", "ую", "юю", "ою", "ею", "ом", "ем", "ам", "ям", "ия", "ие",
    "ии", "ию", "ью", "ья", "ье", "ьи", "ым", "им", "ых", "их", "ое", "ее", "а", "я", "о", "е",
    "и", "ы", "у", "ю", "ь", "й",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def case_bases(folded: str) -> tuple[str, ...]:
    """Bases a Russian name may be a case of: first as if it stood in the nominative, then by every other ending.

    Snowball is made for verbs as well and cuts names short: Иран becomes ира, Иране иран.

    >>> "пхеньян" in case_bases("пхеньяне"), case_bases("россия")[0] in case_bases("россией")
    (True, True)
    """
    first = next((folded[: -len(e)] for e in _NOMINATIVE if folded.endswith(e) and len(folded) - len(e) >= 3), folded)
    out = {first: None}
    for ending in _CASES:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            out.setdefault(folded[: -len(ending)])
    out.setdefault(folded)
    return tuple(out)


_RUSSIAN_VOWELS = "аеиоуыэюя"
_SHORTEST_FLEETING = 5
_NOUN_ENDINGS = frozenset(("а", "у", "е", "ы", "и", "ов", "ам", "ами", "ах", "ом"))


@lru_cache(maxsize=16_384)
def stem_keys(folded: str) -> tuple[Key, ...]:
    """Keys for common words: proclitics and article may go, endings go."""
    if is_arabic(folded):
        seen: dict[str, Key] = {}
        for s in splits(folded):
            for form in forms(s.rest):
                seen.setdefault(form, Key(form, s.skip))
        return tuple(seen.values())
    if _CYRILLIC_LETTER.search(folded):
        return tuple(Key(form) for form in _russian_stems(folded))
    return (Key(word_stem(folded)),)


def _russian_stems(folded: str) -> tuple[str, ...]:
    """The stem first, then those a noun has in other cases.

    Snowball takes the end of some nouns for an ending: клапан is cut to клапа, клапанов to клапан. So a stem is cut
    once more, and the word itself is a key, for it may be another word's stem.

    >>> _russian_stems("клапанов"), _russian_stems("клапан")
    (('клапан', 'клапа', 'клапанов'), ('клапа', 'клапан'))
    """
    base = word_stem(folded)
    fleeting = _without_fleeting(folded)
    if base == folded:
        return (base, *fleeting)
    out = [base]
    # Only past the ending of a noun: cut once more, искусственного would be искусство.
    if folded[len(base) :] in _NOUN_ENDINGS and folded.startswith(base):
        again = word_stem(base)
        if again != base and len(again) >= 4:
            out.append(again)
    return (*out, folded, *fleeting)


def _without_fleeting(folded: str) -> tuple[str, ...]:
    """The stem of a genitive plural whose vowel no other case has.

    >>> _without_fleeting("чушек"), _without_fleeting("масел"), _without_fleeting("уголь")
    (('чушк',), ('масл',), ())
    """
    if len(folded) < _SHORTEST_FLEETING or folded[-2] not in "ое" or folded[-1] not in "клн":
        return ()
    if folded[-3] in _RUSSIAN_VOWELS or (folded[-1] == "н" and folded[-2] == "о"):
        return ()
    return (folded[:-2] + folded[-1],)


@lru_cache(maxsize=16_384)
def plural(folded: str) -> str:
    """An English noun without its plural ending; verbs stay whole, so "fishing" is no fish and "fueled" no fuel."""
    if len(folded) > 4 and folded.endswith("ies"):
        return folded[:-3] + "y"
    if len(folded) > 4 and folded.endswith(("ches", "shes", "sses", "xes", "zes")):
        return folded[:-2]
    if len(folded) > 4 and folded.endswith("ses"):
        return folded[:-2]  # buses and houses: see the next line
    if len(folded) > 4 and folded.endswith("se"):
        return folded[:-1]  # house is keyed as hous, so that buses may be bus
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-1]
    return folded


@lru_cache(maxsize=16_384)
def noun_keys(folded: str) -> tuple[Key, ...]:
    """Keys for things: like `stem_keys`, but English words lose their plural only."""
    return (Key(plural(folded)),) if folded.isascii() else stem_keys(folded)
