"""An entity while its record is being read: values cleaned, doubled ones dropped, what is odd noted with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from nizam.errors import SourceError
from nizam.model.entity import Address, Designation, Entity, Name
from nizam.names.scripts import script_of
from nizam.sources.base import LONGEST_FIELD, Reading
from nizam.sources.countries import country
from nizam.sources.days import birth_dates

LONGEST_NAME = 2_000
"""Characters; the longest name on the official lists has some 400."""
_LANGUAGES = {"arabic": "ar", "hangul": "ko", "han": "zh", "cyrillic": "ru", "hebrew": "he", "greek": "el"}
_IMO = re.compile(r"(?:IMO|LR|IMO Number|No\.?)?[\s:.#-]*(\d{7})$", re.IGNORECASE)
_TAX = {"ru": {10: "innCode", 12: "innCode"}}
# control characters, save those that count as white space; halves of characters, which no encoding can write
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class Draft:
    """One entity in the making. `where` names the list and the record for messages."""

    def __init__(self, reading: Reading, key: str, schema: str, where: str) -> None:
        self.reading, self.id, self.schema, self.where = reading, key, schema, where
        self.caption = ""
        self.gender = ""
        self._names: dict[str, Name] = {}
        self._births: dict[str, None] = {}
        self._countries: dict[str, None] = {}
        self._nationalities: dict[str, None] = {}
        self._identifiers: dict[str, dict[str, None]] = {}
        self._properties: dict[str, dict[str, None]] = {}
        self._roles: dict[str, None] = {}
        self._links: dict[tuple[str, str], None] = {}
        self._places: dict[str, None] = {}
        self._addresses: dict[Address, None] = {}
        self.topics: tuple[str, ...] = ()
        self.datasets: tuple[str, ...] = ()
        self.designations: list[Designation] = []

    def name(self, text: str, kind: str = "alias", lang: str = "") -> None:
        """A name; the first primary one becomes the caption, later ones are aliases."""
        text = self._clean(text, "name")
        if len(text) > LONGEST_NAME:
            raise SourceError(
                f"{self.where}: a name of {len(text)} characters; no name has more than {LONGEST_NAME}, "
                "the file is damaged."
            )
        if not any(char.isalnum() for char in text):
            if text:
                self.reading.notices.add(self.where, f"the name {text!r} has no letter and was left out")
            return
        if kind == "primary":
            if self.caption:
                kind = "alias"
            else:
                self.caption = text
        lang = lang or _LANGUAGES.get(script_of(text), "")
        held = self._names.get(text)
        if held is None or kind == "primary" or (held.kind == "weak" and kind != "weak"):
            self._names[text] = Name(text, kind, lang or (held.lang if held else ""))

    def birth(self, text: str) -> None:
        """A birth date in any form that lists print."""
        if not text:
            return
        dates = birth_dates(text)
        if not dates:
            self.reading.notices.add(self.where, f"the birth date {text!r} is not understood and was left out")
        self._births.update(dict.fromkeys(dates))

    def births(self, dates: Iterable[str]) -> None:
        """Birth dates in ISO form."""
        self._births.update(dict.fromkeys(date for date in dates if date))

    def country(self, text: str, nationality: bool = False) -> str:
        """A country tied to the entity; its code, or '' where there is none."""
        code = country(text) if text else ""
        if code is None:
            self.reading.notices.add(self.where, f"the country {text!r} is not known; kept as text only")
            self.add("countryText", text)
            return ""
        if code:
            self._countries[code] = None
            if nationality:
                self._nationalities[code] = None
        return code

    def identify(self, key: str, number: str, issued_by: str = "") -> None:
        """An identifier under its FollowTheMoney property."""
        number = self._clean(number, key)
        if not number:
            return
        if key == "imoNumber":
            match = _IMO.search(number)
            number = match[1] if match else number
        elif key == "taxNumber":
            digits = re.sub(r"\s", "", number)
            key = _TAX.get(issued_by, {}).get(len(digits) if digits.isdigit() else 0, key)
        elif key == "swiftBic":
            number = re.sub(r"\s", "", number).upper()
        self._identifiers.setdefault(key, {})[number] = None

    def address(self, text: str, country_text: str = "") -> None:
        """An address as one line, with its country."""
        code = country(country_text) if country_text else ""
        line = self._clean(text, "address")
        if code is None:
            self.reading.notices.add(self.where, f"the country {country_text!r} is not known; kept as text only")
            code, line = "", ", ".join(part for part in (line, self._clean(country_text, "address")) if part)
        if line or code:
            self._addresses[Address(line, code)] = None

    def birth_place(self, text: str) -> None:
        """Where a person was born, as one line."""
        if text := self._clean(text, "birth place").strip(" ,"):
            self._places[text] = None

    def role(self, text: str) -> None:
        """A title, rank or position."""
        if text := self._clean(text, "position"):
            self._roles[text] = None

    def link(self, kind: str, target: str) -> None:
        """A tie to another party: its id where known, its name otherwise."""
        if target := self._clean(target, kind):
            self._links[(kind, target)] = None

    def add(self, key: str, value: str) -> None:
        """Any other property."""
        if value := self._clean(value, key):
            self._properties.setdefault(key, {})[value] = None

    def named(self) -> bool:
        """Whether there is a name so far."""
        return bool(self._names)

    def values(self, key: str) -> tuple[str, ...]:
        """What was added under a property so far."""
        return tuple(self._properties.get(key, ()))

    def first_identifier(self) -> str:
        """Any identifier, for what has no name (a wallet, a hull)."""
        return next((number for numbers in self._identifiers.values() for number in numbers), "")

    def entity(self) -> Entity:
        """The entity. Raises SourceError where it has no name at all."""
        if not self._names:
            raise SourceError(f"{self.where}: the record has no name; the list is damaged or its form has changed.")
        first = self.caption or next(iter(self._names))
        if self._names[first].kind != "primary":
            self._names[first] = Name(first, "primary", self._names[first].lang)
        names = sorted(self._names.values(), key=lambda name: name.kind != "primary")
        if not self._nationalities:
            # where somebody of known nationality stays does not make that country his
            self._countries.update(dict.fromkeys(at.country for at in self._addresses if at.country))
        return Entity(
            id=self.id,
            schema=self.schema,
            caption=first,
            names=tuple(names),
            designations=tuple(self.designations),
            countries=tuple(self._countries),
            birth_dates=tuple(self._births),
            identifiers={key: tuple(values) for key, values in self._identifiers.items()},
            roles=tuple(self._roles),
            links=tuple(self._links),
            nationalities=tuple(self._nationalities),
            birth_places=tuple(self._places),
            gender=self.gender,
            addresses=tuple(self._addresses),
            topics=self.topics,
            datasets=self.datasets,
            properties={key: tuple(values) for key, values in self._properties.items()},
        )

    def _clean(self, text: str, what: str) -> str:
        """Single spaces, composed letters, no control characters (noted where there were any)."""
        if len(text) < 200 and text.isascii() and text.isprintable() and "  " not in text:
            return text.strip()
        if len(text) > LONGEST_FIELD:
            raise SourceError(
                f"{self.where}: {what} has {len(text)} characters, no value has more than {LONGEST_FIELD}; "
                "the file is damaged."
            )
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if _CONTROL.search(text):
            self.reading.notices.add(self.where, f"control characters in {what} were replaced by spaces")
            text = _CONTROL.sub(" ", text)
        return " ".join(text.split())
