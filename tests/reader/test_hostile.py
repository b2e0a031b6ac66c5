"""What somebody may send to break the reader: time and memory stay bounded, errors are clear, offsets hold.

The reader looks at the first `MAX_READ` characters of an article's text and takes time in proportion to them; what is
around them (menus, markup, up to five million characters) is only laid out. Measured on one core of an ordinary server:
about 6 s for 100,000 characters that are nothing but deeds, 2 s per million characters of lines to be laid out. The
limits here are several times that, so that they hold on slow machines and still catch what grows with the square.
"""

from __future__ import annotations

import contextlib
import random
import time
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nizam import casework
from nizam.errors import NizamError
from nizam.model.text import Reading, Span
from nizam.reader.page import read_page
from nizam.reader.read import MAX_READ, read
from nizam.reader.segment import split

LONG = 30.0
SHORT = 8.0
MOST = 4_900_000

SENTENCES = {
    "ar": "قال الوزير الروسي أندريه بوبوف إن موسكو ستبيع الفحم لكوريا الشمالية عبر ميناء راجين، ونفى توظيف عمال منها. ",
    "en": "Minister Andrei Popov said that Moscow will sell 5,000 tonnes of coal to North Korea through Rajin, and "
    "denied hiring workers from Pyongyang. ",
    "ru": "Министр Андрей Попов заявил, что Москва продаст КНДР 5 тысяч тонн угля через порт Раджин, и опроверг наём "
    "рабочих из Северной Кореи. ",
}  # fmt: skip


