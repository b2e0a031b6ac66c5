"""Who gives and who gets, read from one sentence: countries, the words that govern them, and the verb of trade.

The sentence is cut into phrases at verbs, prepositions and commas. A country in a phrase takes the phrase's side; a
phrase of place ("in North Korea", «في بيونغ يانغ») belongs to the phrase it follows. A nationality beside the name of
goods is their origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nizam.reader.dealing.cases_ru import case_of, comes_from
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.goods_heads import Head, is_barter
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.namespans import inside_name, name_spans
from nizam.reader.dealing.origin_beside import beside_goods, of_origin, possessing
from nizam.reader.dealing.places_ru import goes_into, in_place_ru, is_cyrillic, whither_after_from
from nizam.reader.dealing.sidephrases import Phrase, events, governing, next_verb, phrases
from nizam.reader.dealing.siderules import beyond, by_role, is_fed, placed, second_object, sends_to
from nizam.reader.vocabulary import Vocabulary
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token


@dataclass(slots=True)
class Sides:
    """Countries by the part they play in a sentence. `trade`: a verb of trade or of going stands
    in it, `gives`: one of giving or getting; `maybe`: sides of which the target is one of two countries named;
    `paid_first`: the first verb of trade is one of paying; `constructed`: a construction tells the target's side."""

    supplier: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    route: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    trade: bool = False
    gives: bool = False
    unknown_party: bool = False
    maybe: set[str] = field(default_factory=set)
    paid_first: bool = False
    constructed: bool = False
    words: dict[str, str] = field(default_factory=dict)

    @property
    def countries(self) -> list[str]:
        return list(dict.fromkeys(self.supplier + self.recipient + self.origin + self.route + self.other))


def read_sides(
    vocabulary: Vocabulary,
    text: str,
    tokens: Sequence[Token],
    goods: Sequence[Head],
    aside: frozenset[int] = frozenset(),
) -> Sides:
    """The sides of a sentence. Countries that no word ties to a side are `other`. `aside`: tokens of what somebody
    found about the deal ("could contribute to the DPRK's programme"): no deed, and no side."""
    sides = Sides()
    told = [f for f in named_in(text, tokens) if f.value.country and (not _weak(f) or placed(f, tokens))]
    without = untied_at(vocabulary, text, tokens)
    told = [f for f in told if f.first not in without]
    found = [
        f
        for f in told
        if not _only_named_so(vocabulary, text, tokens, f) and not _is_make(vocabulary, f, tokens, goods)
    ]
    begun = [e for e in events(vocabulary, text, tokens, found, wishes=bool(goods)) if e.at not in aside]
    verbs = [e.value for e in begun if e.kind == "verb"]
    sides.trade, sides.paid_first = bool(verbs), verbs[:1] == ["pay"]
    sides.gives = bool({"out", "in"} & set(verbs))
    either = _alternatives(vocabulary, text, tokens, found)
    both = [h for h in vocabulary.trade_words(text, tokens) if h.value[0] == "either-korea"]
    open_names = [f for f in found if any(h.first <= f.first < h.last for h in both)] if both else []
    sides.unknown_party = any(h.value[0] == "unknown-party" for h in vocabulary.trade_words(text, tokens))
    cut = phrases(vocabulary, tokens, begun)
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] == "origin" and any(
            0 <= head.first - hit.last <= 3 or 0 <= hit.first - head.last <= 3 for head in goods
        ):
            sides.origin.append(hit.value[1])
    # «северокорейской фирме золотые часы»: past a firm the nationality is the firm's.
    bodies = {
        i
        for h in vocabulary.trade_words(text, tokens)
        if h.value[0] in ("party-heads", "name-heads")
        for i in range(h.first, h.last)
        if is_cyrillic(tokens[i])
    }
    for name in found:
        code = name.value.country
        assert code is not None
        phrase = next((p for p in cut if p.first <= name.first < p.last), None)
        near = [head for head in goods if not bodies & set(range(name.last, head.first))]
        part = _part(vocabulary, name, phrase, cut, tokens, near)
        if part == "supplier" and second_object(name, phrase, found, tokens):
            part = "recipient"
        if part == "supplier" and whither_after_from(vocabulary, name, phrase, cut, found, tokens):
            part = "recipient"
        if part in ("supplier", "recipient") and beyond(name, phrase, found, tokens):
            part = "other"
        if part == "supplier" and is_fed(vocabulary, name, phrase, tokens):
            part = "recipient"
        if part in ("supplier", "recipient") and _place_of_own(vocabulary, name, phrase, cut, found, tokens):
            part = "other"
        part = "other" if name.first in aside else by_role(vocabulary, text, tokens, name, phrase, cut) or part
        if part == "other" and sends_to(name, found, tokens):
            part = "supplier"
        if name in open_names or (both and _bare_korea(vocabulary, name, tokens)):
            # A side that is told already is not what the sentence leaves open.
            free = part in ("supplier", "recipient", "origin") and not getattr(sides, part)
            sides.maybe.add(part if free else "either")
            continue
        if _either_korea(vocabulary, name, found, tokens) and part in ("supplier", "recipient", "origin", "other"):
            sides.maybe.add("either" if part == "other" else part)
            continue
        if name in either and part in ("supplier", "recipient", "origin"):
            sides.maybe.add(part)
            continue
        if name in either:
            sides.maybe.add("either")
            continue
        known = getattr(sides, part)
        if code not in known:
            known.append(code)
            sides.words[f"{part}:{code}"] = text[name.start : name.end]
    through(sides, found)
    if goods and is_barter(vocabulary, text, tokens):
        # Who swaps goods for goods gives and gets.
        for end in (sides.supplier, sides.recipient):
            end += [c for c in sides.countries if c == TARGET and c not in end]
    if "either" in sides.maybe:
        # One of the two is a party, and nothing says on which side: on any that is not told.
        sides.maybe |= {part for part in ("supplier", "recipient") if not getattr(sides, part)}
    return sides


