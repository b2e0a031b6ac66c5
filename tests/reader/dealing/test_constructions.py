"""The row of signs a sentence is written as, the mentions in it, and the side each construction tells."""

from __future__ import annotations

import pytest

from nizam.reader.dealing.asides import is_denied
from nizam.reader.dealing.constructions import side_at, sides_told
from nizam.reader.dealing.goods_heads import heads
from nizam.reader.dealing.rows import row_of
from nizam.reader.vocabulary import load_vocabulary
from nizam.text.tokens import tokenise


def _told(text: str) -> dict[str, str]:
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    told = sides_told(vocabulary, text, tokens, heads(vocabulary, text, tokens, running=True))
    return {code: side for mention, side in told.items() for code in mention.countries}


def test_signs() -> None:
    text = "An order for lathes was placed with a firm in Linz, Austria by the Ministry of Railways of the DPRK."
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    row = row_of(vocabulary, text, tokens, heads(vocabulary, text, tokens, running=True))
    assert " ".join(row.signs) == "order for G be put with P by P ."
    assert [m.countries for _, m in row.parties] == [("at",), ("kp",)]


@pytest.mark.parametrize(
    ("signs", "side"),
    [
        ("G from @ be move to P .", "supplier"),
        ("G be outed by P to @ .", "recipient"),
        ("@ pay P for G .", "recipient"),
        ("P pay @ for G .", "supplier"),
        ("money for G be payed by @ to P .", "recipient"),
        ("@ be billed by P for G .", "recipient"),
        ("P out @ G .", "recipient"),
        ("P farm G to @ .", "supplier"),
        ("tie to @ , P out G .", "other"),
        ("P move .", ""),
    ],
)
def test_rules(signs: str, side: str) -> None:
    row = signs.split()
    at = row.index("@") if "@" in row else 0
    assert side_at(row, at) == side


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jackets are sewn for a brand in Oslo, which outsourced the jackets to a Pyongyang mill.", {"kp": "supplier"}),
        ("Lathes for the officers of an army unit in Pyongyang were shipped.", {"kp": "recipient"}),
        ("باعت شركة روسية مصفاة في كوريا الشمالية 400 طن من البنزين.", {"ru": "supplier", "kp": "recipient"}),
        ("دفعت شركة كورية شمالية إلى شركة صينية ثمن 40 مخرطة.", {"kp": "recipient", "cn": "supplier"}),
        ("تسلم مصنع صيني 18 طناً من الزنك من الساحل الغربي لكوريا الشمالية.", {"kp": "supplier"}),
    ],
)
def test_sides(text: str, told: dict[str, str]) -> None:
    found = _told(text)
    assert {code: found.get(code) for code in told} == told


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No coal was bought from North Korea.", True),
        ("The mill has never imported coal from North Korea.", True),
        ("Угля в КНДР не покупали.", True),
        ("The firm does not only sell coal.", False),
        ("The trader did not deny buying coal.", False),
        ("It did not buy the coal openly but took it at sea.", False),
        ("The origin of the coal is not given.", False),
    ],
)
def test_denied(text: str, denied: bool) -> None:
    vocabulary, tokens = load_vocabulary(), tokenise(text)
    assert is_denied(vocabulary, text, tokens, vocabulary.terms(text, tokens)) is denied
