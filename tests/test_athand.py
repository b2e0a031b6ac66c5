"""Every list at hand is asked about the parties of deals and articles; each counts before its own authority."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam import athand, casework, lists, screened
from nizam.model.entity import Designation, Entity
from nizam.reader.page import read_page
from nizam.report.json import article_json, verdict_json

TODAY = date(2026, 2, 27)
# invented
FIRM, OWNER = "Zaydun Qustani Maritime Trading", "Vsevolod Brushtein"


def _add(folder: Path, name: str, dataset: str, *entities: tuple[str, str, str]) -> None:
    rows = [
        {
            "id": key,
            "caption": text,
            "schema": schema,
            "datasets": [dataset],
            "properties": {"name": [text], "topics": ["sanction"]},
        }
        for key, schema, text in entities
    ]
    path = folder / f"{name}.ftm.json"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    lists.add(path, name)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    return tmp_path


def _asked(party: str, **more: Any) -> dict[str, Any]:
    raw = {
        "date": "2024-05-01",
        "supplier": {"name": "Meridian Pumps GmbH", "country": "DE"},
        "recipient": {"name": party, "country": "AE", **more},
        "goods": [{"description": "bicycles"}],
        "activity": "sale",
    }
    return verdict_json(casework.check(raw, today=TODAY))


def _beside(answer: dict[str, Any], regime: str) -> dict[str, Any]:
    return next(one for one in answer["beside"] if one["regime"] == regime)


def _party(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in answer["parties"] if one["name"] == name)


@pytest.mark.usefixtures("home")
def test_without_other_lists_each_regime_says_what_it_did_not_check() -> None:
    answer = _asked(FIRM)
    assert list(answer["lists"]) == ["un-dprk"]
    assert _party(answer, FIRM)["also_listed"] == []
    for regime, short in (("us-dprk", "us-ofac"), ("eu-dprk", "eu-fsf"), ("uk-dprk", "uk-sl")):
        assert any(f"({short}) is not at hand: not checked" in text for text in _beside(answer, regime)["not_checked"])


def test_another_authoritys_listing_counts_before_it_alone(home: Path) -> None:
    before = _asked(FIRM)
    _add(home, "ofac", "us_ofac_sdn", ("ofac-1", "Company", FIRM))
    answer = _asked(FIRM)
    party = _party(answer, FIRM)
    assert party["designated"] is False
    (found,) = party["also_listed"]
    assert (found["list"], found["id"], found["decided"]) == ("us_ofac_sdn", "ofac-1", "match")
    assert answer["outcome"] == before["outcome"]
    american, european = _beside(answer, "us-dprk"), _beside(answer, "eu-dprk")
    assert american["outcome"] == "prohibited"
    assert european["outcome"] == _beside(before, "eu-dprk")["outcome"]
    assert not any("not at hand" in text for text in american["not_checked"])
    assert any("not at hand" in text for text in european["not_checked"])


def test_what_was_asked_is_named_and_hashed(home: Path) -> None:
    before = _asked("Nobody & Sons")
    _add(home, "ofac", "us_ofac_sdn", ("ofac-1", "Company", FIRM))
    after = _asked("Nobody & Sons")
    assert set(after["lists"]) == {"un-dprk", "ofac"}
    assert after["lists"]["ofac"] == f"sha256:{lists.version('ofac')}"
    assert after["decision_id"] != before["decision_id"]
    lists.remove("ofac")
    assert _asked("Nobody & Sons")["decision_id"] == before["decision_id"]


def test_an_owner_on_another_list_owns_before_its_authority(home: Path) -> None:
    _add(home, "uk", "gb_fcdo_sanctions", ("uk-1", "Person", OWNER))
    answer = _asked("Harbour Lines", owned_by=[f"{OWNER} (60 %)"])
    assert _beside(answer, "uk-dprk")["outcome"] == "prohibited"
    assert _beside(answer, "us-dprk")["outcome"] != "prohibited"
    assert screened.is_listed(OWNER, TODAY, "uk-dprk")
    assert not screened.is_listed(OWNER, TODAY)


def test_the_uns_own_entry_of_a_newer_list_designates() -> None:
    def listed(programme: str) -> Entity:
        return Entity("x", "Company", FIRM, (), (Designation("un-sc", "x", programmes=(programme,)),))

    assert athand.of_the_regime(listed("DPRK"))
    assert not athand.of_the_regime(listed("Al-Qaida"))


def test_names_in_an_article_are_put_to_every_list(home: Path) -> None:
    _add(home, "eu", "eu_fsf", ("eu-7", "Person", "Vladimir Putin"))
    document = read_page("14 June 2024\n\nThe minister met President Vladimir Putin in Moscow on Friday.")
    case = article_json(casework.read(document, today=TODAY))
    rows = [row for entity in case["entities"] for row in entity["listed"]]
    assert [(row["list"], row["id"]) for row in rows] == [("eu_fsf", "eu-7")]
    assert set(case["lists"]) == {"un-dprk", "eu"}
    assert athand.entry("eu-7") is not None
