"""Who gives and who gets, by the construction a sentence uses: it is written as a row of signs, and rules that are data
(regime/vocabulary/words/constructions.yml) tell the side of each party from the signs about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.reader.dealing.constructions_ar import sides_told_ar
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.rows import constructions, row_of
from nizam.record import Record
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.dealing.sides import Sides
    from nizam.reader.vocabulary import Vocabulary

_PREPOSITIONS = {
    "to": "to", "into": "to", "onto": "to", "towards": "to", "toward": "to", "from": "from", "by": "by", "with": "with",
    "of": "of", "at": "at", "in": "at", "on": "at", "near": "at", "off": "at", "for": "for", "via": "via",
    "through": "via", "under": "at",
}  # fmt: skip
_CLAUSES = frozenset(("that", "which", "who", "whom", "whose"))
_NOT_VERBS = "(?:P|G|to|from|by|with|of|at|for|via|,|that|have|order) "
_ADJECTIVAL = ("ed", "al", "ary", "ous", "ive", "an", "ish", "ese", "ic", "own", "new", "same", "old", "ing", "big")
_MOST_ADJECTIVES = 2
_SHORT = 3
_ARTICLES = frozenset(("a", "an", "the", "its", "their", "his", "our"))
_LONGEST_SIGN = {"G": 4, "to": 0, "for": 0, "from": 0, "by": 0, "with": 0, "at": 0}
"""How many words a sign may stand for before an "of" that belongs to it; a preposition none."""
_COUNTED = frozenset(("order", "export", "import", "taker", "giver", "money"))
"""Nouns whose "of" says what is ordered, exported …; any other "of" before goods only counts them."""
_VERB_RANK = {"move": 0, "leave": 1, "wish": 2, "pay": 3, "in": 4, "out": 5}


class Rule(Record, frozen=True):
    """What fits around `@`, and the side it tells."""

    pattern: re.Pattern[str]
    side: str


def sides_told(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> dict[Mention, str]:
    """The side of each party as a construction tells it: `supplier`, `recipient`, `other`, or ""."""
    if not goods:
        return {}
    if not tokens[0].text[:1].isascii():
        return sides_told_ar(vocabulary, text, tokens)
    row = row_of(vocabulary, text, tokens, goods)
    out = {}
    for at, mention in row.parties:
        out[mention] = side_at(row.signs, at)
    return out


def by_constructions(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head], sides: Sides
) -> None:
    """Put what the constructions tell in place of what the phrases do, for each country they speak of."""
    told = sides_told(vocabulary, text, tokens, goods)
    inside = {i for m in told for i in range(m.first, m.last)}
    found = named_in(text, tokens)
    outside = {f.value.country for f in found if f.first not in inside} | {c for m in told for c in m.countries}
    loose = any(f.value.country == TARGET and f.first not in inside for f in found)
    placed: dict[str, set[str]] = {}
    silent = set()
    for mention, side in told.items():
        if len(mention.countries) != 1:
            continue
        if side in ("supplier", "recipient"):
            placed.setdefault(mention.countries[0], set()).add(side)
        else:
            silent.add(mention.countries[0])
    if TARGET not in placed:
        return
    for part in (sides.supplier, sides.recipient):
        part[:] = [c for c in part if c not in placed]
    sides.other[:] = [c for c in sides.other if c not in placed]
    for code, ends in placed.items():
        for end in sorted(ends):
            getattr(sides, end).append(code)
    for part in (sides.supplier, sides.recipient, sides.origin, sides.other):
        # "Korea Ryongbong in Pyongyang" has nothing to do with the other Korea.
        part[:] = [c for c in part if c in outside]
    sides.maybe.clear()
    sides.constructed = True
    if "supplier" not in placed[TARGET] and not loose and TARGET in sides.origin:
        # "Gave a factory in Hamhung, DPRK a lathe": the country is the factory's, not where the lathe was made.
        sides.origin.remove(TARGET)


def side_at(signs: Sequence[str], at: int) -> str:
    """The side of the party at a place of the row, "" where no rule fits."""
    marked = " ".join([*signs[:at], "@", *signs[at + 1 :]]) + " "
    # "P, which makes it, sells": what stands between two commas after a subject may be left out.
    bare = re.sub(r"@ , (?:(?!@|,|\.)\S+ ){0,6}, ", "@ ", marked)
    for rule in _rules():
        if rule.pattern.search(marked) or (bare != marked and rule.pattern.search(bare)):
            return rule.side
    return ""


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(_regex(entry["when"])), entry["side"]) for entry in constructions()["rules"]["en"])


def _regex(when: str) -> str:
    """A rule as a regular expression over signs, each followed by a blank."""
    out = r"(?<!\S)"
    for part in when.split():
        if part == "~":
            out += f"(?:{_NOT_VERBS}){{0,6}}"
        elif part == "*":
            out += r"(?:(?!\.)\S+ ){0,5}"
        else:
            names = part.removesuffix("?").split("/")
            out += "(?:" + "|".join(re.escape(n) for n in names) + ") "
            if part.endswith("?"):
                out = out[: out.rindex("(?:")] + "(?:" + out[out.rindex("(?:") :] + ")?"
    return out
