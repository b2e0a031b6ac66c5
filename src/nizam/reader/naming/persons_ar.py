"""Persons in Arabic script, where no capital helps: given names, syllables, titles and verbs of saying do."""

from __future__ import annotations

from collections.abc import Iterator

from nizam.reader.naming.candidates import Candidate, Scene, arabic, has_article, hit_kind, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import heads, words
from nizam.reader.naming.names_ar import (
    closes,
    compound_given,
    is_arab,
    is_joiner,
    is_saying,
    name_like,
    nisba_name,
    rest_of_name,
    syllables,
    unknown_word,
)
from nizam.text.romanise import romanise

_FAMILY_PREFIXES = ("بو", "با", "بل", "بن")  # «بوجلال», «باوزير»
# Parts of titles, which alone are adjectives: «العام الماضي».
_OF_TITLES = frozenset(("السابق", "العام", "الاعلي", "التنفيذي", "المساعد", "الراحل"))
_ENDING = 3  # letters of an ending that only family names have: «نكو», «وفا», «سكي»
_FOR_OTHERS = "باسم"  # «المتحدث باسم الميناء»: whom the bearer of a title speaks for stands behind it
_TITLE_WORDS = 6  # words of a title and of what belongs to it
_PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")


def find_arabic(scene: Scene) -> Iterator[Candidate]:
    """Persons in Arabic script, where no capital helps."""
    if not scene.has_arabic():
        return
    at = 0
    while at < len(scene.tokens):
        found = _arabic_at(scene, at) if arabic(scene.tokens[at]) else None
        if found is None:
            at += 1
            continue
        start, last, rank = found
        texts = [t.text for t in scene.tokens[at:last]]
        texts[0] = scene.text[start : scene.tokens[at].end]
        yield Candidate(start, scene.tokens[last - 1].end, "person", romanise(" ".join(texts)), None, "name", "", rank)
        at = last


def _arabic_at(scene: Scene, at: int) -> tuple[int, int, int] | None:
    """A name that begins at a token: where in the text, the token after it, and how sure."""
    lists, token = words(), scene.tokens[at]
    # على folds to the name علي: the dots tell them apart, where the writer set them.
    if token.text.endswith("ى") and token.folded not in lists.given:
        return None
    if is_function_word(token.folded) or hit_kind(scene, at):
        # «هو» is a pronoun, but in «هو هيوك نام» a family name: two plain syllables must follow.
        pronoun = token.folded in word_list("pronoun_names")
        whole = syllables(scene, at, strict=True) if pronoun else None
        free = whole is not None and not any(hit_kind(scene, i) for i in range(at, whole))
        return (token.start, whole, 79) if whole is not None and free else None
    for prefix in _PROCLITICS:
        if not token.folded.startswith(prefix):
            continue
        rest = token.folded[len(prefix) :]
        if len(rest) < 2 or (prefix and token.folded in lists.generic):
            continue  # «بيان» is no «يان»
        start = token.start + len(prefix)
        if rest in lists.korean_family or rest in lists.chinese_family:
            last = syllables(scene, at)
            if last is not None:
                return start, last, 79
        if rest in lists.given and hit_kind(scene, at) not in ("country", "org", "capital"):
            last = rest_of_name(scene, at, arab=is_arab(rest))
            sure = rest not in lists.common_given
            if last > at + 1 and not _after_place_noun(scene, at) and (sure or _borne_out(scene, at, last)):
                return start, last, 76
        plain = rest in lists.given and rest not in lists.common_given
        if prefix == "" and plain and _arabic_title_before(scene, at):
            return start, at + 1, 55
    if compound_given(scene, at) == 2:
        last = rest_of_name(scene, at, arab=True)
        if last > at + 2 or (last == at + 2 and (_arabic_title_before(scene, at) or _in_apposition(scene, at))):
            return token.start, last, 76
    if unknown_word(scene, at, given=True):
        titled, apposed = _arabic_title_before(scene, at), _in_apposition(scene, at)
        said_of = titled and _said_before(scene, at)
        last = _unknown_name(scene, at, closed=not apposed, said=said_of) if titled or apposed else at
        if apposed and last > at and not closes(scene, last):
            last = at
        if titled and not apposed and _title_opens(scene, at) and not _any_given(scene, at, last):
            last = at  # «الوزير افتتح المعرض»: after a title that opens the sentence, a verb is as likely
        if last - at >= 2 or (titled and last > at and token.folded.endswith(lists.long_endings)):
            return token.start, last, 61 if last - at > 1 else 55
    said = at > 0 and scene.touches(at) and is_saying(scene.tokens[at - 1])
    if said and unknown_word(scene, at) and scene.touches(at + 1) and unknown_word(scene, at + 1):
        closing = at + 2 >= len(scene.tokens) or scene.gap(at + 2).strip()[:1] in ("،", ",", ":")
        if closing or scene.tokens[at + 2].folded in ("ان", "بان", "في", "خلال", "انه", "انها"):
            return token.start, at + 2, 58
    return None


