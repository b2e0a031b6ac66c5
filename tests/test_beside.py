"""A deal beside other regimes: who is bound, what they add, and that they are never milder than what they carry out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nizam import casework
from nizam.model.verdict import Beside, Outcome
from nizam.regime.load import load_regime, regimes
from nizam.report.json import verdict_json
from nizam.report.plain import verdict_text

OTHERS = tuple(name for name in regimes() if name != "un-dprk")


def beside(given: dict[str, Any] | str, regime: str) -> Beside:
    verdict = casework.check({"text": given} if isinstance(given, str) else given)
    return next(b for b in verdict.beside if b.regime == regime)


@pytest.mark.parametrize(
    ("words", "regime", "outcome", "binds", "cites"),
    [
        ("In May 2020 a Polish firm ships wine to Pyongyang.", "eu-dprk", "prohibited", "yes", "Art. 10"),
        ("In May 2020 a Brazilian firm ships wine to Pyongyang via Antwerp.", "eu-dprk", "prohibited", "yes",
         "Art. 10"),
        ("In May 2020 a Brazilian firm ships wine to Pyongyang.", "eu-dprk", "prohibited", "not_seen", "Art. 10"),
        ("In May 2019 5,000 barrels of diesel go from Russia to North Korea for livelihood purposes.", "eu-dprk",
         "prohibited", "not_seen", "Art. 16d"),
        ("A North Korean in Prague sends 9,000 euros home to his family in June 2020.", "eu-dprk",
         "needs_committee_approval", "yes", "Art. 22"),
        ("A North Korean in Prague sends 900 euros home to his family in June 2020.", "eu-dprk",
         "permitted_with_conditions", "yes", "Art. 22"),
        ("An Air Koryo flight overflies Scotland in May 2022.", "uk-dprk", "prohibited", "yes", "reg 65"),
        ("In June 2022 a London broker buys bonds issued by the government of North Korea.", "uk-dprk", "prohibited",
         "yes", "Part 4 Ch. 2"),
        ("In June 2022 toothbrushes worth $4,000 go from China to a shop in Pyongyang.", "us-dprk", "prohibited",
         "yes", "510.206"),
        ("In May 2022 frozen crab packed by North Korean workers in Hunchun is exported to the United States.",
         "us-dprk", "prohibited", "yes", "9241a"),
        ("In May 2022 an American charity ships flour to North Korea under an OFAC licence.", "us-dprk",
         "permitted_with_conditions", "yes", "510.206"),
        ("باعت شركة فرنسية نبيذاً إلى بيونغ يانغ في أيار 2020.", "eu-dprk", "prohibited", "yes", "Art. 10"),
        ("В мае 2020 года немецкая фирма продала в Пхеньян вино.", "eu-dprk", "prohibited", "yes", "Art. 10"),
    ],
)  # fmt: skip
def test_what_they_add(words: str, regime: str, outcome: str, binds: str, cites: str) -> None:
    found = beside(words, regime)
    assert found.outcome is not None
    assert (found.outcome.word, found.binds) == (outcome, binds), found
    assert any(cites in f.citation for f in found.findings)


COAL = {
    "date": "2021-05-01",
    "supplier": {"name": "Sunchon Mining", "country": "DPRK"},
    "recipient": {"name": "Gdansk Fuel", "country": "Poland"},
    "goods": [{"description": "coal"}],
}


@pytest.mark.parametrize("regime", OTHERS)
def test_none_is_milder_than_what_it_carries_out(regime: str) -> None:
    found = beside(COAL, regime)
    assert found.outcome is Outcome.PROHIBITED
    assert found.carried == (found.own is not Outcome.PROHIBITED)


def test_the_answer_of_the_united_nations_stays_as_it_is() -> None:
    verdict = casework.check(COAL)
    assert verdict.outcome is Outcome.PROHIBITED
    assert all(f.provision.startswith("un-dprk/") for f in verdict.findings)
    assert set(verdict.packs) == {"un-dprk"}
    assert [d.citation for d in verdict.doors] == ["UNSCR 2397 (2017) para 25"]


@pytest.mark.parametrize(
    ("share", "us", "eu"),
    [("(60 %)", True, True), ("(50%)", True, False), ("(49.9 %)", False, False), ("", True, True)],
)
def test_each_regime_measures_a_holding_by_its_own_threshold(share: str, us: bool, eu: bool) -> None:
    deal = {
        "date": "2021-05-01",
        "activity": "payment",
        "supplier": {"name": "Acme GmbH", "country": "Germany"},
        "recipient": {"name": "Sunrise Ltd", "country": "China", "owned_by": [f"Foreign Trade Bank {share}".strip()]},
    }
    assert casework.check(deal).outcome is Outcome.PROHIBITED
    for regime, reached in (("us-dprk", us), ("eu-dprk", eu), ("uk-dprk", eu)):
        assert (beside(deal, regime).own is Outcome.PROHIBITED) is reached, regime


def test_only_the_united_states_add_holdings_up() -> None:
    owners = ["Foreign Trade Bank (30%)", "Korea Mining Development Trading Corporation (25%)"]
    deal = {
        "date": "2021-05-01",
        "activity": "payment",
        "supplier": {"name": "Acme GmbH", "country": "Germany"},
        "recipient": {"name": "Sunrise Ltd", "country": "China", "owned_by": owners},
    }
    assert beside(deal, "us-dprk").own is Outcome.PROHIBITED
    assert beside(deal, "eu-dprk").own is Outcome.NOT_RESTRICTED


def test_the_committee_s_approval_is_no_licence() -> None:
    deal = {**COAL, "approvals": [{"by": "committee", "date": "2021-02-01", "reference": "S/AC.49/2021/1"}]}
    assert casework.check(deal).outcome is Outcome.PERMITTED_WITH_CONDITIONS
    assert beside(deal, "us-dprk").own is Outcome.PROHIBITED


@pytest.mark.parametrize(("words", "outcome"), [("40 days ago", "prohibited"), ("400 days ago", "not_restricted"),
                                                ("", "undetermined")])  # fmt: skip
def test_a_call_counts_for_180_days(words: str, outcome: str) -> None:
    text = f"A Liberian ship called at a North Korean port {words}; port call at Houston in May 2021."
    own = beside(text, "us-dprk").own
    assert own is not None
    assert own.word == outcome


def test_stops_of_the_route_tie_a_deal() -> None:
    deal = {**COAL, "recipient": {"name": "Lima Fuel", "country": "Peru"}, "route": ["Felixstowe"]}
    assert beside(deal, "uk-dprk").binds_by == ("GB",)
    assert beside(deal, "eu-dprk").binds_by == ()


def test_law_that_is_not_encoded_is_not_answered() -> None:
    found = beside({**COAL, "date": "2015-05-01"}, "us-dprk")
    assert found.outcome is None
    assert "2018-03-05" in found.not_checked[0]["en"]


def test_a_deal_without_a_day_is_answered() -> None:
    found = beside({key: value for key, value in COAL.items() if key != "date"}, "us-dprk")
    assert found.own is Outcome.PROHIBITED


def test_the_json_has_the_field_and_its_parts() -> None:
    entries = verdict_json(casework.check(COAL))["beside"]
    assert [entry["regime"] for entry in entries] == list(OTHERS)
    for entry in entries:
        assert {"regime", "title", "outcome", "binds", "provisions", "questions", "not_checked"} <= set(entry)
        assert all(p["url"].startswith("https://") for p in entry["provisions"])


@pytest.mark.parametrize(("lang", "words"), [("en", "EU: Prohibited, as the UN"), ("ar", "الاتحاد الأوروبي: محظور")])
def test_the_text_says_all_answers_at_once(lang: str, words: str) -> None:
    text = " ".join(verdict_text(casework.check(COAL), lang).split())
    assert words in text
    assert "31 CFR 510.205" in text


def test_nothing_is_worked_out_before_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("worked out too early")

    monkeypatch.setattr("nizam.beside.answers", never)
    verdict = casework.check(COAL)
    with pytest.raises(AssertionError, match="too early"):
        len(verdict.beside)


@pytest.mark.parametrize("name", OTHERS)
def test_every_pack_says_whom_it_binds_in_both_languages(name: str) -> None:
    regime = load_regime(name)
    assert 5 <= len(regime.provisions) <= 10
    assert regime.jurisdiction.countries
    for words in (regime.title, regime.short, regime.jurisdiction.says, *regime.not_encoded, *regime.deciders.values()):
        assert words["en"]
        assert words["ar"]
    assert regime.encoded_from > date(2017, 1, 1)
    assert {"ownership_percent", "ownership_from", "ownership_aggregate", "control_counts"} <= set(regime.parameters)


def test_a_licence_is_not_called_the_committee_s_approval() -> None:
    found = beside("In May 2022 a Texan firm ships toothbrushes to Pyongyang under an OFAC licence.", "us-dprk")
    assert found.own is Outcome.PERMITTED_WITH_CONDITIONS
    assert all("Committee" not in f.note.get("en", "") for f in found.findings)
    assert any("licensed" in f.note.get("en", "") for f in found.findings)
