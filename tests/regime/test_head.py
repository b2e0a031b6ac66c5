"""The head of a pack and its instruments' citations: general for any issuer, strict about what cannot be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam.errors import PackError
from nizam.regime.load import load_pack, load_regime
from tests.engine.pack import FILES, toy_regime

HEAD = FILES["regime.yml"]
LAW = FILES["S-RES-100-2010.yml"]


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("regime.yml", ("target: kp,", "target: kp, jurisdiction: {countries: [Germany], says: {en: x}},"), "no country code"),
        ("regime.yml", ("target: kp,", "target: kp, jurisdiction: {countries: [de]},"), "'says' is missing"),
        ("regime.yml", ("target: kp,", "target: kp, instruments: [S-RES-300.yml],"), "no instrument file 'S-RES-300.yml'"),
        ("regime.yml", ("target: kp,", "target: kp, instruments: [goods.yml],"), "no instrument file 'goods.yml'"),
        ("regime.yml", ("target: kp,", "target: kp, goods_from: un-mars,"), "no pack 'un-mars'"),
        ("regime.yml", ("exemptions:", "deciders: {king: {en: The King}}\nexemptions:"), "'king' is not one of"),
        ("regime.yml", ("provision: toy/200/9", "provision: toy/300/9"), "its instrument is in the pack"),
        ("S-RES-100-2010.yml", ('number: "100"', 'number: "100", issuer: eu'), "give one as `cite`"),
        ("S-RES-100-2010.yml", ('number: "100"', 'number: "100", cite: "Art. {article}"'), "cannot be filled in"),
        ("S-RES-100-2010.yml", ('number: "100"', 'number: "100", cite: "31 CFR"'), "cannot be filled in"),
        ("S-RES-100-2010.yml", ("id: livelihood\n    kind: standing", 'id: livelihood\n    paragraph: "300/1"\n    kind: standing'), "no instrument of this pack has the number '300'"),
        ("S-RES-100-2010.yml", ("kind: standing", "kind: licence"), "a licence is decided by authority"),
        ("S-RES-100-2010.yml", ("decided_by: text", "decided_by: authority"), "a licence is decided by authority"),
    ],
)  # fmt: skip
def test_a_broken_head_is_refused_with_its_place(tmp_path: Path, file: str, change: tuple[str, str], says: str) -> None:
    assert change[0] in FILES[file]
    with pytest.raises(PackError, match=r"\.yml:\d+") as caught:
        toy_regime(tmp_path, **{file: FILES[file].replace(*change, 1)})
    assert says in str(caught.value)


def test_any_file_holds_an_instrument_and_any_issuer_its_form_of_citation(tmp_path: Path) -> None:
    toy_regime(tmp_path)
    (tmp_path / "S-RES-100-2010.yml").rename(tmp_path / "ORDER.yml")
    text = LAW.replace('number: "100"', 'number: "100", issuer: toy, cite: "Order {number} of {year}, item {paragraph}"')
    (tmp_path / "ORDER.yml").write_text(text, encoding="utf-8")
    regime = load_pack(tmp_path)
    cited = {p.id: p.citation for p in regime.provisions}
    assert cited["toy/100/1"] == "Order 100 of 2010, item 1"
    assert cited["toy/200/1"] == "UNSCR 200 (2015) para 1"


def test_two_packs_do_not_share_years(tmp_path: Path) -> None:
    """The same number may be of another year in another pack."""
    toy_regime(tmp_path)
    later = tmp_path / "later"
    later.mkdir()
    shifted = {name: text.replace("2010-01-01", "2011-01-01") for name, text in FILES.items()}
    for name, text in shifted.items():
        (later / name).write_text(text, encoding="utf-8")
    first, second, again = load_pack(tmp_path), load_pack(later), load_pack(tmp_path)
    assert first.provisions[0].citation == again.provisions[0].citation == "UNSCR 100 (2010) para 1"
    assert second.provisions[0].citation == "UNSCR 100 (2011) para 1"


def test_votes_and_goods_are_optional(tmp_path: Path) -> None:
    (tmp_path / "regime.yml").write_text(HEAD.replace("target: kp,", "target: kp, goods_from: un-dprk,"), encoding="utf-8")
    (tmp_path / "A.yml").write_text(FILES["S-RES-200-2015.yml"].replace("goods: [oil]", "goods: [crude-oil]")
                                    .replace("  relations: [{replaces: toy/100/1}]\n", ""), encoding="utf-8")  # fmt: skip
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
