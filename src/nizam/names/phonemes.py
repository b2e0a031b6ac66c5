"""One folded word in any script → how it may sound, in one alphabet of single-letter phonemes.

Phonemes are those of `latinise`: vowels `a e i o u`, consonants as read in English, and `C` ch · `S` sh · `Z` zh ·
`T` th · `D` dh · `x` kh · `G` gh · `N` ng · `c` ts · `v`. A word may have several readings where its script leaves one
open (French `ch`, Egyptian ج, Ukrainian г); the first is the likeliest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names.latinise import syllable_sound

LATIN, ABJAD, CYRILLIC, HANGUL, OTHER = range(5)
"""How a word is to be compared: with its vowels, without those its script leaves out, or syllable by syllable."""

MODES = {"latin": LATIN, "arabic": ABJAD, "hebrew": ABJAD, "cyrillic": CYRILLIC, "hangul": HANGUL}

_LATIN = {
    "tsch": "C",
    "tsh": "tS",
    "c": "k",
    "shch": "SC",
    "sch": "S",
    "tch": "C",
    "dzh": "j",
    "dsh": "j",
    "sh": "S",
    "ch": "C",
    "kh": "x",
    "zh": "Z",
    "th": "T",
    "dh": "D",
    "ph": "f",
    "gh": "G",
    "ck": "k",
    "dj": "j",
    "dz": "z",
    "ts": "c",
    "tz": "c",
    "cz": "C",
    "sz": "S",
    "ng": "N",
    "qu": "kw",
    "eo": "o",
    "eu": "u",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ae": "e",
    "x": "ks",
    "q": "k",
    "ya": "ya",
    "ye": "ye",
    "yo": "yo",
    "yu": "yu",
    "y": "i",
    "w": "w",
    "ı": "i",
    "ə": "e",
    "ş": "S",
    "ç": "C",
    "š": "S",
    "č": "C",
    "ž": "Z",
    "ñ": "n",
}
_GROUPS = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_SPELT = re.compile("kh|ts|ch|zh|[cqxwy]")
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_SOFT_C = re.compile(r"c(?=[eiy])")
_SILENT_H = re.compile(r"(?<=[aeiouy])h$")
_DOUBLE_CONSONANT = re.compile(r"([^aeiou])\1+")
_DOUBLE_VOWEL = re.compile(r"([aeiou])\1+")
_NG = re.compile("ng(?=[aeiouy])")
_DOUBLE = re.compile(r"(.)\1+")
_FOREIGN = str.maketrans(dict.fromkeys("0123456789", ""))

# consonants as written; ا و ي and hamza depend on where they stand
_ARABIC = str.maketrans(
    dict(
        zip(
            "بتثجحخدذرزژسشصضطظغفقكگلمنهپچڤټډړښڼځڅږڑٹڈثںةےۍ",
            "btTjhxdDrzZsSsdtzGfkkglmnhpCvtdrxnzcZrtdTnhii",
            strict=True,
        )
    )
)
# letters that one country reads otherwise than the next: Egyptian ج, Persian ض ذ ث
_OPEN_ARABIC = (("ض", "d", "z"), ("ظ", "z", "d"), ("ج", "j", "g"), ("ذ", "D", "z"), ("ث", "T", "s"))
_HEBREW = str.maketrans(dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhuzxtikklmmnnsapfcckrSt", strict=True)))
_OPEN_HEBREW = (
    *(("ח", "x", "h"), ("ג", "g", "j"), ("צ", "c", "C"), ("פ", "p", "f"), ("ו", "w", "v")),
    *(("כ", "k", "x"), ("ב", "b", "v"), ("ש", "S", "s")),
)
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхцчшыэ", "abvgdeZziiklmnoprstufxcCSie", strict=True)),
        "ё": "yo",
        "щ": "SC",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "і": "i",
        "ї": "yi",
        "є": "ye",
        "ґ": "g",
        "ў": "u",
        "ђ": "j",
        "ј": "i",
        "љ": "l",
        "њ": "n",
        "ћ": "C",
        "џ": "j",
        "қ": "k",
        "ғ": "G",
        "ң": "N",
        "ө": "o",
        "ү": "u",
        "ұ": "u",
        "һ": "h",
        "ә": "a",
    }
)
_CYRILLIC_GROUPS = re.compile("дж|дз|кс|ть?с(?=к)|нг$|^е|(?<=[аеёиоуыэюяьъ])е")
_CYRILLIC_MAP = {"дж": "j", "дз": "z", "кс": "ks", "тс": "c", "тьс": "c", "нг": "N", "е": "ye"}


@lru_cache(maxsize=8_192)
def readings(word: str, mode: int) -> tuple[str, ...]:
    """The phonemes of one folded word, likeliest first; empty where the script has no sound here."""
    if mode == LATIN:
        return _latin(word)
    if mode == ABJAD:
        return _abjad(word)
    if mode == CYRILLIC:
        return _cyrillic(word)
    if mode == HANGUL:
        return _hangul(word)
    return ()


def _latin(word: str) -> tuple[str, ...]:
    ways = _latin_ways(word)
    # Tangun: two sounds of two syllables
    return (*ways, re.sub("N(?=[aeiouy])", "ng", ways[0])) if "ng" in word and _NG.search(word) else ways


def _latin_ways(word: str) -> tuple[str, ...]:
    if len(word) < 7 and not _VOWEL.search(word):
        # an abbreviation is spelt: TsSD, SNSZ
        return tuple(dict.fromkeys((_GROUPS.sub(_latin_group, word), _SPELT.sub(_latin_group, word))))
    base = _DOUBLE_CONSONANT.sub(r"\1", word)
    base = _SILENT_H.sub("", _SOFT_C.sub("s", base)) if "c" in word or word[-1] == "h" else base
    first = _DOUBLE.sub(r"\1", _GROUPS.sub(_latin_group, base))
    if "ch" in word and "tch" not in word:
        # «شريف» is Cherif in the Maghreb, Михаил Michail in German
        return (first, first.replace("C", "S", 1), first.replace("C", "x", 1))
    if len(word) > 5 and word[:2] in ("al", "el") and word[2] not in "aeiouy":
        # Alkhatib: an article written onto the name
        return (first, first[2:])
    if "th" in word or "dh" in word or "zh" in word:
        # Fathi, Adham, Azhar: two sounds that only meet
        return (first, first.replace("T", "th").replace("D", "dh").replace("Z", "zh"))
    if word[:3] in ("ish", "esh"):
        return (first, first.replace("S", "sh", 1))
    if word[0] == "j" and len(word) > 5:
        # Jelena, Jurij
        return (first, "y" + first[1:])
    if "x" in word:
        return (first, first.replace("ks", "x"))
    return (first,)


def _latin_group(found: re.Match[str]) -> str:
    return _LATIN[found.group()]


def _abjad(word: str) -> tuple[str, ...]:
    if "א" <= word[0] <= "ת":
        return _hebrew(word)
    out: list[str] = []
    end = len(word)
    for at, char in enumerate(word):
        following = word[at + 1] if at + 1 < end else ""
        if char == "و":
            out.append("w" if at == 0 or (following and following in "اويآ") else "u")
        elif char == "ي":
            out.append("y" if following and (at == 0 or following in "اوآ") else "i")
        elif char in "اأآإ":
            # an opening alif only carries the vowel that follows it
            if at or not (following and following in "وي"):
                out.append("a")
        elif char == "ع":
            if following and not (out and out[-1] == "a") and not (following and following in "اوي"):
                out.append("a")
        elif char == "ؤ":
            out.append("u")
        elif char == "ئ":
            out.append("i")
        elif char in "هة" and at == end - 1 and end > 2:
            out.append("a")
        elif char != "ء":
            out.append(char)
    first = "".join(out).translate(_ARABIC).replace("tS", "C").replace("nG", "N")
    # two consonants written are two heard, with a vowel between: «مملوك» Mamluk
    first = _DOUBLE_VOWEL.sub(r"\1", first)
    ways = [first]
    for letter, sound, other in _OPEN_ARABIC:
        if letter in word and len(ways) < 4:
            ways += [way.replace(sound, other) for way in ways]
    if end <= 3 and word[-1] == "ه":
        ways.append(first[:-1] + "h")
    if word.endswith("ي") and end > 2:
        # ى and ي are one letter in many hands: عيسى Isa
        ways.append(first[:-1] + "a")
    if "u" in first[1:] or "w" in first:
        ways.append(re.sub(r"(?<!^)u|w", "v", first))
    return tuple(dict.fromkeys(ways))


def _hebrew(word: str) -> tuple[str, ...]:
    """Vav and yod are vowels or not by where they stand; doubled, w and y; the mark of ג׳ is often left out."""
    out: list[str] = []
    end, at = len(word), 0
    while at < end:
        char, following = word[at], word[at + 1] if at + 1 < end else ""
        if char in "וי":
            double = following == char
            opens = at == 0 or bool(following and following in "אוי" and not double)
            sound = "w" if char == "ו" else "y"
            if double:
                out.append(sound if char == "ו" else "i")
                at += 1
            else:
                out.append(sound if opens else "u" if char == "ו" else "i")
        elif char == "א" and at == 0 and following and following in "וי":
            pass
        elif char in "אע":
            if not out or out[-1] != "a":
                out.append("a")
        elif char == "ה" and at == end - 1 and end > 2:
            out.append("a")
        else:
            out.append(char)
        at += 1
    first = _DOUBLE_VOWEL.sub(r"\1", "".join(out).translate(_HEBREW))
    ways = [first]
    for letter, sound, other in _OPEN_HEBREW:
        if letter in word and len(ways) < 8:
            ways += [way.replace(sound, other) for way in ways]
    if first.endswith("ng"):
        # Jong and Kang have one sound at the end
        ways = [*(way[:-2] + "N" for way in ways if way.endswith("ng")), *ways][:12]
    return tuple(dict.fromkeys(ways))


def _cyrillic(word: str) -> tuple[str, ...]:
    first = _CYRILLIC_GROUPS.sub(lambda found: _CYRILLIC_MAP[found.group()], word).translate(_CYRILLIC)
    first = _DOUBLE.sub(r"\1", first)
    if "г" in word:
        return (first, first.replace("g", "h"))
    return (first,)


def _hangul(word: str) -> tuple[str, ...]:
    first = "".join(map(syllable_sound, word))
    if "가" <= word[0] <= "힣":
        lead = (ord(word[0]) - 0xAC00) // 588
        if lead == 5:
            # ㄹ at the front is n or nothing in the South: 로 No, 리 I, 류 Yu
            return (first, "n" + first[1:], first[1:]) if len(first) > 1 else (first,)
        if lead == 11 and first[0] in "yi":
            return (first, "r" + first)
    joined = _ASSIMILATED.sub(lambda found: _ASSIMILATION[found.group()], first)
    return (first,) if joined == first else (first, joined)


# sounds that change where two syllables meet: 압록 is said Amnok
_ASSIMILATION = dict.fromkeys(("kn", "kr", "Nr"), "Nn") | dict.fromkeys(("pn", "pr", "mr"), "mn")
_ASSIMILATION |= dict.fromkeys(("tn", "tr"), "nn") | dict.fromkeys(("nr", "ln"), "ll")
_ASSIMILATION |= {"km": "Nm", "pm": "mm", "tm": "nm"}
_ASSIMILATED = re.compile("|".join(_ASSIMILATION))
