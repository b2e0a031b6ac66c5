"""Persons by name: those of the tables, and those whom given names, titles, syllables and verbs of saying betray."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nizam.reader.naming.candidates import LINK, Candidate, Scene, arabic, is_function_word
from nizam.reader.naming.lexicon import Known, head_at, key, known_persons, words
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.nominative import english
from nizam.text.tokens import Token

_MAX_NAME = 5
_AND = re.compile(r"^ ?& ?$")


def find_known(scene: Scene) -> Iterator[Candidate]:
    """Persons of the tables by full name or distinctive surname."""
    phrases, _ = known_persons()
    free = 0
    for at in phrases.starts(scene.tokens):
        if at < free:
            continue
        hits = phrases.longest_at(scene.text, scene.tokens, at)
        token = scene.tokens[at]
        if not hits or not (arabic(token) or token.capital):
            continue
        hit = hits[0]
        known: Known = hit.value
        words_in = hit.last - hit.first
        if words_in == 1 and hit.end - hit.start < 3:
            continue
        if words_in == 1 and scene.language == "ru" and at and scene.tokens[at - 1].folded in ("на", "в", "во"):
            continue  # «на Чуркине»: a part of a town
        same = {h.value.name for h in hits}
        if len(same) == 1:
            rank = 83 if words_in > 1 else 71
            yield Candidate(
                hit.start,
                hit.end,
                "person",
                known.name,
                known.country,
                "name",
                "person:" + known.name,
                rank,
                role=known.role,
            )
        free = hit.last


def runs(scene: Scene) -> list[tuple[int, int]]:
    """Stretches of capitalised words, as token indexes; a word after a hyphen belongs, whatever its case."""
    if scene.runs is None:
        scene.runs = list(_runs(scene))
    return scene.runs


def _runs(scene: Scene) -> Iterator[tuple[int, int]]:
    tokens = scene.tokens
    at = 0
    while at < len(tokens):
        if not tokens[at].capital or arabic(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens):
            gap = scene.gap(end)
            abbreviated = gap == "." and tokens[end - 1].end - tokens[end - 1].start == 1  # U.S. Central Command
            if not (abbreviated or LINK.match(gap) or _AND.match(gap)) or (
                gap.startswith(".") and tokens[end - 1].end - tokens[end - 1].start > 2
            ):
                break
            hyphen = gap.strip() in ("-", "‐", "‑") and gap == gap.strip()
            if tokens[end].capital or (hyphen and tokens[end].text[:1].isalpha()) or _joiner(scene, end):
                end += 1
            else:
                break
        while end > at + 1 and tokens[end - 1].folded in words().joiners and not tokens[end - 1].capital:
            end -= 1
        yield at, end
        at = end


def _joiner(scene: Scene, index: int) -> bool:
    """A small word inside a name (van, bin, de): the next one must be capitalised and stand right after it."""
    tokens = scene.tokens
    if index + 1 >= len(tokens) or tokens[index].folded not in words().joiners:
        return False
    return tokens[index + 1].capital and scene.gap(index + 1).strip() in ("", "-", "‑")


def find_capitalised(scene: Scene) -> Iterator[Candidate]:
    """Persons in scripts with capitals."""
    if scene.headline() and scene.language == "en":
        return
    for first, last in runs(scene):
        for start, end in _parted(scene, _plain_stretches(scene, first, last)):
            found = _judge(scene, start, end)
            if found is None and start == 0 and end - start > 1 and key(scene.tokens[1].text) in words().given:
                found = _judge(scene, 1, end)  # "Councillor Imran Malik said"
            if found is not None:
                yield found


def _plain_stretches(scene: Scene, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run without its titles, known names of other things, and sentence-opening function words."""
    lists = words()
    start = first
    for index in range(first, last + 1):
        if index < last:
            token = scene.tokens[index]
            hit = scene.hit_at(index)
            state = hit is not None and hit.value.kind == "country" and scene.language == "ru"
            foreign = hit is not None and not hit.value.ambiguous and (state or key(token.text) not in lists.given)
            if index > start and "&" in scene.gap(index):
                yield start, index
                start = index + 1
                continue
            if not foreign and _initial(token) and scene.gap(index + 1)[:1] == "." and index + 1 < last:
                continue  # «А. К. Петров»: an initial, whatever small word it spells
            plain = (
                not foreign
                and (token.folded not in lists.not_names or _short_name(scene, index, last))
                and not (key(token.text) in lists.titles and not _initial(token))
            )
            if plain:
                continue
        if index > start:
            yield start, index
        start = index + 1


