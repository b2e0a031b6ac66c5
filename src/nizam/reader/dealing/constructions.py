"""Who gives and who gets, by the construction a sentence uses: it is written as a row of signs, and rules that are data
(regime/vocabulary/words/constructions.yml) tell the side of each party from the signs about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.reader.dealing.constructions_ar import sides_told_ar
from nizam.reader.dealing.constructions_ru import sides_told_ru
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.mentions_ar import constructions_ar
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.rows import constructions, row_of
from nizam.reader.dealing.rows_ar import row_of_ar
from nizam.reader.dealing.sides import through
from nizam.record import Record
from nizam.text.scripts import main_script
from nizam.text.tokens import Token, is_arabic

if TYPE_CHECKING:
    from nizam.reader.dealing.sides import Sides
    from nizam.reader.vocabulary import Vocabulary

_BETWEEN = {
    "en": "(?:P|G|to|from|by|with|of|at|for|via|,|that|have|order) ",
    "ar": r"(?!(?:out|in|pay|move|leave|wish|feed|\.) )\S+ ",
}
"""What `~` of a rule may stand for."""


_ONWARD = ("оттуда", "транзит", "перевал", "экспорт", "реэкспорт", "вывоз", "дальнейш", "onward", "transit", "export")
_WHENCE, _WHITHER = frozenset(("из", "с", "от")), frozenset(("в", "на"))


class Rule(Record, frozen=True):
    """What fits around `@`, and the side it tells."""

    pattern: re.Pattern[str]
    side: str


def sides_told(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> dict[Mention, str]:
    """The side of each party as a construction tells it: `supplier`, `recipient`, `other`, or ""."""
    if not goods and main_script(text) != "cyrl":
        return {}
    if any(is_arabic(t.folded) for t in tokens[:3]):
        row = row_of_ar(vocabulary, text, tokens, goods)
        told = {mention: side_at(row.signs, at, "ar") for at, mention in row.parties}
        return {**told, **sides_told_ar(vocabulary, text, tokens)}
    if main_script(text) == "cyrl":
        return sides_told_ru(vocabulary, text, tokens, goods)
    if not tokens[0].text[:1].isascii():
        return {}
    row = row_of(vocabulary, text, tokens, goods)
    return {mention: side_at(row.signs, at) for at, mention in row.parties}


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
    left_open = False
    for mention, side in told.items():
        if len(mention.countries) != 1:
            continue
        if side in ("supplier", "recipient"):
            placed.setdefault(mention.countries[0], set()).add(side)
        elif side == "either" and mention.countries[0] == TARGET:
            left_open = True
        elif not side:
            _only_where(tokens, mention, sides)
    ports = all(f.value.kind == "place" for f in found if f.value.country == TARGET)
    onward = any(t.folded.startswith(_ONWARD) for t in tokens)
    if ports and onward and TARGET in sides.route and placed.get(TARGET) == {"recipient"}:
        # «В порт Раджин для вывоза оттуда»: what only passes a port of the target is not for it.
        del placed[TARGET]
    if TARGET not in placed and left_open:
        # «Поставки КНДР»: its deliveries, or those to it.
        for part in (sides.supplier, sides.recipient):
            part[:] = [c for c in part if c != TARGET]
        sides.maybe |= {"supplier", "recipient"}
    if TARGET not in placed:
        _doubted(placed, sides)
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
    # «Угля для китайского покупателя»: a nationality beside goods is that of who gets them, not where they are from.
    beside = {c for c, ends in placed.items() if ends == {"recipient"} and c != TARGET}
    loosely = {f.value.country for f in found if f.first not in inside}
    sides.origin[:] = [c for c in sides.origin if c not in beside or c in loosely]
    through(sides, [f for f in found if f.value.country and (f.first in inside or f.value.country == TARGET)])
    sides.maybe.clear()
    sides.constructed = True
    if "supplier" not in placed[TARGET] and not loose and TARGET in sides.origin:
        # "Gave a factory in Hamhung, DPRK a lathe": the country is the factory's, not where the lathe was made.
        sides.origin.remove(TARGET)


def _doubted(placed: Mapping[str, set[str]], sides: Sides) -> None:
    """Where a construction gives another country the other side than the phrases did, the target's side is doubtful."""
    turned = False
    for code, ends in placed.items():
        for end, part, opposite in (
            ("recipient", sides.supplier, sides.recipient),
            ("supplier", sides.recipient, sides.supplier),
        ):
            if ends == {end} and code in part:
                part.remove(code)
                opposite.append(code)
                turned = True
    if turned and TARGET in (*sides.supplier, *sides.recipient):
        sides.maybe |= {"supplier", "recipient"}


def _only_where(tokens: Sequence[Token], mention: Mention, sides: Sides) -> None:
    """«Рыботорговец из Аомори»: the preposition inside a party tells where it sits, and not who gives or gets."""
    inner = {t.folded for t in tokens[mention.first + 1 : mention.last]}
    for words, part in ((_WHENCE, sides.supplier), (_WHITHER, sides.recipient)):
        code = mention.countries[0]
        if code != TARGET and inner & words and code in part:
            part.remove(code)
            sides.other.append(code)


def side_at(signs: Sequence[str], at: int, language: str = "en") -> str:
    """The side of the party at a place of the row by the rules of a language, "" where none fits."""
    marked = " ".join([*signs[:at], "@", *signs[at + 1 :]]) + " "
    # "P, which makes it, sells": what stands between two commas after a subject may be left out.
    bare = re.sub(r"@ , (?:(?!@|,|\.)\S+ ){0,6}, ", "@ ", marked)
    for rule in _rules(language):
        if rule.pattern.search(marked) or (bare != marked and rule.pattern.search(bare)):
            return rule.side
    return ""


@lru_cache(maxsize=3)
def _rules(language: str) -> tuple[Rule, ...]:
    told = constructions_ar()["rules"] if language == "ar" else constructions()["rules"][language]
    return tuple(Rule(re.compile(_regex(entry["when"], _BETWEEN[language])), entry["side"]) for entry in told)


def _regex(when: str, between: str) -> str:
    """A rule as a regular expression over signs, each followed by a blank."""
    out = r"(?<!\S)"
    for part in when.split():
        if part == "~":
            out += f"(?:{between}){{0,6}}"
        elif part == "*":
            out += r"(?:(?!\.)\S+ ){0,5}"
        elif part.startswith("!"):
            out += f"(?!{re.escape(part[1:])} )"
        else:
            names = part.removesuffix("?").split("/")
            signs = "(?:" + "|".join(re.escape(n) for n in names) + ") "
            out += f"(?:{signs})?" if part.endswith("?") else signs
    return out
