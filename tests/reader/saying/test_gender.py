"""He or she by the name."""

from __future__ import annotations

import pytest

from nizam.model.text import Entity, Mention, Span
from nizam.reader.saying.gender import gender_of, told_by


@pytest.mark.parametrize(
    ("text", "name", "language", "gender"),
    [
        ("Дарья Кольцова", "Дарья Кольцова", "ru", "f"),
        ("Егор Лапшин", "Егор Лапшин", "ru", "m"),
        ("Никита Лапшин", "Никита Лапшин", "ru", ""),
        ("Анна Петровна Ли", "Анна Петровна Ли", "ru", "f"),
        ("Mrs Okoro", "Okoro", "en", "f"),
        ("Mr. Okoro", "Okoro", "en", "m"),
        ("Tessa Okoro", "Tessa Okoro", "en", ""),
        ("فاطمة الزين", "فاطمة الزين", "ar", "f"),
        ("أسامة الزين", "أسامة الزين", "ar", ""),
    ],
)
def test_gender_of_a_name(text: str, name: str, language: str, gender: str) -> None:
    start = text.index(name)
    person = Entity("e1", "person", name, None, (Mention(Span(start, start + len(name)), "name"),), "")
    assert gender_of(text, person, language) == gender


def test_pronouns_tell() -> None:
    assert [told_by(word) for word in ("he", "она", "فهي", "they")] == ["m", "f", "f", ""]
