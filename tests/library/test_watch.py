"""Watching feeds, against a server of this machine: each page once, nothing hidden, nothing lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nizam.cli import main
from nizam.errors import BadInput, BadRequest
from nizam.library.store import MOST_TRIES, Library
from tests.lists.server import Site, serving

COAL = (
    "Traders in Dandong said on Monday that a firm from the city bought 500 tonnes of coal from North Korea in "
    "May 2019. The cargo crossed the river at night and was unloaded at a small pier, according to two port "
    "workers. Neither the firm nor the customs office in the city replied to questions that this paper sent to "
    "them twice during the week. A retired driver who lives by the pier has counted the lorries for years and "
    "says that there were never so many. The mayor told the local council last winter that the pier would be "
    "closed, and that nobody would miss it at all."
)
RAIN = (
    "Rain fell over the hills of Bavaria for a week, and farmers there hope for a dry summer with a good harvest. " * 3
)


def page(text: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>A report</h1><p>{text}</p></article></body></html>".encode()


def feed(site: Site, *paths: str) -> bytes:
    items = "".join(f"<item><title>T{path}</title><link>{site.url}{path}</link></item>" for path in paths)
    return f"<rss><channel><title>News</title>{items}</channel></rss>".encode()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NIZAM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NIZAM_ALLOW_PRIVATE", "1")
    with serving() as made:
        made.bodies = {"/1": page(COAL), "/2": page(RAIN)}
        made.bodies["/feed"] = feed(made, "/1", "/2")
        yield made


def watch(*args: str) -> Result:
    return CliRunner().invoke(main, ["watch", *args, *([] if "--list" in args else ["--pause", "0"])])


def kinds(result: Result) -> list[str]:
    return [event["kind"] for event in json.loads(result.stdout)]


def listed(*args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(watch("--list", "--json", *args).stdout)
    return found


def test_a_round_and_another_one(site: Site) -> None:
    first = watch(f"{site.url}/feed")
    assert kinds(first) == ["checked", "kept", "kept"]
    assert first.exit_code == 0
    assert kinds(watch()) == ["unchanged"]
    assert [path for path, status in site.asked if status == 304] == ["/feed"]
    site.bodies["/3"] = page(RAIN.replace("Bavaria", "Saxony").replace("Rain", "Snow")[:150] + COAL[:80])
    site.bodies["/feed"] = feed(site, "/3", "/1?utm_source=rss", "/2")
    assert kinds(watch()) == ["checked", "kept"]
    assert [one["url"][-2:] for one in listed()] == ["/3", "/2", "/1"]


def test_what_is_kept(site: Site) -> None:
    watch(f"{site.url}/feed")
    coal = listed()[1]
    assert coal["outcomes"][0] == "prohibited"
    assert coal["lang"] == "en"
    assert coal["feed"] == f"{site.url}/feed"
    report = json.loads(watch("--show", str(coal["id"])).stdout)
    with sqlite3.connect(Path(Library().path)) as db:
        (text,) = db.execute("SELECT text FROM articles WHERE id = ?", (coal["id"],)).fetchone()
    span = report["items"][0]["span"]
    assert text[span["start"] : span["end"]] == span["text"]
    (row,) = json.loads(watch("--feeds", "--json").stdout)
    assert (row["title"], row["articles"], row["error"]) == ("News", 2, None)


def test_copies_are_folded_unless_they_answer_otherwise(site: Site) -> None:
    site.bodies["/copy"] = page(COAL.replace("twice during the week", "twice this week"))
    site.bodies["/changed"] = page(COAL.replace("coal", "seafood").replace("500", "9,000"))
    site.bodies["/feed"] = feed(site, "/1", "/copy", "/changed")
    watch(f"{site.url}/feed")
    changed, first = listed()
    assert first["also"] == [f"{site.url}/copy"]
    assert changed["url"] == f"{site.url}/changed"
    assert changed["same_as"] == first["id"]


def test_one_page_at_two_addresses(site: Site) -> None:
    head = f'<link rel="canonical" href="{site.url}/1">'
    site.bodies["/amp/1"] = page(COAL, head)
    site.bodies["/feed"] = feed(site, "/1", "/amp/1")
    assert kinds(watch(f"{site.url}/feed")) == ["checked", "kept", "known"]
    assert len(listed()) == 1
    # known from now on without being fetched
    site.bodies["/feed"] = feed(site, "/1", "/amp/1", "/2")
    assert kinds(watch()) == ["checked", "kept"]


def test_pages_that_fail_are_tried_again_and_not_for_ever(site: Site) -> None:
    site.bodies["/feed"] = feed(site, "/1", "/late")
    first = watch(f"{site.url}/feed")
    assert kinds(first) == ["checked", "kept", "not_read"]
    assert first.exit_code == 5
    for _ in range(MOST_TRIES - 2):
        assert kinds(watch()) == ["checked", "not_read"]
    site.bodies["/late"] = page(RAIN)
    assert kinds(watch()) == ["checked", "kept"]
    del site.bodies["/1"]
    site.bodies["/feed"] = feed(site, "/1", "/never")
    for _ in range(MOST_TRIES):
        assert "not_read" in kinds(watch())
    assert kinds(watch()) == ["unchanged"]


def test_a_feed_that_fails_does_not_stop_the_others(site: Site) -> None:
    result = watch(f"{site.url}/none", f"{site.url}/feed")
    assert kinds(result) == ["not_fetched", "checked", "kept", "kept"]
    assert result.exit_code == 4
    assert "answered 404" in json.loads(watch("--feeds", "--json").stdout)[0]["error"]
    assert watch("--forget", f"{site.url}/none").exit_code == 0
    assert kinds(watch()) == ["unchanged"]


def test_a_round_that_died_is_taken_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import nizam.library.watch as watching

    real = watching.read_one

    def read_one(piece: Any, *args: Any) -> Any:
        if piece.where.endswith("/2"):
            raise KeyboardInterrupt
        return real(piece, *args)

    monkeypatch.setattr(watching, "read_one", read_one)
    assert watch(f"{site.url}/feed").exit_code == 1
    monkeypatch.setattr(watching, "read_one", real)
    assert kinds(watch()) == ["checked", "kept"]


def test_since(site: Site) -> None:
    watch(f"{site.url}/feed")
    with sqlite3.connect(Library().path) as db:
        old = (datetime.now(UTC) - timedelta(days=3)).isoformat(timespec="microseconds")
        db.execute("UPDATE articles SET read_at = ? WHERE id = 1", (old,))
    assert [one["id"] for one in listed()] == [2]
    assert [one["id"] for one in listed("--since", "4d")] == [2, 1]
    assert [one["id"] for one in listed("--since", "2020-01-01", "--limit", "1")] == [2]
    assert "nothing was read" not in watch("--list", "--text", "--since", "today").stdout
    assert "محظور" in watch("--list", "--text", "--lang", "ar", "--since", "5d").stdout
    assert watch("--list", "--since", "soon").exit_code == 2


@pytest.mark.usefixtures("site")
def test_wrong_use() -> None:
    assert watch().exit_code == 2
    assert watch("--list", "--feeds").exit_code == 2
    assert watch("feed.xml").exit_code == 2
    assert watch("--show", "7").exit_code == 2
    assert watch("--forget", "https://example.org/").exit_code == 2


def test_one_round_at_a_time(site: Site) -> None:
    with Library() as library, library.writing():
        assert watch(f"{site.url}/feed").exit_code == 2


def test_what_is_no_library(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(b"not a database, and long enough to tell" * 40)
    with pytest.raises(BadInput, match="not a library"):
        Library(path)
    with pytest.raises(BadRequest, match="cannot be opened"):
        Library(path / "under" / "a file")
