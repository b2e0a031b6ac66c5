"""Deals and sentences → facts: the development corpus, the deal's shape, dates, sides, and hostile input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam import yamltext
from nizam.errors import BadDeal
from nizam.model.deal import Deal
from nizam.reader.facts import read_deal, read_sentence

CORPUS = Path(__file__).parents[2] / "corpus" / "deals"


def _rows() -> Iterator[Any]:
    for path in sorted(CORPUS.glob("*.yml")):
        for number, row in enumerate(yamltext.load(path)):
            yield pytest.param(row, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("row", list(_rows()))
def test_corpus(row: Mapping[str, Any]) -> None:
    deal = read_deal(row.get("deal") or {"text": row["text"]})
    problems = [p for fact, wanted in row["expect"].items() for p in _problems(deal, fact, wanted)]
    assert not problems


def _problems(deal: Deal, fact: str, wanted: Any) -> list[str]:
    held = deal.fact(fact)
    if fact == "goods":
        return [f"goods {g}: {deal.goods}" for g in wanted if not _has_goods(deal, g)]
    if fact == "flow_only":
        flow = deal.fact("flow")
        only = (flow.values | flow.maybe) - {"with-target"} == set(wanted) and not flow.maybe
        return [] if only and deal.goods else [f"flow wants only {wanted}, has {flow}, goods {deal.goods}"]
    if fact == "vague":
        return [] if any(line.maybe_hs or not line.known for line in deal.goods) else [f"not vague: {deal.goods}"]
    if fact == "open":
        return [f"{name} is settled" for name in wanted if deal.fact(name).complete and not deal.fact(name).maybe]
    if fact == "namesake":
        return [] if any(p.not_the_listed_one for p in deal.parties) else ["no namesake"]
    if wanted == "none":
        return [] if held.complete and not held.values else [f"{fact}: {held}"]
    return [] if set(wanted) <= held.values else [f"{fact} wants {wanted}, has {held}"]


def _has_goods(deal: Deal, wanted: str) -> bool:
    if wanted.isdigit():
        return any(code.startswith(wanted) for line in deal.goods for code in line.hs)
    return any(wanted in line.lists for line in deal.goods)


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ({}, "", "says nothing"),
        ({"suplier": {"name": "x"}}, "suplier", "known ones are id, date"),
        ({"supplier": {"nam": "x"}}, "supplier.nam", "known ones"),
        ({"goods": [{"description": "x", "hs": "2701"}]}, "goods[0].hs", "hs_code"),
        ({"goods": [{"description": "x", "hs_code": "coal"}]}, "goods[0].hs_code", "2701.11"),
        ({"goods": [{"description": "x", "hs_code": "99999999x"}]}, "goods[0].hs_code", "no HS code"),
        ({"activity": "x", "date": "next Tuesday or so"}, "date", "2019-05-02"),
        ({"activity": "x", "date": ["2019"]}, "date", "a date is wanted"),
        ({"activity": ["x"]}, "activity", "words are wanted"),
        ({"parties": [{"name": "x", "designated": "yes"}]}, "parties[0].designated", "true, false"),
        ({"goods": [{"description": "x"}] * 201}, "goods", "200 are the most"),
        ({"text": "x" * 20_001}, "text", "20000 are the most"),
    ],
)
def test_bad_deals(raw: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(BadDeal) as caught:
        read_deal(raw)
    assert caught.value.field == field
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2019-05-02", date(2019, 5, 2)),
        ("2 May 2019", date(2019, 5, 2)),
        ("2 мая 2019 года", date(2019, 5, 2)),
        ("٢ أيار ٢٠١٩", date(2019, 5, 2)),
        (date(2019, 5, 2), date(2019, 5, 2)),
        (None, None),
        ("2018-09", date(2018, 9, 30)),  # the law did not change in that month
        ("2017", None),  # it changed in that year
    ],
)
def test_dates(value: object, wanted: date | None) -> None:
    assert read_deal({"activity": "sale of rice", "date": value}).date == wanted


def test_strings_and_nulls_are_welcome_everywhere() -> None:
    deal = read_deal(
        {
            "id": 7, "supplier": "a Chinese mill", "recipient": {"name": "Pyongyang Bakery", "country": None},
            "parties": None, "goods": "wheat flour", "vessel": "MV Lily, Panama flag", "persons": "A. Kim; B. Pak",
            "route": "Nampo", "aircraft": None, "approvals": [], "findings": None, "purpose": None,
        }
    )  # fmt: skip
    assert deal.id == "7"
    assert {p.role for p in deal.parties} == {"supplier", "recipient", "vessel", "person"}
    assert deal.fact("flow").values >= {"to-target", "with-target"}
    assert deal.goods[0].hs == ("1101",)
    assert deal.fact("vessel.flag").values == {"other"}


@pytest.mark.parametrize(
    ("text", "contract", "delivery"),
    [
        ("Under a contract of 10 July 2017 shirts leave North Korea.", date(2017, 7, 10), None),
        (
            "Shirts from North Korea, contract signed on 1 August 2017, arrive on 5 October 2017.",
            date(2017, 8, 1),
            date(2017, 10, 5),
        ),
        ("بموجب عقد أبرم في 3 مايو 2017 تستورد الصين قمصانا من كوريا الشمالية.", date(2017, 5, 3), None),
        ("По контракту от 3 мая 2017 года Китай ввозит рубашки из КНДР.", date(2017, 5, 3), None),
    ],
)  # fmt: skip
def test_days_told(text: str, contract: date, delivery: date | None) -> None:
    deal = read_deal({"text": text, "date": "2017-10-05"})
    assert (deal.contract_date, deal.delivery_date) == (contract, delivery)


def test_a_year_of_hiring_is_a_span() -> None:
    deal = read_sentence("A Russian builder employs North Korean plasterers hired in 2016.", date(2019, 5, 2))
    assert deal.fact("contract.date").values == {"2016-01-01", "2016-12-31"}


def test_a_span_of_years_leaves_the_day_open() -> None:
    deal = read_sentence("North Korean coal was bought by a Chinese firm at some time between 2015 and 2018.")
    assert deal.date is None
    assert any("2015-01-01" in note for note in deal.notes)


@pytest.mark.parametrize(
    ("raw", "values", "maybe"),
    [
        ({"supplier": {"country": "DPRK"}, "recipient": {"country": "CN"}}, {"from-target", "with-target"}, set()),
        (
            {"supplier": {"country": "RU"}, "recipient": {"country": "كوريا الشمالية"}},
            {"to-target", "with-target"},
            set(),
        ),
        (
            {"supplier": {"country": "RU"}, "recipient": {"country": "CN"}, "route": ["Rajin"]},
            {"from-target", "with-target"},
            set(),
        ),
        ({"supplier": {"country": "RU"}, "recipient": {"country": "CN"}}, set(), set()),
        ({"supplier": {"country": "RU"}, "recipient": {"country": "Korea"}}, set(), {"to-target", "with-target"}),
        (
            {"supplier": {"country": "kp"}, "recipient": {"country": "KP"}},
            {"from-target", "to-target", "inside-target", "with-target"},
            set(),
        ),
    ],
)  # fmt: skip
def test_flow(raw: dict[str, Any], values: set[str], maybe: set[str]) -> None:
    flow = read_deal({**raw, "goods": [{"description": "coal"}]}).fact("flow")
    assert flow.values == values
    assert flow.maybe == maybe


@pytest.mark.parametrize(
    ("purpose", "fact", "values"),
    [
        ("the Committee was never asked", "approval", set()),
        ("without notice to the Committee", "notice", {"none"}),
        ("Committee notified", "notice", {"given"}),
        ("not for military use", "purpose", set()),
        ("the ceiling is not yet reached", "quota.state", {"within"}),
        ("the yearly ceiling has been reached", "quota.state", {"exhausted"}),
    ],
)
def test_negation(purpose: str, fact: str, values: set[str]) -> None:
    deal = read_deal(
        {"supplier": {"country": "cn"}, "recipient": {"country": "kp"}, "goods": ["diesel"], "purpose": purpose}
    )
    assert deal.fact(fact).values == values


def test_claims_go_to_the_party_they_are_about() -> None:
    raw = {
        "supplier": {"name": "Oryx Trading (not designated)", "country": "sg"},
        "recipient": {"name": "Mirae Bank", "country": "kp", "note": "UN-listed"},
    }
    parties = {p.name: p.stated_designated for p in read_deal({**raw, "activity": "payment"}).parties}
    assert parties == {"Oryx Trading": False, "Mirae Bank": True}


def test_hidden_owners_are_a_question() -> None:
    deal = read_deal({"recipient": {"name": "X", "country": "kp"}, "activity": "payment; the owners are unknown"})
    assert deal.fact("parties.controlled").maybe == {"true"}


def test_used_part_of_a_quota_is_no_quantity() -> None:
    deal = read_sentence(
        "Russia ships 12,000 barrels of diesel to North Korea; 300,000 barrels have been reported so far this year."
    )
    assert deal.fact("quota.used").values == {"300000 barrel"}
    assert [(a.value, a.unit) for line in deal.goods for a in line.amounts] == [(12000.0, "barrel")]


def test_unknown_words_stay_open() -> None:
    deal = read_deal(
        {"supplier": {"country": "cn"}, "recipient": {"country": "kp"}, "activity": "the usual arrangement"}
    )
    assert not deal.fact("activity").complete
    assert deal.fact("activity").said == "the usual arrangement"


@pytest.mark.parametrize(
    "text", ["a " * 9_000, "(" * 15_000, "North Korea " * 1_500, "ن" * 19_000, "\u202e\u0000%s{}" * 900]
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    assert read_deal({"text": text}).text == text.strip()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("May we buy coal from North Korea next month?", "2026-12-01", "2026-12-31"),
        ("Yesterday a mine in North Korea sold coal to China.", "2026-11-23", "2026-11-23"),
        ("نريد شراء الفحم من كوريا الشمالية الأسبوع المقبل", "2026-11-30", "2026-12-06"),
        ("Завтра фирма из Китая купит уголь в КНДР.", "2026-11-25", "2026-11-25"),
    ],
)
def test_days_counted_from_the_day_of_the_question(text: str, first: str, last: str) -> None:
    deal = read_deal({"text": text}, today=date(2026, 11, 24))
    assert deal.date is not None or deal.between is not None
    assert (deal.date or deal.between[1]) == date.fromisoformat(last)
    assert deal.between is None or deal.between[0] == date.fromisoformat(first)


def test_a_month_without_its_year_is_a_question() -> None:
    deal = read_deal({"text": "We plan to buy coal from North Korea in December."}, today=date(2026, 11, 24))
    assert (deal.date, deal.between) == (None, None)
    told = read_deal({"text": "They buy coal from North Korea in December."}, written=date(2026, 11, 24))
    assert (told.date or told.between[1]).month == 12
