"""Where a Russian name of place stands: «в Японию» is whither, «в Японии» where, and «в КНДР» does not tell."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.dealing.cases_ru import case_of, whither
from nizam.reader.dealing.flows import TARGET
from nizam.reader.dealing.sidephrases import Phrase, governing, next_verb
from nizam.reader.vocabulary import Vocabulary
from nizam.text.gazetteer import Named
from nizam.text.normalise import fold
from nizam.text.phrases import Found
from nizam.text.tokens import Token


def in_place_ru(
    vocabulary: Vocabulary, name: Found[Named], phrase: Phrase, cut: Sequence[Phrase], tokens: Sequence[Token]
) -> str:
    """«В Японию» and «в Японии» by the case; «в КНДР», which has none, by the verb and by a «из» right before it."""
    _, verb, _ = governing(phrase, cut)
    verb = verb or next_verb(phrase, cut)[0]
    at = cut.index(phrase)
    after_from = at > 0 and cut[at - 1].place == "from" and cut[at - 1].last == phrase.first
    if name.value.kind == "adjective":
        plain = case_of(tokens[name.first].folded) == "plain"
        return "recipient" if plain and (verb in ("out", "move") or after_from) else "other"
    told = whither(tokens[name.last - 1].folded, fold(name.label.split()[-1]))
    after_from = after_from or (not verb and any(p.place == "from" for p in cut[:at]))
    inbound = any(t.folded.startswith(tuple(vocabulary.grammar["inbound-ru"])) for t in tokens)
    if told == "to" or (not told and (after_from or inbound)):
        return "recipient"
    if verb == "in":
        return "supplier" if name.value.country == TARGET else "other"
    if told == "in" and phrase.first <= 1:
        return "other"
    return "recipient" if verb in ("out", "move") else "other"


def goes_into(vocabulary: Vocabulary, name: Found[Named], phrase: Phrase, verb: str, tokens: Sequence[Token]) -> bool:
    """«вышел с 5 тыс. т цемента в Нампхо»: an accusative of place belongs to the verb, whatever stands before it."""
    if tokens[phrase.first].folded not in vocabulary.grammar["into-ru"] or not is_cyrillic(tokens[name.first]):
        return False
    told = whither(tokens[name.last - 1].folded, fold(name.label.split()[-1]))
    return told == "to" or (not told and verb in ("out", "move"))


def whither_after_from(
    vocabulary: Vocabulary,
    name: Found[Named],
    phrase: Phrase | None,
    cut: Sequence[Phrase],
    found: Sequence[Found[Named]],
    tokens: Sequence[Token],
) -> bool:
    """«Из Китая в КНДР»: a name without cases is the destination where another country stands after «из»."""
    if phrase is None or phrase.place != "in" or not is_cyrillic(tokens[name.first]):
        return False
    if tokens[phrase.first].folded not in vocabulary.grammar["into-ru"]:
        return False
    told = whither(tokens[name.last - 1].folded, fold(name.label.split()[-1]))
    beside = [f for f in found if f.last == phrase.first and f.value.country != name.value.country]
    if not beside and told != "in":
        beside = _after_origin(phrase, cut, found, tokens, name)
    return told == "to" or (not told and bool(beside))


def _after_origin(
    phrase: Phrase, cut: Sequence[Phrase], found: Sequence[Found[Named]], tokens: Sequence[Token], name: Found[Named]
) -> list[Found[Named]]:
    """«От … (Казахстан) на разрез … в КНДР»: another country between "from" and the «на» or «в» that this one ends."""
    at = cut.index(phrase)
    while at > 0 and cut[at].place == "in" and cut[at - 1].last == cut[at].first:
        at -= 1
        if cut[at].place == "in" and tokens[cut[at].first].folded not in ("на", "в", "во"):
            return []
    start = at
    while start > 0 and cut[start].place == "from" and cut[start - 1].place == "from":
        start -= 1
    if cut[at].place != "from":
        return []
    return [f for f in found if cut[start].first <= f.first < cut[at].last and f.value.country != name.value.country]


def is_cyrillic(token: Token) -> bool:
    return "а" <= token.folded[:1] <= "я"
