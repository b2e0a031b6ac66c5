"""One round over feeds: what is new in them is read, answered and kept. When to go round is cron's affair."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from nizam.errors import BadRequest, NizamError
from nizam.intake.feeds import Entry, parse_feed
from nizam.intake.given import Piece, is_address
from nizam.intake.run import Result, read_one
from nizam.intake.show import outcomes
from nizam.intake.visits import Visitor
from nizam.library.addresses import canonical, normal
from nizam.library.store import MOST_TRIES, Kept, Library, New, WatchedFeed
from nizam.record import Record
from nizam.report.json import article_json

_FEEDS = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
# fields of an item that make it another one
_TELLING = ("domain", "activity", "goods", "status", "quantity", "place", "date", "commitment")


class Event(Record, frozen=True):
    """What happened. `kind`: checked (with `count` new addresses), unchanged, not_fetched; kept, known, not_read."""

    kind: str
    feed: str
    url: str = ""
    count: int = 0
    kept: Kept | None = None
    error: str = ""


def watch(library: Library, feeds: Sequence[str], visitor: Visitor) -> Iterator[Event]:
    """Go round: the feeds named, which are watched from then on, or all that are watched.

    Every article is kept as soon as it is read; a round that is killed is taken up by the next one. Raises BadRequest
    for what is no address, and where another round is under way.
    """
    for url in feeds:
        if not is_address(url):
            raise BadRequest(f"{url!r} is no feed's address; give http:// or https://. A file is read by `nizam read`.")
    with library.writing():
        for url in feeds:
            library.watch(url)
        for feed in library.feeds():
            if not feeds or feed.url in feeds:
                yield from _round(library, feed, visitor)


def _round(library: Library, feed: WatchedFeed, visitor: Visitor) -> Iterator[Event]:
    again = {
        url: Piece(url, title, date.fromisoformat(published) if published else None, feed.url)
        for url, title, published, tries in library.failures(feed.url)
        if tries < MOST_TRIES
    }
    try:
        page = visitor.named(feed.url, etag=feed.etag, modified=feed.modified, accept=_FEEDS)
        found = parse_feed(page.body, page.url) if page.changed else None
    except NizamError as error:
        library.note_feed(feed.url, error=str(error))
        yield Event("not_fetched", feed.url, error=str(error))
        return
    todo = {**again, **(_new(library, feed, found.entries) if found else {})}
    yield Event("checked" if found or todo else "unchanged", feed.url, count=len(todo))
    for piece in todo.values():
        yield _read(library, feed, piece, visitor)
    # Last: a round that is killed before finds the whole feed again.
    library.note_feed(feed.url, title=found.title if found else "", etag=page.etag, modified=page.modified)


def _new(library: Library, feed: WatchedFeed, entries: Sequence[Entry]) -> dict[str, Piece]:
    """What is not in the library and has not failed: the failed ones have their own turn, and an end."""
    failed = {url for url, *_ in library.failures(feed.url)}
    out: dict[str, Piece] = {}
    for entry in entries:
        url = normal(entry.url) if entry.url else ""
        if url and url not in failed and library.article_at(url) is None:
            out.setdefault(url, Piece(url, entry.title, entry.day(), feed.url))
    return out


def _read(library: Library, feed: WatchedFeed, piece: Piece, visitor: Visitor) -> Event:
    known = library.article_at(piece.where)
    if known is not None:
        # another feed of the same round had it
        return Event("known", feed.url, piece.where)
    result = read_one(piece, visitor)
    if result.case is None:
        day = piece.published.isoformat() if piece.published else None
        library.note_failure(piece.where, feed=feed.url, title=piece.title, published=day, error=result.error)
        return Event("not_read", feed.url, piece.where, error=result.error)
    own = canonical(result.data, result.url)
    addresses = tuple(dict.fromkeys(url for url in (piece.where, result.url, own) if url))
    known = next((one for one in map(library.article_at, addresses) if one is not None), None)
    if known is not None:
        library.also_at(known, addresses)
        return Event("known", feed.url, piece.where)
    return Event("kept", feed.url, piece.where, kept=library.keep(_article(result, addresses, own)))


def _article(result: Result, addresses: tuple[str, ...], own: str) -> New:
    assert result.case is not None
    document = result.case.reading.document
    report = article_json(result.case)
    return New(
        url=own or normal(result.url),
        addresses=addresses,
        title=document.title.of(document.text) if document.title else result.piece.title,
        lang=document.language,
        published=document.page_date.isoformat() if document.page_date else None,
        text=document.text,
        body=document.body.of(document.text),
        report=report,
        outcomes=tuple(outcomes(report)),
        answer=answer_of(report),
        feed=result.piece.feed,
    )


def answer_of(report: Mapping[str, Any]) -> str:
    """A hash of what was found: the items with their parties and outcomes, and who in the text is listed.

    A copy of an article has the same; one in which a ship, a sum or a denial was changed has another.
    """
    names = {one["id"]: one["name"] for one in report["entities"]}
    items = sorted(
        json.dumps(
            [
                *(item[field] for field in _TELLING),
                names.get(item["from"], item["from"]),
                names.get(item["to"], item["to"]),
                item["verdict"]["outcome"],
            ],
            ensure_ascii=False,
        )
        for item in report["items"]
    )
    listed = sorted({(one["list"], one["id"]) for entity in report["entities"] for one in entity["listed"]})
    return hashlib.sha256(json.dumps([items, listed], ensure_ascii=False).encode()).hexdigest()[:32]
