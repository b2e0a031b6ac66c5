"""`nizam check` on a terminal: files of deals with broken rows among them, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main

ROWS = (
    '{"id": "a", "date": "2019-05-02", "supplier": {"country": "DPRK"}, "goods": [{"description": "coal"}]}',
    "[1]",
    "null",
    '{"id": "d", "date": "31/31/2019", "goods": ["coal"]}',
)


def check(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", *args])


@pytest.fixture
def deals(tmp_path: Path) -> str:
    path = tmp_path / "deals.jsonl"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("lang", "deal", "failed"), [("en", "Deal", "not judged"), ("ar", "الصفقة", "تعذّر الحكم")])
def test_a_table_of_deals_names_each_and_holds_no_json(deals: str, lang: str, deal: str, failed: str) -> None:
    result = check(deals, "--text", "--lang", lang)
    assert result.exit_code == 5
    said = result.stdout.translate(dict.fromkeys((0x2068, 0x2069)))
    assert said.startswith(f"{deal} a\n")
    assert f"! {deal} d" in said
    assert said.count(failed) == 3
    assert '{"' not in said


def test_what_stands_in_place_of_a_deal_is_named_in_words(deals: str) -> None:
    answers = [json.loads(line) for line in check(deals, "--json").stdout.splitlines()]
    assert [a["error"]["message"] for a in answers[1:3]] == [
        "expected a deal as an object; found a list.",
        "expected a deal as an object; found nothing.",
    ]


def test_questions_come_before_paragraphs_and_tests_come_last() -> None:
    said = check("Coal loaded at Rajin is sold to China in May 2018", "--text").stdout
    order = [
        said.index(part) for part in ("CANNOT BE DECIDED", "Questions", "Paragraphs", "Ways out", "The tests made")
    ]
    assert order == sorted(order)
    assert "if “DPRK”: Prohibited" in said
    assert "Exception: Coal of foreign origin" in said
    assert "rajin-coal" not in said


def test_an_arabic_verdict_names_exceptions_in_arabic() -> None:
    said = check("Coal loaded at Rajin is sold to China in May 2018", "--text", "--lang", "ar").stdout
    assert "استثناء: الفحم الأجنبي المنشأ" in said
    assert "rajin-coal" not in said
    assert "general-2397" not in said


def test_of_many_activities_a_few_are_shown() -> None:
    said = check("In May 2019 a trader buys wheat from a listed North Korean company.", "--text").stdout
    tested = [line for line in said.splitlines() if "activity:" in line]
    assert tested
    assert all(line.count(" or ") <= 6 for line in tested)
    assert "others" in said
