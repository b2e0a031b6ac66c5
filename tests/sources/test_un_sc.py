"""The UN list's XML: read to the last field, and an error that names the record where it cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nizam.errors import SourceError
from nizam.sources import un_sc


@pytest.fixture
def sample(corpus: Path) -> bytes:
    return (corpus / "lists" / "un_sc_sample.xml").read_bytes()


def test_sample_is_read_to_the_last_field(sample: bytes) -> None:
    read = un_sc.parse(sample)
    assert read.published == date(2025, 3, 4)
    person, other, body = read.entities
    assert (person.id, person.schema, person.caption) == ("XPi.001", "Person", "TO PYONG-RYUL")
    assert [(name.text, name.kind, name.lang) for name in person.names] == [
        ("TO PYONG-RYUL", "primary", ""),
        ("도병률", "original", "ko"),
        ("Do Byong-ryul", "alias", ""),
        ("Byong", "weak", ""),
    ]
    assert person.birth_dates == ("1960-01-02", "1961-02-03")
    assert person.identifiers == {"passportNumber": ("111222333",)}
    assert person.countries == ("kp",)
    assert person.designations[0].listed_on == date(2016, 3, 2)
    assert other.caption == "ZAYDUN AL-WADI ABU QINDIL"
    assert other.birth_dates == ("1972", "1973", "1974")
    assert other.countries == ("ir",)
    assert body.identifiers == {"imoNumber": ("9074729",), "swiftBic": ("PADGKPPY",)}
    assert body.names[-1].lang == "ko"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<GENDER>Male</GENDER>", "<GENDER>Male</GENDER><SHOE_SIZE>44</SHOE_SIZE>", "XPi.001: unknown field SHOE_SIZE"),
        ("<QUALITY>Low</QUALITY>", "<QUALITY>Middling</QUALITY>", "unknown QUALITY 'Middling'"),
        ("2018-03-30", "30 March 2018", "is not a date of the form YYYY-MM-DD"),
        ("XPe.001", "XPi.001", "stands twice"),
        ("CONSOLIDATED_LIST", "OTHER_LIST", "this is another list"),
        ("<FIRST_NAME>PADOGIL SHIPPING CO (PSC)</FIRST_NAME>", "", "XPe.001: FIRST_NAME is missing"),
        ("</CONSOLIDATED_LIST>", "", "not well-formed XML"),
    ],
)
def test_what_is_not_understood_is_an_error_naming_the_place(sample: bytes, old: str, new: str, words: str) -> None:
    damaged = sample.decode().replace(old, new).encode()
    with pytest.raises(SourceError) as caught:
        un_sc.parse(damaged)
    assert words in str(caught.value)


def test_a_country_nobody_knows_is_kept_as_printed_and_noted(sample: bytes) -> None:
    reading = un_sc.stream(sample.replace(b"<VALUE>Iran (Islamic Republic of)</VALUE>", b"<VALUE>Atlantis</VALUE>"))
    other = list(reading.entities)[1]
    assert other.countries == ()
    assert other.properties == {"countryText": ("Atlantis",)}
    assert reading.notices.lines == ["un-sc XDi.002: the country 'Atlantis' is not known; kept as text only"]


def test_a_missing_file_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"give the list's file"):
        un_sc.read(tmp_path / "absent.xml")


@pytest.mark.real_data
def test_the_published_list(real_data: Path) -> None:
    read = un_sc.read(next((real_data / "data" / "lists" / "un").glob("*.xml")))
    assert len(read.entities) == 1003
    regime = [entity for entity in read.entities if entity.id.startswith("KP")]
    assert sum(entity.schema == "Person" for entity in regime) == 80
    assert sum(entity.schema == "Organization" for entity in regime) == 75
    assert read.published == date(2026, 2, 27)
    assert {programme for entity in read.entities for programme in entity.programmes} >= {"DPRK", "Al-Qaida", "Taliban"}
