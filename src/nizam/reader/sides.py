"""Who gives and who gets, read from one sentence: countries, the words that govern them, and the verb of trade.

The sentence is cut into phrases at verbs, prepositions and commas. A country in a phrase takes the phrase's side; a
phrase of place ("in North Korea", «في بيونغ يانغ») belongs to the phrase it follows. A nationality beside the name of
goods is their origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nizam.reader.flows import TARGET
from nizam.reader.goods_in_deal import Head
from nizam.reader.vocabulary import Vocabulary
from nizam.text.gazetteer import Named, gazetteer
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic

_BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "has", "have", "had", "having", "am"]
)
_SHORT_PASSIVE = ("ен", "ена", "ено", "ены", "ан", "ана", "ано", "аны", "ят", "тся", "лось", "лся", "лась", "лись")
SAME_SHAPE = frozenset(
    (
        "ships",
        "supplies",
        "trains",
        "exports",
        "imports",
        "transfers",
        "orders",
        "fuels",
        "transports",
        "markets",
        "ship",
        "supply",
        "export",
        "import",
    )
)
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "of",
        "to",
        "by",
        "for",
        "from",
        "with",
        "on",
        "in",
        "and",
        "or",
        "two",
        "three",
        "four",
        "five",
        "several",
        "some",
        "many",
        "both",
        "all",
        "old",
        "new",
        "unlisted",
        "listed",
        "designated",
        "cargo",
    ]
)
_BREAKS = ",;:،؛()\n"


@dataclass(slots=True)
class Sides:
    """Countries by the part they play in a sentence. `maybe`: sides of which the target is one of two countries named;
    `paid_first`: the first verb of trade is one of paying."""

    supplier: list[str] = field(default_factory=list)
    recipient: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    route: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    trade: bool = False
    unknown_party: bool = False
    maybe: set[str] = field(default_factory=set)
    paid_first: bool = False
    words: dict[str, str] = field(default_factory=dict)

    @property
    def countries(self) -> list[str]:
        return list(dict.fromkeys(self.supplier + self.recipient + self.origin + self.route + self.other))


@dataclass(frozen=True, slots=True)
class _Event:
    """At a token: a verb (`verb`, class), a preposition (`side`, which), a clause word, a comma."""

    at: int
    last: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Tokens `first:last` under one preposition or verb place, and the verb class and voice that govern it."""

    first: int
    last: int
    place: str
    verb: str
    passive: bool


def read_sides(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> Sides:
    """The sides of a sentence. Countries that no word ties to a side are `other`."""
    sides = Sides()
    found = [f for f in gazetteer().find(text, tokens) if f.value.country and not _weak(f)]
    events = _events(vocabulary, text, tokens, found)
    verbs = {e.value for e in events if e.kind == "verb"}
    sides.trade, sides.paid_first = bool(verbs), next((e.value for e in events if e.kind == "verb"), "") == "pay"
    either = _alternatives(vocabulary, text, tokens, found)
    sides.unknown_party = any(h.value[0] == "unknown-party" for h in vocabulary.trade_words(text, tokens))
    phrases = _phrases(text, tokens, events)
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] == "origin" and any(
            0 <= head.first - hit.last <= 3 or 0 <= hit.first - head.last <= 3 for head in goods
        ):
            sides.origin.append(hit.value[1])
    for name in found:
        code = name.value.country
        assert code is not None
        phrase = next((p for p in phrases if p.first <= name.first < p.last), None)
        part = _part(name, phrase, phrases, text, tokens, goods)
        if name in either and part in ("supplier", "recipient", "origin"):
            sides.maybe.add(part)
            continue
        known = getattr(sides, part)
        if code not in known:
            known.append(code)
            sides.words[f"{part}:{code}"] = text[name.start : name.end]
    _through(sides, found)
    return sides


def _through(sides: Sides, found: Sequence[Found[Named]]) -> None:
    """A port of the target beside another destination is only on the way: "railed to Rajin and shipped to Korea"."""
    named = {f.value.kind for f in found if f.value.country == TARGET}
    if not named <= {"place"} or TARGET not in sides.countries:
        return
    if any(code != TARGET for code in sides.recipient):
        for part in (sides.recipient, sides.other, sides.supplier):
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
        if TARGET in codes and len(codes) == 2 and other.first - one.last <= 3:
            if any(one.last <= at < other.first for at in ors):
                out += [one, other]
    return out


def _weak(found: Found[Named]) -> bool:
    """A form that often means something else counts only where it is a country's own name."""
    return found.value.ambiguous and found.value.kind not in ("country", "place")


