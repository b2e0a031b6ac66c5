"""`nizam read` with many pages: folders, lists, feeds; errors beside answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nizam import casework
from nizam.cli import main
from nizam.intake.given import expand, is_many
from nizam.intake.visits import Visitor
from tests.lists.server import Site, serving

TEXT = "In May 2019 a firm in Dandong bought 500 tonnes of coal from North Korea. "
PAGE = f"<html><body><article><h1>Coal moves again</h1><p>{TEXT * 3}</p></article></body></html>".encode()


def run(*args: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *args], input=given)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    (made / "old").mkdir(parents=True)
    (made / "a.txt").write_text(TEXT)
    (made / "b.html").write_bytes(PAGE)
    (made / "c.pdf").write_bytes(b"%PDF-1.7\n\0")
    (made / "old" / "d.md").write_text(TEXT)
    (made / "notes.json").write_text("{}")
    (made / ".hidden.txt").write_text(TEXT)
    return made


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    with serving() as made:
        made.bodies = {"/1": PAGE, "/2": PAGE}
        yield made


def test_a_folder(folder: Path) -> None:
    result = run(str(folder))
    found = lines(result.stdout)
    assert [Path(line["source"]).name for line in found] == ["a.txt", "b.html", "c.pdf", "d.md"]
    assert [("error" in line) for line in found] == [False, False, True, False]
    assert found[2]["error"]["code"] == "bad_input"
    assert "damaged" in found[2]["error"]["message"]
    assert found[0]["document"]["source"] == found[0]["source"]
    assert found[0]["items"]
    assert result.exit_code == 5
    assert "3 pages read, 1 failed" in result.stderr


def test_to_a_file_and_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(str(folder), "--out", str(out)).exit_code == 5
    (folder / "c.pdf").unlink()
    (folder / "e.txt").write_text(TEXT)
    result = run(str(folder), "--out", str(out))
    assert result.exit_code == 0
    assert "1 pages read, 0 failed, 3 read before" in result.stderr
    assert run(str(folder), "--out", str(out), "--as-of", "2020-01-01").exit_code == 2


def test_a_bug_in_one_page_does_not_stop_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = casework.read

    def read(document: Any, **options: Any) -> Any:
        if document.source.endswith("a.txt"):
            raise ZeroDivisionError("by the moon")
        return real(document, **options)

    monkeypatch.setattr(casework, "read", read)
    found = lines(run(str(folder)).stdout)
    assert found[0]["error"]["code"] == "internal"
    assert "by the moon" in found[0]["error"]["message"]
    assert "items" in found[1]


def test_a_list_of_addresses(site: Site, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# mine\n{site.url}/1\n\n{site.url}/none\n{site.url}/1\n{site.url}/2\n")
    result = run(str(urls), "--pause", "0")
    found = lines(result.stdout)
    assert [line["source"].rpartition("/")[2] for line in found] == ["1", "none", "2"]
    assert "answered 404" in found[1]["error"]["message"]
    assert result.exit_code == 5
    piped = run("-", "--pause", "0", given=f"{site.url}/1\n".encode())
    assert lines(piped.stdout)[0]["items"]


def test_a_feed_by_address_and_by_file(site: Site, tmp_path: Path) -> None:
    feed = (
        f"<rss><channel><title>N</title><item><title>One</title><link>{site.url}/1</link>"
        "<pubDate>Mon, 03 Jun 2019 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    site.bodies["/feed"] = feed.encode()
    local = tmp_path / "feed.xml"
    local.write_text(feed)
    for source in (f"{site.url}/feed", str(local)):
        (line,) = lines(run(source, "--pause", "0").stdout)
        assert line["feed"]["title"] == "One"
        assert line["feed"]["published"] == "2019-06-03"
        assert line["document"]["page_date"] == "2019-06-03"


def test_wrong_use(folder: Path, tmp_path: Path) -> None:
    assert run(str(folder), "--format", "html").exit_code == 2
    assert run(str(folder / "a.txt"), "--json", "--format", "md").exit_code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(str(empty)).exit_code == 3
    mixed = lines(run(str(folder / "a.txt"), "no-such-file.txt").stdout)
    assert "there is no file" in mixed[1]["error"]["message"]


def test_one_article_is_no_list() -> None:
    assert not is_many(["x"], TEXT.encode())
    assert not is_many(["x"], f"{TEXT}\nhttps://example.org/1".encode())
    assert is_many(["x"], b"https://example.org/1")
    assert is_many(["x", "y"])
    assert [piece.where for piece in expand(["a", "b", "a"], Visitor())] == ["a", "b"]
