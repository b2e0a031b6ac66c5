"""Units of caps and deliveries: conversion between them, by product where density matters, and how they are written.

Figures and wording: `vocabulary/units.yml`, each figure with its source. Money is never converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from nizam import yamltext
from nizam.model.law import Text
from nizam.record import Record
from nizam.regime.terms import VOCABULARY

LANGUAGES = ("en", "ar")


class Unit(Record, frozen=True):
    """A unit: `litres` or `kilograms` in one of it, both None for money."""

    id: str
    litres: float | None
    kilograms: float | None
    source: str
    names: tuple[str, ...]
    title: Text


class Product(Record, frozen=True):
    """Something a cap limits, with the litres in one tonne of it."""

    id: str
    litres_per_tonne: float
    concepts: frozenset[str]
    hs: tuple[str, ...]
    source: str
    title: Text


class Converted(Record, frozen=True):
    """An amount in another unit. `product` is the one whose density was taken, None where none was needed;
    `open` says that the product was not told and this is the one that gives the most. `source` keys `sources`."""

    value: float
    product: Product | None = None
    open: bool = False
    source: str = "exact"


@lru_cache(maxsize=1)
def units() -> Mapping[str, Unit]:
    """Every unit by id."""
    return {
        name: Unit(
            id=name,
            litres=float(row["litres"]) if "litres" in row else None,
            kilograms=float(row["kilograms"]) if "kilograms" in row else None,
            source=row["source"],
            names=tuple(row["names"]),
            title=row["title"],
        )
        for name, row in _data()["units"].items()
    }


@lru_cache(maxsize=1)
def products() -> Mapping[str, Product]:
    """Every product by id."""
    return {
        name: Product(
            id=name,
            litres_per_tonne=_density(row),
            concepts=frozenset(row["concepts"]),
            hs=tuple(row["hs"]),
            source=row["source"],
            title=row["title"],
        )
        for name, row in _data()["products"].items()
    }


def _density(row: Mapping[str, Any]) -> float:
    """Litres in a tonne, stated, or derived from an equivalence such as 4,000,000 barrels = 525,000 tonnes."""
    if "equal" not in row:
        return float(row["litres_per_tonne"])
    table = units()
    volume = mass = 0.0
    for name, value in row["equal"].items():
        unit = table[name]
        if unit.litres is not None:
            volume = float(value) * unit.litres
        elif unit.kilograms is not None:
            mass = float(value) * unit.kilograms / 1000
    return volume / mass


def products_of(concepts: Iterable[str], codes: Iterable[str]) -> tuple[Product, ...]:
    """What a line of goods may be: by its words where they name a product, else by its HS codes.

    A code takes in every product under it and every product it lies under.
    """
    named = set(concepts)
    known = products().values()
    by_words = tuple(p for p in known if p.concepts & named)
    if by_words:
        return by_words
    asked = tuple(codes)
    return tuple(p for p in known if any(c.startswith(h) or h.startswith(c) for c in asked for h in p.hs))


def convert(value: float, unit: str, to: str, among: Iterable[Product] = ()) -> Converted | None:
    """An amount in another unit; None where there is no way between the two.

    Between mass and volume a product is needed: `among` is what it may be, and the one that gives the most is taken.

    >>> convert(42, "gallon", "barrel").value
    1.0
    """
    if unit == to:
        return Converted(value)
    table = units()
    one, other = table.get(unit), table.get(to)
    if one is None or other is None:
        return None
    source = next((u.source for u in (one, other) if u.source != "exact"), "exact")
    if one.litres is not None and other.litres is not None:
        return Converted(value * one.litres / other.litres, source=source)
    if one.kilograms is not None and other.kilograms is not None:
        return Converted(value * one.kilograms / other.kilograms, source=source)
    found: list[tuple[float, Product]] = []
    candidates = tuple(among)
    for product in candidates:
        if one.kilograms is not None and other.litres is not None:
            found.append((value * one.kilograms / 1000 * product.litres_per_tonne / other.litres, product))
        elif one.litres is not None and other.kilograms is not None:
            found.append((value * one.litres / product.litres_per_tonne * 1000 / other.kilograms, product))
    if not found:
        return None
    best, product = max(found, key=lambda pair: abs(pair[0]))
    densities = {p.litres_per_tonne for p in candidates}
    return Converted(best, product, open=len(densities) > 1, source=product.source)


def unit_named(name: str) -> str | None:
    """The id of a unit by id, short form or name in Arabic, English or Russian; None where it is none known here."""
    asked = name.strip().casefold()
    table = units()
    if asked in table:
        return asked
    for unit in table.values():
        if asked in unit.names or any(asked == title.casefold() for title in unit.title.values()):
            return unit.id
    from nizam.text.numbers import find_amounts
    from nizam.text.tokens import tokenise

    text = f"2 {asked}"
    found = find_amounts(text, tokenise(text))
    # "thousand barrels" is no unit: its figure is part of the amount.
    if len(found) == 1 and found[0].value == 2 and found[0].end == len(text) and found[0].unit in table:
        return found[0].unit
    return None


def product_named(name: str) -> str | None:
    """The id of a product by id or title; None where it is none known here."""
    asked = name.strip().casefold().removeprefix("of ")
    for product in products().values():
        if asked == product.id or asked == product.id.replace("-", " ") or asked in map(str.casefold, _titles(product)):
            return product.id
    return None


def _titles(product: Product) -> Iterable[str]:
    return product.title.values()


def written(value: float, unit: str, lang: str) -> str:
    """An amount as people write it: `500,000 barrels`, `145.5 t`."""
    title = units()[unit].title if unit in units() else {}
    return f"{figure(value)} {title.get(lang) or title.get('en') or unit}"


def figure(value: float) -> str:
    """A number with thousands parted; a fraction only below a thousand.

    >>> figure(1234567.4), figure(12.3456), figure(20000.0)
    ('1,234,567', '12.35', '20,000')
    """
    if abs(value) >= 1000 or abs(value - round(value)) < 0.005:
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def phrase(key: str, **values: Text | str) -> Text:
    """A sentence of `says` in every language, filled in; a value may differ by language."""
    row = _data()["says"][key]
    return {
        lang: row[lang].format(**{k: v if isinstance(v, str) else v[lang] for k, v in values.items()})
        for lang in LANGUAGES
    }


def amount(value: float, unit: str) -> Text:
    """An amount in every language."""
    return {lang: written(value, unit, lang) for lang in LANGUAGES}


def source_of(key: str) -> Text:
    """Who gave a figure, in every language."""
    row = _data()["sources"][key]
    return {lang: str(row[lang]) for lang in LANGUAGES}


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, Any]]:
    data: Mapping[str, Mapping[str, Any]] = yamltext.load(VOCABULARY / "units.yml")
    return data
