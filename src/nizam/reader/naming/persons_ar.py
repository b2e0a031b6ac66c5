"""Persons in Arabic script, where no capital helps: given names, syllables, titles and verbs of saying do."""

from __future__ import annotations

from collections.abc import Iterator

from nizam.reader.naming.candidates import LINK, Candidate, Scene, arabic, has_article, hit_kind, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import heads, portfolios, roles, words
from nizam.text.romanise import romanise
from nizam.text.tokens import Token

_PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")


def find_arabic(scene: Scene) -> Iterator[Candidate]:
    """Persons in Arabic script, where no capital helps."""
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
        whole = _syllables(scene, at, strict=True) if pronoun else None
        free = whole is not None and not any(hit_kind(scene, i) for i in range(at, whole))
        return (token.start, whole, 79) if whole is not None and free else None
    for prefix in _PROCLITICS:
        if not token.folded.startswith(prefix):
            continue
        rest = token.folded[len(prefix) :]
        if len(rest) < 2:
            continue
        start = token.start + len(prefix)
        if rest in lists.korean_family or rest in lists.chinese_family:
            last = _syllables(scene, at)
            if last is not None:
                return start, last, 79
        if rest in lists.given and hit_kind(scene, at) not in ("country", "org", "capital"):
            last = _rest_of_name(scene, at, arab=_is_arab(rest))
            if last > at + 1:
                return start, last, 76
        if prefix == "" and rest in lists.given and _arabic_title_before(scene, at):
            return start, at + 1, 55
    if unknown_word(scene, at, given=True):
        titled, apposed = _arabic_title_before(scene, at), _in_apposition(scene, at)
        last = _unknown_name(scene, at, closed=not apposed) if titled or apposed else at
        if apposed and last > at and not _closes(scene, last):
            last = at
        if titled and not apposed and _title_opens(scene, at) and not _any_given(scene, at, last):
            last = at  # «الوزير افتتح المعرض»: after a title that opens the sentence, a verb is as likely
        if last - at >= 2 or (titled and last > at and token.folded.endswith(lists.long_endings)):
            return token.start, last, 61 if last - at > 1 else 55
    said = at > 0 and scene.touches(at) and _is_saying(scene.tokens[at - 1])
    if said and unknown_word(scene, at) and scene.touches(at + 1) and unknown_word(scene, at + 1):
        closing = at + 2 >= len(scene.tokens) or scene.gap(at + 2).strip()[:1] in ("،", ",", ":")
        if closing or scene.tokens[at + 2].folded in ("ان", "بان", "في", "خلال", "انه", "انها"):
            return token.start, at + 2, 58
    return None


def _unknown_name(scene: Scene, at: int, *, closed: bool) -> int:
    """The token after a name whose first word no list knows: further unknown words, «عبد X», a surname with ال.

    `closed`: a surname with the article counts only before a boundary, for «الوزير افتتح المعرض» is a sentence.
    """
    tokens, last = scene.tokens, at + 1
    while last < len(tokens) and last - at < 4 and scene.touches(last):
        token = tokens[last]
        if token.folded in words().joiners and last + 1 < len(tokens) and scene.touches(last + 1):
            if not _name_like(scene, last + 1):
                break
            last += 2
        elif has_article(token):
            plain = _name_like(scene, last) or _nisba_name(scene, last)
            if plain and (not closed or _closes(scene, last + 1) or last - at > 1):
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


def _nisba_name(scene: Scene, index: int) -> bool:
    """«رشا المصري»: a nationality in the place of a surname."""
    return has_article(scene.tokens[index]) and hit_kind(scene, index) == "adjective"


def _closes(scene: Scene, index: int) -> bool:
    """Whether something that ends a noun phrase stands before a token: a sign, the end, «أن», «إن», a preposition."""
    if index >= len(scene.tokens) or not scene.touches(index):
        return True
    return scene.tokens[index].folded in word_list("after_name")


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


def _is_saying(token: Token) -> bool:
    folded = token.folded
    return folded in words().saying or (folded[:1] in "وف" and folded[1:] in words().saying)


def _is_arab(given: str) -> bool:
    """Given names of Arab bearers may be followed by a father's name and a family name with the article."""
    return len(given) <= 6 and not any(given.endswith(e) for e in ("ير", "ري", "ين", "تر", "وف"))


def _syllables(scene: Scene, at: int, *, strict: bool = False) -> int | None:
    """The end of a Korean or Chinese name whose family name stands at a token; None where no syllables follow."""
    lists = words()
    last = at + 1
    while last < len(scene.tokens) and last - at < 3 and LINK.match(scene.gap(last)):
        word = scene.tokens[last].folded
        if last == at + 1 and scene.tokens[last].text in ("إن", "أن"):
            third = scene.tokens[last + 1].folded if last + 1 < len(scene.tokens) and scene.touches(last + 1) else ""
            if third not in lists.korean_syllables:
                break  # «ويقول ليو إن»: the particle
        if (
            _compound(word)
            or word in lists.korean_syllables
            or word in lists.chinese_syllables
            or (word in lists.korean_family and not is_function_word(word))
            or (
                last - at == 2
                and not strict
                and len(word) <= 4
                and not is_function_word(word)
                and not word.startswith("ال")
                and unknown_word(scene, last)
            )
        ):
            last += 1
        else:
            break
    return last if last - at >= (3 if strict else 2) else None


