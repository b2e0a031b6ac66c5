"""A name → the words it is compared by, the same from every script: titles and articles off, compounds taken apart.

`person(text)` gives words by sound. `body(text)` gives known words by their idea (`#bank`), the rest by sound; legal
forms and filler go. Both sides of a comparison pass here, so a rule need only be the same on both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from nizam.names.bodytokens import body
from nizam.names.codes import BITS
from nizam.names.phonemes import ABJAD, CYRILLIC, HANGUL, LATIN, readings
from nizam.names.scripts import fold
from nizam.names.spellings import named
from nizam.names.token import LONGEST, MOST_WORDS, Token, split_words, token
from nizam.names.vesseltokens import vessel
from nizam.names.vocabulary import around

_ARTICLES = frozenset({"al", "el", "ul", "ال"})
_ASSIMILATED = dict(
    pair.split(":")
    for pair in ["ar:r", "as:s", "ash:s", "at:t", "an:n", "az:z", "ad:d", "ed:d", "er:r", "es:s", "ud:d", "eddin:d"]
)
_SON = frozenset({"bin", "ibn", "ben", "ould", "bint", "bn", "بن", "ابن", "بنت", "ولد", "wa", "و"})
_ABD = re.compile(r"^abd(?:[aeiou]{0,2}l?|[aeiou]{0,2})$")
_ABD_JOINED = re.compile(r"^abd([aeiou]{0,2})(.{3,})$")
_DIN_ENDINGS = (
    "uddin",
    "eddin",
    "eddine",
    "addin",
    "udin",
    "uldin",
    "aldin",
    "eldin",
    "eldine",
    "oddin",
    "ddin",
    "uddeen",
    "udeen",
    "edine",
    "ddine",
)
_LAH_ENDINGS = ("ullah", "allah", "ollah", "ulla", "alla", "ulah", "olla")
_ZADEH_ENDINGS = ("zadeh", "zada", "zade")
_NEJAD_ENDINGS = ("nejad", "nezhad", "nejhad", "nazhad", "nejat")
_KHEL_ENDINGS = ("khel", "kheil", "khail", "khil", "kheyl")
# what Persian writes onto a name or beside it, and the word by which it is known
_JOINED_ENDINGS = (
    (_DIN_ENDINGS, "din"),
    (_LAH_ENDINGS, "lah"),
    (_ZADEH_ENDINGS, "zadeh"),
    (_NEJAD_ENDINGS, "nejad"),
    (_KHEL_ENDINGS, "khel"),
    (("reza", "riza", "rezaa"), "reza"),
    (("pour", "poor", "poour"), "pour"),
    (("khah", "khaah"), "khah"),
    (("manesh", "manish"), "manesh"),
    (("doust", "doost", "dust"), "doust"),
    (("panah",), "panah"),
)
_ARABIC_ENDINGS = ("زاده", "نژاد", "نجاد", "خيل", "رضا", "پور", "خواه", "منش", "دوست", "پناه")
_OPENINGS = re.compile(r"^(gh?olam|gh?ulam|qolam|khuda[iy]?|khoda[iy]?)(?=[^\W\d_]{3})")
_MUHAMMAD_OPENING = re.compile(
    "^(?:mohammad|mohamad|muhammad|mohammed|mohamed)(?=[a-z]{3})(?!z[ae]i|zay|ull?|all|oll|iyev|ov)"
)
_KNOWN_OPENINGS = {"g": "gholam", "q": "gholam", "k": "khudai"}
_ARABIC_OPENINGS = ("غلام", "خداي", "خدا")
_DIN_WORDS = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin", "udin", "aldin", "addin", "oddin"})
_LAH_WORDS = frozenset({"allah", "ullah", "lah", "ollah", "alla", "ulla", "ula", "ola"})
_CYRILLIC_COMPOUND = re.compile("^абд|^абу.{3}|.{3}(?:улла|уллах|уддин|еддин|утдин)$")
_ROMAN = {"x": "kh", "S": "sh", "C": "ch", "c": "ts", "Z": "zh", "N": "ng", "G": "gh"}
_MUHAMMAD = frozenset({"mohd", "mohamd", "md", "muhd", "mhd", "mohammd"})


@lru_cache(maxsize=32768)
def person(text: str) -> tuple[Token, ...]:
    """The words of a person's name."""
    head, comma, tail = text.partition(",")
    # "SURNAME, Given" as registers write it: in the order of speech
    given = split_words(f"{tail} {head}" if comma and "," not in tail else text)
    titles = around().titles
    kept = [word for word in given if word not in titles] or given
    out: list[str] = []
    last = len(kept) - 1
    for at, word in enumerate(kept):
        first = word[0]
        if first < "\u0250":
            _latin(word, kept[at + 1] if at < last else "", out)
        elif "\u0600" <= first <= "\u06ff":
            _arabic(word, out)
        elif "\u0400" <= first <= "\u052f" and _CYRILLIC_COMPOUND.search(word):
            _latin("".join(_ROMAN.get(char, char) for char in readings(word, CYRILLIC)[0]), "", out)
        elif "\u0590" <= first <= "\u05ff":
            _hebrew(word, out)
        elif "\uac00" <= first <= "\ud7a3":
            out.extend(word if len(word) <= 4 else [word])
        else:
            out.append(word)
    return tuple(map(named, list(dict.fromkeys(out or kept))[:MOST_WORDS]))


