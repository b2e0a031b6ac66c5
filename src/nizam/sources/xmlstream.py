"""Official XML read as a stream: one record in memory at a time, no document type, no entities, bounded depth.

A document type can only stand before the root element. So the part before the root is read by a parser that refuses
one; what follows is then free of entities by the rules of XML itself, and is read by the fast parser.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from nizam.errors import SourceError
from nizam.record import Record
from nizam.sources.base import Given, opened

_CHUNK = 1 << 16
_DEEPEST = 40
# prologues are an XML declaration and a comment or two
_LONGEST_PROLOGUE = 1 << 20


class Root(Record, frozen=True):
    """A document's root element: its name without prefix, and its attributes as written."""

    tag: str
    attributes: dict[str, str]


class _Found(Exception):
    """The root element was reached; carries it out of the parser."""

    def __init__(self, root: Root) -> None:
        self.root = root


def root_of(given: Given, name: str) -> Root:
    """The root element. Raises SourceError for a document type, an entity, or what is not XML."""
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> NoReturn:
        raise SourceError(f"{name}: the file declares a DTD or an entity, which no official list does; not read.")

    def start(tag: str, attributes: dict[str, str]) -> NoReturn:
        raise _Found(Root(tag.rpartition(":")[2], attributes))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    read = 0
    try:
        with opened(given) as handle:
            while read < _LONGEST_PROLOGUE:
                chunk = handle.read(_CHUNK)
                read += len(chunk)
                parser.Parse(chunk, not chunk)
                if not chunk:
                    break
    except _Found as found:
        return found.root
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 1)
        raise SourceError(f"{name}:{line}: not well-formed XML ({error}); download the list again.") from error
    raise SourceError(f"{name}: no XML element stands in the first {read} bytes; this is not an official list.")


def records(given: Given, name: str, groups: frozenset[str] = frozenset()) -> Iterator[tuple[str, ET.Element]]:
    """The children of the root, one by one, as ('', element); of a child named in `groups`, its children in turn, as
    (group, element). Namespaces are dropped from element names. An element is empty again once the next is asked for.
    """
    root_of(given, name)
    parser: Any = ET.XMLPullParser(("start", "end"))
    depth, group = 0, ""
    holder: ET.Element | None = None
    try:
        with opened(given) as handle:
            while True:
                chunk = handle.read(_CHUNK)
                if chunk:
                    parser.feed(chunk)
                else:
                    parser.close()
                for event, element in parser.read_events():
                    if event == "start":
                        depth += 1
                        if "}" in element.tag:
                            element.tag = element.tag.rpartition("}")[2]
                        if depth > _DEEPEST:
                            raise SourceError(
                                f"{name}: elements are nested more than {_DEEPEST} deep; this is not an official list."
                            )
                        if depth == 1:
                            holder = element
                        elif depth == 2 and element.tag in groups:
                            group = element.tag
                        continue
                    depth -= 1
                    if depth == 2 and group:
                        yield group, element
                        element.clear()
                    elif depth == 1:
                        if not group:
                            yield "", element
                        group = ""
                        element.clear()
                        if holder is not None:
                            holder.clear()
                if not chunk:
                    return
    except ET.ParseError as error:
        line = error.position[0]
        raise SourceError(
            f"{name}:{line}: not well-formed XML ({error}); the file is cut off or damaged, download the list again."
        ) from error
    except (ValueError, LookupError) as error:
        raise SourceError(f"{name}: {error}; the file's encoding is not read here, UTF-8 is expected.") from error
