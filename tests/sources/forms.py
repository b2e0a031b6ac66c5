"""The invented lists, one per official form, and how to read any of them."""

from __future__ import annotations

from pathlib import Path

from nizam.model.entity import Entity
from nizam.sources import detect
from nizam.sources.base import Reading

LISTS = Path(__file__).parent.parent.parent / "corpus" / "lists"
FORMS = {
    "un_sc_sample.xml": "un-sc-xml",
    "ofac-csv": "ofac-csv",
    "ofac_sdn.xml": "ofac-xml",
    "ofac_advanced.xml": "ofac-advanced",
    "eu_fsf.xml": "eu-fsf-xml",
    "eu_fsf.csv": "eu-fsf-csv",
    "uk_sl.xml": "uk-sl-xml",
    "uk_sl.csv": "uk-sl-csv",
    "sample.ftm.json": "ftm-json",
}
XML = [name for name in FORMS if name.endswith(".xml")]
FILES = [name for name in FORMS if name != "ofac-csv"]


def read(name: str) -> tuple[Reading, dict[str, Entity]]:
    """A sample as read: the reading, and its entities by id."""
    reading = detect.stream(LISTS / name)
    return reading, {entity.id: entity for entity in reading.entities}


def names(entity: Entity) -> list[tuple[str, str, str]]:
    """An entity's names as plain rows."""
    return [(name.text, name.kind, name.lang) for name in entity.names]


def taken(raw: bytes, name: str) -> list[Entity]:
    """All entities of bytes given under a file name."""
    return list(detect.stream_file(raw, name).entities)