def _latin(word: str, following: str, out: list[str]) -> None:
    if word in _ARTICLES or word in _SON or (following and following[0] == _ASSIMILATED.get(word)):
        return
    if word[:2] == "ab" and word[:3] == "abd":
        if _ABD.match(word):
            out.append("abd")
            return
        found = _ABD_JOINED.match(word)
        if found:
            rest = _after_article(found[2])
            if len(rest) >= 3:
                out.append("abd")
                _latin(rest, "", out) if rest in _LAH_WORDS else out.append(rest)
                return
    if len(word) > 3:
        if word in _DIN_WORDS:
            out.append("din")
            return
        if word in _LAH_WORDS:
            out.append("lah")
            return
        if len(word) > 6:
            if word.startswith("abu") and len(word) > 6:
                out.extend(("abu", word[3:]))
                return
            muhammad = _MUHAMMAD_OPENING.match(word)
            if muhammad:
                out.append(muhammad.group())
                _latin(word[muhammad.end() :], "", out)
                return
            opening = _OPENINGS.match(word)
            if opening:
                out.append(_KNOWN_OPENINGS[word[0]])
                _latin(word[opening.end() :], "", out)
                return
            for endings, part in _JOINED_ENDINGS:
                if word.endswith(endings):
                    ending = max((e for e in endings if word.endswith(e)), key=len)
                    if len(word) - len(ending) >= 3:
                        out.extend((word[: -len(ending)], part))
                        return
    elif word in _MUHAMMAD:
        out.append("muhammad")
        return
    elif word in _LAH_WORDS:
        out.append("lah")
        return
    out.append(word)


def _after_article(rest: str) -> str:
    """What follows "abdu" without its article: lrahman, rrahman, laziz → rahman, aziz."""
    if rest[0] == rest[1]:
        return rest[1:]
    if rest[0] == "l" and not rest.startswith(("latif", "latef", "lateef")):
        return rest[1:]
    return rest


def _arabic(word: str, out: list[str]) -> None:
    if word in _SON or word == "ال":
        return
    if word.startswith(("أبو", "ابو", "أبي", "ابي")):
        word = "ابو" + word[3:]
    if word.startswith("عبد") and len(word) > 4:
        out.append("عبد")
        rest = word[3:]
        _arabic(rest, out)
        return
    if word.startswith("محمد") and len(word) > 6:
        out.append("محمد")
        _arabic(word[4:], out)
        return
    if word.startswith("ابو") and len(word) > 5:
        out.extend(("ابو", word[3:]))
        return
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    if word in ("له", "لله"):
        out.append("lah")
        return
    if word == "دين":
        out.append("din")
        return
    if len(word) > 5:
        for opening in _ARABIC_OPENINGS:
            if word.startswith(opening) and len(word) - len(opening) >= 3:
                out.append(opening)
                _arabic(word[len(opening) :], out)
                return
        for ending in _ARABIC_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                out.extend((word[: -len(ending)], ending))
                return
        if word.endswith("الدين"):
            out.extend((word[:-5], "din"))
            return
        if word.endswith("الله"):
            out.extend((word[:-4], "lah"))
            return
    out.append(word)


_HEBREW_ENDINGS = (
    ("אללה", "lah"), ("ללה", "lah"), ("אלדין", "din"), ("זאדה", "zadeh"), ("נגאד", "nejad"), ("נזאד", "nejad"),
    ("רזא", "reza"), ("פור", "pour"),
)  # fmt: skip


def _hebrew(word: str, out: list[str]) -> None:
    """Arabic names as Hebrew writes them: without article and בן, עבד and אללה as words of their own."""
    if word in ("אל", "בן", "אבן", "בת"):
        return
    if word.startswith("עבד") and len(word) > 4:
        out.append("עבד")
        _hebrew(word[3:], out)
        return
    if word.startswith("אל") and len(word) > 4:
        word = word[2:]
    if word in ("ללה", "לה", "אללה"):
        out.append("lah")
        return
    for ending, part in _HEBREW_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            out.extend((word[: -len(ending)], part))
            return
    out.append(word)


_FEW = 8


def joined(text: str) -> str:
    """A name's folded letters without spaces."""
    return fold(text[:LONGEST]).replace(" ", "")


def letters(flat: str) -> str:
    """The letters of a `joined` name in alphabetical order: the same for one merged, split or put in another order.

    So few letters that another word may have the same ones (EP-MOR, EP-MRO) keep their order, turned to where they
    read first: "Il Kim" is still "Kim Il".
    """
    if len(flat) > _FEW:
        return "".join(sorted(flat))
    return min((flat[at:] + flat[:at] for at in range(len(flat))), default="")


def borders(flat: str) -> int:
    """Which pairs of letters a `joined` name has, as bits: Pak Myong Chin has the letters of Kim Pyong Chan, and is
    somebody else."""
    bits = 0
    drawn = memoryview(flat.encode("utf-16-le", "surrogatepass")).cast("H")
    for one, other in pairwise(drawn):
        bits |= 1 << (one * 31 + other) % BITS
    return bits


__all__ = [
    "ABJAD", "CYRILLIC", "HANGUL", "LATIN", "LONGEST", "Token", "body", "borders", "joined",
    "letters", "person", "token", "vessel",
]  # fmt: skip
