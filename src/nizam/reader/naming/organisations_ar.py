"""Bodies in Arabic: a head noun and what belongs to it, «وزارة الخارجية الكويتية», «نادي فالداي», «الجيش الروسي»."""

from __future__ import annotations

from collections.abc import Iterator

from nizam.reader.naming.candidates import Candidate, Scene, arabic, has_article, hit_kind, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import glosses, head_at, heads, portfolios, roles, words
from nizam.reader.naming.names_ar import unknown_word
from nizam.text.gazetteer import gazetteer
from nizam.text.romanise import romanise

_MAX = 7


def find_arabic_bodies(scene: Scene) -> Iterator[Candidate]:
    """A head noun and what belongs to it: «وزارة الخارجية الكويتية», «نادي فالداي», «الجيش الكوري الشمالي»."""
    if not scene.has_arabic():
        return
    opening = frozenset(heads().starts(scene.tokens))
    at = 0
    while at < len(scene.tokens):
        found = None
        if arabic(scene.tokens[at]):
            found = (_arabic_body(scene, at) if at in opening else None) or _bare_ministry(scene, at)
        if found is None:
            at += 1
            continue
        yield found[0]
        at = found[1]


def _arabic_body(scene: Scene, at: int) -> tuple[Candidate, int] | None:
    hit = head_at(scene.text, scene.tokens, at, "head")
    if hit is None or hit.value.gloss in glosses("never"):
        return None
    gloss = hit.value.gloss
    definite = hit.label.startswith("ال")
    index, definites, proper, country = hit.last, 0, 0, None
    subject, inner_head = "", gloss in glosses("inner")
    chain, closed = False, False
    while index < len(scene.tokens) and index - at < _MAX and scene.touches(index):
        token = scene.tokens[index]
        gaz = scene.hit_at(index)
        if (
            gaz is not None
            and gaz.first == index
            and gaz.value.kind in ("country", "adjective", "place", "capital", "org")
        ):
            if (
                gaz.value.kind == "adjective"
                and definites + proper == 0
                and not definite
                and not (has_article(token) and gloss in glosses("state"))
            ):
                return None  # «شركة روسية»: any Russian company
            if gaz.start > token.start and not token.folded.startswith("لل"):
                break
            proper += 1
            country = country or gaz.value.country
            index = gaz.last
            if gaz.value.kind == "adjective":
                while (
                    (more := scene.hit_at(index)) is not None
                    and more.value.kind == "adjective"
                    and more.first == index
                    and scene.touches(index)
                ):
                    index = more.last  # «اللجنة الروسية الكورية الشمالية»
                if not inner_head:
                    index = _complement(scene, index)
                break
            continue
        found = portfolios().longest_at(scene.text, scene.tokens, index)
        if found and found[0].start == token.start:
            subject = subject or found[0].value
            definites, index = definites + 1, found[0].last
            continue
        folded = token.folded
        if folded in words().time or is_function_word(folded):
            break
        if index == hit.last and folded in word_list("anybodys_ar") and gaz is None:
            return None  # «مجلس البلدة»: every town has one
        if index == hit.last and not definite and folded in word_list("construct_ar"):
            following = _construct(scene, index + 1)
            if following > index + 1:
                chain, definites, index = True, definites + 2, following
                continue
        if (folded in word_list("common_ar") or (folded.startswith("لل") and len(folded) > 4)) and not (
            definites + proper + definite
        ):
            break  # «وكالة توظيف», «مصنع للنسيج»: any of the kind
        if (
            has_article(token)
            and len(folded) > 3
            and ((definites == 0 and not proper) or (_adjective(folded) and not _person_noun(scene, index)))
        ):
            definites, index, closed = definites + (not proper), index + 1, True
            continue
        if folded[:1] == "ل" and definites + definite + proper > 0 and not inner_head:
            after = _complement(scene, index)
            if after > index:
                definites, index = definites + 1, after
                break
        if folded == "لشوون" and index + 1 < len(scene.tokens):
            index += 1
            continue
        if (
            folded.startswith("وال")
            and definites
            and index + 1 <= len(scene.tokens)
            and gloss in glosses("joined")
            and _joined(scene, index)
        ):
            definites, index = definites + 1, index + 1
            continue
        if inner_head and proper and folded.startswith("لل") and len(folded) > 4:
            index += 1
            continue
        if (
            definites == 0
            and proper < 3
            and not closed
            and not ((proper or _before_preposition(scene, index)) and _verbal(folded))
            and not definite
            and "ال" + folded not in word_list("adjectives")
            and not (proper and folded.endswith("ا") and len(folded) > 4)  # «جامعة كذا اتفاقا»: the object
            and (
                unknown_word(scene, index, given=gloss in glosses("of_person"))
                or _korean(scene, index)
                or (inner_head and _foreign(scene, index, first=not proper))
            )
        ):
            proper, index = proper + 1, index + 1
            continue
        break
    if index == hit.last or " ".join(t.folded for t in scene.tokens[hit.last - 1 : index]) in word_list("no_body_ar"):
        return None
    inner = gloss in glosses("inner")
    last = scene.tokens[index - 1].folded
    if (
        country is None
        and not proper
        and (last in ("المحليه", "المحلي") or (gloss in glosses("part_of") and definites < 2 and not chain))
    ):
        return None  # «غرفة التجارة المحلية», «كلية الزراعة»
    if chain and (inner or gloss in glosses("weak")):
        stop = scene.tokens[index - 1].end
        name = _body_name(gloss, subject, country, scene.text[scene.tokens[hit.last].start : stop])
        return Candidate(hit.start, stop, "org", name, country, "name", "", 84, gloss), index
    if definite and not (
        (country and gloss in glosses("state") | glosses("missions") | {"Ministry", "Bank"})
        or (definites >= 2 and not inner)
        or (country and gloss in glosses("national") and (definites or index > hit.last + 1))
    ):
        return None
    if inner:
        if not proper or definites or gloss == "Website":
            return None
        if country is not None and scene.hit_at(hit.last) is not None:
            return None
        start = scene.tokens[hit.last].start
        name = romanise(scene.text[start : scene.tokens[index - 1].end])
        return Candidate(start, scene.tokens[index - 1].end, "org", name, country, "name", "", 64, gloss), index
    if (
        gloss in glosses("weak")
        and not proper
        and definites < 2
        and not subject
        and gloss not in ("Committee", "Council")
    ):
        return None
    # «لجنة السير»: any parliament and any town has one.
    if not proper and definites < (2 if gloss == "Committee" else 1) and gloss in ("Committee", "Council"):
        return None
    first_hit = scene.hit_at(hit.last)
    if (
        first_hit is not None
        and first_hit.value.kind == "org"
        and first_hit.last == index
        and gloss in glosses("outside") | glosses("inner")
    ):
        return None  # «مؤسسة كوميد»: the body has its own name
    end = scene.tokens[index - 1].end
    name = _body_name(gloss, subject, country, scene.text[scene.tokens[hit.last].start : end])
    return (
        Candidate(hit.start, end, "org", name, country, "name", "", 84, gloss),
        index,
    )