def _is_make(vocabulary: Vocabulary, name: Found[Named], tokens: Sequence[Token], goods: Sequence[Head]) -> bool:
    """ "Toyota minibuses", «من طراز تويوتا»: the maker's name beside the goods is no side of the deal."""
    if name.value.kind != "org" or name.value.country == TARGET:
        return False
    if name.first and tokens[name.first - 1].folded in vocabulary.grammar["make-words"]:
        return True
    return any(
        0 <= head.first - name.last <= 1 or name.first == head.last or head.first <= name.first < head.last
        for head in goods
    )


def untied_at(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens of words which say that the target has no part: "no link to the DPRK", «к КНДР отношения не имеет»."""
    hits = [h for h in vocabulary.trade_words(text, tokens) if h.value[0] == "untied"]
    return frozenset(i for h in hits for i in range(h.first, h.last))


def _only_named_so(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], name: Found[Named]) -> bool:
    """ "Korea Ryonha Machinery Corporation": the bare "Korea" of a firm's name is not South Korea."""
    return _bare_korea(vocabulary, name, tokens) and inside_name(name_spans(vocabulary, text), name.first, name.last)


def _place_of_own(
    vocabulary: Vocabulary,
    name: Found[Named],
    phrase: Phrase | None,
    cut: Sequence[Phrase],
    found: Sequence[Found[Named]],
    tokens: Sequence[Token],
) -> bool:
    """ "Loaded for Nampo at Yeosu": a place belongs to the "for" before it only where no other stands there."""
    if phrase is None or phrase.place != "in":
        return False
    at = cut.index(phrase)
    while at > 0 and cut[at].place == "in":
        at -= 1
    if cut[at].place in ("to", "from") and {t.folded for t in tokens[cut[at].first : phrase.first]} & set(
        vocabulary.grammar["be"]
    ):
        # "Ore from Chongju is on offer in Rotterdam": the verb stands between.
        return True
    if cut[at].place != "to":
        return False
    return any(
        cut[at].first <= f.first < cut[at].last
        and f.value.country != name.value.country
        and f.value.kind != "adjective"
        for f in found
    )


def _either_korea(
    vocabulary: Vocabulary, name: Found[Named], found: Sequence[Found[Named]], tokens: Sequence[Token]
) -> bool:
    """ "Korea" alone is one of two countries, unless the sentence names one of them elsewhere."""
    if not _bare_korea(vocabulary, name, tokens):
        return False
    return not any(f.value.country in ("kp", "kr") and f.first != name.first for f in found)


def _bare_korea(vocabulary: Vocabulary, name: Found[Named], tokens: Sequence[Token]) -> bool:
    return name.last - name.first == 1 and tokens[name.first].folded in vocabulary.grammar["korea"]


def through(sides: Sides, found: Sequence[Found[Named]]) -> None:
    """A port of the target beside another destination is only on the way: "railed to Rajin and shipped to Korea"."""
    named = {f.value.kind for f in found if f.value.country == TARGET}
    if not named <= {"place"} or TARGET not in sides.countries:
        return
    last = max((f.first for f in found if f.value.country == TARGET), default=0)
    # "Railed to Rajin and shipped to Korea": a destination named after the port. "For Nampo, at Yeosu" is none.
    elsewhere = any(f.first > last and f.value.country in sides.recipient and f.value.country != TARGET for f in found)
    foreign = bool(sides.origin) and TARGET not in sides.origin
    leaving = [sides.recipient, sides.other] if elsewhere else []
    if foreign or (elsewhere and len(sides.supplier) > 1):
        # "From Rason to Hunchun" starts in the target; only goods of another country merely pass it.
        leaving.append(sides.supplier)
    for part in leaving:
        if TARGET in part:
            part.remove(TARGET)
            sides.route.append(TARGET)


def _alternatives(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]
) -> list[Found[Named]]:
    """Countries of which only one is meant: "China or North Korea"."""
    ors = [h.first for h in vocabulary.trade_words(text, tokens) if h.value[0] == "alternatives"]
    out: list[Found[Named]] = []
    for one, other in pairwise(found):
        codes = {one.value.country, other.value.country}
        close = other.first - one.last <= 3 and any(one.last <= at < other.first for at in ors)
        if TARGET in codes and len(codes) == 2 and close:
            out += [one, other]
    return out


