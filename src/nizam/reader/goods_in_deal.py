"""Words for goods → lines of goods: which noun is the thing, what changes its code, which lists it is on.

In "spare parts for trams" the thing is parts of trams; in "coal mining machines" machines; in "a cargo of coal" coal;
in "equipment for a factory" equipment, and the factory is only what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nizam.model.deal import Amount, Goods
from nizam.text.numbers import find_amounts
from nizam.text.scripts import main_script
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.vocabulary import GoodsHit, Vocabulary

_PARTS = frozenset(("spare-parts", "parts-bare"))
_CODE = re.compile(r"\d{2}(?:[\s.]?\d{2}){0,4}")
_CHANGING = frozenset(("military", "toy", "luxury", "medical"))
_ARABIC_FOR = ("ل", "ول", "فل")


@dataclass(frozen=True, slots=True)
class Head:
    """A thing named: its concepts, the words, what stands beside it. `part`: parts of the thing; `maybe`: only its use."""

    concepts: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int
    changes: frozenset[str] = frozenset()
    part: bool = False
    maybe: bool = False


def described_goods(
    vocabulary: Vocabulary,
    description: str,
    hs_codes: str | Sequence[str] | None,
    origin: str | None,
    quantity: str | None,
    value: str | None,
) -> tuple[Goods, ...]:
    """Lines of goods from a description. With codes given they decide, and the words only add lists."""
    tokens = tokenise(description)
    found = heads(vocabulary, description, tokens)
    lines = [line_of(vocabulary, head, description) for head in found]
    given = codes(hs_codes)
    amounts = amounts_of(quantity) + amounts_of(value) or amounts_of(description)
    if given:
        merged = joined(lines) if lines else Goods()
        return (
            replace(
                merged, description=description, hs=given, maybe_hs=(), maybe_lists=frozenset(), known=True,
                origin=origin, amounts=amounts, hs_given=True,
            ),
        )  # fmt: skip
    if not lines:
        return (Goods(description=description, origin=origin, amounts=amounts),)
    if len(lines) == 1:
        lines = [replace(lines[0], description=description)]
    return tuple(replace(line, origin=origin, amounts=amounts if len(lines) == 1 else ()) for line in lines)


def codes(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """HS codes as digits: `2701.11`, `7306.30 / 8413.20`, `["2701", "2702"]`."""
    texts = [given] if isinstance(given, str) else list(given or ())
    out = []
    for text in texts:
        for part in re.split(r"[/,;]|\band\b|\bor\b", str(text)):
            match = _CODE.search(part)
            if match:
                out.append(re.sub(r"\D", "", match.group()))
    return tuple(dict.fromkeys(out))


def amounts_of(text: str | None) -> tuple[Amount, ...]:
    """Amounts in a text; a bare number counts pieces."""
    if not text:
        return ()
    found = find_amounts(text, tokenise(text))
    return tuple(Amount(a.value, a.unit or "piece") for a in found)


def joined(lines: Sequence[Goods]) -> Goods:
    """Several lines as one that may be any of them."""
    if len(lines) == 1:
        return lines[0]
    return Goods(
        description=", ".join(line.description for line in lines),
        hs=_unique(code for line in lines for code in line.hs),
        maybe_hs=_unique(code for line in lines for code in line.maybe_hs),
        lists=frozenset().union(*(line.lists for line in lines)),
        maybe_lists=frozenset().union(*(line.maybe_lists for line in lines)),
        known=all(line.known for line in lines),
        concepts=_unique(c for line in lines for c in line.concepts),
        words=_unique(w for line in lines for w in line.words),
        origin=lines[0].origin,
        amounts=lines[0].amounts,
        hs_given=lines[0].hs_given,
    )


def heads(
    vocabulary: Vocabulary,
    text: str,
    tokens: Sequence[Token],
    *,
    running: bool = False,
    taken: frozenset[int] = frozenset(),
) -> list[Head]:
    """The things named in a stretch of text, in order; what they are for or made of left out.

    `running`: the text is a sentence and not a description; a verb of trade begins a new list of things. `taken`:
    tokens that are names of something else.
    """
    hits = vocabulary.goods(text, tokens)
    if running and not [h for h in hits if not taken & set(range(h.first, h.last))]:
        hits = _counted_or_traded(vocabulary, text, tokens, taken)
    if not hits:
        return []
    edges = _edges(vocabulary, text, tokens, running)
    refused = vocabulary.negated_at(text, tokens)
    hits = [
        h
        for h in hits
        if not refused & {h.first - 1} and not taken & set(range(h.first, h.last))
    ]
    if running:
        hits = _without_carriers(vocabulary, hits)
    if not hits:
        return []
    changes = [h for h in vocabulary.modifiers.find(text, tokens) if h.value in _CHANGING]
    out: list[Head] = []
    holding: Head | None = None
    stopped = False
    seen_in_segment = False
    for chunk in _chunks(text, tokens, hits, edges):
        if chunk.opens in (",", "start", "verb"):
            stopped, seen_in_segment, holding = False, False, None
        if chunk.opens == "stop" or chunk.for_clitic:
            stopped = True
        if running and chunk.opens == "stop":
            chunk = replace(chunk, hits=tuple(h for h in chunk.hits if h.concept not in vocabulary.settings["carriers"]))
        if not chunk.hits:
            continue
        head = _head_of(vocabulary, text, chunk, changes)
        if holding is not None and (chunk.opens == "of" or holding.part):
            out[-1] = replace(head, part=holding.part, start=holding.start, first=holding.first)
            holding = None
            continue
        if stopped and seen_in_segment:
            continue
        if stopped and not running:
            head = replace(head, maybe=True)
        out.append(head)
        seen_in_segment = True
        holding = head if (head.part and not chunk.named_part) or _is_holder(vocabulary, head) else None
    specific = [h for h in out if not _is_holder(vocabulary, h)]
    return specific or out


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


def _without_carriers(vocabulary: Vocabulary, hits: Sequence[GoodsHit]) -> list[GoodsHit]:
    """A ship, plane or lorry right beside other goods only carries them."""
    carries = [h for h in hits if h.concept in vocabulary.settings["carriers"]]
    rest = [h for h in hits if h not in carries]
    return [h for h in hits if h in rest or not any(_next_to(h, other) for other in rest)]


def _next_to(one: GoodsHit, other: GoodsHit) -> bool:
    return 0 <= other.first - one.last <= 1 or 0 <= one.first - other.last <= 1


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Hits with no edge between them. `opens`: what stands before: start , stop of and."""

    opens: str
    first: int
    last: int
    hits: tuple[GoodsHit, ...]
    for_clitic: bool = False
    named_part: bool = False