def repeated(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def taken(data: bytes | str) -> float:
    """Seconds of the processor for reading and judging."""
    started = time.thread_time()
    read_or_refused(data)
    return time.thread_time() - started


def read_or_refused(data: bytes | str) -> None:
    """Read and judge; spans must hold, and only an error for people may be raised."""
    with contextlib.suppress(NizamError):
        valid(casework.read(read_page(data)).reading)


def valid(reading: Reading) -> None:
    """Every span lies within the text and is not empty."""
    text = reading.document.text
    document = reading.document
    spans = [*document.paragraphs, *document.clutter, document.body, *([document.title] if document.title else [])]
    spans += [m.span for e in reading.entities for m in e.mentions]
    for statement in reading.statements:
        spans.append(statement.span)
        assert 0 <= statement.content.start <= statement.content.end <= len(text)
    for item in reading.items:
        spans += [item.span, *([item.status_cue] if item.status_cue else [])]
    spans += [reference.span for reference in reading.references]
    for span in spans:
        assert isinstance(span, Span)
        assert 0 <= span.start < span.end <= len(text), span


def test_five_million_characters_in_one_line() -> None:
    assert taken(repeated(SENTENCES["en"], MOST)) < LONG


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_without_end(language: str) -> None:
    words = SENTENCES[language].translate(str.maketrans("", "", ".،,"))
    assert taken(repeated(words, MAX_READ // 4)) < LONG / 2


def test_time_grows_with_length_and_no_faster() -> None:
    """Four times the text, four times the time; a square would take sixteen times."""
    text = SENTENCES["en"]
    taken(text)
    short = min(taken(repeated(text, 5_000)) for _ in range(2))
    assert taken(repeated(text, 20_000)) < 10 * short + 0.5


@pytest.mark.parametrize(
    "unit",
    [
        ".", "!", "…", "؟", "-", " -", "- ", '"', "«", "’", "(", ",", " ", "\n", "\t", "\u00a0", "\u0640", "\u064b",
        "\u200b", "\u202e", "1", "1,", "a-", "K. ", "IMO ", "S/RES/", "<p", "«a» ", "the ", "و", "ال", "\n-", "\n. ",
    ],
    ids=repr,
)  # fmt: skip
def test_one_sign_again_and_again(unit: str) -> None:
    for sentence in (SENTENCES["ar"], SENTENCES["en"]):
        assert taken(f"{sentence}\n{sentence}{repeated(unit, 40_000)}x {sentence}") < SHORT


def test_related_links_without_end() -> None:
    assert taken(repeated("Related\n" + SENTENCES["en"] + "\n", 400_000)) < LONG


@pytest.mark.parametrize("name", ["Kim Jong Un, ", "كيم جونغ أون، ", "Ким Чен Ын, ", "شركة «كيم»، ", "MV Harmony, "])
def test_ten_thousand_repeated_names(name: str) -> None:
    assert taken(SENTENCES["en" if name.isascii() else "ar" if "ي" in name else "ru"] + name * 10_000) < LONG


def test_two_thousand_names_each_another() -> None:
    chance = random.Random(5)
    syllables = ("ka", "lo", "mi", "ren", "sta", "vo", "tur", "bel")
    names = ["".join(chance.choices(syllables, k=3)).capitalize() for _ in range(4_000)]
    full = ", ".join(f"Mr {first} {last}" for first, last in zip(names[::2], names[1::2], strict=True))
    assert taken(SENTENCES["en"] + full) < LONG


def test_right_to_left_overrides_hide_nothing_and_shift_nothing() -> None:
    plain = read(SENTENCES["ar"] * 3)
    steered = " ".join("\u202e" + word + "\u202c\u200f" for word in (SENTENCES["ar"] * 3).split(" "))
    reading = read(steered)
    valid(reading)
    assert {e.country for e in plain.entities} <= {e.country for e in reading.entities}


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 100_000 + SENTENCES["en"] * 20 + "</div>" * 100_000,
        "<html><body>" + "<table><tr><td>" * 20_000 + SENTENCES["en"] * 20,
        "<html><body>" + "<b><i>" * 50_000 + SENTENCES["en"] * 20,
        "<html><body><div " + 'a="b" ' * 500_000 + "><p>" + SENTENCES["en"] * 20,
        "<html><body><article><p>" + SENTENCES["en"] * 5 + "&amp;&lt;" * 400_000,
        "<!DOCTYPE html><html>" + "<!ENTITY a '&a;&a;'>" * 1000 + "<body><p>" + SENTENCES["en"] * 20,
        '<html><script>{"datePublished": "\\q2019-01-01"}</script><body><p>' + SENTENCES["en"] * 20,
    ],
    ids=["deep", "tables", "inline", "attributes", "entities", "declared", "bad-json"],
)
def test_pages_made_to_break_parsers(page: str) -> None:
    assert taken(page) < LONG


def test_mixed_encodings_are_read_or_refused_in_words() -> None:
    parts = [SENTENCES["ar"].encode("cp1256", "replace"), SENTENCES["ru"].encode("cp1251"), SENTENCES["en"].encode()]
    for data in (b"".join(parts), b"".join(p * 20 for p in parts), SENTENCES["ru"].encode("utf-16") + parts[2]):
        assert taken(data) < SHORT


def test_half_of_a_surrogate_pair_is_no_reason_to_fall_over() -> None:
    assert taken(SENTENCES["en"] + "\ud800" + SENTENCES["en"]) < SHORT


def test_memory_stays_with_the_text() -> None:
    taken(SENTENCES["en"])
    text = repeated(SENTENCES["en"], 10_000)
    tracemalloc.start()
    try:
        taken(text)
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 200_000_000
    assert held < 40_000_000


_PIECES = st.sampled_from(
    [
        *SENTENCES.values(), *(word for text in SENTENCES.values() for word in text.split()[::3]), "\n", "\n\n", " ",
        ".", "،", "«", "»", '"', "“", "(", ")", "-", "—", "\u202e", "\u200f", "\u0640", "\u064b", "5", "2019-11-22",
        "S/RES/2397", "IMO 9187629", "<p>", "</p>", "\x00", "\ufeff", "é", "İ", "ﷺ", "北", "평양", "\U0001f600",
        "https://example.org/a?b=c",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, min_size=1, max_size=40), st.sampled_from(["", " ", "  "]))
def test_offsets_are_always_valid(pieces: list[str], between: str) -> None:
    read_or_refused(between.join(pieces))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    read_or_refused(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    read_or_refused(data)


@given(st.text(alphabet='.!?…a \n؛"”', max_size=60))
def test_sentences_cover_every_word_once(text: str) -> None:
    cuts = split(text, 0, len(text))
    assert all(a < b for a, b in cuts)
    assert all(one[1] <= other[0] for one, other in pairwise(cuts))
    kept = "".join(text[a:b] for a, b in cuts)
    assert kept.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
