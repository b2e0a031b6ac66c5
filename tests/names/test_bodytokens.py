"""Names of bodies as words: the same ideas from every language, what says nothing left out, the rest by sound."""

from __future__ import annotations

import pytest

from nizam.names import parts, tokens
from nizam.names.bodybook import says_where, taken_apart
from nizam.names.phonemes import ABJAD, HANGUL, LATIN, readings


def _words(text: str) -> list[str]:
    return [token.text for token in tokens.body(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Средне-Приволжский судостроительный завод", "Sredne-Privolzhskiy shipbuilding plant"),
        ("Открытое акционерное общество «Торговый банк»", "Trade Bank OJSC"),
        ("Федеральное государственное унитарное предприятие «Завод радиосвязи»", "Radio Communications Plant FSUE"),
        ("2-й институт автоматики имени А. Б. Иванова", "2nd Institute of Automation"),
        ("شركة النفط الوطنية", "National Oil Company"),
        ("بانک ملی", "National Bank"),
        ("조선무역은행", "Korea Trade Bank"),
        ("حزب الله", "Hizballah"),
        ("НПО «Радиотехника»", "Scientific Production Association of Radio Technology"),
    ],
)
def test_bodies_meet_in_their_ideas(one: str, other: str) -> None:
    ideas = [{word for word in _words(text) if word.startswith("#")} for text in (one, other)]
    assert ideas[0] == ideas[1] != set()


def test_a_known_word_of_another_script_keeps_its_sound() -> None:
    (word,) = tokens.body("Связь")
    assert (word.text, word.sounds) == ("#communications", readings("svyaz", LATIN))
    (latin,) = tokens.body("Communications")
    assert latin.sounds == ()


def test_a_stem_is_not_the_word_that_merely_begins_with_it() -> None:
    assert _words("Электротяга") == ["электротяга"]
    assert _words("Портсигар") == ["портсигар"]
    assert _words("Elektropribor") == ["#electric", "#instrument"]


def test_words_of_two_parts_are_taken_apart_in_both_alphabets() -> None:
    assert taken_apart("судоремонтный") == taken_apart("sudoremontnyi") == "ship repair"
    assert taken_apart("мост") == "мост"


def test_initials_before_a_surname_and_its_genitive_are_no_hindrance() -> None:
    asked, listed = tokens.body("имени М.Ф. Стельмаха"), tokens.body("named after M. F. Stelmakh")
    assert len(asked) == len(listed) == 1
    assert set(asked[0].sounds) & set(listed[0].sounds)


def test_a_place_or_a_legal_form_in_brackets_is_no_name() -> None:
    assert says_where(["hong", "kong"])
    assert "Hong Kong" not in parts.variants("China Unicorn (Hong Kong) Limited")
    assert "IIB" in parts.variants("Islamic International Brigade (IIB)")
    assert "IIB" not in parts.variants("Islamic International Brigade (IIB)", asked=True)


@pytest.mark.parametrize(
    ("word", "mode", "latin"),
    [
        ("מסעל", ABJAD, "masal"),
        ("סינוואר", ABJAD, "sinwar"),
        ("مملوك", ABJAD, "mamluk"),
    ],
)
def test_consonants_of_abjads(word: str, mode: int, latin: str) -> None:
    from nizam.names.codes import bare

    assert bare(readings(latin, LATIN)[0]) in {bare(one) for one in readings(word, mode)}


def test_korean_sounds_that_change_between_syllables() -> None:
    assert "amnokgaN" in readings("압록강", HANGUL)
    assert "tangun" in readings("tangun", LATIN)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("חברת הנפט הלאומית של איראן", "National Iranian Oil Company"),
        ("הבנק המרכזי של איראן", "Central Bank of Iran"),
        ("ארגון האנרגיה האטומית של איראן", "Atomic Energy Organization of Iran"),
        ("משמרות המהפכה האסלאמית", "Islamic Revolution Guards"),
        ("קרן השהידים", "Martyrs Fund"),
        ("فلاح انسانیت فاؤنڈیشن", "فلاح انسانیت fund"),
        ("قومی بینک", "National Bank"),
    ],
)
def test_hebrew_and_urdu_words_are_known_by_their_idea(name: str, latin: str) -> None:
    assert sorted(word.text for word in tokens.body(name)) == sorted(word.text for word in tokens.body(latin))
