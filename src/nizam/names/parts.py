"""A name → its parts, each with its sound and its weight class.

`person(text)`, `body(text)` and `vessel(text)` read the same words as a person's name, as the name of a body and as
the name of a ship; a query whose kind is not known is read all three ways.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names import korean
from nizam.names.bodybook import says_where
from nizam.names.latinise import inflections, sound
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import Word, around, resource, stem_word, words
from nizam.record import Record, replace

_PARENTHESES = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_KNOWN_AS = re.compile(r"\s*(?:;|\b(?:a\.?k\.?a\.?|f\.?k\.?a\.?|also known as|formerly)\b[.:]?)\s*", re.IGNORECASE)
_FORMERLY = re.compile(r"[\s,;(\[（/]+(?:ex|formerly|previously)[-\s.:]+(?=[^\W\d_])", re.IGNORECASE)
_QUOTES = re.compile(r'[“”„«»"‟]')
_SLASH_JV = re.compile(r"\bj/v\b", re.IGNORECASE)
_SHIP_WORDS = frozenset(
    {
        "mv",
        "mt",
        "ms",
        "ss",
        "fv",
        "motor",
        "vessel",
        "ship",
        "tanker",
        "freighter",
        "mt.",
        "m",
        "v",
        "t",
        "سفينة",
        "السفينة",
        "ناقلة",
        "الناقلة",
        "судно",
        "судна",
        "танкер",
        "теплоход",
    }
)
_SHIP_OPENING = re.compile(r"^\s*(?:m\s*/\s*[vt]|m\.?[vt]\.?)\s+", re.IGNORECASE)
IMO = re.compile(r"\bimo\b[\s:.#№-]*(?:no\.?|number)?[\s:.#-]*(\d{7})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:no)?(\d+)$")
ACRONYM_MOST = 6
# "Korea" in the name of a body does not say which of the two
EITHER_KOREA = "korea"
_OF_THE_DPRK = {"wpk": "kp", "kpa": "kp"}
_STATE_WORDS = frozenset({EITHER_KOREA, "republic", "democratic", "national", "north", "south"})


class Part(Record, frozen=True):
    """One part of a name: its folded text, how it may sound, its script, and what it is.

    `kind`: `name` (tells who), `surname`, `place`, `word`, `kind`, `legal`, `country`, `number`, `acronym`,
    `particle`. `concept` is the idea of a known word, an ISO code for a country, the digits of a number.
    """

    text: str
    sounds: tuple[str, ...]
    script: str
    kind: str
    concept: str = ""


class Form(Record, frozen=True):
    """A name read one way: `reading` is person, body or vessel; `countries` are those named inside it."""

    text: str
    reading: str
    parts: tuple[Part, ...]
    countries: tuple[str, ...] = ()
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
        readings.append(Form(text, "person", (first, *(_inner(token) for token in ordered[1:])), korean=True))
    if readings:
        return tuple(readings)
    read = [_inner(token) if at else _name(token) for at, token in enumerate(spoken)]
    parts = tuple(replace(part, kind="particle") if part.text in particles and len(read) > 1 else part for part in read)
    return (Form(text, "person", parts),)


@lru_cache(maxsize=8192)
def body(text: str) -> Form:
    """The name of a company, bank, ministry ...: known words by their idea, the rest by sound."""
    book = words().compounds
    tokens = [word for token in _tokens(text) for word in book.get(token, token).split()]
    parts: list[Part] = []
    countries: list[str] = []
    alone = len(tokens) == 1
    capitals = re.sub(r"[^\w]", "", text)
    at = 0
    while at < len(tokens):
        for part in _known(tokens, at):
            at += part[0]
            if part[1] is None:
                continue
            if part[1].kind == "country" and part[1].concept not in _STATE_WORDS:
                countries.append(_OF_THE_DPRK.get(part[1].concept, part[1].concept))
            parts.append(part[1])
    parts = _state(parts, countries)
    lone = alone and len(parts) == 1 and parts[0].kind == "name" and parts[0].script in ("latin", "cyrillic")
    if lone and capitals.isupper() and 2 <= len(capitals) <= ACRONYM_MOST:
        parts[0] = replace(parts[0], kind="acronym")
    return Form(text, "body", tuple(parts), tuple(dict.fromkeys(countries)))


def _state(parts: list[Part], countries: list[str]) -> list[Part]:
    """Words around "Korea" that say which one, taken together: «الكورية الشمالية», "People's Democratic Republic"."""
    at = next((index for index, part in enumerate(parts) if part.concept == EITHER_KOREA), -1)
    if at < 0:
        return parts
    first, last = at, at
    while first > 0 and parts[first - 1].concept in _STATE_WORDS:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].concept in _STATE_WORDS:
        last += 1
    run = parts[first : last + 1]
    said = {part.concept for part in run}
    # "Korea National Insurance", "Korean People's Army": no republic is named, so the word is the body's own
    used = _STATE_WORDS if "republic" in said else _STATE_WORDS - {"national"}
    if "north" in said or "democratic" in said or {"national", "republic"} <= said:
        code = "kp"
    elif "south" in said or "republic" in said:
        code = "kr"
    else:
        return parts
    countries.append(code)
    kept = [part for part in run if part.concept not in used]
    state = replace(parts[at], concept=code)
    return [*parts[:first], *kept, state, *parts[last + 1 :]]


def _known(tokens: list[str], at: int) -> list[tuple[int, Part | None]]:
    """The parts that begin at a token: how many tokens each takes, and the part, or None for a filler word."""
    book = words()
    openings = [form for form in inflections(tokens[at]) if form in book.openings]
    for size in (5, 4, 3, 2) if openings else ():
        if len(tokens) - at < size:
            continue
        rest = " ".join(tokens[at + 1 : at + size])
        plain = " ".join(token.removeprefix("ال") for token in tokens[at + 1 : at + size])
        for opening in openings:
            for phrase in (f"{opening} {rest}", f"{opening} {plain}"):
                if phrase in book.phrases:
                    return [(size, _word_part(phrase, book.whole[phrase]))]
    token = tokens[at]
    script = script_of(token)
    if script in ("hangul", "han"):
        pieces = _segments(token, script)
        return [(1 if index == len(pieces) - 1 else 0, piece) for index, piece in enumerate(pieces)]
    found = _meaning(token, script)
    if found is None and _NUMBER.match(token) and not token.startswith("no"):
        return [(1, _name(token))]
    if found is None and token == "no" and at + 1 < len(tokens) and tokens[at + 1].isdigit():
        return [(1, None)]
    return [(1, _word_part(token, found) if found is not None else _name(token))]


def _word_part(text: str, word: Word) -> Part | None:
    if word.level == "filler":
        return None
    sounds = (sound(text.replace(" ", "")),) if word.level == "place" else ()
    return Part(text, sounds, script_of(text), word.level, word.concept)


@lru_cache(maxsize=16384)
def _meaning(token: str, script: str) -> Word | None:
    book = words()
    found = book.whole.get(token)
    if found is not None:
        return found
    if script == "cyrillic":
        return stem_word(token)
    if script == "arabic":
        for form in inflections(token)[1:]:
            if form in book.whole:
                return book.whole[form]
    if script == "latin" and len(token) > 3 and token.endswith("s"):
        return book.whole.get(token[:-1])
    return None


def _segments(token: str, script: str) -> list[Part | None]:
    """A Hangul or Han word without spaces → known words inside it and the stretches between them."""
    inside = words().inside
    out: list[Part | None] = []
    rest, at = "", 0
    while at < len(token):
        for size in range(min(8, len(token) - at), 0, -1):
            piece = token[at : at + size]
            # one syllable is a word only at the end (성, 국) or alone: it is inside too many others
            if piece in inside and (size > 1 or at + size == len(token) or script == "han"):
                if rest:
                    out.append(_name(rest))
                    rest = ""
                out.append(_word_part(piece, inside[piece]))
                at += size
                break
        else:
            rest += token[at]
            at += 1
    if rest:
        out.append(_name(rest))
    return out


@lru_cache(maxsize=8192)
def vessel(text: str) -> Form:
    """The name of a ship without "MV" and the like; IMO numbers are taken out."""
    plain = _SHIP_OPENING.sub("", IMO.sub(" ", text))
    tokens = [token for token in _tokens(plain) if token not in _SHIP_WORDS]
    return Form(text, "vessel", tuple(_name(token) for token in tokens))


def joined(form: Form) -> str:
    """The whole name's sound with no separators, for names merged or split otherwise; '' where it has none."""
    return "".join(part.sounds[0] if part.sounds else part.concept for part in form.parts if part.kind != "particle")
