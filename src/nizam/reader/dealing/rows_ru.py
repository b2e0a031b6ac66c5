"""A Russian sentence as a row of signs, in which each party bears the cases it may stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.reader.dealing.declension_ru import adjective_cases
from nizam.reader.dealing.goods_heads import MEASURES, Head
from nizam.reader.dealing.mentions_ru import Standing, standing_parties
from nizam.reader.dealing.places_ru import is_cyrillic
from nizam.reader.dealing.verbs_ru import constructions_ru, verb_sign
from nizam.reader.wordtrie import WordTrie
from nizam.record import Record
from nizam.text.dates import find_dates
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_NO_NOUNS = frozenset(
    ("", ",", ".", ":", "-", "that", "out", "in", "make", "pay", "order", "bring", "move", "carry", "put")
)
"""What a party may follow and be nobody's genitive."""
_INTO = frozenset(("в", "во", "на"))
_LONGEST_GOVERNED = 5
_WITH = frozenset(("с", "со"))
_TAKING = {"to": "d", "into": "d", "request": "d"}
_PREPOSITIONS = frozenset(("from", "u", "to", "into", "at", "by", "request", "with", "via", "other", "tie"))


class RowRu(Record, frozen=True):
    """A sentence as signs; `parties` gives the place in `signs` of each party."""

    signs: tuple[str, ...]
    parties: tuple[tuple[int, Standing], ...]


@lru_cache(maxsize=1)
def _words() -> WordTrie[str]:
    trie: WordTrie[str] = WordTrie()
    for sign, labels in constructions_ru()["words"].items():
        trie.extend(labels, sign)
    return trie