def _construct(scene: Scene, index: int) -> int:
    """The token after the definite noun or the place that a noun in the construct leans on, with its adjectives."""
    tokens = scene.tokens
    if index >= len(tokens) or not scene.touches(index):
        return index
    hit = scene.hit_at(index)
    if hit is not None:
        plain = hit.first == index and hit.start == tokens[index].start
        one = hit.value.kind == "org" and hit.last == index + 1  # «أطباء الجزيرة»: the region, not the channel
        return hit.last if plain and (one or hit.value.kind in ("country", "capital", "place")) else index
    if not has_article(tokens[index]) or tokens[index].folded in words().time or _person_noun(scene, index):
        return index
    end = index + 1
    while end < len(tokens) and scene.touches(end) and has_article(tokens[end]) and _adjective(tokens[end].folded):
        if tokens[end].folded in words().time or hit_kind(scene, end):
            break
        end += 1
    return end


def _joined(scene: Scene, index: int) -> bool:
    """«والثروة» in «إدارة الموانئ والثروة السمكية»: a second subject, no new body, person or place."""
    folded = scene.tokens[index].folded
    bare = folded[1:]
    lists = words()
    if portfolios().longest_at(scene.text, scene.tokens, index):
        return True
    return not (
        len(folded) < 6
        or scene.hit_at(index)
        or bare in lists.titles | lists.generic | lists.time
        or bare.removeprefix("ال") in lists.titles | lists.generic
        or is_function_word(bare)
        or head_at(scene.text, scene.tokens, index, "head")
        or roles().longest_at(scene.text, scene.tokens, index)
    )


def _before_preposition(scene: Scene, index: int) -> bool:
    """«خطوط تعود إلى …»: what follows a word tells it is a verb."""
    after = index + 1
    return after < len(scene.tokens) and scene.touches(after) and is_function_word(scene.tokens[after].folded)


