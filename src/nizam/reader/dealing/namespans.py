"""Where names of firms and bodies stand in a sentence: their words are no goods and no deeds.

"Liaodong Pipeline Transport" sells no pipeline, "Orient Joint Venture Corporation" is no venture of this deal,
«Primorye Bunker Base» bunkers nobody. A name is a run of capitalised words or a quotation that stands where a party
stands: with a word for a body in it or before it, before a country, after a preposition, or as subject of a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nizam.reader.dealing.named import named_in
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic, tokenise

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_QUOTED = re.compile('«([^«»]{2,80})»|“([^“”]{2,80})”|„([^„“”]{2,80})[“”]|"([^"]{2,80})"')
_TIGHT = re.compile("^(?:['’]s)?[ \u00a0\\-‐–&'’/]*$|^\\. $")
_MOST_CAPITALS = 0.75
"""Share of capitalised words from which a text is a headline, and capitals tell nothing."""
_FEWEST_PLAIN = 3
_SHORTEST_LOUD = 3
_PURPOSES_AR = ("لبناء", "لتشييد", "لانشاء", "لتدريب", "لترميم", "لتوريد", "لشراء", "لنقل", "لتشغيل", "لاستيجار")
_IN_AR = ("في", "من", "ب")
_BACK = 5
_MOST_QUOTED = 4


def name_spans(vocabulary: Vocabulary, text: str) -> tuple[tuple[int, int], ...]:
    """Token ranges of names of firms and bodies, in order. The last texts are remembered."""
    return _spans(vocabulary, text)


@lru_cache(maxsize=64)
def _spans(vocabulary: Vocabulary, text: str) -> tuple[tuple[int, int], ...]:
    tokens = tokenise(text)
    found = named_in(text, tokens)
    out = [
        *_quotations(vocabulary, text, tokens, found),
        *_capitals(vocabulary, text, tokens, found),
        *_shouted(tokens, found),
    ]
    if any(is_arabic(t.folded) for t in tokens):
        # Nobody's name is a recipient: «شركة روسية لمصنع كوري» has two firms.
        own = {h.first for h in vocabulary.trade_words(text, tokens) if h.value[0] == "name-heads"}
        goods = {h.first for h in vocabulary.goods(text, tokens)}
        nouns = tuple(vocabulary.grammar["after-l-ar"])
        trades = _arabic_trades(vocabulary, text, tokens)
        out += [
            span
            for span in trades
            if (span[0] not in own or span[0] in goods)
            and not tokens[span[0]].folded[1:].removeprefix("ل").startswith(nouns)
        ]
    return tuple(sorted(out))


def inside_name(spans: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether tokens `first:last` lie within one name."""
    return any(begin <= first and last <= end for begin, end in spans)


def _quotations(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]
) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(text):
        start, end = next(span for at in range(1, 5) if (span := match.span(at)) != (-1, -1))
        inside = [i for i, t in enumerate(tokens) if start <= t.start and t.end <= end]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        if tokens[first].text[:1].islower():
            continue
        body = _has_body(vocabulary, text, tokens, max(0, first - 3), last)
        beside = any(f.last in (first, first - 1) and f.value.kind == "adjective" for f in found)
        if is_arabic(tokens[first].folded) and not beside:
            # «دا نانغ للمطاط» الفيتنامية: in Arabic the nationality, or the place, comes after the name.
            beyond = _past_trade(text, tokens, last)
            after = [f for f in found if beyond <= f.first <= beyond + 1 and f.value.country]
            beside = any(f.value.kind == "adjective" or tokens[beyond].folded in _IN_AR for f in after)
            beside = beside or (last - first <= _MOST_QUOTED and _governed_ar(vocabulary, text, tokens, first))
        if body or beside or _before_country(text, tokens, found, last):
            yield first, last


