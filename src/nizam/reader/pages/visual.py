"""Letters as they stand on a printed line → the line as it is written and read.

A PDF draws letters at places; in what order the file holds them is its maker's affair, and right-to-left lines come
out backwards, word by word or letter by letter. Here only the places count: the letters of a line are put in the
order of reading, which is the Unicode bidirectional algorithm turned round. Latin words and numbers inside a
right-to-left line run from left to right; what stands between two digits belongs to the number as the algorithm has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from nizam.record import Record, replace

# Gaps wider than this share of the letters' size part words; where PDFium guessed a blank between the two, narrower
# ones do. Within words gaps reach .2, beside a quotation mark with a guessed blank .12; words are .21 apart or more.
_GAP = 0.25
_GAP_GUESSED = 0.165
_OPENING = {"«": "»", "(": ")", "[": "]", "{": "}", "<": ">", "‹": "›"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_ALEFS = frozenset("اأإآٱ")
# What no Arabic word is written like, and what it was before its ligature was told in pieces: alef bears no shadda;
# fathatan at a word's end stands over the alef after the lam.
_REPAIRS = (
    (re.compile(r"(?<=[\u0621-\u064a])\s?ا\u0651"), "\u0651ا"),
    (re.compile(r"(?<=[\u0621-\u064a])\s?(?:ا\u064bل|ا?ال\u064b|لا\u064b)(?![\u0621-\u064a])"), "لا\u064b"),
)


class Glyph(Record, frozen=True):
    """A letter drawn on a page: left and right edge, size and base line (from the page's foot) in points.

    `turn` is its place in the file; `piece` counts the blanks before it in its line, in the file's order.
    """

    letter: str
    left: float
    right: float
    size: float
    turn: int = 0
    piece: int = 0
    base: float = 0.0


@lru_cache(maxsize=4096)
def side(letter: str) -> str:
    """R for a right-to-left letter, L for a left-to-right one, D for a digit, M for a mark, N for all else."""
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL"):
        return "R"
    return {"L": "L", "EN": "D", "AN": "D", "NSM": "M"}.get(kind, "N")


@lru_cache(maxsize=4096)
def plain(letter: str) -> str:
    """A letter without the shape it has on the page: joined Arabic forms and ligatures are taken apart."""
    code = ord(letter)
    if 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        # a mark on its own is written with a blank under it
        return unicodedata.normalize("NFKC", letter).strip() or letter
    if code in (0x02, 0xFFFE, 0xAD):
        # the hyphen of a word cut at a line's end, as PDFium tells it
        return "\u00ad"
    if code == 0xFEFF or 0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E:
        return ""
    return letter


def has_right_to_left(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line holds a right-to-left letter."""
    return any(side(glyph.letter[0]) == "R" for glyph in glyphs)


def in_reading_order(glyphs: Sequence[Glyph], *, rightwards: bool) -> str:
    """A line's text. `rightwards` says that the line as a whole runs from left to right."""
    ordered = _across(_marks_placed(_spaced(without_doubles(glyphs))))
    runs = _left_to_right(ordered) if rightwards else _right_to_left(ordered)
    text = _facing("".join(glyph.letter for glyph in runs)).strip()
    for pattern, whole in _REPAIRS:
        text = pattern.sub(whole, text)
    return text


def _across(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """From left to right; of letters in one place (a ligature's) the later written stands further left, if Arabic."""
    out = sorted(glyphs, key=lambda g: (round(g.left, 1), _tie(g)))
    for at, (one, other) in enumerate(pairwise(out)):
        # the same ligature told as two places, the alef's within the lam's
        if one.letter == "ل" and other.letter[0] in _ALEFS and other.right <= one.right:
            out[at : at + 2] = [other, one]
    return out


def _tie(glyph: Glyph) -> tuple[int, int]:
    first = glyph.letter[0]
    if side(first) != "R":
        return (1, glyph.turn)
    # the ligature of lam and alef: lam is written first
    return (0 if first in _ALEFS else 1, glyph.turn)


def _spaced(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The line with a blank wherever there is a gap; blanks without width, set by guess, are left out."""
    drawn = [g for g in glyphs if not g.letter.isspace() or g.right - g.left > 0.4]
    drawn.sort(key=lambda g: (g.left, g.right))
    out: list[Glyph] = []
    half = {letter.turn for letter, mark in pairwise(sorted(drawn, key=lambda g: g.turn)) if _one_shape(letter, mark)}
    last: Glyph | None = None
    reach = 0.0
    for glyph in drawn:
        blank = glyph.letter.isspace()
        if side(glyph.letter[0]) == "M":
            out.append(glyph)
            continue
        if last is not None and not blank and not last.letter.isspace():
            # Where a letter is told of the mark's shape, its own width is not known: the guess alone counts.
            least = _GAP if last.piece == glyph.piece else _GAP_GUESSED
            unknown = last.piece == glyph.piece and (last.turn in half or glyph.turn in half)
            if glyph.left - reach > least * glyph.size and not unknown:
                out.append(Glyph(" ", reach, glyph.left, glyph.size))
        if not (blank and last is not None and last.letter.isspace()):
            out.append(glyph)
            last = glyph
        reach = max(reach, glyph.right)
    return _quotes_closed(out)


def _quotes_closed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Of two blanks beside a bracket or quotation mark the narrower is only the room its shape takes."""
    out = list(glyphs)
    for at in range(len(glyphs) - 2, 0, -1):
        before, sign, after = glyphs[at - 1 : at + 2]
        if (sign.letter in _OPENING or sign.letter in _CLOSING) and before.letter.isspace() and after.letter.isspace():
            del out[at - 1 if before.right - before.left < after.right - after.left else at + 1]
    return out


def _marks_placed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Each vowel mark joined to the letter that it stands over."""
    bases = [g for g in glyphs if side(g.letter[0]) != "M"]
    letters = [number for number, g in enumerate(bases) if not g.letter.isspace()]
    if not letters:
        return list(glyphs)
    for mark in glyphs:
        if side(mark.letter[0]) == "M":
            middle = (mark.left + mark.right) / 2
            held = [n for n in letters if bases[n].left - 0.2 <= middle <= bases[n].right + 0.2] or letters
            same = [n for n in letters if _one_shape(bases[n], mark)]
            at = same[0] if same else min(held, key=lambda n: abs((bases[n].left + bases[n].right) / 2 - middle))
            base = bases[at]
            bases[at] = replace(base, letter=base.letter + mark.letter)
    return bases


def _one_shape(letter: Glyph, mark: Glyph) -> bool:
    """Whether a letter and a mark are told of one drawn shape: side by side, of one width, or in one place."""
    if (
        side(mark.letter[0]) != "M"
        or mark.turn != letter.turn + 1
        or abs((letter.right - letter.left) - (mark.right - mark.left)) > 0.1
    ):
        return False
    return abs(letter.left - mark.right) < 0.1 or abs(letter.left - mark.left) < 0.1


def without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """A line without letters told twice: once of themselves, and once of the mark above them, off the base line."""
    bases = sorted(g.base for g in glyphs)
    middle = bases[len(bases) // 2] if bases else 0.0
    doubled: set[int] = set()
    for letter, mark in pairwise(sorted(glyphs, key=lambda g: g.turn)):
        off = abs(letter.base - middle) > 0.04 * letter.size
        if not (off and side(letter.letter[0]) == "R" and _one_shape(letter, mark)):
            continue
        near = {
            g.letter for g in glyphs
            if g.turn not in (letter.turn, mark.turn) and abs(g.left - letter.left) < 0.8 * letter.size
        }  # fmt: skip
        if {letter.letter, mark.letter} <= near:
            doubled |= {letter.turn, mark.turn}
    return [g for g in glyphs if g.turn not in doubled]


def _right_to_left(ordered: Sequence[Glyph]) -> list[Glyph]:
    """A right-to-left line in reading order, its Latin words and numbers from left to right."""
    out: list[Glyph] = []
    at = len(ordered) - 1
    arabic_before = False
    while at >= 0:
        kind = side(ordered[at].letter[0])
        if kind not in ("L", "D"):
            arabic_before = arabic_before or kind == "R"
            out.append(ordered[at])
            at -= 1
            continue
        start = _run_start(ordered, at, arabic_before)
        run = ordered[start : at + 1]
        out.extend(run)
        if any(side(g.letter[0]) == "L" for g in run):
            arabic_before = False
        at = start - 1
    return out


def _run_start(ordered: Sequence[Glyph], end: int, arabic_before: bool) -> int:
    """Where the left-to-right run that ends here begins: Latin words with what stands between them, or one number."""
    start = at = end
    latin = side(ordered[end].letter[0]) == "L"
    while at > 0:
        at -= 1
        kind = side(ordered[at].letter[0])
        if kind == "R":
            break
        if kind in ("L", "D"):
            latin = latin or kind == "L"
            between = ordered[at + 1 : start]
            if not latin and not _within_number(between, arabic_before):
                # digits apart from digits: one more number only if Latin words bind them
                if not _latin_further(ordered, at):
                    break
                latin = True
            start = at
    return start


def _latin_further(ordered: Sequence[Glyph], at: int) -> bool:
    for number in range(at, -1, -1):
        kind = side(ordered[number].letter[0])
        if kind in ("L", "R"):
            return kind == "L"
    return False


def _within_number(between: Sequence[Glyph], arabic_before: bool) -> bool:
    """Whether these signs between digits belong to the number: one `.`, `,`, `:`, `/`; after Latin `+` and `-` too."""
    if not between:
        return True
    if len(between) > 1:
        return False
    kind = unicodedata.bidirectional(between[0].letter[0])
    return kind == "CS" or (kind == "ES" and not arabic_before)


def _left_to_right(ordered: Sequence[Glyph]) -> list[Glyph]:
    """A left-to-right line in reading order, the right-to-left words in it turned round."""
    out: list[Glyph] = []
    at = 0
    while at < len(ordered):
        if side(ordered[at].letter[0]) != "R":
            out.append(ordered[at])
            at += 1
            continue
        end = at
        for number in range(at, len(ordered)):
            kind = side(ordered[number].letter[0])
            if kind == "L":
                break
            if kind == "R":
                end = number
        out.extend(_right_to_left(ordered[at : end + 1]))
        at = end + 1
    return out


def _facing(text: str) -> str:
    """Brackets and quotation marks as they must face: what opens stands before a word, what closes after one.

    In a right-to-left line they are drawn the other way round, and files disagree on which of the two they name.
    """
    if not any(side(letter) == "R" for letter in text):
        return text
    out = list(text)
    for at, letter in enumerate(text):
        if letter not in _OPENING and letter not in _CLOSING:
            continue
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        opens = (before.isspace() or before in _OPENING or before in _CLOSING) and not after.isspace()
        closes = not before.isspace() and (after.isspace() or unicodedata.category(after)[0] == "P")
        if opens and not closes and letter in _CLOSING:
            out[at] = _CLOSING[letter]
        elif closes and not opens and letter in _OPENING:
            out[at] = _OPENING[letter]
    return "".join(out)
