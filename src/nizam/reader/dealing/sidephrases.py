"""Cut a sentence into phrases at its verbs of trade, prepositions, clause words and commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nizam.reader.dealing.goods_heads import CURRENCIES
from nizam.reader.dealing.namespans import inside_name, name_spans
from nizam.reader.vocabulary import Vocabulary
from nizam.reader.wordtrie import Hit
from nizam.record import Record
from nizam.text.dates import find_dates
from nizam.text.gazetteer import Named
from nizam.text.numbers import find_amounts
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic

_BREAKS = ",;:،؛()\n"
_SENTENCE_END = re.compile(r"[.!?؟…][\s»”\")]+[«“\"(]*$")
_SHORTEST_LAST = 3
"""Fewer letters before a full stop are an abbreviation ("No. 5", «т. угля», «г. Рыбинск»)."""
_ACTIVE_RU = ("л", "ла", "ло", "ли", "ет", "ит", "ют", "ут", "ат", "ят")
_FIRMER = {"move": 0, "leave": 1, "pay": 2, "in": 3, "out": 4}
"""Of two readings of one word the later wins."""
_BY_RU = ("ой", "ей", "ом", "ем", "ём", "ией")
_ASIDE_WORDS = frozenset(("the", "and", "of", "in", "و", "и", "в"))


class Event(Record, frozen=True):
    """What stands at a token: a verb (`value` its class), a preposition (its side), a clause word, a comma, or an
    aside: a comma or bracket after which only a country stands ("X, Russia", "X (DPRK)")."""

    at: int
    last: int
    kind: str
    value: str


class Phrase(Record, frozen=True):
    """Tokens `first:last` in one place (subject, object, after-verb, to, from, by, in …) under a verb and its voice."""

    first: int
    last: int
    place: str
    verb: str
    passive: bool


def is_verb(vocabulary: Vocabulary, tokens: Sequence[Token], found: Sequence[Found[Named]], at: int) -> bool:
    """Whether a word like "ships" is the verb: after a modal or a party's name, not after a determiner."""
    grammar = vocabulary.grammar
    word = tokens[at].folded
    if word not in grammar["verb-or-noun"]:
        return True
    if at == 0:
        return False
    before = tokens[at - 1].folded
    if before in grammar["modals"] or (before in grammar["be"] and word.endswith(("ing", "t"))):
        return True
    if before in grammar["determiners"] and not (before == "and" and word.endswith("s")):
        return False
    named = next((f for f in found if f.first <= at - 1 < f.last), None)
    if named is not None:
        return named.value.kind != "adjective" and word.endswith("s")
    return word.endswith("s") or (word in grammar["mostly-verb"])


def events(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]], *, wishes: bool = True
) -> list[Event]:
    """All places where a phrase begins, in order. `wishes`: goods are named, so who wants or seeks them gets them."""
    out: list[Event] = []
    paid = _money_at(text, tokens)
    inside = {i for f in found for i in range(f.first + 1, f.last)}
    hits = vocabulary.trade_words(text, tokens)
    names = name_spans(vocabulary, text)
    dated = _dated(text, tokens)
    bodies = {h.last - 1 for h in hits if h.value[0] == "name-heads"}
    # "Sewn in", "produced by" tell the origin, though the verb alone is one of giving.
    made = {h.first for h in hits if h.value == ("sides", "made")}
    verbs = {h.first for h in hits if h.value[0] == "verbs"} - made
    # «مضخات التفريغ»: the second word of a thing's name is no verb.
    held_goods = (
        {i for g in vocabulary.goods(text, tokens) for i in range(g.first + 1, g.last)} if _arabic(tokens) else set()
    )
    for hit in hits:
        group, value = hit.value
        if hit.first in inside or inside_name(names, hit.first, hit.first + 1):
            continue
        # «مكتب النقل»: the trade of a body is no verb.
        if hit.first - 1 in bodies and tokens[hit.first].folded.startswith("ال"):
            continue
        if group == "verbs" and (hit.first in held_goods or _no_finite(hit, tokens)):
            continue
        if group == "verbs" and hit.first in verbs and is_verb(vocabulary, tokens, found, hit.first):
            if value == "wish" and not wishes:
                continue
            # Who accepts a sum of money gives what it is for.
            sells = value == "in" and not paid.isdisjoint((hit.last, hit.last + 1))
            out.append(Event(hit.first, hit.last, "verb", "out" if sells else "in" if value == "wish" else value))
        elif group == "sides" and hit.first not in verbs and hit.last not in dated:
            out.append(Event(hit.first, hit.last, "side", value))
        elif group == "clauses" and _begins_clause(vocabulary, tokens, hit):
            out.append(Event(hit.first, hit.last, "clause", ""))
    out.extend(_written_on(vocabulary, text, tokens, found))
    out.extend(
        Event(at, at, "clause", "") for at in range(1, len(tokens)) if _ends_sentence(vocabulary, text, tokens, at)
    )
    held = sorted({e.at: e.kind for e in sorted(out, key=lambda e: e.kind == "verb")}.items())
    commas = [at for at in range(1, len(tokens)) if any(c in _BREAKS for c in _gap(text, tokens, at))]
    for at in commas:
        ahead = min([b for b, _ in held if b >= at] + [c for c in commas if c > at] + [len(tokens)])
        kind = _after_comma(text, tokens, found, at, ahead, before_verb=(ahead, "verb") in held)
        out.append(Event(at, at, kind, ""))
    return sorted(
        set(out),
        key=lambda e: (e.at, e.kind not in ("comma", "aside", "apposed"), e.last, _FIRMER.get(e.value, -1), e.value),
    )


