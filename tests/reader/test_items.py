"""Items: deeds in invented sentences of three languages, with status, sides and activity."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.model.text import Document, Item, Reading, Span
from nizam.reader.items import find_items
from nizam.reader.parties import find_entities
from nizam.reader.segment import sentences
from nizam.reader.statements import find_statements
from nizam.reader.vocabulary import load_vocabulary

AS_OF = date(2019, 6, 15)
SAME_AS_DONE = {"done"}
NOT = {"denied", "negated", "excluded"}
OPEN = {"planned", "proposed", "possible", "agreed", "conditional"}


def reading_of(text: str, language: str, as_of: date = AS_OF) -> Reading:
    """A text read as one paragraph per line."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    document = Document(text, language, None, Span(0, len(text)), tuple(spans), page_date=as_of, as_of=as_of)
    lines = sentences(document)
    entities = find_entities(document, lines)
    statements = find_statements(document, lines, entities)
    items = find_items(document, lines, entities, statements, load_vocabulary())
    return Reading(document, entities.all, statements, items, ())


def country(reading: Reading, value: str | None) -> str | None:
    entity = reading.entity(value)
    return entity.country if entity else None


def one_with(reading: Reading, words: str) -> Item:
    found = [i for i in reading.items if words in i.span.of(reading.document.text)]
    assert found, [i.span.of(reading.document.text) for i in reading.items]
    return min(found, key=lambda i: i.span.end - i.span.start)


# text, words inside the item, statuses that are right, giving country, taking country
EN = [
    ("China bought no coal from North Korea last year, the customs office said.", "no coal", NOT, "kp", "cn"),
    ("Two Chinese traders imported iron ore from North Korea through Dandong.", "iron ore", {"done"}, "kp", "cn"),
    ("Russia may sell six fighter jets to Pyongyang.", "fighter jets", {"possible"}, "ru", "kp"),
    ("Indonesia agreed in March to supply palm oil to Egypt.", "palm oil", {"agreed"}, "id", "eg"),
    ("Vietnam exported 200,000 tonnes of rice to Cuba.", "rice", {"done"}, "vn", "cu"),
    ("Malta said it had refused to extend the visas of thirty North Korean seamstresses.", "visas", NOT, "kp", "mt"),
    ("A Lebanese insurer reinsured three North Korean cargo ships in 2018.", "reinsured", {"done"}, "lb", "kp"),
    ("Sweden ruled out sending aircraft parts to Air Koryo.", "aircraft parts", NOT, "se", "kp"),
    (
        "Cambodia has closed two restaurants run jointly with North Korean partners.",
        "run jointly",
        {"historical"},
        "kh",
        "kp",
    ),
    ("Thailand said it would not repair two patrol boats for North Korea.", "patrol boats", NOT, "th", "kp"),
    ("Uganda asked North Korea to send instructors to train its police.", "instructors", {"proposed"}, "kp", "ug"),
    ("From next month Air Koryo will fly twice a week to Dalian.", "Dalian", {"planned"}, "kp", "cn"),
    (
        "Mongolia is considering a joint venture with Pyongyang's Mansudae group.",
        "joint venture",
        {"proposed"},
        "mn",
        "kp",
    ),
    (
        "If the Council agrees, Norway would ship water pumps to hospitals in Wonsan.",
        "water pumps",
        {"conditional"},
        "no",
        "kp",
    ),
    ("Finland does not rule out buying North Korean seafood.", "seafood", {"possible"}, "kp", "fi"),
    (
        "Hackers linked to Pyongyang transferred $12 million in cryptocurrency to brokers in Macau.",
        "$12 million",
        {"done"},
        "kp",
        "mo",
    ),
    (
        "Qatar said it employed 500 North Korean builders until last year.",
        "builders",
        {"done", "historical"},
        "kp",
        "qa",
    ),
    ("Poland has stopped hiring North Korean welders.", "welders", {"historical", *NOT}, "kp", "pl"),
]
RU = [
    ("Вьетнам, по данным таможни, купил в России две тысячи тонн угля.", "угля", {"done"}, "ru", "vn"),
    ("В МИД КНДР опровергли сообщения, будто страна поставляет ракеты в Сирию.", "ракеты", NOT, "kp", "sy"),
    ("Россия не закупала у Северной Кореи снаряды и не намерена этого делать.", "снаряды", NOT, "kp", "ru"),
    ("Монголия отправила в Пхеньян в дар сто коров.", "коров", {"done"}, "mn", "kp"),
    ("Лаос прекратил выдавать визы программистам из КНДР.", "визы", {"historical", *NOT}, "kp", "la"),
    (
        "Северокорейская сторона предложила Белоруссии создать совместное предприятие.",
        "совместное",
        {"proposed"},
        "kp",
        "by",
    ),
    ("Минсельхоз России планирует отправить в КНДР пять тысяч тонн пшеницы.", "пшеницы", {"planned"}, "ru", "kp"),
    ("Китай и КНДР договорились о поставках удобрений.", "удобрений", {"agreed"}, "cn", "kp"),
    ("Польская верфь больше не использует труд северокорейских сварщиков.", "сварщиков", NOT, "kp", "pl"),
    ("Возможно, Индия закупит у КНДР медный концентрат.", "концентрат", {"possible", "planned"}, "kp", "in"),
    ("Германия поставила Украине генераторы.", "генераторы", {"done"}, "de", "ua"),
]
AR = [
    ("نفت وزارة الدفاع السورية أن تكون دمشق قد استوردت قطع صواريخ من كوريا الشمالية.", "صواريخ", NOT, "kp", "sy"),
    ("وكانت الخرطوم قد اشترت صواريخ موجهة من بيونغ يانغ عام 2013.", "صواريخ", {"historical"}, "kp", "sd"),
    ("وما زالت موزمبيق تبيع تراخيص صيد لشركات كورية شمالية.", "تراخيص صيد", {"done"}, "mz", "kp"),
    ("ولا تستبعد أنغولا شراء زوارق دورية من بيونغ يانغ.", "زوارق", {"possible"}, "kp", "ao"),
    ("ورفض مصرف في زيمبابوي فتح حساب لدبلوماسي كوري شمالي.", "حساب", NOT, "zw", "kp"),
    ("وتعتزم إندونيسيا استيراد أعشاب طبية من كوريا الشمالية.", "أعشاب", {"planned"}, "kp", "id"),
    ("قد تستقدم روسيا ثلاثمئة عامل بناء من كوريا الشمالية.", "عامل", {"possible"}, "kp", "ru"),
    ("وقد استقدمت روسيا ثلاثمئة عامل بناء من كوريا الشمالية.", "عامل", {"done"}, "kp", "ru"),
    ("ولا شك أن الصين تبيع الديزل إلى كوريا الشمالية.", "الديزل", {"done"}, "cn", "kp"),
    ("وقال الوزير إن بلغاريا لن تصدر تأشيرات عمل لمواطني كوريا الشمالية.", "تأشيرات", NOT, "kp", "bg"),
    ("ويمكن لمنغوليا توفير اللحوم لكوريا الشمالية.", "اللحوم", {"possible"}, "mn", "kp"),
    ("إذا وافقت اللجنة، سترسل سويسرا مضخات إلى كوريا الشمالية.", "مضخات", {"conditional", "planned"}, "ch", "kp"),
    (
        "واتفق الجانبان الصيني والكوري الشمالي على إنشاء مشروع مشترك لتجهيز الأسماك.",
        "مشروع مشترك",
        {"agreed"},
        None,
        None,
    ),
]
CASES = [("en", *c) for c in EN] + [("ru", *c) for c in RU] + [("ar", *c) for c in AR]


