"""Updating from addresses, against a server of this machine: conditional, bounded, retried, never for the worse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nizam import lists
from nizam.errors import BadRequest, SourceError
from nizam.lists.update import Updated, update
from nizam.sources import download as downloading
from nizam.sources.addresses import addresses
from nizam.sources.download import download
from tests.lists.server import Site, serving
from tests.sources.forms import LISTS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    monkeypatch.setattr(downloading.time, "sleep", lambda _: None)
    with serving() as made:
        made.bodies = {f"/{file.name}": file.read_bytes() for file in LISTS.glob("*.*")}
        made.bodies |= {f"/csv/{file.name}": file.read_bytes() for file in (LISTS / "ofac-csv").iterdir()}
        csv = "\n".join(f'    - {{url: "{made.url}{path}"}}' for path in made.bodies if path.startswith("/csv/"))
        table = tmp_path / "sources.yml"
        table.write_text(
            f'un-sc: {{list: un-sc, files: [{{url: "{made.url}/un_sc_sample.xml"}}], most_mb: "1"}}\n'
            f'uk-sl: {{list: uk-sl, files: ["{made.url}/uk_sl.xml?x=1"]}}\n'
            f"ofac:\n  title: OFAC\n  files:\n{csv}\n"
            f'wrong: {{list: un-sc, files: ["{made.url}/uk_sl.xml"]}}\n',
            encoding="utf-8",
        )
        made.bodies["/uk_sl.xml?x=1"] = made.bodies["/uk_sl.xml"]
        monkeypatch.setenv("NIZAM_SOURCES", str(table))
        yield made


def one(name: str, force: bool = False) -> Updated:
    (found,) = update([name], force=force)
    return found


def test_a_list_is_fetched_once_and_then_only_asked_about(site: Site) -> None:
    assert one("un-sc").outcome == "new"
    again = one("un-sc")
    assert again.outcome == "unchanged"
    assert [status for _, status in site.asked] == [200, 304]
    assert one("un-sc", force=True).outcome == "unchanged"
    assert site.asked[-1][1] == 200
    manifest = lists.dataset("un-sc").manifest
    assert manifest.files[0]["url"] == f"{site.url}/un_sc_sample.xml"
    assert len(manifest.files[0]["sha256"]) == 64


def test_a_newer_list_replaces_the_old_one(site: Site) -> None:
    one("un-sc")
    site.bodies["/un_sc_sample.xml"] = site.bodies["/un_sc_sample.xml"].replace(b"Badogil", b"Patogil")
    found = one("un-sc")
    assert found.outcome == "updated"
    assert found.before is not None
    assert found.now is not None
    assert found.before.manifest.sha256 != found.now.manifest.sha256


def test_several_files_are_one_list_and_dated_by_the_server(site: Site) -> None:
    assert one("ofac").outcome == "new"
    assert lists.dataset("ofac").manifest.published == "2026-10-30"
    assert len(lists.dataset("ofac").manifest.files) == 7
    site.bodies["/csv/alt.csv"] = site.bodies["/csv/alt.csv"].replace(b"EXSHIP", b"EXSHIPS")
    assert one("ofac").outcome == "updated"
    company = lists.dataset("ofac").get("102")
    assert company is not None
    assert "EXSHIPS" in {name.text for name in company.names}


@pytest.mark.parametrize("answers", [[503], [429, 500, 502]])
def test_a_server_in_trouble_is_asked_again(site: Site, answers: list[int]) -> None:
    site.first["/un_sc_sample.xml"] = list(answers)
    assert one("un-sc").outcome == "new"
    assert [status for _, status in site.asked] == [*answers, 200]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda site: site.bodies.pop("/un_sc_sample.xml"), "answered 404"),
        (lambda site: (site.cut.add("/un_sc_sample.xml"), _newer(site)), "4 times"),
        (lambda site: site.first.update({"/un_sc_sample.xml": [500] * 9}), "the server answered 500, 4 times"),
        (lambda site: site.bodies.update({"/un_sc_sample.xml": b""}), "an empty file"),
        (lambda site: site.bodies.update({"/un_sc_sample.xml": b"<html></html>"}), "a web page"),
        (lambda site: site.bodies.update({"/un_sc_sample.xml": b"x" * (2 << 20)}), "this is not the list"),
        (lambda site: site.bodies.update({"/un_sc_sample.xml": site.bodies["/uk_sl.xml"]}), "gives the list uk-sl"),
        (
            lambda site: site.bodies.update({"/un_sc_sample.xml": site.bodies["/un_sc_sample.xml"][:-40]}),
            "not well-formed",
        ),
        (
            lambda site: site.bodies.update(
                {"/un_sc_sample.xml": site.bodies["/un_sc_sample.xml"].split(b"<INDIVIDUALS>")[0]
                 + b"<ENTITIES>" + site.bodies["/un_sc_sample.xml"].split(b"<ENTITIES>")[1]}
            ),
            "1 entries where the version in use has 3",
        ),
    ],
)  # fmt: skip
def test_nothing_broken_replaces_a_good_list(site: Site, change: object, words: str) -> None:
    one("un-sc")
    before = lists.version("un-sc")
    change(site)  # type: ignore[operator]
    found = one("un-sc")
    assert found.outcome == "failed"
    assert words in str(found.error)
    assert lists.version("un-sc") == before
    assert len(lists.dataset("un-sc")) == 3


@pytest.mark.usefixtures("site")
def test_one_list_that_fails_does_not_keep_the_others() -> None:
    assert [(found.name, found.outcome) for found in update(["wrong", "un-sc", "uk-sl"])] == [
        ("wrong", "failed"),
        ("un-sc", "new"),
        ("uk-sl", "new"),
    ]


def _newer(site: Site) -> None:
    site.bodies["/un_sc_sample.xml"] += b"<!-- newer -->"


def test_an_unknown_name_is_refused_before_anything_is_fetched(site: Site) -> None:
    with pytest.raises(BadRequest, match="no address is known for the list 'nonsense'"):
        update(["un-sc", "nonsense"])
    assert site.asked == []


def test_redirects_are_followed_and_progress_is_told(site: Site, tmp_path: Path) -> None:
    site.first["/uk_sl.xml"] = [302]
    site.bodies["/moved/uk_sl.xml"] = site.bodies["/uk_sl.xml"]
    seen: list[tuple[int, int | None]] = []
    got = download(
        f"{site.url}/uk_sl.xml", tmp_path / "x", most_bytes=1 << 20, progress=lambda read, of: seen.append((read, of))
    )
    assert seen[-1] == (got.bytes, got.bytes)
    assert got.day() == "2026-10-30"


def test_private_addresses_are_not_fetched(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIZAM_ALLOW_PRIVATE")
    with pytest.raises(BadRequest, match="private address"):
        download(f"{site.url}/uk_sl.xml", tmp_path / "x", most_bytes=1 << 20)


def test_a_server_that_is_not_there_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    with pytest.raises(SourceError, match="4 times"):
        download("http://127.0.0.1:9/x", tmp_path / "x", most_bytes=1 << 20, pause=lambda _: None)
    assert not (tmp_path / "x").exists()


def test_every_official_list_has_an_address_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NIZAM_SOURCES", raising=False)
    known = addresses()
    assert {"un-sc", "us-ofac-sdn", "us-ofac-cons", "eu-fsf", "uk-sl"} <= set(known)
    for address in known.values():
        assert {"en", "ar"} <= set(address.title)
        assert all(url.startswith("https://") for _, url in address.files)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x: {title: X}", "has no `files`"),
        ("x: {files: [a], sise: b}", "'sise' is not known"),
        ("[a]", "a table of lists"),
    ],
)
def test_a_wrong_table_of_addresses_says_what_is_wrong(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yml").write_text(text)
    monkeypatch.setenv("NIZAM_SOURCES", str(tmp_path / "own.yml"))
    with pytest.raises(BadRequest, match=words):
        addresses()
