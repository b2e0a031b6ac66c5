"""Given names that many spellings have: each is also read as the one spelling it is known by here.

Sergey, Serhiy and Siarhei are one name, and no rule of sounds tells so; a father's name goes by the father's:
Hryhorovych and Grigoryevich. Source: names/resources/spellings.yml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nizam.names.phonemes import CYRILLIC, LATIN, readings
from nizam.names.scripts import fold
from nizam.names.token import Token, token
from nizam.names.vocabulary import resource

_FATHER = re.compile(r"^(.{3,}?)(?:[yij]?[eoa]|[yi])(?:(v[iy](?:t?ch|c|cz|tsch))|[vu]n[ay])$")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """By folded spelling the one that a name is known by."""
    groups = resource("spellings").values()
    return {fold(word): main for group in groups for main, words in group.items() for word in (main, *words.split())}


def spelling(word: str) -> str:
    """The spelling by which a folded word is known; empty where it has none but its own."""
    known = _known()
    main = known.get(word, "")
    if not main:
        father = _FATHER.match(word)
        if father and father[1] in known:
            main = known[father[1]] + ("ovich" if father[2] else "ovna")
    return main if main != word else ""


@lru_cache(maxsize=8_192)
def named(word: str) -> Token:
    """One folded word of a person's name as a token."""
    one = token(word)
    main = spelling(word) if one.mode in (LATIN, CYRILLIC) else ""
    if not main:
        return one
    return Token(word, one.mode, tuple(dict.fromkeys((*one.sounds, readings(main, LATIN)[0]))))
