"""Words for goods → lines of goods: which noun is the thing, what changes its code, which lists it is on.

In "spare parts for trams" the thing is parts of trams; in "coal mining machines" machines; in "a cargo of coal" coal;
in "equipment for a factory" equipment, and the factory is only what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.model.deal import Amount, Goods
from nizam.reader.dealing.goods_beside import axled, beside, many_axles
from nizam.reader.dealing.goods_heads import Head, heads, unique
from nizam.record import replace
from nizam.text.numbers import find_amounts
from nizam.text.tokens import Token, tokenise

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_ARMS_PARTS = "9305"
_CODE = re.compile(r"(?<![\w.])(\d{2}(?:[\s.]?\d{2}){0,4})\d?(?!\w)")


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
    named = lists_named(vocabulary, description, tokens)
    lines = [
        of_heavy_arms(vocabulary, description, tokens, with_lists(line_of(vocabulary, head, description), named))
        for head in found
    ]
    lines = [beside(vocabulary, description, tokens, line) for line in lines]
    given = codes(hs_codes)
    amounts = amounts_of(quantity) + amounts_of(value) or amounts_of(description)
    if given:
        merged = joined(lines) if lines else with_lists(Goods(), named)
        merged = beside(vocabulary, description, tokens, replace(merged, hs=given, maybe_hs=(), hs_given=True))
        whole = replace(
            merged, description=description, hs=given, maybe_hs=(), maybe_lists=frozenset(), known=True,
            origin=origin, amounts=amounts, hs_given=True,
        )  # fmt: skip
        return (below_value(vocabulary, whole, f"{description} ; {value or ''}"),)
    if not lines and many_axles(vocabulary, description, tokens):
        return (replace(axled(vocabulary, description), origin=origin, amounts=amounts),)
    if not lines:
        return (Goods(description=description, origin=origin, amounts=amounts),)
    if len(lines) == 1:
        lines = [replace(lines[0], description=description)]
    told = [replace(line, origin=origin, amounts=amounts if len(lines) == 1 else ()) for line in lines]
    return tuple(below_value(vocabulary, line, f"{description} ; {value or ''}") for line in told)


def lists_named(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> frozenset[str]:
    """Legal lists that a description names outright: "entered on the dual-use list S/2016/1069"."""
    no = vocabulary.negated_at(text, tokens)
    hits = [h for h in vocabulary.goods(text, tokens) if h.concept.startswith("listed-")]
    told = [h for h in hits if not no & set(range(h.first - 5, h.first))]
    return frozenset().union(*(vocabulary.concept(h.concept).lists for h in told))


def with_lists(line: Goods, lists: frozenset[str]) -> Goods:
    """The line on these lists too."""
    return replace(line, lists=line.lists | lists) if lists else line


def of_heavy_arms(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], line: Goods) -> Goods:
    """Parts of weapons are those of the heavy weapon named with them: "barrels for T-62 tanks" are no small arms."""
    if not any(code.startswith(_ARMS_PARTS) for code in line.hs):
        return line
    heavy = any("heavy-arms" in vocabulary.concept(h.concept).lists for h in vocabulary.goods(text, tokens))
    if not heavy:
        return line
    return replace(line, lists=(line.lists - {"small-arms"}) | {"arms", "heavy-arms"}, maybe_lists=frozenset())


def codes(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """HS codes as digits: `2701.11`, `7306.30 / 8413.20`, `["2701", "2702"]`."""
    texts = [given] if isinstance(given, str) else list(given or ())
    out = []
    for text in texts:
        for part in re.split(r"[/,;]|\band\b|\bor\b", str(text)):
            match = _CODE.search(part)
            if match:
                out.append(re.sub(r"\D", "", match.group(1)))
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
        hs=unique(code for line in lines for code in line.hs),
        maybe_hs=unique(code for line in lines for code in line.maybe_hs),
        lists=frozenset().union(*(line.lists for line in lines)),
        maybe_lists=frozenset().union(*(line.maybe_lists for line in lines)),
        known=all(line.known for line in lines),
        concepts=unique(c for line in lines for c in line.concepts),
        words=unique(w for line in lines for w in line.words),
        origin=lines[0].origin,
        amounts=lines[0].amounts,
        hs_given=lines[0].hs_given,
    )


def line_of(vocabulary: Vocabulary, head: Head, text: str) -> Goods:
    """The codes and lists of a thing named, after what stands beside it."""
    concepts = [vocabulary.concept(name) for name in head.concepts]
    hs = unique(code for c in concepts for code in c.hs)
    maybe = unique(code for c in concepts for code in c.maybe_hs)
    lists = frozenset().union(*(c.lists for c in concepts))
    if len(concepts) > 1 and len({code[:2] for code in hs}) > 1:
        hs, maybe = (), unique((*hs, *maybe))
    if head.part:
        hs = unique(_parts_heading(vocabulary, code) for code in hs)
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
    maybe_lists = frozenset().union(*(c.maybe_lists for c in concepts)) - lists
    if head.maybe:
        # Only what the unnamed thing is for was understood: it may be of its kind.
        maybe_lists, lists = lists, frozenset()
        hs, maybe = (), unique((*hs, *maybe))
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


def below_value(vocabulary: Vocabulary, line: Goods, text: str) -> Goods:
    """The line without the luxury list where each piece costs less than the list asks: "rugs at 350 dollars each"."""
    asked = next(
        (v for code, v in vocabulary.settings["luxury-from"].items() if line.hs and line.hs[0].startswith(code)), None
    )
    price = _price_each(vocabulary, line, text) if asked is not None and "luxury" in line.lists else None
    if asked is None or price is None or price >= float(asked):
        return line
    return replace(line, lists=line.lists - {"luxury"})


def _price_each(vocabulary: Vocabulary, line: Goods, text: str) -> float | None:
    """US dollars for one piece: told as such, or the whole by the number of pieces."""
    tokens = tokenise(text)
    each = [(h.start, h.end) for h in vocabulary.trade_words(text, tokens) if h.value[0] == "each"]
    for amount in find_amounts(text, tokens):
        if amount.unit == "usd" and any(0 <= s - amount.end <= 2 or 0 <= amount.start - e <= 2 for s, e in each):
            return float(amount.value)
    pieces = next((a.value for a in line.amounts if a.unit == "piece"), 0.0)
    total = next((a.value for a in line.amounts if a.unit == "usd"), 0.0)
    return total / pieces if pieces and total else None


def _parts_heading(vocabulary: Vocabulary, code: str) -> str:
    for heading, whole in vocabulary.settings["parts-headings"].items():
        if code[:4] in whole:
            return str(heading)
    return code[:4]