def verb_forms(tokens: Sequence[Token], found: Sequence[Found[Named]], at: int) -> bool:
    """Whether a word like "ships" or "supplies" is the verb: a party before it, and no determiner."""
    word = tokens[at].folded
    if word not in SAME_SHAPE:
        return True
    if at == 0:
        return False
    before = tokens[at - 1]
    if before.folded in ("to", "will", "would", "may", "can", "could", "should", "must", "and"):
        return before.folded != "and" or word.endswith("s")
    if before.folded in _DETERMINERS:
        return False
    named = next((f for f in found if f.first <= at - 1 < f.last), None)
    if named is not None:
        return named.value.kind != "adjective"
    return word.endswith("s")


def _events(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]) -> list[_Event]:
    out: list[_Event] = []
    inside = {i for f in found for i in range(f.first + 1, f.last)}
    hits = vocabulary.trade_words(text, tokens)
    verbs = {h.first for h in hits if h.value[0] == "verbs"}
    for hit in hits:
        group, value = hit.value
        if hit.first in inside:
            continue
        if group == "verbs" and verb_forms(tokens, found, hit.first):
            out.append(_Event(hit.first, hit.last, "verb", value))
        elif group == "sides" and hit.first not in verbs:
            out.append(_Event(hit.first, hit.last, "side", value))
        elif group == "clauses" and tokens[hit.first].folded not in ("that", "as"):
            out.append(_Event(hit.first, hit.last, "clause", ""))
    for at in range(1, len(tokens)):
        if any(c in _BREAKS for c in text[tokens[at - 1].end : tokens[at].start]):
            out.append(_Event(at, at, "comma", ""))
    for name in found:
        token = tokens[name.first]
        if name.start > token.start and is_arabic(token.folded):
            proclitic = token.folded[: name.start - token.start]
            if proclitic.endswith("ل"):
                out.append(_Event(name.first, name.first, "side", "to"))
            elif proclitic.endswith("ب"):
                out.append(_Event(name.first, name.first, "side", "in"))
        elif token.folded.startswith("لل") and is_arabic(token.folded):
            out.append(_Event(name.first, name.first, "side", "to"))
    for at, token in enumerate(tokens):
        if is_arabic(token.folded) and token.folded.startswith("ل") and len(token.folded) > 4 and _noun_after_l(token):
            out.append(_Event(at, at, "side", "to"))
    return sorted(set(out), key=lambda e: (e.at, e.kind != "comma", e.last))


def _noun_after_l(token: Token) -> bool:
    """«لشركة», «للجيش»: the preposition written onto a noun that names a party."""
    rest = token.folded[1:].removeprefix("ل")
    return rest.startswith(
        (
            "شرك",
            "جيش",
            "حكوم",
            "مشتر",
            "مستشف",
            "مصنع",
            "سفار",
            "وزار",
            "زعيم",
            "مزرع",
            "مدارس",
            "جامع",
            "موسس",
            "وحد",
            "لواء",
            "شرط",
            "قوات",
            "مصرف",
            "بنك",
            "مطعم",
            "سكان",
            "منتجع",
            "مكتب",
            "فريق",
            "لواي",
            "كتيب",
            "بحري",
        )
    )


def _phrases(text: str, tokens: Sequence[Token], events: Sequence[_Event]) -> list[_Phrase]:
    """Cut the tokens at the events."""
    out: list[_Phrase] = []
    place, verb, passive, first = "subject", "", False, 0

    def close(at: int) -> None:
        if at > first:
            out.append(_Phrase(first, at, place, verb, passive))

    for event in events:
        if event.at < first:
            continue
        close(event.at)
        first = event.at
        if event.kind == "verb":
            leading = event.at <= 1 and is_arabic(tokens[event.at].folded)
            verb = event.value
            passive = _is_passive(text, tokens, event)
            place = "after-verb" if leading or is_arabic(tokens[event.at].folded) else "object"
        elif event.kind == "clause":
            place, verb, passive = "subject", "", False
        elif event.kind == "comma":
            place = "subject" if not verb else "tail"
        else:
            place = event.value
    close(len(tokens))
    return out


def _is_passive(text: str, tokens: Sequence[Token], event: _Event) -> bool:
    word = tokens[event.at].folded
    if word.isascii():
        if word.endswith("ing"):
            return False
        participle = word.endswith(("ed", "en", "wn")) or word in _IRREGULAR
        before = [t.folded for t in tokens[max(0, event.at - 3) : event.at]]
        after = tokens[event.last].folded if event.last < len(tokens) else ""
        return participle and (bool(_BE & set(before) - {"has", "have", "had"}) or after == "by")
    if is_arabic(word):
        return word.startswith(("تباع", "يباع", "بيع", "اهدي")) and not word.startswith("تبيع") and word not in ("بيع",)
    return word.endswith(_SHORT_PASSIVE)


_IRREGULAR = frozenset(
    ["sold", "bought", "sent", "given", "made", "taken", "paid", "got", "hired", "lent", "brought", "shipped", "put"]
)


