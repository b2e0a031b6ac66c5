"""The same address in other words, and the same text on other pages."""

from __future__ import annotations

import pytest

from nizam.library.addresses import canonical, normal
from nizam.library.alike import BANDS, NEAR, bands, share, shingles

TEXT = (
    "The port of Nampo received a bulk carrier with five thousand tonnes of wheat on Monday, officials said. "
    "The ship had left Vladivostok on Thursday and will return empty. Its owner, a firm in Nakhodka, said that "
    "the grain was paid for by a charity. Customs officers on both sides confirmed the figures, and gave no "
    "further details about the contract."
)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://Example.ORG:443/a?utm_source=x&id=7&fbclid=1#top", "https://example.org/a?id=7"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/a?b", "http://example.org:8080/a?b"),
        ("https://example.org/A?x=%2F&y", "https://example.org/A?x=%2F&y"),
    ],
)
def test_one_address(url: str, same: str) -> None:
    assert normal(url) == same
    assert normal(same) == same


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<link rel="canonical" href="/a/1?utm_medium=y">', "https://example.org/a/1"),
        ("<LINK href='https://www.example.org/a/1' rel=canonical />", "https://www.example.org/a/1"),
        ('<link rel="canonical" href="https://other.example/a/1">', ""),
        ('<link rel="canonical" href="/">', ""),
        ('<link rel="stylesheet" href="/a">', ""),
    ],
)
def test_what_a_page_calls_itself(tag: str, found: str) -> None:
    page = f"<html><head><title>x</title>{tag}</head></html>".encode()
    assert canonical(page, "https://m.example.org/amp/1") in (
        found,
        found.replace("https://example", "https://m.example"),
    )


def test_nearly_the_same() -> None:
    one = shingles(TEXT)
    other = shingles(TEXT.replace("Monday", "Tuesday").replace("Officials", "officials").upper())
    assert NEAR < share(one, other) < 1
    assert set(zip(range(BANDS), bands(one), strict=True)) & set(zip(range(BANDS), bands(other), strict=True))
    assert share(one, shingles("An entirely different report about the weather in Khabarovsk this winter.")) < 0.1


def test_spelling_does_not_matter() -> None:
    assert share(shingles("وُقّع الاتفاق في الميناء أمس"), shingles("وقع الاتفاق في الميناء امس")) == 1.0


def test_texts_of_few_words_or_none() -> None:
    assert bands(shingles("...")) == []
    assert share(shingles(""), shingles("")) == 0.0
    assert share(shingles("two words"), shingles("two words")) == 1.0
