"""Russian constructions that tell who gives and who gets: a sentence as a row of signs with cases, and rules that are
data (regime/vocabulary/words/constructions_ru.yml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.reader.dealing.goods_heads import Head, is_barter
from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.rows_ru import RowRu, row_ru
from nizam.reader.dealing.verbs_ru import constructions_ru
from nizam.record import Record
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_BETWEEN = r"(?:(?:[P@]:[a-z]+|G|from|u|to|into\??|at|by|with|via|other|tie|request|be|wishn|maden|taker|giver|,|-|:) )"
_ACTIVE = frozenset(("out", "in", "order", "pay", "carry", "make", "bring", "equip"))
_ALIKE = {"outn": "(?:out|export|deliver)n"}
_ROLES = {"taker": "recipient", "giver": "supplier"}


class RuleRu(Record, frozen=True):
    """What fits around `@`, and the side it tells."""

    pattern: re.Pattern[str]
    side: str


def sides_told_ru(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]
) -> dict[Mention, str]:
    """The sides that Russian constructions tell, "" for none and `either` for one that is left open."""
    row = row_ru(vocabulary, text, tokens, goods)
    if "G" not in row.signs or is_barter(vocabulary, text, tokens):
        return {}  # nothing is traded, or each side gives and gets
    out: dict[Mention, str] = {}
    for at, standing in row.parties:
        side = side_at_ru(row.signs, at)
        if side == "brings":
            side = _brings(row, at, standing.mention)
        if standing.role == "giver" and at and row.signs[at - 1] == "to":
            side = "supplier"  # «вёз уголь для отправителя из …»
        out[standing.mention] = side or _ROLES.get(standing.role, "")
    return out


def side_at_ru(signs: Sequence[str], at: int) -> str:
    """The side of the party at a place of the row, "" where no rule fits."""
    row = " ".join([*signs[:at], "@" + signs[at][1:], *signs[at + 1 :]]) + " "
    # «Фирма, что стоит в Даляне, продаёт»: what stands between two commas may be left out.
    bare = re.sub(r"(@:[a-z]+) , (?:(?!@|,|\.)\S+ ){0,6}, ", r"\1 ", row)
    for rule in _rules():
        if rule.pattern.search(row) or (bare != row and rule.pattern.search(bare)):
            return rule.side
    return ""


def _brings(row: RowRu, at: int, mention: Mention) -> str:
    """Who takes goods into a country: the giver, unless it is the own one."""
    goal = next(
        (s.mention.countries for i, s in row.parties if i != at and row.signs[i - 1].startswith(("into", "to"))), ()
    )
    return "recipient" if not goal or set(goal) & set(mention.countries) else "supplier"


@lru_cache(maxsize=1)
def _rules() -> tuple[RuleRu, ...]:
    return tuple(RuleRu(re.compile(_regex(entry["when"])), entry["side"]) for entry in constructions_ru()["rules"])


def _regex(when: str) -> str:
    """A rule as a regular expression over signs, each followed by a blank."""
    out = r"(?<!\S)"
    for part in when.split():
        if part == "~":
            out += _BETWEEN + "{0,8}"
        elif part == "*":
            out += r"(?:(?!\.)\S+ ){0,5}"
        else:
            out += "(?:" + "|".join(_sign(name) for name in part.split("/")) + ") "
    return out


def _sign(name: str) -> str:
    """One sign: a party with the cases it may or must stand in, a verb with its participle."""
    if name in ("P", "@"):
        return name + ":[a-z]+"
    if name[:2] in ("P:", "@:"):
        return f"{name[:2]}[a-z]*{name[2:]}[a-z]*"
    if name[:2] in ("P=", "@="):
        return f"{name[0]}:{name[2:]}"
    return _ALIKE.get(name, re.escape(name) + ("(?:ing)?" if name in _ACTIVE else ""))
