"""Places no table names: by the noun that says what they are, by a dateline, by a preposition of place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nizam.reader.naming.candidates import Candidate, Scene, arabic, hit_kind, is_function_word
from nizam.reader.naming.lexicon import folded as word_list
from nizam.reader.naming.lexicon import glosses, heads, key, words
from nizam.reader.naming.names_ar import unknown_word
from nizam.reader.naming.persons import runs
from nizam.text.romanise import romanise

_ADJECTIVE = re.compile("(?:ский|ского|скому|ским|ском|ская|ской|скую|ное|ный|ного|ном|ная|ной)$")
_DATELINE = re.compile(r"\s?(?:\(|,\s|[-–—]\s|\s[-–—])")


def find_places(scene: Scene) -> Iterator[Candidate]:
    """Places by their class noun, and capitalised words after a preposition of place that nothing else explains."""
    yield from _by_noun(scene)
    yield from _dateline(scene)
    if scene.language == "ar":
        yield from _near(scene)
        yield from _towns_by_preposition(scene)
    if scene.language != "ar" and not (scene.headline() and scene.language == "en"):
        yield from _by_preposition(scene)


def _by_noun(scene: Scene) -> Iterator[Candidate]:
    tokens = scene.tokens
    for at in heads().starts(tokens):
        for hit in heads().longest_at(scene.text, tokens, at):
            gloss = hit.value.gloss
            if hit.value.type != "place" or gloss in glosses("place_never"):
                continue
            if arabic(tokens[at]):
                end = hit.last
                if hit.label.startswith("ال"):
                    continue
                limit = 2 if gloss in glosses("place_whole") else 1
                while (
                    end < len(tokens)
                    and end - hit.last < limit
                    and scene.touches(end)
                    and unknown_word(scene, end, loose=True)
                    and tokens[end].folded not in word_list("no_town_ar")
                ):
                    if end > hit.last and tokens[end].folded[:1] in "يتن":
                        break  # more likely the verb of the next clause
                    end += 1
                if tokens[min(hit.last, len(tokens) - 1)].folded in word_list("town_firsts_ar"):
                    end = max(end, _two_word_town(scene, hit.last))  # «بلدة وادي الصخر», «ميناء بني صاف»
                if end == hit.last:
                    continue
                whole = gloss in glosses("place_whole")
                if (
                    whole
                    and end < len(tokens)
                    and scene.touches(end)
                    and tokens[end].folded in ("الدولي", "الدوليه", "الجويه", "البحريه", "الفضاييه")
                ):
                    end += 1
                start = hit.start if whole else tokens[hit.last].start
                yield Candidate(
                    start,
                    tokens[end - 1].end,
                    "place",
                    romanise(scene.text[start : tokens[end - 1].end]),
                    None,
                    "name",
                    "",
                    66,
                    gloss,
                )
            elif (
                scene.language == "ru"
                and gloss in glosses("place_adjective")
                and at
                and (
                    tokens[at - 1].capital
                    and scene.touches(at)
                    and _ADJECTIVE.search(tokens[at - 1].folded)
                    and not (at == 1 and tokens[0].folded in scene.lower)
                )
                and hit_kind(scene, at - 1) != "adjective"
            ):
                yield Candidate(
                    tokens[at - 1].start,
                    hit.end,
                    "place",
                    romanise(scene.text[tokens[at - 1].start : hit.end]),
                    None,
                    "name",
                    "",
                    66,
                    gloss,
                )
            elif scene.language == "ru" or hit.value.at == "head":
                end = hit.last
                while (
                    end < len(tokens)
                    and end - hit.last < 3
                    and tokens[end].capital
                    and scene.gap(end).strip() in ("", "-", "«")
                ):
                    end += 1
                if end > hit.last and hit_kind(scene, hit.last) not in ("country", "org"):
                    whole = scene.language == "en" and gloss != "Port"
                    if not whole and hit_kind(scene, hit.last) in ("place", "capital"):
                        continue
                    start = tokens[hit.first].start if whole else tokens[hit.last].start
                    if whole and not tokens[hit.first].capital:
                        continue
                    yield Candidate(
                        start,
                        tokens[end - 1].end,
                        "place",
                        romanise(scene.text[start : tokens[end - 1].end]),
                        None,
                        "name",
                        "",
                        72,
                        gloss,
                    )
            elif hit.value.at == "tail" and tokens[at].capital and at and tokens[at - 1].capital and scene.touches(at):
                first = at - 1
                while (
                    first
                    and tokens[first - 1].capital
                    and scene.touches(first)
                    and tokens[first - 1].folded not in words().not_names
                ):
                    first -= 1
                if tokens[first].folded in words().not_names:
                    first += 1
                if first < at:
                    yield Candidate(
                        tokens[first].start,
                        hit.end,
                        "place",
                        scene.text[tokens[first].start : hit.end],
                        None,
                        "name",
                        "",
                        77,
                        gloss,
                    )


def _two_word_town(scene: Scene, at: int) -> int:
    """The token past a town whose first half is a common noun: «بني صاف», «عين الحديد»; `at` where none follows."""
    end = at + 1
    if end >= len(scene.tokens) or not scene.touches(end) or not arabic(scene.tokens[end]):
        return at
    folded = scene.tokens[end].folded
    if is_function_word(folded) or folded in words().time | word_list("no_town_ar") or scene.hit_at(end) is not None:
        return at
    return end + 1 if folded.startswith("ال") or unknown_word(scene, end, loose=True) else at


def _towns_by_preposition(scene: Scene) -> Iterator[Candidate]:
    """«في عين الحديد», «قبالة بني صاف»: a two-word town after a preposition of place."""
    for at in range(1, len(scene.tokens)):
        token, before = scene.tokens[at], scene.tokens[at - 1]
        if token.folded not in word_list("town_firsts_ar") or scene.hit_at(at) is not None or not scene.touches(at):
            continue
        if token.folded in ("سوق", "قصر", "شعب", "عرب", "جسر", "باب"):
            continue  # these are as often the thing itself
        if before.folded.removeprefix("و") not in word_list("town_prepositions_ar") | word_list("near_ar"):
            continue
        end = _two_word_town(scene, at)
        if end > at:
            stop = scene.tokens[end - 1].end
            name = romanise(scene.text[token.start : stop])
            yield Candidate(token.start, stop, "place", name, None, "name", "", 66, "guess")


def _near(scene: Scene) -> Iterator[Candidate]:
    """«قرب كيسمايو»: a foreign-looking word after a preposition that only places follow."""
    for at in range(1, len(scene.tokens)):
        token, before = scene.tokens[at], scene.tokens[at - 1]
        if before.folded not in word_list("near_ar") or not scene.touches(at) or not arabic(token):
            continue
        if len(token.folded) > 4 and token.text.endswith(("ا", "و", "ي", "غ", "ك")) and unknown_word(scene, at):
            yield Candidate(token.start, token.end, "place", romanise(token.text), None, "name", "", 64, "guess")


def _dateline(scene: Scene) -> Iterator[Candidate]:
    """A town in capitals that opens a paragraph: "LEEDS - …", "PORT LOUIS (AFP) - …"."""
    tokens = scene.tokens
    end = 0
    while (
        end < len(tokens)
        and end < 3
        and tokens[end].text.isupper()
        and len(tokens[end].text) > 2
        and (end == 0 or scene.touches(end))
    ):
        end += 1
    if end == 0 or end == len(tokens) or scene.sentence.paragraph < 0 or scene.hit_at(0) is not None:
        return
    rest = scene.text[tokens[end - 1].end : tokens[end - 1].end + 60]
    if _DATELINE.match(rest) and any(sign in rest for sign in "-–—") and (end > 1 or len(tokens[0].text) > 3):
        yield Candidate(
            tokens[0].start,
            tokens[end - 1].end,
            "place",
            scene.text[tokens[0].start : tokens[end - 1].end].title(),
            None,
            "name",
            "",
            73,
            "guess",
        )


def _by_preposition(scene: Scene) -> Iterator[Candidate]:
    """ "in Zabol", «в Змеиногорске»: an unknown capitalised word after a preposition of place."""
    tokens, lists = scene.tokens, words()
    for first, last in runs(scene):
        hyphens = sum(scene.gap(i).strip() == "-" for i in range(first + 1, last))
        if first == 0 or last - first - hyphens > 2 or not scene.touches(first):
            continue
        before = tokens[first - 1].folded
        if before not in lists.locatives or before in (
            "between",
            "into",
            "к",
            "до",
            "от",
            "через",
            "under",
            "off",
            "left",
        ):
            continue
        if any(scene.hit_at(i) is not None for i in range(first, last)) or key(tokens[first].text) in lists.given:
            continue
        if not hyphens and any(
            t.folded in lists.not_names or is_function_word(t.folded) or t.text.isupper() or len(t.text) < 3
            for t in tokens[first:last]
        ):
            continue
        if any(c.isdigit() for t in tokens[first:last] for c in t.text):
            continue
        sure = before in ("in", "near", "at", "outside", "в", "под", "близ", "около", "возле")
        if last < len(tokens) and scene.gap(last)[:2] in ("'s", "’s"):
            continue
        yield Candidate(
            tokens[first].start,
            tokens[last - 1].end,
            "place",
            romanise(scene.text[tokens[first].start : tokens[last - 1].end]),
            None,
            "name",
            "",
            64 if sure else 56,
            "guess",
        )
