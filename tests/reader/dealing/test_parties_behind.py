"""Whoever stands behind a party, and whom a claim of listing is about."""

from __future__ import annotations

import pytest

from nizam.reader.facts import read_deal


@pytest.mark.parametrize(
    "deal",
    [
        {
            "supplier": {
                "name": "Golden Road",
                "country": "China",
                "note": "acting on behalf of Korea Mining Development",
            }
        },
        {"supplier": {"name": "Golden Road"}, "activity": "sale of pumps at the direction of Korea Mining Development"},
        {"text": "Golden Road, acting on behalf of Korea Mining Development, sells pumps to Laos."},
    ],
)
def test_who_is_acted_for_is_asked_about(deal: dict[str, object]) -> None:
    owners = [owner for party in read_deal(deal).parties for owner in party.owned_by]
    assert any(owner.startswith("Korea Mining Development") for owner in owners)


def test_a_listed_bank_is_not_the_one_who_pays_it() -> None:
    parties = read_deal({"text": "UNICEF pays a listed bank its account fee in the DPRK."}).parties
    claims = {party.name: party.stated_designated for party in parties}
    assert not claims["UNICEF"]
    assert True in claims.values()


def test_a_claim_beside_a_name_is_about_it() -> None:
    parties = read_deal({"text": "Petrel Shipping, a listed company of the DPRK, buys diesel."}).parties
    assert [party.stated_designated for party in parties if party.name == "Petrel Shipping"] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Kerosene goes to a shop in the DPRK without any designated party.",
        "Керосин идёт магазину в КНДР без участия включённых в перечень лиц.",
        "يذهب الكيروسين إلى متجر في كوريا الشمالية دون مشاركة أي طرف مدرج.",
    ],
)
def test_nobody_listed_takes_part(text: str) -> None:
    assert not any(party.stated_designated for party in read_deal({"text": text}).parties)
