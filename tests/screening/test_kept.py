"""The screener over the pack's designations, its work kept between runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import nizam
from nizam.index.designated import Unread, load_designations
from nizam.screening import Screener, kept

PACK = Path(nizam.__file__).parent / "packs" / "un_dprk" / "designations.yml"
DAY = date(2026, 2, 27)
ASKED = (
    "Kim Jong Sik",
    "조춘룡",
    "Чо Чхун Рён",
    "Foreign Trade Bank",
    "بنك التجارة الخارجية",
    "Hao Fan 6",
    "Nobody At All",
)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    path = tmp_path / "designations.yml"
    # a comment makes it another file than the one that was prepared at install
    path.write_bytes(PACK.read_bytes() + b"\n# copy\n")
    return path


def test_a_second_opening_answers_as_the_first(copy: Path) -> None:
    first, second = kept.opened(copy), kept.opened(copy)
    assert not isinstance(first.entities, Unread)
    assert isinstance(second.entities, Unread)
    assert tuple(second.entities) == tuple(first.entities) == load_designations(copy)
    plain = Screener(load_designations(copy))
    for name in ASKED:
        expected = plain.screen(name, as_of=DAY)
        assert first.screen(name, as_of=DAY) == expected
        assert second.screen(name, as_of=DAY) == expected
    assert second.screen("x", identifiers={"imo": ["8628597"]}, as_of=DAY) == plain.screen(
        "x", identifiers={"imo": ["8628597"]}, as_of=DAY
    )


def test_an_edit_is_seen_at_once(copy: Path) -> None:
    kept.opened(copy)
    copy.write_text(copy.read_text(encoding="utf-8").replace("id: KPi.066", "id: KPi.999", 1), encoding="utf-8")
    assert any(entity.id == "KPi.999" for entity in kept.opened(copy).entities)


def test_entities_are_made_when_asked_for(copy: Path) -> None:
    kept.opened(copy)
    entities = kept.opened(copy).entities
    assert len(entities) == len(load_designations(copy))
    assert [entity.id for entity in entities[:3]] == [entity.id for entity in load_designations(copy)[:3]]
    with pytest.raises(IndexError):
        entities[len(entities)]
