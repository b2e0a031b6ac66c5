"""Run as a program: a PDF on standard input, its lines as JSON on standard output. See `pdf.py`, which starts it.

    {"pages": [[[text, left, right, base, size], …], …], "right_to_left": lines put in order, "unmapped": letters}
    {"error": "encrypted" | "damaged" | "pages" | "long"}

PDFium reads the file in this process, so that a file made to break its reader breaks nothing else.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

from nizam.reader.pages.visual import Glyph, has_right_to_left, in_reading_order, plain, side

MOST_PAGES = 3000
MOST_LETTERS = 5_000_000
_MEMORY = 2 << 30
_SECONDS = 100


class _TooLong(Exception):
    """The file holds more text than is read."""


def main() -> int:
    """Read, answer, exit with 0; a file that cannot be read is an answer too."""
    _bounded()
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)
    return 0


def answer(data: bytes) -> dict[str, Any]:
    """What is told of a PDF, in the shape above."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if "password" in str(error).lower() else "damaged"}
    try:
        if len(document) > MOST_PAGES:
            return {"error": "pages"}
        pages, turned, letters, unmapped = [], 0, 0, 0
        for page in document:
            found = list(_lines(page))
            letters += sum(len(line) for line in found)
            if letters > MOST_LETTERS:
                return {"error": "long"}
            unmapped += sum(1 for line in found for glyph in line if _unknown(glyph.letter))
            pages.append(_told(found))
            turned += sum(1 for line in found if has_right_to_left(line))
            page.close()
    except pypdfium2.PdfiumError:
        return {"error": "damaged"}
    return {"pages": pages, "right_to_left": turned, "letters": letters, "unmapped": unmapped}


def _unknown(letter: str) -> bool:
    """A drawn shape for which the file names no letter."""
    code = ord(letter[0])
    return code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF


def _told(lines: list[list[Glyph]]) -> list[list[Any]]:
    rightwards = sum(side(g.letter[0]) == "L" for line in lines for g in line)
    leftwards = sum(side(g.letter[0]) == "R" for line in lines for g in line)
    out = []
    for line in _rejoined(lines):
        if has_right_to_left(line):
            own = sum({"R": 1, "L": -1}.get(side(g.letter[0]), 0) for g in line)
            text = in_reading_order(line, rightwards=rightwards > leftwards and own <= 0)
        else:
            text = " ".join("".join(g.letter for g in line).split())
        drawn = [g for g in line if not g.letter.isspace()]
        if text and drawn:
            sizes = sorted(g.size for g in drawn)
            place = (min(g.left for g in drawn), max(g.right for g in drawn), _base(drawn), sizes[len(sizes) // 2])
            out.append([text, *(round(number, 1) for number in place)])
    return out


def _rejoined(lines: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Pieces of one printed right-to-left line, put together; columns stay apart."""
    held: list[Glyph] = []
    for line in lines:
        if held and _goes_on(held, line):
            held = [*held, *line]
            continue
        if held:
            yield held
        held = list(line)
    if held:
        yield held


def _goes_on(held: list[Glyph], line: list[Glyph]) -> bool:
    if not (has_right_to_left(held) or has_right_to_left(line)):
        return False
    size = max(held[-1].size, line[0].size)
    # a letter drawn with its mark as one shape may stand off the line
    off = 0.4 if min(len(held), len(line)) > 4 else 0.8
    if abs(_base(held) - _base(line)) > off * size:
        return False
    to_right = min(g.left for g in line) - max(g.right for g in held)
    to_left = min(g.left for g in held) - max(g.right for g in line)
    return max(to_right, to_left) < 2.5 * size


def _base(line: list[Glyph]) -> float:
    bases = sorted(glyph.base for glyph in line)
    return bases[len(bases) // 2]


def _lines(page: Any) -> Iterator[list[Glyph]]:
    """The letters of each line, as PDFium parts lines."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    line: list[Glyph] = []
    piece = 0
    for turn in range(raw.FPDFText_CountChars(text)):
        letter = chr(raw.FPDFText_GetUnicode(text, turn))
        if letter in "\r\n":
            if line:
                yield line
            line = []
            continue
        shown = plain(letter)
        if not shown or (shown < " " and not shown.isspace() and ord(shown) != 0):
            continue
        piece += shown.isspace()
        raw.FPDFText_GetLooseCharBox(text, turn, box)
        raw.FPDFText_GetCharOrigin(text, turn, x, y)
        raw.FPDFText_GetMatrix(text, turn, matrix)
        size = (raw.FPDFText_GetFontSize(text, turn) * math.hypot(matrix.c, matrix.d)) or 1.0
        line.append(Glyph(shown, box.left, box.right, size, turn, piece, y.value))
    if line:
        yield line
    text.close()


def _bounded() -> None:
    """Hold this process to its memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    raise SystemExit(main())