def _borne_out(scene: Scene, at: int, last: int) -> bool:
    """Whether a given name that is a word as well («فلاح», «انتصار») is a name at a token: what stands beside tells."""
    if _arabic_title_before(scene, at) or _in_apposition(scene, at):
        return True
    if at and scene.touches(at) and is_saying(scene.tokens[at - 1]):
        return True
    lists, second = words(), scene.tokens[at + 1]
    if second.folded in lists.joiners or second.folded.endswith(lists.long_endings):
        return True
    if second.folded.startswith(_FAMILY_PREFIXES) and len(second.folded) > 4 and unknown_word(scene, at + 1):
        return True
    if closes(scene, last) and second.folded.endswith(tuple(e for e in lists.family_endings if len(e) >= _ENDING)):
        return True  # «بافل روماننكو»: the second word is formed as family names are
    plain = second.folded in lists.given and second.folded not in lists.common_given
    return plain or (has_article(second) and second.folded.endswith("ي") and closes(scene, last))


def _after_place_noun(scene: Scene, at: int) -> bool:
    """«معبر مهران», «في سيدي مرزوق»: a given name that is a town's, behind the word that says so."""
    if at == 0 or not scene.touches(at):
        return False
    token, before = scene.tokens[at].folded, scene.tokens[at - 1].folded
    if token in word_list("town_firsts_ar") and before.removeprefix("و") in word_list("town_prepositions_ar"):
        return True
    if has_article(scene.tokens[at - 1]):
        return False  # «المتحدث باسم الميناء بافل روماننكو»: a noun with the article has no name after it
    return any(hit.value.type == "place" for hit in heads().longest_at(scene.text, scene.tokens, at - 1))


def _said_before(scene: Scene, at: int) -> bool:
    """Whether a verb of saying stands before the title of a name at a token: «ورفض المدير العام فواز المناعي»."""
    index = at - 1
    while index >= 0 and scene.touches(index + 1) and at - index < _TITLE_WORDS:
        folded = scene.tokens[index].folded
        if is_saying(scene.tokens[index]) or folded.removeprefix("و") in word_list("title_verbs_ar"):
            return True
        if not has_article(scene.tokens[index]) and scene.tokens[index].folded not in words().titles:
            return False
        index -= 1
    return False


def _unknown_name(scene: Scene, at: int, *, closed: bool, said: bool = False) -> int:
    """The token after a name whose first word no list knows: further unknown words, «عبد X», a surname with ال.

    `closed`: a surname with the article counts only before a boundary, for «الوزير افتتح المعرض» is a sentence;
    `said`: not where the verb stands before the title, and the surname is formed like one.
    """
    tokens, last = scene.tokens, at + 1
    while last < len(tokens) and last - at < 4 and scene.touches(last):
        token = tokens[last]
        if is_joiner(token) and last + 1 < len(tokens) and scene.touches(last + 1):
            negated = token.folded == "لا" and tokens[last + 1].folded[:1] in "يتن"
            if negated or not name_like(scene, last + 1):
                break  # «وكرافتسوف لا يرى»
            last += 2
        elif has_article(token):
            plain = name_like(scene, last) or nisba_name(scene, last)
            formed = said and token.folded.endswith("ي") and hit_kind(scene, last) != "adjective"
            if plain and (not closed or formed or closes(scene, last + 1) or last - at > 1):
                last += 1
            break
        elif token.text.endswith("ت") and len(token.folded) > 3 and token.folded not in words().given:
            break  # «سارعت»: a verb
        elif unknown_word(scene, last, given=True, loose=True) and last - at < 3:
            last += 1
        else:
            break
    return last


def _title_opens(scene: Scene, at: int) -> bool:
    """Whether nothing, or a sign, stands before the title that a token follows."""
    index = at - 1
    while index >= 0 and scene.touches(index + 1) and at - index < 5:
        folded = scene.tokens[index].folded
        if not (has_article(scene.tokens[index]) or folded.removeprefix("و") in words().titles):
            return False
        index -= 1
    return at - index < 5


def _any_given(scene: Scene, first: int, last: int) -> bool:
    return any(scene.tokens[i].folded in words().given for i in range(first, last))


def _in_apposition(scene: Scene, at: int) -> bool:
    """Whether a comma stands before a token and a title or calling in the clause before it, with no verb between.

    «قال رئيس الهيئة العامة للموانئ، X Y، إن …»
    """
    if scene.gap(at).strip() not in ("،", ","):
        return False
    for back in range(1, 10):
        index = at - back
        if index < 0 or (back > 1 and not scene.touches(index + 1)):
            return False
        folded = scene.tokens[index].folded
        if folded in words().titles or (folded[:1] in "وفلب" and folded[1:] in words().titles):
            return True
        if is_function_word(folded) and folded not in ("في", "باسم", "لدي", "من"):
            return False
    return False


def _arabic_title_before(scene: Scene, at: int) -> bool:
    """A definite title before a name, past the adjectives that go with it: «الرئيس الروسي», «وزير الخارجية السابق»."""
    lists = words()
    index, seen_definite = at - 1, False
    while index >= 0 and at - index <= 5 and scene.touches(index + 1):
        token = scene.tokens[index]
        folded = token.folded[1:] if token.folded[:1] in "وف" and token.folded[1:] in lists.titles else token.folded
        definite = folded.startswith("ال") or token.folded.startswith("لل")
        if folded in lists.titles and folded not in _OF_TITLES and (definite or seen_definite):
            return True
        if definite or hit_kind(scene, index) in ("adjective", "country"):
            seen_definite = True
            index -= 1
            continue
        if seen_definite and folded == _FOR_OTHERS:
            index -= 1
            continue
        return False
    return False
