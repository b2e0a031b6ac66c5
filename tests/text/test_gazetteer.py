from __future__ import annotations

import pytest

from nizam.text.gazetteer import country_code, gazetteer
from nizam.text.romanise import romanise
from nizam.text.tokens import case_bases, tokenise


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DPRK", "kp"), ("KP", "kp"), ("PRK", "kp"), ("North Korea", "kp"), ("كوريا الشمالية", "kp"), ("КНДР", "kp"),
        ("كوريا الديمقراطية", "kp"), ("Россия", "ru"), ("России", "ru"), ("Russian", "ru"), ("the United States", "us"),
        ("Dandong, China", "cn"), ("Norway", "no"), ("NO", "no"), ("Иране", "ir"), ("الكويت", "kw"),
        ("Republic of Korea", "kr"),
        ("Nampo", "kp"), ("Atlantis", None), ("", None), ("China or Russia", None),
    ],
)  # fmt: skip
def test_country_code(text: str, code: str | None) -> None:
    assert country_code(text) == code


def names(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[f.start : f.end], f.value.kind, f.value.key)
        for f in gazetteer().find(text, tokenise(text))
        if not f.value.ambiguous
    ]


def test_proclitics_stand_outside_and_the_article_inside() -> None:
    assert names("وبالصين") == [("الصين", "country", "cn")]
    assert names("وروسيا") == [("روسيا", "country", "ru")]
    assert names("للصين") == [("للصين", "country", "cn")]


def test_no_name_inside_another_word() -> None:
    assert names("الشمالية المتقطرة والتشادق") == []
    assert names("he turned the turkey and used china to help us all") == []
    assert names("после того как мало людей") == []


def test_cases_of_russian_names() -> None:
    for form in ("Иран", "Ирана", "Ирану", "Ираном", "Иране", "Пхеньян", "Пхеньяне", "Вьетнаме", "Россией", "Китаю"):
        assert [n[1] in ("country", "capital") for n in names("с " + form)] == [True], form
    assert "вьетнам" in case_bases("вьетнамом")


def test_adjectives_in_all_their_forms() -> None:
    for form in ("الكوريون الشماليون", "كوري شمالي", "الكورية الشمالية", "северокорейскими", "North Koreans"):
        assert [n[1:] for n in names("x " + form)] == [("adjective", "kp")], form


def test_native_names_without_spaces() -> None:
    text = "북한이 러시아에서 수입했다"
    assert [n.key for _, _, n in gazetteer().find_native(text, 0, len(text))] == ["kp", "ru"]


def test_romanise() -> None:
    assert romanise("Саврасов Игорь") == "Savrasov Igor"
    assert romanise("Kim Jong Un") == "Kim Jong Un"
    assert romanise("بلومكفيست").isascii()
