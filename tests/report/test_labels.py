"""The interface's words: complete in both languages, and never a licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from nizam import yamltext
from nizam.model.verdict import Outcome
from nizam.regime.terms import fact_kinds
from nizam.report.labels import LABELS, goods_titles, labels, plural

DATA: dict[str, Any] = yamltext.load(LABELS)


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every pair of sentences in the file with where it stands."""
    if isinstance(node, dict) and "en" in node and "ar" in node:
        yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}/{key}")


def test_every_sentence_has_both_languages_and_the_same_blanks() -> None:
    for path, pair in leaves(
        {group: rows for group, rows in DATA.items() if group not in ("notes", "counts", "languages")}
    ):
        assert pair["en"], path
        assert pair["ar"], path
        assert set(re.findall(r"{\w+}", pair["en"])) == set(re.findall(r"{\w+}", pair["ar"])), path


def test_nothing_says_that_anything_is_allowed() -> None:
    text = LABELS.read_text(encoding="utf-8").casefold()
    assert not re.search(r"\ballow(?:ed|s)?\b", text)
    assert "مسموح" not in text
    assert "عقوبات" not in text


def test_every_activity_fact_and_term_has_a_title() -> None:
    kinds = fact_kinds()
    assert set(kinds["activity"].terms) <= set(DATA["activities"])
    assert set(kinds) <= set(DATA["facts"])
    terms = {term for name, kind in kinds.items() if name != "activity" for term in kind.terms}
    assert terms <= set(DATA["terms"])


def test_every_outcome_is_counted_in_all_forms() -> None:
    for outcome in Outcome:
        assert set(DATA["counts"][outcome.word]["en"]) == {"one", "other"}
        assert set(DATA["counts"][outcome.word]["ar"]) == {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("n", "form"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"),
     (102, "other"), (103, "few"), (111, "many")],
)  # fmt: skip
def test_arabic_plurals(n: int, form: str) -> None:
    assert plural("ar", n) == form


def test_counts_read_well() -> None:
    assert labels("en").count("items", 1) == "1 item"
    assert labels("ar").count("items", 2) == "بندان"
    assert labels("ar").count("items", 13) == "13 بنداً"


def test_days_have_the_double_month_names_of_the_united_nations() -> None:
    assert labels("en").day(date(2023, 9, 13)) == "13 September 2023"
    assert labels("ar").day(date(2023, 9, 13)) == "13 أيلول/سبتمبر 2023"


@pytest.mark.parametrize(
    "note",
    [
        "over the cap",
        "no condition",
        "The page gives no date and none was asked for: it is judged by today's law.",
        "The text is in Korean: only countries and listed parties are looked for.",
    ],
)
def test_english_notes_come_out_in_arabic(note: str) -> None:
    said = labels("ar").translated(note)
    assert not re.search(r"[A-Za-z]", said)
    assert labels("en").translated(note) == note


def test_conditions_in_words() -> None:
    assert labels("en").condition("activity is employment or work-permit")[1].startswith("activity: Employment")
    assert labels("en").condition("parties.designated is not true")[1] == "a party is listed: no"
    assert labels("en").condition("purpose is not relief")[1] == "purpose: not relief"
    assert (
        labels("en").condition("contract.date is before 2017-09-11")[1]
        == "date of the contract: before 11 September 2017"
    )


def test_goods_have_titles_in_both_languages() -> None:
    assert goods_titles("en")["coal"] == "coal"
    assert goods_titles("ar")["coal"].startswith("فحم") or "فحم" in goods_titles("ar")["coal"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("coal briquettes is coal by nature", "«coal briquettes» بطبيعته من:"),
        ("HS (by its words) 8703 is within 72, 73", "الرمز 8703 يقع ضمن 72, 73"),
        ("«parts» was not recognised", "لم يُتعرَّف على «parts»"),
        ("2017-01-01 to 2017-12-31", "من 2017-01-01 إلى 2017-12-31"),
    ],
)
def test_what_a_test_found_comes_out_in_arabic(found: str, words: str) -> None:
    assert labels("ar").known(found).startswith(words)
    assert labels("en").known(found) == found
    assert labels("ar").known("قال المدير") == ""
