"""News feeds: RSS 2.0, RSS 1.0 and Atom, with the mistakes feeds are known for.

feedparser was weighed: it needs sgmllib3k, which has no wheel. What a feed must tell here is little: addresses, titles
and days. A document type or an entity is refused before anything is parsed; a stray `&` or a cut end is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from nizam.errors import BadInput
from nizam.reader.pages.decode import decode
from nizam.record import Record
from nizam.text.normalise import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 1000
_PROLOGUE = re.compile(r"(?:[\s\ufeff]++|<\?[^>]{0,500}\?>|<!--.{0,5000}?-->)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]{1,20}:)?(rss|feed|RDF)[\s>]")
_TAGS = re.compile(r"<[^>]{0,500}>")
_LONGEST_TITLE = 500
_PERMALINK = re.compile(r"https?://\S+$")


class Entry(Record, frozen=True):
    """One item of a feed. `published` is UTC, where the feed says it; `url` is absolute, "" where there is none."""

    url: str
    title: str
    published: datetime | None = None

    def day(self) -> date | None:
        """The day of publication."""
        return self.published.date() if self.published else None


class Feed(Record, frozen=True):
    """A feed: its title and its items, as they stand in it."""

    title: str
    entries: tuple[Entry, ...]


def looks_like_feed(text: str) -> bool:
    """Whether a text is a feed: by its root element."""
    opening = _PROLOGUE.match(text)
    at = opening.end() if opening else 0
    if text.startswith("<!DOCTYPE", at):
        ahead = text.find(">", at)
        return bool(re.match(r"<!DOCTYPE\s+(?:rss|feed|rdf:RDF)\b", text[at : at + 60])) and ahead > 0
    return bool(_ROOT.match(text, at))


def parse_feed(data: bytes | str, where: str) -> Feed:
    """Read a feed; `where` is its address (links may be relative to it) or its file. Raises BadInput."""
    from lxml import etree

    text = decode(data, where)
    opening = _PROLOGUE.match(text)
    at = opening.end() if opening else 0
    if text.startswith(("<!DOCTYPE", "<!ENTITY"), at):
        raise BadInput(f"{where} declares an XML document type, which feeds do not need and may hide a trap; not read.")
    if not _ROOT.match(text, at):
        raise BadInput(f"{where} is no feed: RSS or Atom is expected. Give the feed's own address.")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text[at:].encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"{where} is a feed that cannot be read ({error}); try again later.") from error
    if root is None:
        raise BadInput(f"{where} is a feed that cannot be read: it holds no elements.")
    if _name(root) == "feed":
        return Feed(_child(root, "title"), tuple(_atom(root, where)))
    channel = next((one for one in root if _name(one) == "channel"), root)
    return Feed(_child(channel, "title"), tuple(_rss(root, channel, where)))


def _rss(root: _Element, channel: _Element, where: str) -> Iterator[Entry]:
    # RSS 1.0 has its items beside the channel
    items = [one for holder in ([channel] if channel is root else [channel, root]) for one in holder]
    for item in [one for one in items if _name(one) == "item"][:MOST_ENTRIES]:
        link = _child(item, "link")
        guid = next((one for one in item if _name(one) == "guid"), None)
        if not link and guid is not None and guid.get("isPermaLink", "true") == "true":
            ident = squeeze(guid.text or "")
            link = ident if _PERMALINK.match(ident) else ""
        told = _child(item, "pubDate") or _child(item, "date")
        yield Entry(_absolute(link, where), _child(item, "title"), _moment(told))


def _atom(root: _Element, where: str) -> Iterator[Entry]:
    for entry in [one for one in root if _name(one) == "entry"][:MOST_ENTRIES]:
        links = [one for one in entry if _name(one) == "link" and one.get("rel", "alternate") == "alternate"]
        # one of several kinds: the page, not its JSON
        pages = [one for one in links if "html" in one.get("type", "text/html")] or links
        link = squeeze(pages[0].get("href") or "") if pages else ""
        told = _child(entry, "published") or _child(entry, "updated")
        yield Entry(_absolute(link, where), _child(entry, "title"), _moment(told))


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _child(element: _Element, name: str) -> str:
    """The text of a child, its own markup dropped; "" where there is none."""
    for one in element:
        if _name(one) == name:
            text = "".join(str(part) for part in one.itertext())
            return squeeze(_TAGS.sub(" ", text[: 4 * _LONGEST_TITLE]))[:_LONGEST_TITLE]
    return ""


def _absolute(link: str, where: str) -> str:
    if not link:
        return ""
    try:
        found = urljoin(where, link) if where.startswith(("http://", "https://")) else link
    except ValueError:
        return ""
    return found.partition("#")[0] if found.startswith(("http://", "https://")) else ""


def _moment(told: str) -> datetime | None:
    """A time as feeds write them, in UTC; None where it is not understood or out of all reason."""
    if not told:
        return None
    try:
        found = datetime.fromisoformat(told) if told[:4].isdigit() else parsedate_to_datetime(told)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found.year >= 1990 else None
