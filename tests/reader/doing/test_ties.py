"""News that speaks of the target in passing tells no dealing with it; a State that is no more dealt before the law."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.casework import judge
from nizam.model.text import Reading
from nizam.reader.deals import to_deal
from nizam.reader.read import read

AS_OF = date(2024, 5, 1)


def reading_of(text: str) -> Reading:
    return read(text.encode(), as_of=AS_OF)


def outcomes(text: str) -> set[str]:
    reading = reading_of(text)
    return {judge(to_deal(item, reading)).outcome.name.lower() for item in reading.items}


PASSING = {
    "en match": """Women's cup: North Korea through to the last four

North Korea beat Laos 3-0 in Hanoi on Friday. The coach brought on two young strikers after the break.
Vietnam has hired a Belgian coach, and a Swiss firm supplied the goal-line cameras. Ticket sales reached 90,000.
The players fly to Doha next week.""",
    "en storm": """Typhoon turns towards Wonsan

The storm was moving towards the east coast of North Korea. Japan moved 4,000 people; a freighter with steel ran
aground off Ulsan. Shops sold out of torches. The Red Cross gave each family a blanket
and water pumps were sent out.""",
    "en launch": """Tokyo protests after missile launch

Japan protested after North Korea fired a ballistic missile into the sea. The United States will supply Japan with
interceptors and has sent two bombers to Guam. Airlines moved three flights.""",
    "en vote": """Assembly adopts text on ports

Russia, Syria and North Korea voted against the text. Poland has delivered forty tanks to Ukraine, and Germany trains
their crews. Turkey bought 300,000 barrels of Russian oil.""",
    "ar match": """قرعة كأس آسيا للشباب

أوقعت القرعة منتخب كوريا الشمالية مع عمان. وتعاقد الاتحاد العماني مع مدرب كرواتي. وباع المنظمون سبعين ألف تذكرة.
ووصل اللاعبون إلى الدوحة، وقدم الاتحاد القطري للفرق هدايا تذكارية.""",
    "ar storm": """عاصفة تقترب من الساحل

تقترب العاصفة من سواحل كوريا الشمالية. ونقلت السلطات في بوسان ثلاثة آلاف من السكان، وزودت البلديات بمضخات المياه.
وجنحت سفينة تنقل الحديد قبالة أولسان.""",
    "ar south": """سفير كوريا الجنوبية: تجارتنا مع عمان تنمو

قال سفير كوريا الجنوبية إن صادرات عمان من النفط إلى كوريا ارتفعت. وتستورد مسقط السيارات الكورية والآلات الكورية.
وتبني شركة كورية محطة للتحلية في صحار.""",
    "ru match": """Сборная КНДР сыграла вничью с Таиландом

Матч прошёл в Бангкоке. Тренер корейцев попросил ещё одну игру. Таиланд нанял бельгийца, мячи поставила немецкая фирма.
Билеты продали за два дня.""",
    "ru launch": """Токио выразил протест после пуска ракеты

КНДР провела пуск баллистической ракеты. США поставят Японии перехватчики и направили на Гуам два бомбардировщика.""",
}


@pytest.mark.parametrize("text", list(PASSING.values()), ids=list(PASSING))
def test_news_that_names_the_target_in_passing_restricts_nothing(text: str) -> None:
    assert outcomes(text) <= {"not_restricted"}


def test_a_side_left_out_is_the_targets_near_a_deed_that_names_it() -> None:
    reading = reading_of(
        "China buys coal again\n\nA Chinese mill bought 900 tonnes of coal from North Korea in March.\n\n"
        "Two hundred seamstresses work in its second plant in Hunchun."
    )
    workers = next(i for i in reading.items if "seamstresses" in i.span.of(reading.document.text))
    giver = reading.entity(workers.actor)
    assert giver is not None
    assert giver.country == "kp"


@pytest.mark.parametrize(
    "text",
    [
        "The old fleet\n\nThe Soviet Union sold North Korea six submarines, the book says.",
        "Старый флот\n\nТогда Советский Союз передал Пхеньяну шесть подводных лодок.",
        "الأسطول القديم\n\nزود الاتحاد السوفيتي كوريا الشمالية بست غواصات.",
    ],
)
def test_a_state_that_is_no_more_dealt_before_the_measures(text: str) -> None:
    assert outcomes(text) == {"not_restricted"}


def test_a_thing_from_a_former_state_is_sold_today() -> None:
    assert outcomes("A deal\n\nA trader from the former Soviet Union sold North Korea six submarines.") == {
        "prohibited"
    }


def test_the_south_is_meant_where_the_article_is_about_the_south() -> None:
    text = "Yards of Ulsan\n\nSouth Korea built nine ferries. South Korea is proud. A Korean yard sold steel to Oman."
    assert outcomes(text) <= {"not_restricted"}
