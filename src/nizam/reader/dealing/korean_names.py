"""Korean persons named in a deal's sentence: a family name and the given name after it, in the three scripts.

The reader of articles wants a title or a verb of saying beside a name; in a sentence about a deal a full Korean name is
a party wherever it stands, and the lists are asked about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from nizam import yamltext
from nizam.reader.dealing.namespans import inside_name
from nizam.text.gazetteer import RESOURCES as _TEXT
from nizam.text.normalise import fold
from nizam.text.tokens import Token, is_arabic

_NAMES = _TEXT.parent.parent / "reader" / "resources" / "persons.yml"
_LINK = re.compile("^[ \u00a0\\-‐‑]$")
_LONGEST = 3
# Family names that are words of another kind at the beginning of a sentence.
_WORDS = frozenset(("no", "to", "do", "an", "so", "he", "o", "u", "i", "на", "но", "и", "о", "у", "со", "от"))


def korean_names(text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Full names as written. `spans`: names of firms, in which a family name is no person's."""
    families, syllables = _tables()
    at = 0
    while at < len(tokens):
        last = _name_at(text, tokens, at, families, syllables)
        if last is None or inside_name(spans, at, last):
            at += 1
            continue
        yield text[tokens[at].start : tokens[last - 1].end]
        at = last


def _name_at(
    text: str, tokens: Sequence[Token], at: int, families: frozenset[str], syllables: frozenset[str]
) -> int | None:
    first = tokens[at]
    arabic = is_arabic(first.folded)
    if arabic and first.folded not in families and first.folded[:1] in "لبو" and first.folded[1:] in families:
        families = families | {first.folded}
    if first.folded not in families or first.folded in _WORDS or not (arabic or first.capital):
        return None
    last = at + 1
    while last < len(tokens) and last - at < _LONGEST and _LINK.match(text[tokens[last - 1].end : tokens[last].start]):
        word = tokens[last]
        fits = word.folded in syllables if arabic else word.capital or "-" in text[tokens[last - 1].end : word.start]
        if not fits or not word.text.isalpha():
            break
        last += 1
    return last if last - at >= 2 else None


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    korean: dict[str, Any] = yamltext.load(_NAMES)["korean"]
    families = frozenset(fold(name) for names in korean["family"].values() for name in names)
    return families, frozenset(fold(part) for part in korean["syllables"]["ar"])
