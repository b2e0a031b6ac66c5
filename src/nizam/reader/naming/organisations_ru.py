"""Bodies in Russian: Министерство энергетики, МИД России, Дальневосточная железная дорога, компания Hyundai."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.reader.naming.candidates import Candidate, Scene, hit_kind
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import glosses, head_at, heads, key, portfolios, words
from nizam.text.gazetteer import gazetteer
from nizam.text.romanise import romanise

_ADJECTIVE_RU = re.compile("(?:ая|яя|ое|ее|ий|ый|ой|ую|юю|ого|его|ому|ему|ей|им|ым|ом|ем|ые|ие|ых|их)$")
_GENITIVE_ADJECTIVE_RU = re.compile("(?:ного|кого|вого|ного|ной|кой|вой|ней|щей|ных|ких|вых|них|ским|ным|ому)$")
_GENITIVE_RU = re.compile("(?:[аяыи]|ов|ев|ей|ий|наук|дел|проблем|систем|машин|культур|средств)$")
_DATIVE_RU = re.compile("(?:[уюе]|ам|ям)$")
_VERB_RU = re.compile("(?:л|ла|ли|ло|ет|ит|ют|ят|ут|ат|ть|ся|сь)$")
_MAX = 7


def find_russian_bodies(scene: Scene) -> Iterator[Candidate]:
    """Министерство энергетики, МИД России, Дальневосточная железная дорога, Комитет Совета Безопасности."""
    tokens = scene.tokens
    at = 0
    opening = frozenset(heads().starts(tokens))
    while at < len(tokens):
        hit = head_at(scene.text, tokens, at, "head") if at in opening else None
        if hit is None or hit.value.gloss in glosses("never") or (hit.label[:1].isupper() and not tokens[at].capital):
            at += 1
            continue
        gloss, start, end = hit.value.gloss, hit.first, hit.last
        country: str | None = None
        subject, complement = "", 0
        while end < len(tokens) and scene.touches(end) and end - at < _MAX:
            found = portfolios().longest_at(scene.text, tokens, end)
            gaz = scene.hit_at(end)
            if found and not subject:
                subject, end, complement = found[0].value, found[0].last, complement + 2
                continue
            if (
                gaz is not None
                and gaz.first == end
                and gaz.value.kind in ("country", "org", "place", "capital")
                and tokens[end].capital
            ):
                country = country or gaz.value.country
                end, complement = gaz.last, complement + (1 if gaz.value.kind == "country" else 2)
                continue
            if (
                gloss in glosses("of_town")
                and not complement
                and tokens[end].capital
                and key(tokens[end].text) not in words().given
            ):
                end, complement = end + 1, complement + 2
                continue
            if (
                subject
                and tokens[end].folded == "и"
                and end + 1 < len(tokens)
                and portfolios().longest_at(scene.text, tokens, end + 1)
            ):
                end += 1
                subject, end = subject, portfolios().longest_at(scene.text, tokens, end)[0].last
                continue
            break
        while (
            start
            and scene.touches(start)
            and _ADJECTIVE_RU.search(tokens[start - 1].folded)
            and len(tokens[start - 1].folded) > 4
            and at - start < 3
        ):
            start -= 1
        while start < hit.first and not tokens[start].capital:
            start += 1
        if start == 0 and hit.first == 1 and tokens[0].folded in word_list("ordinal_ru"):
            start = hit.first  # «Последняя партия ушла»
        adjectives = hit.first - start
        if gloss in glosses("of_subject") and not complement and (adjectives or tokens[hit.first].capital):
            after = _named_after(scene, end) or _subject(scene, end)
            after = _named_after(scene, after) or after
            if adjectives or start or after > end + 1:
                complement += 2 * (after > end)
                end = after
                owner = scene.hit_at(end) if scene.touches(end) else None
                if owner is not None and owner.first == end and owner.value.kind == "country":
                    country, end = owner.value.country, owner.last
        sentence_word = (
            start == 0
            and adjectives == 1
            and not complement
            and (tokens[0].folded in scene.lower or gloss in glosses("inner"))
        )
        if (
            adjectives
            and all(hit_kind(scene, i) == "adjective" for i in range(start, hit.first))
            and gloss in glosses("inner")
        ):
            start, adjectives = hit.first, 0  # «южнокорейская компания» is any of them
        named = _unquoted(scene, hit.last) if gloss in glosses("inner") and not complement else None
        if named is not None:
            yield named
            at = max(end, at + 1)
            continue
        own = (hit.label[:1].isupper() and len(hit.label) > 2) or bool(_named_after(scene, hit.last))
        strong = gloss not in glosses("inner") and (
            complement >= 2 or (complement and (tokens[hit.first].capital or own or gloss in glosses("missions")))
        )
        if own or strong or (adjectives and not sentence_word):
            for index in range(start, end):
                found_hit = scene.hit_at(index)
                country = country or (found_hit.value.country if found_hit else None)
            mission = gloss in glosses("missions")
            stop = tokens[end - 1].end
            name = _russian_name(gloss, subject, country, scene.text[tokens[start].start : stop])
            yield Candidate(tokens[start].start, stop, "org", name, country, "name", "", 84 - mission, gloss)
        at = max(end, at + 1)


def _named_after(scene: Scene, index: int) -> int:
    """The token after «имени Ким Чхэка»; 0 where a body is named after nobody."""
    tokens = scene.tokens
    if index >= len(tokens) or tokens[index].folded not in ("имени", "им") or not scene.touches(index):
        return 0
    end, surname = index + 1, False
    while end < len(tokens) and end - index < 5 and tokens[end].capital and not scene.gap(end).strip(" .\u00a0-"):
        if surname and len(tokens[end].text) == 1:
            break  # «института имени Менделеева А. В. Костромина»: somebody else begins
        surname = surname or len(tokens[end].text) > 1
        end += 1
    return end if end > index + 1 else 0


def _subject(scene: Scene, index: int) -> int:
    """The token after lower-case genitives that say what a body is for: «институт гражданской авиации»."""
    tokens, end, noun, dative = scene.tokens, index, index, False
    while end < len(tokens) and end - index < 6 and (scene.touches(end) or (end > index and scene.gap(end) == "-")):
        folded = tokens[end].folded
        if tokens[end].capital or _VERB_RU.search(folded):
            break
        if folded in ("и", "по") and end + 1 < len(tokens) and (end > index or folded == "по"):
            dative = dative or folded == "по"
            end += 1
            continue
        small = folded in words().not_names and not folded.startswith("сообщени")
        if len(folded) < 4 or small or scene.hit_at(end) is not None:
            break
        if _GENITIVE_ADJECTIVE_RU.search(folded):
            end += 1
            continue
        if end + 1 < len(tokens) and scene.gap(end + 1) == "-" and folded.endswith("о"):
            end += 1  # «торгово-экономическому»
            continue
        ruled = (end and tokens[end - 1].folded == "по") or (dative and _DATIVE_RU.search(folded))
        if not (ruled or _GENITIVE_RU.search(folded)):
            break
        end += 1
        noun = end
    return noun


def _unquoted(scene: Scene, index: int) -> Candidate | None:
    """компания Hyundai Glovis: a capitalised name right after its noun."""
    tokens, end = scene.tokens, index
    while end < len(tokens) and end - index < 4 and tokens[end].capital and scene.touches(end):
        end += 1
    if end == index or hit_kind(scene, index) in ("country", "adjective", "capital", "place"):
        return None
    if key(tokens[index].text) in words().given:
        return None  # «гендиректор предприятия Игорь …»
    text = scene.text[tokens[index].start : tokens[end - 1].end]
    return Candidate(tokens[index].start, tokens[end - 1].end, "org", romanise(text), None, "name", "", 72, "Company")


def _russian_name(gloss: str, subject: str, country: str | None, text: str) -> str:
    of = f" of {gazetteer().country_name(country)}" if country else ""
    if gloss == "Ministry" and subject:
        return f"Ministry of {subject}{of}"
    if gloss.startswith("Ministry of"):
        return f"{gloss}{of}"
    return romanise(text)
