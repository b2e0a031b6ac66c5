"""The store of what was read: one SQLite file, `library.sqlite3` in NIZAM_HOME.

    articles   id, url, title, lang, published, read_at, text, report (JSON), outcomes, answer, feed, same_as
    addresses  every address that leads to an article: as the feed gave it, after redirects, as the page calls itself
    bands      what finds near-same texts; see `alike.py`
    feeds      what is watched, with the marks for asking only for news
    failures   pages that could not be read: tried again by the next runs, five times in all

Times are ISO 8601 in UTC. `text` is what the offsets of `report` point into. `outcomes` are its outcomes parted by
blanks, strictest first; `answer` is a hash of all that was found (see `watch.answer_of`). `same_as` is the id of the
article that came first with nearly the same text.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nizam import settings
from nizam.durable import locked
from nizam.errors import BadInput, BadRequest
from nizam.library.addresses import normal
from nizam.library.alike import NEAR, bands, share, shingles
from nizam.record import Record

MOST_TRIES = 5
_VERSION = 1
_MOST_CANDIDATES = 200
_SCHEMA = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '', added TEXT NOT NULL, checked TEXT, error TEXT);
CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL,
  published TEXT, read_at TEXT NOT NULL, text TEXT NOT NULL, report TEXT NOT NULL, outcomes TEXT NOT NULL,
  answer TEXT NOT NULL, feed TEXT NOT NULL, same_as INTEGER REFERENCES articles (id));
CREATE INDEX articles_read_at ON articles (read_at);
CREATE INDEX articles_same_as ON articles (same_as);
CREATE TABLE addresses (url TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (id)) WITHOUT ROWID;
CREATE TABLE bands (band INTEGER, value INTEGER, article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (band, value, article)) WITHOUT ROWID;
CREATE TABLE failures (url TEXT PRIMARY KEY, feed TEXT NOT NULL, title TEXT NOT NULL, published TEXT,
  tries INTEGER NOT NULL, last TEXT NOT NULL, error TEXT NOT NULL);
"""


class WatchedFeed(Record, frozen=True):
    """A feed that is watched. `checked` is None before it was first fetched, `error` where the last time went well."""

    url: str
    title: str
    etag: str
    modified: str
    checked: str | None
    error: str | None
    articles: int


class Kept(Record, frozen=True):
    """An article of the library without its text and report. `also` are addresses of near-same articles folded here."""

    id: int
    url: str
    title: str
    lang: str
    published: str | None
    read_at: str
    outcomes: tuple[str, ...]
    feed: str
    same_as: int | None
    also: tuple[str, ...] = ()


class New(Record, frozen=True):
    """An article to be kept. `addresses` all lead to it; `body` is the running text that is compared with others."""

    url: str
    addresses: tuple[str, ...]
    title: str
    lang: str
    published: str | None
    text: str
    body: str
    report: dict[str, Any]
    outcomes: tuple[str, ...]
    answer: str
    feed: str


