"""What else than the name decides: birth dates, numbers, countries, days; and what a match says of itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nizam.index import designated
from nizam.model.entity import Match
from nizam.screening import explain, over
from nizam.screening.matcher import Matcher

PACK = Path(__file__).parents[2] / "src" / "nizam" / "packs" / "un_dprk" / "designations.yml"
DAY = date(2026, 2, 27)


@pytest.fixture(scope="module")
def screener() -> Matcher:
    return over.designations(PACK)


def _feature(match: Match, name: str) -> float:
    return next(feature.score for feature in match.features if feature.name == name)


def test_a_birth_date_settles_a_namesake(screener: Matcher) -> None:
    (alone,) = screener.screen("Kim Yong Chol", as_of=DAY)
    assert alone.decided == "possible"
    (same,) = screener.screen("Kim Yong Chol", birth_date="1962-02-18", as_of=DAY)
    assert same.decided == "match"
    (other,) = screener.screen("Kim Yong Chol", birth_date="1946", as_of=DAY)
    assert other.decided == "ruled_out"
    assert other.score < 0.7
    (near,) = screener.screen("Kim Yong Chol", birth_date="1963", as_of=DAY)
    assert near.decided == "possible"


def test_an_equal_passport_is_a_match_whatever_the_name(screener: Matcher) -> None:
    (found,) = screener.screen("John Brown", identifiers={"passport": ["PS 472330208"]}, as_of=DAY)
    assert (found.entity.id, found.decided, found.score) == ("KPi.019", "match", 1.0)


def test_another_passport_is_told_and_rules_out_nobody(screener: Matcher) -> None:
    """Passports are renewed, and a listed person may hold several."""
    (found,) = screener.screen("Kang Mun Kil", identifiers={"passportNumber": ["999"]}, as_of=DAY)
    assert found.decided != "ruled_out"
    assert _feature(found, "identifier") == 0.0


def test_ship_numbers_decide_over_ship_names(screener: Matcher) -> None:
    (renamed,) = screener.screen("Blue Horizon, IMO 8628597", as_of=DAY)
    assert (renamed.entity.id, renamed.decided) == ("imo-8628597", "match")
    (other,) = screener.screen("Hao Fan 6", identifiers={"imo": ["9074729"]}, as_of=DAY)
    assert other.decided == "ruled_out"


def test_a_country_that_contradicts_makes_it_possible(screener: Matcher) -> None:
    (found,) = screener.screen("Tanchon Commercial Bank", countries=["Peru"], as_of=DAY)
    assert found.decided == "possible"
    assert _feature(found, "country") == 0.0


def test_only_listings_in_force_that_day_count(screener: Matcher) -> None:
    name = "Mansudae Overseas Project Group of Companies"
    assert screener.screen(name, as_of=date(2017, 8, 4)) == []
    assert screener.screen(name, as_of=date(2017, 8, 5))[0].decided == "match"
    (early,) = screener.screen(name, as_of=date(2017, 8, 4), include_inactive=True)
    listing = next(feature for feature in early.features if feature.name == "listing")
    assert (listing.score, listing.detail) == (0.0, "not yet listed; listed on 2017-08-05")


def test_a_ship_taken_off_the_list(screener: Matcher) -> None:
    assert screener.screen("Jin Teng", schema="Vessel", as_of=date(2016, 3, 10))[0].decided == "match"
    assert screener.screen("Jin Teng", schema="Vessel", as_of=date(2016, 3, 21)) == []
    (gone,) = screener.screen("Jin Teng", schema="Vessel", as_of=DAY, include_inactive=True)
    assert "no longer listed" in gone.features[-1].detail


def test_a_match_says_which_parts_met(screener: Matcher) -> None:
    (found,) = screener.screen("Mansudae Overseas Project Group Qindil", as_of=DAY, threshold=0.5)[:1]
    assert found.features[0].name == "name"
    assert "mansudae = mansudae 1.00" in found.features[0].detail
    assert "only asked: qindil" in found.features[0].detail


def test_limit_threshold_and_order(screener: Matcher) -> None:
    found = screener.screen("Kim Chol", as_of=DAY, limit=3)
    assert len(found) == 3
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(match.decided == "possible" for match in found)
    assert screener.screen("Kim Chol", as_of=DAY, threshold=0.9) == []


@pytest.mark.parametrize("name", ["", "   ", "()", "—", "1234", "ال", "的"])
def test_what_is_no_name_finds_nobody(screener: Matcher, name: str) -> None:
    assert screener.screen(name, as_of=DAY) == []


def test_schema_keeps_kinds_apart(screener: Matcher) -> None:
    assert screener.screen("Koti Corp", schema="Person", as_of=DAY) == []
    assert screener.screen("Jo Chun Ryong", schema="Company", as_of=DAY) == []


def test_every_listed_name_finds_its_own_entry(screener: Matcher) -> None:
    """Recall on the list itself: every full name that is not weak leads back to its entity."""
    missed = []
    for entity in designated.load_designations(PACK):
        for name in entity.names:
            found = screener.screen(name.text, schema=entity.schema, as_of=DAY, include_inactive=True, limit=20)
            if name.kind != "weak" and entity.id not in {match.entity.id for match in found}:
                missed.append((entity.id, name.text))
    assert missed == []


def test_matches_as_json_and_text(screener: Matcher) -> None:
    found = screener.screen("Jo Chun Ryong", as_of=DAY)
    (row,) = explain.matches_json("Jo Chun Ryong", found)["results"]
    assert (row["id"], row["match"], row["datasets"]) == ("KPi.038", True, ["un-sc"])
    assert row["listings"][0]["listed_on"] == "2016-11-30"
    assert row["features"][0]["name"] == "name"
    text = explain.matches_text("Jo Chun Ryong", found)
    assert "KPi.038" in text
    assert "listed since 2016-11-30" in text
    assert explain.matches_text("Padogil", []) == "Padogil: no listed name is near it."
