"""The words of a ship's or an aircraft's name: what it is, its flag and its numbers off; figures as figures.

A ship's name of short syllables is one word, however it is cut ("HAO FAN 6", "Haofan-6", «Хаофань 6», "전진2호"). The
registration of an aircraft is one word that nothing but itself is like: a letter off is another aircraft.
Source of words and marks: names/resources/vessels.yml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nizam.names.bodytokens import unknown
from nizam.names.countries import country_code
from nizam.names.parts import IMO
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, OTHER
from nizam.names.scripts import fold, latin_letters, script_of
from nizam.names.token import LONGEST, MOST_WORDS, Token, split_words, token
from nizam.names.vocabulary import resource
from nizam.record import Record

_SIGN = "A-ZА-ЯІЅЈԚԜΑ-Ω"
_REGISTRATION = re.compile(
    rf"(?<![\w-])(?:([{_SIGN}\d]{{1,4}})[-\u2010-\u2014\u2212]([{_SIGN}\d]{{2,5}})|([{_SIGN}]{{1,4}})(\d{{2,5}}[{_SIGN}]{{0,2}}))(?![\w-])"
)
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_FIGURES = re.compile(r"[a-z]?\d{2,5}[a-z]{0,2}$|[a-z]{1,2}\d{3,4}$")
_MMSI = re.compile(r"\b(?:mmsi|call\s*sign)\b[\s:.#№-]*\w+", re.IGNORECASE)
_GLUED_FIGURE = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_])")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u058f]")
_WORD = re.compile(r"\w+")
_SEGMENTS = re.compile(r"[,;()\[\]{}|]|\s/\s|\s[-–—]\s")
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {text: str(value) for value, text in enumerate(_NUMERALS.split(), start=1)}
# one syllable by its sounds: a consonant, a glide, a vowel or two, a consonant that may close one in Korean or Chinese
_SYLLABLE = re.compile("[^aeiouI]?[yw]?[aeiouIy]{1,3}(?:[nNmlkptg])?$")
_UNVOWELLED = re.compile("[^aeiouI]?[yw]?[aeiouI]{0,2}(?:[nNmlkptg])?$")
_LONGEST_SYLLABLE = 6


class Around(Record, frozen=True):
    """Words around a ship's name, folded, and the marks of aircraft."""

    heads: frozenset[str]
    kinds: frozenset[str]
    short: tuple[tuple[str, ...], ...]
    former: frozenset[str]
    flag: frozenset[str]
    under: frozenset[str]
    counters: frozenset[str]
    ordinal: frozenset[str]
    numbers: dict[str, str]
    letters: frozenset[str]
    figures: frozenset[str]


@lru_cache(maxsize=1)
def around() -> Around:
    """The words of `vessels.yml`, read once."""
    data = resource("vessels")

    def some(words: list[str]) -> frozenset[str]:
        return frozenset(filter(None, map(fold, words)))

    opening = data["openings"]
    short = sorted((tuple(fold(text).split()) for text in opening["short"]), key=len, reverse=True)
    marks = {key: frozenset(text.lower().split()) for key, text in data["marks"].items()}
    numbers = {fold(word): figure for figure, words in data["numbers"].items() for word in words}
    return Around(
        some(opening["heads"]), some(opening["kinds"]), tuple(short), some(data["former"]), some(data["flag"]),
        some(data["under"]), some(data["counters"]), some(data["ordinal"]), numbers, marks["letters"], marks["figures"],
    )  # fmt: skip


@lru_cache(maxsize=8192)
def vessel(text: str) -> tuple[Token, ...]:
    """The words of the name of a ship or an aircraft; of one with a registration, the registration alone."""
    plain = _MMSI.sub(" ", IMO.sub(" ", _disguised(text[:LONGEST])))
    marks = registrations(plain)
    if marks:
        return tuple(Token(f"+{mark}", OTHER, ()) for mark in marks)
    segments = _SEGMENTS.split(plain)
    kept = [words for words in map(_named, segments) if words] or [split_words(plain)]
    words = [word for words in kept[:MOST_WORDS] for word in words][:MOST_WORDS]
    return tuple(dict.fromkeys(_joined(words)))


def _disguised(text: str) -> str:
    """Words that only look Latin, in a line that has Latin letters, in Latin: НАО FAN."""
    if text.isascii() or not _LATIN.search(text):
        return text
    return _WORD.sub(lambda found: _bare(found.group()), text)


def _bare(word: str) -> str:
    plain = latin_letters(word)
    return word if _CYRILLIC_OR_GREEK.search(plain) else plain


