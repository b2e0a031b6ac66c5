"""The words the finders of entities go by, from the reviewed tables, ready for look-up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.record import Record
from nizam.text.gazetteer import RESOURCES
from nizam.text.normalise import fold
from nizam.text.phrases import Found, Phrases
from nizam.text.tokens import Token, is_arabic

_HERE = Path(__file__).parent.parent / "resources"
_LANGUAGES = ("ar", "ru", "en")


class Head(Record, frozen=True):
    """A noun that opens or closes a name: `type` org or place, `at` head or tail, `gloss` its English word."""

    type: str
    at: str
    gloss: str
    form: str


class Known(Record, frozen=True):
    """A person of the tables. `offices` are (office, country, from, until), dates ISO, until "" while open."""

    name: str
    country: str | None
    role: str
    offices: tuple[tuple[str, str, str, str], ...] = ()


class Words(Record, frozen=True):
    """Word lists by language, folded; Russian ones by stem too where case endings matter.

    `long_endings` are the endings of family names that tell even a foreign word: those of three letters and more.
    """

    given: frozenset[str]
    common_given: frozenset[str]
    compound_first: frozenset[str]
    compound_second: frozenset[str]
    inside_names: frozenset[str]
    korean_family: frozenset[str]
    korean_syllables: frozenset[str]
    chinese_family: frozenset[str]
    chinese_syllables: frozenset[str]
    family_endings: tuple[str, ...]
    long_endings: tuple[str, ...]
    titles: frozenset[str]
    generic: frozenset[str]
    not_names: frozenset[str]
    joiners: frozenset[str]
    saying: frozenset[str]
    openers: frozenset[str]
    acronyms_not: frozenset[str]
    locatives: frozenset[str]
    motion: frozenset[str]
    time: frozenset[str]
    ministries: frozenset[str]


# Case endings that no nominative of the lists ends in by itself (so not ам, им, ов: Адам, Максим, Иванов).
_ENDINGS = (
    "иями", "ями", "ами", "ией", "ого", "его", "ому", "ему", "ьем", "ой", "ей", "ою", "ею", "ая", "яя", "ое", "ее",
    "ый", "ий", "ую", "юю", "ия", "ии", "ие", "ию", "ью", "ьи", "ья", "ье", "ом", "а", "я", "о",
    "е", "и", "ы", "у", "ю", "ь", "й",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def key(word: str) -> str:
    """The form words of the lists are looked up by: folded; Cyrillic without its case ending."""
    folded = fold(word)
    if not "\u0400" <= folded[:1] <= "\u04ff":
        return folded
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= (5 if ending == "ом" else 3):
            return folded[: -len(ending)]
    return folded


def _keys(by_language: dict[str, list[str]] | list[str]) -> frozenset[str]:
    lists = by_language.values() if isinstance(by_language, dict) else [by_language]
    return frozenset(key(form) for forms in lists for form in forms)


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists of persons.yml and bodies.yml."""
    persons, bodies = yamltext.load(_HERE / "persons.yml"), yamltext.load(_HERE / "bodies.yml")
    endings = tuple(fold(e) for forms in persons["family"].values() for e in forms)
    return Words(
        given=_keys(persons["given"]),
        common_given=_keys(persons["common_given"]),
        compound_first=_keys(persons["compound_given"]["first"]),
        compound_second=_keys(persons["compound_given"]["second"]),
        inside_names=_keys(persons["compound_given"]["inside"]),
        korean_family=_keys(persons["korean"]["family"]),
        korean_syllables=_keys(persons["korean"]["syllables"]),
        chinese_family=_keys(persons["chinese"]["family"]),
        chinese_syllables=_keys(persons["chinese"]["syllables"]),
        family_endings=endings,
        long_endings=tuple(e for e in endings if len(e) > 2),
        titles=_keys(persons["titles"]),
        generic=_keys(persons["generic"]),
        not_names=_keys(persons["not_names"]) | frozenset(fold(w) for f in persons["not_names"].values() for w in f),
        joiners=_keys(persons["joiners"]),
        saying=_keys(persons["saying"]),
        openers=frozenset(persons["openers"]),
        acronyms_not=frozenset(bodies["acronyms_not"]),
        locatives=frozenset(fold(w) for forms in bodies["locatives"].values() for w in forms),
        motion=_keys(bodies["motion"]),
        time=_keys(bodies["time"]),
        ministries=_keys(bodies["ministries"]),
    )


@lru_cache(maxsize=1)
def bodies() -> dict[str, Any]:
    """bodies.yml as it is."""
    data: dict[str, Any] = yamltext.load(_HERE / "bodies.yml")
    return data


