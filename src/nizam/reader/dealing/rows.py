"""A sentence as a row of signs: parties, goods, verbs of trade, and the little words that show the sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nizam import yamltext
from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.mentions import Mention, begins, mentions
from nizam.reader.dealing.named import named_in
from nizam.reader.dealing.sidephrases import Event, is_passive, is_verb
from nizam.reader.wordtrie import WordTrie
from nizam.record import Record
from nizam.regime.terms import VOCABULARY
from nizam.text.dates import find_dates
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_PREPOSITIONS = {
    "to": "to", "into": "to", "onto": "to", "towards": "to", "toward": "to", "from": "from", "by": "by", "with": "with",
    "of": "of", "at": "at", "in": "at", "on": "at", "near": "at", "off": "at", "for": "for", "via": "via",
    "through": "via", "under": "at",
}  # fmt: skip
_CLAUSES = frozenset(("that", "which", "who", "whom", "whose"))
_ADJECTIVAL = ("ed", "al", "ary", "ous", "ive", "an", "ish", "ese", "ic", "own", "new", "same", "old", "ing", "big")
_MOST_ADJECTIVES = 2
_SHORT = 3
_ARTICLES = frozenset(("a", "an", "the", "its", "their", "his", "our"))
_LONGEST_SIGN = {"G": 4, "to": 0, "for": 0, "from": 0, "by": 0, "with": 0, "at": 0}
"""How many words a sign may stand for before an "of" that belongs to it; a preposition none."""
_COUNTED = frozenset(("order", "export", "import", "taker", "giver", "money"))
"""Nouns whose "of" says what is ordered, exported …; any other "of" before goods only counts them."""
_VERB_RANK = {"move": 0, "leave": 1, "wish": 2, "pay": 3, "in": 4, "out": 5}


class Row(Record, frozen=True):
    """A sentence as signs; `parties` gives the place in `signs` of each mention."""

    signs: tuple[str, ...]
    parties: tuple[tuple[int, Mention], ...]


@lru_cache(maxsize=1)
def constructions() -> Mapping[str, Any]:
    """The words and rules of constructions.yml."""
    data: Mapping[str, Any] = yamltext.load(VOCABULARY / "words" / "constructions.yml")
    return data


@lru_cache(maxsize=1)
def _words() -> WordTrie[str]:
    trie: WordTrie[str] = WordTrie()
    for sign, labels in constructions()["words"]["en"].items():
        if sign != "party":
            trie.extend(labels, sign)
    return trie


def row_of(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> Row:
    """Write an English sentence as a row of signs."""
    found = named_in(text, tokens)
    special = {h.first: h for h in sorted(_words().find(text, tokens), key=lambda h: h.last)}
    verbs: dict[int, tuple[int, str]] = {}
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] != "verbs" or not is_verb(vocabulary, tokens, found, hit.first):
            continue
        held = verbs.get(hit.first)
        if held is None or _VERB_RANK[hit.value[1]] > _VERB_RANK[held[1]]:
            verbs[hit.first] = (hit.last, hit.value[1])
    things = {i for g in goods for i in range(g.first, g.last)}
    dated = {i for d in find_dates(text, tokens) for i, t in enumerate(tokens) if d.start <= t.start < d.end}
    taken = frozenset(
        dated
        | {i for i in (*verbs, *special) if not tokens[i].capital or begins(text, tokens, i)}
        | {i for i in things if not any(f.first <= i < f.last for f in found)}
    )
    parties = mentions(vocabulary, text, tokens, taken, constructions()["words"]["party"])
    at_party = {i: m for m in parties for i in range(m.first, m.last)}
    signs: list[tuple[str, int, Mention | None]] = []
    at = 0
    while at < len(tokens):
        signs += [(mark, at, None) for mark in _marks(text, tokens, at)]
        mention = at_party.get(at)
        if mention is not None:
            if mention.last in things and mention.last - mention.first == 1 and _adjective(found, at):
                at = mention.last  # "North Korean coal": the nationality is the goods'
                continue
            signs.append(("P", at, mention))
            at = mention.last
        elif at in things:
            signs.append(("G", at, None))
            at += 1
        elif at in special and not _is_verb_here(vocabulary, text, tokens, special[at].value, at, at_party):
            signs.append((special[at].value + _voice(vocabulary, tokens, at, special[at].value), at, None))
            at = _past(tokens, special[at].last, at)
        elif at in verbs:
            last, value = verbs[at]
            ed = is_passive(vocabulary, tokens, Event(at, last, "verb", value)) or _reduced(tokens, at, signs)
            if value != "wish":
                signs.append((value + ("ed" if ed and value in ("out", "in", "pay") else ""), at, None))
            elif not any(i in verbs for i in range(last, last + 2)):
                # "Wants to sell": what is wished is the deed.
                signs.append(("in", at, None))
            at = _past(tokens, last, at)
        else:
            word = tokens[at].folded
            if word == "out" and at + 1 < len(tokens) and tokens[at + 1].folded == "of":
                word, at = "from", at + 1
            sign = _PREPOSITIONS.get(word, "that" if word in _CLAUSES else "")
            sign = "be" if word in vocabulary.grammar["be"] else sign
            if sign:
                signs.append((sign, at, None))
            at += 1
    kept = _squeezed(_governing(tokens, signs))
    kept.append((".", len(tokens), None))
    return Row(tuple(s for s, _, _ in kept), tuple((i, m) for i, (_, _, m) in enumerate(kept) if m is not None))


def _marks(text: str, tokens: Sequence[Token], at: int) -> Iterable[str]:
    gap = text[tokens[at - 1].end : tokens[at].start] if at else ""
    if re.search(r"[.!?;\n]\s", gap) and (tokens[at].capital or ";" in gap or tokens[at].text[:1].isdigit()):
        yield "."
    elif ":" in gap:
        yield ":"
    elif re.search("[,()]", gap):
        yield ","


def _past(tokens: Sequence[Token], last: int, at: int) -> int:
    """After a phrase; a preposition that ends it stays, for it governs what follows."""
    return last - 1 if last - 1 > at and tokens[last - 1].folded in _PREPOSITIONS else last


def _adjective(found: Sequence[Any], at: int) -> bool:
    return any(f.first <= at < f.last and f.value.kind == "adjective" for f in found)


def _voice(vocabulary: Vocabulary, tokens: Sequence[Token], at: int, sign: str) -> str:
    return "ed" if sign == "bill" and is_passive(vocabulary, tokens, Event(at, at + 1, "verb", "out")) else ""


def _reduced(tokens: Sequence[Token], at: int, signs: Sequence[tuple[str, int, Mention | None]]) -> bool:
    """ "G sold, through a broker, by P" and "G sold to P": a participle right after the goods is passive."""
    word = tokens[at].folded
    if not word.endswith(("ed", "en", "ld", "nt", "ght", "ped")) or word.endswith("ing"):
        return False
    before = [s for s, _, _ in signs if s != ","]
    return before[-1:] == ["G"] and (len(before) == 1 or before[-2] not in ("out", "in"))


def _is_verb_here(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], sign: str, at: int, at_party: Mapping[int, Mention]
) -> bool:
    """ "P imports G", "to order G": a noun of trade that is the verb here."""
    if sign not in ("order", "import", "export", "request") or not at:
        return False
    gap = text[tokens[at - 1].end : tokens[at].start]
    if any(c in gap for c in "s'’,"):
        return False
    return tokens[at - 1].folded in vocabulary.grammar["modals"] or at - 1 in at_party


def _governing(
    tokens: Sequence[Token], signs: Sequence[tuple[str, int, Mention | None]]
) -> list[tuple[str, int, Mention | None]]:
    """Leave out prepositions whose noun is neither party nor goods nor a sign: "over the border", "under the deal"."""
    kept: list[tuple[str, int, Mention | None]] = []
    governed = set(_PREPOSITIONS.values())
    for index, (sign, at, mention) in enumerate(signs):
        if sign in governed:
            if index + 1 >= len(signs):
                continue
            following, ahead, _ = signs[index + 1]
            if sign == "of" and following == "P" and _far(kept, at):
                # "For the officers of P", "from the mines of P": the preposition before governs the party, too.
                if kept and kept[-1][0] not in governed:
                    kept.append(("x", at, None))
                continue
            if sign == "of" and following == "G" and not (kept and kept[-1][0] in _COUNTED):
                continue
            if following == "of" and index + 2 < len(signs) and signs[index + 2][0] == "P":
                kept.append((sign, at, mention))
                continue
            if following in governed | {",", ".", ":", "be", "that", "out", "in", "pay", "move", "leave"}:
                continue
            if following == "P" and not _governs(tokens, at, ahead):
                continue
        kept.append((sign, at, mention))
    return kept


def _governs(tokens: Sequence[Token], at: int, ahead: int) -> bool:
    """Whether a preposition governs the party ahead: only adjectives or, before a noun, what is joined to it stand
    between ("to a furniture maker", "to the former Sonbong depot"; not "under the deal the depot")."""
    words = [t.folded for t in tokens[at + 1 : ahead]]
    rest = [n for n, w in enumerate(words) if len(w) > _SHORT and not w.isdigit()]
    articles = [n for n, w in enumerate(words) if w in _ARTICLES]
    if len(rest) > _MOST_ADJECTIVES or (rest and articles and articles[-1] > rest[0]):
        return False
    return not tokens[ahead].capital or all(words[n].endswith(_ADJECTIVAL) for n in rest)


def _far(kept: Sequence[tuple[str, int, Mention | None]], at: int) -> bool:
    """Whether another noun stands between an "of" and the sign before it."""
    if not kept:
        return True
    sign, begun, mention = kept[-1]
    return mention is None and at - begun > _LONGEST_SIGN.get(sign, 2)


def _squeezed(signs: Sequence[tuple[str, int, Mention | None]]) -> list[tuple[str, int, Mention | None]]:
    """One sign for goods in a row ("G, G and G", "G of G")."""
    out: list[tuple[str, int, Mention | None]] = []
    for sign, at, mention in signs:
        if sign == "G":
            back = len(out)
            while back and out[back - 1][0] in (",", "of", "with") and back > 1 and out[back - 2][0] == "G":
                back -= 1
            if back and out[back - 1][0] == "G":
                del out[back:]
                continue
        if sign == "," and out and out[-1][0] == ",":
            continue
        out.append((sign, at, mention))
    return out
