"""Classes of deeds and of their sides, on invented sentences."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.model.text import Reading
from nizam.reader.read import read

AS_OF = date(2023, 5, 1)


def reading_of(text: str) -> Reading:
    """Read a text as the body of a page: a first line stands for its headline."""
    lead = {"ar": "خبر قصير من المراسل.", "ru": "Короткая новость дня.", "en": "A short report of the day."}
    first = next((c for c in text if c.isalpha()), "a")
    language = "ar" if "\u0600" <= first <= "\u06ff" else "ru" if "\u0400" <= first <= "\u04ff" else "en"
    return read(f"{lead[language]}\n\n{text}\n".encode(), as_of=AS_OF)


def sides(reading: Reading, words: str) -> tuple[str | None, str | None, str]:
    by_id = {e.id: e for e in reading.entities}
    item = next(i for i in reading.items if words in i.span.of(reading.document.text))
    actor, taker = by_id.get(item.actor or ""), by_id.get(item.to or "")
    return actor.country if actor else None, taker.country if taker else None, item.status


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Malaysia bought. Two North Korean diplomats visited Kampala.", "visited", ("kp", "ug", "done")),
        ("Лаос намерен принять делегацию Пхеньяна.", "делегацию", ("la", "kp", "planned")),
        ("واستأجرت شركة إثيوبية طائرتين من بيونغ يانغ العام الماضي.", "طائرتين", ("kp", "et", "done")),
        ("Индия подарила КНДР лекарства на миллион долларов.", "лекарства", ("in", "kp", "done")),
        ("In return Pyongyang sent Russia two hunting dogs.", "dogs", ("kp", "ru", "done")),
        ("A Danish seed company donated barley to farms near Wonsan.", "barley", ("dk", "kp", "done")),
        ("Moscow transferred $9 million in frozen assets to a Pyongyang bank.", "assets", ("ru", "kp", "done")),
        ("The yacht was sold by Italy to a broker from Macao.", "yacht", ("it", "mo", "done")),
    ],
)
def test_who_gives_and_who_takes(text: str, words: str, expected: tuple[str, str, str]) -> None:
    assert sides(reading_of(text), words) == expected


def test_what_is_got_in_exchange_goes_the_other_way() -> None:
    reading = reading_of("عرضت كوريا الشمالية على سوريا توريد صواريخ في مقابل شحنات من القمح السوري.")
    assert sides(reading, "صواريخ")[:2] == ("kp", "sy")
    assert sides(reading, "القمح")[:2] == ("sy", "kp")


def test_lines_of_a_list_take_status_and_sides_from_its_head() -> None:
    reading = reading_of(
        "Русская газета сообщила, что северокорейская сторона передала Москве список просьб:\n"
        "1) поставка дизельного топлива;\n2) аренда двух вертолётов;\n3) лекарства для больниц."
    )
    assert [i.status for i in reading.items[-3:]] == ["proposed"] * 3
    assert sides(reading, "топлива")[:2] == ("ru", "kp")


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Before 2012, Egypt bought grenades from Pyongyang.", "grenades", "historical"),
        ("Gold watches were sent from Japan to North Korea as late as 2004.", "watches", "historical"),
        ("وفي الثمانينيات، كما يقال، بنى عمال كوريون شماليون قصرا في دمشق.", "عمال", "historical"),
        ("Cambodia has cancelled a contract with Mansudae of North Korea.", "contract", "historical"),
        ("Так пишут в Москве. О создании совместного банка с КНДР речи не идёт.", "банка", "negated"),
        ("وقال متحدث سوري إنه لا وجود لأي صفقة سلاح مع كوريا الشمالية.", "صفقة", "denied"),
    ],
)
def test_status(text: str, words: str, status: str) -> None:
    assert sides(reading_of(text), words)[2] == status


def test_an_agreement_belongs_to_the_deed_it_is_about() -> None:
    reading = reading_of("Как пишет газета, Лаос и КНДР подписали контракт с портом на поставку угля из КНДР.")
    assert any("контракт с портом на поставку угля" in i.span.of(reading.document.text) for i in reading.items)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the bus company bought forty buses from a factory. Insurance premiums rose.",
        "أعلنت البلدية شراء عشرين حافلة من مصنع محلي. وتراجع الطلب على التأمين. وزار الوزير معرض الكتاب.",
        "Мэрия закупила сорок автобусов. Страховые взносы выросли. Делегация врачей посетила школу.",
    ],
)
def test_one_sided_affairs_of_another_country_are_no_deeds(text: str) -> None:
    assert reading_of(text).items == ()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A measure is enough where the thing itself is not known.
        ("A Hungarian mill took 900 tonnes of dross from North Korea in March.", "dross", ("kp", "hu", "done")),
        # Joined names are one end.
        ("وستستورد تونس الزيت من إسبانيا وإيطاليا.", "الزيت", ("es", "tn", "planned")),
        # Whose the verbal noun is that gets: «تزويد س ب».
        ("تدرس ماليزيا تزويد كوريا الشمالية بأرز.", "أرز", ("my", "kp", "proposed")),
        # Bought "at" somebody in Russian.
        ("Чехия закупила у КНДР антрацит.", "антрацит", ("kp", "cz", "done")),
        # A route told by two names and a dash.
        ("Индия откроет рейсы Дели – Пхеньян.", "рейсы", ("in", "kp", "planned")),
        # Taken aboard at one place for another.
        ("The ship loaded coal at Nampo for Vietnam.", "coal", ("kp", "vn", "done")),
        ("Uganda sent military instructors to Pyongyang in 2022.", "instructors", ("ug", "kp", "done")),
    ],
)
def test_ends_of_a_deed(text: str, words: str, expected: tuple[str, str, str]) -> None:
    assert sides(reading_of(text), words) == expected


@pytest.mark.parametrize(
    ("text", "words", "statuses"),
    [
        ("تستضيف تركيا في الخريف المقبل أطباء من كوريا الشمالية.", "أطباء", {"planned"}),
        ("يطلب الجانب الكوري الشمالي فتح حسابات مراسلة في مصرف روسي.", "حسابات", {"proposed"}),
        ("Запланировано многое: с мая Лаос начнёт поставлять КНДР рис.", "рис", {"planned"}),
        ("North Korea asked Syria for wheat.", "wheat", {"proposed"}),
        ("Laos said it would sell rice to North Korea.", "rice", {"planned", "possible"}),
        ("ولو وافقت اللجنة لأرسلت سويسرا أرزا إلى كوريا الشمالية.", "أرز", {"conditional"}),
        ("Peru signed for 300 tonnes of coal from North Korea.", "coal", {"agreed"}),
        ("Монголия могла бы передать КНДР рис.", "рис", {"possible"}),
        ("كان مقرراً أن تشتري غانا تماثيل من كوريا الشمالية، إلا أنها عدلت عن ذلك.", "تماثيل", {"denied"}),
    ],
)
def test_status_by_what_stands_around(text: str, words: str, statuses: set[str]) -> None:
    assert sides(reading_of(text), words)[2] in statuses


@pytest.mark.parametrize(
    "text",
    [
        "Has North Korea sold any coal to Vietnam this year?",
        "صار استيراد الفحم من كوريا الشمالية ممنوعاً في ماليزيا.",
        "رفعت شركات التأمين في ماليزيا وكوريا الشمالية أسعارها.",
    ],
)
def test_no_deed(text: str) -> None:
    assert reading_of(text).items == ()