def _begins_clause(vocabulary: Vocabulary, tokens: Sequence[Token], hit: Hit[tuple[str, str]]) -> bool:
    """ "That the Harbour Office will take over": "that" begins a clause before a noun phrase, and else does not."""
    word = tokens[hit.first].folded
    if word not in vocabulary.grammar["not-clauses"]:
        return True
    if word != "that" or hit.last >= len(tokens):
        return False
    return tokens[hit.last].capital or tokens[hit.last].folded in ("the", "a", "an", "its", "their")


def _money_at(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens at which an amount of money begins; its sign or code may stand before the figure."""
    starts = {a.start for a in find_amounts(text, tokens) if a.unit in CURRENCIES}
    return frozenset(i for i, t in enumerate(tokens) if t.start in starts)


def _ends_sentence(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a new sentence begins at a token: a full stop before it that belongs to no abbreviation."""
    last = tokens[at - 1].folded
    if not _SENTENCE_END.search(_gap(text, tokens, at)):
        return False
    if "." in _gap(text, tokens, at) and (len(last) < _SHORTEST_LAST or last in vocabulary.grammar["abbreviations"]):
        return False
    return tokens[at].capital or is_arabic(tokens[at].folded) or tokens[at].text[:1].isdigit()


def _arabic(tokens: Sequence[Token]) -> bool:
    return any(is_arabic(t.folded) for t in tokens[:3])


def _no_finite(hit: Hit[tuple[str, str]], tokens: Sequence[Token]) -> bool:
    """«التعدين» is no form of يعد: a verb takes no article. Labels with a slash are verbs, others their nouns."""
    word = tokens[hit.first].folded
    return is_arabic(word) and "/" in hit.label and word.removeprefix("و").removeprefix("ب").startswith("ال")


def _gap(text: str, tokens: Sequence[Token], at: int) -> str:
    return text[tokens[at - 1].end : tokens[at].start]


def _after_comma(
    text: str, tokens: Sequence[Token], found: Sequence[Found[Named]], at: int, ahead: int, *, before_verb: bool
) -> str:
    """Whether what follows a comma only tells the country of what stands before it."""
    bracket = "(" in _gap(text, tokens, at)
    if at == ahead or (before_verb and not bracket):
        return "comma"
    inside = {i for f in found for i in range(f.first, f.last)}
    rest = [tokens[i].folded for i in range(at, ahead) if i not in inside]
    if len(rest) < ahead - at and all(word in _ASIDE_WORDS for word in rest):
        return "aside"
    if rest and tokens[at].folded in ("the", "a", "an", "its", "which") and inside & set(range(at, ahead)):
        return "apposed"
    return "comma"


def _dated(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens at which a date begins: "in" before one is no place."""
    starts = {d.start for d in find_dates(text, tokens)}
    return frozenset(i for i, t in enumerate(tokens) if t.start in starts)


def _written_on(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]
) -> list[Event]:
    """Arabic prepositions written onto the next word: «لكوريا», «للجيش», «بالصين»."""
    out = []
    for name in found:
        token = tokens[name.first]
        if not is_arabic(token.folded):
            continue
        proclitic = token.folded[: max(name.start - token.start, 0)]
        if proclitic.endswith("ل") or token.folded.startswith("لل"):
            out.append(Event(name.first, name.first, "side", "to"))
        elif proclitic.endswith("ب"):
            out.append(Event(name.first, name.first, "side", "in"))
    out += _datives(vocabulary, text, tokens)
    nouns = tuple(vocabulary.grammar["after-l-ar"])
    for hit in vocabulary.trade_words(text, tokens):
        word = tokens[hit.first].folded
        if hit.value[0] == "name-heads" and word.startswith("ل") and not hit.label.startswith("ل"):
            out.append(Event(hit.first, hit.first, "side", "to"))
    for at, token in enumerate(tokens):
        if is_arabic(token.folded) and token.folded.startswith("ل") and len(token.folded) > 4:
            rest = token.folded[1:].removeprefix("ل")
            if rest.startswith(nouns):
                out.append(Event(at, at, "side", "to"))
    return out


def _datives(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> list[Event]:
    """Russian parties in the dative with no preposition: «отгрузил заводу …», «хозяйствам …»."""
    hits = vocabulary.trade_words(text, tokens)
    ruled = {h.last for h in hits if h.value[0] == "sides"} | {h.last + 1 for h in hits if h.value[0] == "sides"}
    bodies = {h.first for h in hits if h.value[0] == "name-heads"}
    out = []
    for at, token in enumerate(tokens):
        word = token.folded
        if not "а" <= word[:1] <= "я" or at in ruled or at == 0:
            continue
        if (word.endswith(("ам", "ям")) and len(word) > 5) or (at in bodies and word.endswith(("у", "ю"))):
            out.append(Event(at, at, "side", "to"))
        elif at in bodies and word.endswith(_BY_RU):
            out.append(Event(at, at, "side", _agent_ru(tokens, hits, at)))
    return out


def _agent_ru(tokens: Sequence[Token], hits: Sequence[Hit[tuple[str, str]]], at: int) -> str:
    """«Поставляются компании … фирмой …»: the body in the instrumental does it. After an active verb the same ending is
    a dative: «заказало мастерской …» orders from it."""
    verbs = [h for h in hits if h.value[0] == "verbs" and h.last <= at]
    if not verbs or not tokens[verbs[-1].last - 1].folded.endswith(_ACTIVE_RU):
        return "by"
    return {"in": "from", "out": "to"}.get(verbs[-1].value[1], "by")


def phrases(vocabulary: Vocabulary, tokens: Sequence[Token], begun: Sequence[Event]) -> list[Phrase]:
    """The stretches between events."""
    out: list[Phrase] = []
    place, verb, passive, first = "subject", "", False, 0

    def close(at: int) -> None:
        if at > first:
            out.append(Phrase(first, at, place, verb, passive))

    for event in begun:
        if event.at < first:
            continue
        close(event.at)
        first = event.at
        if event.kind == "verb":
            verb = event.value
            passive = is_passive(vocabulary, tokens, event)
            place = "after-verb" if is_arabic(tokens[event.at].folded) else "object"
        elif event.kind == "clause":
            place, verb, passive = "subject", "", False
        elif event.kind == "apposed" and place in ("to", "from", "by"):
            pass
        elif event.kind in ("comma", "apposed"):
            place = "subject" if not verb else "tail"
        elif event.kind == "aside":
            pass
        else:
            place = event.value
    close(len(tokens))
    return out


def is_passive(vocabulary: Vocabulary, tokens: Sequence[Token], event: Event) -> bool:
    grammar = vocabulary.grammar
    word = tokens[event.at].folded
    if word.isascii():
        if word.endswith("ing"):
            return False
        participle = word.endswith(("ed", "en", "wn")) or word in grammar["irregular-participles"]
        before = [t.folded for t in tokens[max(0, event.at - 3) : event.at]]
        after = tokens[event.last].folded if event.last < len(tokens) else ""
        return participle and (bool(set(grammar["be"]) & set(before)) or after == "by")
    if is_arabic(word):
        return word in grammar["passive-words-ar"][:5]
    return word.endswith(tuple(grammar["passive-endings-ru"]))


def next_verb(phrase: Phrase, all_phrases: Sequence[Phrase]) -> tuple[str, bool]:
    """The verb that follows a subject, and whether it is passive."""
    for later in all_phrases:
        if later.first >= phrase.last and later.verb:
            return later.verb, later.passive
    return "", False


def governing(phrase: Phrase, all_phrases: Sequence[Phrase]) -> tuple[str, str, bool]:
    """Place, verb and voice of a phrase. One of place ("in North Korea") belongs to the phrase before it."""
    at = all_phrases.index(phrase)
    while at > 0 and all_phrases[at].place == "in" and all_phrases[at - 1].last == all_phrases[at].first:
        if all_phrases[at - 1].place in ("object", "tail"):
            return "in", all_phrases[at].verb, all_phrases[at].passive
        at -= 1
    chosen = all_phrases[at]
    return chosen.place, phrase.verb or chosen.verb, phrase.passive