def _verbal(folded: str) -> bool:
    """A word after a name that is more likely the next clause's verb: «جامعة تيانشي تستقبل»."""
    lists = words()
    known = folded in lists.korean_syllables or folded in lists.chinese_syllables or folded in lists.given
    return folded[:1] in "يتن" and len(folded) > 3 and not known


def _complement(scene: Scene, index: int) -> int:
    """The token after a complement with «ل»: «للدراسات», «لكرة القدم», «لحقوق الإنسان», «للبيئة والتنمية»."""
    tokens = scene.tokens
    if index >= len(tokens) or not scene.touches(index) or scene.hit_at(index) is not None:
        return index
    folded = tokens[index].folded
    if len(folded) < 4 or folded[:1] != "ل" or tokens[index].folded in words().not_names:
        return index
    end = index + 1
    if not folded.startswith("لل"):
        noun = end < len(tokens) and scene.touches(end) and has_article(tokens[end]) and not scene.hit_at(end)
        if not noun or is_function_word(tokens[end].folded) or tokens[end].folded in words().time:
            return index
        end += 1
    while end < len(tokens) and scene.touches(end) and end - index < 4:
        folded = tokens[end].folded
        if hit_kind(scene, end) or folded in words().time or _person_noun(scene, end):
            break
        if not (has_article(tokens[end]) and _adjective(folded)) and not (folded.startswith("وال") and len(folded) > 6):
            break
        end += 1
    return end


def _person_noun(scene: Scene, index: int) -> bool:
    """A definite noun of a person, which a name or a clause of its own may follow: «الوزير», «والسفير»."""
    folded = scene.tokens[index].folded
    return folded in words().titles or folded.removeprefix("و") in words().titles


def _foreign(scene: Scene, index: int, *, first: bool) -> bool:
    """A word after «شركة» that may be a name: no adjective in ة («شركة محلية»), and no verb after the first word."""
    token = scene.tokens[index]
    if not unknown_word(scene, index, loose=True) or token.text.endswith("ة"):
        return False
    if "ال" + token.folded in word_list("adjectives"):
        return False
    return first or token.folded[:1] not in "يتن"


def _adjective(folded: str) -> bool:
    """A definite Arabic word that may be an adjective: it ends like a nisba, or is one of the common others."""
    return folded.endswith(("ي", "يه")) or folded in word_list("adjectives")


def _korean(scene: Scene, index: int) -> bool:
    """A word that is a Korean family name or syllable: «أكاديمية كانغ كون»."""
    folded = scene.tokens[index].folded
    lists = words()
    return len(folded) > 1 and (folded in lists.korean_family or folded in lists.korean_syllables)


def _bare_ministry(scene: Scene, at: int) -> tuple[Candidate, int] | None:
    """«الخارجية الروسية»: the ministry by its subject alone."""
    token = scene.tokens[at]
    folded = token.folded
    skip = 0
    while folded[:1] in "وفبل" and not folded.startswith("ال") and len(folded) > 5 and skip < 2:
        folded, skip = folded[1:], skip + 1
    if folded not in words().ministries or at + 1 >= len(scene.tokens) or not scene.touches(at + 1):
        return None
    if (
        at
        and scene.touches(at)
        and (
            head_at(scene.text, scene.tokens, at - 1, "head")
            or scene.tokens[at - 1].folded.endswith(("وزير", "وزيره", "وزراء"))
        )
    ):
        return None
    hit = scene.hit_at(at + 1)
    if hit is None or hit.value.kind != "adjective" or hit.first != at + 1:
        return None
    subject = portfolios().longest_at(scene.text, scene.tokens, at)
    name = f"Ministry of {subject[0].value if subject else romanise(folded)}"
    if hit.value.country:
        name += f" of {gazetteer().country_name(hit.value.country)}"
    return Candidate(token.start + skip, hit.end, "org", name, hit.value.country, "name", "", 84, "Ministry"), hit.last


def _body_name(gloss: str, subject: str, country: str | None, rest: str) -> str:
    of = f" of {gazetteer().country_name(country)}" if country else ""
    if gloss == "Ministry" and subject:
        return f"Ministry of {subject}{of}"
    if (
        gloss in ("Army", "Police", "Customs", "Parliament", "Presidency", "Embassy", "Fleet", "Coast Guard")
        and country
    ):
        return f"{gloss}{of}"
    return f"{gloss} {romanise(rest)}"