def _part(
    name: Found[Named],
    phrase: _Phrase | None,
    phrases: Sequence[_Phrase],
    text: str,
    tokens: Sequence[Token],
    goods: Sequence[Head],
) -> str:
    """The part a country plays: a field of Sides."""
    if name.value.kind == "adjective" and _beside_goods(name, tokens, goods):
        return "origin"
    if name.value.kind == "country" and _possessing(name, tokens, goods):
        return "origin"
    if phrase is None:
        return "other"
    place, verb, passive = _governing(phrase, phrases)
    if place == "made":
        return "origin"
    if place == "in" and not verb and phrase.first <= 1:
        verb, passive = _next_verb(phrase, phrases)
    if place == "in" and code_of(name) == TARGET and verb in ("in", "out") and name.value.kind != "adjective":
        # "buys zinc in North Korea", «купила в КНДР цинк»: the deal is made there.
        return "supplier" if verb == "in" else "recipient"
    if place in ("to", "from", "via"):
        if place == "from" and name.value.kind == "adjective" and not verb and goods:
            return "supplier"
        return {"to": "recipient", "from": "supplier", "via": "route"}[place]
    if place == "by":
        return "recipient" if verb == "in" else "supplier"
    if place == "with":
        return "other"
    if place == "in" and _into(tokens, phrase) and verb in ("out", "move"):
        return "recipient"
    if place == "in" and verb == "move" and name.value.kind != "adjective":
        return "recipient"
    if verb == "pay":
        verb = "out"
    if place in ("subject", "after-verb"):
        if not verb:
            verb, passive = _next_verb(phrase, phrases)
        if passive:
            return "other"
        if verb in ("out", "pay"):
            return "supplier" if place == "subject" or _first_name(name, phrase, tokens) else "recipient"
        if verb == "in":
            return "recipient"
        if verb == "move" and place == "after-verb":
            return "other"
        return "other"
    if place == "object" and passive and verb == "out" and _cyrillic(tokens[name.first]):
        # «подарен руководителю КНДР», «поставлен Китаем»: the case tells giver from taker.
        return "supplier" if tokens[name.last - 1].folded.endswith(_INSTRUMENTAL) else "recipient"
    if place == "object":
        if name.value.kind != "adjective" and verb == "out" and not passive:
            return "recipient"
        if verb == "move" and name.value.kind != "adjective":
            return "recipient"
        return "other"
    return "other"


_INSTRUMENTAL = ("ем", "ом", "ей", "ой", "ией")


def _cyrillic(token: Token) -> bool:
    return "а" <= token.folded[:1] <= "я"


def code_of(name: Found[Named]) -> str | None:
    return name.value.country


def _governing(phrase: _Phrase, phrases: Sequence[_Phrase]) -> tuple[str, str, bool]:
    """A phrase of place belongs to the one before it; a tail stands free."""
    at = phrases.index(phrase)
    while at > 0 and phrases[at].place == "in" and phrases[at - 1].last == phrases[at].first:
        if phrases[at - 1].place in ("object", "tail"):
            return "in", phrases[at].verb, phrases[at].passive
        at -= 1
    chosen = phrases[at]
    return chosen.place, phrase.verb or chosen.verb, phrase.passive


def _into(tokens: Sequence[Token], phrase: _Phrase) -> bool:
    """Russian «в Китай» after a verb of giving or going is where things end up."""
    return tokens[phrase.first].folded in ("в", "во", "на")


def _next_verb(phrase: _Phrase, phrases: Sequence[_Phrase]) -> tuple[str, bool]:
    """The verb that follows a subject."""
    for later in phrases:
        if later.first >= phrase.last and later.verb:
            return later.verb, later.passive
    return "", False


def _first_name(name: Found[Named], phrase: _Phrase, tokens: Sequence[Token]) -> bool:
    """After an Arabic verb the doer comes first: «تبيع الصين …»; «باعت شركة صينية …»."""
    return name.first - phrase.first <= 4


def _possessing(name: Found[Named], tokens: Sequence[Token], goods: Sequence[Head]) -> bool:
    """«فحم كوريا الشمالية»: a country's name right after the goods, with no preposition, is theirs."""
    token = tokens[name.first]
    return is_arabic(token.folded) and name.start == token.start and any(name.first == head.last for head in goods)


def _beside_goods(name: Found[Named], tokens: Sequence[Token], goods: Sequence[Head]) -> bool:
    """Whether a nationality stands right before (English, Russian) or after (Arabic) the words for goods."""
    for head in goods:
        if is_arabic(tokens[name.first].folded):
            if 0 <= name.first - head.last <= 1:
                return True
        elif 0 <= head.first - name.last <= 2 or (head.first <= name.first < head.last):
            between = tokens[name.last : head.first]
            if not any(t.folded in ("company", "firm", "buyer", "trader") for t in between):
                return True
    return False
