"""He or she: what a person's name, and a word that points back, tell."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.model.text import Entity
from nizam.text.normalise import fold

_RESOURCE = Path(__file__).parent.parent / "resources" / "persons.yml"
_WOMEN_RU = ("вна", "чна", "ова", "ева", "ина", "ына", "ская", "цкая", "ая")
_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "she": "f", "her": "f",
    "он": "m", "его": "m", "ему": "m", "она": "f", "ее": "f", "ей": "f",
    "هو": "m", "وهو": "m", "فهو": "m", "هي": "f", "وهي": "f", "فهي": "f",
}  # fmt: skip
_TITLES_EN = {"mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "madam": "f", "lady": "f"}
_WOMEN_AR = ("ة", "اء", "ى")


@lru_cache(maxsize=3)
def _men(language: str) -> frozenset[str]:
    """Given names of men, or of either, that end like a woman's."""
    return frozenset(fold(name) for name in yamltext.load(_RESOURCE)["like_womens"].get(language, []))


def told_by(word: str) -> str:
    """m or f where a folded pronoun tells, else ""."""
    return _PRONOUNS.get(word, "")


def gender_of(text: str, person: Entity, language: str) -> str:
    """m or f where a person's fullest name tells, else "" (as of most names)."""
    names = [m.span.of(text) for m in person.mentions if m.kind == "name"]
    if not names:
        return ""
    name = max(names, key=lambda n: (n.count(" "), len(n)))
    first = min((m.span.start for m in person.mentions if m.kind == "name"), default=0)
    words = name.replace("-", " ").split()
    if language == "ru":
        return _russian([fold(w) for w in words])
    if language == "en":
        return _TITLES_EN.get(text[max(0, first - 6) : first].strip(" .").lower().split(" ")[-1], "")
    return _arabic(words[0]) if len(words) > 1 else ""


def _russian(words: list[str]) -> str:
    if any(w.endswith(("вич", "ьич", "лыч")) for w in words[1:]):
        return "m"
    if any(w.endswith(("вна", "чна")) for w in words[1:]):
        return "f"
    if len(words) < 2:
        return ""
    given, family = words[0].strip("."), words[-1]
    if len(given) < 3:
        return "f" if family.endswith(("ская", "цкая")) else ""
    if given in _men("ru"):
        return ""
    if given.endswith(("а", "я")):
        # «Руслана Ахметгареева» may be a man in the genitive.
        return "" if family.endswith(("а", "я")) and not family.endswith(_WOMEN_RU) else "f"
    return "m" if given[-1] in "бвгджзйклмнпрстфхцчшщ" else ""


def _arabic(given: str) -> str:
    if fold(given) in _men("ar"):
        return ""
    return "f" if given.endswith(_WOMEN_AR) else ""
