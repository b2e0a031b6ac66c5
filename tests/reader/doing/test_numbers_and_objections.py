"""A number that names a paper or a place is no quantity; "no obstacle to" is an opening, not a refusal."""

from __future__ import annotations

import pytest

from nizam.reader.read import read


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Moscow shipped coal to North Korea in breach of Resolution 2371.", None),
        ("Russia sold trucks to North Korea despite resolutions 1874 and 2397.", None),
        ("Russia delivered 40 trucks to North Korea in breach of Resolution 2397.", "40"),
        ("أرسلت روسيا شاحنات إلى كوريا الشمالية خلافا للقرار 2397.", None),
        ("باعت الصين فحما لكوريا الشمالية رغم القرارين 1874 و2371.", None),
        ("أرسلت روسيا 40 شاحنة إلى كوريا الشمالية خلافا للقرار 2397.", "40"),
        ("Россия поставила КНДР грузовики вопреки резолюции 2397.", None),
        ("Китай продал КНДР станки в нарушение пункта 7 резолюции № 2397.", None),
    ],
)
def test_numbers_of_papers(text: str, quantity: str | None) -> None:
    items = read(text).items
    assert items
    told = [item.quantity for item in items if item.quantity]
    assert [q.split()[0] for q in told] == ([quantity] if quantity else [])


@pytest.mark.parametrize(
    "text",
    [
        "The minister said Russia sees nothing to prevent selling trucks to North Korea.",
        "Moscow has no objection to hiring North Korean workers, the minister said.",
        "There is no obstacle to importing coal from North Korea, the minister said.",
        "قال الوزير إن روسيا لا ترى ما يمنع من بيع شاحنات لكوريا الشمالية.",
        "قال الوزير إنه لا مانع لدى روسيا من استيراد الفحم من كوريا الشمالية.",
        "قال الوزير إن بلاده لا تمانع في استقدام عمال من كوريا الشمالية إلى روسيا.",
        "Министр заявил, что Россия не видит препятствий для закупки угля в КНДР.",
        "Министр заявил, что Россия не против поставок грузовиков в КНДР.",
    ],
)
def test_no_obstacle_is_an_opening(text: str) -> None:
    items = read(text).items
    assert items
    assert {item.status for item in items} <= {"possible", "proposed"}


@pytest.mark.parametrize(
    "text",
    [
        "Russia did not sell trucks to North Korea.",
        "لم تبع روسيا شاحنات لكوريا الشمالية.",
        "Россия не продавала грузовики в КНДР.",
        "The minister said nothing against the sale was found, and Russia will not sell trucks to North Korea.",
    ],
)
def test_what_is_not_done_stays_so(text: str) -> None:
    assert {item.status for item in read(text).items} & {"negated", "denied", "possible"}
