"""The library as JSON and as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nizam import said, yamltext
from nizam.intake.show import outcome_words
from nizam.library.store import Kept, WatchedFeed
from nizam.library.watch import Event
from nizam.record import asdict

_LABELS = Path(__file__).parent / "labels.yml"


def label(place: str, lang: str, **values: object) -> str:
    """A word or sentence of `labels.yml`, filled in."""
    return yamltext.words(_LABELS, place, lang, **values)


def kept_json(kept: Kept) -> dict[str, Any]:
    """An article: `{"id", "url", "title", "lang", "published", "read_at", "outcomes", "feed", "same_as", "also"}`."""
    return asdict(kept)


def feed_json(feed: WatchedFeed) -> dict[str, Any]:
    """A feed: `{"url", "title", "checked", "error", "articles"}`."""
    return {name: getattr(feed, name) for name in ("url", "title", "checked", "error", "articles")}


def event_json(event: Event) -> dict[str, Any]:
    """What happened: `{"kind", "feed", "url", "article", "error"}`; `count` of a feed that was fetched."""
    out: dict[str, Any] = {"kind": event.kind, "feed": event.feed}
    if event.kind == "checked":
        return {**out, "count": event.count}
    if event.kind in ("kept", "known", "not_read"):
        out["url"] = event.url
    if event.kept:
        out["article"] = kept_json(event.kept)
    return {**out, "error": event.error} if event.error else out


def event_text(event: Event, lang: str) -> str:
    """One line on what happened; "" for what needs none."""
    if event.kept:
        return kept_text(event.kept, lang)
    if event.kind == "known":
        return ""
    return label(event.kind, lang, feed=event.feed, count=event.count, error=said.message(event.error, lang))


def kept_text(kept: Kept, lang: str) -> str:
    """An article in two lines or three."""
    worst = outcome_words(kept.outcomes[0] if kept.outcomes else "", lang)
    day = kept.published or kept.read_at[:10]
    lines = [f"{kept.id:>5}  {day}  {worst}", f"       {kept.title or kept.url}", f"       {kept.url}"]
    if kept.same_as:
        lines.append(f"       {label('same', lang, id=kept.same_as)}")
    lines += [f"       {label('also', lang, url=url)}" for url in kept.also]
    return "\n".join(lines)


def feeds_text(feeds: Sequence[WatchedFeed], lang: str) -> str:
    """The feeds that are watched."""
    lines = []
    for feed in feeds:
        facts = [
            f"{label('columns.articles', lang)}: {feed.articles}",
            f"{label('columns.checked', lang)}: {(feed.checked or '—')[:16].replace('T', ' ')}",
        ]
        lines += [feed.url, "  " + " · ".join([feed.title, *facts] if feed.title else facts)]
        if feed.error:
            lines.append(f"  {label('columns.problem', lang)}: {feed.error}")
    return "\n".join(lines)
