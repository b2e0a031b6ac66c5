"""What Arabic tells of the sides beside its constructions: goods from a part of a country are from that country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nizam.reader.dealing.mentions import Mention
from nizam.reader.dealing.named import named_in
from nizam.text.tokens import Token

if TYPE_CHECKING:
    from nizam.reader.vocabulary import Vocabulary

_NEAR = 3


def sides_told_ar(vocabulary: Vocabulary, text: str, tokens: Sequence[Token]) -> dict[Mention, str]:
    """«من الساحل الغربي لكوريا الشمالية»: the country of the part that goods come from gives them."""
    places = set(vocabulary.grammar["parts-of-country-ar"])
    out = {}
    for name in named_in(text, tokens):
        if not name.value.country or name.value.ambiguous:
            continue
        back = range(max(0, name.first - _NEAR), name.first)
        part = any(tokens[i].folded.removeprefix("ال") in places for i in back)
        if part and any(tokens[i].folded == "من" for i in back):
            out[Mention(name.first, name.last, (name.value.country,))] = "supplier"
    return out
