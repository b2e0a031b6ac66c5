"""Whether a country's name or a nationality beside goods is their origin: «فحم كوريا الشمالية», "Korean coal"."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.dealing.goods_heads import Head
from nizam.reader.dealing.sidephrases import Phrase
from nizam.reader.vocabulary import Vocabulary
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token, is_arabic


def beside_goods(
    vocabulary: Vocabulary,
    name: Found[Named],
    tokens: Sequence[Token],
    goods: Sequence[Head],
    cut: Sequence[Phrase],
) -> bool:
    """Whether a nationality stands right before (English, Russian) or after (Arabic) the words for goods."""
    for head in goods:
        if is_arabic(tokens[name.first].folded):
            if 0 <= name.first - head.last <= 1 and _agrees(name, head, tokens):
                return True
        elif 0 <= head.first - name.last <= 2 or (head.first <= name.first < head.last):
            between = {t.folded for t in tokens[name.last : head.first]}
            # «Пхеньянская гостиница заказала часы»: past a verb the nationality is somebody else's.
            verb_between = any(p.verb and name.last <= p.first <= head.first for p in cut if p.place == "object")
            if not between & set(vocabulary.grammar["between"]) and not verb_between:
                return True
    return False


def _agrees(name: Found[Named], head: Head, tokens: Sequence[Token]) -> bool:
    """«الفحم لمشترٍ صيني»: an Arabic adjective takes the article of its noun, and no preposition parts them."""
    if any(t.folded.startswith("ل") and not t.folded.startswith("لل") for t in tokens[head.last : name.first]):
        return False
    definite = any("ال" in t.folded[:4] for t in tokens[head.first : head.last])
    return not definite or "ال" in tokens[name.first].folded[:4] or not tokens[head.first].folded.startswith("ال")


def of_origin(vocabulary: Vocabulary, name: Found[Named], tokens: Sequence[Token]) -> bool:
    """ "Of Mongolian origin", «монгольского происхождения», «منغولي المنشأ», «من منشأ منغولي»."""
    words = vocabulary.grammar["origin-nouns"]
    near = [tokens[i].folded for i in (name.first - 1, name.last) if 0 <= i < len(tokens)]
    return any(word.removeprefix("ال") in words for word in near)


def possessing(name: Found[Named], tokens: Sequence[Token], goods: Sequence[Head]) -> bool:
    """«فحم كوريا الشمالية»: a country's name right after the goods, with no preposition, is theirs."""
    token = tokens[name.first]
    bare = name.value.kind == "country" and is_arabic(token.folded) and name.start == token.start
    return bare and any(name.first == head.last for head in goods)
