"""Broken, hostile and foreign files: one clear error with the place, whatever the form."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from nizam.errors import SourceError
from nizam.sources import detect
from nizam.sources.base import LONGEST_FIELD
from tests.sources.forms import FILES, LISTS, XML, taken

BOMB = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(name: str, encoding: str) -> None:
    text = (LISTS / name).read_text(encoding="utf-8")
    text = text[text.index("?>") + 2 :].lstrip()
    bomb = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}{text}'.encode(encoding)
    with pytest.raises(SourceError, match="declares a DTD"):
        taken(bomb, name)


def test_an_external_document_type_is_refused() -> None:
    with pytest.raises(SourceError, match="declares a DTD"):
        taken(b'<!DOCTYPE sdnList SYSTEM "file:///etc/passwd"><sdnList/>', "x.xml")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(SourceError, match="nested more than"):
        taken(b"<Designations>" + b"<a>" * 100_000, "deep.xml")


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_off_anywhere_is_refused_or_shorter_at_a_whole_record(name: str) -> None:
    raw = (LISTS / name).read_bytes()
    whole = len(taken(raw, name))
    for cut in random.Random(7).sample(range(1, len(raw) - 2), 60):
        found, said = _attempt(raw[:cut], name)
        if said:
            assert name in said
        else:
            # a table or a file of lines cut between two records cannot be told from a shorter one
            assert not name.endswith(".xml")
            assert found <= whole


def _attempt(raw: bytes, name: str) -> tuple[int, str]:
    """How many entities were read, or what was said against the file."""
    try:
        return len(taken(raw, name)), ""
    except SourceError as error:
        return 0, str(error)


@pytest.mark.parametrize("name", [*XML, "uk_sl.csv", "eu_fsf.csv", "sample.ftm.json"])
def test_a_name_of_ten_megabytes_is_refused_with_its_place(name: str) -> None:
    text = (LISTS / name).read_text(encoding="utf-8-sig")
    known = {
        "un_sc_sample.xml": "PYONG-RYUL", "ofac_sdn.xml": "EXAMPLE SHIPPING CO<", "ofac_advanced.xml": "Farid Karim",
        "eu_fsf.xml": "Abu Qindil", "uk_sl.xml": "Zaidoun", "uk_sl.csv": "Zaidoun", "eu_fsf.csv": "Abu Qindil",
        "sample.ftm.json": "Farid Karimi",
    }[name]  # fmt: skip
    huge = text.replace(known, "A" * 10_000_000 + ("<" if known.endswith("<") else ""), 1)
    with pytest.raises(SourceError, match=r"characters") as caught:
        taken(huge.encode(), name)
    assert name in str(caught.value)
    assert len(str(caught.value)) < 500


def test_control_characters_in_a_table_are_replaced_and_noted() -> None:
    raw = (LISTS / "uk_sl.csv").read_bytes().replace(b"EXAMPLE BANK", b"EXAMPLE\x00\x02BANK")
    reading = detect.stream_file(raw, "uk.csv")
    assert "EXAMPLE BANK JSC" in {entity.caption for entity in reading.entities}
    assert "control characters" in reading.notices.lines[0]


def test_control_characters_in_xml_are_not_well_formed() -> None:
    raw = (LISTS / "uk_sl.xml").read_bytes().replace(b"EXAMPLE BANK", b"EXAMPLE\x02BANK")
    with pytest.raises(SourceError, match=r"uk\.xml:28: not well-formed"):
        taken(raw, "uk.xml")


@pytest.mark.parametrize("name", ["uk_sl.csv", "eu_fsf.csv", "sample.ftm.json"])
def test_a_wrong_encoding_is_an_error_with_the_line(name: str) -> None:
    raw = (LISTS / name).read_bytes().replace("زيدون".encode(), b"\xd2\xed\xcf").replace("فرید".encode(), b"\xdd\xd1")
    with pytest.raises(SourceError, match=r":\d+: the bytes are not UTF-8"):
        taken(raw, name)


def test_a_table_in_utf_16_is_read_by_its_mark() -> None:
    raw = (LISTS / "uk_sl.csv").read_text(encoding="utf-8").encode("utf-16")
    assert len(taken(raw, "uk.csv")) == 3


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"PK\x03\x04....", "a ZIP archive; unpack it"),
        (b"\x1f\x8b....", "packed with gzip"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"<rss></rss>", "the root element rss belongs to no list"),
        (b"[{}]", "one object a line"),
        (b"{nonsense", "x:1: not a JSON object"),
        (b'{"id": "a", "schema": "Person", "properties": 5}', "'properties' is not an object"),
        (b'{"id": "a", "schema": "Person"}\n[1]', "x:2: one FollowTheMoney entity"),
        (b"[" * 100_000, "one object a line"),
        (b'{"id": ' + b"[" * 100_000, "x:1: not a JSON object"),
        (b"a,b,c\n1,2,3\n", "in no form that is read"),
        (b'1,"X",-0- ,"P",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n', "give the folder that holds them all"),
        (b"\xff\xfe\x00\x00\x12", "the bytes are not UTF-16"),
        (b"<?xml version='1.0' encoding='x-klingon'?><Designations/>", "not well-formed XML"),
    ],
)
def test_what_is_no_list_says_so(raw: bytes, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        taken(raw, "x")
    assert words in str(caught.value)


def test_a_folder_without_its_aliases_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_bytes((LISTS / "ofac-csv" / "sdn.csv").read_bytes())
    (tmp_path / "add.csv").write_bytes((LISTS / "ofac-csv" / "add.csv").read_bytes())
    with pytest.raises(SourceError, match="the file of aliases"):
        detect.stream(tmp_path)


def test_an_ofac_row_with_a_column_short_names_the_line(tmp_path: Path) -> None:
    for file in (LISTS / "ofac-csv").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "sdn.csv").open("ab") as handle:
        handle.write(b'\r\n106,"CUT OFF",-0- ,"CU\r\n')
    with pytest.raises(SourceError, match=r"sdn\.csv:\d+"):
        list(detect.stream(tmp_path).entities)


def test_a_folder_of_several_lists_names_them(tmp_path: Path) -> None:
    for name in ("uk_sl.xml", "eu_fsf.xml"):
        (tmp_path / name).write_bytes((LISTS / name).read_bytes())
    with pytest.raises(SourceError, match=r"several lists \(eu_fsf\.xml, uk_sl\.xml\)"):
        detect.stream(tmp_path)


def test_odd_values_of_a_property_are_taken_as_text() -> None:
    record = {
        "id": "a",
        "schema": "Person",
        "properties": {"name": "One", "birthDate": 1965, "country": None, "x": [True]},
    }
    (entity,) = taken(json.dumps(record).encode(), "x.ftm.json")
    assert (entity.caption, entity.birth_dates, entity.properties) == ("One", ("1965",), {"x": ("true",)})


def test_half_a_character_is_replaced_and_noted() -> None:
    reading = detect.stream_file(
        rb'{"id": "a", "schema": "Person", "properties": {"name": ["O\ud800ne"]}}', "x.ftm.json"
    )
    assert [entity.caption for entity in reading.entities] == ["O ne"]
    assert reading.notices.count == 1


def test_a_field_beyond_all_measure_is_no_field() -> None:
    record = {"id": "a", "schema": "Person", "properties": {"name": ["One"], "notes": ["x" * (LONGEST_FIELD + 1)]}}
    with pytest.raises(SourceError, match="no value has more"):
        taken(json.dumps(record).encode(), "x.ftm.json")