def _parted(scene: Scene, stretches: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """«Представитель Хафтара Ахмед аль-Мисмари»: a family name in the genitive, then somebody else's full name."""
    tokens, given = scene.tokens, words().given
    for start, end in stretches:
        first = tokens[start]
        another = (
            scene.language == "ru"
            and end - start > 2
            and start > 0
            and key(tokens[start + 1].text) in given
            and key(first.text) not in given
            and first.folded.endswith(("а", "я", "ого", "ой"))
            and len(first.text) > 3
            and scene.gap(start + 1) == " "
        )
        if another:
            yield start, start + 1
            start += 1
        yield start, end


def _short_name(scene: Scene, index: int, last: int) -> bool:
    """Май Ланге, Ли Сон Ми: a small word with a capital inside a Russian sentence, another capital after it."""
    token = scene.tokens[index]
    return (
        scene.language == "ru"
        and len(token.text) <= 4
        and index > 0
        and (index < last - 1 or key(scene.tokens[index - 1].text) in words().given)
        and scene.touches(index)
        and token.folded not in word_list("no_given")
        and not scene.headline()
    )


def _initial(token: Token) -> bool:
    return len(token.text) == 1


def _judge(scene: Scene, start: int, end: int) -> Candidate | None:
    """Whether a stretch of capitalised words is a person's name, by the signs around it."""
    tokens, lists = scene.tokens, words()
    size = end - start
    if size > _MAX_NAME or size == 0:
        return None
    keys = [key(t.text) for t in tokens[start:end]]
    texts = [t.text for t in tokens[start:end]]
    if any(t.isupper() and len(t) > 2 for t in texts) or any(c.isdigit() for t in texts for c in t):
        return None
    score = 0
    korean = _korean(scene, start, end, keys)
    if korean:
        score += 3
    if keys[0] in lists.given:
        score += 3 if size > 1 else 1
    if size > 1 and any(
        keys[-1].endswith(e) or tokens[end - 1].folded.endswith(e) for e in lists.family_endings if len(e) > 1
    ):
        score += 2 if scene.language == "ru" or size == 2 else 1
    if size > 1 and any(_initial(tokens[i]) and scene.gap(i + 1)[:1] == "." for i in range(start, end - 1)):
        score += 3
    if size in (2, 3) and start > 0 and scene.language == "ru" and all(t.istitle() and len(t) > 2 for t in texts):
        score += 1  # Russian puts bodies' names in quotation marks: two capitals in a sentence are mostly a person's
    if _patronymic(tokens[start:end]):
        score += 3
    if _after_title(scene, start):
        score += 3
    if _beside_saying(scene, start, end):
        score += 2 if size > 1 else 1
    if size in (2, 3) and start > 0:
        score += 1
    if size > 1 and _apposed_calling(scene, end):
        score += 3
    if size == 1 and (start == 0 or score < 3 or head_at(scene.text, tokens, start, "head")):
        return None
    if size > 1 and score < (2 if start > 0 else 3):
        return None
    if start == 0 and keys[0] not in lists.given and tokens[0].folded in scene.lower:
        return None
    name = english(texts, scene.language)
    return Candidate(
        tokens[start].start,
        tokens[end - 1].end,
        "person",
        name,
        None,
        "name",
        "",
        55 if size == 1 else 76 if score >= 3 else 62,
    )


def _korean(scene: Scene, start: int, end: int, keys: list[str]) -> bool:
    """Family name and two short syllables, with or without a hyphen: Ri Yong Ho, Kim Yo-jong, Пак Чон Чхон."""
    lists = words()
    if end - start not in (2, 3):
        return False
    fits = all(len(t.text) <= 6 for t in scene.tokens[start:end])
    if keys[0] in lists.korean_family and fits and end - start == 3:
        return True
    return (
        end - start == 2 and keys[0] in lists.chinese_family and fits and scene.tokens[start].folded not in lists.given
    )


def _patronymic(tokens: Sequence[Token]) -> bool:
    return any(
        t.folded.endswith(("вич", "вича", "вичу", "вичем", "вна", "вны", "вне", "вной")) and len(t.folded) > 6
        for t in tokens[1:]
    )


def _after_title(scene: Scene, start: int) -> bool:
    """A title or calling before the name: посла, Mr, "the company's director, …", министр иностранных дел Польши …"""
    tokens, lists = scene.tokens, words()
    if start == 0:
        return False
    gap = scene.gap(start).strip()
    if gap == "," and scene.language == "en":
        return tokens[start - 1].folded in lists.titles and tokens[start - 1].text.islower()
    if gap not in ("", "."):
        return False
    for back in range(1, 7):
        index = start - back
        if index < 0 or (back > 1 and not scene.touches(index + 1)):
            return False
        word = tokens[index]
        if word.folded in lists.titles or key(word.text) in lists.titles:
            return True
        # ru: a title's complement stands between it and the name; en keeps its titles next to the name.
        if scene.language != "ru" or is_function_word(word.folded):
            return False
        known = word.text.isupper() or scene.hit_at(index) or head_at(scene.text, tokens, index, "head")
        if word.capital and not known:
            return False
        if (
            word.folded.endswith(("л", "ла", "ли", "ет", "ит", "ют", "ят", "ть", "лся", "лась"))
            and len(word.folded) > 3
        ):
            return False
    return False


def _apposed_calling(scene: Scene, end: int) -> bool:
    """ "Priscilla Kim, an analyst at …", "Priscilla Kim, 52, …": what stands behind the comma tells a person."""
    tokens = scene.tokens
    if scene.language != "en" or end >= len(tokens) or scene.gap(end).strip() != ",":
        return False
    if tokens[end].text.isdigit() and len(tokens[end].text) == 2:
        return True
    if tokens[end].folded not in ("a", "an", "the", "who"):
        return False
    following = tokens[end + 1 : end + 5]
    return tokens[end].folded == "who" or any(
        t.folded in words().titles and all(scene.gap(end + 1 + i).strip() in ("", "-") for i in range(n + 1))
        for n, t in enumerate(following)
    )


def _beside_saying(scene: Scene, start: int, end: int) -> bool:
    tokens, saying = scene.tokens, words().saying
    before = tokens[start - 1] if start and scene.touches(start) else None
    after = tokens[end] if end < len(tokens) and scene.touches(end) else None
    return (before is not None and key(before.text) in saying) or (after is not None and key(after.text) in saying)
