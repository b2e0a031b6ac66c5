"""Words found whole, with their clitics and endings, never inside other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nizam.text.arabic import forms, splits
from nizam.text.normalise import fold
from nizam.text.phrases import Phrases
from nizam.text.tokens import tokenise


def found(phrases: Phrases[str], text: str) -> list[str]:
    return [text[f.start : f.end] for f in phrases.find(text, tokenise(text))]


@pytest.fixture(scope="module")
def names() -> Phrases[str]:
    out: Phrases[str] = Phrases(names=True)
    out.extend(["الصين", "مالي", "قطر", "كوريا الشمالية", "North Korea", "Россия", "КНДР"], "country")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سافر إلى الصين", ["الصين"]),
        ("وبالصين", ["الصين"]),
        ("للصين", ["لصين"]),
        ("كوريا الشمالية", ["كوريا الشمالية"]),
        ("لكوريا الشمالية", ["كوريا الشمالية"]),
        ("المالي", []),
        ("الشمالية", []),
        ("وقطر", ["قطر"]),
        ("قطرات", []),
        ("North Korea's army", ["North Korea"]),
        ("North-Korea", ["North-Korea"]),
        ("North. Korea", []),
        ("в России и КНДР", ["России", "КНДР"]),
    ],
)
def test_names(names: Phrases[str], text: str, expected: list[str]) -> None:
    assert found(names, text) == expected


def test_things_lose_only_what_inflects() -> None:
    goods: Phrases[str] = Phrases(nouns=True)
    for label in ("fish", "fuel", "شاحنة", "أدوات", "أدوية", "دواء", "пшеничная мука"):
        goods.add(label, label)
    assert found(goods, "fishing fueled fuels") == ["fuels"]
    assert [f.label for f in goods.find("الأدوية", tokenise("الأدوية"))] == ["أدوية"]
    assert found(goods, "بالشاحنات") == ["الشاحنات"]
    assert found(goods, "вагоны с пшеничной мукой") == ["пшеничной мукой"]


def test_the_longest_phrase_wins() -> None:
    goods: Phrases[str] = Phrases(nouns=True)
    goods.add("steel", "72")
    goods.add("steel pipe", "7306")
    assert [f.value for f in goods.find("steel pipes and steel", tokenise("steel pipes and steel"))] == ["7306", "72"]


def test_folding_joins_spellings() -> None:
    assert fold("أُونْ") == fold("اون")
    assert fold("كـــوريا") == "كوريا"
    assert fold("Ёлка") == "елка"
    assert fold("Kore\u200ba") == "korea"


def test_forms_of_arabic_words() -> None:
    assert "سياره" in forms("سيارات")
    assert any(s.rest == "صين" and s.article for s in splits("وللصين"))


@given(st.text(max_size=200))
def test_tokens_always_point_into_the_text(text: str) -> None:
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert token.text.strip() == token.text
