"""The words of bodies' names for large lists: `words.yml` and `bodies.yml`, with Cyrillic words in Latin letters, too.

`idea(word)` gives what a folded word means: its idea, '' for legal forms and filler, None for an unknown word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nizam.names.latinise import inflections
from nizam.names.phonemes import CYRILLIC, LATIN, readings
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import resource

_SILENT = frozenset({"legal", "filler"})
# shortest Cyrillic stem that may be followed by any ending, and the same for its Latin spelling
_STEM = 4
_LATIN_STEM = 5
_ENDING = {4: 4, 5: 5}
# ideas that the two files name apart and translators do not
_SAME = {
    "science": "scientific",
    "research": "scientific",
    "national": "state",
    "machinery": "machine",
    "atomic": "atomic",
}


@dataclass(frozen=True, slots=True)
class Bodybook:
    """Whole words and phrases, Cyrillic stems, sounds of Cyrillic stems, words inside Hangul and Han, abbreviations."""

    whole: dict[str, str]
    stems: dict[str, str]
    sounds: dict[str, str]
    inside: dict[str, str]
    openings: frozenset[str]
    compounds: dict[str, str]


@lru_cache(maxsize=1)
def bodybook() -> Bodybook:
    """All words, read once; the first meaning given for a word stands."""
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    sounds: dict[str, str] = {}
    inside: dict[str, str] = {}

    def add(text: str, idea: str) -> None:
        key = fold(text)
        script = script_of(key)
        if script in ("hangul", "han"):
            inside.setdefault(key, idea)
        elif script == "cyrillic" and " " not in key:
            (stems if len(key) >= _STEM else whole).setdefault(key, idea)
            if len(key) >= _LATIN_STEM:
                sounds.setdefault(readings(key, CYRILLIC)[0], idea)
        else:
            whole.setdefault(key.replace("أ", "ا").replace("إ", "ا"), idea)

    for name in ("words", "bodies"):
        for level, ideas in resource(name).items():
            if level == "compounds":
                continue
            for idea, spellings in ideas.items():
                for spelling in spellings:
                    add(spelling, "" if level in _SILENT else _SAME.get(idea, idea))
    for code, country in resource("countries").items():
        for spelling in [*country.get("words", []), *country["names"]]:
            add(spelling, code)
    compounds = {
        fold(word): fold(text) for name in ("words", "bodies") for word, text in resource(name)["compounds"].items()
    }
    openings = frozenset(key.split()[0] for key in whole if " " in key)
    return Bodybook(whole, stems, sounds, inside, openings, compounds)


@lru_cache(maxsize=65536)
def idea(word: str) -> str | None:
    """What one folded word of a body's name means; '' says nothing about who it is, None is not known."""
    book = bodybook()
    found = book.whole.get(word)
    if found is not None:
        return found
    first = word[0]
    if first < "\u0250":
        if len(word) > 3 and word[-1] == "s" and word[:-1] in book.whole:
            return book.whole[word[:-1]]
        return _stem(readings(word, LATIN)[0], book.sounds, _LATIN_STEM) if len(word) > _LATIN_STEM else None
    if "\u0400" <= first <= "\u052f":
        return _stem(word, book.stems, _STEM)
    if "\u0600" <= first <= "\u06ff":
        for form in inflections(word):
            plain = form.replace("أ", "ا").replace("إ", "ا")
            if plain in book.whole:
                return book.whole[plain]
    return None


def _stem(text: str, stems: dict[str, str], least: int) -> str | None:
    for end in range(len(text), least - 1, -1):
        found = stems.get(text[:end])
        if found is not None:
            # a stem must make up most of the word: "порт" is in "портнов" too
            return found if len(text) - end <= _ENDING.get(end, 7 if end < 8 else 10) else None
    return None


def phrase(words: list[str], at: int) -> tuple[int, str | None]:
    """The longest known phrase that begins at a word: how many words, and its idea as in `idea`."""
    book = bodybook()
    word = words[at]
    if word in book.openings or (word[0] > "\u0250" and any(form in book.openings for form in inflections(word))):
        for size in (5, 4, 3, 2):
            for form in (word, *inflections(word)):
                plain = " ".join([form, *(other.removeprefix("ال") for other in words[at + 1 : at + size])])
                found = book.whole.get(plain, book.whole.get(" ".join([form, *words[at + 1 : at + size]])))
                if found is not None and at + size <= len(words):
                    return size, found
    return 1, idea(word)
