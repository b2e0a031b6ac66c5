"""Which words of a text name goods: the head nouns, with what stands beside them.

A text is cut into chunks at commas, prepositions, "and" and "of". Each chunk has one head; "for" and its like end the
list of things until the next comma, for what follows is only their use.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from nizam.reader.wordtrie import Hit
from nizam.record import Record, replace
from nizam.text.numbers import find_amounts
from nizam.text.scripts import main_script
from nizam.text.tokens import Token, is_arabic

if TYPE_CHECKING:
    from nizam.reader.vocabulary import GoodsHit, Vocabulary

PARTS = frozenset(("spare-parts", "parts-bare"))
_CHANGING = frozenset(("military", "toy", "luxury", "medical", "parts-of"))
MEASURES = frozenset(("barrel", "tonne", "kilogram", "gram", "litre", "gallon", "cubic-metre", "wagon", "container"))
"""Units in which goods are measured: what they stand before is dealt in."""
_MATERIALS = ("39", "40", "41", "44", "50", "51", "52", "54", "55", "71", "72", "74", "75", "76", "78", "79", "80")
"""Chapters of materials, of which things of the others are made."""
_MADE = ("42", "61", "62", "64", "65", "82", "83", "84", "85", "90", "91", "92", "94", "95", "96", "97")
_LONGEST_WAY = 4
_ARTICLES = frozenset(("a", "an", "the"))
CURRENCIES = frozenset(("usd", "eur", "rub", "cny", "kpw", "krw", "jpy", "gbp", "aed", "kwd"))
_SETTLED = ("рассчит", "расплат", "расплач")
_WITH = ("ом", "ем", "ой", "ей", "ью", "ами", "ями")
_ARABIC_FOR = ("ل", "ول", "فل")


class Head(Record, frozen=True):
    """A thing named: its concepts, its words, what stands beside it. `part`: parts of it; `maybe`: only its use."""

    concepts: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int
    changes: frozenset[str] = frozenset()
    part: bool = False
    maybe: bool = False


def heads(
    vocabulary: Vocabulary,
    text: str,
    tokens: Sequence[Token],
    *,
    running: bool = False,
    taken: frozenset[int] = frozenset(),
    within: frozenset[int] = frozenset(),
) -> list[Head]:
    """The things named in a stretch of text, in order; what they are for or made of left out.

    `running`: the text is a sentence and not a description; a verb of trade begins a new list of things. `taken`:
    tokens that are names of something else; goods that only begin or end with a name ("a Mercedes car") stay. `within`:
    tokens of parties, whose prepositions end no list («продаёт компании в Канге балкер»).
    """
    hits = vocabulary.goods(text, tokens)
    if running and not [h for h in hits if not set(range(h.first, h.last)) <= taken]:
        hits = _counted_or_traded(vocabulary, text, tokens, taken)
    elif running:
        hits = sorted([*hits, *_joined_to(vocabulary, text, tokens, hits)], key=lambda h: h.first)
    if not hits:
        return []
    edges = {at: kind for at, kind in _edges(vocabulary, text, tokens, running).items() if at not in within}
    if running:
        # "The ship, which flies …, carried 8,000 tonnes of coal": a weight begins a list of goods anew.
        for amount in find_amounts(text, tokens):
            if amount.unit in MEASURES:
                edges.update({i: "verb" for i, t in enumerate(tokens) if t.start == amount.start})
    if is_barter(vocabulary, text, tokens):
        # "Fertiliser for coal": what is given for goods is goods.
        edges = {at: "and" if kind == "stop" else kind for at, kind in edges.items()}
        edges.update({h.first: "swap" for h in hits if tokens[h.first].folded.startswith("ب")})
    refused = vocabulary.negated_at(text, tokens)
    hits = [h for h in hits if not refused & {h.first - 1} and not set(range(h.first, h.last)) <= taken]
    if running:
        hits = _without_carriers(vocabulary, text, tokens, hits)
        hits = _without_movers(vocabulary, tokens, hits, edges)
    if not hits:
        return []
    changes = [h for h in vocabulary.modifiers.find(text, tokens) if h.value in _CHANGING]
    out: list[Head] = []
    holding: Head | None = None
    stopped = taken_after_stop = False
    seen_in_segment = pending = False
    for chunk in _chunks(text, tokens, hits, edges):
        if chunk.opens in (",", "start", "verb"):
            stopped, seen_in_segment, holding, pending = False, False, None, False
            taken_after_stop = False
        if chunk.opens == "stop" or chunk.for_clitic:
            stopped = True
        if running and chunk.opens == "stop":
            chunk = replace(
                chunk, hits=tuple(h for h in chunk.hits if h.concept not in vocabulary.settings["carriers"])
            )
        if not chunk.hits:
            pending = pending or any(c.value == "parts-of" and _inside(c, chunk) for c in changes)
            continue
        head, named_part = _head_of(vocabulary, text, chunk, changes)
        if pending and chunk.opens in ("of", "stop"):
            # "parts for fighters": the parts are the thing, though their own word names no kind.
            head, pending, stopped = replace(head, part=True), False, False
        if holding is not None and (chunk.opens == "of" or holding.part):
            out[-1] = replace(head, part=holding.part, start=holding.start, first=holding.first)
            holding = None
            continue
        made = chunk.opens == "of" and bool(out) and seen_in_segment and _of_chapters(vocabulary, out[-1], _MADE)
        if made and _of_chapters(vocabulary, head, _MATERIALS):
            continue  # "wristwatches of steel": what they are made of
        if stopped and seen_in_segment and not (chunk.opens == "and" and taken_after_stop):
            continue
        # "Found on board: engines and missiles": what "and" joins to a thing taken is taken.
        taken_after_stop = stopped and (taken_after_stop or not seen_in_segment)
        if stopped and not running:
            head = replace(head, maybe=True)
        out.append(head)
        seen_in_segment = True
        holds = _is_holder(vocabulary, head) or _is_container(vocabulary, head)
        holding = head if (head.part and not named_part) or holds else None
    specific = [h for h in out if not _is_holder(vocabulary, h)]
    return specific or out


def _of_chapters(vocabulary: Vocabulary, head: Head, chapters: tuple[str, ...]) -> bool:
    codes = [code for c in head.concepts for code in vocabulary.concept(c).hs]
    return bool(codes) and not head.part and all(code.startswith(chapters) for code in codes)


def is_barter(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> bool:
    """Whether goods are given for goods, by a word for it or by a Russian case: «рассчиталась за рис углём»."""
    if any(h.value[0] == "barter" for h in vocabulary.trade_words(text, tokens)):
        return True
    paid = next((i for i, t in enumerate(tokens) if t.folded.startswith(_SETTLED)), None)
    if paid is None:
        return False
    after = [h for h in vocabulary.goods(text, tokens) if h.first > paid]
    return any(tokens[h.first].folded.endswith(_WITH) for h in after)


def _joined_to(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[GoodsHit]) -> list[GoodsHit]:
    """Russian words that are seldom goods, and are where «и» joins them to goods: «центрифуги и микроскопы»."""
    ands = [i for i, t in enumerate(tokens) if t.folded == "и"]
    held = {i for h in hits for i in range(h.first, h.last)}
    out = []
    for bare in vocabulary.bare_goods(text, tokens) if ands and held else ():
        after = bare.last in ands and not held.isdisjoint(range(bare.last + 1, bare.last + 3))
        before = bare.first - 1 in ands and not held.isdisjoint(range(bare.first - 3, bare.first - 1))
        if (after or before) and held.isdisjoint(range(bare.first, bare.last)):
            out.append(bare)
    return out


def _counted_or_traded(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], taken: frozenset[int]
) -> list[GoodsHit]:
    """Words that are seldom goods count as such after a name, a number, "of", or a verb of trade."""
    ends = {i + 1 for i in taken}
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] == "verbs" or hit.value == ("goods-edges", "of"):
            ends.add(hit.last)
    for amount in find_amounts(text, tokens):
        ends |= {i + 1 for i, t in enumerate(tokens) if t.end == amount.end}
    return [h for h in vocabulary.bare_goods(text, tokens) if h.first in ends and h.first not in taken]


def _without_carriers(
    vocabulary: Vocabulary, text: str, tokens: Sequence[Token], hits: Sequence[GoodsHit]
) -> list[GoodsHit]:
    """A ship, plane or lorry right beside other goods only carries them; "rice and lorries" are two goods."""
    carries = [h for h in hits if h.concept in vocabulary.settings["carriers"]]
    # "Timber lorries", "coal barges": the last word of an English compound is the thing.
    compounds = [h for h in carries if tokens[h.first].text[:1].isascii() and _ends_compound(text, tokens, h, hits)]
    hits = [h for h in hits if not any(h.last == c.first for c in compounds)]
    carries = [h for h in carries if h not in compounds]
    means = [h for h in carries if _is_means(tokens[h.first], h) or _goes_through(vocabulary, tokens, h)]
    hits = [h for h in hits if h not in means]
    rest = [h for h in hits if h not in carries]
    ands = {h.first for h in vocabulary.trade_words(text, tokens) if h.value == ("goods-edges", "and")}
    return [h for h in hits if h in rest or not any(_next_to(text, tokens, h, other, ands) for other in rest)]


def _ends_compound(text: str, tokens: Sequence[Token], hit: GoodsHit, hits: Sequence[GoodsHit]) -> bool:
    touching = any(h.last == hit.first for h in hits) and text[tokens[hit.first - 1].end : hit.start] in (" ", "-")
    return touching and tokens[hit.last - 1].folded.endswith("s")


def _without_movers(
    vocabulary: Vocabulary, tokens: Sequence[Token], hits: Sequence[GoodsHit], edges: dict[int, str]
) -> list[GoodsHit]:
    """«نقلت شاحنات … سمكاً»: what stands right after an Arabic verb carries what is named later."""
    carriers = vocabulary.settings["carriers"]
    movers = [
        h
        for h in hits
        if h.concept in carriers and edges.get(h.first - 1) == "verb" and is_arabic(tokens[h.first].folded)
    ]
    things = [h for h in hits if h.concept not in carriers]
    return [h for h in hits if h not in movers] if things else list(hits)


def _is_means(token: Token, hit: GoodsHit) -> bool:
    """«Грузовиками», «بالشاحنات»: by what the goods go."""
    if "а" <= token.folded[:1] <= "я":
        return token.folded.endswith(("ами", "ями", "ом", "ем", "ём"))
    return token.folded.startswith("ب") and hit.start > token.start


def _goes_through(vocabulary: Vocabulary, tokens: Sequence[Token], hit: GoodsHit) -> bool:
    """ "Through the cross-border pipeline", «عبر خط الأنابيب», «по трубопроводу»: the way goods go."""
    before = [t.folded for t in tokens[max(0, hit.first - _LONGEST_WAY) : hit.first]]
    way = next((n for n in range(len(before) - 1, -1, -1) if before[n] in vocabulary.grammar["ways"]), None)
    # "Through a broker a reefer ship was sold": a second article begins another noun.
    return way is not None and sum(w in _ARTICLES for w in before[way:]) < 2


def _next_to(text: str, tokens: Sequence[Token], one: GoodsHit, other: GoodsHit, ands: Container[int]) -> bool:
    first, second = sorted((one, other), key=lambda h: h.first)
    if not 0 <= second.first - first.last <= 1 or second.start > tokens[second.first].start:
        return False
    between = text[tokens[first.last - 1].end : tokens[second.first].start]
    return not any(c in ",;،؛" for c in between) and not any(at in ands for at in range(first.last, second.first + 1))


class _Chunk(Record, frozen=True):
    """Hits with no edge between them. `opens`: what stands before: start , stop of and."""

    opens: str
    first: int
    last: int
    hits: tuple[GoodsHit, ...]
    for_clitic: bool = False


def _edges(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], running: bool) -> dict[int, str]:
    """Token index → kind of edge word standing there."""
    out: dict[int, str] = {}
    money = {a.start for a in find_amounts(text, tokens) if a.unit in CURRENCIES}
    priced = {i for i, t in enumerate(tokens) if t.start in money}
    for hit in vocabulary.trade_words(text, tokens):
        if running and hit.value[0] in ("verbs", "finds"):
            out[hit.first] = "verb"
        if hit.value[0] == "goods-edges":
            if hit.last in priced and not tokens[hit.first].folded.isascii():
                continue  # «рояль за 90 тысяч евро и два автомобиля»: a price ends no list
            for at in range(hit.first, hit.last):
                out.setdefault(at, "and" if _accompanied(tokens, at) else hit.value[1])
    return out


def _accompanied(tokens: Sequence[Token], at: int) -> bool:
    """«Рентгенаппараты с генераторами»: things that come with things are dealt in, too."""
    if tokens[at].folded not in ("с", "со"):
        return False
    return at + 1 < len(tokens) and tokens[at + 1].folded.endswith(("ами", "ями"))


def _chunks(text: str, tokens: Sequence[Token], hits: Sequence[GoodsHit], edges: dict[int, str]) -> list[_Chunk]:
    starts: dict[int, list[GoodsHit]] = {}
    for hit in hits:
        starts.setdefault(hit.first, []).append(hit)
    covered = {i for hit in hits for i in range(hit.first, hit.last)}
    out: list[_Chunk] = []
    opens, first, clitic = "start", 0, False
    current: list[GoodsHit] = []
    for at, token in enumerate(tokens):
        comma = at > 0 and any(c in ",;:،؛.()\n" for c in text[tokens[at - 1].end : token.start])
        here = starts.get(at, [])
        skipped = bool(here) and here[0].start > token.start and token.folded.startswith(_ARABIC_FOR)
        joins = bool(here) and here[0].start > token.start and token.folded.startswith("و")
        joins = joins or (bool(here) and edges.get(at) == "swap")
        edge = edges.get(at) if at not in covered else None
        if comma or edge or skipped or joins:
            out.append(_Chunk(opens, first, at, tuple(current), clitic))
            # A comma outranks the word after it only where that word does not go on describing.
            opens = edge if edge and not (comma and edge == "and") else "," if comma else "and" if joins else "of"
            first, current, clitic = at, [], skipped
        current.extend(here)
    out.append(_Chunk(opens, first, len(tokens), tuple(current), clitic))
    return out


def _head_of(vocabulary: Vocabulary, text: str, chunk: _Chunk, changes: Sequence[Hit[str]]) -> tuple[Head, bool]:
    """The noun that names the thing: the last of an English compound, the first in Arabic and Russian.

    The second value: it is a part of something, and the chunk says of what ("truck spare parts").
    """
    holders = {*vocabulary.settings["holders"], *vocabulary.settings["containers"]}
    # «شحنة أرز», "партия риса": the shipment only holds what is named beside it.
    held = [h for h in chunk.hits if h.concept not in holders] or list(chunk.hits)
    spans = sorted({(h.first, h.last) for h in held})
    latin = main_script(text[chunk.hits[0].start : chunk.hits[-1].end]) == "latn"
    chosen = spans[-1] if latin else spans[0]
    if latin and len(spans) > 1:
        chosen = _told_by(vocabulary, chunk, spans)
    part = named = False
    if PARTS & _at(chunk, chosen):
        part = True
        others = [s for s in spans if s != chosen]
        if others:
            chosen, named = (others[-1] if latin else others[0]), True
    hits = [h for h in chunk.hits if (h.first, h.last) == chosen]
    beside = frozenset(c.value for c in changes if _inside(c, chunk) and _near(c, chosen))
    if "parts-of" in beside and not part:
        part = named = True
    return Head(unique(h.concept for h in hits), hits[0].start, hits[0].end, *chosen, beside, part), named


def _told_by(vocabulary: Vocabulary, chunk: _Chunk, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """ "TS-1 fuel": where the last word of a compound is vague, the word right before it may say which kind it is."""
    last, before = spans[-1], spans[-2]
    vague = [vocabulary.concept(c) for c in _at(chunk, last)]
    named = [code for c in _at(chunk, before) for code in vocabulary.concept(c).hs]
    may = tuple(code for c in vague for code in c.maybe_hs)
    if before[1] != last[0] or any(c.hs for c in vague) or not named or not all(code.startswith(may) for code in named):
        return last
    return before


def _inside(change: Hit[str], chunk: _Chunk) -> bool:
    return chunk.first <= change.first and change.last <= chunk.last


def _near(change: Hit[str], span: tuple[int, int]) -> bool:
    """Right before or right after, or one word apart; not the very words of the thing."""
    return (change.last <= span[0] and span[0] - change.last <= 2) or (
        change.first >= span[1] and change.first - span[1] <= 1
    )


def _at(chunk: _Chunk, span: tuple[int, int]) -> frozenset[str]:
    return frozenset(h.concept for h in chunk.hits if (h.first, h.last) == span)


def _is_container(vocabulary: Vocabulary, head: Head) -> bool:
    """ "Bags of clinker": the bags only hold it; "bags and shoes" are goods."""
    return bool(set(vocabulary.settings["containers"]) & set(head.concepts)) and not head.part


def _is_holder(vocabulary: Vocabulary, head: Head) -> bool:
    holders = set(vocabulary.settings["holders"])
    return bool(holders & set(head.concepts)) and not head.part


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Values once each, in order."""
    return tuple(dict.fromkeys(values))
