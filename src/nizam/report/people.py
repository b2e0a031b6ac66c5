"""Names in the reader's language: people as the article writes them, the unnamed by their trade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.model.text import Entity, Reading
from nizam.report.labels import Labels, country_name
from nizam.text.gazetteer import RESOURCES
from nizam.text.scripts import main_script

_UNNAMED = re.compile(r"^(?:an? |the )?unnamed\s+", re.IGNORECASE)
_MINISTRY = re.compile(r"Ministry of (.+?)(?: of (.+))?")
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
        """Its name: a country's own; English as it is; in Arabic by the tables, else as an Arabic article writes it."""
        if entity.type == "country" and entity.country:
            return self._words.country(entity.country)
        if self._words.lang == "en":
            return entity.name
        known = _table(self._words.lang).get(entity.name)
        if known:
            return known
        written = [text for text in self.forms(entity, "name") if main_script(text) == "arab"]
        if written:
            return max(written, key=len)
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
            return self._short(entity) if entity.role.casefold() != entity.name.casefold() else ""
        roles = [text for text in self.forms(entity, "role") if main_script(text) == "arab"]
        office = max(roles, key=len, default="")
        return office if office != self.entity(entity) else ""

    def _short(self, entity: Entity) -> str:
        """A role with its country's short name, each once: `president, DPRK`."""
        if entity.country is None:
            return entity.role
        bare = " ".join(entity.role.replace(country_name(entity.country, "en"), "").split())
        return f"{bare}, {self._words.country(entity.country)}" if bare and bare != entity.role else entity.role

    def country(self, entity: Entity) -> str:
        """The country a person, body or ship belongs to; "" for countries themselves and where it is not known."""
        if entity.country is None or entity.type == "country":
            return ""
        return self._words.country(entity.country)

    def unnamed(self, english: str) -> str:
        """Somebody the article does not name: English words, put into the reader's language piece by piece."""
        if self._words.lang == "en" or not english.isascii():
            return english
        bare = _UNNAMED.sub("", english)
        comma = self._words.ui("comma")
        said = comma.join(self._phrase(part.strip()) for part in bare.split(","))
        return self._words.ui("unnamed", words=said) if bare != english else said

    def called(self, english: str) -> str:
        """A party's name as the reader of the report knows it: that of the entity of this name, else by the tables."""
        found = next((e for e in self._reading.entities if e.name == english), None)
        return self.entity(found) if found is not None else self.unnamed(english)

    def _phrase(self, english: str) -> str:
        """`German charity` → charity, Germany; `Ministry of Energy of Russia` likewise. The unknown stays as it is."""
        lang, comma = self._words.lang, self._words.ui("comma")
        table, nouns = _table(lang), _nouns(lang)
        if english in table:
            return table[english]
        ministry = _MINISTRY.fullmatch(english)
        if ministry and ministry[1] in _portfolios(lang):
            said = f"{nouns['ministry']} {_portfolios(lang)[ministry[1]]}"
            return comma.join((said, self._phrase(ministry[2]))) if ministry[2] else said
        *before, noun = _with_nations(english.split())
        kinds = [nouns.get(word.casefold()) or nouns.get(word.casefold().removesuffix("s")) for word in (*before, noun)]
        countries = {word: code for word in before if (code := _nations().get(word.casefold()))}
        if any(kind is None and word not in countries for word, kind in zip((*before, noun), kinds, strict=True)):
            return english
        # Of two nouns the last is what is meant: "embassy diplomat" is a diplomat of an embassy.
        held = [kind for word, kind in zip((*before, noun), kinds, strict=True) if kind and word not in countries]
        return comma.join((" ".join(reversed(held)), *(self._words.country(code) for code in countries.values())))


def _with_nations(words: list[str]) -> list[str]:
    """The words, those of a nation of two words as one: `North Korean`, `delegation`."""
    out: list[str] = []
    for word in words:
        if out and f"{out[-1]} {word}".casefold() in _nations():
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    return out


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=2)
def _table(lang: str) -> Mapping[str, str]:
    """Countries, capitals, places, bodies and office holders by the tables: English name → name in a language."""
    out: dict[str, str] = {}
    for row in yamltext.load(RESOURCES / "countries.yml").values():
        out[row["name"]["en"]] = row["name"].get(lang, row["name"]["en"])
        out.update(_pairs(row.get("names"), lang) | _pairs(row.get("capital"), lang))
    for file in ("places.yml", "organisations.yml"):
        for row in yamltext.load(RESOURCES / file).values():
            out.update(_pairs(row.get("names"), lang))
            if row.get("name") and row["names"].get(lang):
                out[row["name"]] = row["names"][lang][0]
    offices = yamltext.load(RESOURCES / "offices.yml")
    for row in (*offices["holders"], *offices["persons"]):
        forms = row.get("names", {}).get(lang) or [()]
        full = forms.get("full") if isinstance(forms, dict) else forms
        if full and full[0]:
            out.setdefault(row["person"], full[0] if isinstance(full, list) else full)
    return out


def _pairs(names: Mapping[str, list[str]] | None, lang: str) -> dict[str, str]:
    """Every English form of a name → its first form in a language."""
    first = ((names or {}).get(lang) or [""])[0]
    return {english: first for english in (names or {}).get("en", ()) if first}


@lru_cache(maxsize=2)
def _nouns(lang: str) -> Mapping[str, str]:
    """Common nouns for people and bodies: English word → its first form in a language, without the article."""
    out: dict[str, str] = {}
    for group in yamltext.load(_SPEAKERS).values():
        for english, row in group.items():
            if row.get(lang):
                for word in (english, *row.get("en", ())):
                    out.setdefault(word.casefold(), row[lang][0].removeprefix("ال"))
    return out


@lru_cache(maxsize=1)
def _nations() -> Mapping[str, str]:
    """Nationality adjectives and names of countries in English → the country's code."""
    out: dict[str, str] = {}
    for code, row in yamltext.load(RESOURCES / "countries.yml").items():
        for english in (*(row.get("adjectives") or {}).get("en", ()), *row["names"]["en"]):
            out.setdefault(english.casefold(), code)
    return out


@lru_cache(maxsize=2)
def _portfolios(lang: str) -> Mapping[str, str]:
    """What a ministry is for: English → a language."""
    rows = yamltext.load(RESOURCES / "offices.yml")["portfolios"].values()
    return {english: row[lang][0] for row in rows if row.get(lang) for english in (row["gloss"], *row.get("en", ()))}