def row_ru(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> RowRu:
    """Write a Russian sentence as a row of signs."""
    counted = [(d.start, d.end) for d in find_dates(text, tokens)]
    counted += [(a.start, a.end) for a in find_amounts(text, tokens)]
    dated = {i for start, end in counted for i, t in enumerate(tokens) if start <= t.start < end}
    things = {i for g in goods for i in range(g.first, g.last)} or _measured(text, tokens)
    words = {h.first: h for h in sorted(_words().find(text, tokens), key=lambda h: h.last)}
    shown = {i for h in words.values() for i in range(h.first, h.last)}
    parties = standing_parties(vocabulary, text, tokens, frozenset(things), frozenset(dated | shown))
    starts = {p.mention.first: p for p in parties}
    signs: list[tuple[str, int, Standing | None]] = []
    at = 0
    while at < len(tokens):
        signs += [(mark, at, None) for mark in _marks(text, tokens, at)]
        word = tokens[at].folded
        if at in starts:
            signs.append(("P", at, starts[at]))
            at = starts[at].mention.last
        elif at in dated:
            at += 1
        elif at in things:
            signs.append(("G", at, None))
            if verb_sign(word) == "made":
                # «4 тонны сшитых в Синыйджу вещей»: the word that shows what they are shows where they are from.
                signs.append(("made", at, None))
            at += 1
        elif at in words:
            signs.append((words[at].value, words[at].last - 1, None))
            at = words[at].last
        elif word in _INTO:
            signs.append(("into", at, None))
            at += 1
        elif word in _WITH:
            signs.append(("with", at, None))
            at += 1
        else:
            sign = verb_sign(word) if is_cyrillic(tokens[at]) else ""
            if sign and not (tokens[at].capital and at and not _after_mark(text, tokens, at)):
                signs.append((sign, at, None))
            at += 1
    kept = _named_roles(_squeezed(_joined(tokens, list(_governing(tokens, signs)))))
    kept.append((".", len(tokens), None))
    cases = _settled(kept)
    return RowRu(
        tuple(f"P:{cases[i]}" if p is not None else s for i, (s, _, p) in enumerate(kept)),
        tuple((i, p) for i, (_, _, p) in enumerate(kept) if p is not None),
    )


def _measured(text: str, tokens: Sequence[Token]) -> set[int]:
    """Tokens of weights and volumes: where no goods were understood, something was yet weighed."""
    spans = [(a.start, a.end) for a in find_amounts(text, tokens) if a.unit in MEASURES]
    return {i for start, end in spans for i, t in enumerate(tokens) if start <= t.start < end}


def _after_mark(text: str, tokens: Sequence[Token], at: int) -> bool:
    return any(_marks(text, tokens, at))


def _marks(text: str, tokens: Sequence[Token], at: int) -> Iterator[str]:
    gap = text[tokens[at - 1].end : tokens[at].start] if at else ""
    if re.search(r"[.!?;\n]\s", gap) and (tokens[at].capital or ";" in gap or tokens[at].text[:1].isdigit()):
        yield "."
    elif ":" in gap:
        yield ":"
    elif re.search("[—–]", gap):
        yield "-"
    elif re.search("[,()]", gap):
        yield ","


def _governing(
    tokens: Sequence[Token], signs: Sequence[tuple[str, int, Standing | None]]
) -> Iterator[tuple[str, int, Standing | None]]:
    """Leave out prepositions whose noun is neither party nor goods; «с» is "from" before a genitive, «в» and «на»
    "whither" before an accusative."""
    for index, (sign, at, party) in enumerate(signs):
        if sign not in _PREPOSITIONS:
            yield sign, at, party
            continue
        following = signs[index + 1] if index + 1 < len(signs) else None
        if following is None or not _governs(tokens, at, following[1]):
            continue
        standing = following[2]
        if standing is not None:
            yield _preposition(sign, standing), at, None
        elif following[0] == "G" and sign in ("request", "other"):
            yield sign, at, None


def _governs(tokens: Sequence[Token], at: int, ahead: int) -> bool:
    """Whether nothing but numbers and adjectives stand between a preposition and what it governs."""
    return (
        all(
            tokens[i].text[:1].isdigit() or bool(adjective_cases(tokens[i].folded))
            for i in range(at + 1, min(ahead, at + 5))
        )
        and ahead - at < _LONGEST_GOVERNED
    )


def _preposition(sign: str, standing: Standing) -> str:
    """The sign of a preposition by the case of the party it governs."""
    if sign == "with":
        return "from" if "g" in standing.cases and "i" not in standing.cases else "with"
    if sign == "into":
        if "a" in standing.cases and "p" in standing.cases:
            return "into?"
        return "into" if "a" in standing.cases else "at" if "p" in standing.cases else "into?"
    return sign


def _joined(
    tokens: Sequence[Token], signs: Sequence[tuple[str, int, Standing | None]]
) -> list[tuple[str, int, Standing | None]]:
    """«Из Китая и КНДР»: what "and" joins to a party stands under its preposition, too."""
    out: list[tuple[str, int, Standing | None]] = []
    for sign, at, party in signs:
        if party is not None and len(out) > 1 and out[-1][2] is not None and at and tokens[at - 1].folded == "и":
            before = out[-2][0].removesuffix("?")
            if before in _PREPOSITIONS and out[-1][2].mention.last == at - 1:
                out.append((out[-2][0], at, None))
        out.append((sign, at, party))
    return out


def _squeezed(signs: Sequence[tuple[str, int, Standing | None]]) -> list[tuple[str, int, Standing | None]]:
    """One sign for goods in a row, and one comma."""
    out: list[tuple[str, int, Standing | None]] = []
    for sign, at, party in signs:
        if sign == "G":
            back = len(out)
            while back and out[back - 1][0] == ",":
                back -= 1
            if back and out[back - 1][0] == "G":
                del out[back:]
                continue
        if sign == "," and out and out[-1][0] in (",", ".", "-", ":"):
            continue
        out.append((sign, at, party))
    return out


def _named_roles(signs: Sequence[tuple[str, int, Standing | None]]) -> list[tuple[str, int, Standing | None]]:
    """«Получатель — фирма …»: a word for the part somebody plays, and then who it is."""
    out: list[tuple[str, int, Standing | None]] = []
    for index, (sign, at, party) in enumerate(signs):
        ahead = index + 2 if index + 1 < len(signs) and signs[index + 1][0] == "G" else index + 1
        around = {signs[i][0] for i in (index - 1, ahead) if 0 <= i < len(signs)}
        lone = party is not None and party.role in ("taker", "giver") and not party.mention.countries
        if party is not None and lone and around & {"-", ":", "be"}:
            out.append((party.role, at, None))
        else:
            out.append((sign, at, party))
    return out


def _settled(signs: Sequence[tuple[str, int, Standing | None]]) -> dict[int, str]:
    """The cases each party may stand in, once those that others of its clause have are taken away."""
    out: dict[int, str] = {}
    clause: list[int] = []
    for index, (sign, _, party) in enumerate(signs):
        if party is not None:
            clause.append(index)
        if sign in (".", "that") or index + 1 == len(signs):
            out.update(_settled_clause(signs, clause))
            clause = []
    return out


def _settled_clause(signs: Sequence[tuple[str, int, Standing | None]], clause: Sequence[int]) -> dict[int, str]:
    out: dict[int, str] = {}
    taken: set[str] = set()
    takes_object = any(s.startswith(("equip", "leave")) for s, _, _ in signs)
    for at in clause:
        standing = signs[at][2]
        assert standing is not None
        before = signs[at - 1][0] if at else ""
        if before.removesuffix("?") in _PREPOSITIONS:
            out[at] = "x"
            taken |= set(_TAKING.get(before.removesuffix("?"), ""))
            continue
        cases = standing.cases.replace("p", "") if standing.cases != "p" else "p"
        if not takes_object:
            cases = cases.replace("a", "") or "a"
        if before in _NO_NOUNS and len(cases) > 1:
            # Where no noun stands before it, it is nobody's genitive.
            cases = cases.replace("g", "") or cases
        out[at] = cases
        if len(cases) == 1:
            taken.add(cases)
    for at in clause:
        if len(out[at]) > 1:
            rest = "".join(c for c in out[at] if c not in taken or c in "ga")
            out[at] = rest or out[at]
    return out
