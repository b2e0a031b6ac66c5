"""The matcher over the pack's designations, its index kept between runs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import nizam
from nizam.index.designated import Unread, load_designations
from nizam.model.entity import Entity
from nizam.screening import over
from nizam.screening.matcher import Matcher

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


def _all(asked: Matcher) -> tuple[Entity, ...]:
    entities: Any = asked.entities
    return tuple(entities)


def test_a_second_opening_answers_as_the_first(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = over.designations(copy), over.designations(copy)
    assert not isinstance(first.entities, Unread)
    assert isinstance(second.entities, Unread)
    assert _all(second) == _all(first) == load_designations(copy)
    monkeypatch.setenv("NIZAM_NO_CACHE", "1")
    plain = over.designations(copy)
    assert not isinstance(plain.entities, Unread)
    for name in ASKED:
        expected = plain.screen(name, as_of=DAY)
        assert first.screen(name, as_of=DAY) == expected
        assert second.screen(name, as_of=DAY) == expected
    assert second.screen("x", identifiers={"imo": ["8628597"]}, as_of=DAY) == plain.screen(
        "x", identifiers={"imo": ["8628597"]}, as_of=DAY
    )


def test_an_edit_is_seen_at_once(copy: Path) -> None:
    over.designations(copy)
    copy.write_text(copy.read_text(encoding="utf-8").replace("id: KPi.066", "id: KPi.999", 1), encoding="utf-8")
    assert any(entity.id == "KPi.999" for entity in _all(over.designations(copy)))


def test_entities_are_made_when_asked_for(copy: Path) -> None:
    over.designations(copy)
    entities: Any = over.designations(copy).entities
    assert len(entities) == len(load_designations(copy))
    assert [entity.id for entity in entities[:3]] == [entity.id for entity in load_designations(copy)[:3]]
    with pytest.raises(IndexError):
        entities[len(entities)]


def test_no_place_to_keep_it_costs_only_time(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "file"))
    assert over.designations(copy).screen("Kim Jong Sik", as_of=DAY)


def test_a_first_answer_does_not_wait_for_numpy(copy: Path) -> None:
    over.designations(copy)
    code = (
        "import sys; from pathlib import Path; from nizam.screening import over\n"
        f"assert over.designations(Path({str(copy)!r})).screen('Kim Jong Sik', as_of=None)\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
