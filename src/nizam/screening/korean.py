"""Korean names of persons: a surname in one of its spellings, then syllables in their order.

Words alike by sound are not enough here: a few surnames and some hundred syllables make all names, so one syllable
more, less, other or elsewhere is another person, and the commonest names identify nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from nizam.names import korean, parts
from nizam.names.compare import Pair, align, bearers
from nizam.names.parts import Form, Part
from nizam.names.phonemes import HANGUL, LATIN, readings
from nizam.names.scripts import fold
from nizam.names.token import Token, token
from nizam.names.vocabulary import resource
from nizam.record import Record

_MOST_WORDS = 5
NAMESAKES = 5_000
"""People of one full name from which the name alone identifies nobody."""
SURE = 0.85
"""Likeness from which two names written in full are one."""
_WEIGHT = {"surname": 0.6}
_LEFT = 0.65
_OTHER_FAMILY = 0.6
_OTHER_ORDER = 0.65
_ONE_MORE = 0.8


class Korean(Record, frozen=True):
    """Two Korean names side by side. `score` 0..1; `full`: nothing is left over and all is near; `common`: thousands
    bear the listed name; `detail`: the alignment in words."""

    score: float
    full: bool
    common: bool
    detail: str


def compare(asked: str, listed: str) -> Korean | None:
    """How a name asked fits a listed one; None where one of them does not read as a Korean person's name."""
    names = [form for form in parts.persons(listed) if form.korean]
    return max(
        (_compare(form, name) for name in names for form in parts.persons(asked) if form.korean),
        key=lambda found: found.score,
        default=None,
    )


def may_be(words: Sequence[Token]) -> bool:
    """Whether a name has so few words as a Korean one, and a surname at one end."""
    return 1 < len(words) < _MOST_WORDS and not _surnames().isdisjoint((words[0].text, words[-1].text))


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    """Spellings in Latin letters of surnames that the North spells otherwise."""
    listed = resource("korean")["surnames"]
    return frozenset(fold(one) for facts in listed.values() for one in facts["also"] if one.isascii())


def respelled(words: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The words of a Korean name with its surname in the spelling of the North: Lee Hong Sop is Ri Hong Sop."""
    for at in (0, -1):
        surname = words[at]
        mains = (
            [main for main in korean.surnames(surname.text) if main != surname.text] if surname.mode == LATIN else []
        )
        if mains and len(words) > 1 and at in korean.surname_places(tuple(word.text for word in words)):
            for main in mains:
                yield (token(main), *words[1:]) if at == 0 else (*words[:-1], token(main))


def reads_as_one(words: Sequence[Token]) -> bool:
    """Whether the words are a surname and syllables of a Korean name: `compare` may then say more than they do."""
    if not 1 < len(words) < _MOST_WORDS or not (korean.surnames(words[0].text) or korean.surnames(words[-1].text)):
        return False
    return bool(korean.surname_places(tuple(word.text for word in words)))


# how the South spells the vowels of the North
_VOWELS = (("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("woo", "u"), ("oo", "u"), ("ee", "i"))
_SYLLABLE = re.compile("[gknNtdrlmpbsSjChc]?[wy]?[aeiou]{1,2}[kntlmpNg]?$")


def syllabled(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words of a name that may be Korean with its syllables in Latin letters as Hangul has them: in so short words
    a letter off, which elsewhere is a slip, makes another person (Yong, Kyong), while Chin and Jin are one."""
    if not reads_as_one(words):
        return words
    out = tuple(map(_syllable, words))
    return out if sum(word.mode == HANGUL for word in out) > 1 else words


@lru_cache(maxsize=4096)
def _syllable(word: Token) -> Token:
    if word.mode != LATIN or not word.sounds or not _SYLLABLE.match(word.sounds[0]):
        return word
    text = word.text
    for south, north in _VOWELS:
        text = text.replace(south, north)
    return Token(word.text, HANGUL, tuple(dict.fromkeys((readings(text, LATIN)[0], word.sounds[0]))))


def _compare(asked: Form, listed: Form) -> Korean:
    found = align(asked.parts, listed.parts)
    pairs = found.pairs
    met = paired = 0.0
    for pair in pairs:
        # a merged part stands for all the parts it is made of
        one, other = _weigh(asked.parts, pair.query), _weigh(listed.parts, pair.name)
        whole = [side for side, many in ((one, pair.query), (other, pair.name)) if len(many) > 1]
        weight = max([(one + other) / 2, *whole])
        paired += weight
        met += weight * _sharp(pair.likeness)
    left = _weigh(asked.parts, found.query_left) + _weigh(listed.parts, found.name_left)
    score = met / (paired + _LEFT * left)
    if not _same_surname(pairs, asked, listed):
        score *= _OTHER_FAMILY
    if not _in_order(pairs):
        # 영철 and 철영 are different names
        score *= _OTHER_ORDER
    if found.query_left and not found.name_left:
        # the listed name is complete: one syllable more is somebody else
        score *= _ONE_MORE
    worst = min((pair.likeness for pair in pairs), default=0.0)
    covered = sum(max(len(pair.query), len(pair.name)) for pair in pairs)
    full = not left and worst >= SURE and score >= SURE and covered >= 2
    return Korean(score, full, bearers(listed.parts) >= NAMESAKES, _detail(asked, listed, found.query_left, pairs))


def _weigh(name: Sequence[Part], at: Sequence[int]) -> float:
    return sum(_WEIGHT.get(name[index].kind, 1.0) for index in at)


def _sharp(likeness: float) -> float:
    """Small doubts count little, larger ones more than their size."""
    return likeness if likeness >= 0.9 else max(0.0, likeness - (0.9 - likeness))


def _same_surname(pairs: Sequence[Pair], asked: Form, listed: Form) -> bool:
    for pair in pairs:
        if 0 in pair.query or 0 in pair.name:
            if 0 in pair.query and 0 in pair.name:
                first, other = asked.parts[0], listed.parts[0]
                shared = set(first.concept.split("|")) & set(other.concept.split("|"))
                return bool(shared) or pair.likeness >= 0.9 or len(pair.query) + len(pair.name) > 2
            return False
    # neither surname met anything: two different families
    return False


def _in_order(pairs: Sequence[Pair]) -> bool:
    met = sorted((pair.query[0], pair.name[0]) for pair in pairs)
    return all(one[1] < other[1] for one, other in pairwise(met))


def _detail(asked: Form, listed: Form, left: Sequence[int], pairs: Sequence[Pair]) -> str:
    said = [
        f"{_text(asked, pair.query)} = {_text(listed, pair.name)} {pair.likeness:.2f}"
        for pair in sorted(pairs, key=lambda pair: pair.query)
    ]
    met = {at for pair in pairs for at in pair.name}
    rest = [at for at in range(len(listed.parts)) if at not in met]
    said += [f"only asked: {_text(asked, left)}"] if left else []
    return " · ".join([*said, f"only listed: {_text(listed, rest)}"] if rest else said)


def _text(form: Form, at: Sequence[int]) -> str:
    return " ".join(form.parts[index].text for index in at)
