"""Names in the reader's language: people as the article writes them, the unnamed by their trade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.model.text import Entity, Reading
from nizam.report.labels import Labels
from nizam.text.gazetteer import RESOURCES
from nizam.text.scripts import main_script

_SPEAKERS = Path(__file__).parent.parent / "reader" / "resources" / "speakers.yml"


class People:
    """The entities of one article, named for one reader."""

    def __init__(self, reading: Reading, words: Labels) -> None:
        self._reading, self._words = reading, words

    def name(self, who: str | None) -> str:
        """An entity's name by its id, or the words that stand for somebody unnamed; "" for nobody."""
        if who is None:
            return ""
        entity = self._reading.entity(who)
        return self.entity(entity) if entity is not None else self.unnamed(who)

    def entity(self, entity: Entity) -> str:
        """Its name: a country's own; English as it is; in Arabic as an Arabic article writes it, else by the tables."""
        if entity.type == "country" and entity.country:
            return self._words.country(entity.country)
        if self._words.lang == "en":
            return entity.name
        written = [text for text in self.forms(entity, "name") if main_script(text) == "arab"]
        if written:
            return max(written, key=len)
        known = _table(self._words.lang).get(entity.name)
        if known:
            return known
        roles = [text for text in self.forms(entity, "role") if main_script(text) == "arab"]
        return max(roles, key=len) if roles else self.unnamed(entity.name)

    def forms(self, entity: Entity, kind: str) -> tuple[str, ...]:
        """Every form of one kind the article uses, in order of first use."""
        text = self._reading.document.text
        return tuple(dict.fromkeys(_line(m.span.of(text)) for m in entity.mentions if m.kind == kind))

    def office(self, who: str | None) -> str:
        """A person's office, in English as the reader found it, in Arabic as the article says it."""
        entity = self._reading.entity(who)
        if entity is None:
            return ""
        if self._words.lang == "en":
            return entity.role if entity.role.casefold() != entity.name.casefold() else ""
        roles = [text for text in self.forms(entity, "role") if main_script(text) == "arab"]
        office = max(roles, key=len, default="")
        return office if office != self.entity(entity) else ""

    def country(self, entity: Entity) -> str:
        """The country a person, body or ship belongs to; "" for countries themselves and where it is not known."""
        if entity.country is None or entity.type == "country":
            return ""
        return self._words.country(entity.country)

    def unnamed(self, english: str) -> str:
        """Somebody the article does not name: English words, put into the reader's language word by word."""
        if self._words.lang == "en" or not english.isascii():
            return english
        bare = re.sub(r"^(?:an? |the )?unnamed\s+", "", english, flags=re.IGNORECASE)
        parts = [self._phrase(part.strip()) for part in bare.split(",")]
        said = self._words.ui("comma").join(parts)
        return self._words.ui("unnamed", words=said) if bare != english else said

    def _phrase(self, english: str) -> str:
        """`German charity` → the noun first, then its nationality; what no table knows stays as it is."""
        table = _table(self._words.lang)
        if english in table:
            return table[english]
        *before, noun = english.split()
        nouns = _nouns(self._words.lang)
        found = nouns.get(noun.casefold()) or nouns.get(noun.casefold().removesuffix("s"))
        adjectives = [_adjectives(self._words.lang).get(word.casefold()) for word in before]
        if found is None or None in adjectives:
            return english
        feminine = found.split()[0].endswith("ة")
        return " ".join([found, *(pair[1] if feminine else pair[0] for pair in adjectives if pair)])


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=2)
def _table(lang: str) -> Mapping[str, str]:
    """Countries, places and bodies of the gazetteer: English name → name in a language."""
    out: dict[str, str] = {}
    for file in ("countries.yml", "places.yml", "organisations.yml"):
        path = RESOURCES / file
        for row in yamltext.load(path).values() if path.exists() else ():
            names = row.get("names", {})
            named = row.get("name")
            english = named.get("en") if isinstance(named, dict) else named or (names.get("en") or [""])[0]
            own = named.get(lang) if isinstance(named, dict) else None
            translated = own or (names.get(lang) or [""])[0]
            if english and translated:
                out.setdefault(english, translated)
    return out


@lru_cache(maxsize=2)
def _nouns(lang: str) -> Mapping[str, str]:
    """Common nouns for people and bodies: English word → its first form in a language."""
    out: dict[str, str] = {}
    for group in yamltext.load(_SPEAKERS).values() if _SPEAKERS.exists() else ():
        for english, row in group.items() if isinstance(group, dict) else ():
            forms = row.get(lang) if isinstance(row, dict) else None
            if forms:
                for word in (english, *row.get("en", ())):
                    out.setdefault(word.casefold(), str(forms[0]))
    return out


@lru_cache(maxsize=2)
def _adjectives(lang: str) -> Mapping[str, tuple[str, str]]:
    """Nationality adjectives: English → masculine and feminine."""
    out: dict[str, tuple[str, str]] = {}
    for row in yamltext.load(RESOURCES / "countries.yml").values():
        forms = (row.get("adjectives") or {}).get(lang) or ()
        if len(forms) >= 2:
            for english in row["adjectives"].get("en", ()):
                out.setdefault(english.casefold(), (forms[0], forms[1]))
    return out
