"""Countries, places, organisations and offices by every name the reviewed tables know.

    resources/countries.yml      names, nationality adjectives, capitals, governments
    resources/places.yml         cities, ports, regions, seas, crossings, facilities
    resources/organisations.yml  bodies by name
    resources/offices.yml        heads of state, ministers and spokesmen with the dates they held office

`find` gives whole words only (clitics and case endings minded), the longest name at each place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from nizam import diskcache, yamltext
from nizam.record import Record
from nizam.text.native import NativeNames
from nizam.text.normalise import fold, squeeze
from nizam.text.phrases import Found, Phrases
from nizam.text.remembered import Remembered
from nizam.text.tokens import Token, is_arabic, tokenise

RESOURCES = Path(__file__).parent / "resources"
_LATIN = re.compile("^[A-Za-z]")
_INDECLINABLE = re.compile("(?:[иуюоэы]|[^ьиоч]е|[оуи]а)$")
_DECLINED_O = re.compile("(?:ово|ево|ино|ыно)$")
_OWNER = re.compile("['’]s ")
_LANGUAGES = ("en", "ar", "ru")
_STATES = ("country", "capital", "government", "adjective")


class Named(Record, frozen=True):
    """What a name stands for.

    `kind`: country, adjective, capital, government, place, org. `key` is the country's code or the table's key;
    `name` the English name; `country` a lower-case code or None; `sort` the table's own kind (port, fleet, …).
    """

    kind: str
    key: str
    name: str
    country: str | None
    sort: str = ""
    ambiguous: bool = False


_Plain = tuple[str, str, str, str | None, str, bool]
"""A Named as plain data, so that built tries can be kept."""


@cache
def _named(plain: _Plain) -> Named:
    return Named(*plain)


def _plain(named: Named) -> _Plain:
    return (named.kind, named.key, named.name, named.country, named.sort, named.ambiguous)


class Gazetteer:
    """The tables, ready to be found in text. What was kept of an earlier run is used before a table is opened."""

    def __init__(self, folder: Path = RESOURCES) -> None:
        self._folder = folder
        tables = (folder / f"{name}.yml" for name in ("countries", "places", "organisations"))
        self._kept = diskcache.key(*(path.read_bytes() for path in tables), Path(__file__).read_bytes())
        self._phrases: dict[str, Phrases[_Plain]] = {}
        self._native: list[tuple[str, Named]] = []
        self._found: Remembered[list[Found[Named]]] = Remembered()

    @cached_property
    def countries(self) -> dict[str, dict[str, Any]]:
        """The table of countries by code."""
        return _load(self._folder / "countries.yml")

    @cached_property
    def places(self) -> dict[str, dict[str, Any]]:
        """The table of places by key."""
        return _load(self._folder / "places.yml")

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        """The table of bodies by key."""
        return _load(self._folder / "organisations.yml")

    @cached_property
    def _waiting(self) -> dict[str, list[tuple[str, Named]]]:
        """Labels by script; Korean and Chinese ones go to `_native`."""
        self._labels: dict[str, list[tuple[str, Named]]] = {}
        for code, row in self.countries.items():
            self._add_country(code, row)
        for key, row in self.places.items():
            self._add_plain("place", key, row)
        for key, row in self.organisations.items():
            self._add_plain("org", key, row)
        return self._labels

    def _add_country(self, code: str, row: dict[str, Any]) -> None:
        name = str(row["name"]["en"])
        vague = frozenset(_flat(row.get("ambiguous")))
        for kind, field in (
            ("country", "names"),
            ("capital", "capital"),
            ("government", "government"),
            ("adjective", "adjectives"),
        ):
            for language, forms in (row.get(field) or {}).items():
                sure, doubtful = Named(kind, code, name, code, language), Named(kind, code, name, code, language, True)
                for form in forms:
                    named = doubtful if form in vague else sure
                    if language in ("ko", "zh"):
                        self._native.append((form, named))
                    elif kind == "adjective" and language == "ar":
                        self._await(language, _with_article(form), named)
                    elif kind == "country" and language == "ar" and _takes_article(form) and named is sure:
                        self._await(language, (form, "ال" + form), named)
                    else:
                        self._await(language, (form,), named)

    def _add_plain(self, kind: str, key: str, row: dict[str, Any]) -> None:
        names = row.get("names") or {}
        english = row.get("name") or (names.get("en") or [key])[0]
        if isinstance(english, dict):
            english = english.get("en", key)
        vague = frozenset(_flat(row.get("ambiguous")))
        country, sort = str(row.get("country") or "") or None, str(row.get("kind", ""))
        sure, doubtful = (
            Named(kind, key, str(english), country, sort),
            Named(kind, key, str(english), country, sort, True),
        )
        for language, forms in names.items():
            for form in forms:
                named = doubtful if form in vague else sure
                if language in ("ko", "zh"):
                    self._native.append((form, named))
                else:
                    self._await(language, (form,), named)

    def _await(self, language: str, labels: Iterable[str], named: Named) -> None:
        waiting = self._labels
        for label in labels:
            # A Russian table may hold Latin labels (Hyundai): the first letter decides, not the language.
            waiting.setdefault(_script(label) if language != "ar" else "arab", []).append((label, named))

    def _for_script(self, script: str) -> Phrases[_Plain]:
        phrases = self._phrases.get(script)
        if phrases is None:

            def source() -> Iterator[tuple[tuple[str], _Plain]]:
                for label, named in self._waiting.get(script, ()):
                    yield (label,), _plain(named)

            phrases = self._phrases[script] = Phrases(names=True, kept=f"{self._kept} {script}", source=source)
        return phrases

    def _longest(self, script: str, text: str, tokens: Sequence[Token], at: int) -> list[Found[Named]]:
        hits = self._for_script(script).longest_at(text, tokens, at)
        return [Found(_named(h.value), h.start, h.end, h.first, h.last, h.label) for h in hits]

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Codes and names of countries, folded, to the country's code; other names that imply one behind a NUL. Kept
        between runs: folding tens of thousands of names takes longer than a whole deal."""
        kept: dict[str, str] | None = diskcache.get("codes", self._kept)
        if kept is None:
            kept = self._all_codes()
            diskcache.put("codes", self._kept, kept)
        return kept

    def _all_codes(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for code, row in self.countries.items():
            for form in (code, row.get("alpha3", "")):
                if form:
                    out.setdefault(fold(str(form)), code)
        for labels in self._waiting.values():
            for label, named in labels:
                if named.country is None or named.kind == "org":
                    continue
                plain = named.kind == "country" and not named.ambiguous
                out.setdefault(("" if plain else "\0") + fold(squeeze(label)), named.country)
        for label, named in self._native:
            if named.country:
                out.setdefault(label, named.country)
        return out

    def country_name(self, code: str | None) -> str:
        """The English name of a country by its code; the code in capitals where it is not known."""
        row = self.countries.get((code or "").lower())
        return str(row["name"]["en"]) if row else (code or "").upper()

    def country_code(self, text: str) -> str | None:
        """A country's code from its name, code, nationality, capital or one of its places, in any of the languages.

        >>> [gazetteer().country_code(t) for t in ("DPRK", "KP", "كوريا الشمالية", "России", "Dandong, China")]
        ['kp', 'kp', 'kp', 'ru', 'cn']
        """
        key = fold(squeeze(text)).strip(" .,()")
        if key not in self._codes and fold(squeeze(text)) in self._codes:
            key = fold(squeeze(text))
        key = key.removeprefix("the ")
        if not key:
            return None
        direct = self._codes.get(key) or self._codes.get("\0" + key)
        if direct is not None:
            return direct
        found = self.find(text, tokenise(text))
        for kinds in (("country",), ("government", "capital"), ("adjective",), ("place",), ("org",)):
            codes = {f.value.country for f in found if f.value.kind in kinds and f.value.country}
            sure = {f.value.country for f in found if f.value.kind in kinds and not f.value.ambiguous} & codes
            if len(sure or codes) == 1:
                return next(iter(sure or codes))
            if len(sure or codes) > 1:
                return None
        return None

    def find(self, text: str, tokens: Sequence[Token]) -> list[Found[Named]]:
        """Every name in order, not overlapping; one that stands for several things comes once for each."""
        return list(self._found.of(text, tokens, self._find))

    def _find(self, text: str, tokens: Sequence[Token]) -> list[Found[Named]]:
        out: list[Found[Named]] = []
        at = 0
        while at < len(tokens):
            script = _script(tokens[at].folded)
            if not self._for_script(script).begins(tokens[at].folded):
                at += 1
                continue
            hits = [
                hit
                for hit in self._longest(script, text, tokens, at)
                if _fits(text[hit.start : hit.end], hit.label, tokens[at])
            ]
            if hits and _OWNER.search(text, hits[0].start, hits[0].end) and not _OWNER.search(hits[0].label + " "):
                # "The North's Korean Central News Agency" is no "North Korean".
                first = self._longest(script, text, tokens[: at + 1], at)
                hits = [hit for hit in first if _fits(text[hit.start : hit.end], hit.label, tokens[at])]
            if hits and tokens[at].folded == "the" and hits[0].last < len(tokens):
                # "The North" must not eat the first word of "North Korean".
                inner = self._longest("latn", text, tokens, at + 1)
                if inner and inner[0].last > hits[0].last:
                    hits = []
            if hits:
                out.extend(_distinct(_whole_article(text, hit) for hit in hits))
                at = hits[0].last
            else:
                at += 1
        return out

    def find_native(self, text: str, start: int, end: int) -> list[tuple[int, int, Named]]:
        """Korean and Chinese names of countries, which no space parts from their neighbours; see text/native.py."""
        return [(low, high, self._country(code)) for low, high, code in self._native_names.find(text, start, end)]

    @cached_property
    def _native_names(self) -> NativeNames:
        _ = self._waiting
        return NativeNames((form, named.key) for form, named in self._native if named.kind in _STATES)

    def _country(self, code: str) -> Named:
        return Named("country", code, self.country_name(code), code)


def _script(word: str) -> str:
    """The script of a label or token as the tables are parted by: arab, cyrl or latn."""
    first = word[:1]
    if first.isascii():
        return "latn"
    return "arab" if "\u0600" <= first <= "\u06ff" else "cyrl" if "\u0400" <= first <= "\u04ff" else "latn"


def _load(path: Path) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = yamltext.load(path)
    return data


def _flat(value: Any) -> Iterator[str]:
    """Every text in nested lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _flat(part)
    elif isinstance(value, list):
        for part in value:
            yield from _flat(part)


def _takes_article(form: str) -> bool:
    """Whether writers differ over the article of a country's name: موزمبيق, الموزمبيق."""
    return (
        " " not in form and len(form) > 4 and not form.startswith(("ا", "أ", "إ", "آ")) and form[-1:] not in ("ة", "ه")
    )


def _with_article(form: str) -> tuple[str, ...]:
    """An Arabic adjective bare, and with the article on each of its words: كوري شمالي, الكوري الشمالي."""
    definite = " ".join(word if word.startswith("ال") else "ال" + word for word in form.split())
    return (form, definite)


def _distinct(hits: Iterable[Found[Named]]) -> list[Found[Named]]:
    seen: dict[tuple[str, str], Found[Named]] = {}
    for hit in hits:
        seen.setdefault((hit.value.kind, hit.value.key), hit)
    return list(seen.values())


def _whole_article(text: str, hit: Found[Named]) -> Found[Named]:
    """لل is written as one: the span takes both letters, the article being part of a name; U.S. keeps its stop."""
    if hit.label.endswith(".") and text[hit.end : hit.end + 1] == ".":
        return Found(hit.value, hit.start, hit.end + 1, hit.first, hit.last, hit.label)
    if text[hit.start : hit.start + 1] == "ل" and text[hit.start - 1 : hit.start] == "ل" and hit.label.startswith("ال"):
        return Found(hit.value, hit.start - 1, hit.end, hit.first, hit.last, hit.label)
    return hit


def _fits(found: str, label: str, token: Token) -> bool:
    """Whether a hit is written as its label asks: capitals where names have them, no verb's prefix before a name."""
    if is_arabic(label):
        # The Arabic future prefix and ك go with verbs and comparisons, hardly with names: سمالي is not "will Mali".
        skipped = token.folded[: max(0, len(token.text) - len(found))] if len(found) < len(token.text) else ""
        return not (skipped.endswith("س") and not label.startswith("س"))
    if label[:1].isupper():
        if label.isupper() and len(label) <= 4:
            return found.isupper() and (len(found) == len(label) or not _LATIN.match(label))
        if not found[:1].isupper():
            return False
    elif not label[:1].isalpha():
        return True
    if "а" <= fold(label)[:1] <= "я" and " " not in label:
        last = fold(label)
        if label[:1].isupper() and _INDECLINABLE.search(last) and not _DECLINED_O.search(last):
            return fold(found) == last
        return fold(found)[: max(3, len(last) - 2)] == last[: max(3, len(last) - 2)]
    return True


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The shipped tables, read once."""
    return Gazetteer()


def country_code(text: str) -> str | None:
    """See Gazetteer.country_code."""
    return gazetteer().country_code(text)
