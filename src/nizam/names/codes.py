"""Phonemes → strings whose plain edit distance is a weighted one, and keys under which like words meet.

A consonant is written as four symbols, a vowel as two: taking k for g changes one symbol of four, k for m all of them,
and leaving out a vowel costs half a consonant. So one fast edit distance of a compiled package does the work of a
weighted one. The confusions folded here are those of romanisations; what one script alone confuses is in `phonemes`.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

LONGEST = 24
"""Letters of a word in which slips are looked for."""
BITS = 61
"""Bits that say which pairs of letters a name has."""
MOST_BORDERS = 6
"""Pairs of letters that may differ in two names of the same letters: three words in another order, or two letters."""

_FULL = str.maketrans(
    {
        "k": "KKKk",
        "g": "KKKg",
        "x": "KKXx",
        "G": "KKGg",
        "h": "Xx",
        "t": "TTTt",
        "d": "TTTd",
        "T": "TTSs",
        "D": "TTSz",
        "p": "PPPp",
        "b": "PPPb",
        "f": "PPFf",
        "v": "PPFw",
        "w": "uw",
        "j": "CCCj",
        "C": "CCXc",
        "Z": "CSSj",
        "c": "CSSs",
        "s": "SSSs",
        "S": "CSXs",
        "z": "SSSz",
        "r": "RRRr",
        "l": "RRLL",
        "m": "MMNm",
        "n": "NNNn",
        "N": "NNgg",
        "y": "ii",
        "i": "ii",
        "I": "uu",
        "e": "ai",
        "a": "aa",
        "o": "ou",
        "u": "uu",
    }
)
_BARE = str.maketrans(
    {
        **{chr(char): value for char, value in _FULL.items() if chr(char) not in "aeiouIyw"},
        **dict.fromkeys("aeiouIy", ""),
        "w": "",
        "h": "Xx",
    }
)
_OUTLINE = str.maketrans(
    {
        **dict(zip("kgxGtdTDpbfvjCZcsSzrlmnN", "KKKKTTTTPPPPCCCSSCSRLMNN", strict=True)),
        "h": "h",
        "y": "i",
        "I": "u",
        "o": "u",
        "w": "u",
    }
)
_KOREAN = str.maketrans(
    {
        **dict.fromkeys("kgqGx", "KKKK"),
        **dict.fromkeys("tdTD", "TTTT"),
        **dict.fromkeys("pbfv", "PPPP"),
        **dict.fromkeys("jCZcz", "CCCC"),
        **dict.fromkeys("sS", "SSSS"),
        **dict.fromkeys("rl", "RRRR"),
        "m": "MMMM",
        "n": "NNNN",
        "N": "NNGG",
        "h": "HHH",
        # a glide makes another syllable: 봉 and 병, 강 and 광
        "w": "ww",
        "y": "yy",
        "a": "aa",
        "o": "oo",
        "u": "ou",
        "I": "ou",
        "e": "ee",
        "i": "ii",
    }
)


def full(sounds: str) -> str:
    """The code for scripts that write their vowels."""
    return sounds.translate(_FULL)


def bare(sounds: str) -> str:
    """The code without vowels, for scripts that leave them out; a closing h is not heard."""
    return (sounds.removesuffix("h") if len(sounds) > 2 else sounds).translate(_BARE)


def outline(sounds: str) -> str:
    """One letter a sound, coarse: tells where long vowels stand between consonants."""
    drawn = (sounds.removesuffix("h") if len(sounds) > 2 else sounds).translate(_OUTLINE)
    # which vowel opens a word is not written either: «عمر» is Umar
    return "a" + drawn[1:] if drawn[:1] in ("i", "u") and sounds[0] not in "yw" else drawn


def korean(sounds: str) -> str:
    """The code with everything folded that romanisations of Korean confuse."""
    # 최 is Choe, Choi and Ch'we
    return sounds.replace("we", "e").replace("oe", "e").replace("oi", "e").translate(_KOREAN)


_CLASS = {
    **dict.fromkeys("kgqG", (1,)),
    "x": (1, 0),
    **dict.fromkeys("td", (2,)),
    "T": (2, 5),
    "D": (2, 5),
    **dict.fromkeys("pbf", (3,)),
    "v": (3, 0),
    "j": (4, 1),
    "C": (4,),
    "Z": (4,),
    "c": (5, 4),
    "s": (5,),
    "S": (5, 4),
    "z": (5, 4),
    "r": (6,),
    "l": (7,),
    "m": (8,),
    "n": (9,),
    "N": (9,),
}
_MOST = 12
_WAYS = 4


@lru_cache(maxsize=8_192)
def skeletons(sounds: str) -> tuple[tuple[int, ...], ...]:
    """Classes of the hard consonants, doubled ones once, every way where a sound is ambiguous (four at most)."""
    ways: list[tuple[int, ...]] = [()]
    for char in sounds:
        choices = _CLASS.get(char)
        if choices is None:
            continue
        if len(choices) > 1 and len(ways) < _WAYS:
            ways = [_add(way, choice) for choice in choices for way in ways]
        else:
            ways = [_add(way, choices[0]) for way in ways]
    return tuple(dict.fromkeys(ways))


def _add(way: tuple[int, ...], choice: int) -> tuple[int, ...]:
    if not choice or (way and way[-1] == choice) or len(way) >= _MOST:
        return way
    return (*way, choice)


def number(way: tuple[int, ...]) -> int:
    """A skeleton as one number; all words without hard consonants share one."""
    if not way:
        return 10
    out = 0
    for at, choice in enumerate(way):
        out |= choice << (4 * at)
    return out


def keys(sounds: str) -> tuple[int, ...]:
    """Keys of a word by its hard consonants, one for each way it may be read."""
    return tuple(number(way) for way in skeletons(sounds))


def shorter(sounds: str) -> tuple[int, ...]:
    """Keys with one consonant left out, of skeletons of three and more."""
    out: set[int] = set()
    for way in skeletons(sounds):
        if len(way) >= 3:
            for at in range(len(way)):
                out.add(number(way[:at] + way[at + 1 :]))
    return tuple(out)


def slips(text: str) -> list[int]:
    """Hashes of a word and of the word with each letter left out: two words one slip apart share one."""
    raw = text.encode()[:LONGEST]
    return [crc32(raw), *{crc32(raw[:at] + raw[at + 1 :]) for at in range(len(raw))}]