def _weak(found: Found[Named]) -> bool:
    """A form that often means something else counts only where it is a country's own name."""
    return found.value.ambiguous and found.value.kind not in ("country", "place")


def _part(
    vocabulary: Vocabulary,
    name: Found[Named],
    phrase: Phrase | None,
    cut: Sequence[Phrase],
    tokens: Sequence[Token],
    goods: Sequence[Head],
) -> str:
    """The part a country plays: a field of Sides."""
    nationality = name.value.kind == "adjective"
    if nationality and of_origin(vocabulary, name, tokens):
        return "origin"
    if (nationality and beside_goods(vocabulary, name, tokens, goods, cut)) or possessing(name, tokens, goods):
        return "origin"
    if phrase is None:
        return "other"
    place, verb, passive = governing(phrase, cut)
    if place in ("by", "in") and _after_made(phrase, cut):
        return "origin"
    if phrase.place == "in" and _of_goods(phrase, cut, tokens, goods):
        return "origin"
    if verb == "pay":
        verb = "out"
    if place == "with" and comes_from([t.folded for t in tokens[phrase.first : phrase.first + 2]]):
        return "supplier"
    if phrase.place == "in" and place in ("with", "to", "by") and goes_into(vocabulary, name, phrase, verb, tokens):
        return "recipient"
    if place in _PLAIN:
        return _PLAIN[place]
    if place == "by":
        return "recipient" if verb == "in" else "supplier" if verb == "out" else "other"
    case = case_of(tokens[name.first].folded) if nationality else ""
    if place in ("object", "subject", "tail") and case in ("dative", "instrumental", "oblique"):
        told = _by_case(case, *((verb, passive) if verb else next_verb(phrase, cut)))
        if told:
            return told
    if place == "in":
        return _in_place(vocabulary, name, phrase, cut, tokens)
    if place in ("subject", "after-verb") and verb != "leave":
        if not verb:
            verb, passive = next_verb(phrase, cut)
            verb = "out" if verb == "pay" else verb
        if passive or verb not in ("out", "in"):
            return "other"
        # After an Arabic verb the doer comes first: «تبيع الصين …»; a later country gets.
        gives = place == "subject" or name.first - phrase.first <= 4
        return "recipient" if verb == "in" or not gives else "supplier"
    if place == "object" and verb == "out" and passive and is_cyrillic(tokens[name.first]):
        # «подарен руководителю КНДР», «поставлен Китаем»: the case tells giver from taker.
        endings = tuple(vocabulary.grammar["instrumental-endings-ru"])
        return "supplier" if tokens[name.last - 1].folded.endswith(endings) else "recipient"
    if place in ("object", "after-verb") and verb == "leave" and not nationality:
        return "supplier"
    if place == "object" and not nationality and ((verb == "out" and not passive) or verb == "move"):
        return "recipient"
    return "other"