def _past_trade(text: str, tokens: Sequence[Token], at: int) -> int:
    """Past what a firm does: «مورانبونغ» للمفروشات في …"""
    begun = at
    while (
        at + 1 < len(tokens)
        and tokens[at].folded.startswith("لل" if at == begun else ("لل", "ال"))
        and not re.search("[,،.؛:()]", text[tokens[at - 1].end : tokens[at].start])
    ):
        at += 1
    return at


def _governed_ar(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], first: int) -> bool:
    """A quotation right after a verb of trade or a preposition that tells a side: «باعت «النجم» …», «لـ«النجم»»."""
    if first == 0:
        return False
    return tokens[first - 1].folded == "ل" or any(
        h.last == first and (h.value[0] == "verbs" or (h.value[0] == "sides" and h.value[1] in ("to", "from", "by")))
        for h in vocabulary.trade_words(text, tokens)
    )


def _shouted(tokens: Sequence[Token], found: Sequence[Found[Named]]) -> Iterator[tuple[int, int]]:
    """Names written in capitals in a text that is not: "the tanker RYE SONG GANG 1"."""
    latin = [t for t in tokens if t.text[:1].isascii() and t.text[:1].isalpha()]
    loud = [i for i, t in enumerate(tokens) if len(t.text) >= _SHORTEST_LOUD and t.text.isascii() and t.text.isupper()
            and t.text.isalpha()]  # fmt: skip
    words = [t for t in latin if len(t.text) >= _SHORTEST_LOUD and t.text.isalpha()]
    if len(loud) > len(words) / 2:
        return
    known = {i for f in found for i in range(f.first, f.last)}
    rest = [i for i in loud if i not in known]
    at = 0
    while at < len(rest):
        last = at
        while last + 1 < len(rest) and rest[last + 1] == rest[last] + 1:
            last += 1
        if last > at:
            end = rest[last] + 1
            yield rest[at], end + (end < len(tokens) and tokens[end].text.isdigit())
        at = last + 1


def _capitals(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]
) -> Iterator[tuple[int, int]]:
    latin = [t for t in tokens if t.text[:1].isascii() and t.text[:1].isalpha()]
    other = len(tokens) - len(latin) > len(latin)
    plain = sum(not t.capital for t in latin)
    if not other and (plain < _FEWEST_PLAIN or (len(latin) - plain) / max(len(latin), 1) > _MOST_CAPITALS):
        return
    for first, last in _runs(vocabulary, text, tokens, found):
        made = _name_words(tokens, found, first, last)
        if last - first < 2 or not made:
            continue
        if _has_body(vocabulary, text, tokens, first, last):
            yield first, last
            continue
        placed = other or _before_country(text, tokens, found, last)
        if placed and not _ends_in_goods(vocabulary, text, tokens, last):
            yield first, last


def _ends_in_goods(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], last: int) -> bool:
    return any(h.first < last <= h.last for h in vocabulary.goods(text, tokens))


