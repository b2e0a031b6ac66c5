"""The reviewed word lists behind names, read once: what surrounds a person's name, and how common a word is.

Source: names/resources/*.yml.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.names.scripts import fold
from nizam.record import Record

RESOURCES = Path(__file__).parent / "resources"


class Around(Record, frozen=True):
    """Titles and binding particles of persons' names, folded."""

    titles: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=8)
def resource(name: str) -> Any:
    """One resource file as nested dicts and lists of text."""
    return yamltext.load(RESOURCES / f"{name}.yml")


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
