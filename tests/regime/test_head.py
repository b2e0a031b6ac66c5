"""The head of a pack and its instruments' citations: general for any issuer, strict about what cannot be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam.errors import PackError
from nizam.regime.load import load_pack, load_regime
from tests.engine.pack import FILES, toy_regime

HEAD = FILES["regime.yml"]
LAW_FILE = "S-RES-100-2010.yml"
NUMBER = 'number: "100"'
BROKEN = {
    "no country code": (
        "regime.yml",
        "target: kp,",
        "target: kp, jurisdiction: {countries: [Germany], says: {en: x}},",
    ),
    "'says' is missing": ("regime.yml", "target: kp,", "target: kp, jurisdiction: {countries: [de]},"),
    "no instrument file 'X.yml'": ("regime.yml", "target: kp,", "target: kp, instruments: [X.yml],"),
    "no instrument file 'goods.yml'": ("regime.yml", "target: kp,", "target: kp, instruments: [goods.yml],"),
    "no pack 'un-mars'": ("regime.yml", "target: kp,", "target: kp, goods_from: un-mars,"),
    "'king' is not one of": ("regime.yml", "exemptions:", "deciders: {king: {en: The King}}\nexemptions:"),
    "its instrument is in the pack": ("regime.yml", "provision: toy/200/9", "provision: toy/300/9"),
    "give one as `cite`": (LAW_FILE, NUMBER, f"{NUMBER}\n  issuer: eu"),
    "'Art. {article}' cannot be filled in": (LAW_FILE, NUMBER, f'{NUMBER}\n  cite: "Art. {{article}}"'),
    "'31 CFR' cannot be filled in": (LAW_FILE, NUMBER, f'{NUMBER}\n  cite: "31 CFR"'),
    "has the number '300'": (LAW_FILE, "id: livelihood", 'id: livelihood\n    paragraph: "300/1"'),
    "found licence decided by text": (LAW_FILE, "kind: standing", "kind: licence"),
    "found standing decided by authority": (LAW_FILE, "decided_by: text", "decided_by: authority"),
}


@pytest.mark.parametrize("says", BROKEN)
def test_a_broken_head_is_refused_with_its_place(tmp_path: Path, says: str) -> None:
    file, old, new = BROKEN[says]
    assert old in FILES[file]
    with pytest.raises(PackError, match=r"\.yml:\d+") as caught:
        toy_regime(tmp_path, **{file: FILES[file].replace(old, new, 1)})
    assert says in str(caught.value)


def test_any_file_holds_an_instrument_and_any_issuer_its_form_of_citation(tmp_path: Path) -> None:
    toy_regime(tmp_path)
    (tmp_path / LAW_FILE).unlink()
    form = f'{NUMBER}\n  issuer: toy\n  cite: "Order {{number}} of {{year}}, item {{paragraph}}"'
    (tmp_path / "ORDER.yml").write_text(FILES[LAW_FILE].replace(NUMBER, form), encoding="utf-8")
    cited = {p.id: p.citation for p in load_pack(tmp_path).provisions}
    assert cited["toy/100/1"] == "Order 100 of 2010, item 1"
    assert cited["toy/200/1"] == "UNSCR 200 (2015) para 1"


def test_two_packs_do_not_share_years(tmp_path: Path) -> None:
    """The same number may be of another year in another pack."""
    later = tmp_path / "later"
    later.mkdir()
    first = toy_regime(tmp_path)
    second = toy_regime(later, **{name: text.replace("2010-01-01", "2011-01-01") for name, text in FILES.items()})
    again = load_pack(tmp_path)
    assert first.provisions[0].citation == again.provisions[0].citation == "UNSCR 100 (2010) para 1"
    assert second.provisions[0].citation == "UNSCR 100 (2011) para 1"


def test_votes_and_goods_are_optional(tmp_path: Path) -> None:
    head = HEAD.replace("target: kp,", "target: kp, goods_from: un-dprk,")
    law = FILES["S-RES-200-2015.yml"].replace("goods: [oil]", "goods: [crude-oil]")
    (tmp_path / "regime.yml").write_text(head, encoding="utf-8")
    (tmp_path / "A.yml").write_text(law.replace("  relations: [{replaces: toy/100/1}]\n", ""), encoding="utf-8")
    regime = load_pack(tmp_path)
    assert set(regime.goods) == {"coal", "crude-oil"}, "only the lent lists that are asked for"
    assert regime.votes == ()


@pytest.mark.parametrize(
    ("regime", "citation"),
    [
        ("eu-dprk", "Regulation (EU) 2017/1509 Art. 16d"),
        ("us-dprk", "31 CFR 510.206"),
        ("uk-dprk", "SI 2019/411 reg 65"),
        ("un-dprk", "UNSCR 2371 (2017) para 8"),
    ],
)
def test_citations_as_lawyers_write_them(regime: str, citation: str) -> None:
    assert citation in {p.citation for p in load_regime(regime).provisions}
