"""Approvals that words speak of and deny."""

from __future__ import annotations

import pytest

from nizam.reader.vocabulary import load_vocabulary
from nizam.text.tokens import tokenise


def _terms(text: str) -> set[str]:
    return {h.term for h in load_vocabulary().terms(text, tokenise(text)) if h.fact == "approval" and not h.negated}


@pytest.mark.parametrize(
    "text",
    [
        "the approval of the Committee is still awaited",
        "the Committee's exemption has lapsed",
        "Committee approval to be sought",
        "Committee approval yet to be granted",
        "with the Committee approval missing",
        "موافقة اللجنة لم تُطلب بعد",
        "بموجب إعفاء من اللجنة انتهى أجله",
    ],
)
def test_what_is_not_there_is_not_granted(text: str) -> None:
    assert "granted" not in _terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "with the approval of the Committee",
        "Committee approval was sought and obtained",
        "under the exemption the Committee granted for the shipment, which is not urgent",
        "بموجب إعفاء منحته اللجنة",
        "بعد أن وافقت اللجنة",
    ],
)
def test_what_is_there_stays(text: str) -> None:
    assert "granted" in _terms(text)