def _runs(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], found: Sequence[Found[Named]]
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised Latin words; "of" and the like may stand between two of them."""
    joiners = frozenset(vocabulary.grammar["name-joiners"])
    starters = frozenset(vocabulary.grammar["sentence-starters"])
    at = 0
    while at < len(tokens):
        if not _capital(tokens[at]):
            at += 1
            continue
        first = at
        while at + 1 < len(tokens):
            step = 1
            while at + step < len(tokens) and step < 3 and tokens[at + step].folded in joiners:
                step += 1
            ahead = at + step
            between = text[tokens[at].end : tokens[min(ahead, len(tokens) - 1)].start]
            if ahead >= len(tokens) or not _capital(tokens[ahead]) or (step == 1 and not _TIGHT.match(between)):
                break
            if step > 1 and (re.search("[,;:()]", between) or _country_from(found, ahead)):
                break
            # "Germany's Baltic Lines", "Norway and the State Institute": the country is no part of the name.
            if (step > 1 or "s" in between) and any(
                f.last == at + 1 and f.value.kind in ("country", "adjective") for f in found
            ):
                break
            at = ahead
        begin = first
        while begin <= at and tokens[begin].folded in starters:
            begin += 1
        begin = _past_goods(vocabulary, text, tokens, begin, at, joiners)
        begin = max(
            [begin, *(f.last for f in found if f.first == begin and f.value.kind == "adjective" and f.last <= at)]
        )
        yield begin, at + 1
        at += 1


def _past_goods(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], begin: int, end: int, joiners: frozenset[str]
) -> int:
    """ "Squid of the Chongjin Station": the goods a sentence begins with are no part of the name after "of"."""
    if begin > end:
        return begin  # the whole run was words that begin sentences
    if begin > 0 and not re.search("[.!?:;\n]", text[tokens[begin - 1].end : tokens[begin].start]):
        return begin
    for hit in vocabulary.goods(text, tokens):
        if hit.first == begin and hit.last <= end and tokens[hit.last].folded in joiners:
            return next((i for i in range(hit.last, end + 1) if tokens[i].folded not in joiners), begin)
    return begin


def _capital(token: Token) -> bool:
    return token.capital and token.text[:1].isascii()


def _country_from(found: Sequence[Found[Named]], at: int) -> bool:
    return any(f.first == at and f.value.kind in ("country", "government") for f in found)


def _name_words(tokens: Sequence[Token], found: Sequence[Found[Named]], first: int, last: int) -> bool:
    """Whether a run has a word that is no country: "North Korea" alone is no firm."""
    countries = {
        i for f in found for i in range(f.first, f.last) if f.value.kind in ("country", "adjective", "capital")
    }
    return any(i not in countries for i in range(first, last) if tokens[i].capital)


def _has_body(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        h.value[0] == "name-heads" and first <= h.first and h.last <= last for h in vocabulary.trade_words(text, tokens)
    )


def _before_country(text: str, tokens: Sequence[Token], found: Sequence[Found[Named]], last: int) -> bool:
    """ "X of China", "X (China)", "X, China": what is named before its country is a party."""
    for name in found:
        if name.value.kind == "adjective" or not last <= name.first <= last + 2:
            continue
        between = [t.folded for t in tokens[last : name.first]]
        mark = text[tokens[last - 1].end : tokens[last].start] if last < len(tokens) else ""
        if between in (["of"], ["of", "the"], ["in"], ["in", "the"]) or (not between and re.search("[,(]", mark)):
            return True
    return False


def _arabic_trades(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What tells an Arabic firm's trade: «شركة … لخطوط الأنابيب», «مصانع … للفحم المضغوط»."""
    hits = vocabulary.trade_words(text, tokens)
    heads = {h.last - 1 for h in hits if h.value[0] == "name-heads"}
    quoted = {last - 1 for _, last in _quotations(vocabulary, text, tokens, named_in(text, tokens))}
    stops = {h.first for h in hits if h.value[0] in ("verbs", "sides")}
    for at, token in enumerate(tokens):
        if not is_arabic(token.folded) or not token.folded.startswith("ل") or len(token.folded) < 4:
            continue
        if at in stops and at - 1 not in heads and not tokens[at - 1].folded.startswith("ال"):
            # «وقّعت مصفاة عقداً لتزويد …»: the verb's noun belongs to the contract, not to the firm's name.
            continue
        bare = not token.folded.startswith("لل") and at + 1 < len(tokens)
        if bare and token.folded.startswith(_PURPOSES_AR) and not tokens[at + 1].folded.startswith("ال"):
            # «مع شركة … لبناء ملعب»: what the contract is for; a firm's trade is definite, «لبناء السفن».
            continue
        for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
            if any(c in ",;:،؛." for c in text[tokens[back].end : tokens[back + 1].start]):
                break
            if back in heads or (back in quoted and token.folded.startswith("لل")):
                last = at + 1
                while (
                    last < len(tokens)
                    and tokens[last].folded.startswith("ال")
                    and text[tokens[last - 1].end : tokens[last].start] == " "
                ):
                    last += 1
                yield at, last
                break
            if back in stops:
                break
