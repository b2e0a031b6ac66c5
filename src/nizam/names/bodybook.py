"""The words of bodies' names for large lists: `bodywords.yml`, `bodies.yml`, `words.yml`, `hebrewurdu.yml`.

`idea(word)` gives what a folded word means: its idea, '' for legal forms and filler, None for an unknown word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache
from nizam.names.latinise import inflections
from nizam.names.phonemes import CYRILLIC, LATIN, readings
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import RESOURCES, resource
from nizam.record import Record, astuple, replace

_BOOKS = ("bodywords", "bodies", "words", "hebrewurdu")
_READ_BY = ("bodybook", "latinise", "phonemes", "scripts")
_NOT_IDEAS = frozenset({"compounds", "joined", "same"})
_SILENT = frozenset({"legal", "filler"})
# shortest Cyrillic stem that may be followed by any ending, and the same for its Latin spelling
_STEM = 4
_LATIN_STEM = 5
_LONGEST_PHRASE = 9
# what may follow a stem and leave it the word it is: "порт" is in "портнов" too, and «электр» in «электротяга»
_AFTER = re.compile(
    "(?:а?ци(?:онн?)?|ительн|ельн|итель|ит|енн|нн|н|л|ь|ческ|еск|ическ|ичн|ск|ьск|ств|ени|ани|тел|тельн|ик|ник|ов|ев|ост|ир|ующ|ющ|чн|ац|"
    "ч|ц|к|івн|ійн|ыйн|авн|еўск|ськ|цьк|цк|ай|ав|аў|оў|еў)*"
    "(?:а|я|о|е|ы|и|у|ю|ь|й|і|ї|є|ой|ей|ий|ый|ай|ое|ее|ае|яе|ая|яя|ою|ею|ого|его|ага|яга|ому|ему|аму|ым|им|ім|ом|ем|ам|"
    "ям|ых|их|іх|ые|ие|ыя|ія|ый|ій|ую|юю|ами|ями|ах|ях|ов|ев|ів|аў|ия|ии|ию|ией|ії|ією|ие|ием|иям|иями|иях|ий)?$"
)
_AFTER_LATIN = re.compile(
    "(?:a?[cs]i(?:on+)?|iteln|eln|itel|it|en|n|l|Cesk|esk|iCesk|iCn|sk|stv|eni|ani|tel|teln|ik|nik|ov|ev|ost|ir|c|k)*"
    "(?:a|ya|ia|o|e|i|ii|u|yu|oi|ei|ie|oe|oye|ee|eye|aya|aia|ogo|ego|omu|emu|im|om|em|ix|ih|iye|uyu|ami|ax|ov|ev|iya|iyi)?$"
)


_HEBREW_ENDING = re.compile("(?:ים|ות|ת)$")


class Bodybook(Record, frozen=True):
    """Whole words and phrases, Cyrillic stems, sounds of Cyrillic stems, words inside Hangul and Han.

    `compounds` are whole words that stand for several, `joined` stems that do, `joined_sounds` the same by sound.
    """

    whole: dict[str, str]
    stems: dict[str, str]
    sounds: dict[str, str]
    inside: dict[str, str]
    openings: frozenset[str]
    compounds: dict[str, str]
    joined: dict[str, str]
    joined_sounds: dict[str, str]
    places: frozenset[str]


@lru_cache(maxsize=1)
def bodybook() -> Bodybook:
    """All words, read once; the first meaning given for a word stands."""
    read_by = [Path(__file__).with_name(f"{name}.py") for name in _READ_BY]
    files = [*read_by, *(RESOURCES / f"{name}.yml" for name in (*_BOOKS, "countries"))]
    key = diskcache.key(*(path.read_bytes() for path in files))
    held = diskcache.get("bodybook", key)
    if held is not None:
        return Bodybook(*map(_sets, held))
    made = _bodybook()
    diskcache.put("bodybook", key, tuple(sorted(one) if isinstance(one, frozenset) else one for one in astuple(made)))
    return made


def _sets(kept: Any) -> Any:
    return frozenset(kept) if isinstance(kept, list) else kept


def _bodybook() -> Bodybook:
    book = Bodybook({}, {}, {}, {}, frozenset(), {}, {}, {}, frozenset())
    same: dict[str, str] = resource("bodywords")["same"]

    def add(text: str, idea: str) -> None:
        key = fold(text)
        script = script_of(key)
        if script in ("hangul", "han"):
            book.inside.setdefault(key, idea)
        elif script == "cyrillic" and " " not in key:
            (book.stems if len(key) >= _STEM else book.whole).setdefault(key, idea)
            if len(key) >= _LATIN_STEM:
                book.sounds.setdefault(readings(key, CYRILLIC)[0], idea)
        else:
            book.whole.setdefault(key.replace("أ", "ا").replace("إ", "ا"), idea)

    for name in _BOOKS:
        for level, ideas in resource(name).items():
            for idea, spellings in {} if level in _NOT_IDEAS else ideas.items():
                for spelling in spellings:
                    add(spelling, "" if level in _SILENT else same.get(idea, idea))
    for code, country in resource("countries").items():
        for spelling in [*country.get("words", []), *country["names"]]:
            add(spelling, code)
    for name in _BOOKS:
        for word, text in resource(name)["compounds"].items():
            book.compounds.setdefault(fold(word), fold(text))
    for word, text in resource("bodywords")["joined"].items():
        key = fold(word)
        if script_of(key) == "cyrillic":
            book.joined[key] = fold(text)
            book.joined_sounds[readings(key, CYRILLIC)[0]] = fold(text)
        else:
            book.compounds.setdefault(key, fold(text))
    openings = frozenset(key.split()[0] for key in book.whole if " " in key)
    places = frozenset(place for name in _BOOKS for place in resource(name).get("place", ()))
    return replace(book, openings=openings, places=places | frozenset(resource("countries")))


def says_where(words: list[str]) -> bool:
    """Whether folded words name places and legal forms alone: (Hong Kong), (Off-Shore), (Pvt)."""
    at = 0
    while at < len(words):
        size, found = phrase(words, at)
        if found is None or (found and found not in bodybook().places):
            return False
        at += size
    return bool(words)


@lru_cache(maxsize=8_192)
def taken_apart(word: str) -> str:
    """One folded word, or the words it stands for: нпо, судоремонтный, shipyard."""
    book = bodybook()
    found = book.compounds.get(word)
    if found is not None:
        return found
    if "\u0400" <= word[0] <= "\u052f":
        return _longest(word, book.joined, _STEM, _AFTER) or word
    if len(word) > 7 and word[0] < "\u0250":
        return _longest(readings(word, LATIN)[0], book.joined_sounds, 6, _AFTER_LATIN) or word
    return word


@lru_cache(maxsize=8_192)
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
        if len(word) <= _LATIN_STEM:
            return None
        return _longest(readings(word, LATIN)[0], book.sounds, _LATIN_STEM, _AFTER_LATIN)
    if "\u0400" <= first <= "\u052f":
        return _longest(word, book.stems, _STEM, _AFTER)
    if "\u0590" <= first <= "\u06ff":
        for form in inflections(word):
            plain = form.replace("أ", "ا").replace("إ", "ا")
            if plain in book.whole:
                return book.whole[plain]
            ending = _HEBREW_ENDING.search(plain)
            if ending and ending.start() > 2 and plain[: ending.start()] in book.whole:
                return book.whole[plain[: ending.start()]]
    return None


def _longest(text: str, stems: dict[str, str], least: int, after: re.Pattern[str]) -> str | None:
    for end in range(len(text), least - 1, -1):
        found = stems.get(text[:end])
        if found is not None and after.match(text, end):
            return found
    return None


def phrase(words: list[str], at: int) -> tuple[int, str | None]:
    """The longest known phrase that begins at a word: how many words, and its idea as in `idea`."""
    book = bodybook()
    word = words[at]
    if word in book.openings or (word[0] > "\u0250" and any(form in book.openings for form in inflections(word))):
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
            for form in (word, *inflections(word)):
                plain = " ".join([form, *(other.removeprefix("ال") for other in words[at + 1 : at + size])])
                found = book.whole.get(plain, book.whole.get(" ".join([form, *words[at + 1 : at + size]])))
                if found is not None:
                    return size, found
    return 1, idea(word)
