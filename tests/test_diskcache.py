"""What is kept between runs can be damaged, foreign or unwritable: that only costs a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam import diskcache, yamltext
from nizam.errors import PackError
from nizam.text.phrases import Phrases
from nizam.text.tokens import tokenise


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_what_is_put_comes_back() -> None:
    diskcache.put("kind", "name", {"a": [1, ("b", "c")]})
    assert diskcache.get("kind", "name") == {"a": [1, ("b", "c")]}
    assert diskcache.get("kind", "other") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 64])
def test_a_damaged_entry_is_no_entry(home: Path, damage: bytes) -> None:
    diskcache.put("kind", "name", "data")
    (entry,) = home.rglob("name")
    entry.write_bytes(damage)
    assert diskcache.get("kind", "name") is None


def test_a_home_that_is_a_file_costs_only_the_cache(home: Path) -> None:
    home.write_text("not a folder")
    diskcache.put("kind", "name", "data")
    assert diskcache.get("kind", "name") is None


def test_caching_can_be_switched_off(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_NO_CACHE", "1")
    diskcache.put("kind", "name", "data")
    assert not home.exists()


def test_yaml_is_text(tmp_path: Path) -> None:
    path = tmp_path / "data.yml"
    path.write_text('country: no\nhs: 0301\ntime: 12:30\nday: 2017-09-11\nempty:\nyes: "on"\n', encoding="utf-8")
    expected = {"country": "no", "hs": "0301", "time": "12:30", "day": "2017-09-11", "empty": "", "yes": "on"}
    assert yamltext.load(path) == expected
    assert yamltext.load(path) == expected


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "data.yml"
    path.write_text("a: b\n", encoding="utf-8")
    assert yamltext.load(path) == {"a": "b"}
    path.write_text("a: bc\n", encoding="utf-8")
    assert yamltext.load(path) == {"a": "bc"}


@pytest.mark.parametrize("text", ["a: [", "a: b\na: c", "a: &x b\nc: *x", "? [a]\n: b"])
def test_yaml_that_is_refused(text: str) -> None:
    with pytest.raises(PackError, match="data:"):
        yamltext.parse(text, "data")


def test_kept_tries_find_what_fresh_ones_find() -> None:
    def built() -> Phrases[int]:
        out: Phrases[int] = Phrases(nouns=True)
        for number in range(300):
            out.add(f"thing{number} made of steel", number)
        return out

    text = "a thing42 made of steel, thing7 made of steel"
    fresh = built().find(text, tokenise(text))
    assert [f.value for f in built().find(text, tokenise(text))] == [f.value for f in fresh] == [42, 7]
