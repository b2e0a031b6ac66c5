"""Names as the words they are compared by: the same from every script, compounds taken apart on both sides."""

from __future__ import annotations

from array import array

import numpy as np
import pytest

from nizam.index import namebuild
from nizam.names import checks, codes, tokens
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, readings


def _texts(text: str) -> list[str]:
    return [token.text for token in tokens.person(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AL-TIKRITI, Saddam Hussein", ["saddam", "hussein", "tikriti"]),
        ("Abdul Rahman", ["abd", "rahman"]),
        ("Abdurrahman", ["abd", "rahman"]),
        ("'Abd al-Rahman", ["abd", "rahman"]),
        ("عبدالرحمن", ["عبد", "رحمن"]),
        ("عبد الرحمن", ["عبد", "رحمن"]),
        ("Nasiruddin", ["nasir", "din"]),
        ("Nasir al-Din", ["nasir", "din"]),
        ("ناصر الدين", ["ناصر", "din"]),
        ("Saifullah", ["saif", "lah"]),
        ("سيف الله", ["سيف", "lah"]),
        ("أبوبكر", ["ابو", "بكر"]),
        ("Ahmad bin Ali", ["ahmad", "ali"]),
        ("Абдулла", ["abd", "lah"]),
        ("김정식", ["김", "정", "식"]),
        ("Dr. Hassan", ["hassan"]),
        ("Dr.", ["dr"]),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Foreign Trade Bank", "بنك التجارة الخارجية"),
        ("Foreign Trade Bank", "Банк внешней торговли"),
        ("Research and Production Association", "НПО"),
        ("Joint Stock Company Zavod Tula", "ПАО Завод Тула"),
        ("Aktsionernoe Obshchestvo Zavod Tula", "АО Завод Тула"),
    ],
)
def test_bodies_meet_in_their_ideas(one: str, other: str) -> None:
    ideas = [{token.text for token in tokens.body(text) if token.text.startswith("#")} for text in (one, other)]
    assert ideas[0] == ideas[1] != set()


def test_adjectives_of_place_are_also_read_without_their_ending() -> None:
    (word,) = tokens.body("Брянский")
    assert readings("bryansk", LATIN)[0] in word.sounds


@pytest.mark.parametrize(
    ("word", "mode", "sound"),
    [
        ("cherif", LATIN, "Serif"),
        ("michail", LATIN, "mixail"),
        ("jurij", LATIN, "jurij"),
        ("kuznetsov", LATIN, "kuznecov"),
        ("кузнецов", CYRILLIC, "kuznecov"),
        ("fathi", LATIN, "fathi"),
        ("فتحي", ABJAD, "fthi"),
        ("عيسي", ABJAD, "isa"),
        ("فضل", ABJAD, "fzl"),
        ("로", HANGUL, "no"),
    ],
)
def test_a_word_may_be_read_in_several_ways(word: str, mode: int, sound: str) -> None:
    assert sound in readings(word, mode)


def test_codes_weigh_confusions_less_than_other_sounds() -> None:
    from rapidfuzz.distance import Levenshtein

    def apart(one: str, other: str) -> int:
        return Levenshtein.distance(codes.full(one), codes.full(other))

    assert apart("k", "g") < apart("k", "x") < apart("k", "m")
    assert apart("a", "") < apart("k", "")
    assert apart("s", "z") < apart("s", "t")


def test_keys_leave_vowels_out_and_slips_share_one() -> None:
    assert set(codes.keys("muhamad")) & set(codes.keys("mhmd"))
    assert set(codes.slips("waraich")) & set(codes.slips("waaich"))
    assert set(codes.slips("waraich")) & set(codes.slips("warraich"))


def test_letters_do_not_mind_spaces_order_and_case() -> None:
    assert tokens.letters(tokens.joined("KHAN, Abid Ali")) == tokens.letters(tokens.joined("AbidAli Khan"))


@pytest.mark.parametrize("text", ["", " ", "()", "\u200b", "—", "a" * 10_000_000])
def test_odd_texts_are_read_quickly_and_without_error(text: str) -> None:
    assert len(tokens.person(text)) <= tokens.MOST_WORDS
    assert len(tokens.body(text)) <= tokens.MOST_WORDS
    assert len(tokens.vessel(text)) <= tokens.MOST_WORDS


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("imoNumber", "9074729", True),
        ("imoNumber", "9074728", False),
        ("innCode", "7744001497", True),
        ("innCode", "7744001498", False),
        ("innCode", "500100732259", True),
        ("leiCode", "253400WSS48YWMBUA689", False),
        ("leiCode", "5493001KJTIIGC8Y1R12", True),
        ("passportNumber", "anything", True),
    ],
)
def test_check_digits(kind: str, value: str, good: bool) -> None:
    assert checks.sound(kind, value) is good


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("Hamidreza Karimpour", "Hamid Reza Karim Pour"),
        ("Shahidkhel", "Shahid Khel"),
        ("Gholamali", "Gholam Ali"),
        ("Mohammadamin", "Mohammad Amin"),
        ("حمیدرضا کریم‌پور", "حمید رضا کریم پور"),
        ("خدايرحيم", "خداي رحيم"),
        ("פחריזאדה", "פחרי זאדה"),
    ],
)
def test_compounds_of_persian_names(joined: str, apart: str) -> None:
    def texts(name: str) -> list[str]:
        return ["zadeh" if word.text == "זאדה" else word.text for word in tokens.person(name)]

    assert texts(joined) == texts(apart)


def test_names_of_the_same_letters_are_told_apart_by_their_pairs() -> None:
    one, other = tokens.joined("Pak Myong Chin"), tokens.joined("Kim Pyong Chan")
    assert tokens.letters(one) == tokens.letters(other)
    assert (tokens.borders(one) ^ tokens.borders(other)).bit_count() > codes.MOST_BORDERS
    for same in ("PakMyong Chin", "Myong Chin Pak", "Pak Mynog Chin", "pak-myong-chin"):
        apart = tokens.borders(one) ^ tokens.borders(tokens.joined(same))
        assert apart.bit_count() <= codes.MOST_BORDERS, same


@pytest.mark.parametrize("text", ["", "x", "زيدون القسطاني", "리광진", "\U0001f600 Zaydun"])
def test_pairs_of_letters_are_the_same_for_many_names_at_once(text: str) -> None:
    drawn, ends = array("H"), array("q", [0])
    texts = ["Zaydun", text, "", text, "Qustani"]
    for one in texts:
        drawn.extend(memoryview(tokens.joined(one).encode("utf-16-le", "surrogatepass")).cast("H"))
        ends.append(len(drawn))
    many = namebuild._borders(np.frombuffer(drawn, np.uint16), np.frombuffer(ends, np.int64))
    assert many.tolist() == [tokens.borders(tokens.joined(one)) for one in texts]
