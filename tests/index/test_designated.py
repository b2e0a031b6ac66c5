"""The pack's designations: complete, well formed, and refused with a message where they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam.errors import PackError
from nizam.index import designated
from nizam.sources import un_sc

PACK = Path(__file__).parents[2] / "src" / "nizam" / "packs" / "un_dprk" / "designations.yml"


def _entry(**changes: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": "x1",
        "schema": "Company",
        "names": [{"text": "Padogil", "kind": "primary"}],
        "listing": {"reference": "x1", "listed_on": "2018-01-01", "confidence": "V"},
    }
    return {**entry, **changes}


def test_the_whole_list_is_there() -> None:
    entities = designated.load_designations(PACK)
    count = {schema: sum(entity.schema == schema for entity in entities) for schema in ("Person", "Vessel")}
    assert count["Person"] == 80
    assert sum(entity.id.startswith("KPe.") for entity in entities) == 75
    today = date(2026, 2, 27)
    ships = [entity for entity in entities if entity.schema == "Vessel"]
    in_force = [ship for ship in ships if any(listing.in_force(today) for listing in ship.designations)]
    assert len(in_force) == 59


def test_ship_numbers_carry_their_check_digit() -> None:
    for entity in designated.load_designations(PACK):
        for number in entity.identifiers.get("imoNumber", ()) if entity.schema == "Vessel" else ():
            assert sum(int(digit) * (7 - at) for at, digit in enumerate(number[:6])) % 10 == int(number[6]), entity.id
            assert entity.id == f"imo-{number}"


def test_links_point_to_entries() -> None:
    entities = designated.load_designations(PACK)
    ids = {entity.id for entity in entities}
    for entity in entities:
        for kind, other in entity.links:
            assert other in ids, (entity.id, kind, other)


def test_nobody_is_listed_after_being_taken_off() -> None:
    for entity in designated.load_designations(PACK):
        for listing in entity.designations:
            assert listing.provisions, entity.id
            assert listing.listed_on is not None
            assert listing.until is None or listing.listed_on <= listing.until


def test_mansudae_on_the_day_before_and_the_day_of_its_listing() -> None:
    (mansudae,) = (entity for entity in designated.load_designations(PACK) if entity.id == "KPe.050")
    assert not mansudae.designations[0].in_force(date(2017, 8, 4))
    assert mansudae.designations[0].in_force(date(2017, 8, 5))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (_entry(colour="red"), "the field 'colour' is not known"),
        (_entry(schema="Ship"), "the schema 'Ship' is not known"),
        (_entry(names=[{"text": "Padogil"}]), "0 names are marked `kind: primary`"),
        (_entry(names=[{"text": "Padogil", "kind": "nick"}]), "the name kind 'nick' is not known"),
        (_entry(listing={"reference": "x", "confidence": "sure"}), "the confidence 'sure' is not known"),
        (_entry(listing={"reference": "x", "confidence": "V", "listed_on": "2018"}), "is not a date"),
        (_entry(listings=[]), "give either `listing` or `listings`"),
        (_entry(id=""), "the field 'id' is missing"),
    ],
)
def test_a_bad_entry_is_refused_in_words(entry: dict[str, Any], words: str) -> None:
    with pytest.raises(PackError) as caught:
        designated.from_data({"list": "un-sc", "entities": [entry]})
    assert words in str(caught.value)


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(PackError, match="given twice"):
        designated.from_data({"list": "un-sc", "entities": [_entry(), _entry()]})


@pytest.mark.real_data
def test_references_and_days_agree_with_the_published_list(real_data: Path) -> None:
    published = un_sc.read(next((real_data / "data" / "lists" / "un").glob("*.xml")))
    days = {entity.id: entity.designations[0].listed_on for entity in published.entities}
    listed = [entity for entity in designated.load_designations(PACK) if entity.schema != "Vessel"]
    ours = {entity.id: entity.designations[0].listed_on for entity in listed}
    assert ours == {key: day for key, day in days.items() if key.startswith("KP")}
