"""Words of a Russian sentence that may belong to a party: its nouns, its names, the adjectives before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from nizam.reader.dealing.declension_ru import ANY, adjective_cases, name_cases, noun_forms
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.places_ru import is_cyrillic
from nizam.reader.dealing.verbs_ru import constructions_ru, verb_sign
from nizam.text.gazetteer import Named
from nizam.text.normalise import fold
from nizam.text.phrases import Found
from nizam.text.tokens import Token

STOPS = re.compile("[,;:.!?()—–\n]")
_SHORTEST_NOUN = 4
NO_NOUN = ("ть", "ет", "ит", "ют", "ят", "ат", "ут", "ла", "ло", "ли", "ся", "сь", "но", "ны", "ее", "ать", "еть")
"""Endings of verbs, adverbs and short adjectives, which no party's name goes on with."""
_SHOWING = frozenset(("у", "от", "для", "к"))
_CRAFT = (
    "судн", "судов", "танкер", "балкер", "теплоход", "сухогруз", "траулер", "барж", "яхт", "паром", "самолет", "борт",
)  # fmt: skip
_PERSON = re.compile("(?:ец|йц|нц|янин|анин|ян)(?:а|у|ем|ом|е|ы|ев|ам|ами|ах|ане)?$")


@lru_cache(maxsize=1)
def head_forms() -> Mapping[str, tuple[str, str]]:
    """Forms of what parties are called, with their role and cases."""
    out: dict[str, tuple[str, str]] = {}
    for role, nouns in constructions_ru()["heads"].items():
        for noun in nouns:
            for form, cases in noun_forms(noun).items():
                held = out.get(form, ("", ""))[1]
                out[form] = (role, "".join(c for c in ANY if c in held + cases))
    return out


@lru_cache(maxsize=1)
def office_forms() -> frozenset[str]:
    """Forms of what offices are called, whose names go on in the genitive."""
    return frozenset(form for noun in constructions_ru()["offices"] for form in noun_forms(noun))


def meet(one: str, other: str) -> str:
    """The cases both words may stand in; the second's, where they share none."""
    return "".join(c for c in one if c in other) or other


def stands_as(tokens: Sequence[Token], found: Found[Named]) -> int:
    """1 for an adjective, 2 for a noun that has another reading, 3 for a name: «Хабаровском» with a capital is the city
    where no noun follows, «Ульяновская» is an adjective though the gazetteer knows but the city."""
    if found.value.kind == "adjective":
        return 2 if is_person(tokens[found.first].folded) else 1
    folded = tokens[found.first].folded
    if found.value.kind in ("place", "capital") and found.last - found.first == 1 and adjective_cases(folded):
        declined = noun_forms(found.label).get(folded, "")
        following = tokens[found.last].folded if found.last < len(tokens) else ""
        if not declined or (declined == "p" and following in head_forms()):
            return 1
    return 3


def is_person(folded: str) -> bool:
    """«северокорейцу», «китайцы»: who is of a country, which the gazetteer keeps with its adjective."""
    return bool(_PERSON.search(folded))


def cases_of_name(tokens: Sequence[Token], name: Found[Named]) -> str:
    """The cases all words of a name of a country or place may stand in."""
    words = [fold(w) for w in name.label.replace("-", " ").split()]
    span = tokens[name.first : name.last]
    if len(words) != len(span):
        return ANY
    cases = ANY
    for token, word in zip(span, words, strict=True):
        if is_person(token.folded):
            cases = meet(cases, _person_cases(token.folded))
        else:
            cases = meet(cases, name_cases(token.folded, word))
    return cases


def _person_cases(folded: str) -> str:
    for ending, cases in (("ами", "i"), ("ам", "d"), ("ах", "p"), ("ем", "i"), ("ом", "i"), ("у", "d"), ("а", "ga"),
                          ("ев", "ga"), ("ы", "n"), ("ец", "n"), ("ане", "n"), ("ян", "ga"), ("ин", "n")):  # fmt: skip
        if folded.endswith(ending):
            return cases
    return ANY


def quotations(text: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Where names in quotation marks begin and end, by token."""
    out = {}
    for match in re.finditer('[«“„"]([^«»“”„"]{2,60})[»”“"]', text):
        inside = [i for i, t in enumerate(tokens) if match.start() < t.start and t.end < match.end()]
        if inside and (tokens[inside[0]].capital or tokens[inside[0]].text[:1].isdigit()):
            out[inside[0]] = inside[-1] + 1
    return out


class PartyWords:
    """A sentence's words as far as they may belong to parties. `country`: that of the party being read, once told."""

    def __init__(self, text: str, tokens: Sequence[Token], things: frozenset[int], stops: frozenset[int]) -> None:
        self.text, self.tokens, self.things, self.stops = text, tokens, things, things | stops
        self.craft = frozenset(i for i in things if tokens[i].folded.startswith(_CRAFT))
        self.named: dict[int, Found[Named]] = {}
        for found in named_in(text, tokens):
            held = self.named.get(found.first)
            if found.value.country and (held is None or stands_as(tokens, found) > stands_as(tokens, held)):
                self.named[found.first] = found
        self.quoted = quotations(text, tokens)
        self.country: str | None = None

    def gap(self, at: int) -> str:
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else "."

    def adjective(self, at: int) -> str:
        """The cases of an adjective that belongs to a party, "" for another word."""
        name = self.named.get(at)
        if at in self.stops or at in self.quoted or (name is not None and stands_as(self.tokens, name) != 1):
            return ""
        folded = self.tokens[at].folded
        if folded in head_forms() and not self.more(at + 1):
            return ""
        doing = verb_sign(folded)  # «перерабатывающий завод»: a participle before a party's noun is its adjective
        return "" if doing and not (doing.endswith("ing") and self.more(at + 1)) else adjective_cases(folded)

    def more(self, at: int) -> bool:
        """Whether a party goes on at a token: «страховая компания», and not «страховая «Лев»»."""
        return at < len(self.tokens) and not STOPS.search(self.gap(at)) and self.tokens[at].folded in head_forms()

    def run(self, at: int) -> int:
        """The end of a name in Latin letters."""
        last = at + 1
        while last < len(self.tokens) and last not in self.stops and not STOPS.search(self.gap(last)):
            token = self.tokens[last]
            if not token.text[:1].isascii() or not (token.capital or token.text[:1].isdigit() or token.folded == "of"):
                break
            last += 1
        return last

    def noun(self, at: int) -> bool:
        """Whether a word that nothing is known of may be a noun."""
        token = self.tokens[at]
        return (
            at not in self.stops
            and is_cyrillic(token)
            and len(token.folded) >= _SHORTEST_NOUN
            and not token.folded.endswith(NO_NOUN)
            and not verb_sign(token.folded)
        )

    def led(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].folded in _SHOWING

    def tell(self, at: int) -> None:
        if at in self.named:
            self.country = self.country or self.named[at].value.country
