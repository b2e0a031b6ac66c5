"""The parts of a name in Arabic letters: compounds, syllables, further given names, family names."""

from __future__ import annotations

from nizam.reader.naming.candidates import LINK, Scene, arabic, has_article, hit_kind, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import heads, portfolios, roles, words
from nizam.text.numbers import begins_number
from nizam.text.tokens import Token


def nisba_name(scene: Scene, index: int) -> bool:
    """«رشا المصري»: a nationality in the place of a surname."""
    return has_article(scene.tokens[index]) and hit_kind(scene, index) == "adjective"


def closes(scene: Scene, index: int) -> bool:
    """Whether something that ends a noun phrase stands before a token: a sign, the end, «أن», «إن», a preposition."""
    if index >= len(scene.tokens) or not scene.touches(index):
        return True
    return scene.tokens[index].folded in word_list("after_name")


def is_saying(token: Token) -> bool:
    folded = token.folded
    return folded in words().saying or (folded[:1] in "وف" and folded[1:] in words().saying)


def is_arab(given: str) -> bool:
    """Given names of Arab bearers may be followed by a father's name and a family name with the article."""
    return len(given) <= 6 and not any(given.endswith(e) for e in ("ير", "ري", "ين", "تر", "وف"))


def syllables(scene: Scene, at: int, *, strict: bool = False) -> int | None:
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


def rest_of_name(scene: Scene, at: int, *, arab: bool) -> int:
    """The token after a name that begins with a given name."""
    lists = words()
    opening = at + compound_given(scene, at) if arab else at + 1
    last, limit = opening, opening + (3 if arab else 2)
    while last < min(limit, len(scene.tokens)) and scene.touches(last):
        token = scene.tokens[last]
        if token.folded == "لا" and last + 1 < len(scene.tokens) and scene.tokens[last + 1].folded[:1] in "يتن":
            break
        if is_joiner(token) or (last > at + 1 and _parts_of_name(scene, last)):
            last, limit = last + 1, limit + 1
            continue
        if not name_like(scene, last) and not (arab and nisba_name(scene, last) and closes(scene, last + 1)):
            break
        known_part = token.folded in lists.given or scene.tokens[last - 1].folded in lists.joiners
        surname = any(token.folded.endswith(e) for e in lists.family_endings if len(e) > 1)
        article = has_article(token)
        told = known_part or surname or (arab and article) or _ends_name(scene, opening, last)
        if last - at >= 2 and not told and scene.tokens[last - 1].folded not in words().inside_names:
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
        and name_like(scene, last + 1)
    ):
        last += 2
    while last > at + 1 and scene.tokens[last - 1].folded in lists.joiners:
        last -= 1
    return last


def _ends_name(scene: Scene, opening: int, last: int) -> bool:
    """Whether an unknown word is a name's last: right behind its given names, and closed off."""
    before = scene.tokens[last - 1].folded
    return (last == opening or (last == opening + 1 and before in words().given)) and closes(scene, last + 1)


def is_joiner(token: Token) -> bool:
    """«بن», «فان»: a small word inside a name; «فإن» is another."""
    return token.folded in words().joiners and "إ" not in token.text and "أن" not in token.text


def compound_given(scene: Scene, at: int) -> int:
    """How many words the given name at a token takes: two in «عبد الوهاب», «نور الدين»."""
    tokens = scene.tokens
    if at + 1 >= len(tokens) or not scene.touches(at + 1):
        return 1
    first, second = tokens[at].folded, tokens[at + 1].folded
    first = first if first in words().compound_first else first[1:]
    if first == "عبد" and has_article(tokens[at + 1]) and len(second) > 4:
        return 2
    return 2 if first in words().compound_first and second in words().compound_second else 1


def _parts_of_name(scene: Scene, index: int) -> bool:
    """«شيخ» in «عوض الكريم شيخ إدريس»: a title that is part of the name, a given name after it."""
    following = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    return (
        scene.tokens[index].folded in words().inside_names
        and following is not None
        and scene.touches(index + 1)
        and following.folded in words().given
    )


def name_like(scene: Scene, index: int) -> bool:
    lists, token = words(), scene.tokens[index]
    folded = token.folded
    if (
        not arabic(token)
        or len(folded) < 2
        or is_function_word(folded)
        or folded in lists.generic
        or folded in lists.time
        or begins_number(folded)
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
    if not name_like(scene, index) or has_article(token) or len(token.folded) < (2 if loose else 3):
        return False
    if scene.hit_at(index) is not None or is_saying(token):
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
