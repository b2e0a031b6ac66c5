from __future__ import annotations

from pathlib import Path

import pytest

from nizam.library import search
from nizam.library.store import Library, New


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path))


def _keep(library: Library, number: int, title: str, text: str, lang: str) -> int:
    url = f"https://example.org/{number}"
    report = {"entities": [], "items": []}
    new = New(url, (url,), title, lang, None, text, text, report, (), "a", "https://example.org/feed")
    return library.keep(new).id


def test_clitics_vowels_and_spellings_hide_nothing() -> None:
    with Library() as library:
        coal = _keep(library, 1, "شحنات", "أعلنت الشركة أنها ستنقل الفَحْم وبالسفن إلى الميناء", "ar")
        ships = _keep(library, 2, "Shipping news", "Two tankers were seen in the harbour with refined oil", "en")
    assert search.find("فحم") == [coal]
    assert search.find("السفن") == [coal]
    assert search.find("الى الميناء") == [coal]
    assert search.find("tanker harbours") == [ships]
    assert search.find("absent") == []
    assert search.find('" OR *') == []
