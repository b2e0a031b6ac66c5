"""The head of a pack, `regime.yml`: what the regime is called, whom it binds, who decides, which files belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nizam import yamltext
from nizam.model.law import Jurisdiction, Text
from nizam.record import Record
from nizam.regime import values
from nizam.regime.schema import DECIDERS
from nizam.regime.values import At

BESIDE = frozenset(("regime.yml", "goods.yml", "votes.yml", "designations.yml"))
"""Files of a pack that hold no instrument."""


class Head(Record, frozen=True):
    """The checked head: `top` are the fields of `regime`, `raw` the whole file."""

    raw: Mapping[str, Any]
    top: Mapping[str, Any]
    at: At
    title: Text
    short: Text
    jurisdiction: Jurisdiction
    deciders: Mapping[str, Text]
    parameters: Mapping[str, str]


def read_head(folder: Path) -> Head:
    """Read and check `regime.yml`. Raises PackError with file and line."""
    at = At(folder / "regime.yml")
    raw = yamltext.load(folder / "regime.yml")
    values.fields(raw, at, ("regime",), ("deciders", "exemptions", "readings", "not_encoded", "parameters"))
    top = values.fields(
        raw["regime"],
        at / "regime",
        ("id", "title", "target", "began", "encoded_from"),
        ("issuer", "committee", "note", "short", "jurisdiction", "instruments", "goods_from", "carries_out"),
    )
    place = at / "regime"
    title = values.words(top["title"], place / "title")
    return Head(
        raw=raw,
        top=top,
        at=at,
        title=title,
        short=values.words(top["short"], place / "short") if "short" in top else title,
        jurisdiction=_jurisdiction(top.get("jurisdiction"), place / "jurisdiction"),
        deciders=_deciders(raw.get("deciders") or {}, at / "deciders"),
        parameters={key: str(value) for key, value in (raw.get("parameters") or {}).items() if isinstance(value, str)},
    )


def instrument_files(folder: Path, head: Head) -> list[Path]:
    """The instruments of a pack: those that `instruments` names, in its order, else every other YAML file by name."""
    named = head.top.get("instruments")
    if named is None:
        return sorted(path for path in folder.glob("*.yml") if path.name not in BESIDE)
    at = head.at / "regime" / "instruments"
    out = []
    for index, name in enumerate(values.texts(named, at)):
        path = folder / name
        if Path(name).name != name or name in BESIDE or not path.is_file():
            raise (at / index).fail(f"there is no instrument file {name!r} in the pack; name it with its .yml.")
        out.append(path)
    return out


def _jurisdiction(raw: Any, at: At) -> Jurisdiction:
    if raw is None:
        return Jurisdiction()
    values.fields(raw, at, ("countries", "says"), ("currencies",))
    countries = values.texts(raw["countries"], at / "countries")
    for index, code in enumerate(countries):
        if len(code) != 2 or not code.isalpha() or code != code.lower():
            raise (at / "countries" / index).fail(f"{code!r} is no country code; write two small letters, as in de.")
    currencies = values.texts(raw.get("currencies", ()), at / "currencies")
    return Jurisdiction(frozenset(countries), frozenset(currencies), values.words(raw["says"], at / "says"))


def _deciders(raw: Mapping[str, Any], at: At) -> dict[str, Text]:
    """A decider's own name in this regime, where it is given by language; a plain text only explains the word."""
    out: dict[str, Text] = {}
    for who, name in raw.items():
        values.one_of(who, at / who, DECIDERS)
        if isinstance(name, Mapping):
            out[who] = values.words(name, at / who)
    return out
