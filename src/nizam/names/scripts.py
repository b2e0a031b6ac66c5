"""Text of a name → folded text, and which script a word is in.

Order matters: look-alike letters are folded before case, because a capital Cyrillic В no longer looks like a B
once it is в.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC_LOOKALIKES = str.maketrans(
    "АВЕЗКМНОРСТУХІЈЅҮԌԚԜаеорсухіјѕһԁԛԝӏӀүгьпиμΑΒΕΖΗΙΚΜΝΟΡΤΥΧαειικνορτυχօսհոցյԱՕՍ",
    "ABE3KMHOPCTYXIJSYGQWaeopcyxijshdqwlIyrbnuuABEZHIKMNOPTYXaeiikvoptuxouhngjUOU",
)
_LATIN_LOOKALIKES = str.maketrans("ABEKMHOPCTYXaeopcyxk", "АВЕКМНОРСТУХаеорсухк")
_ARABIC = str.maketrans(
    {
        "أ": "أ",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ۃ": "ة",
        "ـ": "",
        "٠": "0",
        "١": "1",
        "٢": "2",
        "٣": "3",
        "٤": "4",
        "٥": "5",
        "٦": "6",
        "٧": "7",
        "٨": "8",
        "٩": "9",
        "۰": "0",
        "۱": "1",
        "۲": "2",
        "۳": "3",
        "۴": "4",
        "۵": "5",
        "۶": "6",
        "۷": "7",
        "۸": "8",
        "۹": "9",
    }
)
_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "&": " and ",
        "№": " ",
        "#": " ",
        "'": "",
        "’": "",
        "ɡ": "g",
        "‘": "",
        "ʼ": "",
        "`": "",
        "´": "",
        "ʻ": "",
        "ʿ": "",
        "ʾ": "",
        "ʹ": "",
    }
)
_SEPARATORS = re.compile(r"[^\w\s]+|_+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]")
_ACCENTED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]+")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SILENT_HEH = re.compile("[هہە]\u200c+ا")
_FOREIGN_LETTER = re.compile(r"[\u0370-\u058f]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?(?!\w)")
_SCRIPTS = (
    ("arabic", 0x0600, 0x06FF),
    ("arabic", 0x0750, 0x077F),
    ("arabic", 0xFB50, 0xFEFC),
    ("cyrillic", 0x0400, 0x052F),
    ("hangul", 0xAC00, 0xD7A3),
    ("hangul", 0x1100, 0x11FF),
    ("hangul", 0x3130, 0x318F),
    ("han", 0x3400, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
    ("han", 0x3040, 0x30FF),
    ("hebrew", 0x0590, 0x05FF),
    ("greek", 0x0370, 0x03FF),
)


# what most words are: letters of one script alone; and names that folding leaves as they are but for case and spaces
_ONE_SCRIPT = re.compile("(?P<cyrillic>[\u0400-\u0481]+)|(?P<arabic>[\u0620-\u064a]+)|(?P<hangul>[가-힣]+)")
_PLAIN_LETTERS = re.compile("[A-Za-z ]+|[а-яА-ЯёЁіІїЇєЄґҐўЎ ]+|[ء-غف-وي ]+|[가-힣 ]+")


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    code = ord(char)
    if code < 0x250:
        return "latin" if char.isalpha() else "digit" if char.isdigit() else ""
    for name, first, last in _SCRIPTS:
        if first <= code <= last:
            return name
    return "digit" if char.isdigit() else "latin" if char.isalpha() else ""


@lru_cache(maxsize=8_192)
def script_of(text: str) -> str:
    """The script most letters of a text are in: latin, arabic, cyrillic, hangul, han, digit, ... or '' for none."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "digit" if any(map(str.isdigit, text)) else ""
    one = _ONE_SCRIPT.fullmatch(text)
    if one:
        return str(one.lastgroup)
    counts: dict[str, int] = {}
    for char in text:
        script = _script(char)
        if script:
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return ""
    letters = {script: count for script, count in counts.items() if script != "digit"}
    chosen = letters or counts
    return max(chosen, key=lambda script: chosen[script])


def _same_script(token: str) -> str:
    """A word that mixes Latin and Cyrillic look-alikes, rewritten in the script most of its letters are in."""
    latin = sum(_script(char) == "latin" for char in token)
    cyrillic = sum(_script(char) == "cyrillic" for char in token)
    if latin and latin >= cyrillic:
        return token.translate(_CYRILLIC_LOOKALIKES)
    return token.translate(_LATIN_LOOKALIKES) if latin else token


def latin_letters(text: str) -> str:
    """A text with every letter that looks like a Latin one made that one: for signs that are always Latin."""
    return text.translate(_CYRILLIC_LOOKALIKES)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A name with case, accents, vowel signs, letter forms, look-alikes and punctuation folded; single spaces."""
    if _PLAIN_LETTERS.fullmatch(text):
        return " ".join(text.lower().split())
    out = text
    if not text.isascii():
        # a Persian h that ends a part of a word is a vowel: خامنه‌ای
        out = _INVISIBLE.sub("", _SILENT_HEH.sub("ا", unicodedata.normalize("NFKC", text)))
        if _FOREIGN_LETTER.search(out) and _LATIN_LETTER.search(out):
            out = " ".join(_same_script(token) for token in out.split())
    out = out.lower().translate(_PLAIN)
    if "." in out:
        out = _DOTTED.sub(lambda found: found.group().replace(".", ""), out)
    if not out.isascii():
        # й and ё are letters of their own, and hamza tells أ from ا: only Latin loses its marks
        if _ACCENTED.search(out):
            out = _ACCENTED.sub(lambda found: _MARKS.sub("", unicodedata.normalize("NFD", found.group())), out)
        out = _MARKS.sub("", out).translate(_ARABIC)
    return " ".join(_SEPARATORS.sub(" ", out).split())
