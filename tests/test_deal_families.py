"""Sentences about every measure come out as they should, and none that is restricted comes out as free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nizam import yamltext
from nizam.engine.verdict import judge_deal
from nizam.reader.facts import read_sentence
from nizam.regime.load import load_regime

ROWS: list[Mapping[str, Any]] = yamltext.load(Path(__file__).parents[1] / "corpus" / "deals" / "families.yml")


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_family(row: Mapping[str, Any]) -> None:
    day = date.fromisoformat(row["date"])
    verdict = judge_deal(read_sentence(row["text"], day), load_regime(), day)
    assert verdict.outcome.word in row["outcome"]
