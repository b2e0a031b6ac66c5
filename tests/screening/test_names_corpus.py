"""The corpus of names: every row is a query and what must come of it against the pack's own designations."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from nizam.index import designated
from nizam.screening import over
from nizam.screening.matcher import Matcher

ROOT = Path(__file__).parents[2]
CASES = ROOT / "corpus" / "names" / "cases.csv"
PACK = ROOT / "src" / "nizam" / "packs" / "un_dprk" / "designations.yml"
# the day the corpus was written for: listings end, and the rows must not change with the calendar
DAY = date(2026, 2, 27)


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = _rows()


@pytest.fixture(scope="module")
def screener() -> Matcher:
    return over.designations(PACK)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['query']}-{row['countries']}-{row['expect']}")
def test_row(screener: Matcher, row: dict[str, str]) -> None:
    found = screener.screen(row["query"], schema=row["schema"] or None, countries=row["countries"].split(), as_of=DAY)
    said = [(match.entity.id, match.decided) for match in found]
    if row["expect"] == "none":
        assert said == []
    elif row["expect"] == "match":
        assert said
        assert said[0] == (row["candidate"], "match")
    else:
        assert (row["candidate"], row["expect"]) in said
        assert all(decided != "match" for _, decided in said)


def test_every_row_is_known() -> None:
    ids = {entity.id for entity in designated.load_designations(PACK)}
    assert len(ROWS) >= 150
    for row in ROWS:
        assert row["expect"] in ("match", "possible", "none")
        assert (row["candidate"] in ids) == (row["expect"] != "none"), row
