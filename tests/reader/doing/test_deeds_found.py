"""Classes of deeds that news tells without a plain verb between two sides, and words that only look like deeds."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.model.text import Item, Reading
from nizam.reader.read import read

LEAD = {
    "en": "Trade over the river\n\nChina sold iron to North Korea in March.\n\n",
    "ru": "Торговля через реку\n\nКитай продал КНДР железо в марте.\n\n",
    "ar": "تجارة عبر النهر\n\nباعت الصين الحديد إلى كوريا الشمالية في مارس.\n\n",
}


def told(text: str) -> tuple[Reading, tuple[Item, ...]]:
    """The deeds of a text after a lead that is about dealings with the target."""
    first = next(c for c in text if c.isalpha())
    language = "ar" if "\u0600" <= first <= "\u06ff" else "ru" if "\u0400" <= first <= "\u04ff" else "en"
    reading = read((LEAD[language] + text).encode(), as_of=date(2024, 5, 1))
    start = reading.document.text.index(text)
    return reading, tuple(i for i in reading.items if i.span.start >= start)


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        # Found on the way.
        ("Police found 40 sacks of graphite on a lorry bound for Rason.", "supply"),
        ("В порту стоит контейнер часов, предназначенных для Пхеньяна.", "supply"),
        ("في المرفأ حاوية ساعات متجهة إلى بيونغ يانغ.", "supply"),
        # Somebody is there.
        ("There are still ninety North Korean welders at the yard in Gdynia.", "employment"),
        ("На верфи в Гдыне северокорейских сварщиков больше нет.", "employment"),
        ("في حوض بناء السفن في الكويت تسعون عاملا كوريا شماليا، ولا يزال بينهم مترجمون.", "employment"),
        # Sold, whatever it is.
        ("The dealer in Riga sold Pyongyang the gyroscopes.", "supply"),
        ("باع تاجر في مسقط ثلاث سجادات لبيونغ يانغ.", "supply"),
        # Was there.
        ("The mayor of Ulan-Ude returned from Pyongyang on Sunday.", "diplomacy"),
        ("عاد وزير الصحة الكوبي من بيونغ يانغ أمس.", "diplomacy"),
        ("Министр спорта Кубы вернулся из Пхеньяна.", "diplomacy"),
        # One ship beside another.
        ("A Belizean tanker was spotted alongside a North Korean freighter.", "ship-to-ship"),
        ("Танкер под флагом Белиза стоял борт о борт с северокорейским судном.", "ship-to-ship"),
        # People in arms are not merely taught.
        ("Benin let North Korea train sixty of its officers at the academy.", "military-training"),
        # Works of art.
        ("Painters from Pyongyang carved the frieze of the palace in Cotonou.", "construction"),
    ],
)
def test_deeds(text: str, activity: str) -> None:
    _, items = told(text)
    assert activity in {i.activity for i in items}


@pytest.mark.parametrize(
    "text",
    [
        "The talks took place in a tea house, and the mayor took office in June.",
        "It took two months before the bridge went ahead, by the account of a clerk.",
        "نقلت صحيفة محلية عن النائب قوله إن السوق هادئة، وصرف النظر عن الخطة.",
        "وعلمت الجريدة أن المجلس يدرس المسألة منذ مدة، وردّ على المنتقدين.",
        "Речь идёт о погоде, сообщает принимающая сторона, поезда идут по расписанию.",
        "The first pump was running by noon, and the medicines went faster.",
    ],
)
def test_words_that_only_look_like_deeds(text: str) -> None:
    assert told(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "words", "statuses"),
    [
        ("No North Korean squid has been sold to Peru, the agency said.", "squid", {"negated", "denied"}),
        ("Peru wanted forty North Korean engines delivered through Dalian.", "engines", {"proposed"}),
        ("Pyongyang wants fertiliser from Chile.", "fertiliser", {"proposed"}),
        ("Чили предлагала КНДР удобрения.", "удобрения", {"proposed"}),
        ("Намечена поездка врачей из Перу в Пхеньян.", "поездка", {"planned"}),
        ("قال الوزير إن عشرين شاحنة ستُسلَّم إلى كوريا الشمالية.", "ستُسلَّم", {"planned"}),
    ],
)
def test_status(text: str, words: str, statuses: set[str]) -> None:
    reading, items = told(text)
    found = [i for i in items if words in i.span.of(reading.document.text)]
    assert {i.status for i in found} & statuses


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The last lot, 40 tonnes, went to Rason on Friday.", "The last lot, 40 tonnes, went to Rason on Friday"),
        ("Последний вагон, 40 тонн муки, ушёл в Расон.", "Последний вагон, 40 тонн муки, ушёл в Расон"),
        ("Уже летом двадцать студентов из КНДР будут учиться в Омске.", "двадцать студентов из КНДР будут учиться"),
        ("Хабаровск предложил отправить в Расон три автобуса.", "отправить в Расон три автобуса"),
        ("وبحث الوفد مع الوزير تصدير التمور العمانية إلى كوريا الشمالية.", "تصدير التمور العمانية إلى كوريا الشمالية"),
    ],
)
def test_the_stretch_of_a_deed(text: str, span: str) -> None:
    reading, items = told(text)
    assert any(span in i.span.of(reading.document.text) for i in items)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("On Tuesday morning the minister of Chile sent North Korea a car.", ("cl", "kp")),
        ("Nine pallets of soap left Lima by rail through Bolivia.", ("pe", "kp")),
        ("Two Skoda cars bought in Doha reached Pyongyang.", ("qa", "kp")),
        ("На рудниках под Хамхыном работают граждане Перу и Чили.", ("pe", "kp")),
    ],
)
def test_sides(text: str, sides: tuple[str, str]) -> None:
    reading, items = told(text)
    found = []
    for item in items:
        giver, taker = reading.entity(item.actor), reading.entity(item.to)
        found.append((giver.country if giver else None, taker.country if taker else None))
    assert sides in found