@lru_cache(maxsize=1)
def _offices() -> dict[str, Any]:
    data: dict[str, Any] = yamltext.load(RESOURCES / "offices.yml")
    return data


@lru_cache(maxsize=1)
def heads() -> Phrases[Head]:
    """Nouns that make names of bodies and places, found by stem."""
    out: Phrases[Head] = Phrases(names=True)
    for language in _LANGUAGES:
        for row in _offices()["heads"].get(language, []):
            for form in row["forms"]:
                head = Head(row["type"], row["at"], row["gloss"], form)
                out.add(form, head)
                if is_arabic(form) and not form.startswith("ال") and " " not in form:
                    out.add("ال" + form, Head(row["type"], row["at"], row["gloss"], "ال" + form))
    return out


@lru_cache(maxsize=1)
def portfolios() -> Phrases[str]:
    """What ministries are for, to the English name: «الخارجية» → Foreign Affairs."""
    out: Phrases[str] = Phrases(names=True)
    for row in _offices()["portfolios"].values():
        for language in _LANGUAGES:
            out.extend(row.get(language, []), row["gloss"])
    return out


@lru_cache(maxsize=1)
def roles() -> Phrases[str]:
    """Nouns of offices and callings, to their English gloss."""
    out: Phrases[str] = Phrases(names=True)
    for language in _LANGUAGES:
        for row in _offices()["roles"].get(language, []):
            for form in row["forms"]:
                out.add(form, row["gloss"])
                if language == "ar" and not form.startswith("ال"):
                    first, _, rest = form.partition(" ")
                    out.add(("ال" + first + " " + rest).strip(), row["gloss"])
    return out


@lru_cache(maxsize=1)
def known_persons() -> tuple[Phrases[Known], tuple[Known, ...]]:
    """Holders of offices and others often named, by full name and distinctive surname."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in [*_offices()["holders"], *_offices()["persons"]]:
        at = rows.setdefault((row["person"], row.get("country", "")), {"names": [], "offices": [], "role": ""})
        at["names"] += [form for forms in row["names"].values() for form in forms]
        at["role"] = at["role"] or row.get("role", "")
        if "office" in row:
            at["offices"].append((row["office"], row.get("country") or row.get("body", ""), row["from"], row["until"]))
    out: Phrases[Known] = Phrases(names=True)
    all_known = []
    for (name, country), row in rows.items():
        known = Known(name, country or None, row["role"], tuple(row["offices"]))
        all_known.append(known)
        out.extend(dict.fromkeys(row["names"]), known)
    return out, tuple(all_known)


@lru_cache(maxsize=1)
def crafts() -> Phrases[str]:
    """Nouns before the names of ships and aircraft, to vessel or aircraft."""
    out: Phrases[str] = Phrases(names=True)
    for kind, by_language in bodies()["crafts"].items():
        for forms in by_language.values():
            out.extend(forms, kind)
    return out


@lru_cache(maxsize=1)
def state_nouns() -> Phrases[str]:
    """Nouns that name a body of a State with its nationality before them."""
    out: Phrases[str] = Phrases(names=True)
    for forms in bodies()["state_nouns"].values():
        for form in forms:
            out.add(form, form)
    return out


@lru_cache(maxsize=1)
def bare() -> dict[str, str]:
    """Definite class nouns to their class: «الوزارة», "the company"."""
    return {key(form): kind for kind, by in bodies()["bare"].items() for forms in by.values() for form in forms}


@lru_cache(maxsize=64)
def glosses(name: str) -> frozenset[str]:
    """A list of bodies.yml as it stands: glosses of offices.yml, or folded words where it lists words."""
    return frozenset(bodies()[name])


@lru_cache(maxsize=64)
def folded(name: str) -> frozenset[str]:
    """A list of words of bodies.yml, folded."""
    return frozenset(fold(word) for word in bodies()[name])


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Gloss to the class of bare nouns that may stand for such a body."""
    return {gloss: kind for kind, members in bodies()["classes"].items() for gloss in members}


@lru_cache(maxsize=1)
def given_russian() -> dict[str, str]:
    """Russian given names in the nominative, by their form without case ending."""
    out: dict[str, str] = {}
    for form in yamltext.load(_HERE / "persons.yml")["given"]["ru"]:
        out.setdefault(key(form), form)
    return out


def head_at(text: str, tokens: Sequence[Token], at: int, where: str) -> Found[Head] | None:
    """The body's head (or tail) noun that begins at a token."""
    hits = heads().longest_at(text, tokens, at)
    return next((h for h in hits if h.value.type == "org" and h.value.at in (where, "both")), None)


def class_of(sort: str) -> str:
    """The class of bare nouns that may stand for a body of this gloss: Ministry → ministry, Shipping → company."""
    return classes().get(sort, sort.lower())
