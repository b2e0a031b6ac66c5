"""`nizam regime`: paragraphs in words, found by id or citation, in both languages."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main


def regime(*args: str) -> Result:
    return CliRunner().invoke(main, ["regime", *args])


@pytest.mark.parametrize("name", ["un-dprk/2397/8", "2397/8", "UNSCR 2397 (2017) para 8", "unscr 2397  (2017) PARA 8"])
def test_a_paragraph_is_found_by_id_or_citation(name: str) -> None:
    shown = regime("show", name)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("UNSCR 2397 (2017) para 8 — DPRK workers")


def test_an_id_of_several_paragraphs_shows_them_all() -> None:
    assert regime("show", "1718/8").stdout.count("document:") >= 6


def test_conditions_are_told_in_words() -> None:
    shown = regime("show", "2397/5").stdout
    assert "direction: to the DPRK" in shown
    assert "to-target" not in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_an_arabic_paragraph_holds_no_codes_and_begins_from_the_right() -> None:
    shown = regime("show", "2397/5", "--lang", "ar").stdout
    # What is set apart (citations, addresses) may be Latin; nothing else is.
    assert not re.search("[A-Za-z]", re.sub("\u2068.*?\u2069", "", shown))
    assert "الاتجاه: إلى جمهورية" in shown


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_list_counts_and_marks_numbers_from_memory(lang: str) -> None:
    shown = regime("list", "--text", "--lang", lang, "--as-of", "2016-06-01").stdout
    assert re.search(r"2016-06-01\S?: \d+ (of|من)", shown)
    assert shown.rstrip().splitlines()[-1].startswith("* ")
    none = regime("list", "--text", "--lang", lang, "--as-of", "2006-06-01").stdout
    assert "*" not in none


def test_a_period_that_is_not_yet_is_told_as_such() -> None:
    assert regime("timeline", "--from", "2199-01-01", "--text").stdout.endswith("no change from 1 January 2199 on.\n")


def test_a_name_that_is_none_is_refused_in_one_line() -> None:
    result = regime("show", "9999/1")
    assert result.exit_code == 2
    assert "no provision '9999/1'" in result.stderr