class Library:
    """The store, open. Reading needs no lock; who writes holds `writing()`."""

    def __init__(self, path: Path | None = None) -> None:
        """Opens it, making it where there is none. Raises BadRequest, BadInput where that cannot be done."""
        self.path = path or settings.home() / "library.sqlite3"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                # what somebody reads is nobody else's business
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(self.path, timeout=10.0, isolation_level=None)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise BadInput(f"{self.path} is not a library of articles, or damaged ({error}); move it away.") from error
        except OSError as error:
            raise BadRequest(f"{self.path} cannot be opened: {error.strerror}.") from None

    def _prepare(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise BadInput(f"{self.path} was written by a newer version; use that one.")
        if version == 0:
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._changing():
                # another program may have been first
                if self._db.execute("PRAGMA user_version").fetchone() == (0,):
                    for statement in _SCHEMA.split(";"):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """All of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one run that watches. Raises BadRequest where another one is at it."""
        handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not locked(handle, 0.0):
                raise BadRequest("another run is reading the feeds; this one is not needed, or try again later.")
            yield
        finally:
            os.close(handle)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def watch(self, url: str) -> None:
        """Watch a feed from now on."""
        with self._changing():
            self._db.execute("INSERT OR IGNORE INTO feeds (url, added) VALUES (?, ?)", (url, now()))

    def forget(self, url: str) -> None:
        """Watch a feed no longer; what was read of it stays. Raises BadRequest where it is not watched."""
        with self._changing():
            done = self._db.execute("DELETE FROM feeds WHERE url = ?", (url,))
            self._db.execute("DELETE FROM failures WHERE feed = ?", (url,))
        if not done.rowcount:
            raise BadRequest(f"{url!r} is not watched; `nizam watch --feeds` names those that are.")

    def feeds(self) -> list[WatchedFeed]:
        """The feeds that are watched, in the order they were added."""
        rows = self._db.execute(
            "SELECT url, title, etag, modified, checked, error,"
            " (SELECT count(*) FROM articles WHERE feed = feeds.url) FROM feeds ORDER BY added, url"
        )
        return [WatchedFeed(*row) for row in rows]

    def note_feed(self, url: str, *, title: str = "", etag: str = "", modified: str = "", error: str = "") -> None:
        """A feed was fetched, or could not be: then its marks stay as they were."""
        with self._changing():
            if error:
                self._db.execute("UPDATE feeds SET checked = ?, error = ? WHERE url = ?", (now(), error, url))
            else:
                self._db.execute(
                    "UPDATE feeds SET checked = ?, error = NULL, etag = ?, modified = ?,"
                    " title = CASE WHEN ? = '' THEN title ELSE ? END WHERE url = ?",
                    (now(), etag, modified, title, title, url),
                )

    def article_at(self, url: str) -> int | None:
        """The id of the article an address leads to; None where it is not known."""
        row = self._db.execute("SELECT article FROM addresses WHERE url = ?", (normal(url),)).fetchone()
        return int(row[0]) if row else None

    def also_at(self, article: int, addresses: Sequence[str]) -> None:
        """More addresses that lead to an article."""
        with self._changing():
            self._lead(article, addresses)

    def _lead(self, article: int, addresses: Sequence[str]) -> None:
        for url in addresses:
            self._db.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", (normal(url), article))
            self._db.execute("DELETE FROM failures WHERE url = ?", (url,))

    def keep(self, new: New) -> Kept:
        """Put an article into the library, and say which one with nearly the same text came before it."""
        found = shingles(new.body)
        cut = bands(found)
        with self._changing():
            same = self._near(found, cut)
            made = self._db.execute(
                "INSERT INTO articles"
                " (url, title, lang, published, read_at, text, report, outcomes, answer, feed, same_as)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new.url, new.title, new.lang, new.published, now(), new.text,
                    json.dumps(new.report, ensure_ascii=False), " ".join(new.outcomes), new.answer, new.feed, same,
                ),
            )  # fmt: skip
            article = int(made.lastrowid or 0)
            self._db.executemany("INSERT INTO bands VALUES (?, ?, ?)", [(n, v, article) for n, v in enumerate(cut)])
            self._lead(article, new.addresses)
        return self.articles(ids=[article])[0]

    def _near(self, found: frozenset[int], cut: Sequence[int]) -> int | None:
        """The first article with nearly the same text."""
        candidates: dict[int, int | None] = {}
        for number, value in enumerate(cut):
            rows = self._db.execute(
                "SELECT a.id, a.same_as FROM bands b JOIN articles a ON a.id = b.article"
                " WHERE b.band = ? AND b.value = ? ORDER BY a.id LIMIT ?",
                (number, value, _MOST_CANDIDATES),
            )
            candidates.update(dict(rows))
        for article, same in sorted(candidates.items()):
            if share(found, shingles(self._body(article))) >= NEAR:
                return same or article
        return None

    def _body(self, article: int) -> str:
        text, report = self._db.execute("SELECT text, report FROM articles WHERE id = ?", (article,)).fetchone()
        body = json.loads(report)["document"]["body"]
        return str(text)[body["start"] : body["end"]]

    def note_failure(self, url: str, *, feed: str, title: str, published: str | None, error: str) -> None:
        """A page could not be read; it is tried again by the next runs."""
        with self._changing():
            self._db.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?, 1, ?, ?) ON CONFLICT (url)"
                " DO UPDATE SET tries = tries + 1, last = excluded.last, error = excluded.error",
                (url, feed, title, published, now(), error),
            )

    def failures(self, feed: str) -> list[tuple[str, str, str | None, int]]:
        """Pages of a feed that could not be read: address, title, day of publication, how often they were tried."""
        return self._db.execute(
            "SELECT url, title, published, tries FROM failures WHERE feed = ? ORDER BY last, url", (feed,)
        ).fetchall()

    def articles(self, *, since: str = "", ids: Sequence[int] = (), limit: int = -1) -> list[Kept]:
        """Articles read since a moment (ISO 8601, UTC), or those with these ids; latest read first.

        One with nearly the same text and the same answer as another is not in the list: its address is among that
        one's `also`. One with another answer stands for itself. Asked for by id, all are given.
        """
        named = f"a.id IN ({','.join('?' * len(ids))})" if ids else "a.read_at >= ? AND o.id IS NULL"
        rows = self._db.execute(
            "SELECT a.id, a.url, a.title, a.lang, a.published, a.read_at, a.outcomes, a.feed, a.same_as FROM articles a"
            " LEFT JOIN articles o ON o.id = a.same_as AND o.answer = a.answer"
            f" WHERE {named} ORDER BY a.read_at DESC, a.id DESC LIMIT ?",
            (*ids, limit) if ids else (since, limit),
        ).fetchall()
        return [
            Kept(number, url, title, lang, published, read, tuple(words.split()), feed, same, self._folded(number))
            for number, url, title, lang, published, read, words, feed, same in rows
        ]

    def _folded(self, article: int) -> tuple[str, ...]:
        rows = self._db.execute(
            "SELECT a.url FROM articles a JOIN articles o ON o.id = a.same_as AND o.answer = a.answer"
            " WHERE a.same_as = ? ORDER BY a.id",
            (article,),
        )
        return tuple(url for (url,) in rows)

    def report(self, article: int) -> dict[str, Any]:
        """The report on an article, as `nizam read --format json` gives it. Raises BadRequest for an unknown id."""
        row = self._db.execute("SELECT report FROM articles WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise BadRequest(f"there is no article no. {article}; `nizam watch --list` gives their numbers.")
        found: dict[str, Any] = json.loads(row[0])
        return found


def now() -> str:
    """This moment, as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
