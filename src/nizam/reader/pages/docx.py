"""Word documents (.docx): their paragraphs, read straight from the XML inside the zip.

No package is needed for that, and every bound is ours: how many files the zip may hold, how much they may unpack to,
how deep elements may nest; a document type or an entity is refused. Deleted and hidden text is not there for a
reader, so it is not read; footnotes, comments, headers and footers are not part of the running text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, NoReturn
from xml.parsers import expat

from nizam.errors import BadInput
from nizam.reader.pages.sheets import Extracted

MOST_UNPACKED = 64 << 20
_MOST_FILES = 10_000
_DEEPEST = 200
_CHUNK = 1 << 16
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BLANKS = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n", "ptab": "\t"}
# what is written twice for old programs, and what a change took out
_SKIPPED = frozenset({"Fallback", "del", "moveFrom", "instrText", "txbxContent"})


def is_docx(data: bytes) -> bool:
    """Whether a zip file holds a Word document."""
    return data[:4] == b"PK\x03\x04" and b"word/document.xml" in data


def read_docx(data: bytes, where: str) -> Extracted:
    """The text of a Word document, a paragraph a line. Pages are those Word last laid out, where the file tells them.

    Raises BadInput: damaged, locked, or larger inside than is read.
    """
    text = _Text(where)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = text.refuse
    parser.StartElementHandler, parser.EndElementHandler = text.start, text.end
    parser.CharacterDataHandler = text.letters
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_FILES:
                raise BadInput(f"{where} is a zip of more than {_MOST_FILES:,} files; no Word document is, not read.")
            inside = archive.getinfo("word/document.xml")
            if inside.flag_bits & 1:
                raise BadInput(f"{where} is a Word document locked with a password; save it without one.")
            _feed(archive, inside, parser, where)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, zlib.error, EOFError, OSError) as error:
        raise BadInput(f"{where} is a Word document that is damaged or cut off ({error}); save it again.") from error
    except expat.ExpatError as error:
        raise BadInput(f"{where} is a Word document with broken XML inside ({error}); save it again.") from error
    return text.result()


def _feed(archive: zipfile.ZipFile, inside: zipfile.ZipInfo, parser: Any, where: str) -> None:
    """What the zip says of sizes is not believed: bytes are counted as they come."""
    unpacked = 0
    with archive.open(inside) as handle:
        while chunk := handle.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise BadInput(
                    f"{where} unpacks to more than {MOST_UNPACKED >> 20} MB of text; no article does, not read."
                )
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


class _Text:
    """Takes a document's elements as they come and keeps its paragraphs."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._pieces: list[str] = []
        self._length = 0
        self._pages = [0]
        self._depth = self._skipping = self._taking = 0
        self._begun = self._hidden = self._breaks = False

    def refuse(self, *_: Any) -> NoReturn:
        """A document type or an entity was declared."""
        raise BadInput(f"{self._where} declares an XML document type, which no Word document does; not read.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadInput(f"{self._where} nests its parts more than {_DEEPEST} deep; not read.")
        space, _, tag = name.rpartition(" ")
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
        elif space in (_WORD, _STRICT):
            self._word(tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _word(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._begun = False
        elif tag == "r":
            self._hidden = False
        elif tag == "vanish" and attributes.get("val", "true") not in ("0", "false", "off"):
            self._hidden = True
        elif tag == "t":
            self._taking += 1
        elif tag == "lastRenderedPageBreak":
            # Word's own note of where pages began; a break by hand is followed by one as well
            self._turn()
            self._breaks = True
        elif tag == "br" and attributes.get("type") == "page":
            if not self._breaks:
                self._turn()
        elif tag == "br":
            self._put("\n")
        elif tag in _BLANKS:
            self._put(_BLANKS[tag])

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
            return
        tag = name.rpartition(" ")[2]
        if tag == "t":
            self._taking -= 1
        elif tag == "p" and self._begun:
            self._put("\n\n", force=True)
            self._begun = False

    def letters(self, text: str) -> None:
        """Letters between elements."""
        if self._taking and not self._skipping:
            self._put(text)

    def _put(self, text: str, *, force: bool = False) -> None:
        if self._hidden and not force:
            return
        self._begun = self._begun or bool(text.strip())
        if self._begun:
            self._pieces.append(text)
            self._length += len(text)

    def _turn(self) -> None:
        if self._length > self._pages[-1]:
            self._pages.append(self._length)

    def result(self) -> Extracted:
        """The text with what was told of pages; none where the file tells nothing."""
        text = "".join(self._pieces)
        if not text.strip():
            raise BadInput(f"{self._where} is a Word document without running text; give one with an article in it.")
        return Extracted(text, tuple(self._pages) if len(self._pages) > 1 else ())