def _edges(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], running: bool) -> dict[int, str]:
    """Token index → kind of edge word standing there."""
    out: dict[int, str] = {}
    for hit in vocabulary.trade_words(text, tokens):
        if running and hit.value[0] == "verbs":
            out[hit.first] = "verb"
        if hit.value[0] == "goods-edges":
            for at in range(hit.first, hit.last):
                out.setdefault(at, hit.value[1])
    return out


def _chunks(text: str, tokens: Sequence[Token], hits: Sequence[GoodsHit], edges: dict[int, str]) -> list[_Chunk]:
    starts = {}
    for hit in hits:
        starts.setdefault(hit.first, []).append(hit)
    covered = {i for hit in hits for i in range(hit.first, hit.last)}
    out: list[_Chunk] = []
    opens, first, current, clitic = "start", 0, [], False
    for at, token in enumerate(tokens):
        comma = at > 0 and any(c in ",;:،؛.()\n" for c in text[tokens[at - 1].end : token.start])
        here = starts.get(at, [])
        skipped = bool(here) and here[0].start > token.start and token.folded.startswith(_ARABIC_FOR)
        joins = bool(here) and here[0].start > token.start and token.folded.startswith("و")
        edge = edges.get(at) if at not in covered else None
        if comma or edge or skipped or joins:
            out.append(_Chunk(opens, first, at, tuple(current), clitic))
            # A comma outranks the word after it only where that word does not go on describing.
            opens = edge if edge and not (comma and edge == "and") else "," if comma else "and" if joins else "of"
            first, current, clitic = at, [], skipped
        current.extend(here)
    out.append(_Chunk(opens, first, len(tokens), tuple(current), clitic))
    return out


