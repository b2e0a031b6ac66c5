"""A broken pack says what is wrong, where, and what to do: one bad pack per message."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from nizam import yamltext
from nizam.errors import BadRequest, PackError
from nizam.regime.lint import lint
from nizam.regime.load import PACKS, load_pack, load_regime
from nizam.regime.terms import fact_kinds
from tests.engine.pack import FILES, toy_regime

BAD = yamltext.load(Path(__file__).parent / "bad" / "cases.yml")


def _broken(spec: dict[str, Any]) -> str:
    text = FILES[spec["file"]]
    for key in ("change", "replace"):
        if key in spec:
            text = text.replace(*spec[key], 1)
    return text + spec.get("append", "")


@pytest.mark.parametrize("name", [name for name, spec in BAD.items() if "lint" not in spec])
def test_a_broken_pack_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    spec = BAD[name]
    with pytest.raises(PackError) as caught:
        toy_regime(tmp_path, **{spec["file"]: _broken(spec)})
    for words in spec["says"]:
        assert words in str(caught.value)


@pytest.mark.parametrize("name", [name for name, spec in BAD.items() if "lint" in spec])
def test_lint_names_what_the_format_cannot(name: str, tmp_path: Path) -> None:
    spec = BAD[name]
    toy_regime(tmp_path, **{spec["file"]: _broken(spec)})
    problems = lint(tmp_path)
    assert any(all(words in problem for words in spec["says"]) for problem in problems), problems


def test_errors_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"S-RES-100-2010\.yml:\d+"):
        toy_regime(tmp_path, **{"S-RES-100-2010.yml": FILES["S-RES-100-2010.yml"].replace("decides", "decrees", 1)})


def test_the_toy_pack_is_clean(tmp_path: Path) -> None:
    toy_regime(tmp_path)
    assert lint(tmp_path) == []


def test_last_days_are_derived(tmp_path: Path) -> None:
    regime = toy_regime(tmp_path)
    first = next(p for p in regime.provisions if p.id == "toy/100/1")
    assert str(first.until) == "2014-12-31"
    assert first.ended_by == "toy/200/1"


def test_a_pack_folder_without_its_files_is_one_problem(tmp_path: Path) -> None:
    assert "regime.yml" in lint(tmp_path)[0]


def test_unknown_regimes_name_the_known() -> None:
    with pytest.raises(BadRequest, match="un-dprk"):
        load_regime("un-mars")


def test_the_packs_that_ship_are_clean() -> None:
    for path in PACKS.glob("*/regime.yml"):
        assert lint(path.parent) == []


def test_every_citation_has_the_one_form() -> None:
    for provision in load_regime().provisions:
        assert re.fullmatch(r"UNSCR \d{4} \(\d{4}\) para \d+(\([a-z]+\))*", provision.citation), provision.citation


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    before = toy_regime(tmp_path).sha256
    assert load_pack(tmp_path).sha256 == before
    (tmp_path / "goods.yml").write_text(FILES["goods.yml"] + "# a remark\n", encoding="utf-8")
    assert load_pack(tmp_path).sha256 != before


def test_every_fact_is_asked_for_in_both_languages() -> None:
    for name, kind in fact_kinds().items():
        assert set(kind.ask) == {"en", "ar"}, name
        assert set(kind.known_by) == {"en", "ar"}, name
