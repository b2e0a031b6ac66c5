"""An article's case → its report in one language: everything a surface shows, in words, without markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath

from nizam.casework import ArticleCase
from nizam.model.text import Document, Reading
from nizam.model.verdict import Outcome
from nizam.report import proposed
from nizam.report.cards import Cards
from nizam.report.findings import entities, references, statements
from nizam.report.labels import GLYPHS, Labels, direction, labels
from nizam.report.marks import blocks, marks
from nizam.report.people import People
from nizam.report.shape import Card, Group, Report
from nizam.report.verdicts import decided
from nizam.text.language import PARTIAL

_WITH_PARAGRAPHS = re.compile(r"(.*) \((\d{4}/[^ ,]+(?:, \d{4}/[^ ,]+)*)\)", re.DOTALL)
STRICTEST_FIRST = sorted(Outcome, key=lambda outcome: -outcome.value)


def build(case: ArticleCase, lang: str) -> Report:
    """The report of an article in English (`en`) or Arabic (`ar`)."""
    words = labels(lang)
    reading = case.reading
    document = reading.document
    people = People(reading, words)
    made = Cards(case, people, words)
    main = [card for card in made.all if not made.apart(card)]
    apart = tuple(sorted((card for card in made.all if made.apart(card)), key=_strictness))
    groups = _groups(main, words)
    return Report(
        lang=words.lang,
        dir=words.dir,
        title=_title(document, words),
        article_language=document.language,
        article_dir=direction(document.language),
        worst=groups[0].outcome if groups else None,
        headline=_headline(main, document, words),
        sentences=_sentences(made, main, apart, words),
        as_of=_as_of(document, words),
        header=_header(document, words),
        groups=groups,
        apart=apart,
        statements=statements(reading, made.all, people, words),
        entities=entities(reading, people, words),
        references=references(reading, words),
        general=tuple(dict.fromkeys(door for card in made.all for door in card.verdict.doors if door.general)),
        not_checked=_not_checked(case, words),
        notes=_notes(reading, words),
        decided=(*_days(document, words), *decided(case.decision_id, case.packs.items(), case.lists.items(), words)),
        text=document.text,
        blocks=blocks(document),
        marks=marks(reading, made.all, people, words),
        model=proposed.lines(reading, words),
    )


def _strictness(card: Card) -> tuple[int, int]:
    return -card.verdict.outcome.value, card.number


def _groups(cards: list[Card], words: Labels) -> tuple[Group, ...]:
    out = []
    for outcome in STRICTEST_FIRST:
        held = tuple(card for card in cards if card.verdict.outcome is outcome)
        if held:
            out.append(Group(outcome, GLYPHS[outcome], words.headline(outcome), held))
    return tuple(out)


def _title(document: Document, words: Labels) -> str:
    if document.title is not None:
        return " ".join(document.title.of(document.text).split())
    return words.ui("untitled")


def _headline(cards: list[Card], document: Document, words: Labels) -> str:
    """`13 items: 4 prohibited, 2 only if the Committee approves first, …`."""
    if not cards and document.language in PARTIAL:
        return words.ui("partial", language=words.title("languages", document.language))
    if not cards:
        return words.ui("no_items")
    counts = Counter(card.verdict.outcome for card in cards)
    parts = [words.count(outcome.word, counts[outcome]) for outcome in STRICTEST_FIRST if counts[outcome]]
    return f"{words.count('items', len(cards))}: {words.ui('comma').join(parts)}."


def _sentences(made: Cards, main: list[Card], apart: tuple[Card, ...], words: Labels) -> tuple[str, ...]:
    """What the counts alone do not say: is any of it done, what is only said, what an empty finding means."""
    out = []
    prohibited = [card for card in main if card.verdict.outcome is Outcome.PROHIBITED]
    if prohibited:
        done = sum(made.done(card) for card in prohibited)
        out.append(words.count("prohibited_done", done) if done else words.ui("none_done"))
    if apart:
        out.append(words.count("apart", len(apart)))
    if asked_for := sum(bool(card.proposed) for card in (*main, *apart)):
        out.append(words.count("proposed", asked_for))
    if any(card.verdict.outcome is Outcome.NOT_RESTRICTED for card in (*main, *apart)):
        out.append(words.ui("only_found"))
    return tuple(out)


def _as_of(document: Document, words: Labels) -> str:
    """Which day's law was taken and why."""
    key = document.as_of_from if document.as_of_from in ("event", "page", "option", "today") else "page"
    if document.as_of is None:
        return words.as_of("unknown")
    if key == "event" and document.page_date is not None and document.page_date != document.as_of:
        key = "event_page"
    said = words.as_of(key, day=words.day(document.as_of), page=words.day(document.page_date))
    return f"{said} {words.as_of('own_day')}"


def _header(document: Document, words: Labels) -> tuple[tuple[str, str], ...]:
    rows = [(words.ui("source"), _source(document.source))] if document.source not in ("", "-") else []
    rows.append((words.ui("language"), words.title("languages", document.language)))
    rows += _days(document, words)
    return tuple(rows)


def _source(source: str) -> str:
    """An address whole; of a file only its name: a report is passed on, the folders it lay in are not."""
    return source if "://" in source else PurePath(source).name


def _days(document: Document, words: Labels) -> list[tuple[str, str]]:
    rows = []
    if document.page_date is not None:
        rows.append((words.ui("page_date"), words.day(document.page_date)))
    if document.event_date is not None:
        rows.append((words.ui("event_date"), words.day(document.event_date)))
    rows.append((words.ui("as_of"), words.day(document.as_of)))
    return rows


def _not_checked(case: ArticleCase, words: Labels) -> tuple[str, ...]:
    """What no item's verdict rests on, each sentence once with all its paragraphs, in order of first mention."""
    seen: dict[str, dict[str, None]] = {}
    for answer in case.answers:
        for said in answer.verdict.not_checked:
            found = _WITH_PARAGRAPHS.fullmatch(words.text(said))
            head, paragraphs = (found[1], found[2].split(", ")) if found else (words.text(said), [])
            seen.setdefault(head, {}).update(dict.fromkeys(paragraphs))
    return tuple(f"{head} ({', '.join(sorted(rows))})" if rows else head for head, rows in seen.items())


def _notes(reading: Reading, words: Labels) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.translated(note) for note in reading.notes))
