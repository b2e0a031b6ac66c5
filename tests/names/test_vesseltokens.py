"""Ships' and aircraft's names: what stands around them goes, figures and registrations in one form."""

from __future__ import annotations

import pytest

from nizam.names import checks
from nizam.names.parts import variants
from nizam.names.tokens import joined, letters, vessel
from nizam.names.vesseltokens import registrations


def _texts(name: str) -> list[str]:
    return [word.text for word in vessel(name)]


@pytest.mark.parametrize(
    "name",
    [
        "HAO FAN 6", "Haofan-6", "M/V HAO FAN VI", "MV Hao Fan No. 6", "HAOFAN 06", "hao fan six",
        "H\u0410O F\u0410N 6",
        "motor vessel HAO FAN 6", "HAO FAN 6, flag Panama", "Panama-flagged HAO FAN 6", "HAO FAN 6 (IMO 8628597)",
        "general cargo ship HAO FAN 6 MMSI 123456789", "ex HAO FAN 6", "HAO FAN 6 MV",
    ],
)  # fmt: skip
def test_one_ship(name: str) -> None:
    assert _texts(name) == ["haofan", "6"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("전진2호", "Jon Jin 2"),
        ("태동강", "TAE DONG GANG"),
        ("Хаофань 6", "Hao Fan 6"),
        ("السفينة جين تنغ", "JIN TENG"),
    ],
)
def test_syllables_are_one_word_in_every_script(name: str, other: str) -> None:
    mine, theirs = vessel(name), vessel(other)
    assert [word.mode != 4 for word in mine] == [word.mode != 4 for word in theirs]
    assert len(mine) == len(theirs)


def test_words_of_a_ship_that_are_its_name_stay() -> None:
    assert _texts("TANKER") == ["tanker"]
    assert _texts("ATLANTIC GRACE") == ["atlantic", "grace"]
    assert _texts("SEVEN PEARLS") == ["seven", "pearls"]
    assert _texts("HERO V") == ["hero", "5"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("EP-MOR", "epmor"), ("EP-MOR (BAe RJ85)", "epmor"), ("Mahan Air EP-MOR", "epmor"), ("N200VR", "n200vr"),
     ("P-632", "p632"), ("RA-76842", "ra76842"), ("\u0415\u0420-\u041c\u041eR", "epmor")],
)  # fmt: skip
def test_registrations(text: str, mark: str) -> None:
    assert registrations(text) == (mark,)
    (word,) = vessel(text)
    assert word.sounds == ()


@pytest.mark.parametrize(
    "text", ["HAO FAN 6", "GP-21", "EX-SUN RISE", "Boeing B747-400", "A320-232", "AL-NOOR", "7-28"]
)
def test_what_is_no_registration(text: str) -> None:
    assert registrations(text) == ()


def test_few_letters_keep_their_order() -> None:
    def of(text: str) -> str:
        return letters(joined(text))

    assert of("EP-MOR") == of("epmor") == of("MOR EP") != of("EP-MRO")
    assert of("Kim Il") == of("Il Kim")
    assert of("Zaydun Qustani") == of("Qustani Zaydun")


def test_former_names_are_asked_too() -> None:
    assert {"GOLDEN STAR", "HAO FAN 6"} <= set(variants("GOLDEN STAR (ex-HAO FAN 6)", asked=True))
    assert {"GOLDEN STAR", "HAO FAN 6"} <= set(variants("GOLDEN STAR ex HAO FAN 6", asked=True))
    assert "SUN RISE" not in variants("SUN RISE", asked=False)[1:]


def test_slips_in_numbers() -> None:
    assert checks.slips({"imoNumber": ["8628597", "8628598"], "mmsi": ["1"]}) == (("imoNumber", "8628598"),)
