"""`/entities`: one entity, whole, and what is tied to it."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.api.yente.test_match import check_shape

Client = TestClient[Litestar]


def test_nested(client: Client) -> None:
    data = client.get("/entities/NK-volkonin").json()
    check_shape(data)
    held = data["properties"]
    assert held["sanctions"][0]["schema"] == "Sanction"
    assert held["addressEntity"][0]["caption"] == "14 Zavodskaya ulitsa, Tula"
    ownership = held["ownershipOwner"][0]["properties"]
    assert ownership["asset"][0]["caption"] == "Severny Vint LLC"
    assert ownership["owner"] == ["NK-volkonin"]
    assert held["familyPerson"][0]["properties"]["relative"][0]["id"] == "NK-volkonina"


def test_not_nested(client: Client) -> None:
    held = client.get("/entities/NK-volkonin", params={"nested": "false"}).json()["properties"]
    assert held["addressEntity"] == ["addr-tula-1"]
    assert "ownershipOwner" not in held


def test_an_id_joined_into_another_leads_there(client: Client) -> None:
    answer = client.get("/entities/yy-77", params={"nested": "false"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/entities/NK-volkonin?nested=false")
    assert client.get("/entities/yy-77").json()["id"] == "NK-volkonin"


def test_adjacent(client: Client) -> None:
    data = client.get("/entities/NK-volkonin/adjacent").json()
    assert data["entity"]["properties"]["addressEntity"] == ["addr-tula-1"]
    assert set(data["adjacent"]) == {"addressEntity", "familyPerson", "ownershipOwner", "sanctions"}
    page: dict[str, Any] = data["adjacent"]["ownershipOwner"]
    assert (page["limit"], page["offset"], page["total"]) == (10, 0, {"value": 1, "relation": "eq"})
    assert page["results"][0]["properties"]["asset"][0]["id"] == "NK-vint"


def test_adjacent_by_a_property(client: Client) -> None:
    page = client.get("/entities/NK-vint/adjacent/ownershipAsset").json()
    assert [row["id"] for row in page["results"]] == ["NK-own1"]
    assert client.get("/entities/NK-vint/adjacent/directorshipOrganization").json()["total"]["value"] == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entities/banana", 404),
        ("/entities/banana/adjacent", 404),
        ("/entities/NK-vint/adjacent/banana", 404),
        ("/entities/NK-vint/adjacent?limit=1000", 422),
        ("/entities/NK-vint/adjacent?sort=colour", 400),
    ],
)
def test_what_is_not_there(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)
