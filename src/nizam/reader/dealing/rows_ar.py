"""An Arabic sentence as a row of signs, as `rows.py` writes an English one: parties with the little words written onto
them, goods, verbs and nouns of trade, prepositions. The rules that read the row are those of constructions_ar.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.mentions_ar import Words, proclitic
from nizam.reader.dealing.rows import Row
from nizam.reader.wordtrie import Hit
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_ALONE = frozenset(("to", "from", "by", "with", "via", "at", "on", "lada", "made"))
_FARTHEST = 2
_SHORTEST_NOUN = 4
_OF_PARTY = frozenset(("taker", "giver"))


def row_of_ar(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> Row:
    """Write an Arabic sentence as a row of signs."""
    return _Writer(vocabulary, text, tokens, goods).row()


class _Writer(Words):
    """The signs written so far."""

    def __init__(self, vocabulary: Vocabulary, text: str, tokens: Sequence[Token], goods: Sequence[Head]) -> None:
        super().__init__(vocabulary, text, tokens, goods)
        self.signs: list[tuple[str, Mention | None]] = []
        self.governed = -1

    def gets_next(self) -> bool:
        return "in" in [sign for sign, _ in self.signs[-2:]]

    def others_told(self) -> bool:
        return any(mention is not None and mention.countries for _, mention in self.signs)

    def row(self) -> Row:
        at = 0
        while at < len(self.tokens):
            self._mark(at)
            at = self._step(at)
        kept = list(_governing(self.signs))
        kept.append((".", None))
        return Row(tuple(s for s, _ in kept), tuple((i, m) for i, (_, m) in enumerate(kept) if m is not None))

    def _step(self, at: int) -> int:
        """Write what stands at a token; the token after it."""
        if at in self.dated:
            return at + 1
        special = self.special.get(at)
        sign = special.value if special is not None else ""
        if special is not None and sign in _OF_PARTY and self._tells(special):
            self._clitic(at, special.label)
            return self._put(sign, special.last)
        if at in self.things and not (at in self.heads and self._names_more(at)):
            return self._put("G", at + 1)
        if special is not None and sign != "party" and sign not in _OF_PARTY and not self._is_deed(at, sign):
            return self._put(sign, special.last)
        if at in self.heads:
            return self._party(at, self.heads[at])
        if special is not None and sign in _OF_PARTY:
            return self._party(at, (special.last, special.label))
        if at in self.spans:
            return self._party(at, None)
        verb = self.verbs.get(at)
        if verb is not None and at not in self.spans:
            fed = self.tokens[at].folded.removeprefix("ل").removeprefix("ب").removeprefix("ال").startswith(self.feeding)
            return self._put("feed" if fed else verb[1], verb[0])
        if at in self.names and self.names[at].value.kind != "adjective":
            return self._party(at, None)
        return self._unnamed(at)

    def _unnamed(self, at: int) -> int:
        """«من ساحة الحاويات في نامبو», «لحرّاس الغابات في …»: any noun after a preposition that a place belongs to."""
        word = self.tokens[at].folded
        written = word.startswith("ل") and len(word) > _SHORTEST_NOUN
        governed = self.governed == at and self.signs[-1][0] in _ALONE - {"at", "made"}
        if not (written or governed) or word.isdigit():
            return at + 1
        last = self.extent(at, at + 1, chain=True)
        if not self.codes(at, last):
            return at + 1
        if written and not governed:
            self.signs.append(("to", None))
        self.signs.append(("P", Mention(at, last, self.codes(at, last))))
        return last

    def _put(self, sign: str, last: int) -> int:
        self.signs.append((sign, None))
        self.governed = last
        return last

    def _mark(self, at: int) -> None:
        gap = self.gap(at)
        if re.search(r"[.!?؟؛;\n]", gap):
            self.signs.append((".", None))
        elif ":" in gap:
            self.signs.append((":", None))
        elif re.search("[,،()]", gap):
            self.signs.append((",", None))

    def _tells(self, hit: Hit[str]) -> bool:
        """ "The buyer P", "the buyer: P", "the buyer is P": the word tells the side of who is named next."""
        last = hit.last
        if last < len(self.tokens) and self.tokens[last].folded in ("هو", "هي"):
            return True
        definite = self.tokens[hit.first].folded.lstrip("وبلف").startswith(("ال", "ل"))
        ahead = last in self.heads or last in self.spans or (last in self.names and not self.is_nationality(last))
        return ahead and (definite or ":" in self.gap(last))

    def _is_deed(self, at: int, sign: str) -> bool:
        """«طلبت شركة», beside «تلقت شركة طلباً»: the word is the verb where somebody follows it at the beginning."""
        if sign != "order" or at not in self.verbs:
            return False
        before = [s for s, _ in self.signs if s not in (",", ":")]
        ahead = at + 1 in self.heads or at + 1 in self.names
        word = self.tokens[at].folded
        return not word.endswith("ا") and (ahead and (not before or before[-1] in ("G", ".", "that", "P")))

    def _names_more(self, at: int) -> bool:
        """A head of a party that is also goods: a party where a country or a name stands with it."""
        return at + 1 in self.names or at + 1 in self.spans

    def _clitic(self, at: int, label: str) -> None:
        """The preposition written onto a word."""
        prefix = proclitic(self.tokens[at].folded, label)
        if prefix.lstrip("وف").startswith("ل"):
            self.signs.append(("to", None))
        elif prefix.lstrip("وف").startswith("ب"):
            self.signs.append(("at", None))

    def _party(self, at: int, head: tuple[int, str] | None) -> int:
        """Write a party that begins at a token; the token after all that belongs to its name."""
        if self.signs and self.signs[-1][0] in _ALONE and at - self.governed > _FARTHEST:
            self.signs.pop()  # «على جواده … مسبك»: the preposition governs another noun
        if head is not None:
            last, label = head
            self._clitic(at, label)
        elif at in self.names:
            name = self.names[at]
            self._by_prefix(self.tokens[at].folded[: max(name.start - self.tokens[at].start, 0)], at)
            last = name.last
        else:
            last = self.spans[at]
        last = self.extent(at, last, chain=head is not None)
        self.signs.append(("P", Mention(at, last, self.codes(at, last))))
        return last

    def _by_prefix(self, prefix: str, at: int) -> None:
        bare = prefix.lstrip("وف")
        if bare.startswith("ل") or self.tokens[at].folded.startswith("لل"):
            self.signs.append(("to", None))
        elif bare.startswith("ب"):
            self.signs.append(("at", None))


def _governing(signs: Sequence[tuple[str, Mention | None]]) -> Iterator[tuple[str, Mention | None]]:
    """Leave out prepositions that govern neither party nor a word for one; goods in a row are one sign."""
    last = ""
    for index, (sign, mention) in enumerate(signs):
        ahead = signs[index + 1][0] if index + 1 < len(signs) else ""
        if sign in _ALONE and ahead not in ("P", "taker", "giver", "order", "tender", "made", "to"):
            continue
        if sign == "G" and last == "G":
            continue
        yield sign, mention
        last = sign
