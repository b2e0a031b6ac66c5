"""Two versions side by side, named in every way there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from nizam import lists
from nizam.errors import BadRequest
from nizam.lists.diff import diff
from nizam.lists.show import diff_json, diff_text
from tests.sources.forms import LISTS


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list whose second version lost one entry, gained another, and changed a third; the file of the second."""
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    lists.add(LISTS / "uk_sl.xml", "uk-sl")
    text = (LISTS / "uk_sl.xml").read_text(encoding="utf-8")
    text = text.replace("XRU0002", "XRU0009").replace("<Nationality>Iraq<", "<Nationality>Syria<")
    path = tmp_path / "newer.xml"
    path.write_text(text.replace("Zaidoun", "Zeidoun"), encoding="utf-8")
    lists.add(path, "uk-sl")
    return path


def test_who_came_who_went_and_what_changed(newer: Path) -> None:
    found = diff("uk-sl")
    assert [entity.id for entity in found.added] == ["XRU0009"]
    assert [entity.id for entity in found.delisted] == ["XRU0002"]
    ((entity, changes),) = found.changed
    assert entity.id == "XAF0001"
    by_field = {change.field: change for change in changes}
    assert by_field["nationalities"].removed == ("iq",)
    assert by_field["nationalities"].added == ("sy",)
    assert by_field["names"].added == ("Zeidoun Al-Wadi · alias",)
    assert set(by_field) == {"names", "nationalities", "countries"}
    assert newer.exists()


def test_lists_hashes_and_files_may_be_compared(newer: Path) -> None:
    new = lists.version("uk-sl")
    (old,) = (one for one in _versions() if one != new)
    assert diff_json(diff("uk-sl"))["changed"] == diff_json(diff(old[:8], "uk-sl"))["changed"]
    assert diff(str(LISTS / "uk_sl.xml"), str(newer)).added == diff(f"sha256:{old}", new).added
    assert diff("uk-sl", str(newer)).changed == ()
    assert len(diff("un-dprk", "uk-sl").added) == 3


def test_what_is_nothing_to_compare_says_so(newer: Path) -> None:
    for words in (("nonsense", "uk-sl"), ("nonsense",), ("un-dprk",), ("0" * 64, "uk-sl")):
        with pytest.raises(BadRequest, match="no list"):
            diff(*words)
    lists.add(newer, "once")
    with pytest.raises(BadRequest, match="only one version"):
        diff("once")


@pytest.mark.usefixtures("newer")
def test_both_languages_and_json() -> None:
    found = diff("uk-sl")
    assert "1 added, 1 changed, 1 delisted" in diff_text(found, "en")
    assert "− iq" in diff_text(found, "en")
    assert "شُطب  XRU0002" in diff_text(found, "ar")
    as_json = diff_json(found)
    assert as_json["delisted"] == [{"id": "XRU0002", "schema": "Organization", "name": "EXAMPLE BANK JSC"}]
    assert as_json["changed"][0]["fields"][0].keys() == {"field", "removed", "added"}


def _versions() -> list[str]:
    from nizam.index.snapshot import Shelf

    return [one.manifest.sha256 for one in Shelf("uk-sl").history()]
