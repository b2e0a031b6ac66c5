"""What the three forms of OFAC's lists share: its labels, its names, its list ids.

Labels are reviewed data: resources/ofac.yml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from nizam import yamltext
from nizam.model.entity import Designation
from nizam.record import Record
from nizam.sources.countries import country
from nizam.sources.draft import Draft

SDN = "us-ofac-sdn"
NON_SDN = "us-ofac-cons"
AUTHORITY = "Office of Foreign Assets Control"
SCHEMAS = {
    "individual": "Person",
    "entity": "Organization",
    "": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
_TABLE = Path(__file__).parent / "resources" / "ofac.yml"
_CURRENCY = "digital currency address"
_NUMBER = re.compile(
    r"(?P<number>.*?)\s*(?:\((?P<country>[^()]*)\))?(?:,?\s*(?:issued|expires|effective|exp\.|valid)\b.*)?$", re.DOTALL
)


class Label(Record, frozen=True):
    """What a label stands for: `group` is a section of the table, `key` the property, link or reason."""

    group: str
    key: str
    text: str = ""


@lru_cache(maxsize=1)
def labels() -> dict[str, Label]:
    """Every known label in lower case."""
    table = yamltext.load(_TABLE)
    out = {}
    for group in ("identifiers", "properties", "links", "left_out"):
        for key, texts in table[group].items():
            out.update({text.lower(): Label(group, key, text) for text in texts})
    out.update({text.lower(): Label("special", text.lower(), text) for text in table["special"]})
    return out


@lru_cache(maxsize=4096)
def label(text: str) -> Label | None:
    """What a label that stands alone means; None where it is not known."""
    plain = text.strip().rstrip(":- ").lower()
    if plain.startswith(_CURRENCY):
        return Label("identifiers", "publicKey", text)
    found = labels().get(plain)
    if found is None:
        # labels of one family differ in the order they name: "Listing Date (EO 14024 Directive 3)"
        found = next(
            (known for head, known in labels().items() if known.group == "left_out" and plain.startswith(head)), None
        )
    return found


def apply(draft: Draft, meaning: Label, value: str) -> None:
    """Write a labelled value into an entity. Values may carry the issuing country in brackets after them."""
    value = value.strip()
    if meaning.group == "identifiers":
        match = _NUMBER.match(value)
        number = match["number"] if match else value
        code = country(match["country"]) or "" if match and match["country"] else ""
        if meaning.key == "imoNumber" and not re.search(r"\d{7}", number):
            draft.identify("registrationNumber", number)
        elif meaning.key != "imoNumber" and re.match(r"IMO \d{7}$", number):
            draft.identify("imoNumber", number)
        else:
            draft.identify(meaning.key, number, code)
        if code and draft.schema != "Person":
            draft.country(code)
    elif meaning.group == "properties":
        draft.add(meaning.key, value)
    elif meaning.group == "links":
        draft.link(meaning.key, value)


def special(draft: Draft, key: str, value: str) -> None:
    """Write a value whose label has a meaning of its own."""
    if key in ("dob", "birthdate"):
        draft.birth(value)
    elif key in ("pob", "place of birth"):
        draft.birth_place(value)
    elif key in ("nationality", "nationality country", "citizen", "citizenship country"):
        draft.country(value, nationality=True)
    elif key == "nationality of registration":
        draft.country(value)
    elif key == "gender":
        draft.gender = value.lower()
    elif key == "title":
        draft.role(value)
    elif key == "vessel call sign":
        draft.identify("callSign", value)
    elif key in ("a.k.a.", "f.k.a.", "n.k.a."):
        # names that OFAC puts among the remarks are its weak ones
        draft.name(person_order(value.strip("'\" "), draft.schema), "weak")
    elif key == "location":
        draft.address(value)


def person_order(name: str, schema: str) -> str:
    """`FAMILY, Given` as it is spoken: `Given FAMILY`; names of anything but people stay."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if schema == "Person" and comma else name


def designation(list_id: str, reference: str, programmes: tuple[str, ...]) -> Designation:
    """A listing by OFAC; its classic files give no dates."""
    return Designation(list_id, reference, authority=AUTHORITY, programmes=programmes)
