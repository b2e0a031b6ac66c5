"""What corrects the side a phrase gives a country: the words beside it, a second object, who somebody is by name."""

from __future__ import annotations

from collections.abc import Sequence

from nizam.reader.dealing.sidephrases import Phrase, governing
from nizam.reader.vocabulary import Vocabulary
from nizam.reader.wordtrie import Hit
from nizam.text.gazetteer import Named
from nizam.text.phrases import Found
from nizam.text.tokens import Token, stem_keys

_PLACE_WORDS = frozenset(("في", "الي", "من", "مقرها", "مقره", "ومقرها", "ومقره", "العاصمه", "مدينه"))
_LONGEST_ENTRY = 8
_AND = frozenset(("and", "or", "и", "или"))


def beyond(name: Found[Named], phrase: Phrase | None, found: Sequence[Found[Named]], tokens: Sequence[Token]) -> bool:
    """«Инструкторы из КНДР обучают охрану Анголы»: a preposition governs the name beside it, and not another country
    after more words, unless an "and" joins them."""
    if phrase is None or phrase.place not in ("from", "to"):
        return False
    before = [f for f in found if phrase.first <= f.first < name.first]
    if not before or before[-1].value.country == name.value.country:
        return False
    between = [t.folded for t in tokens[before[-1].last : name.first]]
    return len(between) > 1 and not (set(between) & _AND or tokens[name.first].folded.startswith("و"))


def sends_to(name: Found[Named], found: Sequence[Found[Named]], tokens: Sequence[Token]) -> bool:
    """ "1,000 tonnes, North Korea to India": a country right before "to" and another country gives."""
    after = name.last
    if after >= len(tokens) or tokens[after].folded not in ("to", "into"):
        return False
    return any(f.first == after + 1 and f.value.country != name.value.country for f in found)


def second_object(
    name: Found[Named], phrase: Phrase | None, found: Sequence[Found[Named]], tokens: Sequence[Token]
) -> bool:
    """«زوّدت شركة صينية كوريا الشمالية بالبنزين»: after an Arabic verb of giving the doer's country comes first, and
    another that no "and" joins to it gets."""
    if phrase is None or phrase.place != "after-verb" or name.value.kind == "adjective":
        return False
    before = [f for f in found if phrase.first <= f.first < name.first and f.value.country != name.value.country]
    return bool(before) and not tokens[name.first].folded.startswith("و")


def by_role(
    vocabulary: Vocabulary,
    text: str,
    tokens: Sequence[Token],
    name: Found[Named],
    phrase: Phrase | None,
    cut: Sequence[Phrase],
) -> str:
    """ "Our customer in Pyongyang wants …": who somebody is tells the side where the clause has no verb of trade."""
    plain = _role_is(vocabulary, text, tokens, name)
    if plain or phrase is None or governing(phrase, cut)[0] != "subject":
        return plain
    for later in cut[cut.index(phrase) + 1 :]:
        if later.verb:
            return ""
        if later.place == "subject":
            break
    for hit in vocabulary.trade_words(text, tokens):
        before, after = name.first - hit.last, hit.first - name.last
        if hit.value[0] != "roles" or _marked(text, name, hit):
            continue
        if phrase.first - 3 <= hit.first and (0 <= before <= 2 or 0 <= after <= 1):
            return hit.value[1]
    return ""


def _marked(text: str, name: Found[Named], hit: Hit[tuple[str, str]]) -> bool:
    """A semicolon or full stop between a name and a word for who it is: they are of two entries."""
    low, high = sorted((name.start, hit.start))
    return any(c in ";.\n" for c in text[low:high])


def _role_is(vocabulary: Vocabulary, text: str, tokens: Sequence[Token], name: Found[Named]) -> str:
    """ "End buyer is a DPRK company", "Consignee: Rason Trading, DPRK": the side as a form or a note gives it."""
    being = {*vocabulary.grammar["be"], *vocabulary.grammar["little"], "это", "هو", "هي"}
    for hit in vocabulary.trade_words(text, tokens):
        if hit.value[0] not in ("roles", "entries") or not hit.last <= name.first:
            continue
        between = range(hit.last, name.first)
        gap = text[hit.end : tokens[hit.last].start]
        begins = hit.first == 0 or any(c in ",;:.\n(" for c in text[tokens[hit.first - 1].end : hit.start])
        form = ":" in gap or (begins and all(tokens[at].capital or tokens[at].text.isdigit() for at in between))
        if form and len(between) <= _LONGEST_ENTRY and not _marked(text, name, hit):
            return hit.value[1]
        if between and all(tokens[at].folded in being for at in between):
            return hit.value[1]
    return ""


def is_fed(vocabulary: Vocabulary, name: Found[Named], phrase: Phrase | None, tokens: Sequence[Token]) -> bool:
    """«لتزويد كوريا الشمالية بالديزل»: after an Arabic noun of supplying the one who gets comes first."""
    if phrase is None or phrase.place != "after-verb" or name.first - phrase.first > 2:
        return False
    bare = {key.text for key in stem_keys(tokens[phrase.first].folded)}
    return not bare.isdisjoint(vocabulary.grammar["feeding-ar"])


def placed(found: Found[Named], tokens: Sequence[Token]) -> bool:
    """«مقرها سيول»: a capital whose name is also a common word counts after a word of place."""
    return found.value.kind == "capital" and found.first > 0 and tokens[found.first - 1].folded in _PLACE_WORDS
