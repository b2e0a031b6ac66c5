"""Search in the library: SQLite's full text search over stems, so that clitics, spelling variants and vowels do not
hide an article. Its tables stand in a file of their own, `library-search.sqlite3`, made from the library and brought
up to date with every search; it may be deleted at any time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from nizam import settings
from nizam.errors import BadInput
from nizam.text.tokens import stem_keys, tokenise

_MOST_WORDS = 20
_SCHEMA = "CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5 (title, parties, items, body, tokenize = 'unicode61')"


def find(words: str, most: int = 50) -> list[int]:
    """Ids of the articles that hold all the words in their text, parties, items or verdicts; best first.

    Raises BadInput where the library cannot be read.
    """
    asked = [options for token in tokenise(words[:500]) if (options := _stems(token.folded))][:_MOST_WORDS]
    if not asked:
        return []
    query = " AND ".join("(" + " OR ".join(f'"{one}"' for one in options) + ")" for options in asked)
    home = settings.home()
    try:
        with closing(sqlite3.connect(home / "library-search.sqlite3", timeout=10.0)) as db:
            db.execute(_SCHEMA)
            _catch_up(db, home / "library.sqlite3")
            rows = db.execute(
                "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 8, 4, 2, 1), rowid DESC LIMIT ?",
                (query, most),
            )
            return [number for (number,) in rows]
    except sqlite3.DatabaseError as error:
        raise BadInput(f"the search of the library cannot be read ({error}); delete library-search.sqlite3.") from None


def _catch_up(db: sqlite3.Connection, library: Any) -> None:
    """Take in the articles that came since the last search. An article is never changed once it is kept."""
    with closing(sqlite3.connect(f"file:{library}?mode=ro", uri=True, timeout=10.0)) as kept, db:
        db.execute("BEGIN IMMEDIATE")
        (last,) = db.execute("SELECT coalesce(max(rowid), 0) FROM found").fetchone()
        for number, title, text, report in kept.execute(
            "SELECT id, title, text, report FROM articles WHERE id > ? ORDER BY id", (last,)
        ):
            parties, items = _told(json.loads(report))
            db.execute(
                "INSERT INTO found (rowid, title, parties, items, body) VALUES (?, ?, ?, ?, ?)",
                (number, *(_indexed(part) for part in (title, parties, items, text))),
            )


def _told(report: Any) -> tuple[str, str]:
    """Names of a report's parties, and its items with what was answered: activity, goods, outcome, citations."""
    parties = "\n".join(e["name"] for e in report["entities"])
    items = []
    for item in report["items"]:
        verdict = item["verdict"]
        items += [item["activity"], *item["goods"], verdict["outcome"].replace("_", " ")]
        items += [f"{p['citation']} {' '.join(p['title'].values())}" for p in verdict["provisions"]]
    return parties, "\n".join(items)


def _indexed(text: str) -> str:
    """Every form a word may be looked up by, in the order of the words."""
    return " ".join(form for token in tokenise(text) for form in _stems(token.folded))


def _stems(folded: str) -> tuple[str, ...]:
    """A word without its vowels, clitics and endings, in each way it can be read; no sign that a query would take."""
    return tuple(dict.fromkeys(key.text for key in stem_keys(folded) if key.text.isalnum()))