@pytest.mark.parametrize(("language", "text", "words", "statuses", "giver", "taker"), CASES)
def test_status_and_sides(
    language: str, text: str, words: str, statuses: set[str], giver: str | None, taker: str | None
) -> None:
    reading = reading_of(text, language)
    item = one_with(reading, words)
    assert item.status in statuses
    if giver:
        assert (country(reading, item.actor), country(reading, item.to)) == (giver, taker)


@pytest.mark.parametrize(
    ("language", "text", "words", "activity"),
    [
        ("en", "Malta extended the work visas of thirty North Korean seamstresses.", "visas", "work-permit"),
        (
            "en",
            "A bank in Dandong kept a correspondent account for North Korea's Foreign Trade Bank.",
            "account",
            "correspondent-account",
        ),
        ("en", "The army of Uganda is being trained by instructors from Pyongyang.", "trained", "military-training"),
        (
            "ru",
            "Иркутский институт готов принять на стажировку пятнадцать северокорейских физиков.",
            "стажировку",
            "teaching",
        ),
        ("ar", "وعلى ما يبدو ستساهم روسيا في برنامج الفضاء الكوري الشمالي.", "الفضاء", "satellite-cooperation"),
        ("ar", "أوقفت السودان التعاون العسكري مع كوريا الشمالية.", "التعاون العسكري", "military-cooperation"),
    ],
)
def test_activity(language: str, text: str, words: str, activity: str) -> None:
    assert one_with(reading_of(text, language), words).activity == activity


def test_two_deeds_in_a_sentence_give_two_items() -> None:
    reading = reading_of("China delivered diesel to North Korea and plans to buy sand from Chongjin.", "en")
    first, second = one_with(reading, "diesel"), one_with(reading, "sand")
    assert (first.status, second.status) == ("done", "planned")
    assert (country(reading, second.actor), country(reading, second.to)) == ("kp", "cn")


def test_goods_under_different_paragraphs_are_parted() -> None:
    reading = reading_of("В КНДР могли бы закупить в России лекарства и грузовики.", "ru")
    spans = [i.span.of(reading.document.text) for i in reading.items]
    assert len(spans) == 2
    assert spans[1] == "грузовики"


def test_what_only_carries_the_goods_is_no_goods() -> None:
    reading = reading_of("Из России в КНДР ушли двенадцать вагонов с мукой.", "ru")
    assert "freight-wagon" not in reading.items[0].goods


def test_a_promise_to_comply_is_a_commitment_and_no_deal() -> None:
    reading = reading_of("وتعتزم روسيا الالتزام بعقوبات الأمم المتحدة على التعاون العسكري مع كوريا الشمالية.", "ar")
    item = one_with(reading, "التعاون العسكري")
    assert item.commitment
    assert item.status == "excluded"


def test_a_ban_is_no_deed() -> None:
    reading = reading_of("The resolution bans exports of coal from North Korea.", "en")
    assert reading.items == ()


def test_spans_are_slices_and_offsets_are_the_inputs() -> None:
    text = "Мария Захарова назвала это ложью.\n\nРоссия продала КНДР десять тракторов."
    reading = reading_of(text, "ru")
    assert [i.span.of(text) for i in reading.items] == ["Россия продала КНДР десять тракторов"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The match ended 2-0 and the fans went home."),
        ("ru", "Погода на выходные обещает быть тёплой."),
        ("ar", "افتتحت الوزارة معرض الكتاب يوم الأحد."),
    ],
)
def test_unrelated_sentences_give_nothing(language: str, text: str) -> None:
    assert reading_of(text, language).items == ()


def test_a_monstrous_sentence_takes_no_long() -> None:
    text = "Russia sold coal to North Korea and " * 1500
    assert reading_of(text, "en").items
