"""`/search`: words, filters, facets and order."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.api.yente.test_match import check_shape

Client = TestClient[Litestar]


def ask(client: Client, **params: Any) -> dict[str, Any]:
    answer = client.get("/search/ties", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def total(client: Client, **params: Any) -> int:
    count: int = ask(client, **params)["total"]["value"]
    return count


def test_words(client: Client) -> None:
    found = ask(client, q="arkady volkonin")
    check_shape(found["results"][0])
    assert [row["id"] for row in found["results"]] == ["NK-volkonin"]
    assert found["total"] == {"value": 1, "relation": "eq"}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("волконин", 1),
        ("volkonin OR volkonina", 2),
        ("volkonin*", 2),
        ("volkonin* -irina", 1),
        ("volkonin* NOT irina", 1),
        ('"zavodskaya ulitsa"', 2),
        ('"ulitsa zavodskaya"', 0),
        ("(okan OR hosni) AND tezer", 1),
        ("1027700132195", 1),
        ("خليج الأرز", 1),
        ("", 12),
    ],
)
def test_the_language_of_queries(client: Client, query: str, count: int) -> None:
    assert total(client, q=query) == count


@pytest.mark.parametrize("query", ["invalid/query", "name:x", "(open", "a)", "NOT x", "[1 TO 2]", "x~2", '"open'])
def test_what_cannot_be_read(client: Client, query: str) -> None:
    assert client.get("/search/ties", params={"q": query}).status_code == 400
    assert client.get("/search/ties", params={"q": query, "simple": "true"}).status_code == 200


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"q": "tula"}, 3),
        ({"q": "tula", "exclude_schema": "Address"}, 1),
        ({"q": "tula", "schema": "LegalEntity"}, 1),
        ({"q": "tula", "schema": "Vessel"}, 0),
        ({"q": "arkady", "exclude_dataset": "ties"}, 0),
        ({"q": "arkady", "include_dataset": "mm_senate"}, 0),
        ({"q": "arkady", "include_dataset": "ties"}, 1),
        ({"q": "arkady", "include_dataset": "yy_freeze"}, 1),
        ({"q": "arkady", "include_dataset": ["un-dprk", "yy_freeze"]}, 1),
        ({"q": "arkady", "include_dataset": ["mm_senate", "ties"], "countries": ["ru", "ke"], "filter_op": "AND"}, 0),
        ({"q": "arkady", "include_dataset": ["mm_senate", "ties"], "countries": "ru", "filter_op": "AND"}, 1),
        ({"q": "arkady", "include_dataset": "ties", "exclude_dataset": "ties"}, 0),
        ({"q": "arkady", "changed_since": "2099-01-01T00:00"}, 0),
        ({"q": "arkady", "countries": "RU"}, 1),
        ({"q": "arkady", "countries": "ke"}, 0),
        ({"q": "arkady", "countries": ["ke", "ru"]}, 1),
        ({"q": "arkady", "countries": ["ke", "ru"], "filter_op": "AND"}, 0),
        ({"topics": "sanction.linked"}, 1),
        ({"filter": "properties.birthDate:1961-04-09"}, 1),
        ({"filter": "properties.birthDate:1962-04-09"}, 0),
        ({"schema": "LegalEntity", "target": "true", "countries": "lb"}, 1),
        ({"datasets": "yy_freeze", "schema": "Person"}, 2),
    ],
)
def test_filters(client: Client, params: dict[str, Any], count: int) -> None:
    assert total(client, **params) == count


def test_facets(client: Client) -> None:
    facets = ask(client)["facets"]
    assert set(facets) == {"countries", "topics", "datasets"}
    assert facets["countries"]["label"]
    counts = {row["name"]: row["count"] for row in facets["datasets"]["values"]}
    assert (counts["ties"], counts["yy_freeze"]) == (12, 2)
    assert "ke" not in [row["name"] for row in ask(client, q="arkady")["facets"]["countries"]["values"]]
    asked = ask(client, facets=["schema", "topics"])["facets"]
    assert set(asked) == {"schema", "topics"}
    assert "Address" in [row["name"] for row in asked["schema"]["values"]]


def test_order_and_pages(client: Client) -> None:
    found = ask(client, sort="first_seen:desc")["results"]
    seen = [row["first_seen"] for row in found]
    assert seen == sorted(seen, reverse=True)
    assert ask(client, limit=0)["results"] == []
    page = ask(client, sort="id:asc", limit=2, offset=2)
    assert (page["limit"], page["offset"], len(page["results"])) == (2, 2, 2)
    assert ask(client, offset=100)["results"] == []


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"schema": "Banana"}, 400),
        ({"facets": "colour"}, 400),
        ({"sort": "colour:desc"}, 400),
        ({"filter": "birthDate"}, 400),
        ({"offset": 9999}, 422),
        ({"limit": 10000}, 422),
        ({"filter_op": "XOR"}, 422),
        ({"limit": "many"}, 422),
    ],
)
def test_what_went_wrong(client: Client, params: dict[str, Any], status: int) -> None:
    answer = client.get("/search/ties", params=params)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


def test_no_such_dataset(client: Client) -> None:
    assert client.get("/search/banana").status_code == 404
