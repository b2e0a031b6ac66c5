"""A line of text → the names it gives; a person's name → its parts, each with its sound, the Korean surname first."""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names import korean
from nizam.names.bodybook import says_where
from nizam.names.latinise import inflections, sound
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import around, resource
from nizam.record import Record, replace

_PARENTHESES = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_KNOWN_AS = re.compile(r"\s*(?:;|\b(?:a\.?k\.?a\.?|f\.?k\.?a\.?|also known as|formerly)\b[.:]?)\s*", re.IGNORECASE)
_FORMERLY = re.compile(r"[\s,;(\[（/]+(?:ex|formerly|previously)[-\s.:]+(?=[^\W\d_])", re.IGNORECASE)
_QUOTES = re.compile(r'[“”„«»"‟]')
_SLASH_JV = re.compile(r"\bj/v\b", re.IGNORECASE)
IMO = re.compile(r"\bimo[\s:.#№-]*(?:no\.?|number)?[\s:.#-]*(\d{7})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:no)?(\d+)$")


class Part(Record, frozen=True):
    """One part of a name: its folded text, how it may sound, its script, and what it is.

    `kind`: `name` (tells who), `surname`, `number`, `particle`. `concept` is the surnames that a spelling may stand
    for, divided by a stroke, or the digits of a number.
    """

    text: str
    sounds: tuple[str, ...]
    script: str
    kind: str
    concept: str = ""


class Form(Record, frozen=True):
    """A person's name read one way; `korean` where its first part is a Korean surname."""

    text: str
    parts: tuple[Part, ...]
    korean: bool = False


def variants(text: str, *, asked: bool = False) -> tuple[str, ...]:
    """The names that one line of text gives: without brackets, with what they hold, and each side of "a.k.a.".

    A place in brackets is no name. Of a name asked, neither is a lone abbreviation: many bodies share it.
    """
    out: list[str] = []
    sides = _FORMERLY.split(text) if asked else []
    if len(sides) > 1:
        # "GLORY (ex SEA STAR)": either name, and the line as it stands
        out += [side.strip(" ,;:-()[]（）") for side in sides]
    for piece in _KNOWN_AS.split(_SLASH_JV.sub("jv", _QUOTES.sub(" ", text))):
        plain = _PARENTHESES.sub(" ", piece).strip(" ,;:-")
        out.append(plain)
        for found in _PARENTHESES.finditer(piece):
            inner = found.group(1).strip()
            before = piece[: found.start()].split()
            if not inner:
                continue
            many = len(inner.split()) > 1
            if many or not piece[found.end() :].strip():
                alone = many or not asked or script_of(inner) != script_of(plain)
                if alone and not says_where(fold(inner).split()):
                    out.append(inner)
            if before and not many and _alike(fold(inner), fold(before[-1])):
                # "Jo (Cho) Chun Ryong": the bracket stands for the word before it
                out.append(" ".join([*before[:-1], inner, piece[found.end() :]]))
                # "Leader (Hong Kong) International": or it belongs to the name
            out.append(" ".join([*before, inner, piece[found.end() :]]))
    return tuple(dict.fromkeys(part.strip() for part in out if fold(part)))


def _alike(word: str, other: str) -> bool:
    """Whether one word may be another spelling of the other: (Cho) of Jo, not (IIB) of Brigade."""
    if len(word) < 2 or len(other) < 2 or script_of(word) != script_of(other):
        return False
    return (word[0] == other[0] and len(word) > 3) or word[-2:] == other[-2:] or {word[0], other[0]} <= set("jcgkrlyn")


def imo_numbers(text: str) -> tuple[str, ...]:
    """IMO ship numbers written inside a text."""
    return tuple(IMO.findall(text))


@lru_cache(maxsize=1)
def _han() -> dict[int, str]:
    return {ord(old): new for old, new in resource("han")["fold"].items()}


def _tokens(text: str) -> list[str]:
    folded = fold(text)
    if not folded.isascii():
        folded = folded.translate(_han())
    return folded.split()


def _name(text: str, kind: str = "name") -> Part:
    script = script_of(text)
    number = _NUMBER.match(text)
    if number:
        return Part(text, (), "digit", "number", number.group(1).lstrip("0") or "0")
    sounds = tuple(dict.fromkeys(sound(form) for form in inflections(text)))
    return Part(text, sounds, script, kind)


def _inner(token: str) -> Part:
    """A part of a person's name after the first: only the article may be attached to it, not "and" or "by"."""
    part = _name(token)
    if part.script != "arabic":
        return part
    return replace(part, sounds=tuple(dict.fromkeys((sound(token), sound(token.removeprefix("ال") or token)))))


def person(text: str) -> Form:
    """A person's name without titles; Korean names with the surname first and marked."""
    return persons(text)[0]


@lru_cache(maxsize=8192)
def persons(text: str) -> tuple[Form, ...]:
    """All readings of a person's name: two where a Korean surname may stand first or last (Chun Ryong Jo)."""
    titles, particles = around().titles, around().particles
    tokens = _tokens(text)
    kept = [token for token in tokens if token not in titles] or tokens
    split: list[str] = []
    for token in kept:
        if script_of(token) == "hangul" and 2 <= len(token) <= 4 and len(kept) == 1 and korean.surnames(token[0]):
            split.extend(korean.split_hangul(token))
        elif script_of(token) == "hangul" and len(kept) == 2 and token is kept[1]:
            split.extend(token)
        else:
            split.append(token)
    spoken = tuple(split)
    readings = []
    for at in korean.surname_places(spoken):
        ordered = spoken if at == 0 else (spoken[-1], *spoken[:-1])
        first = replace(_name(ordered[0]), kind="surname", concept="|".join(korean.surnames(ordered[0])))
        readings.append(Form(text, (first, *(_inner(token) for token in ordered[1:])), korean=True))
    if readings:
        return tuple(readings)
    read = [_inner(token) if at else _name(token) for at, token in enumerate(spoken)]
    parts = tuple(replace(part, kind="particle") if part.text in particles and len(read) > 1 else part for part in read)
    return (Form(text, parts),)
