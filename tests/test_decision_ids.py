"""Decision ids: a quoted text counts as the text does, however it is wrapped."""

from __future__ import annotations

from datetime import date

import pytest

from nizam.casework import Quoted, decision_id
from nizam.regime.load import load_regime


@pytest.mark.parametrize("text", ["coal", 'a "quoted text" of «ours»\n', "quoted text", "", "مرفأ \u202e", "\\u0000"])
def test_quoting_changes_nothing(text: str) -> None:
    regime, day = load_regime(), date(2020, 1, 1)
    quoted = Quoted(text)
    for wrap in (
        lambda t: t,
        lambda t: [t, "i1"],
        lambda t: [t, "i2"],
        lambda t: [[t, "i1"], {"cap:1:": {"barrel": 5}}],
        lambda t: [[t, "i1"], ("dismissed: «quoted text» is not he",)],
    ):
        assert decision_id(regime, day, wrap(quoted)) == decision_id(regime, day, wrap(text))
        assert decision_id(regime, None, wrap(quoted)) == decision_id(regime, None, wrap(text))