_PLAIN = {"made": "origin", "to": "recipient", "from": "supplier", "via": "route", "with": "other"}


def _of_goods(phrase: Phrase, cut: Sequence[Phrase], tokens: Sequence[Token], goods: Sequence[Head]) -> bool:
    """ "Squid of the Chongjin station, DPRK": whose the goods are, right after their name."""
    at = cut.index(phrase)
    while at > 0 and tokens[cut[at].first].folded != "of" and cut[at].place == "in" and cut[at - 1].place == "in":
        at -= 1
    first = cut[at].first
    return tokens[first].folded == "of" and any(head.last == first for head in goods)


def _after_made(phrase: Phrase, cut: Sequence[Phrase]) -> bool:
    """ "Smelted by X in North Korea": who makes the thing gives it."""
    at = cut.index(phrase)
    while at > 0 and cut[at].place in ("by", "in") and cut[at].first == cut[at - 1].last:
        at -= 1
        if cut[at].place == "made":
            return True
    return False


def _by_case(case: str, verb: str, passive: bool) -> str:
    """«продаёт северокорейскому заводу», «закуплен китайской фирмой»: the case tells the part, "" where it does not."""
    verb = "out" if verb == "pay" else verb
    if verb == "out" and not passive:
        return "recipient"
    if passive and verb in ("out", "in") and case != "dative":
        return "supplier" if verb == "out" else "recipient"
    return "recipient" if passive and verb == "out" else ""


def _in_place(
    vocabulary: Vocabulary, name: Found[Named], phrase: Phrase, cut: Sequence[Phrase], tokens: Sequence[Token]
) -> str:
    """ "In" a country: where things end up after verbs of giving or going, where they are bought, or just where."""
    _, verb, _ = governing(phrase, cut)
    if not verb and phrase.first <= 1:
        verb, _ = next_verb(phrase, cut)
    into = tokens[phrase.first].folded in vocabulary.grammar["into-ru"]
    if into and is_cyrillic(tokens[name.first]):
        return in_place_ru(vocabulary, name, phrase, cut, tokens)
    if name.value.kind == "adjective":
        # «поставил на северокорейский завод»: the accusative of a place is where things go.
        goes = into and verb in ("out", "move") and case_of(tokens[name.first].folded) == "plain"
        return "recipient" if goes else "other"
    if name.value.country == TARGET and verb in ("in", "out"):
        return "supplier" if verb == "in" else "recipient"
    return "recipient" if verb == "move" or (verb == "out" and into) else "other"
