"""Names taken apart and paired: brackets, titles, Korean surnames, alignment."""

from __future__ import annotations

import pytest

from nizam.names import compare, korean, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Trade Bank (FTB)", {"Foreign Trade Bank", "FTB"}),
        ("Jo (Cho) Chun Ryong", {"Jo Chun Ryong", "Cho Chun Ryong"}),
        ("KOMID a.k.a. Changgwang Sinyong", {"KOMID", "Changgwang Sinyong"}),
        ("Leader (Hong Kong) International", {"Leader International", "Leader Hong Kong International"}),
    ],
)
def test_variants(text: str, expected: set[str]) -> None:
    assert expected <= set(parts.variants(text))


def test_a_bracket_inside_a_name_is_no_name_alone() -> None:
    assert "Cho" not in parts.variants("Jo (Cho) Chun Ryong")


def test_titles_are_dropped_but_never_the_whole_name() -> None:
    assert [part.text for part in parts.person("Gen. Kim Jong Sik").parts] == ["kim", "jong", "sik"]
    assert [part.text for part in parts.person("General").parts] == ["general"]


@pytest.mark.parametrize("text", ["Jo Chun Ryong", "Chunryong Jo", "조춘룡", "Чо Чхун Рён", "جو تشون ريونغ"])
def test_the_surname_comes_first(text: str) -> None:
    form = parts.person(text)
    assert form.korean
    assert form.parts[0].kind == "surname"
    assert "jo" in form.parts[0].concept.split("|")


def test_a_name_with_a_surname_at_either_end_is_read_both_ways() -> None:
    firsts = [form.parts[0].text for form in parts.persons("Chun Ryong Jo")]
    assert firsts == ["chun", "jo"]


def test_imo_numbers() -> None:
    assert parts.imo_numbers("Hao Fan 6, IMO No. 8628597") == parts.imo_numbers("Hao Fan 6 IMO8628597") == ("8628597",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("chol", "cheol"), ("jong", "chong"), ("pyong", "byung"), ("kwang", "gwang"), ("un", "eun"), ("uk", "wook")],
)
def test_romanisations_sound_alike(one: str, other: str) -> None:
    a, b = parts.person(one).parts[0], parts.person(other).parts[0]
    assert compare.alike(a, b) >= 0.9


@pytest.mark.parametrize(("one", "other"), [("sam", "nam"), ("jang", "jong"), ("chol", "chun"), ("yong", "ryong")])
def test_different_syllables_do_not(one: str, other: str) -> None:
    assert compare.alike(parts.person(one).parts[0], parts.person(other).parts[0]) < 0.85


def test_joined_parts_are_paired_with_the_split_ones() -> None:
    found = compare.align(parts.person("Jo Chunryong").parts, parts.person("Jo Chun Ryong").parts)
    assert not found.query_left
    assert not found.name_left
    assert {pair.name for pair in found.pairs} == {(0,), (1, 2)}


def test_how_many_bear_a_name() -> None:
    assert korean.bearers(("kim",), ("yong", "chol")) > 5_000
    assert korean.bearers(("jo",), ("chun", "ryong")) < 1_000
