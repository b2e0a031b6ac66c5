"""The question put to a model: the task in `prompt.txt`, the terms it may use, and the article as numbered data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template

from nizam.model.text import Reading, Span
from nizam.record import Record
from nizam.regime.terms import fact_kinds

TYPES = ("person", "org", "place", "vessel", "aircraft", "group")
"""Types a model may propose. Countries are a closed class."""
MODES = ("quoted", "reported")
POLARITIES = ("asserts", "denies", "negated", "no_comment")
STATUSES = (
    "done", "agreed", "planned", "proposed", "possible", "conditional", "denied", "negated", "excluded", "historical",
)  # fmt: skip
MOST_LETTERS = 12_000
"""Letters of the article in one question: some 4,000 tokens of English, 8,000 of Arabic."""
MOST_QUESTIONS = 6
_MOST_KNOWN = 60
_TASK = Path(__file__).parent / "prompt.txt"


class Paragraph(Record, frozen=True):
    """A stretch of the document under the number the model knows it by; the title is 0."""

    number: int
    span: Span


def activities() -> frozenset[str]:
    """The terms of what is done."""
    return frozenset(fact_kinds()["activity"].terms)


def paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """Title and body, numbered; blank ones are left out."""
    document = reading.document
    spans = [*([(0, document.title)] if document.title else []), *enumerate(document.paragraphs, 1)]
    return tuple(Paragraph(number, span) for number, span in spans if span.of(document.text).strip())


def questions(reading: Reading) -> Iterator[tuple[list[dict[str, str]], tuple[Paragraph, ...]]]:
    """The messages of each question, with the paragraphs it is about. What is too long for all of them is not sent."""
    task = Template(_TASK.read_text(encoding="utf-8")).substitute(
        types=", ".join(TYPES),
        modes=", ".join(MODES),
        polarities=", ".join(POLARITIES),
        activities=", ".join(sorted(activities())),
        statuses=", ".join(STATUSES),
    )
    for held in _shares(paragraphs(reading)):
        asked = {
            "paragraphs": [{"n": p.number, "text": p.span.of(reading.document.text)} for p in held],
            "known": _known(reading, held),
        }
        yield (
            [{"role": "system", "content": task}, {"role": "user", "content": json.dumps(asked, ensure_ascii=False)}],
            held,
        )


def shared_out(reading: Reading) -> int:
    """How many paragraphs are put before the model."""
    return sum(len(held) for held in _shares(paragraphs(reading)))


def _shares(given: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Paragraphs in order, as many in a question as it may hold. One that alone is too long is left out."""
    out: list[list[Paragraph]] = []
    room = 0
    for one in given:
        size = one.span.end - one.span.start
        if size > MOST_LETTERS:
            continue
        if size > room:
            if len(out) == MOST_QUESTIONS:
                break
            out.append([])
            room = MOST_LETTERS
        out[-1].append(one)
        room -= size
    return [tuple(held) for held in out]


def _known(reading: Reading, held: Sequence[Paragraph]) -> list[dict[str, object]]:
    """What the rules found in these paragraphs, in short."""
    text = reading.document.text
    out: list[dict[str, object]] = []
    for one in held:
        names = [m.span.of(text) for e in reading.entities for m in e.mentions if one.span.covers(m.span)]
        deeds = [i.span.of(text)[:200] for i in reading.items if one.span.covers(i.span)]
        if names or deeds:
            out.append({"n": one.number, "names": list(dict.fromkeys(names))[:_MOST_KNOWN], "deeds": deeds[:20]})
    return out