def _compound(word: str) -> bool:
    """Two Chinese syllables written as one: «هايبنغ», «جينبينغ»."""
    syllables = words().chinese_syllables | words().chinese_family
    return len(word) > 3 and any(word[:cut] in syllables and word[cut:] in syllables for cut in range(2, len(word) - 1))


def _rest_of_name(scene: Scene, at: int, *, arab: bool) -> int:
    """The token after a name that begins with a given name."""
    lists = words()
    last, limit = at + 1, at + (4 if arab else 3)
    while last < min(limit, len(scene.tokens)) and scene.touches(last):
        token = scene.tokens[last]
        if token.folded in lists.joiners:
            last, limit = last + 1, limit + 1
            continue
        if not _name_like(scene, last) and not (arab and _nisba_name(scene, last) and _closes(scene, last + 1)):
            break
        known_part = token.folded in lists.given or scene.tokens[last - 1].folded in lists.joiners
        surname = any(token.folded.endswith(e) for e in lists.family_endings if len(e) > 1)
        article = has_article(token)
        if last - at >= 2 and not (known_part or surname or (arab and article)):
            break
        last += 1
        if (article and scene.tokens[last - 2].folded not in ("عبد", "ابو", "ابي")) or (surname and not arab):
            break
    while (
        arab
        and last + 1 < len(scene.tokens)
        and scene.touches(last)
        and scene.touches(last + 1)
        and scene.tokens[last].folded in ("بن", "ابن", "بنت")
        and _name_like(scene, last + 1)
    ):
        last += 2
    while last > at + 1 and scene.tokens[last - 1].folded in lists.joiners:
        last -= 1
    return last


def _name_like(scene: Scene, index: int) -> bool:
    lists, token = words(), scene.tokens[index]
    folded = token.folded
    if (
        not arabic(token)
        or len(folded) < 2
        or is_function_word(folded)
        or folded in lists.generic
        or folded in lists.time
    ):
        return False
    if folded in lists.titles or hit_kind(scene, index) in ("country", "adjective", "org", "capital"):
        return False
    if has_article(token):
        return folded not in lists.ministries and not roles().longest_at(scene.text, scene.tokens, index)
    return not folded.endswith(("ات", "ها", "هم")) and not (
        token.text.endswith("ة") and folded not in lists.given and len(folded) > 5
    )


def unknown_word(scene: Scene, index: int, *, loose: bool = False, given: bool = False) -> bool:
    """A word no table knows and no common ending gives away: it may be a foreign name. `loose` minds no endings.

    `given` lets the tables' given names pass, whatever they end in.
    """
    token = scene.tokens[index]
    if given and token.folded in words().given and hit_kind(scene, index) == "" and arabic(token):
        return True
    if (
        given
        and not loose
        and (
            token.folded.endswith(("ته", "ها", "هم", "نا"))
            or (token.text.startswith("أ") and token.text.endswith("ت"))
            or (token.folded[:1] in "بلو" and token.folded[1:] in word_list("openers_ar"))
        )
    ):
        return False
    if given and (
        token.folded in word_list("openers_ar")
        or (not loose and token.folded.endswith("ا") and token.folded.startswith("م") and len(token.folded) > 4)
        or "ال" + token.folded in word_list("adjectives")
    ):
        return False
    if not _name_like(scene, index) or has_article(token) or len(token.folded) < (2 if loose else 3):
        return False
    if scene.hit_at(index) is not None or _is_saying(token):
        return False
    if (
        not loose
        and (token.text.endswith("ة") or token.folded.endswith(("ين", "ون", "ات", "يا")))
        and not token.folded.endswith(words().long_endings)
    ):
        return False
    return not (
        heads().longest_at(scene.text, scene.tokens, index)
        or roles().longest_at(scene.text, scene.tokens, index)
        or portfolios().longest_at(scene.text, scene.tokens, index)
    )


def _arabic_title_before(scene: Scene, at: int) -> bool:
    """A definite title before a name, past the adjectives that go with it: «الرئيس الروسي», «وزير الخارجية السابق»."""
    lists = words()
    index, seen_definite = at - 1, False
    while index >= 0 and at - index <= 5 and scene.touches(index + 1):
        token = scene.tokens[index]
        folded = token.folded[1:] if token.folded[:1] in "وف" and token.folded[1:] in lists.titles else token.folded
        definite = folded.startswith("ال") or token.folded.startswith("لل")
        if folded in lists.titles and (definite or seen_definite):
            return folded not in ("السابق", "العام", "الاعلي", "التنفيذي", "المساعد", "الراحل") or index > 0
        if definite or hit_kind(scene, index) in ("adjective", "country"):
            seen_definite = True
            index -= 1
            continue
        return False
    return False
