"""The law over HTTP."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


def test_regimes(client: Client) -> None:
    found = {one["id"]: one for one in client.get("/regime").json()["regimes"]}
    assert found["un-dprk"]["began"] == "2006-10-14"
    assert set(found) == {"un-dprk", "us-dprk", "eu-dprk", "uk-dprk"}


def test_provisions_of_a_day(client: Client) -> None:
    every = client.get("/regime/un-dprk").json()["provisions"]
    early = client.get("/regime/un-dprk", params={"as_of": "2007-01-01"}).json()["provisions"]
    assert 0 < len(early) < len(every)


def test_a_provision_by_its_id(client: Client) -> None:
    assert client.get("/provisions/un-dprk/2371/8").json()["id"] == "un-dprk/2371/8"


def test_timeline_and_difference(client: Client) -> None:
    days = {"from": "2017-08-01", "to": "2017-12-31"}
    assert client.get("/regime/un-dprk/timeline", params=days).json()
    assert client.get("/regime/un-dprk/diff", params=days).json()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/regime/un-nowhere", 400),
        ("/regime/un-dprk/diff", 422),
        ("/provisions/un-dprk/9999/1", 400),
    ],
)
def test_what_is_not_there(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)
