"""Which approvals given as a field count."""

from __future__ import annotations

from typing import Any

import pytest

from nizam.errors import BadDeal
from nizam.reader.facts import read_deal


def approval(*entries: Any) -> frozenset[str]:
    return read_deal({"date": "2019-05-02", "activity": "sale", "approvals": list(entries)}).fact("approval").values


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"by": "committee"}, "granted"),
        ({"by": "committee", "date": "2019-02-01", "status": "granted"}, "granted"),
        ({"by": "لجنة الجزاءات", "status": "موافق عليها"}, "granted"),
        ("1718 Committee, letter of 3 May", "granted"),
        ({"by": "committee", "date": "2019-06-01"}, "pending"),
        ({"by": "committee", "status": "objected"}, "pending"),
        ({"by": "committee", "status": "not granted"}, "pending"),
        ({"by": "committee", "status": "partly approved"}, "pending"),
        ("application to the 1718 Committee", "pending"),
        ({"by": "committee", "status": "refused"}, "refused"),
    ],
)
def test_only_a_plain_consent_of_the_committee_counts(entry: Any, found: str) -> None:
    assert approval(entry) == {found}


def test_another_body_approves_nothing() -> None:
    assert approval({"by": "Ministry of Trade"}) == frozenset()


@pytest.mark.parametrize("entry", ["yes", {"date": "2019-02-01"}])
def test_an_approval_by_nobody_is_refused(entry: Any) -> None:
    with pytest.raises(BadDeal, match="say who approved"):
        approval(entry)
