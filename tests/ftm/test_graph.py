"""Graph files: what comes out is what went in, joined by id, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nizam import lists
from nizam.ftm import graph
from nizam.ftm.convert import moment


def row(key: str, schema: str = "Person", **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "caption": key, "properties": properties, "datasets": ["x"], "referents": []}


def built(tmp_path: Path, *rows: dict[str, Any]) -> graph.Graph:
    graph.build(lambda: iter(rows), tmp_path / "g.db")
    return graph.Graph(tmp_path / "g.db")


def test_lines_with_one_id_are_one_entity(tmp_path: Path) -> None:
    made = built(tmp_path, row("a", name=["A"]), row("b"), row("a", name=["A", "Á"]), row("a", alias=["AA"]))
    found = made.get("a")
    assert found is not None
    assert found.data()["properties"] == {"name": ["A", "Á"], "alias": ["AA"]}
    assert made.get("b") is not None
    assert made.get("c") is None


def test_ties_both_ways(tmp_path: Path) -> None:
    made = built(tmp_path, row("p"), row("c", "Company"), row("o", "Ownership", owner=["p"], asset=["c"]))
    assert list(made.ties("o")) == [("asset", "c", True), ("owner", "p", True)]
    assert list(made.ties("p")) == [("owner", "o", False)]


def test_by_number(tmp_path: Path) -> None:
    made = built(tmp_path, row("s", "Vessel", imoNumber=["IMO 9074729"]))
    assert made.with_number(["9074729"]) == ["s"]
    assert made.with_number(["imo-9074729"]) == ["s"]
    assert made.with_number([]) == []


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    def rows() -> Any:
        yield row("a")
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        graph.build(rows, tmp_path / "g.db")
    assert not (tmp_path / "g.db").exists()


def test_an_official_list_in_the_same_form() -> None:
    made = graph.opened(lists.dataset("un-dprk"))
    entity = next(iter(lists.dataset("un-dprk")))
    found = made.get(entity.id)
    assert found is not None
    data = found.data()
    assert data["caption"] == entity.caption
    assert data["target"] is True
    assert data["properties"]["topics"] == ["sanction"]
    assert len(data["first_seen"]) == 19


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2023-07-19T18:02:43", "2023-07-19T18:02:43"),
        ("2023-07-19T18:02:43.123+00:00", "2023-07-19T18:02:43"),
        ("2023-07-19", "2023-07-19T00:00:00"),
        ("", None),
        (None, None),
        ("2023", None),
    ],
)
def test_moments(given: str | None, wanted: str | None) -> None:
    assert moment(given) == wanted
