"""Several lists asked as one, each by an index kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam.lists import BUILT_IN, Dataset
from nizam.model.entity import Entity, Name
from nizam.screening import over
from nizam.screening.asked import Question
from nizam.screening.matcher import Matcher


def _dataset(name: str, *people: tuple[str, str]) -> Dataset:
    entities = [Entity(key, "Person", text, (Name(text),)) for key, text in people]
    return Dataset(name, f"{name}-hash", None, entities)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path))


def _none() -> Matcher:
    raise AssertionError("what comes with Nizam was not asked for")


def test_the_best_of_all_lists_each_entity_once() -> None:
    one = _dataset("one", ("a", "Zaydun al-Qustani"), ("b", "Omar Khalid"))
    two = _dataset("two", ("a", "Zaidoun Koustani"), ("c", "Zaydun Qustani"))
    asked = over.over([one, two], _none)
    found = asked.screen("Zaydun al-Qustani", threshold=0.1)
    assert sorted(match.entity.id for match in found) == ["a", "c"]
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert [name for name, _ in asked.by_list("Zaydun al-Qustani")] == ["one", "two"]


def test_many_are_answered_as_one_by_one() -> None:
    lists = [_dataset("one", ("a", "Zaydun al-Qustani")), _dataset("two", ("c", "Omar Khalid Yusuf"))]
    asked = over.over(lists, _none)
    names = ["Zaydun Qustani", "", "Omar Khalid Yusuf", "Nobody", "زيدون القسطاني"]
    many = asked.screen_many([Question(name, "Person", threshold=0.3, limit=2) for name in names])
    assert many == [asked.screen(name, schema="Person", threshold=0.3, limit=2) for name in names]
    assert [bool(found) for found in many] == [True, False, True, False, True]


def test_what_comes_with_nizam_has_its_own_index() -> None:
    own = over.opened(_dataset("own", ("x", "Zaydun al-Wadi")))
    asked = over.over([_dataset(BUILT_IN)], lambda: own)
    assert [match.entity.id for match in asked.screen("زيدون الوادي")] == ["x"]


def test_an_index_is_built_once_and_anew_where_it_is_damaged() -> None:
    listed = _dataset("one", ("a", "Zaydun al-Qustani"))
    path = over.index_path(listed.sha256)
    over.opened(listed)
    made = path.stat().st_mtime_ns
    over.opened(listed)
    assert path.stat().st_mtime_ns == made
    path.write_bytes(b"garbage")
    assert over.opened(listed).screen("Zaydun al-Qustani", threshold=0.1)
