"""Korean names: which parts are surname and given name, and how many people may bear a full name."""

from __future__ import annotations

from functools import lru_cache

from nizam.names.latinise import VOWELS, sound
from nizam.names.scripts import fold, script_of
from nizam.names.vocabulary import resource

POPULATION = 26_000_000
# share of people with a one-syllable given name, and of a syllable the table does not name
_ONE_SYLLABLE = 0.08
_RARE = 0.004
# a surname this many times rarer than the one at the other end of the name is not taken for the surname
_RARER = 4
_TWO_SYLLABLE_SURNAMES = frozenset({"남궁", "선우", "황보", "독고", "제갈"})


@lru_cache(maxsize=1)
def _surnames() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for main, facts in resource("korean")["surnames"].items():
        for spelling in [main, *facts["also"]]:
            table.setdefault(fold(spelling), []).append(main)
    return {spelling: tuple(mains) for spelling, mains in table.items()}


def surnames(word: str) -> tuple[str, ...]:
    """The surnames a folded word may stand for: `lee` → (`ri`,), `chon` → (`jong`, `jon`); empty if none."""
    return _surnames().get(word, ())


def syllables(word: str) -> int:
    """How many syllables a folded word sounds like: runs of vowels."""
    count, before = 0, False
    for char in sound(word):
        vowel = char in VOWELS
        count += vowel and not before
        before = vowel
    return count


def split_hangul(word: str) -> tuple[str, ...]:
    """A Hangul personal name written together → surname and given syllables: 조춘룡 → 조, 춘, 룡."""
    surname = 2 if word[:2] in _TWO_SYLLABLE_SURNAMES else 1
    return (word[:surname], *word[surname:])


def surname_places(words: tuple[str, ...]) -> tuple[int, ...]:
    """Where the surname may stand if the words are a Korean name: 0 first, -1 last; empty if they are not one."""
    if not 2 <= len(words) <= 4:
        return ()
    places = []
    for at, given in ((0, words[1:]), (-1, words[:-1])):
        if not surnames(words[at]):
            continue
        heard = [_heard(word) for word in given]
        if sum(heard) <= 3 and all(1 <= count <= 2 for count in heard) and all(len(word) <= 10 for word in given):
            places.append(at)
    if len(places) == 2 and _share(words[-1]) * _RARER < _share(words[0]):
        # Kang Il Hyon is a Kang: the rarer surname at the end is a syllable of the given name
        places.pop()
    return tuple(places)


def _share(word: str) -> float:
    facts = resource("korean")["surnames"]
    return max((float(facts[main]["share"]) for main in surnames(word)), default=0.0)


def _heard(word: str) -> int:
    count = syllables(word)
    # Arabic writes no short vowels: a syllable may show none
    return max(count, 1) if script_of(word) == "arabic" else count


@lru_cache(maxsize=1)
def _given() -> dict[str, float]:
    return {_coarse(word): float(share) / 100 for word, share in resource("korean")["given"].items()}


def _coarse(word: str) -> str:
    """Spelling differences between romanisations folded: Chol, Cheol and Chul are one."""
    return sound(word).translate(str.maketrans("guIdbjCrl", "kootpcclx")).replace("x", "l")


def bearers(surname: tuple[str, ...], given: tuple[str, ...]) -> float:
    """About how many people of the DPRK may bear the name; a rough order of magnitude, from shares of its parts."""
    facts = resource("korean")["surnames"]
    share = max((float(facts[main]["share"]) / 100 for main in surname), default=0.001)
    parts = [_given().get(_coarse(word), _RARE) for word in given]
    if len(given) == 1 and syllables(given[0]) >= 2:
        return POPULATION * share * _RARE * 0.01
    if len(parts) == 1:
        share *= _ONE_SYLLABLE
    for part in parts:
        share *= part
    return POPULATION * share
