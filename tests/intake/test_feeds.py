"""Feeds: RSS 2.0 and 1.0, Atom, mistakes that are forgiven and traps that are not."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nizam.errors import BadInput, NizamError
from nizam.intake.feeds import Entry, looks_like_feed, parse_feed

HOME = "https://example.org/news/feed.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>أخبار &amp; آراء</title><link>https://example.org/</link>
<item><title><![CDATA[Coal <b>sold</b>]]></title><link> /a/1#top </link>
  <pubDate>Tue, 18 Jun 2024 23:30:00 -0500</pubDate></item>
<item><title>By its mark</title><guid>https://example.org/a/2</guid></item>
<item><title>No page</title><guid isPermaLink="false">x7</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title>
<entry><title>One</title><link rel="self" href="https://example.org/x.atom"/>
 <link rel="alternate" type="text/html" href="https://example.org/b/1"/>
 <published>2024-06-18T10:00:00Z</published><updated>2024-06-20T10:00:00Z</updated></entry>
<entry><title>Two</title><link href="/b/2"/><updated>2024-06-19</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>One</title><link>https://example.org/c/1</link><dc:date>2024-06-18</dc:date></item></rdf:RDF>"""


def test_rss() -> None:
    feed = parse_feed(RSS.encode(), HOME)
    assert feed.title == "أخبار & آراء"
    moment = datetime(2024, 6, 19, 4, 30, tzinfo=UTC)
    assert feed.entries[0] == Entry("https://example.org/a/1", "Coal sold", moment)
    assert [entry.url for entry in feed.entries[1:]] == ["https://example.org/a/2", ""]


def test_atom_and_rss_1() -> None:
    feed = parse_feed(ATOM, HOME)
    assert [(e.url, e.day()) for e in feed.entries] == [
        ("https://example.org/b/1", date(2024, 6, 18)),
        ("https://example.org/b/2", date(2024, 6, 19)),
    ]
    assert parse_feed(RDF, HOME).entries[0].day() == date(2024, 6, 18)


@pytest.mark.parametrize("codec", ["utf-16", "cp1256"])
def test_other_encodings(codec: str) -> None:
    assert parse_feed(RSS.replace("UTF-8", codec).encode(codec), HOME).title == "أخبار & آراء"


def test_mistakes_are_forgiven() -> None:
    broken = RSS.replace("&amp;", "&").replace("</channel></rss>", "")
    assert len(parse_feed(broken, HOME).entries) == 3
    odd = RSS.replace("Tue, 18 Jun 2024 23:30:00 -0500", "soon").replace("/a/1#top", "javascript:alert(1)")
    assert parse_feed(odd, HOME).entries[0] == Entry("", "Coal sold")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "document type"),
        ("<html><body>no feed</body></html>", "is no feed"),
        ("", "empty"),
    ],
)
def test_traps_and_what_is_no_feed(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        parse_feed(text, HOME)


def test_entities_are_not_opened() -> None:
    feed = parse_feed(RSS.replace("By its mark", "&xxe;&#65;"), HOME)
    assert feed.entries[1].title.endswith("A")


def test_what_looks_like_a_feed() -> None:
    assert all(map(looks_like_feed, (RSS, ATOM, RDF, "<!DOCTYPE rss SYSTEM 'x'><rss>")))
    assert not any(map(looks_like_feed, ("<!DOCTYPE html><html>", "feed", "", "<article>")))


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(0, 700))
def test_anything_is_a_feed_or_an_error(noise: str, at: int) -> None:
    with suppress(NizamError):
        parse_feed(RSS[:at] + noise + RSS[at:], HOME)
