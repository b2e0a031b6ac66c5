"""Korean names in Russian letters, turned back."""

from __future__ import annotations

import pytest

from nizam.text.kontsevich import with_ng


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("корпорация Канбон", "корпорация Kangbong"),
        ("Чхонсон", "Chongsong"),
        ("Рюгён", "Ryugyong"),
        ("Приморье", "Приморье"),
        ("Самсу", "Самсу"),
        ("Korea", "Korea"),
    ],
)
def test_every_final_n_may_be_ng(name: str, latin: str) -> None:
    assert with_ng(name) == latin