def _head_of(vocabulary: Vocabulary, text: str, chunk: _Chunk, changes: Sequence[object]) -> Head:
    """The noun that names the thing: the last of an English compound, the first in Arabic and Russian."""
    spans = sorted({(h.first, h.last) for h in chunk.hits})
    latin = main_script(text[chunk.hits[0].start : chunk.hits[-1].end]) == "latn"
    chosen = spans[-1] if latin else spans[0]
    part = named = False
    if _PARTS & _at(chunk, chosen):
        part = True
        others = [s for s in spans if s != chosen]
        if others:
            chosen, named = (others[-1] if latin else others[0]), True
    hits = [h for h in chunk.hits if (h.first, h.last) == chosen]
    object.__setattr__(chunk, "named_part", named)
    beside = frozenset(
        change.value  # type: ignore[attr-defined]
        for change in changes
        if chunk.first <= change.first and change.last <= chunk.last and _near(change, chosen)  # type: ignore[attr-defined]
    )
    return Head(_unique(h.concept for h in hits), hits[0].start, hits[0].end, chosen[0], chosen[1], beside, part)


def _near(change: object, span: tuple[int, int]) -> bool:
    """Right before or right after, or one word apart; not the very words of the thing."""
    first, last = change.first, change.last  # type: ignore[attr-defined]
    return (last <= span[0] and span[0] - last <= 2) or (first >= span[1] and first - span[1] <= 1)


def _at(chunk: _Chunk, span: tuple[int, int]) -> frozenset[str]:
    return frozenset(h.concept for h in chunk.hits if (h.first, h.last) == span)


def _is_holder(vocabulary: Vocabulary, head: Head) -> bool:
    holders = set(vocabulary.settings["holders"])
    return bool(holders & set(head.concepts)) and not head.part


def line_of(vocabulary: Vocabulary, head: Head, text: str) -> Goods:
    """The codes and lists of a thing named, after what stands beside it."""
    concepts = [vocabulary.concept(name) for name in head.concepts]
    hs = _unique(code for c in concepts for code in c.hs)
    maybe = _unique(code for c in concepts for code in c.maybe_hs)
    lists = frozenset().union(*(c.lists for c in concepts))
    if len(concepts) > 1 and len({code[:2] for code in hs}) > 1:
        hs, maybe = (), _unique((*hs, *maybe))
    if head.part:
        hs = _unique(_parts_heading(vocabulary, code) for code in hs)
        lists &= frozenset(("arms", "heavy-arms", "small-arms", "launch-vehicle", "satellite"))
    settings = vocabulary.settings
    if "toy" in head.changes:
        hs, maybe, lists = ("9503",), (), frozenset()
    if "military" in head.changes and "food" not in lists:
        known = hs + maybe
        if not known or any(code.startswith(tuple(settings["military-chapters"])) for code in known):
            lists |= {"arms"}
    if "luxury" in head.changes:
        on = any(code.startswith(tuple(settings["luxury-headings"])) for code in hs)
        lists |= {"luxury"} if on else {"luxury-open"}
    if "medical" in head.changes:
        lists |= {"medical-supplies"}
    maybe_lists: frozenset[str] = frozenset()
    if head.maybe:
        # Only what the unnamed thing is for was understood: it may be of its kind.
        maybe_lists, lists = lists, frozenset()
        hs, maybe = (), _unique((*hs, *maybe))
    return Goods(
        description=text[head.start : head.end],
        hs=hs,
        maybe_hs=() if hs else maybe,
        lists=lists,
        maybe_lists=maybe_lists,
        known=True,
        concepts=head.concepts,
        words=(text[head.start : head.end],),
    )


def _parts_heading(vocabulary: Vocabulary, code: str) -> str:
    for heading, whole in vocabulary.settings["parts-headings"].items():
        if code[:4] in whole:
            return str(heading)
    return code[:4]


def _unique(values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))  # type: ignore[call-overload]
