"""Spellings of one name, and what is another name."""

from __future__ import annotations

import pytest

from nizam.names import tokens
from nizam.names.phonemes import LATIN, readings
from nizam.names.spellings import named, spelling
from nizam.names.vocabulary import resource


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("serhiy", "siarhei"),
        ("yousef", "yusif"),
        ("dmytro", "dzmitry"),
        ("olha", "olga"),
        ("othman", "uthman"),
        ("viktar", "victor"),
        ("hryhorovych", "grigoryevich"),
        ("uladzimirauna", "vladimirovna"),
        ("олександр", "aliaksandr"),
    ],
)
def test_spellings_of_a_name_share_a_reading(one: str, other: str) -> None:
    assert set(named(one).sounds) & set(named(other).sounds)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hasan", "husayn"), ("samir", "samer"), ("bashir", "bashar"), ("salim", "salem"), ("ali", "adil")],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not set(named(one).sounds) & set(named(other).sounds)


def test_a_word_without_other_spellings_keeps_its_own_sound() -> None:
    assert spelling("brushtein") == ""
    assert spelling("yusuf") == ""
    assert named("brushtein") == tokens.token("brushtein")


def test_a_spelling_belongs_to_one_name() -> None:
    seen: dict[str, str] = {}
    for group in resource("spellings").values():
        for main, words in group.items():
            assert readings(main, LATIN)
            for word in (main, *words.split()):
                assert seen.setdefault(word, main) == main, word


def test_bodies_are_read_as_they_are_written() -> None:
    assert tokens.body("Serhiy Warid")[0] == tokens.token("serhiy")
