"""The reviewed word lists behind names, read once: what each word of a name is.

Shapes: `Word(concept, level)` for words of bodies; plain sets for what surrounds a person's name.
Source: names/resources/*.yml.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache, yamltext
from nizam.names.scripts import fold, script_of
from nizam.record import Record

RESOURCES = Path(__file__).parent / "resources"
# shortest Cyrillic stem that may be followed by any ending; shorter entries must be the whole word
_SHORTEST_STEM = 4


class Word(Record, frozen=True):
    """What a word of a body's name means: one idea (`bank`) and its level (`legal`, `kind`, `word`, `place`, ...)."""

    concept: str
    level: str


class Words(Record, frozen=True):
    """Vocabulary of bodies' names: whole words, Cyrillic stems, Hangul or Han words found inside longer ones.

    `phrases` are the entries of `whole` that are several words, `openings` their first words.
    `compounds` are words that stand for several.
    """

    whole: dict[str, Word]
    stems: dict[str, Word]
    inside: dict[str, Word]
    phrases: frozenset[str]
    openings: frozenset[str]
    compounds: dict[str, str]


class Around(Record, frozen=True):
    """Titles and binding particles of persons' names, folded."""

    titles: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=8)
def resource(name: str) -> Any:
    """One resource file as nested dicts and lists of text."""
    return yamltext.load(RESOURCES / f"{name}.yml")


@lru_cache(maxsize=1)
def words() -> Words:
    """Every word of bodies' names and of countries' adjectives; the first meaning given for a word stands."""
    code = (Path(__file__), Path(__file__).with_name("scripts.py"))
    key = diskcache.key(*(path.read_bytes() for path in (*code, *(RESOURCES / f"{n}.yml" for n in _WORD_FILES))))
    held = diskcache.get("words", key)
    if held is None:
        made = _words()
        own = (made.whole, made.stems, made.inside)
        tables = [{text: (one.concept, one.level) for text, one in table.items()} for table in own]
        diskcache.put("words", key, (tables, sorted(made.phrases), sorted(made.openings), made.compounds))
        return made
    tables, phrases, openings, compounds = held
    meanings = {pair: Word(*pair) for table in tables for pair in table.values()}
    whole, stems, inside = ({text: meanings[pair] for text, pair in table.items()} for table in tables)
    return Words(whole, stems, inside, frozenset(phrases), frozenset(openings), compounds)


_WORD_FILES = ("words", "countries")


def _words() -> Words:
    whole: dict[str, Word] = {}
    stems: dict[str, Word] = {}
    inside: dict[str, Word] = {}
    phrases: set[str] = set()

    def add(text: str, word: Word) -> None:
        key = fold(text)
        script = script_of(key)
        if script in ("hangul", "han"):
            inside.setdefault(key, word)
        elif script == "cyrillic" and len(key) >= _SHORTEST_STEM and " " not in key:
            stems.setdefault(key, word)
        else:
            whole.setdefault(key, word)
            if " " in key:
                phrases.add(key)

    for level, concepts in resource("words").items():
        if level == "compounds":
            continue
        for concept, spellings in concepts.items():
            for spelling in spellings:
                add(spelling, Word(concept, level))
    for code, country in resource("countries").items():
        for spelling in [*country.get("words", []), *country["names"]]:
            add(spelling, Word(code, "country"))
    compounds = {fold(word): fold(text) for word, text in resource("words")["compounds"].items()}
    openings = frozenset(phrase.split()[0] for phrase in phrases)
    return Words(whole, stems, inside, frozenset(phrases), openings, compounds)


def stem_word(text: str) -> Word | None:
    """The meaning of a Cyrillic word by its longest known stem, or None."""
    stems = words().stems
    for end in range(len(text), _SHORTEST_STEM - 1, -1):
        found = stems.get(text[:end])
        if found is not None:
            # a stem must make up most of the word: "порт" is in "портнов" too
            return found if len(text) - end <= _ENDING.get(end, 6) else None
    return None


_ENDING = {4: 3, 5: 4}


POPULATION = 20_000
"""Names among which `common` counts."""


@lru_cache(maxsize=2)
def common(kind: str) -> dict[str, int]:
    """Words that many names have, of persons or of bodies, with how many of `POPULATION` names have each."""
    words = resource("common")[kind].split()
    return {word: int(count) for word, count in zip(words[::2], words[1::2], strict=True)}


@lru_cache(maxsize=1)
def around() -> Around:
    """Titles and particles of all scripts in one pair of sets."""
    data = resource("persons")

    def flat(group: str) -> frozenset[str]:
        return frozenset(fold(text) for texts in data[group].values() for text in texts)

    return Around(flat("titles"), flat("particles"))
