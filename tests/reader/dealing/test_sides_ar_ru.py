"""Who gives and who gets, in Arabic and Russian word order."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.sentence import read_words
from nizam.reader.vocabulary import load_vocabulary


def _sides(text: str) -> tuple[list[str], list[str], list[str]]:
    sides = read_words(load_vocabulary(), text, ()).sides
    return sorted(sides.supplier), sorted(sides.recipient), sorted(sides.origin)


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("Из Китая в КНДР переданы подержанные автобусы.", ["cn"], ["kp"]),
        ("Из Расона в Хуньчунь везут сушёную рыбу.", ["kp"], ["cn"]),
        ("Фирма закупает в КНДР тысячу тонн металлолома.", ["kp"], []),
        ("Пхеньянская гостиница заказала швейцарские часы.", [], ["kp"]),
        ("Кипрский торговец продал северокорейской фирме золотые часы.", ["cy"], ["kp"]),
        ("Сухогруз вышел из Даляня с пятью тысячами тонн цемента в Нампхо.", ["cn"], ["kp"]),
        ("Наш клиент в Пхеньяне хочет тридцать генераторов; можно ли их отгрузить?", [], ["kp"]),
        ("وقّعت مصفاة صينية عقداً لتزويد كوريا الشمالية بالديزل.", ["cn"], ["kp"]),
        ("زوّدت شركة صينية كوريا الشمالية بالبنزين.", ["cn"], ["kp"]),
        ("نقلت شاحنات من راسون إلى هونتشون سمكاً مجففاً.", ["kp"], ["cn"]),
        ("باعت شركة مقرها سيول هواتف لشركة في هانوي.", ["kr"], ["vn"]),
    ],
)
def test_sides(text: str, supplier: list[str], recipient: list[str]) -> None:
    assert _sides(text)[:2] == (supplier, recipient)


def test_another_country_after_more_words_is_not_governed_by_the_preposition() -> None:
    assert "ao" not in _sides("Инструкторы из КНДР обучают рукопашному бою охрану Анголы.")[0]


def test_an_arabic_adjective_of_a_buyer_is_no_origin() -> None:
    assert "cn" not in _sides("تُحمَّل في راجين أربعون ألف طن من الفحم لمشترٍ صيني.")[2]


@pytest.mark.parametrize(
    "text",
    [
        "Южнокорейская компания экспортирует во Вьетнам батареи; к КНДР сделка отношения не имеет.",
        "تصدّر شركة كورية جنوبية بطاريات إلى فيتنام، ولا صلة للصفقة بكوريا الشمالية.",
        "A South Korean firm exports batteries to Vietnam, with no link to North Korea.",
    ],
)
def test_a_target_that_has_no_part_is_no_party(text: str) -> None:
    told = read_words(load_vocabulary(), text, ())
    assert "kp" not in told.sides.countries
    assert not told.tied


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("МИД КНДР закупил у немецкой фирмы лимузины.", True),
        ("باعت الشركة نفطاً لكوريا الشمالية.", True),
        ("Эта фирма лимузинов расположена в КНДР.", False),
    ],
)
def test_goods_beside_a_business(text: str, kept: bool) -> None:
    assert bool(read_words(load_vocabulary(), text, ()).goods) is kept
