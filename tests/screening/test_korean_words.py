"""Syllables of Korean names in Latin letters: a letter off is somebody else, another romanisation is not."""

from __future__ import annotations

import pytest

from nizam.model.entity import Entity, Name
from nizam.names import tokens
from nizam.names.phonemes import HANGUL, LATIN
from nizam.screening import korean, matcher
from nizam.screening.matcher import Matcher

LISTED = ("Kim Yong Il", "JANG, Kwang Chol", "Ri Hyok Jin", "PAK, Pyong Chan")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path = tmp_path_factory.mktemp("names") / "names.idx"
    listed = [Entity(name, "Person", name, (Name(name),)) for name in LISTED]
    matcher.build(listed, path)
    return Matcher(path, listed)


def _score(index: Matcher, asked: str, listed: str) -> float:
    found = index.scores(asked, "Person").get(LISTED.index(listed))
    return found.score if found else 0.0


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Chang Gwang-cheol", "JANG, Kwang Chol"),
        ("Lee Hyuk Chin", "Ri Hyok Jin"),
        ("Kim Yeong-il", "Kim Yong Il"),
        ("Park Byong Chan", "PAK, Pyong Chan"),
        ("Yong Il Kim", "Kim Yong Il"),
    ],
)
def test_another_romanisation_is_the_same_name(index: Matcher, asked: str, listed: str) -> None:
    assert _score(index, asked, listed) > 0.5


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Kim Kyong Il", "Kim Yong Il"),
        ("Kim Il Yong", "Kim Yong Il"),
        ("김일영", "Kim Yong Il"),
        ("Jang Kang Chol", "JANG, Kwang Chol"),
        ("Ri Hak Jin", "Ri Hyok Jin"),
        ("Kim Pyong Chan", "PAK, Pyong Chan"),
    ],
)
def test_another_syllable_or_order_is_another_name(index: Matcher, asked: str, listed: str) -> None:
    found = index.screen(asked, schema="Person", threshold=0.3)
    assert [match.entity.id for match in found if match.decided == "match"] == []
    assert _score(index, asked, listed) < _score(index, listed, listed) - 0.15


def test_only_names_that_read_as_korean_are_cut_into_syllables() -> None:
    assert [word.mode for word in korean.syllabled(tokens.person("Kim Yong Il"))] == [HANGUL] * 3
    assert [word.mode for word in korean.syllabled(tokens.person("Chol Anatolyevich"))] == [LATIN] * 2
    assert [word.mode for word in korean.syllabled(tokens.person("Lee Jonathan"))] == [LATIN] * 2
