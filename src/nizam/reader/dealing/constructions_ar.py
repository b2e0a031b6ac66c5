"""Arabic constructions that tell who gives and who gets: two parties after a verb of giving, a price that is paid,
goods that somebody ordered, goods from a part of a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.named import named_in
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_LONGEST = 9
_NEAR = 3
_HER = ("ها", "ته")


def sides_told_ar(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> dict[Mention, str]:
    """The sides that an Arabic construction tells, "" for none: see `constructions.sides_told`."""
    if not tokens or not any(is_arabic(t.folded) for t in tokens[:3]):
        return {}
    found = [f for f in named_in(text, tokens) if f.value.country and not f.value.ambiguous]
    hits = vocabulary.trade_words(text, tokens)
    verbs = {h.first: h.value[1] for h in hits if h.value[0] == "verbs"}
    bodies = sorted({h.first for h in hits if h.value[0] == "name-heads" and _bare(tokens[h.first])})
    out: dict[Mention, str] = {}
    for at, verb in verbs.items():
        if _is_noun(tokens[at]):
            continue
        if verb == "out":
            out.update(_two_objects(tokens, found, bodies, at))
        elif verb == "pay":
            out.update(_price(vocabulary, tokens, found, bodies, at))
        elif verb == "in" and tokens[at].folded.endswith(_HER) and at:
            # "Goods that a ministry ordered": who stands right after the verb gets them.
            ordering = _party(found, bodies, at + 1, _end(tokens, bodies, at + 1))
            if ordering is not None:
                out[ordering] = "recipient"
    out.update(_may(vocabulary, tokens, found, verbs))
    places = set(vocabulary.grammar["parts-of-country-ar"])
    for name in found:
        back = range(max(0, name.first - _NEAR), name.first)
        part = any(tokens[i].folded.removeprefix("ال") in places for i in back)
        if part and any(tokens[i].folded == "من" for i in back):
            out[Mention(name.first, name.last, (str(name.value.country),))] = "supplier"
    return out


def _may(
    vocabulary: Vocabulary, tokens: Sequence[Token], found: Sequence[Found[Named]], verbs: Mapping[int, str]
) -> dict[Mention, str]:
    """«هل يجوز لمصنعنا في حلوان بيع …»: who may sell gives, who may buy gets."""
    words = set(vocabulary.grammar["may-ar"])
    for at, token in enumerate(tokens[1:], 1):
        if tokens[at - 1].folded not in words or not token.folded.startswith("ل") or len(token.folded) < 4:
            continue
        deed = next((i for i in sorted(verbs) if at < i <= at + _LONGEST and verbs[i] in ("in", "out")), None)
        codes = tuple(dict.fromkeys(str(f.value.country) for f in found if at <= f.first < (deed or 0)))
        if deed is None or len(codes) != 1:
            continue
        own, other, way = ("supplier", "recipient", "الي") if verbs[deed] == "out" else ("recipient", "supplier", "من")
        out = {Mention(at, deed, codes): own}
        for name in found:
            if name.first > deed and tokens[name.first - 1].folded == way:
                out[Mention(name.first, name.last, (str(name.value.country),))] = other
        return out
    return {}


def _two_objects(
    tokens: Sequence[Token], found: Sequence[Found[Named]], bodies: Sequence[int], at: int
) -> dict[Mention, str]:
    """«باعت شركة … مصفاة … طناً»: the body after the verb gives, the next one with no preposition gets."""
    after = [b for b in bodies if b > at]
    if len(after) < 2 or after[0] != at + 1 or after[1] - after[0] > _LONGEST or _governed(tokens, after[1]):
        return {}
    gives = _party(found, bodies, after[0], after[1])
    gets = _party(found, bodies, after[1], _end(tokens, bodies, after[1]))
    if gives is None or gets is None or gives.countries == gets.countries:
        return {}
    return {gives: "supplier", gets: "recipient"}


def _price(
    vocabulary: Vocabulary, tokens: Sequence[Token], found: Sequence[Found[Named]], bodies: Sequence[int], at: int
) -> dict[Mention, str]:
    """«دفعت شركة … إلى شركة … ثمن …»: who pays a price gets, who is paid gives."""
    if not {t.folded for t in tokens} & set(vocabulary.grammar["price-ar"]):
        return {}
    after = [b for b in bodies if b > at]
    if len(after) < 2:
        return {}
    gets = _party(found, bodies, after[0], after[1])
    gives = _party(found, bodies, after[1], _end(tokens, bodies, after[1]))
    paid = _governed(tokens, after[1])
    if gets is None or gives is None or not paid:
        return {}
    return {gets: "recipient", gives: "supplier"}


def _party(found: Sequence[Found[Named]], bodies: Sequence[int], first: int, last: int) -> Mention | None:
    """The body at a place with the one country its words tell."""
    if first not in bodies:
        return None
    codes = tuple(dict.fromkeys(str(f.value.country) for f in found if first <= f.first < last))
    return Mention(first, last, codes) if len(codes) == 1 else None


def _end(tokens: Sequence[Token], bodies: Sequence[int], first: int) -> int:
    further = [b for b in bodies if b > first]
    return min([first + _LONGEST, len(tokens), *further])


def _bare(token: Token) -> bool:
    """A noun with no preposition written onto it."""
    return is_arabic(token.folded) and not token.folded.startswith(("لل", "بال", "لشرك", "بشرك", "لمصنع", "لمصف"))


def _governed(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].folded in ("الي", "من", "مع", "علي", "في", "لدي", "عن", "و", "بين", "عبر", "لصالح", "لحساب")


def _is_noun(token: Token) -> bool:
    return token.folded.startswith(("ال", "لل"))
