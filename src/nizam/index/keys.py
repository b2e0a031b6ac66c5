"""Blocking keys: what two spellings of one name have in common, cheap enough to look up.

A key is a short string with a one-letter family: `t` consonant skeleton of a part (or of neighbours joined), `d` the
same with one consonant left out, `x` a part's exact text, `s` all ideas of a body's name, `p` two ideas of it,
`n` a number beside a part. Skeletons fold the confusions that the comparison forgives: k/g, ch/j/z, t/d, r/l, n/ng.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from nizam.names.latinise import VOWELS
from nizam.names.parts import Form, Part

_CLASS = {
    **dict.fromkeys("kgqxG", "K"),
    **dict.fromkeys("tdTD", "T"),
    **dict.fromkeys("pbfvF", "P"),
    **dict.fromkeys("CjZc", "C"),
    **dict.fromkeys("sSz", "S"),
    **dict.fromkeys("rl", "R"),
    "m": "M",
    **dict.fromkeys("nN", "N"),
}
# a sound that may be written as two different classes, or as none
_EITHER = {"x": ("K", ""), "v": ("P", ""), "z": ("S", "C"), "c": ("C", "S"), "T": ("T", "S")}
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_DELETED = 4
_SIGNIFICANT = ("kind", "word", "number", "place")


@lru_cache(maxsize=65536)
def skeletons(sounds: str) -> tuple[str, ...]:
    """Consonant classes of a phoneme string, doubled ones once; every way where a sound is ambiguous (four at most)."""
    if not any(char in _EITHER for char in sounds):
        return (_once("".join([_CLASS.get(char, "") for char in sounds])) or _open(sounds),)
    ways = [""]
    for at, char in enumerate(sounds):
        choices = _EITHER.get(char) or (_CLASS.get(char, ""),)
        # ambiguity is followed only near the front, where it splits keys most
        ways = [way + choice for way in ways for choice in (choices if at < 4 and len(ways) < 4 else choices[:1])]
    return tuple(dict.fromkeys(_once(way) or _open(sounds) for way in ways))


def _once(text: str) -> str:
    return _DOUBLED.sub(r"\1", text)


def _open(sounds: str) -> str:
    """A part without a hard consonant (U, O, Hui, Yo) keeps its first vowel as its key."""
    return "0" + next((char for char in sounds if char in VOWELS), "")


def keys(form: Form) -> frozenset[str]:
    """All keys of a name read one way."""
    out: set[str] = set()
    spoken = [part for part in form.parts if part.sounds and part.kind not in ("country", "particle")]
    for part in spoken:
        out.add("x" + part.text)
        for sounds in part.sounds:
            for skeleton in skeletons(sounds):
                out.add("t" + skeleton)
                out.update(_deleted(skeleton))
    for size in (2, 3):
        for at in range(len(spoken) - size + 1):
            out.update(_joined(spoken[at : at + size]))
    if len(spoken) > 1:
        out.update(_joined(spoken))
        out.update(_joined([*spoken[1:], spoken[0]]))
    if form.reading == "body":
        ideas = sorted({part.kind[0] + part.concept for part in form.parts if part.kind in _SIGNIFICANT})
        out.add("s" + "+".join(ideas))
        if not any(part.kind in ("name", "acronym", "place") for part in form.parts):
            out.update("p" + "+".join(pair) for pair in combinations(ideas[:7], 2))
    for part in form.parts:
        if part.script == "han":
            out.add("x" + part.text)
        if part.kind == "number":
            out.update(f"n{part.concept}{skeleton}" for other in spoken for skeleton in skeletons(other.sounds[0]))
    out.discard("s")
    return frozenset(out)


def _joined(parts: list[Part]) -> set[str]:
    skeleton = skeletons("".join(part.sounds[0] for part in parts))
    return {"t" + way for way in skeleton[:2]} | {key for way in skeleton[:1] for key in _deleted(way)}


def _deleted(skeleton: str) -> set[str]:
    """The skeleton with each consonant left out, for one wrong or missing consonant on either side."""
    if len(skeleton) < _SHORTEST_DELETED:
        return set()
    return {"d" + skeleton[:at] + skeleton[at + 1 :] for at in range(len(skeleton))} | {"d" + skeleton}
