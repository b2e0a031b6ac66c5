"""The row of signs a Russian sentence is written as, and the side each construction tells."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.constructions_ru import side_at_ru, sides_told_ru
from nizam.reader.dealing.goods_heads import heads
from nizam.reader.dealing.mentions_ru import bodies_named
from nizam.reader.dealing.rows_ru import row_ru
from nizam.reader.dealing.sentence import read_words
from nizam.reader.vocabulary import load_vocabulary
from nizam.text.tokens import tokenise


def _told(text: str) -> dict[str, str]:
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    told = sides_told_ru(vocabulary, text, tokens, heads(vocabulary, text, tokens, running=True))
    return {code: side for mention, side in told.items() for code in mention.countries}


def test_signs() -> None:
    text = "Китайской фирмой из Шэньяна закуплена у КНДР железная руда."
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    row = row_ru(vocabulary, text, tokens, heads(vocabulary, text, tokens, running=True))
    assert " ".join(row.signs) == "P:i ined u P:x G ."
    assert [p.mention.countries for _, p in row.parties] == [("cn",), ("kp",)]


@pytest.mark.parametrize(
    ("signs", "at", "side"),
    [
        ("P:n out P:d G .", 0, "supplier"),
        ("P:n out P:d G .", 2, "recipient"),
        ("P:d out P:n G .", 2, "supplier"),
        ("G ined P:i u P:x .", 2, "recipient"),
        ("G ined P:i u P:x .", 4, "supplier"),
        ("G outed P:i P:d .", 2, "supplier"),
        ("P:n pay P:d G .", 2, "supplier"),
        ("to P:x payed G .", 1, "supplier"),
        ("wishn G put u P:x P:n .", 5, "recipient"),
        ("exportn P:ngi G into P:x .", 1, "supplier"),
        ("delivern P:ngdi .", 1, "either"),
        ("tie P:d , P:n out G .", 1, "other"),
    ],
)
def test_rules(signs: str, at: int, side: str) -> None:
    assert side_at_ru(signs.split(), at) == side


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Порт Находка снабдил северокорейское хозяйство дизельным топливом.", {"kp": "recipient"}),
        (
            "Пхеньянская фирма выставила шанхайскому заводу счёт за вольфрамовую руду.",
            {"kp": "supplier", "cn": "recipient"},
        ),
        ("Вьетнамская ТЭС оплатила шахте «Сунчхон» в КНДР 6000 тонн антрацита.", {"vn": "recipient", "kp": "supplier"}),
        ("Уголь, проданный КНДР китайской фирме, прибыл в Далянь.", {"kp": "supplier", "cn": "recipient"}),
        ("Уголь, проданный китайской фирмой КНДР, прибыл в Вонсан.", {"kp": "recipient", "cn": "supplier"}),
        ("Сделка предусматривает продажу Министерством железных дорог КНДР металлолома.", {"kp": "supplier"}),
        ("Сделка предусматривает продажу Министерству железных дорог КНДР рельсов.", {"kp": "recipient"}),
        ("Пчеловоды КНДР продают мёд китайским торговцам.", {"kp": "supplier", "cn": "recipient"}),
        ("Продавец золота — пхеньянская торговая фирма, покупатель — сингапурский трейдер.", {"kp": "supplier"}),
        ("Тайваньский фрахтователь забрал в Нампхо груз антрацита.", {"kp": "supplier"}),
        ("Фирма из Хабаровска завезла в Расон рельсы.", {"ru": "supplier", "kp": "recipient"}),
        ("Фирма из Хабаровска завезла из Расона сушёную рыбу.", {"ru": "recipient", "kp": "supplier"}),
        ("Куртки сшиты силами пхеньянской фабрики для польской сети.", {"kp": "supplier", "pl": "recipient"}),
    ],
)
def test_sides(text: str, told: dict[str, str]) -> None:
    found = _told(text)
    assert {code: found.get(code) for code in told} == told


def test_what_a_sentence_leaves_open_is_asked() -> None:
    sides = read_words(load_vocabulary(), "Поставки КНДР цемента по этому договору прекращены.", ()).sides
    assert sides.maybe >= {"supplier", "recipient"} or "kp" in sides.recipient


def test_a_place_after_a_body_is_where_it_sits() -> None:
    sides = read_words(load_vocabulary(), "Брокер из Пусана продаёт судоходной компании в КНДР балкер.", ()).sides
    assert (sides.supplier, sides.recipient) == (["kr"], ["kp"])


def test_bodies_of_the_target_are_named_whatever_their_case() -> None:
    text = "Тушёнку отгружают по заказу Министерства народных вооружённых сил КНДР."
    assert bodies_named(load_vocabulary(), text, tokenise(text)) == ["Министерства народных вооружённых сил КНДР"]
    plain = "Тушёнку отгружают северокорейской фирме из Пхеньяна."
    assert bodies_named(load_vocabulary(), plain, tokenise(plain)) == []


def test_a_name_is_no_deed() -> None:
    text = "Пистолеты переданы северокорейским оружейным заводом Федеральной комиссии полиции Эфиопии."
    told = read_words(load_vocabulary(), text, ())
    assert {h.term for h in told.hits if h.fact == "activity"} <= {"supply"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # the order of words tells nothing, the endings do
        ("Монголии КНДР продала три тысячи тонн меди.", {"mn": "recipient", "kp": "supplier"}),
        ("КНДР купила у Монголии три тысячи тонн меди.", {"mn": "supplier", "kp": "recipient"}),
        ("КНДР находкинская нефтебаза отпустила газовый конденсат.", {"kp": "recipient", "ru": "supplier"}),
        ("Находкинской нефтебазой КНДР отпущен газовый конденсат.", {"kp": "recipient", "ru": "supplier"}),
        ("Экспорт КНДР угля в Китай продолжился.", {"kp": "supplier", "cn": "recipient"}),
        ("Вьетнамская фирма отдала северокорейской мастерской на пошив 3000 курток.", {"kp": "supplier"}),
        ("Могилёвский завод принял у площадки в Нампхо заказ на погрузчики.", {"by": "supplier", "kp": "recipient"}),
        ("Торговля с КНДР сельдью продолжается.", {"kp": "either"}),
    ],
)
def test_endings_tell_more_than_order(text: str, told: dict[str, str]) -> None:
    found = _told(text)
    assert {code: found.get(code) for code in told} == told


def test_goods_that_pay_for_goods_go_both_ways() -> None:
    text = "КНДР рассчиталась с сирийским заводом за фосфаты магнезитом из Танчхона."
    sides = read_words(load_vocabulary(), text, ()).sides
    assert "kp" in sides.supplier
    assert "kp" in sides.recipient


def test_what_comes_with_goods_is_goods() -> None:
    told = read_words(load_vocabulary(), "Клиникам в Саривоне (КНДР) отправлены рентгенаппараты с генераторами.", ())
    assert len(told.goods) == 2
    priced = read_words(load_vocabulary(), "Музею в Пхеньяне передан рояль за 90 тысяч евро и два «Мерседеса».", ())
    assert len(priced.goods) == 2


def test_a_ships_voyage_is_no_flight() -> None:
    text = "Фирма из Манилы сдаёт терминалу в Хэджу (КНДР) балкер на рейс с пшеницей."
    acts = {h.term for h in read_words(load_vocabulary(), text, ()).hits if h.fact == "activity"}
    assert "lease-vessel" in acts
    assert "flight" not in acts


def test_a_place_inside_a_party_is_no_origin() -> None:
    text = "Торговля с КНДР сельдью — так описал свой бизнес рыботорговец из Аомори."
    assert "jp" not in read_words(load_vocabulary(), text, ()).sides.supplier
