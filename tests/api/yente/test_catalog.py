"""`/catalog`, `/algorithms`, `/updatez`."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nizam.lists import update

Client = TestClient[Litestar]


@pytest.mark.parametrize("path", ["/catalog", "/manifest"])
def test_the_catalog(client: Client, path: str) -> None:
    answer = client.get(path)
    data = answer.json()
    rows = {row["name"]: row for row in data["datasets"]}
    assert set(rows) == {"un-dprk", "ties", "default"}
    assert rows["ties"]["index_current"] is True
    assert rows["ties"]["version"] == rows["ties"]["index_version"]
    assert rows["default"]["children"] == ["un-dprk", "ties"]
    assert data["index_stale"] is False
    assert answer.headers["cache-control"] == "public, max-age=300"
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_algorithms(client: Client) -> None:
    data = client.get("/algorithms").json()
    assert len(data["algorithms"]) > 3
    assert data["best"] in [one["name"] for one in data["algorithms"]]


def test_update_asks_for_its_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(update, "update", lambda: iter([asked.append("update")]))
    assert client.get("/updatez").status_code == 405
    assert client.post("/updatez?token=").status_code == 403
    monkeypatch.setenv("NIZAM_UPDATE_TOKEN", "sesame")
    assert client.post("/updatez?sync=true").status_code == 403
    assert client.post("/updatez?token=open&sync=true").status_code == 403
    assert asked == []
    assert client.post("/updatez?token=sesame&sync=true").json() == {"status": "ok"}
    assert asked == ["update"]
