"""Every official form is read to the last field, and two forms of one list say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nizam.errors import SourceError
from nizam.sources import detect
from tests.sources.forms import FORMS, LISTS, names, read, taken


@pytest.mark.parametrize(("name", "form"), FORMS.items())
def test_the_form_is_told_by_content_not_by_name(name: str, form: str, tmp_path: Path) -> None:
    if name == "ofac-csv":
        for number, file in enumerate(sorted((LISTS / name).iterdir())):
            # which is which is told by the columns; only `cons…` tells the non-SDN list from the other
            head = "cons" if file.name.startswith("cons") else "a"
            (tmp_path / f"{head}{number}.csv").write_bytes(file.read_bytes())
        assert detect.stream(tmp_path).form == form
    else:
        (tmp_path / "download").write_bytes((LISTS / name).read_bytes())
        assert detect.stream(tmp_path / "download").form == form


def test_ofac_csv_joins_its_files_and_reads_the_remarks() -> None:
    reading, found = read("ofac-csv")
    assert reading.list_id == "us-ofac-sdn"
    assert reading.published is None
    person = found["101"]
    assert names(person) == [
        ("Farid Karim EXAMPLEZADEH", "primary", ""),
        ("THE INVENTED", "weak", ""),
        ("Fareed EXAMPLE-ZADEH", "alias", ""),
        ("Farid KARIMI", "alias", ""),
    ]
    assert person.birth_dates == ("1961", "1962-12-10")
    assert person.identifiers["passportNumber"] == ("A1234567", "B7654321")
    # the remark is cut in the middle of a word, and goes on in the comments file
    assert person.properties["phone"] == ("982100000000",)
    assert person.identifiers["idNumber"] == ("0012345678", "555")
    assert person.programmes == ("NPWMD", "IFSR")
    assert (person.nationalities, person.gender, person.birth_places) == (("ir",), "male", ("Exampleville, Iran",))
    company = found["102"]
    assert company.identifiers == {
        "innCode": ("7707083893",),
        "registrationNumber": ("1027700132195",),
        "swiftBic": ("EXAMRUMM",),
        "leiCode": ("253400EXAMPLE0000018",),
    }
    vessel = found["103"]
    assert vessel.schema == "Vessel"
    assert vessel.identifiers == {"callSign": ("9HEX1",), "imoNumber": ("9187629",), "mmsi": ("256842999",)}
    assert ("owner", "Example Shipping Co") in vessel.links
    assert vessel.countries == ()
    aircraft = found["104"]
    assert aircraft.schema == "Airplane"
    assert aircraft.identifiers == {
        "serialNumber": ("838",),
        "registrationNumber": ("EP-EXA",),
        "icaoCode": ("7300FF",),
    }
    assert ("operator", "EXAMPLE AIR") in aircraft.links


def test_somebody_on_both_ofac_lists_is_one_entity_with_two_listings() -> None:
    _, found = read("ofac-csv")
    assert [listing.list_id for listing in found["105"].designations] == ["us-ofac-cons", "us-ofac-sdn"]
    assert found["201"].designations[0].list_id == "us-ofac-cons"
    assert ("EXBANK", "weak", "") in names(found["201"])


def test_ofac_xml() -> None:
    reading, found = read("ofac_sdn.xml")
    assert reading.published == date(2026, 10, 30)
    person = found["101"]
    assert names(person)[0] == ("Farid Karim EXAMPLEZADEH", "primary", "")
    assert person.nationalities == ("ir", "tr")
    assert person.identifiers["passportNumber"] == ("A1234567",)
    assert person.links == (("linked", "EXAMPLE SHIPPING CO"),)
    assert any("Invented Card No." in line for line in reading.notices.lines)
    assert found["103"].countries == ("pa",)


def test_ofac_advanced_has_own_scripts_days_and_ties() -> None:
    reading, found = read("ofac_advanced.xml")
    assert reading.published == date(2026, 10, 30)
    person = found["101"]
    assert names(person) == [
        ("Farid Karim EXAMPLEZADEH", "primary", ""),
        ("فرید کریم مثال‌زاده", "original", "ar"),
        ("THE INVENTED", "weak", ""),
    ]
    assert person.birth_dates == ("1961", "1962-12-10")
    assert person.addresses[0].text == "12 Example Street, Tehran"
    listing = person.designations[0]
    assert (listing.listed_on, listing.amended) == (date(2012, 7, 12), date(2016, 1, 17))
    assert (listing.programmes, listing.measures) == (("NPWMD", "IFSR"), ("Block",))
    assert found["102"].designations[0].list_id == "us-ofac-cons"
    assert found["102"].identifiers == {"innCode": ("7707083893",)}
    assert found["103"].links == (("Owned or Controlled By", "102"),)
    assert reading.notices.count == 1


def test_eu_forms_agree() -> None:
    (xml, in_xml), (table, in_csv) = read("eu_fsf.xml"), read("eu_fsf.csv")
    assert xml.published == table.published == date(2026, 10, 30)
    for key, entity in in_xml.items():
        other = in_csv[key]
        for field in (
            "schema",
            "caption",
            "names",
            "countries",
            "birth_dates",
            "identifiers",
            "addresses",
            "properties",
        ):
            assert getattr(entity, field) == getattr(other, field), (key, field)
    person = in_xml["EU.9001.1"]
    assert person.birth_dates == ("1972", "1973", "1974", "1973-04-28")
    assert person.roles == ("Hajji", "Clerk", "Driver")
    assert names(person)[1:] == [("زيدون الوادي", "alias", "ar"), ("Abu Qindil", "weak", "")]
    assert person.designations[0].listed_on == date(2012, 11, 21)
    assert in_xml["EU.9002.2"].identifiers == {"innCode": ("7707083893",), "ogrnCode": ("1027700132195",)}


def test_uk_forms_agree() -> None:
    (xml, in_xml), (table, in_csv) = read("uk_sl.xml"), read("uk_sl.csv")
    assert xml.published == table.published == date(2026, 10, 30)
    for key, entity in in_xml.items():
        other = in_csv[key]
        assert set(entity.names) == set(other.names)
        for field in ("schema", "caption", "countries", "birth_dates", "identifiers", "links", "designations", "roles"):
            assert getattr(entity, field) == getattr(other, field), (key, field)
    person, bank, ship = in_xml.values()
    assert person.designations[0].measures == ("Asset freeze", "Travel Ban")
    assert person.birth_dates == ("1972", "1973-04-28")
    assert bank.identifiers["innCode"] == ("7707083893",)
    assert (ship.schema, ship.identifiers["imoNumber"]) == ("Vessel", ("9187629",))


def test_ftm_joins_listings_ties_papers_and_addresses() -> None:
    reading, found = read("sample.ftm.json")
    assert reading.published == date(2026, 10, 30)
    assert list(found) == ["x-person-1", "x-company-1", "x-vessel-1", "x-wallet-1", "x-person-2"]
    person = found["x-person-1"]
    listing = person.designations[0]
    assert (listing.list_id, listing.reference, listing.programmes) == ("xx_list", "A-1", ("XX-EX",))
    assert (listing.listed_on, listing.until) == (date(2012, 7, 1), date(2030, 12, 31))
    assert person.identifiers["passportNumber"] == ("A1234567", "B7654321")
    assert person.addresses[0].country == "ir"
    assert person.links == (("asset", "x-company-1"),)
    assert found["x-company-1"].links == (("owner", "x-person-1"),)
    # one entity on two lines
    assert found["x-company-1"].datasets == ("xx_list", "yy_list")
    assert ("EXSHIP", "alias", "") in names(found["x-company-1"])
    assert found["x-wallet-1"].caption == "1ExampleExampleExample"
    assert found["x-person-2"].caption == "Ayo Beispiel"


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("ofac_sdn.xml", "<uid>102</uid>", "<uid>102</uid><shoe>44</shoe>", "102: unknown field shoe"),
        ("ofac_sdn.xml", "<Record_Count>3<", "<Record_Count>4<", "3 entries were read, the file announces 4"),
        ("ofac_sdn.xml", "<category>weak<", "<category>feeble<", "unknown category 'feeble'"),
        ("ofac_advanced.xml", 'PartySubTypeID="1"', 'PartySubTypeID="77"', "103: the file refers to PartySubType '77'"),
        ("ofac_advanced.xml", "<Comment/><Profile", "<Comment/><Shoe/><Profile", "unknown field Shoe"),
        ("eu_fsf.xml", 'gender="M"', 'gender="M" shoeSize="44"', "EU.9001.1/nameAlias: unknown attribute 'shoeSize'"),
        (
            "eu_fsf.xml",
            'code="enterprise" classificationCode="E"',
            'code="x" classificationCode="y"',
            "unknown subject",
        ),
        ("eu_fsf.csv", "NameAlias_Gender", "NameAlias_Shoe", "unknown column 'NameAlias_Shoe'"),
        ("eu_fsf.csv", "Entity_LogicalId", "Entity_Id", "the column 'Entity_LogicalId' is missing"),
        ("uk_sl.xml", "<PhoneNumbers/>", "<Shoes><Shoe>44</Shoe></Shoes>", "XAF0001: unknown field Shoe"),
        ("uk_sl.xml", ">Ship<", ">Submarine<", "XDP0003: unknown type 'Submarine'"),
        ("uk_sl.csv", "Unique ID", "Key", "the column 'Unique ID' is missing"),
        ("uk_sl.csv", "D.O.B", "Born", "unknown column 'Born'"),
        ("sample.ftm.json", '"id": "x-addr-1", ', "", "sample.ftm.json:3: the field 'id' is missing"),
    ],
)
def test_what_is_not_understood_is_an_error_naming_the_place(name: str, old: str, new: str, words: str) -> None:
    raw = (LISTS / name).read_text(encoding="utf-8")
    if name == "ofac_advanced.xml":
        raw = raw.replace("<Comment/>\n      <Profile", "<Comment/><Profile")
    assert old in raw
    with pytest.raises(SourceError) as caught:
        taken(raw.replace(old, new).encode(), name)
    assert words in str(caught.value)


@pytest.mark.real_data
def test_the_published_ofac_files(real_data: Path) -> None:
    reading = detect.stream(real_data / "data" / "lists" / "ofac")
    entities = list(reading.entities)
    assert len(entities) == 9414
    assert sum(len(entity.names) for entity in entities) > 24_000
    assert reading.notices.count < 10
    vessels = [entity for entity in entities if entity.schema == "Vessel"]
    assert len(vessels) == 406
    assert sum("imoNumber" in entity.identifiers for entity in vessels) > 350
