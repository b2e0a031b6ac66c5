"""Russian adjectives of cities, Korean names, and the sides they give a deal."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.cases_ru import case_of, comes_from
from nizam.reader.dealing.korean_names import korean_names
from nizam.reader.dealing.named import named_in
from nizam.reader.facts import read_deal
from nizam.text.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Саривонская контора", "kp"),
        ("на пхёнсонской фабрике", "kp"),
        ("Даляньский завод", "cn"),
        ("Гаванский арсенал", "cu"),
        ("минский завод", "by"),
    ],
)
def test_city_adjectives(text: str, country: str) -> None:
    assert [f.value.country for f in named_in(text, tokenise(text))] == [country]


@pytest.mark.parametrize("text", ["городской завод", "морской порт", "детский дом", "студенческий театр"])
def test_common_adjectives_are_no_cities(text: str) -> None:
    assert named_in(text, tokenise(text)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Choe Sang Il, who is listed, enters Indonesia.", ["Choe Sang Il"]),
        ("Виза для Ли Вон Хо готова.", ["Ли Вон Хо"]),
        ("سُمح لكيم جونغ سيك بالدخول.", ["لكيم جونغ سيك"]),
        ("No visa was given.", []),
    ],
)
def test_korean_names(text: str, names: list[str]) -> None:
    assert list(korean_names(text, tokenise(text), ())) == names


def test_cases() -> None:
    assert case_of("северокорейскому") == "dative"
    assert case_of("trade") == ""
    assert comes_from(["с", "завода"])
    assert not comes_from(["с", "заводом"])


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("In March 2019 China sells tractors to a farm in Sariwon, North Korea.", "to-target"),
        ("Tractors are ordered from a Chinese plant by the Hwangju Farm, Sariwon, North Korea.", "to-target"),
        ("Squid of the Chongjin Fishery Station, DPRK, was bought by a Dalian cold store.", "from-target"),
        ("The cargo leaves Prague for Wonsan.", "to-target"),
        ("Минский завод продаёт тракторы Саривонской конторе.", "to-target"),
        ("Китайская фирма закупила уголь у шахты (КНДР).", "from-target"),
        ("تبيع شركة من شنتشن جرارات لتعاونية في كوريا الشمالية.", "to-target"),
    ],
)
def test_sides(text: str, flow: str) -> None:
    assert flow in read_deal({"text": text}).fact("flow").values


def test_either_korea_is_open() -> None:
    deal = read_deal({"text": "Gasoil is sold to Hanil Energy; whether of North or South Korea is not stated."})
    assert not deal.fact("flow").complete
    assert deal.fact("flow").maybe
    fields = {"supplier": {"country": "Chile"}, "recipient": {"country": "North or South Korea, not stated"}}
    assert read_deal({**fields, "goods": [{"description": "gasoil"}]}).fact("flow").maybe


def test_measured_goods_are_dealt_in_beside_another_deed() -> None:
    deal = read_deal(
        {"text": "A ship of workers carried 3,000 tonnes of coal from Nampo; the crew was hired in China."}
    )
    assert any("coal" in line.lists for line in deal.goods)


def test_value_of_rugs() -> None:
    cheap = read_deal({"text": "Turkey sells sixty wool carpets at 350 dollars each to North Korea."})
    dear = read_deal({"text": "Turkey sells sixty wool carpets at 900 dollars each to North Korea."})
    assert "luxury" not in cheap.goods[0].lists
    assert "luxury" in dear.goods[0].lists
