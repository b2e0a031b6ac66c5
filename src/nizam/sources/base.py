"""What every reader of an official list shares: what a reading is, and fields that must all be accounted for.

A list that grew a field is news to be read, not noise to be skipped: a record is taken apart field by field, and
whatever is left over at the end is an error that names the record. A *value* that is not understood (a country in an
unknown spelling) is kept as printed and noted: it must not cost the reader the whole list.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from nizam.errors import SourceError
from nizam.model.entity import Entity

# OFAC's advanced XML, the largest official list, is about 130 MB
MOST_BYTES = 1 << 30
# the longest field of an official list (OFAC's remarks, the UK's reasons) has some 8,000 characters
LONGEST_FIELD = 100_000
MOST_NOTICES = 50
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"

Given = Path | bytes
"""A list is given as a file, or as the bytes of one."""


class Notices:
    """What was kept but not understood, or left out by rule; the first of each are spelt out, all are counted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.count = 0

    def add(self, where: str, what: str) -> None:
        """Note something about one record."""
        self.count += 1
        if len(self.lines) < MOST_NOTICES:
            self.lines.append(f"{where}: {what}")


@dataclass(slots=True)
class Reading:
    """A list being read: entities come one by one, in the list's order; `published` and `notices` are complete
    when they have all been taken. `form` is the file format's key, `list_id` the list's own. `whole` gives the list's
    own records, ties and all, where its form is the one that goes over the wire."""

    form: str
    list_id: str
    entities: Iterator[Entity] = field(default_factory=lambda: iter(()))
    published: date | None = None
    notices: Notices = field(default_factory=Notices)
    whole: Callable[[], Iterator[dict[str, Any]]] | None = None


def opened(given: Given) -> BinaryIO:
    """A list's bytes, ready to be read. Raises SourceError where the file cannot be opened or is far too large."""
    if isinstance(given, bytes):
        return io.BytesIO(given)
    try:
        size = given.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(f"{given}: {size} bytes is larger than any official list; check what was downloaded.")
        return given.open("rb")
    except OSError as error:
        raise SourceError(f"{given}: cannot be read ({error.strerror}); give the list's file.") from error


def day(text: str, where: str) -> date:
    """A day as YYYY-MM-DD, with or without a time after it."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise SourceError(f"{where}: {text!r} is not a date of the form YYYY-MM-DD.") from error


class Fields:
    """One record's children and attributes, taken one by one; `close()` fails on what nobody took."""

    def __init__(self, element: ET.Element, where: str) -> None:
        self.where = where
        self.tag = element.tag
        self._text_here = element.text
        self._left: dict[str, list[ET.Element]] = {}
        for child in element:
            self._left.setdefault(child.tag, []).append(child)
        self._attributes = dict(element.attrib)

    def all(self, tag: str) -> list[ET.Element]:
        """Every child with this tag, in order."""
        return self._left.pop(tag, [])

    def each(self, tag: str, group: str = "") -> Iterator[Fields]:
        """The fields of every child with this tag (inside a group element, where one is named), closed after use."""
        if group:
            for parent in self.all(group):
                outer = Fields(parent, self.where)
                yield from outer.each(tag)
                outer.close()
            return
        for child in self.all(tag):
            inner = Fields(child, f"{self.where}/{tag}")
            yield inner
            inner.close()

    def text(self, tag: str) -> str:
        """The text of a child that may stand once at most; '' where absent or empty."""
        found = self.all(tag)
        if len(found) > 1:
            raise SourceError(f"{self.where}: {tag} stands {len(found)} times where one is expected.")
        return self.flat(found[0]) if found else ""

    def values(self, tag: str, inner: str = "VALUE") -> list[str]:
        """The texts of `<tag><VALUE>…</VALUE>…</tag>`, without empty ones."""
        out = []
        for group in self.all(tag):
            fields = Fields(group, f"{self.where}/{tag}")
            out += [self.flat(value) for value in fields.all(inner)]
            fields.close()
        return [text for text in out if text]

    def need(self, tag: str) -> str:
        """The text of a child without which the record makes no sense."""
        text = self.text(tag)
        if not text:
            raise SourceError(f"{self.where}: {tag} is missing or empty; the list is damaged or its form has changed.")
        return text

    def attr(self, name: str) -> str:
        """An attribute's text; '' where absent."""
        return self._short(self._attributes.pop(name, ""), name)

    def own(self) -> str:
        """The record's own text."""
        text, self._text_here = self._text_here, None
        return self._short(text or "", self.tag)

    def skip(self, *tags: str) -> None:
        """Fields looked at and left out on purpose."""
        for tag in tags:
            self._left.pop(tag, None)

    def skip_attrs(self, *names: str) -> None:
        """Attributes looked at and left out on purpose."""
        for name in names:
            self._attributes.pop(name, None)

    def close(self) -> None:
        """Fail on fields and attributes that nobody took."""
        if self._left:
            tags = ", ".join(sorted(self._left))
            raise SourceError(f"{self.where}: unknown field {tags}; the reader must learn it.")
        for name in self._attributes:
            if not name.startswith(_XSI):
                raise SourceError(f"{self.where}: unknown attribute {name!r}; the reader must learn it.")

    def flat(self, element: ET.Element) -> str:
        """An element's text with single spaces; an element that holds elements is an error."""
        if len(element):
            raise SourceError(f"{self.where}: {element.tag} holds elements where text is expected.")
        return self._short(element.text or "", element.tag)

    def _short(self, text: str, tag: str) -> str:
        if len(text) < 40 and text.isalnum():
            # most values are numbers and codes: nothing to squeeze
            return text
        if len(text) > LONGEST_FIELD:
            raise SourceError(
                f"{self.where}: {tag} has {len(text)} characters, no field has more than {LONGEST_FIELD}; "
                "the file is damaged."
            )
        return " ".join(text.split())
