"""What every reader of an official list shares: safe XML, and fields that must all be accounted for.

A list that grew a field is news to be read, not noise to be skipped: a record is taken apart field by field, and
whatever is left over at the end is an error that names the record.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any
from xml.parsers import expat

from nizam.errors import SourceError

# the largest official list in XML (EU) is about 25 MB
MOST_BYTES = 200 * 1024 * 1024
_DEEPEST = 40


def parse_xml(raw: bytes, name: str) -> ET.Element:
    """The root of an XML document without DTD or entities. Raises SourceError for anything else, or for its size."""
    if len(raw) > MOST_BYTES:
        raise SourceError(f"{name}: {len(raw)} bytes is larger than any official list; check what was downloaded.")
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise SourceError(f"{name}: elements are nested more than {_DEEPEST} deep; this is not an official list.")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: Any) -> Any:
        raise SourceError(f"{name}: the file declares a DTD or an entity, which no official list does; not read.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise SourceError(f"{name}:{error.lineno}: not well-formed XML ({error}); download the list again.") from error
    return builder.close()


class Fields:
    """One record's child elements, taken one by one; `close()` fails on what nobody took."""

    def __init__(self, element: ET.Element, where: str) -> None:
        self.where = where
        self._left: dict[str, list[ET.Element]] = {}
        for child in element:
            self._left.setdefault(child.tag, []).append(child)
        if element.attrib:
            raise SourceError(f"{where}: unknown attribute {sorted(element.attrib)[0]!r}; the reader must learn it.")

    def all(self, tag: str) -> list[ET.Element]:
        """Every child with this tag, in order."""
        return self._left.pop(tag, [])

    def text(self, tag: str) -> str:
        """The text of a child that may stand once at most; '' where absent or empty."""
        found = self.all(tag)
        if len(found) > 1:
            raise SourceError(f"{self.where}: {tag} stands {len(found)} times where one is expected.")
        return self._text(found[0]) if found else ""

    def values(self, tag: str) -> list[str]:
        """The texts of `<tag><VALUE>…</VALUE>…</tag>`, without empty ones."""
        out = []
        for group in self.all(tag):
            inner = Fields(group, f"{self.where}/{tag}")
            out += [self._text(value) for value in inner.all("VALUE")]
            inner.close()
        return [text for text in out if text]

    def need(self, tag: str) -> str:
        """The text of a child without which the record makes no sense."""
        text = self.text(tag)
        if not text:
            raise SourceError(f"{self.where}: {tag} is missing or empty; the list is damaged or its form has changed.")
        return text

    def skip(self, *tags: str) -> None:
        """Fields looked at and left out on purpose."""
        for tag in tags:
            self._left.pop(tag, None)

    def close(self) -> None:
        """Fail on fields that nobody took."""
        if self._left:
            tags = ", ".join(sorted(self._left))
            raise SourceError(f"{self.where}: unknown field {tags}; the reader must learn it.")

    def _text(self, element: ET.Element) -> str:
        if len(element):
            raise SourceError(f"{self.where}: {element.tag} holds elements where text is expected.")
        return " ".join((element.text or "").split())
