"""A model's answer as places in the text. A quotation counts where it stands there letter by letter, and only once.

Nothing of the answer survives but offsets and terms of closed sets. Everything that is wrong is counted by its reason
(`rejections` in the labels) and left out; one bad row costs no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from nizam.model.proposal import Place, Proposals, ProposedEntity, ProposedItem, ProposedStatement
from nizam.proposing.endpoint import Trouble
from nizam.proposing.prompt import MODES, POLARITIES, STATUSES, TYPES, Paragraph, activities

MOST_ROWS: Mapping[str, int] = {"entities": 200, "statements": 100, "items": 60}
"""Proposals of each sort taken from one answer; the rest are counted as `too_many`."""
MOST_QUOTED = 1500
_CLOSED = frozenset(("country", "capital", "nationality", "listed", "sanction", "measure", "resolution"))
_FENCE = re.compile(r"\s*```[a-z]*\s*(.*?)\s*```\s*", re.DOTALL)


class Rejected(Exception):
    """A proposal that does not stand, with the reason's key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def located(said: str, text: str, held: Sequence[Paragraph], by: str) -> Proposals:
    """The proposals of an answer about some paragraphs of a text. Raises Trouble where it is no JSON object."""
    answer = _object(said)
    rejected: Counter[str] = Counter()
    given = 0
    found: dict[str, list[Any]] = {}
    for sort, read in (("entities", _entity), ("statements", _statement), ("items", _item)):
        rows = answer.get(sort, [])
        if not isinstance(rows, list):
            rejected["wrong_shape"] += 1
            given += 1
            continue
        given += len(rows)
        rejected["too_many"] += max(0, len(rows) - MOST_ROWS[sort])
        for row in rows[: MOST_ROWS[sort]]:
            try:
                found.setdefault(sort, []).append(read(_Row(row, text, held)))
            except Rejected as wrong:
                rejected[wrong.reason] += 1
    return Proposals(
        by,
        tuple(found.get("entities", ())),
        tuple(found.get("statements", ())),
        tuple(found.get("items", ())),
        given,
        {reason: count for reason, count in rejected.items() if count},
    )


def _object(said: str) -> dict[str, Any]:
    fenced = _FENCE.fullmatch(said) if said.lstrip().startswith("```") else None
    try:
        answer = msgspec.json.decode((fenced[1] if fenced else said).encode())
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise Trouble("malformed") from None
    if not isinstance(answer, dict):
        raise Trouble("malformed")
    return answer


class _Row:
    """One row of the answer, and where its quotations stand."""

    def __init__(self, row: object, text: str, held: Sequence[Paragraph]) -> None:
        if not isinstance(row, dict):
            raise Rejected("wrong_shape")
        self.row: dict[str, Any] = row
        self.text = text
        self.at = self._whole(held)
        around = next(p.span for p in held if p.span.start <= self.at[0] and self.at[1] <= p.span.end)
        self.around = (around.start, around.end)

    def _whole(self, held: Sequence[Paragraph]) -> Place:
        words = self.words("text")
        number, start = self.row.get("paragraph"), self.row.get("start")
        if number is not None and type(number) is not int:
            raise Rejected("wrong_shape")
        inside = [p for p in held if number is None or p.number == number]
        if not inside:
            raise Rejected("not_in_text")
        if start is None:
            return _only([place for p in inside for place in _places(self.text, words, p.span.start, p.span.end)])
        if type(start) is not int or number is None or start < 0:
            raise Rejected("wrong_shape")
        begin = inside[0].span.start + start
        if begin + len(words) > inside[0].span.end or not self.text.startswith(words, begin):
            raise Rejected("not_in_text")
        return begin, begin + len(words)

    def words(self, name: str) -> str:
        """A quotation that has to be there."""
        value = self.row.get(name)
        if not isinstance(value, str):
            raise Rejected("wrong_shape")
        if not value.strip() or value != value.strip():
            raise Rejected("not_in_text")
        if len(value) > MOST_QUOTED:
            raise Rejected("too_long")
        return value

    def inside(self, name: str) -> Place:
        """Where words first stand inside the whole."""
        return _first(_places(self.text, self.words(name), *self.at))

    def near(self, name: str) -> Place | None:
        """Where words stand that may be missing: first inside the whole, else once in its paragraph."""
        if self.row.get(name) is None:
            return None
        words = self.words(name)
        found = _places(self.text, words, *self.at)
        return found[0] if found else _only(_places(self.text, words, *self.around))

    def term(self, name: str, allowed: Sequence[str] | frozenset[str]) -> str:
        """A term of a closed set."""
        value = self.row.get(name)
        if not isinstance(value, str):
            raise Rejected("wrong_shape")
        if value not in allowed:
            raise Rejected("closed_class" if value in _CLOSED else "not_in_vocabulary")
        return value


def _entity(row: _Row) -> ProposedEntity:
    return ProposedEntity(row.at, row.term("type", TYPES))


def _statement(row: _Row) -> ProposedStatement:
    speaker = row.inside("speaker") if row.row.get("speaker") is not None else None
    return ProposedStatement(
        row.at,
        row.inside("content"),
        row.inside("verb"),
        speaker,
        row.term("mode", MODES),
        row.term("polarity", POLARITIES),
    )


def _item(row: _Row) -> ProposedItem:
    goods = row.row.get("goods", [])
    if not isinstance(goods, list) or len(goods) > 20:
        raise Rejected("wrong_shape")
    places = []
    for words in goods:
        if not isinstance(words, str) or not words.strip():
            raise Rejected("wrong_shape")
        places.append(_first(_places(row.text, words, *row.at)))
    return ProposedItem(
        row.at,
        row.term("activity", activities()),
        row.term("status", STATUSES),
        tuple(places),
        row.near("from"),
        row.near("to"),
        row.near("cue"),
    )


def _places(text: str, words: str, start: int, end: int) -> list[Place]:
    """Where words stand, twice at most: a third time tells nothing more."""
    out: list[Place] = []
    at = text.find(words, start, end)
    while at >= 0 and len(out) < 2:
        out.append((at, at + len(words)))
        at = text.find(words, at + 1, end)
    return out


def _first(found: Sequence[Place]) -> Place:
    if not found:
        raise Rejected("not_in_text")
    return found[0]


def _only(found: Sequence[Place]) -> Place:
    if len(found) > 1:
        raise Rejected("more_than_once")
    return _first(found)
