"""Bytes to text: byte order marks, UTF-8, declared charsets, and what is no text at all."""

from __future__ import annotations

import re

from nizam.errors import BadInput

MAX_BYTES = 20_000_000
MAX_CHARS = 5_000_000

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip file or an office document other than .docx; save its text and give that"),
    (b"\x89PNG", "a picture (PNG); the reader reads text only"),
    (b"\xff\xd8\xff", "a picture (JPEG); the reader reads text only"),
    (b"GIF8", "a picture (GIF); the reader reads text only"),
    (b"RIFF", "a sound, film or picture file (RIFF); the reader reads text only"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"7z\xbc\xaf", "a 7z file; unpack it first"),
    (b"\x7fELF", "a program; the reader reads text only"),
    (b"MZ\x90", "a program; the reader reads text only"),
    (b"\xd0\xcf\x11\xe0", "an old office document, or one with a password; save it as .docx without one"),
    (b"{\\rtf", "a rich text file (RTF); save its text and give that"),
    (b"SQLite format 3", "a database; the reader reads text only"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_GUESSES = ["cp1256", "cp1251", "cp1252", "koi8_r", "iso8859_6", "utf_8", "gb18030", "euc_kr"]

_HALVES = re.compile("[\ud800-\udfff]")


def decode(data: bytes | str, source: str = "") -> str:
    """The text of an input. Raises BadInput where it is no text, is empty, or is longer than 5 million characters."""
    where = source or "The input"
    # Half of a surrogate pair is no character and cannot be written down again; its place is kept.
    text = _HALVES.sub("\ufffd", data) if isinstance(data, str) else _decode_bytes(data, where)
    if len(text) > MAX_CHARS:
        raise BadInput(f"{where} has {len(text):,} characters; the limit is {MAX_CHARS:,}. Give one article at a time.")
    if "\x00" in text:
        raise BadInput(f"{where} is a binary file (it holds NUL characters); the reader reads text and web pages.")
    if not text.strip().strip("\ufeff\u200b\u200e\u200f"):
        raise BadInput(f"{where} is empty: there is no text to read.")
    return text


def _decode_bytes(data: bytes, where: str) -> str:
    if not data:
        raise BadInput(f"{where} is empty: there is no text to read.")
    if len(data) > MAX_BYTES:
        raise BadInput(f"{where} is {len(data):,} bytes; the limit is {MAX_BYTES:,}. Give one article at a time.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadInput(f"{where}: {what}.")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                # The mark itself is kept in UTF-8, so that offsets are those of the file as given.
                return data.decode("utf-8" if codec == "utf-8-sig" else codec)
            except UnicodeDecodeError as error:
                raise BadInput(
                    f"{where} begins like {codec} text but cannot be read as such ({error.reason})."
                ) from error
    if b"\x00" in data[:4096]:
        raise BadInput(f"{where} is a binary file (it holds NUL bytes); the reader reads text and web pages.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, where)


def _decode_other(data: bytes, where: str) -> str:
    declared = _DECLARED.search(data[:4096])
    if declared:
        codec = declared.group(1).decode("ascii").lower()
        codec = {"windows-1256": "cp1256", "windows-1251": "cp1251"}.get(codec, codec)
        try:
            return data.decode(codec)
        except (LookupError, UnicodeDecodeError):
            pass  # a page that declares a charset it is not written in: guess below
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], cp_isolation=_GUESSES).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError:
            pass  # only the sample was clean
    raise BadInput(f"{where} is in an encoding that could not be told. Save it as UTF-8 and try again.")
