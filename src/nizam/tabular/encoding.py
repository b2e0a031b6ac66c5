"""The encoding of a text table: told by its mark, proved by reading it through, or recognised by what its words
look like. Never guessed where two readings are about as good.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from nizam.errors import BadInput

LEGACY = ("cp1256", "cp1251", "cp1252")
_CHUNK = 1 << 20
_SAMPLE = 256 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[А-ЯЁЂ-Џ]?[а-яёђ-џ]+|[А-ЯЁЂ-Џ]+|[А-ЯЁа-яё]")
_ARABIC = re.compile(r"[\u0621-\u065f\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2]+")
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒŠŽŸ]?[a-zß-öø-ÿœšžƒ]+|[A-ZÀ-ÖØ-ÞŒŠŽŸ]+")
_SHAPES = {"cp1256": _ARABIC, "cp1251": _CYRILLIC, "cp1252": _LATIN}
# share of words outside ASCII that must look like words, and the lead over the next best reading
_CONVINCING = 0.85
_LEAD = 0.15
# of a Latin word, at most this share is letters with accents
_ACCENTED = 0.5


def encoding_of(handle: BinaryIO, name: str, given: str | None = None) -> str:
    """The name of the codec that reads a seekable file, which is read through once and wound back.

    `given` is what the user says it is. Raises BadInput with line and byte where it cannot be read.
    """
    head = handle.read(4096)
    if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        handle.seek(0)
        rest = handle.read(_CHUNK)
        if not rest.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
            raise BadInput(f"{name} is empty; the first row names the columns.")
    codec = _known(given) if given else _by_mark(head, name)
    bad = _first_bad(handle, codec)
    handle.seek(0)
    if bad is None:
        return codec
    offset, line, good = bad
    if given is None and codec == "utf-8":
        legacy = None if good else _by_words(_sample(handle, offset))
        handle.seek(0)
        if legacy is not None and _first_bad(handle, legacy) is None:
            handle.seek(0)
            return legacy
    hint = "save it as UTF-8" if good or given else "save it as UTF-8, or say what it is, as in --encoding cp1256"
    shown = "UTF-8" if codec.startswith("utf-8") else "UTF-16" if codec.startswith("utf-16") else codec
    raise BadInput(f"{name}, line {line}, byte {offset + 1}: not {shown} text; {hint}.")


def _known(given: str) -> str:
    try:
        found = codecs.lookup(given).name
        "".encode(found)
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise BadInput(f"there is no encoding {given!r}; give one as in utf-8, utf-16, cp1256, cp1251.") from None
    return "utf-8-sig" if found == "utf-8" else found


def _by_mark(head: bytes, name: str) -> str:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise BadInput(f"{name} is UTF-32 text, which no table is; save it as UTF-8.")
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    # text in UTF-16 without its mark has a zero in every other byte where it is ASCII: the commas, if nothing else
    even, odd = head[0::2].count(0), head[1::2].count(0)
    few = max(2, len(head) // 50)
    if max(even, odd) >= few and min(even, odd) * 20 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    first = re.split(rb"[\r\n]", head, maxsplit=1)[0]
    if b"\0" in first:
        at = first.index(b"\0") + 1
        raise BadInput(
            f"{name}, line 1, byte {at}: a zero byte, so this is no text table; give CSV, TSV or JSON lines."
        )
    return "utf-8"


def _first_bad(handle: BinaryIO, codec: str) -> tuple[int, int, bool] | None:
    """Offset of the first byte that a codec cannot read, its line, and whether letters outside ASCII stood before."""
    handle.seek(0)
    decoder = codecs.getincrementaldecoder(codec)()
    at, lines, letters = 0, 0, False
    pending = 0
    while True:
        chunk = handle.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # the codec counts from what it still held of the chunk before
            offset = max(0, at - pending) + error.start
            before = error.object[: error.start]
            return offset, lines + before.count(b"\n") + 1, letters or not before.isascii()
        if not chunk:
            return None
        letters = letters or not text.isascii()
        lines += text.count("\n")
        at += len(chunk)
        state = decoder.getstate()[0]
        pending = len(state) if isinstance(state, bytes) else 0


def _sample(handle: BinaryIO, offset: int) -> bytes:
    handle.seek(max(0, offset - 1024))
    return handle.read(_SAMPLE)


def _by_words(sample: bytes) -> str | None:
    """The old encoding in which the words outside ASCII look like words, where one is clearly better."""
    scores = sorted(((_likeness(sample, codec), codec) for codec in LEGACY), reverse=True)
    (best, codec), (second, _) = scores[0], scores[1]
    return codec if best >= _CONVINCING and best - second >= _LEAD else None


def _likeness(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    # letters that stand alone fit anything
    words = [word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii()]
    if not words or text.count("\N{REPLACEMENT CHARACTER}") > len(text) // 500:
        return 0.0
    shape = _SHAPES[codec]
    fit = sum(len(word) for word in words if shape.fullmatch(word) and _fits(word, codec))
    return fit / sum(map(len, words))


def _fits(word: str, codec: str) -> bool:
    if codec != "cp1252":
        return True
    return sum(not letter.isascii() for letter in word) <= len(word) * _ACCENTED