def registrations(text: str) -> tuple[str, ...]:
    """Registrations of aircraft in a text, without hyphen and in lower case: EP-MOR → epmor."""
    if text.islower():
        return ()
    out: dict[str, None] = {}
    for found in _REGISTRATION.finditer(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text))):
        mark, rest = (latin_letters(part).lower() for part in (found[1] or found[3], found[2] or found[4]))
        known = around()
        letters = mark in known.letters and rest.isalpha() and len(rest) == (4 if len(mark) == 1 else 3)
        if letters or (mark in known.figures and _FIGURES.match(rest)):
            out.setdefault(mark + rest)
    return tuple(out)


def _named(segment: str) -> list[str]:
    """The words of a name in one stretch of text; none where it only says what the ship is, or its flag."""
    known = around()
    words = _GLUED_FIGURE.sub(" ", " ".join(split_words(segment, MOST_WORDS * 2))).split()
    words = _unflagged(words)
    while len(words) > 1 and words[0] in known.former:
        words = words[1:]
    words = _unopened(words)
    for short in known.short:
        if len(words) > len(short) and tuple(words[-len(short) :]) == short and len("".join(short)) > 1:
            words = words[: -len(short)]
            break
    return _figured(words)


def _unflagged(words: list[str]) -> list[str]:
    """Without "flag: Panama", "Panama-flagged", "under the flag of Panama"."""
    known = around()
    at = next((at for at, word in enumerate(words) if word in known.flag), -1)
    if at < 0 or len(words) == 1:
        return words
    start, end = at, at + 1
    while end < len(words) and (words[end] in known.flag or words[end] in known.under):
        end += 1
    while start and (words[start - 1] in known.flag or words[start - 1] in known.under):
        start -= 1
    after = _country(words[end:], front=True)
    before = 0 if after else _country(words[:start], front=False)
    if not after and not before:
        return words
    return [*words[: start - before], *words[end + after :]]


def _country(words: list[str], *, front: bool) -> int:
    """How many words at the front or the end name a country."""
    for size in range(min(8, len(words)), 0, -1):
        some = words[:size] if front else words[len(words) - size :]
        if country_code(" ".join(some)) or country_code(" ".join(some).removeprefix("ال")):
            return size
    return 0


def _unopened(words: list[str]) -> list[str]:
    """Without M/V, "general cargo ship", «ناقلة النفط», as long as a word is left."""
    known = around()
    while len(words) > 1:
        short = next((len(one) for one in known.short if tuple(words[: len(one)]) == one and len(words) > len(one)), 0)
        if short:
            words = words[short:]
            continue
        size = 0
        while size < len(words) - 1 and (words[size] in known.kinds or words[size] in known.heads):
            size += 1
        while size and not any(word in known.heads for word in words[:size]):
            size -= 1
        if not size:
            return words
        words = words[size:]
    return words


def _figured(words: list[str]) -> list[str]:
    """Figures in one form: VI, six, No. 6, 06 and 6호 are 6."""
    known = around()
    out: list[str] = []
    last = len(words) - 1
    for at, word in enumerate(words):
        if word.isdigit():
            if out and out[-1] in known.ordinal:
                out.pop()
            out.append(word.lstrip("0") or "0")
        elif at and word in known.counters and words[at - 1].isdigit():
            continue
        elif at and at == last and (word in _ROMAN or word in known.numbers):
            if out and out[-1] in known.ordinal and len(out) > 1:
                out.pop()
            out.append(_ROMAN.get(word) or known.numbers[word])
        else:
            out.append(word)
    return out


def _joined(words: list[str]) -> list[Token]:
    """Runs of syllables as one word each."""
    out: list[Token] = []
    run: list[str] = []

    def close() -> None:
        if len(run) > 1:
            # sounds of two syllables only meet: nong-gang is not non-gang
            spoken = "".join(token(word).sounds[0] for word in run)
            whole = token("".join(run))
            out.append(Token(whole.text, whole.mode, tuple(dict.fromkeys((spoken, *whole.sounds)))))
        elif run:
            out.append(token(run[0]))
        run.clear()

    for word in words:
        if script_of(word) == "han":
            close()
            out.append(unknown(word))
        elif _syllable(word):
            if run and script_of(run[-1]) != script_of(word):
                close()
            run.append(word)
        else:
            close()
            out.append(token(word))
    close()
    return out


@lru_cache(maxsize=8192)
def _syllable(word: str) -> bool:
    one = token(word)
    if one.mode == HANGUL:
        return True
    if not one.sounds or len(word) > _LONGEST_SYLLABLE:
        return False
    if one.mode == ABJAD:
        return not word.startswith("ال") and bool(_UNVOWELLED.match(one.sounds[0]))
    return one.mode in (LATIN, CYRILLIC) and bool(_SYLLABLE.match(one.sounds[0]))
